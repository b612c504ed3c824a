"""Everything a batch needs to know about its senders, asked for all of them at once: a fixed number of statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from storage import chats, headcounts, lineage, people, questions, reckoning, rounds, sessions
from storage.campaigns import Campaign, Campaigns, PlannedGroup
from storage.database import Rows, Transaction
from storage.instants import HOUR, MINUTE, Instant
from storage.progress import Scope
from storage.questions import PressedChoice, QuestionClosed
from storage.records import Baseline, Chat, Headcount, Person, Post, Question, Role, Unit
from storage.sayings import FiguresSaid
from storage.sessions import HeldSession
from storage.standing import Reported

OWN = frozenset({Role.LEADER, Role.DEPUTY})  # posts whose unit's nights are looked up in advance
COUNTED, COUNTED_OF_STRANGERS = 10 * MINUTE, HOUR  # for so long the messages of a chat are counted together
ELSEWHERE = 2 * HOUR  # so long a question may be answered by another channel than it was asked on
REFRESHED = (Reported, QuestionClosed, FiguresSaid)  # after these only questions and nights are asked for again


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """What a leader's answers need: the nights of the unit and what its progress is measured by."""

    unit: Unit
    nights: tuple[HeldSession, ...] = ()
    headcount: Headcount | None = None
    baseline: Baseline | None = None
    inherited: int = 0  # what units that were merged or split into this one bring along

    @property
    def start(self) -> int:
        """Where the target's indicator stood before any of the unit's own nights."""
        return self.inherited + (self.baseline.value if self.baseline else 0)

    def night(self, day: date) -> HeldSession | None:
        return next((night for night in self.nights if night.session.night == day), None)

    def total(self, indicator: str) -> int:
        """The start and the figures that stand; what is not reported adds nothing."""
        start = 0 if self.unit.staffed and rounds.owed(self.nights) else self.start
        return sum(rounds.gains(self.nights, indicator).values(), start)


@dataclass(frozen=True, slots=True)
class Who:
    """Who speaks, in which chat, with what rights and about what. By itself a stranger, who has no person."""

    chat: Chat
    person: Person | None = field(default=None, init=False)
    posts: tuple[Post, ...] = ()
    campaign: Campaign | None = field(default=None, init=False)
    plan: tuple[PlannedGroup, ...] = ()
    own: Mapping[int, OwnUnit] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()  # open to this person in whichever chat, newest first
    pressed: PressedChoice | None = None
    address: str = ""  # of the sender
    private: bool = True
    own_chat: Chat | None = None  # where a person who speaks in a group can be told something alone
    beside: tuple["Campaigner", ...] = ()  # the same person in the other campaigns that may be meant
    heard: Instant = 0  # when they speak

    @property
    def asked(self) -> tuple[Question, ...]:
        """What words in this chat may answer, newest first: what was sent here; where nothing was, to somebody alone
        the newest that was sent in another chat of theirs, as long as they may well have it in mind.
        """
        here = tuple(question for question in self.questions if question.chat_id == self.chat.id)
        if here or not self.private or self.person is None:
            return here
        return tuple(one for one in self.questions[:1] if self.heard - (one.opened or 0) <= ELSEWHERE)

    @property
    def question(self) -> Question | None:
        """A bare digit or word answers it and no other."""
        return next(iter(self.asked), None)

    def has(self, *roles: Role) -> bool:
        for post in self.posts:  # noqa: SIM110  asked thirty times on the way of a message
            if post.role in roles:
                return True
        return False


WhoT = TypeVar("WhoT", bound=Who)


@dataclass(frozen=True, slots=True)
class KnownSpeaker(Who):
    """Somebody we know, by an account of theirs."""

    person: Person


@dataclass(frozen=True, slots=True)
class Campaigner(KnownSpeaker):
    """Somebody we know with a campaign that they speak of."""

    campaign: Campaign = field(kw_only=True)

    def within(self, campaign_id: int) -> "Campaigner":
        """As somebody of this campaign, if they may speak of it."""
        return next((campaigner for campaigner in self.beside if campaigner.campaign.id == campaign_id), self)


@dataclass(frozen=True, slots=True)
class Origin:
    """What an update says of its origin. `chat_id` is used when the chat is new."""

    chat_id: int
    chat: str
    channel: str
    address: str
    heard: Instant
    private: bool
    choice: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """What the statements brought, by the keys they were asked with."""

    people: Mapping[str, tuple[people.Account, Person]]
    chats: Mapping[str, Chat]
    posts: Mapping[int, tuple[Post, ...]]
    questions: Mapping[int, tuple[Question, ...]]  # by person
    of_strangers: Mapping[int, tuple[Question, ...]]  # by chat
    pressed: Mapping[int, PressedChoice]
    running: Mapping[int, tuple[Campaign, ...]]  # by unit, the one in question first
    plans: Mapping[int, tuple[PlannedGroup, ...]]
    own: Mapping[int, Mapping[int, OwnUnit]]  # by campaign and unit
    alone: Mapping[str, Chat]

    def who(self, sender: Origin) -> Who:
        chat = self.chats[sender.chat]
        pressed = self.pressed.get(sender.choice) if sender.choice is not None else None
        if sender.address not in self.people:
            asked = self.of_strangers.get(chat.id, ()) if sender.private else ()
            known = Who(chat, questions=asked, pressed=pressed, address=sender.address, private=sender.private)
            return replace(known, heard=sender.heard)
        person = self.people[sender.address][1]
        posts = self.posts.get(person.id, ())
        plain = KnownSpeaker(
            chat,
            person,
            posts,
            questions=self.questions.get(person.id, ()),
            pressed=pressed,
            address=sender.address,
            private=sender.private,
            own_chat=None if sender.private else self.alone.get(sender.address),
            heard=sender.heard,
        )
        some = {campaign.id: campaign for post in posts for campaign in self.running.get(post.unit.id, ())[:1]}
        some |= {one.id: one for post in posts for one in self.running.get(post.unit.id, ())}
        if not some:
            return plain
        first, *others = in_question([self._within(plain, one) for one in some.values()], sender.heard)
        return replace(first, beside=tuple(others)) if others else first

    def _within(self, who: KnownSpeaker, campaign: Campaign) -> Campaigner:
        led = (post.unit.id for post in who.posts if post.role in OWN)
        known = self.own.get(campaign.id, {})
        own = {unit: known[unit] for unit in led if unit in known}
        plan, how = self.plans.get(campaign.id, ()), (who.pressed, who.address, who.private, who.own_chat)
        given = (who.chat, who.person, who.posts, plan, own, who.questions, *how)
        return Campaigner(*given, heard=who.heard, campaign=campaign)


def in_question(some: Sequence[Campaigner], now: Instant) -> list[Campaigner]:
    """Somebody whose unit has several campaigns speaks of the one that asked last; else of the one with a night today,
    or with one that still waits for its figures; else of the one that the day is about, which is the first given.
    """

    def turn(who: Campaigner) -> tuple[int, int]:
        nights = [night.session for own in who.own.values() for night in own.nights]
        sessions = {session.id for session in nights}
        awaited = [question.session_id for question in who.questions if question.topic == "count"]
        asked = next((n for n, session in enumerate(awaited) if session in sessions), None)
        if asked is not None:
            return 0, asked
        if any(session.night == who.campaign.day(now) for session in nights):
            return 1, 0
        return (2 if any(session.asks_at <= now <= session.locks_at for session in nights) else 3), 0

    return sorted(some, key=turn)


async def look_up(
    tx: Transaction, senders: Sequence[Origin], campaigns: Campaigns, counted: Mapping[str, int] | None = None
) -> list[Who]:
    """One Who for each sender, in their order. `counted`: how many messages of each chat came just now."""
    now, many = max(sender.heard for sender in senders), counted or {}
    known = await people.by_address(tx, {sender.address for sender in senders})
    began = {sender.chat: sender.heard for sender in reversed(senders)}
    heard = {one.chat: _heard(one, known, many.get(one.chat, 0), began[one.chat]) for one in senders}
    spoken = await chats.hear(tx, list(heard.values()))
    posts = await people.posts_of(tx, {person.id for _, person in known.values()}, now)
    choices = [sender.choice for sender in senders if sender.choice is not None]
    held = [post for some in posts.values() for post in some]
    running = await campaigns.above(tx, {post.unit.id for post in held}, now)
    crowds = {sender.address for sender in senders if not sender.private}
    alone = await chats.private_of(tx, crowds) if crowds else {}
    strange = {spoken[sender.chat].id for sender in senders if sender.private and sender.address not in known}
    led = {post.unit.id: post.unit for post in held if post.role in OWN}
    found = _Found(
        people=known,
        chats=spoken,
        posts=posts,
        questions=await questions.open_to(tx, [person.id for _, person in known.values()], now),
        of_strangers=await questions.open_in(tx, strange, now) if strange else {},
        pressed=await questions.pressed(tx, choices, now) if choices else {},
        running=running,
        plans=await campaigns.plans(tx, [campaign for some in running.values() for campaign in some]),
        own=await own_in_each(tx, led, running, now),
        alone=alone,
    )
    return [found.who(sender) for sender in senders]


async def refreshed(read: Rows, whos: Sequence[Who], now: Instant) -> list[Who]:
    """The same people after facts of the kinds REFRESHED were written: with their questions and nights of now."""
    asked = await questions.open_to(read, {who.person.id for who in whos if who.person}, now)
    everywhere = [one for who in whos for one in (who, *who.beside)]
    held = {night.session.id for who in everywhere for own in who.own.values() for night in own.nights}
    nights = await sessions.by_id(read, held)
    return [_refreshed(who, asked, nights) for who in whos]


def _refreshed(who: WhoT, asked: Mapping[int, tuple[Question, ...]], nights: Mapping[int, HeldSession]) -> WhoT:
    own = {
        id_: replace(unit, nights=tuple(nights[night.session.id] for night in unit.nights))
        for id_, unit in who.own.items()
    }
    beside = tuple(_refreshed(campaigner, asked, nights) for campaigner in who.beside)
    now_asked = asked.get(who.person.id, ()) if who.person else who.questions
    return replace(who, own=own, questions=now_asked, beside=beside)


async def own_units(
    read: Rows, units: Mapping[int, Unit], running: Mapping[int, Campaign], now: Instant
) -> dict[int, OwnUnit]:
    """The units whose own people speak, with what their answers need; a unit without a campaign has none."""
    found = await own_in_each(read, units, {unit: (campaign,) for unit, campaign in running.items()}, now)
    return {id_: unit for own in found.values() for id_, unit in own.items()}


async def own_in_each(
    read: Rows, units: Mapping[int, Unit], running: Mapping[int, Sequence[Campaign]], now: Instant
) -> dict[int, dict[int, OwnUnit]]:
    """By campaign and unit, in as many statements for several campaigns as for one."""
    nights = await sessions.of_units(read, units)
    ledgers = await headcounts.of_units(read, units)
    starts = await headcounts.baselines(read, units)
    own: dict[int, dict[int, OwnUnit]] = defaultdict(dict)
    for id_, unit in units.items():
        for campaign in running.get(id_, ()):
            target, today = campaign.settings.target, campaign.day(now)
            own[campaign.id][id_] = OwnUnit(
                unit,
                tuple(night for night in nights.get(id_, ()) if night.session.campaign_id == campaign.id),
                headcounts.valid(ledgers.get(id_, ()), headcounts.measure_of(unit, target), today, now),
                headcounts.start(starts.get(id_, ()), campaign.id, target.indicator, today, now),
            )
    known = {campaign.id: campaign for some in running.values() for campaign in some}
    return await _with_inheritance(read, own, known, now)


async def _with_inheritance(
    read: Rows, own: dict[int, dict[int, OwnUnit]], known: Mapping[int, Campaign], now: Instant
) -> dict[int, dict[int, OwnUnit]]:
    """Asks only where a campaign knows of merged or split units."""
    rearranged = {id_ for id_ in own if known[id_].rearranged}
    heirs = await lineage.heirs(read, rearranged) if rearranged else {}
    for id_ in rearranged:
        campaign = known[id_]
        for unit_id in own[id_].keys() & heirs.get(id_, ()):
            unit = own[id_][unit_id]
            whole = await reckoning.of_unit(read, Scope(unit.unit, campaign, (id_,)), now)
            own[id_][unit_id] = replace(unit, inherited=whole.total - unit.total(campaign.settings.target.indicator))
    return own


def _heard(
    sender: Origin, known: Mapping[str, tuple[people.Account, Person]], many: int, began: Instant
) -> chats.Heard:
    account = known[sender.address][0].id if sender.private and sender.address in known else None
    since = began - (COUNTED if sender.address in known else COUNTED_OF_STRANGERS)
    return chats.Heard(sender.chat_id, sender.chat, sender.channel, account, sender.heard, many, began, since)
