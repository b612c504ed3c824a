"""A ward to test with: the house without its loops, a clock that stands still, and chats that speak and hear."""

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot import addressing
from bot.channels.web.channel import PAGES
from bot.channels.web.decoding import Bad, decode
from bot.clock import Clock
from bot.delivery import Delivery
from bot.intake import Intake, Receipt
from bot.signals import Signals
from handlers.inbound import Inbound
from schedules import due
from storage import chats, facts, people
from storage.chats import LOGGED, Heard, LogLine
from storage.database import Database, Transaction
from storage.headcounts import BaselineEntered, HeadcountEntered
from storage.ids import CountingIds, Ids
from storage.instants import Instant, at, instant
from storage.people import Account, Enrolled
from storage.records import Baseline, Headcount, Person, Post, Role, Session, SessionKind, SessionState, Unit
from storage.sessions import SessionPlanned
from storage.settings import CampaignSettings, Force, Indicator, Places, Target
from storage.units import Founded
from tests import transcripts
from tests.recording import Recording

ZONE = "Asia/Ho_Chi_Minh"
FIRST = date(2024, 11, 9)
MONDAY = date(2024, 11, 11)
INDICATORS = {
    "installed": "Cài mới",
    "activated": "Kích hoạt",
    "households": "Hộ đã đi",
    "absent": "Hộ vắng",
    "refused": "Từ chối",
    "no_phone": "Không có máy",
    "already": "Đã có từ trước",
    "stuck": "Vướng",
}
Plan = Mapping[str, list[int]]  # group: nights of November
Sheet = Mapping[str, tuple[str, str, Role, str | None]]  # key: (name, you, role, group or none)

GROUPS: Plan = {"Cầu Đơ 1": [9], "Cầu Đơ 3": [10], "Cầu Đơ 4": [11, 12], "Hà Trì 1": [14, 15], "Hà Trì 2": [16]}
PEOPLE: Sheet = {
    "lan": ("Phạm Thị Lan", "chị", Role.CLERK, None),
    "binh": ("Nguyễn Văn Bình", "bác", Role.LEADER, "Cầu Đơ 1"),
    "tam": ("Trần Thị Tâm", "cô", Role.DEPUTY, "Cầu Đơ 1"),
    "nhan": ("Lê Thị Nhàn", "bác", Role.LEADER, "Cầu Đơ 3"),
    "hoi": ("Phạm Văn Hợi", "bác", Role.LEADER, "Cầu Đơ 4"),
    "mau": ("Vũ Thị Mậu", "bác", Role.LEADER, "Hà Trì 1"),
    "suu": ("Đỗ Xuân Sửu", "bác", Role.LEADER, "Hà Trì 2"),
    "an": ("Vũ Hoài An", "bạn", Role.VOLUNTEER, "Cầu Đơ 1"),
    "chu": ("Ngô Văn Chủ", "anh", Role.OBSERVER, None),
}


FORCE = dict.fromkeys(("son", "binh_t", "cuong", "dung", "mai_a", "mai_p"), "youth")
YOUTH: Sheet = {
    **PEOPLE,
    "son": ("Trần Ngọc Sơn", "anh", Role.CAPTAIN, None),
    "binh_t": ("Lê Thanh Bình", "bạn", Role.VOLUNTEER, None),
    "cuong": ("Phạm Mạnh Cường", "bạn", Role.VOLUNTEER, None),
    "dung": ("Đỗ Thuỳ Dung", "bạn", Role.VOLUNTEER, None),
    "mai_a": ("Nguyễn Mai Anh", "bạn", Role.VOLUNTEER, None),
    "mai_p": ("Trần Mai Phương", "bạn", Role.VOLUNTEER, None),
}


def clock_time(text: str, day: date = FIRST) -> Instant:
    """'21:25' on a night of the plan, as an instant."""
    return at(day, text, ZONE)


class StoodClock(Clock):
    """Shows what the test says."""

    def __init__(self, at_: Instant) -> None:
        super().__init__(own=True)
        self.at = at_

    def now(self) -> Instant:
        return self.at

    def jump(self, to: Instant) -> None:
        self.at = max(self.at, to)


@dataclass
class Ward:
    database: Database
    ids: Ids
    clock: StoodClock
    intake: Intake
    deliveries: list[Delivery]
    plan: Plan
    sheet: Sheet
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    sessions: dict[tuple[str, int], Session] = field(default_factory=dict)
    campaign: int = 0
    youth: int = 0
    _posts: int = 0

    @classmethod
    async def founded(cls, database: Database, plan: Plan = GROUPS, people: Sheet = PEOPLE, youth: int = 0) -> "Ward":
        """`youth`: how many of the youth a session needs."""
        clock, ids, signals = StoodClock(clock_time("21:20")), CountingIds(), Signals()
        intake = Intake(database, ids, signals, ZONE)
        deliveries = [Delivery(database, PAGES, clock, ids, signals)]
        ward = cls(database, ids, clock, intake, deliveries, plan, people, youth=youth)
        async with database.read() as read:
            alone = not await read.rows("SELECT 1 FROM unit LIMIT 1")
        if alone and not isinstance(database, Recording):
            await ward.begins("founded", ward._found)
        else:
            await ward._found()
        return ward

    async def begins(self, how: str, play: Callable[[], Awaitable[None]]) -> None:
        """What many tests begin with is played once for all wards alike; then its rows are written as they stood."""
        alike = (how, self.database.engine, repr(self.plan), repr(self.sheet), self.youth)
        if alike in _KEPT:
            await _KEPT[alike].put_into(self)
        else:
            await play()
            _KEPT[alike] = await Kept.of(self)

    async def comes_to(self, text: str, day: date = FIRST) -> None:
        """The clock shows this time of this night; what has come due is looked at and delivered."""
        self.clock.at = clock_time(text, day)
        async with self.database.write() as tx:
            await due.look(tx, self.clock.at, self.ids)
        await self.delivers()

    async def delivers(self) -> None:
        """Until nothing waits that may go now."""
        while True:
            routed = await addressing.route(self.database, self.clock.at)
            if not routed + sum([await delivery.deliver() for delivery in self.deliveries]):
                return

    def chat(self, key: str) -> "Chat":
        return Chat(self, f"{LOGGED}/{key}")

    def update(self, chat: str, written: Instant | None = None, **body: object) -> Inbound:
        """What the page of `chat` posts, decoded; `key` may be given to send the same again."""
        self._posts += 1
        posted = {"key": f"key-{self._posts:05}", **body, "written": written or self.clock.at}
        decoded = decode(json.dumps(posted).encode(), f"{LOGGED}/{chat}", self.clock.at)
        assert not isinstance(decoded, Bad), decoded
        return decoded

    async def _found(self) -> None:
        async with self.database.write() as tx:
            await self._found_in(tx)

    async def _found_in(self, tx: Transaction) -> None:
        ward = Unit(self.ids(), "HC", "ward", "Hà Cầu")
        groups = {name: Unit(self.ids(), f"G{n}", "group", name) for n, name in enumerate(self.plan)}
        self.units = {"Hà Cầu": ward, **groups}
        founded = [Founded(ward, None, FIRST), *(Founded(unit, ward.id, FIRST) for unit in groups.values())]
        self.campaign = self.ids()
        await facts.write(tx, founded)
        await tx.run(
            "INSERT INTO campaign (id, code, unit_id, name, zone, starts, ends, settings) "
            "VALUES (:id, 'test', :unit, 'iHanoi Hà Cầu', :zone, '2024-11-09', '2024-11-30', :settings)",
            id=self.campaign,
            unit=ward.id,
            zone=ZONE,
            settings=_settings(self.youth).model_dump_json(),
        )
        await facts.write(tx, [*self._counts(), *self._plans(), *(self._enrols(key) for key in self.sheet)])
        for person in self.people.values():
            chat = Heard(self.ids(), f"{LOGGED}/{person.code}", LOGGED, person.id, 0)
            await chats.open_chat(tx, chat)

    def _counts(self) -> list[facts.Fact]:
        counted: list[facts.Fact] = []
        for name, unit in self.units.items():
            value = 10_420 if name == "Hà Cầu" else 980
            headcount = Headcount(unit.id, "smartphone15", value, date(2024, 11, 1), "số phường", 0)
            counted.append(HeadcountEntered(self.ids(), headcount))
            if unit.kind == "group":
                start = Baseline(self.campaign, unit.id, "installed", 370, date(2024, 11, 1), "số phường")
                counted.append(BaselineEntered(self.ids(), start))
        return counted

    def _plans(self) -> list[facts.Fact]:
        for name, nights in self.plan.items():
            for night in nights:
                self.sessions[name, night] = self.session(self.units[name], date(2024, 11, night))
        return [SessionPlanned(session) for session in self.sessions.values()]

    def session(self, unit: Unit, night: date) -> Session:
        asks, locks = at(night, "21:25", ZONE), at(night + timedelta(days=1), "12:00", ZONE)
        plain = (self.ids(), self.campaign, unit.id, SessionKind.EVENING, night)
        return Session(*plain, "19:30", "21:30", SessionState.PLANNED, 1, asks, locks)

    def _enrols(self, key: str) -> Enrolled:
        name, you, role, group = self.sheet[key]
        person = self.people[key] = Person(self.ids(), key, name, "", you, "em")
        post = Post(person.id, role, self.units[group or "Hà Cầu"], FORCE.get(key))
        account = Account(person.id, f"{LOGGED}/{key}", person.id)
        return Enrolled(person, ((self.ids(), post),), (account,), instant(datetime.fromisoformat("2024-11-01T00:00Z")))


@dataclass
class Chat:
    """One person's chat: `says`, `presses`, `hears`."""

    ward: Ward
    address: str
    _heard: int = 0
    new: tuple[LogLine, ...] = ()

    @property
    def key(self) -> str:
        return self.address.removeprefix(f"{LOGGED}/")

    async def says(self, text: str, *, written: Instant | None = None) -> Receipt:
        receipt = (await self.ward.intake.take([self.ward.update(self.key, written, text=text)]))[0]
        await self.ward.delivers()
        await self.reads()
        return receipt

    async def presses(self, label: str) -> Receipt:
        """The button with this label, wherever it stands in the chat."""
        lines = await self.log()
        choice = next(c for line in reversed(lines) for c in line.choices if c.label == label)
        receipt = (await self.ward.intake.take([self.ward.update(self.key, choice=str(choice.id))]))[0]
        await self.ward.delivers()
        await self.reads()
        return receipt

    async def reads(self) -> None:
        """Look at what came since the last look."""
        lines = await self.log()
        unread = [line for line in lines if line.position > self._heard]
        self.new = tuple(line for line in unread if line.said is None)
        self._heard = lines[-1].position if lines else 0
        transcripts.note(self.key, unread)

    async def log(self) -> tuple[LogLine, ...]:
        async with self.ward.database.read() as read:
            chat = await chats.at_address(read, self.address)
            return await chats.log_after(read, chat.id, 0, 1_000) if chat else ()

    def hears(self, *parts: str) -> None:
        """The newest answer holds each of these, markup aside; an edit of an older one is no answer."""
        said = [line for line in self.new if line.edits is None]
        assert said, "nothing new was said"
        words = plain(said[-1].words or "")
        missing = [part for part in parts if part not in words]
        assert not missing, f"{missing} not in: {words}"

    def hears_nothing(self) -> None:
        assert not self.new, [line.words for line in self.new]

    @property
    def choices(self) -> list[str]:
        return [choice.label for choice in self.new[-1].choices]


def plain(words: str) -> str:
    return re.sub(r"</?b>", "", words).replace("\N{NO-BREAK SPACE}", " ").replace("&#34;", '"').replace("&#39;", "'")


def _settings(youth: int) -> CampaignSettings:
    within = {"activated": "installed"}
    indicators = tuple(
        Indicator(code=code, name=name, within=within.get(code, "")) for code, name in INDICATORS.items()
    )
    target = Target(indicator="installed", measure="smartphone15", percent=50, by=date(2024, 11, 30))
    team = (Places(force=Force.YOUTH, number=youth),) if youth else ()
    return CampaignSettings(indicators=indicators, targets=(target,), usual=38, team=team)


async def monday_evening(ward: Ward) -> None:
    """Monday at five, before Cầu Đơ 4 goes out with Dung and Cường; Cầu Đơ 1 has told its night, Cầu Đơ 3 has not."""

    async def play() -> None:
        async with ward.database.write() as tx:
            for number, person in enumerate(ward.people.values()):
                await tx.run("UPDATE person SET phone = :p WHERE id = :id", p=f"0900000{100 + number}", id=person.id)
        await ward.comes_to("21:25")
        await ward.chat("binh").says("cài 42, kích hoạt 40, vắng 6")
        await ward.chat("son").says("11/11 dung, cuong")
        ward.clock.at = clock_time("17:00", MONDAY)
        await ward.delivers()

    await ward.begins("monday", play)


@dataclass(frozen=True)
class Kept:
    """A ward as it stood: all rows, parents before their children, and what it knows of itself."""

    rows: dict[str, list[dict[str, object]]]
    known: Mapping[str, Any]
    ids: int
    at: Instant

    @classmethod
    async def of(cls, ward: Ward) -> "Kept":
        async with ward.database.read() as read:
            tables = [row["name"] for row in await read.rows(_TABLES[ward.database.engine])]
            every = {name: await read.rows(f"SELECT * FROM {name} ORDER BY 1") for name in tables}
        rows = {name: [dict(row) for row in found] for name, found in every.items() if found}  # type: ignore[call-overload]
        return cls(rows, {name: copy(getattr(ward, name)) for name in _KNOWN}, ward.ids._last, ward.clock.at)

    async def put_into(self, ward: Ward) -> None:
        async with ward.database.write() as tx:
            for name in reversed(self.rows):
                await tx.run(f"DELETE FROM {name}")
            for name, rows in self.rows.items():
                values = ", ".join(f":{column}" for column in rows[0])
                await tx.many(f"INSERT INTO {name} ({', '.join(rows[0])}) VALUES ({values})", rows)
        for name, value in self.known.items():
            setattr(ward, name, copy(value))
        ward.ids._last, ward.clock.at = self.ids, self.at


_KEPT: dict[tuple[object, ...], Kept] = {}
_KNOWN = ("units", "people", "sessions", "campaign", "_posts")
_TABLES = {
    "sqlite": "SELECT name FROM sqlite_schema WHERE type = 'table' AND name != 'schema_version' ORDER BY rowid",
    "postgresql": (
        "SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
        "AND relkind = 'r' AND relname != 'schema_version' ORDER BY oid"
    ),
}


# What words may not change by themselves.
_STANDS = (
    "SELECT id, state FROM shift ORDER BY id",
    "SELECT id, state, version FROM session ORDER BY id",
    "SELECT id FROM event ORDER BY id",
    "SELECT * FROM away ORDER BY 1",
    "SELECT * FROM post ORDER BY 1",
    "SELECT id, you, me, phone, name FROM person ORDER BY id",
)


async def what_stands(ward: Ward) -> list[tuple[tuple[str, object], ...]]:
    """Shifts, nights, reports, absences, posts and people."""
    async with ward.database.read() as read:
        rows = [row for sql in _STANDS for row in await read.rows(sql)]
        return [tuple(sorted(dict(row).items())) for row in rows]  # type: ignore[call-overload]


async def person_id(ward: Ward, key: str) -> int:
    async with ward.database.read() as read:
        return (await people.by_address(read, [f"{LOGGED}/{key}"]))[f"{LOGGED}/{key}"][1].id
