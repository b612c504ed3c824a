"""A campaign at full speed: plans change, people answer, planners and deliveries crash, the clock jumps."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.channels.channel import Channel, Ending, Outgoing, Sent
from bot.delivery import Delivery
from bot.render import Renderer
from schedules import calendar, due
from schedules.calendar import Evening, Occasion
from storage import campaigns, facts, sending, shifts
from storage.chats import LOGGED
from storage.database import Database, Row
from storage.ids import Ids
from storage.instants import HOUR, MINUTE, Instant, at
from storage.records import Role, SessionKind, SessionState
from storage.sessions import SessionPlanned, session_of
from storage.settings import Timetable
from storage.shifts import Answered, Offered, Shift, ShiftState
from tests.ward import ZONE, Sheet, Ward, clock_time

FIRST = date(2024, 11, 9)
GROUPS = 20
OUTAGES, WEIGHTS = (MINUTE, 20 * MINUTE, HOUR, 5 * HOUR, 36 * HOUR), (60, 20, 12, 6, 2)
LED = ("team", "opening", "closeout", "again", "missing")  # one row each for whoever leads


class Crash(Exception):
    """The process was killed here."""


class Counted:
    """Counts what reached the platform; a send that is not on record may have happened."""

    def __init__(self) -> None:
        self.sends = 0

    async def send(self, _message: Outgoing, _now: Instant) -> Ending:
        self.sends += 1
        return Sent()


_TAKEN = "SELECT id FROM session WHERE unit_id = :unit AND night = :night AND id <> :id"
_BUSY = """
SELECT id FROM shift WHERE person_id = :person AND night = :night AND state NOT IN ('declined', 'replaced')
"""
_MOVE = """
UPDATE session SET night = :night, state = :state, asks_at = :asks, locks_at = :locks, version = version + 1
WHERE id = :id
"""
_TO_TELL = """
SELECT CASE WHEN session.state = 'planned' THEN 'moved' ELSE 'called_off' END AS kind,
    session.id, session.version, shift.person_id
FROM session JOIN shift ON shift.session_id = session.id
WHERE session.looked > 0 AND session.looked <> session.version AND shift.state IN ('offered', 'accepted')
    AND CASE WHEN session.state = 'planned' THEN shift.off OR shift.night <> session.night ELSE NOT shift.off END
"""


@dataclass
class Large:
    """`seen`: when each version of a session was first looked at, and whether it was planned then."""

    ward: Ward
    chance: random.Random
    days: int
    sessions: list[int] = field(default_factory=list)
    seen: dict[tuple[int, int], Instant] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)  # keys of what was to be told of a move or a cancellation
    channel: Counted = field(default_factory=Counted)
    planners: list[Ids] = field(default_factory=list)
    restarts: int = 0
    done: Counter[str] = field(default_factory=Counter)

    @classmethod
    async def made(cls, database: Database, days: int, schedules: int, seed: int) -> "Large":
        groups = {f"Tổ {n}": list[int]() for n in range(GROUPS)}
        people: Sheet = {
            "lan": ("Phạm Thị Lan", "chị", Role.CLERK, None),
            **{f"h{n}": (f"Lê Văn Tổ{n}", "bác", Role.LEADER, f"Tổ {n}") for n in range(GROUPS)},
            **{f"v{n}": (f"Đỗ An{n}", "bạn", Role.VOLUNTEER, None) for n in range(40)},
        }
        ward = await Ward.founded(database, groups, people)
        large = cls(ward, random.Random(seed), days)
        ward.clock.at = clock_time("09:00", FIRST)
        large.planners = [Ids(ward.clock.now, worker=n) for n in (1, 2)]
        ends = FIRST + timedelta(days=days)
        slots = {(large.chance.randrange(GROUPS), large.chance.randrange(1, days)) for _ in range(3 * schedules)}
        async with database.write() as tx:
            await tx.run("UPDATE campaign SET ends = :ends", ends=ends.isoformat())
            for group, night in sorted(slots)[:: max(len(slots) // schedules, 1)][:schedules]:
                session = ward.session(ward.units[f"Tổ {group}"], FIRST + timedelta(days=night))
                await facts.write(tx, [SessionPlanned(session)])
                large.sessions.append(session.id)
        large._restart()
        return large

    def _restart(self) -> None:
        ward = self.ward
        ward.deliveries = [Delivery(ward.database, Channel(LOGGED, self.channel.send), ward.clock, ward.ids, _Silent())]  # type: ignore[arg-type]

    async def run(self, restarts: int) -> None:
        """Steps of half an hour on average; an outage now and then."""
        ends = clock_time("13:00", FIRST + timedelta(days=self.days))
        while self.ward.clock.at < ends:
            if self.chance.random() < restarts / (self.days * 30):
                await self._goes_down()
            if self.chance.random() < 0.2:
                await self._plan_changes()
            if self.chance.random() < 0.3:
                await self._somebody_answers()
            await self.looks()
            await self.ward.delivers()
            self.ward.clock.at += self.chance.randrange(1, 60) * MINUTE

    async def looks(self) -> None:
        """Both planners, one after the other; what they should find is noted first."""
        await self._note()
        for ids in self.planners:
            async with self.ward.database.write() as tx:
                await due.look(tx, self.ward.clock.at, ids)

    async def _goes_down(self) -> None:
        """In the middle of a look, or between the lease and its record; then dark for a minute up to 36 hours."""
        self.restarts += 1
        database, now = self.ward.database, self.ward.clock.at
        try:
            async with database.write() as tx:
                await due.look(tx, now, self.planners[0])
                raise Crash  # noqa: TRY301
        except Crash:
            self.done["look lost"] += 1
        async with database.read() as read:
            waiting = (await sending.waiting(read, LOGGED, now))[:1]
            rendered = await Renderer(self.ward.ids).render(read, waiting, now)
        async with database.write() as tx:
            await sending.lease(tx, rendered.worded)
            await sending.drop(tx, rendered.dropped)
        self.channel.sends += self.chance.randrange(2) * len(rendered.worded)
        self.ward.clock.at += self.chance.choices(OUTAGES, WEIGHTS)[0]
        self._restart()

    async def _plan_changes(self) -> None:
        id_ = self.chance.choice(self.sessions)
        async with self.ward.database.write() as tx:
            row = (await tx.rows("SELECT * FROM session WHERE id = :id", id=id_))[0]
            night = date.fromisoformat(row["night"])
            for days, state in self.chance.choice(_CHANGES):
                to = night + timedelta(days=days)
                named = {"night": to.isoformat(), "asks": at(to, "21:25", ZONE), "state": state or row["state"]}
                locks = at(to + timedelta(days=1), "12:00", ZONE)
                taken = await tx.rows(_TAKEN, unit=row["unit_id"], night=to.isoformat(), id=id_)
                if not taken:
                    await tx.run(_MOVE, **named, locks=locks, id=id_)
                    self.done["changed"] += 1

    async def _somebody_answers(self) -> None:
        id_ = self.chance.choice(self.sessions)
        async with self.ward.database.write() as tx:
            session = (await tx.rows("SELECT * FROM session WHERE id = :id", id=id_))[0]
            held = [m.shift for m in (await shifts.team(tx, [id_])).get(id_, ())]
            person = self.ward.people[f"v{self.chance.randrange(40)}"].id
            theirs = next((one for one in held if one.person_id == person), None)
            busy = await tx.rows(_BUSY, person=person, night=session["night"])
            if (
                (theirs is None or theirs.state is ShiftState.DECLINED)
                and not busy
                and session["state"] == SessionState.PLANNED
            ):
                night = date.fromisoformat(session["night"])
                shift = Shift(self.ward.ids(), id_, person, "youth", night, session["starts"])
                await facts.write(tx, [Offered(shift, self.ward.clock.at)])
                self.done["offered"] += 1
            for one in held[:2]:
                if one.state in shifts.EXPECTED:
                    state = self.chance.choice([ShiftState.ACCEPTED, ShiftState.DECLINED])
                    await facts.write(tx, [Answered(one, state, self.ward.clock.at)] if state is not one.state else [])

    async def _note(self) -> None:
        """What this look is the first to see."""
        now = self.ward.clock.at
        async with self.ward.database.read() as read:
            for row in await read.rows("SELECT id, version FROM session"):
                self.seen.setdefault((row["id"], row["version"]), now)
            self.moved |= {f"{row['kind']}:session/{row['id']}:{row['version']}:person/{row['person_id']}"
                           for row in await read.rows(_TO_TELL)}  # fmt: skip

    async def wrong(self) -> list[str]:
        """What is not as promised; empty when all is."""
        async with self.ward.database.read() as read:
            rows = {row["once_key"]: row for row in await read.rows("SELECT * FROM outbox WHERE once_key IS NOT NULL")}
            found = [f"twice: {key}" for key, row in rows.items() if row["tries"] > 1]
            found += [f"too late: {key}" for key, row in rows.items()
                      if row["state"] == "sent" and row["sent_at"] > row["not_after"]]  # fmt: skip
            found += [f"left: {key}" for key, row in rows.items()
                      if row["state"] in {"waiting", "sending"} and row["next_at"] <= self.ward.clock.at]  # fmt: skip
            found += [f"not told: {key}" for key in self.moved if key not in rows]
            campaign = (await campaigns.by_id(read, [self.ward.campaign]))[self.ward.campaign]
            for row in await read.rows("SELECT * FROM session"):
                found += self._ladder(row, set(rows), campaign.settings.timetable)
        sent = sum(row["state"] in {"sent", "doubt"} for row in rows.values())
        return found + ([f"{self.channel.sends} sends of {sent}"] if self.channel.sends > sent else [])

    def _ladder(self, row: Row, keys: set[str], hours: Timetable) -> list[str]:
        """Of the version that stands: each occasion that came, or was of use when it was first seen, has its row."""
        session = session_of(row)
        first = self.seen[session.id, session.version]
        evening = Evening(SessionKind.EVENING, session.night, session.starts, session.asks_at, session.locks_at)
        head = next(key for key, unit in self.ward.units.items() if unit.id == session.unit_id).split()[-1]
        person, found = self.ward.people[f"h{head}"].id, []
        for one in calendar.evening(evening, hours, ZONE):
            if one.kind in LED:
                key = f"{one.kind}:session/{session.id}:{session.version}:person/{person}"
                if (key in keys) != (session.planned and self._came(one, first)):
                    found.append(f"{'missing' if key not in keys else 'extra'}: {key}")
        return found

    def _came(self, one: Occasion, first: Instant) -> bool:
        return one.at <= self.ward.clock.at and (one.at > first or one.until > first)


class _Silent:
    def notify(self, name: str) -> None:
        pass


_CHANGES: list[list[tuple[int, str | None]]] = [
    [(1, None)],
    [(-1, None)],
    [(1, None), (0, None)],  # 12 → 13 → 12 between two looks
    [(2, None)],
    [(0, "cancelled")],
    [(0, "planned")],
    [(0, "cancelled"), (0, "planned")],
    [(0, "excused")],
]
