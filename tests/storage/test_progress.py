"""The kept sums equal the fold of everything that was said, at any instant, whatever was said, on both engines."""

import asyncio
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.progress import status
from storage import facts, hindsight, reckoning, reports, tallies
from storage.database import Database, open_database
from storage.headcounts import HeadcountEntered
from storage.instants import MINUTE, Instant
from storage.migrate import migrate
from storage.progress import NightProgress, Progress, Sum
from storage.records import Event, EventKind, Headcount, Session, SessionKind, Unit
from storage.sessions import SessionPlanned
from storage.standing import Reported, Standing, fold
from storage.units import Founded, UnitMoved
from tests.ward import FIRST, PEOPLE, Ward, clock_time

ROUNDS = [("Cầu Đơ 1", 10), ("Hà Trì 1", 14), ("Hà Trì 2", 10), ("Hà Trì 2", 13)]
INDICATORS = ["installed", "activated"]
PLACES = [("Cầu Đơ 1", 9), ("Cầu Đơ 4", 11), ("Cầu Đơ 4", 12), ("Hà Trì 1", 14)]
START, END = clock_time("19:00"), clock_time("23:00", date(2024, 11, 16))

PEOPLE_OF_THE_WARD = {key: one for key, one in PEOPLE.items() if one[3] is None}


@dataclass(frozen=True)
class Saying:
    """One thing somebody says: about which session, how long after the thing before."""

    place: int
    person: str
    kind: EventKind
    figures: dict[str, int]
    later: int


@dataclass
class Told:
    """A ward in which things were said, with all that was said by session."""

    ward: Ward
    sessions: list[Session]
    history: dict[int, list[Event]]

    def standing(self, session: Session, as_of: Instant) -> Standing:
        return fold(session.id, [event for event in self.history[session.id] if event.heard <= as_of])

    def total(self, unit: int, indicator: str, as_of: Instant, until: date = date.max) -> int:
        """Of the nights up to a day: the newest round that was told, and what was told of evenings from its day on."""
        some = [one for one in self.sessions if one.unit_id == unit and one.night <= until]
        said = [(one, value) for one in some if (value := self.standing(one, as_of).value(indicator)) is not None]
        due = max(((one.night, value) for one, value in said if one.is_round), default=(date.min, 0))
        return due[1] + sum(value for one, value in said if not one.is_round and one.night >= due[0])


sayings = st.builds(
    Saying,
    place=st.integers(0, len(PLACES) + len(ROUNDS)),
    person=st.sampled_from(["binh", "tam", "lan"]),
    kind=st.sampled_from([EventKind.SET, EventKind.ADD, EventKind.UNDO]),
    figures=st.dictionaries(st.sampled_from(INDICATORS), st.integers(0, 50), min_size=1, max_size=2),
    later=st.integers(0, 36 * 60),
)


async def told(ward: Ward, said: list[Saying]) -> Told:
    extra = replace(ward.session(ward.units["Cầu Đơ 1"], date(2024, 11, 12)), kind=SessionKind.EXTRA)
    due = [replace(ward.session(ward.units[name], date(2024, 11, day)), kind=SessionKind.ROUND) for name, day in ROUNDS]
    sessions = [*(ward.sessions[place] for place in PLACES), extra, *due]
    made = Told(ward, sessions, {session.id: [] for session in sessions})
    async with ward.database.write() as tx:
        await facts.write(tx, [SessionPlanned(session) for session in (extra, *due)])
    at = START
    for saying in said:
        at += saying.later * MINUTE
        await say(made, saying, at)
    return made


async def say(made: Told, saying: Saying, at: Instant) -> None:
    session, person = made.sessions[saying.place], made.ward.people[saying.person].id
    history = made.history[session.id]
    undone = {event.undoes for event in history}
    own = [e for e in history if e.person_id == person and e.kind is not EventKind.UNDO and e.id not in undone]
    if saying.kind is EventKind.UNDO and not own:
        return
    undoes = saying.kind is EventKind.UNDO
    plain = (made.ward.ids(), session.id, len(history) + 1, saying.kind, person)
    event = Event(
        *(*plain, {} if undoes else saying.figures, f"test/{len(history)}", at, at),
        by_clerk=saying.person == "lan",
        undoes=own[-1].id if undoes else None,
    )
    fact = Reported(event, fold(session.id, history), tuple(history))
    async with made.ward.database.write() as tx:
        await reports.write_reported(tx, [fact])
    history.append(event)


async def read(ward: Ward, unit: Unit, as_of: Instant) -> Progress:
    async with ward.database.read() as rows:
        scope = await reckoning.scope_of(rows, unit, as_of)
        assert scope
        return await reckoning.of_unit(rows, scope, as_of)


async def agrees(made: Told, as_of: Instant) -> None:
    """The read sums against the fold of all events, unit by unit and night by night."""
    found = await read(made.ward, made.ward.units["Hà Cầu"], as_of)
    grace = hindsight.grace(found.campaign)
    expected: dict[str, Counter[str]] = {}
    evenings: Counter[tuple[str, date, str]] = Counter()
    names = {unit.id: name for name, unit in made.ward.units.items()}
    for session in made.sessions:
        standing, name = made.standing(session, as_of), names[session.unit_id]
        sums = expected.setdefault(name, Counter())
        for indicator in standing.figures:
            sums[indicator] = made.total(session.unit_id, indicator, as_of)
            sums[f"{indicator} told"] += 1
        if session.night <= found.day and standing.figures and session.kind is not SessionKind.EXTRA:
            evenings[name, session.night, "reported"] += 1
            evenings[name, session.night, "lacking"] += standing.value("installed") is None
            first = min(figure.first for figure in standing.figures.values())
            evenings[name, session.night, "on time"] += first <= session.asks_at + grace
    for part in found.parts:
        sums = expected.get(part.unit.name, Counter())
        for indicator in INDICATORS:
            held = part.sums.get(indicator, Sum())
            assert (held.total, held.reports) == (sums[indicator], sums[f"{indicator} told"])
        for night, evening in part.evenings.items():
            unit = part.unit.id
            before, after = (made.total(unit, "installed", as_of, night + timedelta(days=n)) for n in (-1, 0))
            assert evening.total == after - before
            assert evening.reported == evenings[part.unit.name, night, "reported"]
            assert evening.lacking == evenings[part.unit.name, night, "lacking"]
            assert evening.on_time == evenings[part.unit.name, night, "on time"]
            assert evening.reported + evening.owed <= evening.planned


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(said=st.lists(sayings, max_size=10), instants=st.lists(st.integers(START, END), min_size=1, max_size=3))
def test_sums_equal_the_fold_at_any_instant_on_sqlite(said: list[Saying], instants: list[Instant]):
    async def tell() -> None:
        with tempfile.TemporaryDirectory(prefix="tungngo-") as folder:
            database = await open_database(f"sqlite:///{Path(folder) / 'ward.db'}")
            try:
                await migrate(database)
                made = await told(await Ward.founded(database), said)
                for as_of in [*instants, END]:
                    await agrees(made, as_of)
            finally:
                await database.close()

    asyncio.run(tell())


SAID = [
    Saying(0, "binh", EventKind.SET, {"installed": 42, "activated": 40}, 150),
    Saying(0, "binh", EventKind.SET, {"installed": 24}, 5),
    Saying(0, "binh", EventKind.UNDO, {"installed": 1}, 60),
    Saying(1, "lan", EventKind.SET, {"activated": 7}, 2 * 24 * 60),
    Saying(4, "binh", EventKind.ADD, {"installed": 3}, 24 * 60),
    Saying(0, "binh", EventKind.UNDO, {"installed": 1}, 60),
    Saying(2, "lan", EventKind.SET, {"installed": 0}, 60),
    Saying(7, "lan", EventKind.SET, {"installed": 40}, 60),
    Saying(8, "lan", EventKind.SET, {"installed": 45, "activated": 12}, 60),
    Saying(5, "binh", EventKind.SET, {"installed": 90}, 60),
    Saying(8, "lan", EventKind.UNDO, {"installed": 1}, 60),
    Saying(3, "lan", EventKind.SET, {"installed": 8}, 60),
    Saying(6, "lan", EventKind.SET, {"installed": 21}, 60),
]


async def test_sums_equal_the_fold_at_any_instant_on_both_engines(both_wards: Ward):
    made = await told(both_wards, SAID)

    for day in range(8):
        for hour in ("19:30", "21:31", "22:40"):
            await agrees(made, clock_time(hour, FIRST + timedelta(days=day)))


async def test_what_was_rebuilt_is_what_was_kept(both_wards: Ward):
    await told(both_wards, SAID)
    kept = await rows_of(both_wards.database)

    async with both_wards.database.write() as tx:
        await tallies.rebuild(tx, at_once=2)

    assert await rows_of(both_wards.database) == kept


async def rows_of(database: Database) -> list[tuple[object, ...]]:
    """Of what is told; a sum of which nothing is left may stand as 0 or not at all."""
    columns = ("campaign_id", "unit_id", "night", "kind", "indicator", "total", "reports", "first")
    async with database.read() as rows:
        found = await rows.rows("SELECT * FROM tally WHERE reports > 0")
    return sorted(tuple(row[column] for column in columns) for row in found)


async def test_a_night_called_off_counts_no_more_and_a_reinstated_one_again(both_wards: Ward):
    made = await told(both_wards, SAID[:1])
    unit, session = both_wards.units["Cầu Đơ 1"], made.sessions[0]

    async def after(state: str) -> int:
        async with both_wards.database.write() as tx:
            await tx.run("UPDATE session SET state = :state WHERE id = :id", state=state, id=session.id)
            await tallies.recount(tx, [unit.id])
        return (await read(both_wards, unit, END)).total

    assert await after("cancelled") == 370
    assert await after("planned") == 370 + 42


async def test_a_round_called_off_gives_way_to_the_one_before_it_and_takes_its_place_again(both_wards: Ward):
    made = await told(both_wards, [SAID[7], SAID[8]])
    unit, newest = both_wards.units["Hà Trì 2"], made.sessions[8]

    async def after(state: str) -> int:
        async with both_wards.database.write() as tx:
            await tx.run("UPDATE session SET state = :state WHERE id = :id", state=state, id=newest.id)
            await tallies.recount(tx, [unit.id])
        return (await read(both_wards, unit, END)).total

    assert await after("cancelled") == 370 + 40
    assert await after("planned") == 370 + 45


async def test_who_counts_staff_has_its_baseline_in_the_rounds_it_tells(both_wards: Ward):
    made = await told(both_wards, [SAID[7]])
    async with both_wards.database.write() as tx:
        await tx.run("UPDATE unit SET kind = 'school' WHERE name = 'Hà Trì 2'")

    assert (await read(both_wards, both_wards.units["Hà Trì 2"], END)).total == 40
    assert (await read(both_wards, both_wards.units["Hà Cầu"], END)).total == 4 * 370 + 40
    assert (
        await read(both_wards, both_wards.units["Hà Cầu"], made.history[made.sessions[7].id][0].heard - 1)
    ).total == 1480


async def test_on_time_is_when_it_was_first_written_not_when_it_was_put_right(both_wards: Ward):
    late = Saying(0, "binh", EventKind.SET, {"installed": 24}, 24 * 60)
    made = await told(both_wards, [SAID[0], late, replace(late, place=1, person="lan", later=2 * 24 * 60)])

    found = await read(both_wards, both_wards.units["Hà Cầu"], END)

    assert [made.sessions[0].night, made.sessions[1].night] == [date(2024, 11, 9), date(2024, 11, 11)]
    assert found.evenings[date(2024, 11, 9)] == NightProgress(planned=1, reported=1, on_time=1, total=24)
    assert found.evenings[date(2024, 11, 11)] == NightProgress(planned=1, reported=1, on_time=0, total=24)
    assert found.evenings[date(2024, 11, 12)] == NightProgress(planned=1, owed=1)


async def test_a_group_is_read_by_the_same_code(both_wards: Ward):
    await told(both_wards, SAID[:1])

    found = await read(both_wards, both_wards.units["Cầu Đơ 1"], END)

    assert [part.unit.name for part in found.parts] == ["Cầu Đơ 1"]
    assert found.figures == {"installed": 412, "activated": 40}
    assert found.headcount is not None
    assert found.headcount.value == 980


async def test_a_level_above_adds_its_wards_up(both_wards: Ward):
    await told(both_wards, SAID[:1])
    city, other = Unit(both_wards.ids(), "HN", "district", "Hà Nội"), Unit(both_wards.ids(), "PL", "ward", "Phú La")
    async with both_wards.database.write() as tx:
        moved = UnitMoved(both_wards.units["Hà Cầu"].id, city.id)
        await facts.write(tx, [Founded(city, None, FIRST), Founded(other, city.id, FIRST), moved])
        count = Headcount(other.id, "smartphone15", 580, FIRST, "số phường", 0)
        await facts.write(tx, [HeadcountEntered(both_wards.ids(), count)])

    found = await read(both_wards, city, END)

    assert {part.unit.name: part.total("installed") for part in found.parts} == {"Hà Cầu": 1892, "Phú La": None}
    assert found.headcount is not None
    assert found.headcount.value == 10_420 + 580


async def test_forty_groups_cost_as_many_statements_as_five(database: Database):
    """One ward in each half of the test: what is told grows with the groups, what is asked of the store does not."""
    ward = await Ward.founded(database, {f"Tổ {n}": [9, 10] for n in range(5)}, PEOPLE_OF_THE_WARD)
    few = await statements_of_a_status(ward)
    async with database.write() as tx:
        for n in range(5, 40):
            group = Unit(ward.ids(), f"X{n}", "group", f"Tổ {n}")
            session = ward.session(group, FIRST)
            await facts.write(tx, [Founded(group, ward.units["Hà Cầu"].id, FIRST), SessionPlanned(session)])

    assert await statements_of_a_status(ward) == few < 20


async def statements_of_a_status(ward: Ward) -> int:
    before = ward.database.statements
    async with ward.database.read() as rows:
        scope = await reckoning.scope_of(rows, ward.units["Hà Cầu"], clock_time("23:00"))
        assert scope
        await status.of_unit(rows, scope, clock_time("23:00"))
    return ward.database.statements - before
