"""Whatever clerks do to a plan, one consistent register is left: no report lost, no night twice, versions rising."""

import asyncio
import json
import os
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.inbound import Done, Inbound
from storage.database import Database, open_database
from storage.errands import Errand
from storage.facts import write
from storage.migrate import migrate
from tests.ward import PEOPLE, Ward, clock_time

UNITS = ("Cầu Đơ 1", "Cầu Đơ 4")
WALKS = int(os.environ.get("TEST_WALKS", "12"))  # hundreds, when there is time
FIRST, TODAY, LAST = 18, 20, 23
PLANNED = {"Cầu Đơ 1": [19, 21], "Cầu Đơ 4": [20, 22]}
CALLED_OFF = ("planned", "cancelled")
unit, day = st.sampled_from(UNITS), st.integers(FIRST, LAST)
lines = st.one_of(
    st.builds("dời {} tối {} sang {}".format, unit, day, day),
    st.builds("hủy buổi {1}/11 ở {0}, mưa".format, unit, day),
    st.builds("bù tối {1} cho {0}".format, unit, day),
    st.builds("khôi phục tối {1} cho {0}".format, unit, day),
    st.builds("{} {}/11 cài {} người".format, unit, st.integers(FIRST, TODAY), st.integers(1, 30)),
    st.sampled_from(["vẫn hủy", "thêm", "đúng", "thôi"]),
)
plans = st.dictionaries(unit, st.lists(day, min_size=1, max_size=3, unique=True), min_size=1)


@dataclass(frozen=True)
class Seen:
    """The register after a step: sessions by id, the night of every event, the campaign's version."""

    sessions: dict[int, tuple[str, str, str | None, str, int]]
    told: dict[int, str]
    with_events: frozenset[int]
    version: int


@settings(max_examples=WALKS, deadline=None)
@given(st.lists(lines | plans, min_size=1, max_size=8))
def test_one_consistent_register_is_left(steps):
    asyncio.run(_walk(steps))


async def _walk(steps: list[str | dict[str, list[int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = await open_database(f"sqlite:///{folder}/ward.db")
        try:
            await migrate(database)
            ward = await Ward.founded(database, PLANNED, {key: PEOPLE[key] for key in ("lan", "binh", "hoi")})
            ward.clock.at = clock_time("21:50", date(2024, 11, TODAY))
            before = await _seen(database)
            for step in steps:
                await (_say(ward, step) if isinstance(step, str) else _accept(ward, step))
                after = await _seen(database)
                _compare(before, after, insisted=step == "vẫn hủy")
                before = after
        finally:
            await database.close()


async def _say(ward: Ward, text: str) -> None:
    receipt = (await ward.intake.take([ward.update("lan", text=text)]))[0]
    assert not receipt.set_aside, text
    await ward.delivers()


async def _accept(ward: Ward, plan: dict[str, list[int]]) -> None:
    """A plan that the document worker has read is shown, and agreed to."""
    chat = ward.chat("lan")
    async with ward.database.write() as tx:
        errand = Errand(ward.ids(), "read_plan", {}, "test", ward.clock.at)
        await write(tx, [errand])
        (row,) = await tx.rows("SELECT id FROM chat WHERE address = :address", address=chat.address)
    sessions = [{"group": name, "dates": [f"2024-11-{n}" for n in days]} for name, days in plan.items()]
    params = {"campaign": "test", "person": str(ward.people["lan"].id), "chat": str(row["id"])}
    done = Done(errand.id, "read_plan", params, json.dumps({"sessions": sessions}))
    now = ward.clock.at
    await ward.intake.take([Inbound(f"errand/{errand.id}", "errand", "errand", "errand", done, now, now)])
    await ward.delivers()
    await _say(ward, "đồng ý")


async def _seen(database: Database) -> Seen:
    async with database.read() as read:
        sessions = await read.rows("SELECT * FROM session")
        events = await read.rows(
            "SELECT event.id, session_id, night FROM event JOIN session ON session.id = event.session_id"
        )
        changes = Counter(row["session_id"] for row in await read.rows("SELECT session_id FROM session_change"))
        (campaign,) = await read.rows("SELECT version FROM campaign")
    assert {row["id"]: row["version"] - 1 for row in sessions if row["version"] > 1} == dict(changes)
    takes_place = Counter((row["unit_id"], row["night"]) for row in sessions if row["state"] != "cancelled")
    assert set(takes_place.values()) <= {1}
    plain = {r["id"]: (r["night"], r["state"], r["starts"], r["kind"], r["version"]) for r in sessions}
    told = {row["id"]: row["night"] for row in events}
    return Seen(plain, told, frozenset(row["session_id"] for row in events), campaign["version"])


def _compare(before: Seen, after: Seen, *, insisted: bool) -> None:
    assert before.sessions.keys() <= after.sessions.keys()
    assert before.told.items() <= after.told.items(), "a report was lost, or lies on another night"
    for id_, was in before.sessions.items():
        is_ = after.sessions[id_]
        assert is_[4] > was[4] if is_[:4] != was[:4] else is_[4] == was[4]
    if before.sessions != after.sessions:
        assert after.version > before.version
    gone = {id_ for id_ in before.sessions if (before.sessions[id_][1], after.sessions[id_][1]) == CALLED_OFF}
    assert insisted or not gone & before.with_events
