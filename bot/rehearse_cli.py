"""`tungngo rehearse`: a whole campaign at full speed, with scripted people, on a clock of its own.

Real intake, real delivery, the web chat's own log, in a throw-away SQLite: the sample, or a copy of one's own ward.
Every message that goes out is told. The sample's days before tonight are played in the same way.
"""

import asyncio
import heapq
import re
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot import addressing, sample
from bot.app import CHANNELS, App, look, opened
from bot.chosen_campaign import chosen_campaign
from bot.clock import Clock, machine_time
from bot.console import CommandRefused
from bot.delivery import Delivery
from bot.rehearsed_people import Delivered, People, SettledPeople
from bot.sample import ScriptedLine
from bot.settings import Settings
from handlers import texts
from handlers.inbound import Inbound, Text
from storage import chats, facts, people, sessions, state, units
from storage.accounts import Linked, Unlinked
from storage.budgets import Budget
from storage.campaigns import Campaign
from storage.database import Row, Rows, Transaction
from storage.ids import Ids
from storage.instants import SECOND, Instant, at, local
from storage.outbox import KINDS, REMINDER
from storage.records import Person, SessionKind, SessionState
from storage.snapshots import snapshot

TICK = 5 * SECOND  # as often as the house looks at its clock
PUNCTUAL = 60 * SECOND
ON_TIME = {"team", "opening", "closeout", "summary", "digest", "missing"}  # kinds whose hour is fixed long before

Write = Callable[[str], None]


class Stepped(Clock):
    """Shows the instant to which it was moved."""

    def __init__(self, shown: Instant) -> None:
        super().__init__(shown=shown, own=True)

    def now(self) -> Instant:
        return self.shown

    def jump(self, to: Instant) -> None:
        self.shown = max(self.shown, to)


@dataclass(frozen=True, slots=True)
class Stage:
    """The house without its loops, but with its intake."""

    app: App
    delivery: Delivery

    async def deliver(self) -> None:
        """Until nothing waits that may go now."""
        database, now = self.app.services.database, self.app.services.clock.now()
        while await addressing.route(database, now) + await self.delivery.deliver():
            pass


@asynccontextmanager
async def stage(settings: Settings, clock: Stepped, *, sampled: bool) -> AsyncIterator[Stage]:
    async with opened(settings, clock, sampled=sampled) as app:
        intake = asyncio.create_task(app.services.intake.run())
        try:
            services = app.services
            pages = next(channel for channel in app.channels if channel.name == chats.LOGGED)
            yield Stage(app, Delivery(services.database, pages, clock, services.ids, services.signals))
        finally:
            intake.cancel()
            await asyncio.gather(intake, return_exceptions=True)


_ADDRESSES = "SELECT address, person_id FROM account WHERE until IS NULL"
_SENT = """
SELECT outbox.kind, outbox.words, outbox.as_of, outbox.sent_at, outbox.why, outbox.channel,
    log.chat_id, log.position, chat.address, EXISTS (SELECT 1 FROM choice WHERE choice.outbox_id = outbox.id) AS asks
FROM log JOIN outbox ON outbox.id = log.outbox_id JOIN chat ON chat.id = log.chat_id
WHERE log.at >= :since ORDER BY outbox.id
"""
_NEXT = (
    "SELECT min(looks_at) AS next FROM evening WHERE looks_at > :now",
    "SELECT min(looks_at) AS next FROM campaign WHERE looks_at > :now",
    "SELECT min(next_at) AS next FROM outbox WHERE state = 'waiting' AND next_at > :now",
    "SELECT min(next_at) AS next FROM errand WHERE state = 'waiting' AND next_at > :now",
    "SELECT min(looked) * 0 AS next FROM session WHERE looked <> version",  # at once
)


@dataclass
class Traffic:
    """What went either way, by month: what it would cost where messages are counted."""

    sent: Counter[str] = field(default_factory=Counter)
    heard: Counter[str] = field(default_factory=Counter)
    people: set[str] = field(default_factory=set)
    evenings: set[tuple[str, str, int]] = field(default_factory=set)  # (month, to whom, day): unasked, each once

    def says(self, row: Row, at: datetime) -> None:
        """Where nothing can be edited, nobody is told what they have just chosen."""
        month = f"{at:%m/%Y}"
        if row["kind"] == "edit":
            return
        self.sent[month] += 1
        self.people.add(row["address"])
        if KINDS[row["kind"]].priority >= REMINDER:
            self.evenings.add((month, row["address"], at.day))

    def hears(self, at: datetime) -> None:
        self.heard[f"{at:%m/%Y}"] += 1

    def costs(self, name: str, budget: Budget) -> list[str]:
        """Of the fullest month; and if everybody got one message less on each day on which they got any unasked."""
        heard = self.heard if budget.heard_counts else Counter[str]()
        used = self.sent + heard
        month, whole = max(used.items(), key=lambda one: one[1], default=("", 0))
        less = whole - sum(one == month for one, _, _ in self.evenings)
        told = f"{self.sent[month]} to and {heard[month]} from {len(self.people)} people in the fullest month, {month}"
        return [
            f"as {name.capitalize()}: {whole:,} messages ({told}); {self._accounts(whole, budget)}",
            f"with one message less to each per evening: {less:,}; {self._accounts(less, budget)}",
        ]

    def _accounts(self, used: int, budget: Budget) -> str:
        served = -(-len(self.people) // budget.people) if budget.people else 1
        many = max(served, -(-used // budget.messages), 1)
        people = f" and {budget.people} people" if budget.people else ""
        return f"{many} {'bot' if many == 1 else 'bots'} of {budget.messages:,} messages a month{people}"


@dataclass
class OwnRehearsal:
    """The people who talk to a house, and what was said."""

    stage: Stage
    clock: Stepped
    cast: People
    write: Write
    known: dict[str, Person] = field(default_factory=dict)  # by address
    agenda: list[tuple[Instant, int, ScriptedLine]] = field(default_factory=list)
    since: Instant = 0  # what was sent before is told
    told: set[tuple[int, int]] = field(default_factory=set)  # (chat, position)
    number: int = 0
    said: Counter[str] = field(default_factory=Counter)  # by channel
    traffic: Traffic = field(default_factory=Traffic)
    to: Counter[str] = field(default_factory=Counter)  # by address
    delays: list[Instant] = field(default_factory=list)

    @property
    def app(self) -> App:
        return self.stage.app

    async def play(self, until: Instant) -> None:
        """From one instant at which something happens to the next, on the grid of the house's own looks."""
        async with self.app.services.database.read() as read:
            everybody = {person.id: person for person in await people.everybody(read)}
            self.known = {row["address"]: everybody[row["person_id"]] for row in await read.rows(_ADDRESSES)}
        self.since = self.clock.now()
        while self.clock.now() < until:
            await look(self.app)
            await self._deliver()
            if await self.app.jobs.run_errands():  # a letter that waited for its file would be looked at all day
                await self._deliver()
            await self._speak()
            self.clock.jump(await self._next(until))

    async def _deliver(self) -> None:
        database = self.app.services.database
        await self.stage.deliver()
        async with database.read() as read:
            shown = await read.rows(_SENT, since=self.since)
        rows = [row for row in shown if (row["chat_id"], row["position"]) not in self.told]
        self.since = self.clock.now()
        for row in rows:  # in the order of their deciding: several chats are written to at once
            self.told.add((row["chat_id"], row["position"]))
            self._tell(row)
        if rows:
            async with database.write() as tx:  # everybody has their page open
                for row in rows:
                    await chats.mark_seen(tx, row["chat_id"], row["position"])

    async def _speak(self) -> None:
        """All whose time has come, in one batch."""
        spoken: list[Inbound] = []
        while self.agenda and self.agenda[0][0] <= self.clock.now():
            _, number, answer = heapq.heappop(self.agenda)
            key, now = f"{answer.address}/rehearsal-{number:06}", self.clock.now()
            spoken.append(Inbound(key, chats.LOGGED, answer.address, answer.address, Text(answer.text), now, now))
            self.traffic.hears(self._local())
            self.write(f"{self._time()}  {'':10}  {self._name(answer.address)}: {answer.text}")
        if spoken:
            await self.app.services.intake.take(spoken)
            await self._deliver()

    def _tell(self, row: Row) -> None:
        """Who hears what, and what they will say to it."""
        words = re.sub(r"</?b>", "", row["words"]).replace("\n", " / ")
        if row["kind"] == "edit":
            words = words.rpartition(" / ")[2]  # what was chosen; the rest was told before
        self.write(f"{self._time()}  {row['kind']:10}  → {self._name(row['address'])} ({row['channel']}): {words}")
        self.said[row["channel"]] += 1
        self.traffic.says(row, self._local())
        self.to[row["address"]] += 1
        if row["kind"] in ON_TIME and row["why"] is None:
            self.delays.append(row["sent_at"] - row["as_of"])
        heard = Delivered(row["kind"], row["address"], self.clock.now(), bool(row["asks"]))
        self.will_say(self.cast.answers(heard))

    async def _next(self, until: Instant) -> Instant:
        """The next look after anything that is known to come."""
        now = self.clock.now()
        async with self.app.services.database.read() as read:
            known = [row["next"] for sql in _NEXT for row in await read.rows(sql, now=now) if row["next"] is not None]
        known += [self.agenda[0][0]] if self.agenda else []
        following: Instant = min([*known, until])
        return now + max(-(-(following - now) // TICK), 1) * TICK

    def _local(self) -> datetime:
        return local(self.clock.now(), self.app.services.zone)

    def _time(self) -> str:
        return f"{self._local():%d/%m %H:%M}"

    def _name(self, address: str) -> str:
        return f"{self.known[address].you} {self.known[address].name}"

    def summary(self) -> list[str]:
        """What it came to: how many messages on which channel, what they cost, how punctual they were."""
        punctual = sum(delay <= PUNCTUAL for delay in self.delays)
        share = punctual / max(len(self.delays), 1)
        busiest = self.to.most_common(1)
        each = f"{self.said.total() / len(self.to):.1f} to each of {len(self.to)} people" if self.to else ""
        most = [f"{each}, most to {self._name(who)}: {count}" for who, count in busiest]
        told = [f"{channel}: {count} messages, free" for channel, count in sorted(self.said.items())]
        quotas = [line for kind in CHANNELS if kind.budget for line in self.traffic.costs(kind.name, kind.budget)]
        return [*told, *most, *quotas, f"on time within 60 s: {punctual}/{len(self.delays)} = {share:.1%}"]

    def will_say(self, lines: Iterable[ScriptedLine]) -> None:
        for line in lines:
            self.number += 1
            heapq.heappush(self.agenda, (line.at, self.number, line))


def _apart(**given: str) -> Settings:
    """Nobody is reached, whatever is set for the house itself."""
    closed = {"web_listen": "127.0.0.1:0", "public_url": ""}
    return Settings(_env_file=None, **closed, **given)  # type: ignore[call-arg,arg-type]  # its plugin's


async def rehearse(nights: int, seed: int, write: Write) -> OwnRehearsal:
    """Play so many nights of the sample campaign; `write` takes a line for everything that was said."""
    with tempfile.TemporaryDirectory(prefix="tungngo-rehearsal-") as folder:
        settings = _apart(sample_url=f"sqlite:///{Path(folder) / 'rehearsal.db'}")
        clock = Stepped(sample.begins(2, "08:00"))
        async with stage(settings, clock, sampled=True) as built:
            app = built.app
            play = OwnRehearsal(built, clock, People(seed), write)
            play.will_say(app.services.sample.lines if app.services.sample else ())
            await play.play(sample.begins(-nights, "12:00"))
            return play


@dataclass(frozen=True, slots=True)
class Findings:
    """What a rehearsal of one's own campaign showed, to be mended before the first night."""

    apart: int  # people who are in no chat yet, and were played as if they were
    everybody: int
    unreached: int
    headless: tuple[str, ...]  # units with nights and nobody who is asked for the result
    asked: int  # nights
    told: int

    def lines(self) -> list[str]:
        headless = f"nobody is asked for the result of: {', '.join(self.headless)}" if self.headless else ""
        unreached = f"{self.unreached} messages reached nobody" if self.unreached else ""
        if not self.everybody:
            return ["there are no people yet: tungngo import roster FILE"]
        played = f"{self.apart} of {self.everybody} people are in no chat yet; they were played as if they were"
        return [
            *(line for line in (headless, unreached) if line),
            *([played] if self.apart else []),
            f"{self.told} of {self.asked} nights were counted",
        ]


async def rehearse_own(
    chosen: Settings, code: str, nights: int | None, seed: int, write: Write
) -> tuple[OwnRehearsal, Findings]:
    """Play a campaign of one's own on a copy, from now or from before its first night; what is copied is only read."""
    with tempfile.TemporaryDirectory(prefix="tungngo-rehearsal-") as folder:
        file = Path(folder) / "rehearsal.db"
        await snapshot(chosen.database_url, file)
        clock = Stepped(machine_time())
        async with stage(_apart(database_url=f"sqlite:///{file}"), clock, sampled=False) as built:
            app = built.app
            async with app.services.database.read() as read:
                campaign = await chosen_campaign(read, code, clock.now())
            if campaign is None:
                raise CommandRefused("there is no campaign yet: tungngo campaign load FILE")
            clock.jump(at(campaign.starts - timedelta(days=2), "08:00", campaign.zone))
            first = max(campaign.starts, campaign.day(clock.now()))
            if first > campaign.ends:
                raise CommandRefused(f"{campaign.code} has ended on {campaign.ends:%d/%m/%Y}")
            async with app.services.database.write() as tx:
                joined, everybody = await _joined(tx, app.services.ids, clock.now())
            play = OwnRehearsal(built, clock, People(seed, texts.count(campaign)), write)
            began, last = clock.now(), campaign.ends
            if nights is not None:
                last = min(last, first + timedelta(days=nights - 1))
            await play.play(at(last + timedelta(days=1), "12:00", campaign.zone))
            async with app.services.database.read() as read:
                return play, await _found(read, campaign, began, clock.now(), (everybody - joined, everybody))


_POSTED = """
SELECT DISTINCT person_id FROM post WHERE since <= :now AND (until IS NULL OR until > :now) ORDER BY person_id
"""


async def _joined(tx: Transaction, ids: Ids, now: Instant) -> tuple[int, int]:
    """All who have a post get a page of their own and no other chat; return how many had one, and how many they are."""
    linked = await tx.rows("SELECT id, person_id FROM account WHERE until IS NULL")
    posted = [row["person_id"] for row in await tx.rows(_POSTED, now=now)]
    await facts.write(tx, [Unlinked(row["id"], now) for row in linked])
    await tx.run("UPDATE outbox SET state = 'void', why = 'rehearsed' WHERE state IN ('waiting', 'sending')")
    for person in posted:
        heard = chats.Heard(ids(), f"{chats.LOGGED}/rehearsal-{person}", chats.LOGGED, None, now)
        await chats.open_chat(tx, heard)
        await facts.write(tx, [Linked(ids(), heard.address, heard.id, person, now)])
    return len({row["person_id"] for row in linked} & set(posted)), len(posted)


async def _found(read: Rows, campaign: Campaign, began: Instant, now: Instant, apart: tuple[int, int]) -> Findings:
    nights = [
        night
        for night in await sessions.register(read, campaign.id)
        if night.session.kind is SessionKind.EVENING
        and night.session.state is not SessionState.CANCELLED
        and began < night.session.asks_at < now
    ]
    charged = await people.in_charge(read, {night.session.unit_id for night in nights}, now)
    known = {unit.id: unit.name for unit in await units.below(read, campaign.unit.id)}
    headless = sorted(
        {
            known[held_session.session.unit_id]
            for held_session in nights
            if not charged.get(held_session.session.unit_id)
        }
    )
    unreached = await read.rows(
        "SELECT count(*) AS many FROM outbox WHERE state = 'unreached' AND as_of >= :b", b=began
    )
    told = sum(night.standing.reported for night in nights)
    return Findings(*apart, unreached[0]["many"], tuple(headless), len(nights), told)


async def prepare_sample(settings: Settings) -> None:
    """Play the days before in, once, so that whoever comes in finds tonight as an office would."""
    clock = Stepped(sample.begins(2, "08:00"))
    async with stage(settings, clock, sampled=True) as built:
        app = built.app
        async with app.services.database.read() as read:
            shown = await state.noted(read, state.Name.CLOCK)
        if app.services.sample is None or (shown and shown.at >= app.services.sample.tonight):
            return
        try:
            await app.services.leases.enter()
            clock.jump(shown.at if shown else clock.now())
            cast = SettledPeople(app.services.sample.reports, app.services.zone, app.services.sample.waiting)
            play = OwnRehearsal(built, clock, cast, lambda _line: None)
            lines = (*app.services.sample.lines, *app.services.sample.last_words)
            play.will_say(line for line in lines if line.at > clock.now())
            await play.play(app.services.sample.tonight)
            await look(app)  # the clock is shown: from here it goes on
        finally:
            await app.services.leases.leave()
