"""What stands about a session: one fold, whether it foretells, writes or looks back."""

import asyncio
import shutil
import tempfile
from dataclasses import replace
from functools import reduce
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import reports, sessions
from storage.database import Database, Stale, open_database
from storage.records import Event, EventKind
from storage.standing import Reported, Standing, add, dump, fold, load
from tests.ward import Ward

HEAD, DEPUTY, CLERK = 1, 2, 3


def event(seq: int, figures: dict[str, int], person: int = HEAD, **more: object) -> Event:
    plain = Event(1000 + seq, 7, seq, EventKind.SET, person, figures, f"test/{seq}", seq, seq, person == CLERK)
    return replace(plain, **more)  # type: ignore[arg-type]


def undo(seq: int, of: Event) -> Event:
    return event(seq, {}, of.person_id, kind=EventKind.UNDO, undoes=of.id)


def value(*events: Event) -> tuple[int | None, int | None]:
    """What counts, and what is disputed."""
    figure = fold(7, events).figures.get("installed")
    return (None, None) if figure is None else (figure.value, figure.disputed)


def said(seq: int, number: int, person: int = HEAD, **more: object) -> Event:
    return event(seq, {"installed": number}, person, **more)


# Made once: drawing from a strategy is quick, making one is not.
LENGTHS, SPEAKERS, KINDS = st.integers(1, 12), st.sampled_from([HEAD, DEPUTY, CLERK]), st.sampled_from(list(EventKind))
NUMBERS = st.dictionaries(st.sampled_from(["installed", "activated"]), st.integers(0, 5), max_size=2)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Up to twelve events as they may really follow each other: an undo takes back one's own last."""
    events: list[Event] = []
    undone: set[int | None] = set()
    for seq in range(1, draw(LENGTHS) + 1):
        person = draw(SPEAKERS)
        own = [e for e in events if e.person_id == person and e.kind is not EventKind.UNDO and e.id not in undone]
        kind = draw(KINDS)
        if kind is EventKind.UNDO and own:
            events.append(undo(seq, own[-1]))
            undone.add(own[-1].id)
            continue
        kind = EventKind.SET if kind is EventKind.UNDO else kind
        events.append(event(seq, draw(NUMBERS), person, kind=kind, instead_of=draw(NUMBERS)))
    return events


@given(events=histories())
def test_without_undo_the_fold_is_one_after_the_other(events: list[Event]):
    kept = [e for e in events if e.kind is not EventKind.UNDO]

    assert fold(7, kept) == reduce(add, kept, Standing(7))


@given(events=histories())
def test_what_was_undone_might_never_have_been_said(events: list[Event]):
    undone = {e.undoes for e in events if e.undoes}
    kept = [e for e in events if e.kind is not EventKind.UNDO and e.id not in undone]

    assert fold(7, events).figures == fold(7, kept).figures


@given(events=histories())
def test_what_is_kept_is_what_was_meant(events: list[Event]):
    standing = fold(7, events)

    assert load(7, standing.version, dump(standing), standing.heard) == standing


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(events=histories())
def test_foretelling_equals_writing_on_sqlite(empty_file: Path, events: list[Event]):
    async def told() -> None:
        with tempfile.TemporaryDirectory(prefix="tungngo-") as folder:
            database = await open_database(f"sqlite:///{shutil.copy(empty_file, folder)}")
            try:
                await foretold_and_written(await Ward.founded(database), events)
            finally:
                await database.close()

    asyncio.run(told())


async def test_foretelling_equals_writing_on_both_engines(both_wards: Ward):
    first, other = said(1, 42), said(2, 45, DEPUTY)
    events = [first, other, said(3, 3, kind=EventKind.ADD), said(4, 50, CLERK), undo(5, first), said(6, 1, DEPUTY)]

    await foretold_and_written(both_wards, events)


async def foretold_and_written(ward: Ward, events: list[Event]) -> None:
    """After every event: what was foretold, what the table holds and the fold of what was said are one."""
    session = ward.sessions["Cầu Đơ 1", 9].id
    people = {HEAD: ward.people["binh"].id, DEPUTY: ward.people["tam"].id, CLERK: ward.people["lan"].id}
    standing, history = Standing(session), tuple[Event, ...]()
    for one in events:
        fact = Reported(replace(one, session_id=session, person_id=people[one.person_id]), standing, history)
        async with ward.database.write() as tx:
            await reports.write_reported(tx, [fact])
            held = (await sessions.by_id(tx, [session]))[session].standing
            history = await reports.history(tx, session)
        assert held == fact.after == fold(session, history)
        standing = held


async def test_a_report_on_what_no_longer_stands_is_stale(both_wards: Ward):
    session = both_wards.sessions["Cầu Đơ 1", 9].id
    one, other = (
        Reported(replace(said(seq, 4), session_id=session, person_id=both_wards.people["binh"].id), Standing(session))
        for seq in (1, 2)
    )
    assert await stale(both_wards.database, one) is False
    assert await stale(both_wards.database, other) is True
    async with both_wards.database.read() as read:
        assert len(await reports.history(read, session)) == 1


async def stale(database: Database, fact: Reported) -> bool:
    try:
        async with database.write() as tx:
            await reports.write_reported(tx, [fact])
    except Stale:
        return True
    return False


async def test_an_undo_takes_ones_own_last_and_then_the_one_before(both_wards: Ward):
    session, binh = both_wards.sessions["Cầu Đơ 1", 9].id, both_wards.people["binh"].id
    first, second = (replace(said(seq, seq), session_id=session, person_id=binh) for seq in (1, 2))
    standing, found = Standing(session), []
    history: tuple[Event, ...] = (first, second)
    for one in (first, second, undo(3, second), undo(4, first)):
        fact = Reported(replace(one, session_id=session, person_id=binh), standing, history[: one.seq - 1])
        async with both_wards.database.write() as tx:
            await reports.write_reported(tx, [fact])
            last = await reports.last_of(tx, binh)
        found.append(last.seq if last else None)
        standing, history = fact.after, (*history, fact.event) if one.seq > 2 else history

    assert found == [1, 2, 1, None]
    assert standing.value("installed") is None


def test_nothing_reported_is_not_zero():
    assert Standing(7).value("installed") is None
    assert value(said(1, 0)) == (0, None)


def test_ones_own_word_replaces_ones_own():
    assert value(said(1, 42), said(2, 24)) == (24, None)


def test_a_second_person_who_differs_is_marked_and_does_not_count():
    assert value(said(1, 42), said(2, 45, DEPUTY)) == (42, 45)


def test_who_agrees_ends_the_dispute():
    assert value(said(1, 42), said(2, 45, DEPUTY), said(3, 42, DEPUTY)) == (42, None)
    assert value(said(1, 42), said(2, 45, DEPUTY), said(3, 45)) == (45, None)


def test_ones_own_correction_leaves_the_dispute_open():
    assert value(said(1, 42), said(2, 45, DEPUTY), said(3, 40)) == (40, 45)


def test_who_names_the_old_value_knows_what_is_replaced():
    assert value(said(1, 42), said(2, 45, DEPUTY, instead_of={"installed": 42})) == (45, None)
    assert value(said(1, 42), said(2, 45, DEPUTY, instead_of={"installed": 41})) == (42, 45)
    assert value(said(1, 42), said(2, 45, DEPUTY), said(3, 46, DEPUTY, instead_of={"installed": 45})) == (46, None)


def test_the_clerk_decides():
    assert value(said(1, 42), said(2, 45, DEPUTY), said(3, 44, CLERK)) == (44, None)


def test_adding_adds_to_what_stands_whoever_said_it():
    assert value(said(1, 3, kind=EventKind.ADD)) == (3, None)
    assert value(said(1, 42), said(2, 3, DEPUTY, kind=EventKind.ADD)) == (45, None)
    assert value(said(1, 42), said(2, 50, DEPUTY), said(3, 3, kind=EventKind.ADD)) == (45, 50)
