"""The units that somebody answers for, those that a text names, and the plan as the readers of words take it."""

from collections.abc import Collection, Iterable

from handlers.language.context import Group, Plan
from handlers.language.unit_names import gazetteer
from storage import units
from storage.campaigns import PlannedGroup
from storage.database import Rows
from storage.lookup import Who
from storage.records import Role, Unit

DECIDES = frozenset({Role.LEADER})
READS = frozenset({Role.LEADER, Role.DEPUTY})


async def reach(read: Rows, who: Who, own: Collection[Role] = DECIDES) -> dict[int, Unit]:
    """`own`: the posts that count in their own unit alone."""
    found = {post.unit.id: post.unit for post in who.posts if post.role in own}
    for post in who.posts:
        if post.role is Role.CLERK:
            found |= {unit.id: unit for unit in (post.unit, *await units.below(read, post.unit.id))}
    return found


def named(text: str, among: Iterable[Unit], who: Who | None = None) -> list[Unit] | None:
    """The units that a text names; None where it names one that is not among them, so that nobody's own is meant.

    `who`: whose ward's other units are known by their names, too.
    """
    known = list(among)
    ours = {unit.name for unit in known}
    others = {group.unit.name for group in who.plan} if who else set()
    mentions = list(gazetteer(tuple(sorted(ours | others))).mentions(text))
    names = {name for mention in mentions for name in mention}
    return None if any(not ours & set(mention) for mention in mentions) else [u for u in known if u.name in names]


def own_names(who: Who) -> list[str]:
    """Of what somebody leads who is no clerk: all that they decide for."""
    led = [post.unit.name for post in who.posts if post.role in DECIDES]
    return [] if who.has(Role.CLERK) else led


def office_of(who: Who) -> Unit | None:
    """The unit that somebody is clerk of."""
    return next((post.unit for post in who.posts if post.role is Role.CLERK), None)


def plan(groups: tuple[PlannedGroup, ...]) -> Plan:
    """Made once for as long as the groups are the same object: to hash a plan costs as much as to make it."""
    known = _PLANS.get(id(groups))
    if known is None:
        if len(_PLANS) >= PLANS_KEPT:
            _PLANS.clear()
        made = Plan(tuple(Group(group.unit.name, group.nights, group.unit.id) for group in groups))
        known = _PLANS[id(groups)] = (groups, made)
    return known[1]


PLANS_KEPT = 64
_PLANS: dict[int, tuple[tuple[PlannedGroup, ...], Plan]] = {}  # by the groups, which are held so that none takes its id
