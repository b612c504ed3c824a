"""What a renaming, merging or splitting of units would change, or why it cannot be. Decides, never writes."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.intents.units import UnitWish
from handlers.language.nights import nearest
from handlers.language.tokens import fold
from handlers.language.unit_names import composed, parts, same, similar, spelled
from handlers.tree.unit_tree import Refusal, RefusalReason, Tree, named
from handlers.tree.words import without_kind
from storage import campaigns, contacts, headcounts, lineage, people, posts, reckoning, sessions, units
from storage.campaigns import Campaign
from storage.contacts import ContactNamed
from storage.database import Rows
from storage.instants import Instant
from storage.lineage import WHOLE
from storage.posts import HeldPost
from storage.progress import Scope
from storage.records import Person, Unit
from storage.sessions import HeldSession
from storage.units import Placed

LONGEST = 80
RESIDENTS = {"group", "building"}  # kinds of units that people live in
MEASURES = ("smartphone15", "residents15", "adults18", "households", "staff")


@dataclass(frozen=True, slots=True)
class Whole:
    """A unit's figures: what the campaign has counted there, with what was there before, and what measures it."""

    total: int | None  # None: no campaign runs there
    start: int
    headcounts: Mapping[str, int]
    nights: tuple[HeldSession, ...] = ()
    posts: tuple[HeldPost, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Everything that a rearrangement stands on: it is shown from this, and made of this."""

    wish: UnitWish
    day: date
    of: tuple[Placed, ...]
    before: tuple[Whole, ...]
    after: tuple[Whole, ...]  # in the order of the parts
    people: Mapping[int, Person]
    running: Campaign | None
    parent: int | None
    campaigns: tuple[Campaign, ...]  # all there are
    codes: frozenset[str]  # that are taken
    contacts: tuple[ContactNamed, ...] = ()  # who may be asked about these units

    @property
    def prefix(self) -> str:
        """What the codes of new units begin with: that of the unit they lie in."""
        return next((c.unit.code for c in self.campaigns if c is self.running), self.of[0].unit.code)

    @property
    def measure(self) -> str:
        return self.running.settings.target.measure if self.running else ""

    @property
    def doubled(self) -> tuple[HeldSession, ...]:
        """Nights that two of the merged units had both: the later one is cancelled."""
        if self.wish.kind != "merge":
            return ()
        seen: set[tuple[int, str, date]] = set()
        twice: list[HeldSession] = []
        for night in self.nights:
            key = (night.session.campaign_id, night.session.kind, night.session.night)
            if key in seen:
                twice.append(night)
            seen.add(key)
        return tuple(twice)

    @property
    def nights(self) -> list[HeldSession]:
        return [night for whole in self.before for night in whole.nights]


async def arrange(read: Rows, wish: UnitWish, tree: Tree, *, ahead: bool = False) -> Arrangement | Refusal:
    """`ahead`: only to be looked at, so that any later day will do."""
    found = [named(name, tree) for name in wish.of]
    of = tuple(placed for placed in found if isinstance(placed, Placed))
    wrong = next((refusal for refusal in found if isinstance(refusal, Refusal)), None)
    if wrong is None:
        wish = _called(wish, of[0].unit.name)
        wrong = _shape(wish, of, tree) or _names(wish, of, tree)
    if wrong:
        return wrong
    running = await campaigns.alive(read, tree.now)
    inside = await units.above(read, [one.unit.id for one in of])
    nearest = {_campaign_of(one, inside, running, tree) for one in of}
    grounds = {tree.ground(one) for one in of}
    if len(nearest) > 1 or len(grounds) > 1:
        return Refusal(RefusalReason.ELSEWHERE, of[0].unit.name, of[-1].unit.name)
    day = await _day(read, wish, of, tree, ahead=ahead)
    if isinstance(day, Refusal):
        return day
    return await _arranged(read, wish, of, day, tree, tuple(campaign for campaign in running if campaign.id in nearest))


async def _arranged(
    read: Rows, wish: UnitWish, of: tuple[Placed, ...], day: date, tree: Tree, over: tuple[Campaign, ...]
) -> Arrangement:
    campaign = next(iter(over), None)
    before = tuple([await _whole(read, one, day, campaign, tree.now) for one in of])
    persons = await people.by_id(read, {held.post.person_id for whole in before for held in whole.posts})
    parents = {placed.parent_id for placed in of}
    parent = parents.pop() if len(parents) == 1 else tree.ground(of[0])
    codes = frozenset(one.unit.code for one in tree.placed.values())
    wish = replace(wish, day=day.isoformat())
    at_units = tuple(await campaigns.everything(read))
    ids = {placed.unit.id for placed in of}
    named = tuple(one for one in await contacts.below(read, ids) if one.unit_id in ids)
    after = _after(wish, of, before)
    return Arrangement(wish, day, of, before, after, persons, campaign, parent, at_units, codes, named)


def _after(wish: UnitWish, of: Sequence[Placed], before: Sequence[Whole]) -> tuple[Whole, ...]:
    if wish.kind == "rename":
        return tuple(before)
    if wish.kind == "merge":
        totals = [whole.total for whole in before if whole.total is not None]
        measured = [whole for whole in before if whole.headcounts or not is_taken_in(wish, of)]
        common = [m for m in MEASURES if measured and all(m in whole.headcounts for whole in measured)]
        counts = {m: sum(whole.headcounts[m] for whole in measured) for m in common}
        return (Whole(sum(totals) if totals else None, sum(whole.start for whole in before), counts),)
    whole, shares = before[0], [part.share for part in wish.into]
    totals_of, starts = lineage.allotted(whole.total or 0, shares), lineage.allotted(whole.start, shares)
    counted = {measure: lineage.allotted(value, shares) for measure, value in whole.headcounts.items()}
    return tuple(
        Whole(totals_of[n] if whole.total is not None else None, starts[n], {m: all_[n] for m, all_ in counted.items()})
        for n in range(len(shares))
    )


def is_taken_in(wish: UnitWish, of: Sequence[Placed]) -> bool:
    """One of them goes on under its own name: what nobody has counted is a second name of it and no further people."""
    into, first = wish.into[0].name, of[0].unit.name
    typed_bare = into.isascii() and fold(into) == fold(first)
    return wish.kind == "merge" and (composed(into) == composed(first) or typed_bare)


async def _whole(read: Rows, one: Placed, day: date, campaign: Campaign | None, now: Instant) -> Whole:
    total, start = None, None
    if campaign:
        indicator = campaign.settings.target.indicator
        total = (await reckoning.of_unit(read, Scope(one.unit, campaign, (campaign.id,)), now)).total
        known = (await headcounts.baselines(read, [one.unit.id])).get(one.unit.id, ())
        start = headcounts.start(known, campaign.id, indicator, day, now)
    ledger = (await headcounts.of_units(read, [one.unit.id])).get(one.unit.id, [])
    valid = {measure: headcounts.valid(ledger, measure, day, now) for measure in MEASURES}
    nights = await sessions.since(read, [one.unit.id], day)
    held = [post for post in await posts.below(read, [one.unit.id], now) if post.post.unit.id == one.unit.id]
    counts = {measure: headcount.value for measure, headcount in valid.items() if headcount}
    return Whole(total, start.value if start else 0, counts, nights, tuple(held))


def _campaign_of(
    one: Placed, inside: Mapping[int, Collection[int]], running: Sequence[Campaign], tree: Tree
) -> int | None:
    """Of the campaigns above a unit, itself apart, the one at the lowest unit; of several the one in question."""
    over = [c for c in running if c.unit.id in inside[one.unit.id] and c.unit.id != one.unit.id]
    depth = {c.id: _depth(c.unit, tree) for c in over}
    return max(over, key=lambda c: depth[c.id]).id if over else None


def _depth(unit: Unit, tree: Tree) -> int:
    steps, at = 0, tree.placed.get(unit.id)
    while at is not None and at.parent_id is not None:
        steps, at = steps + 1, tree.placed.get(at.parent_id)
    return steps


def _called(wish: UnitWish, like: str) -> UnitWish:
    """New names; the word for a group stands before them only where it stands before the old one."""
    plain = not parts(like).kinds
    named = ((spelled(part.name), part) for part in wish.into)
    return replace(wish, into=tuple(replace(p, name=without_kind(name) if plain else name) for name, p in named))


def _shape(wish: UnitWish, of: Sequence[Placed], tree: Tree) -> Refusal | None:
    ids = [placed.unit.id for placed in of]
    if len(set(ids)) < len(ids):
        return Refusal(RefusalReason.ITSELF, of[0].unit.name)
    kinds = {one.unit.kind for one in of}
    if len(kinds) > 1 and not (wish.kind == "merge" and kinds <= RESIDENTS):
        return Refusal(RefusalReason.KINDS, of[0].unit.name, of[-1].unit.name)
    if wish.kind == "merge" and len(of) < 2:
        return Refusal(RefusalReason.ONE, of[0].unit.name)
    return _split(wish, of[0], tree) if wish.kind == "split" else None


def _split(wish: UnitWish, one: Placed, tree: Tree) -> Refusal | None:
    if len(wish.into) < 2:
        return Refusal(RefusalReason.PARTS, one.unit.name)
    if any(p.share < 1 for p in wish.into) or sum(p.share for p in wish.into) != WHOLE:
        return Refusal(RefusalReason.SHARES, " + ".join(f"{p.share / 100:g}".replace(".", ",") for p in wish.into))
    if any(other.parent_id == one.unit.id and other.until is None for other in tree.placed.values()):
        return Refusal(RefusalReason.INHABITED, one.unit.name)
    return None


def _names(wish: UnitWish, of: Sequence[Placed], tree: Tree) -> Refusal | None:
    """Names are free when no unit beside it has them; those of the units that end are."""
    names = [part.name for part in wish.into]
    if not all(names) or any(len(name) > LONGEST for name in names):
        return Refusal(RefusalReason.NAMELESS, next((name[:LONGEST] for name in names if len(name) > LONGEST), ""))
    if len({composed(name) for name in names}) < len(names):
        return Refusal(RefusalReason.TWICE, names[-1])
    if wish.kind == "rename" and names[0] == of[0].unit.name:
        return Refusal(RefusalReason.SAME, names[0])
    own = {one.unit.id for one in of}
    others = [placed for placed in tree.placed.values() if placed.until is None and placed.unit.id not in own]
    beside = [one.unit.name for one in others if tree.ground(one) == tree.ground(of[0])]
    for name in names:
        taken = next((other for other in beside if composed(other) == composed(name)), None)
        if taken:
            return Refusal(RefusalReason.TAKEN, name, taken)
        alike = next((other for other in beside if similar(name, other) or same(name, other)), None)
        if alike and not wish.similar:
            return Refusal(RefusalReason.ALIKE, name, alike)
    return None


async def _day(read: Rows, wish: UnitWish, of: Sequence[Placed], tree: Tree, *, ahead: bool) -> date | Refusal:
    """The night from which it holds: today, or tomorrow where tonight's figures are there already."""
    tomorrow = tree.today + timedelta(days=1)
    youngest = max(of, key=lambda one: one.since)
    day = _date(wish.day, tree.today) if wish.day else max(tree.today, youngest.since)
    if day is None:
        return Refusal(RefusalReason.NO_DAY, wish.day)
    told = await _told(read, of, day)
    if not wish.day and told == tree.today:
        return tomorrow
    if day < youngest.since:
        return Refusal(RefusalReason.BEFORE, youngest.unit.name, f"{youngest.since:%d/%m/%Y}")
    if told is not None:
        return Refusal(RefusalReason.REPORTED, f"{day:%d/%m/%Y}", f"{told:%d/%m/%Y}")
    if day > tomorrow and not ahead:
        return Refusal(RefusalReason.LATER, f"{day:%d/%m/%Y}")
    return day


async def _told(read: Rows, of: Iterable[Placed], day: date) -> date | None:
    """The last night from `day` on of which figures are there, in these units or under them."""
    below = await units.everything_below(read, [placed.unit.id for placed in of])
    nights = await sessions.since(read, below, day)
    return max((night.session.night for night in nights if night.standing.figures), default=None)


def _date(written: str, today: date) -> date | None:
    """ISO, or as people write it: 12/11, 12/11/2024."""
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?", written)
    if found:
        return nearest((int(found[1]), int(found[2]), int(found[3] or 0) or None), today)
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
