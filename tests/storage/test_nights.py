"""Changes of a night: the version rises, what it was before is kept, and a decision that came too late is refused."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.planning import evenings
from handlers.planning.evenings import SpokenHours
from storage import campaigns, facts, sessions
from storage.database import Stale
from storage.instants import DAY, MINUTE
from storage.nights import ChangeReason, SessionCancelled, SessionMoved, SessionReinstated
from storage.records import Session, SessionState
from tests.ward import Ward

BY = ChangeReason(None, "test", 10, "mưa")


async def written(ward: Ward, *changes: facts.Fact) -> None:
    async with ward.database.write() as tx:
        await facts.write(tx, changes)


async def stands(ward: Ward, session: Session) -> Session:
    async with ward.database.read() as read:
        return (await sessions.by_id(read, [session.id]))[session.id].session


async def moved(ward: Ward, session: Session, night: int) -> SessionMoved:
    async with ward.database.read() as read:
        campaign = await campaigns.named(read, "test")
    assert campaign is not None
    to = evenings.made(campaign, session.unit_id, date(2024, 11, night), SpokenHours("18:00", "20:00"), session.id)
    return SessionMoved(ward.ids(), session, to, BY)


async def test_a_moved_night_is_the_same_session_in_a_higher_version(both_wards: Ward):
    session = both_wards.sessions["Cầu Đơ 4", 12]
    fact = await moved(both_wards, session, 13)
    await written(both_wards, fact)

    after = await stands(both_wards, session)
    assert after == fact.after
    assert (after.night.day, after.starts, after.version, after.state) == (13, "18:00", 2, "planned")
    assert (
        after.asks_at - session.asks_at == DAY - 90 * MINUTE
    )  # a day later, an hour and a half earlier in the evening


async def test_a_night_is_called_off_and_reinstated(both_wards: Ward):
    session = both_wards.sessions["Cầu Đơ 4", 12]
    off = SessionCancelled(both_wards.ids(), session, BY)
    await written(both_wards, off)
    assert (await stands(both_wards, session)).state == SessionState.CANCELLED
    await written(both_wards, SessionReinstated(both_wards.ids(), off.after, session, BY))

    assert await stands(both_wards, session) == replace(session, version=3)


async def test_what_it_was_before_is_kept_with_the_reason(both_wards: Ward):
    session = both_wards.sessions["Cầu Đơ 4", 12]
    await written(both_wards, await moved(both_wards, session, 13))

    async with both_wards.database.read() as read:
        (row,) = await read.rows("SELECT version, night, starts, state, why FROM session_change")
    kept = [row[name] for name in ("version", "night", "starts", "state", "why")]
    assert kept == [2, "2024-11-12", "19:30", "planned", "mưa"]


async def test_a_decision_about_an_older_version_is_refused(both_wards: Ward):
    session = both_wards.sessions["Cầu Đơ 4", 12]
    await written(both_wards, await moved(both_wards, session, 13))

    with pytest.raises(Stale):
        await written(both_wards, SessionCancelled(both_wards.ids(), session, BY))
    assert (await stands(both_wards, session)).state == SessionState.PLANNED


async def test_the_register_holds_cancelled_nights_too(both_wards: Ward):
    session = both_wards.sessions["Hà Trì 2", 16]
    await written(both_wards, SessionCancelled(both_wards.ids(), session, BY))

    async with both_wards.database.read() as read:
        register = await sessions.register(read, both_wards.campaign)
        below = await sessions.below(read, both_wards.units["Hà Cầu"].id, both_wards.campaign, both_wards.clock.at)
    assert [night.session.id for night in register if night.session.state is SessionState.CANCELLED] == [session.id]
    assert session.id not in {night.session.id for night in below}
