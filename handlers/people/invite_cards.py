"""Invitations: what each opens, and the sheet of cards to be cut out: a code to be typed, a square to be scanned.

What is out there and good is printed again as it was; a new one takes its place only where that was asked for.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from handlers import texts as common
from handlers.outgoing.handouts import Gathered, Order
from handlers.people import texts
from storage import invites, people, units, ways
from storage.campaigns import Campaigns
from storage.database import Rows
from storage.instants import MINUTE, Instant, at, day_of
from storage.invites import LASTS, Invited, hash_of, hash_of_link
from storage.records import Person, Post, Unit
from storage.ways import OurAccount

ZONE = "Asia/Ho_Chi_Minh"  # of who is in no campaign

Chance = Callable[[], tuple[str, str]]  # a new code and the secret of a link


@dataclass(frozen=True, slots=True)
class Ways:
    """By what people may come in: the address of our page (empty: it is not open), and ourselves on each platform."""

    page: str = ""
    accounts: tuple[OurAccount, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.page or self.accounts)

    def link(self, code: str, secret: str) -> str:
        """The page comes with the code filled in; a link to a platform may carry a secret of its own."""
        if self.page:
            return f"{self.page}/vao/{code.replace(' ', '')}"
        return next((account.link.format(secret=secret) for account in self.accounts if account.link), "")

    @property
    def typed(self) -> OurAccount | None:
        """An account of ours to which a square leads, and where the code has to be typed."""
        return next((account for account in self.accounts if account.link and not account.carries), None)

    @property
    def second(self) -> OurAccount | None:
        """To whom the second square of a card leads: where the first one leads elsewhere."""
        typed = self.typed
        return typed if typed and self.link("", "") != typed.link else None

    def of(self, accounts: Collection[str]) -> "Ways":
        """As one person is told them: these accounts of ours and no others."""
        return Ways(self.page, tuple(account for account in self.accounts if account.channel in accounts))


@dataclass(frozen=True, slots=True)
class Pass:
    """What an invitation is opened with: typed, or carried by its link. `fresh`: not on record yet."""

    code: str
    secret: str
    link: str
    expires: Instant
    ways: Ways = field(default_factory=Ways)  # as this person is told them
    fresh: bool = True

    @property
    def record(self) -> dict[str, str]:
        """What makes it good, as an errand brings it back."""
        hashes = {"code_hash": hash_of(self.code), "link_hash": hash_of_link(self.secret)}
        told = {"code": self.code, "secret": self.secret, "expires": str(self.expires)}
        return {**hashes, **told, "accounts": " ".join(account.channel for account in self.ways.accounts)}


def invited(id_: int, person: int, record: Mapping[str, str], now: Instant, *, renews: bool, own: bool) -> Invited:
    code = None if own else record["code"]
    secret = None if own else record["secret"]
    made = (id_, record["code_hash"], person, now, record["link_hash"], int(record["expires"]))
    named = record.get("accounts", "")
    return Invited(*made, code=code, secret=secret, own=own, renews=renews, accounts=named)


@dataclass(frozen=True, slots=True)
class Card:
    person: Person
    post: Post | None
    ward: Unit | None
    clerk: tuple[Person, str] | None  # who helps, and their telephone
    admission: Pass


async def ways_in(read: Rows) -> Ways:
    """Those of the house that runs, or ran last."""
    return Ways(await ways.page(read), await ways.accounts(read))


async def passes(
    read: Rows, person_ids: Collection[int], ways: Ways, now: Instant, chance: Chance, *, renew: bool
) -> dict[int, Pass]:
    """Of each whose card can be printed: the one that is out there, else a new one for the whole campaign."""
    out = {} if renew else await invites.printed(read, person_ids, now)
    ends = await _ends(read, person_ids, now)
    told = await spread(read, person_ids, ways, now)
    made: dict[int, Pass] = {}
    for person in person_ids:
        printed, own = out.get(person), told[person]
        if printed is None:
            code, secret = chance()
            made[person] = Pass(code, secret, own.link(code, secret), max(now + LASTS, ends.get(person, 0)), own)
        elif printed.code is not None and printed.secret is not None:
            link = own.link(printed.code, printed.secret)
            made[person] = Pass(printed.code, printed.secret, link, printed.expires, own, fresh=False)
    return made


async def spread(read: Rows, person_ids: Collection[int], ways: Ways, now: Instant) -> dict[int, Ways]:
    """By person: of each platform one account of ours. Where they are already, or as their card says; else the one with
    the most places left. Where all are full their platform is not named.
    """
    channels = [account.channel for account in ways.accounts]
    known = await invites.named_accounts(read, person_ids, now)
    taken = await invites.taken(read, [account.channel for account in ways.accounts if account.people], now)
    platforms: dict[str, list[OurAccount]] = defaultdict(list)
    for account in ways.accounts:
        platforms[account.platform].append(account)
    told: dict[int, Ways] = {}
    for person in person_ids:
        theirs = [channel for channel in known.get(person, ()) if channel in channels]
        chosen = [_account(accounts, theirs, taken) for accounts in platforms.values()]
        told[person] = ways.of([account.channel for account in chosen if account])
    return told


def _account(accounts: Sequence[OurAccount], theirs: Sequence[str], taken: dict[str, int]) -> OurAccount | None:
    there = next((account for channel in theirs for account in accounts if account.channel == channel), None)
    if there is not None:
        return there
    free = [one for one in accounts if one.people is None or taken.get(one.channel, 0) < one.people]
    chosen = max(free, key=lambda one: (one.people or 0) - taken.get(one.channel, 0), default=None)
    if chosen is not None:
        taken[chosen.channel] = taken.get(chosen.channel, 0) + 1
    return chosen


async def _ends(read: Rows, person_ids: Collection[int], now: Instant) -> dict[int, Instant]:
    """When the campaign of each is over."""
    posts = await people.posts_of(read, person_ids, now)
    running = await Campaigns().above(read, {post.unit.id for held in posts.values() for post in held}, now)
    over = {
        unit: max(at(campaign.ends, "23:59", campaign.zone) + MINUTE for campaign in some)
        for unit, some in running.items()
    }
    return {person: max(over.get(post.unit.id, 0) for post in held) for person, held in posts.items() if held}


async def gather(read: Rows, order: Order, made: Mapping[int, Pass], ways: Ways) -> Gathered:
    clerk = (await people.by_id(read, [order.person]))[order.person]
    cards = await filled(read, made, order.as_of)
    ward = next((card.ward for card in cards if card.ward), None)
    p = common.pronouns(clerk)
    again = sum(not one.fresh for one in made.values())
    return Gathered(
        data=sheet(cards, order.about.get("zone", ZONE)),
        name=texts.FILE_NAME,
        media_type="application/pdf",
        caption=texts.handed(p, len(cards), again, open_=bool(ways)),
        named=True,
        unit=ward.id if ward else None,
        beside=[{"person": str(id_), **one.record} for id_, one in made.items() if one.fresh],
    )


async def filled(read: Rows, made: Mapping[int, Pass], now: Instant) -> list[Card]:
    """A card for each, in their order, with the ward that they belong to and the clerk who answers the telephone."""
    known = await people.by_id(read, made)
    posts = await people.posts_of(read, made, now)
    first = {id_: posts[id_][0] for id_ in made if posts.get(id_)}
    wards = {unit: await units.ward_above(read, unit) for unit in {post.unit.id for post in first.values()}}
    clerks = {ward.id: await _helper(read, ward, now) for ward in wards.values() if ward}
    return [
        Card(known[id_], post, ward := wards[post.unit.id] if post else None, clerks[ward.id] if ward else None, one)
        for id_, one in made.items()
        for post in [first.get(id_)]
    ]


async def _helper(read: Rows, ward: Unit, now: Instant) -> tuple[Person, str] | None:
    clerks = await people.clerks_above(read, [ward.id], now)
    phones = await people.phones(read, [clerk.id for clerk in clerks])
    return next(((clerk, phones[clerk.id]) for clerk in clerks if clerk.id in phones), None)


def sheet(cards: Sequence[Card], zone: str) -> dict[str, object]:
    """What the document worker draws."""
    return {"call": texts.CALL, "cards": [_drawn(card, zone) for card in cards]}


def _drawn(card: Card, zone: str) -> dict[str, str]:
    last: date = day_of(card.admission.expires - 1, zone)
    ways, link = card.admission.ways, card.admission.link
    second = ways.second
    return {
        "head": texts.head_line(card.ward),
        "name": card.person.name,
        "post": texts.post_line(card.post),
        "code": card.admission.code,
        "link": link,
        "second": second.link if second else "",
        "second_name": common.channel_name(second.channel) if second else "",
        "how_to": texts.how_to(
            ways.page, ways.accounts, scanned=bool(link), typed=ways.typed, small=second is not None
        ),
        "help": texts.help_line(*card.clerk) if card.clerk and card.clerk[0].id != card.person.id else "",
        "until": texts.good_until(last),
    }
