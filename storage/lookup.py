"""Everything a batch needs to know about its senders, asked for all of them at once: a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from storage import chats, headcounts, lineage, people, questions, reckoning, rounds, sessions
from storage.campaigns import Campaign, Campaigns, PlannedGroup
from storage.database import Rows, Transaction
from storage.instants import Instant
from storage.progress import Scope
from storage.questions import Pressed, QuestionClosed
from storage.records import Baseline, Chat, Headcount, Person, Post, Question, Role, Unit
from storage.sessions import Night
from storage.standing import Reported

OWN = frozenset({Role.LEADER, Role.DEPUTY})  # posts whose unit's nights are looked up in advance
REFRESHED = (Reported, QuestionClosed)  # facts after which nothing but questions and nights is to be asked for again


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """What a leader's answers need: the nights of the unit and what its progress is measured by."""

    unit: Unit
    nights: tuple[Night, ...] = ()
    headcount: Headcount | None = None
    baseline: Baseline | None = None
    inherited: int = 0  # what units that were merged or split into this one bring along

    @property
    def start(self) -> int:
        """Where the target's indicator stood before any of the unit's own nights."""
        return self.inherited + (self.baseline.value if self.baseline else 0)

    def night(self, day: date) -> Night | None:
        return next((night for night in self.nights if night.session.night == day), None)

    def total(self, indicator: str) -> int:
        """The start and the figures that stand; what is not reported adds nothing."""
        start = 0 if self.unit.staffed and rounds.owed(self.nights) else self.start
        return sum(rounds.gains(self.nights, indicator).values(), start)


@dataclass(frozen=True, slots=True)
class Who:
    """Who speaks, in which chat, with what rights and about what. A stranger has no person."""

    chat: Chat
    person: Person | None = None
    posts: tuple[Post, ...] = ()
    campaign: Campaign | None = None
    plan: tuple[PlannedGroup, ...] = ()
    own: Mapping[int, OwnUnit] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()  # open to this person in whichever chat, newest first
    pressed: Pressed | None = None
    address: str = ""  # of the sender
    private: bool = True
    own_chat: Chat | None = None  # where a person who speaks in a group can be told something alone

    @property
    def question(self) -> Question | None:
        """The newest one sent in this chat: a bare digit or word answers it and no other."""
        return next((question for question in self.questions if question.chat_id == self.chat.id), None)

    def has(self, *roles: Role) -> bool:
        return any(post.role in roles for post in self.posts)


@dataclass(frozen=True, slots=True)
class Sender:
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
    pressed: Mapping[int, Pressed]
    running: Mapping[int, Campaign]
    plans: Mapping[int, tuple[PlannedGroup, ...]]
    own: Mapping[int, OwnUnit]
    alone: Mapping[str, Chat]

    def who(self, sender: Sender) -> Who:
        chat = self.chats[sender.chat]
        pressed = self.pressed.get(sender.choice) if sender.choice is not None else None
        if sender.address not in self.people:
            asked = self.of_strangers.get(chat.id, ()) if sender.private else ()
            return Who(chat, questions=asked, pressed=pressed, address=sender.address, private=sender.private)
        person = self.people[sender.address][1]
        posts = self.posts.get(person.id, ())
        campaign = next((self.running[post.unit.id] for post in posts if post.unit.id in self.running), None)
        plan = self.plans.get(campaign.id, ()) if campaign else ()
        led = (post.unit.id for post in posts if post.role in OWN)
        own = {unit: self.own[unit] for unit in led if unit in self.own}
        own_chat = None if sender.private else self.alone.get(sender.address)
        where = (sender.address, sender.private, own_chat)
        return Who(chat, person, posts, campaign, plan, own, self.questions.get(person.id, ()), pressed, *where)


async def look_up(tx: Transaction, senders: Sequence[Sender], campaigns: Campaigns) -> list[Who]:
    """One Who for each sender, in their order."""
    now = max(sender.heard for sender in senders)
    known = await people.by_address(tx, {sender.address for sender in senders})
    spoken = await chats.hear(tx, list({sender.chat: _heard(sender, known) for sender in senders}.values()))
    posts = await people.posts_of(tx, {person.id for _, person in known.values()}, now)
    choices = [sender.choice for sender in senders if sender.choice is not None]
    held = [post for some in posts.values() for post in some]
    running = await campaigns.above(tx, {post.unit.id for post in held})
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
        plans=await campaigns.plans(tx, {campaign.id: campaign for campaign in running.values()}.values()),
        own=await own_units(tx, led, running, now),
        alone=alone,
    )
    return [found.who(sender) for sender in senders]


async def refreshed(read: Rows, whos: Sequence[Who], now: Instant) -> list[Who]:
    """The same people after facts of the kinds REFRESHED were written: with their questions and nights of now."""
    asked = await questions.open_to(read, {who.person.id for who in whos if who.person}, now)
    held = {night.session.id for who in whos for own in who.own.values() for night in own.nights}
    nights = await sessions.by_id(read, held)
    return [_refreshed(who, asked, nights) for who in whos]


def _refreshed(who: Who, asked: Mapping[int, tuple[Question, ...]], nights: Mapping[int, Night]) -> Who:
    own = {
        id_: replace(unit, nights=tuple(nights[night.session.id] for night in unit.nights))
        for id_, unit in who.own.items()
    }
    return replace(who, own=own, questions=asked.get(who.person.id, ()) if who.person else who.questions)


async def own_units(
    read: Rows, units: Mapping[int, Unit], running: Mapping[int, Campaign], now: Instant
) -> dict[int, OwnUnit]:
    """The units whose own people speak, with what their answers need; a unit without a campaign has none."""
    nights = await sessions.of_units(read, units)
    ledgers = await headcounts.of_units(read, units)
    starts = await headcounts.baselines(read, units)
    own: dict[int, OwnUnit] = {}
    for id_, unit in units.items():
        campaign = running.get(id_)
        if campaign is None:
            continue
        target, today = campaign.settings.target, campaign.day(now)
        own[id_] = OwnUnit(
            unit,
            tuple(night for night in nights.get(id_, ()) if night.session.campaign_id == campaign.id),
            headcounts.valid(ledgers.get(id_, ()), headcounts.measure_of(unit, target), today, now),
            headcounts.start(starts.get(id_, ()), campaign.id, target.indicator, today, now),
        )
    return await _with_inheritance(read, own, running, now)


async def _with_inheritance(
    read: Rows, own: dict[int, OwnUnit], running: Mapping[int, Campaign], now: Instant
) -> dict[int, OwnUnit]:
    """Asks only where a campaign knows of merged or split units."""
    rearranged = {running[unit].id for unit in own if running[unit].rearranged}
    heirs = await lineage.heirs(read, rearranged) if rearranged else {}
    for id_, unit in own.items():
        campaign = running[id_]
        if id_ in heirs.get(campaign.id, ()):
            whole = await reckoning.of_unit(read, Scope(unit.unit, campaign, (campaign.id,)), now)
            own[id_] = replace(unit, inherited=whole.total - unit.total(campaign.settings.target.indicator))
    return own


def _heard(sender: Sender, known: Mapping[str, tuple[people.Account, Person]]) -> chats.Heard:
    account = known[sender.address][0].id if sender.private and sender.address in known else None
    return chats.Heard(sender.chat_id, sender.chat, sender.channel, account, sender.heard)
