"""The facts of a renaming, merging or splitting: units, lineage, headcounts, posts, and the nights to come."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from handlers.tree import texts
from handlers.tree.rearranging import Arrangement
from handlers.tree.unit_codes import code_of
from storage.campaigns import CampaignChanged
from storage.contacts import ContactNamed
from storage.facts import Fact
from storage.headcounts import HeadcountEntered
from storage.history import Source
from storage.instants import at
from storage.lineage import WHOLE, Became
from storage.nights import ChangeReason, SessionCancelled
from storage.posts import HeldPost, PostEnded, PostTaken
from storage.records import Headcount, Role, Unit
from storage.sessions import SessionHanded, SessionPlanned
from storage.units import Ended, Founded, Renamed, UnitMoved

DAY_BEGINS = "04:00"


@dataclass(frozen=True, slots=True)
class By(Source):
    """`cause`: the update."""

    cause: str
    zone: str


def facts(made: Arrangement, by: By) -> tuple[Fact, ...]:
    changed: list[Fact] = [CampaignChanged(campaign.id) for campaign in made.campaigns]
    if made.wish.kind == "rename":
        unit, name = made.of[0].unit, made.wish.into[0].name
        return (Renamed(unit.id, unit.name, name), _became(made, unit, unit, WHOLE, by), *changed)
    successors = tuple(_successors(made, by))
    founded = (Founded(unit, made.parent, made.day) for unit in successors)
    ended = (Ended(placed.unit.id, made.day) for placed in made.of)
    moved = (UnitMoved(one.unit.id, successors[0].id) for one in made.of if made.wish.kind == "merge")
    kept: list[Fact] = [*_lineage(made, successors, by), *_headcounts(made, successors, by)]
    handed: list[Fact] = [*_posts(made, successors[0], by), *_nights(made, successors, by)]
    handed += _contacts(made, successors, by)
    return (*founded, *ended, *moved, *kept, *handed, *changed)


def _successors(made: Arrangement, by: By) -> Iterator[Unit]:
    taken = set(made.codes)
    for part in made.wish.into:
        code = code_of(part.name, made.prefix, taken)
        taken.add(code)
        yield Unit(by.ids(), code, made.of[0].unit.kind, part.name)


def _lineage(made: Arrangement, successors: tuple[Unit, ...], by: By) -> Iterator[Became]:
    for placed in made.of:
        for unit, part in zip(successors, made.wish.into, strict=True):
            yield _became(made, placed.unit, unit, part.share, by)


def _became(made: Arrangement, predecessor: Unit, successor: Unit, share: int, by: By) -> Became:
    between = (made.wish.kind, predecessor.id, successor.id, made.day, predecessor.name, share)
    return Became(by.ids(), *between, made.wish.reason, by.cause, by.at)


def _headcounts(made: Arrangement, successors: tuple[Unit, ...], by: By) -> Iterator[HeadcountEntered]:
    source = texts.source(made.wish.kind, [placed.unit.name for placed in made.of])
    for unit, whole in zip(successors, made.after, strict=True):
        for measure, value in whole.headcounts.items():
            yield HeadcountEntered(by.ids(), Headcount(unit.id, measure, value, made.day, source, by.at))


def _posts(made: Arrangement, successor: Unit, by: By) -> Iterator[Fact]:
    """Everybody goes along to the first successor. One leads it: of several leaders the others become deputies.

    At a unit where a campaign runs, its people keep their posts until that campaign is over.
    """
    begins = at(made.day, DAY_BEGINS, by.zone)
    held_at = {campaign.unit.id for campaign in made.campaigns}
    given: set[tuple[int, Role, str | None]] = set()
    for held in (held for whole in made.before for held in whole.posts):
        since = max(begins, held.since)
        if held.post.unit.id not in held_at:
            yield PostEnded(held.id, since)
            yield by.of_post("left", held.post)
        role = _role(held, given)
        key = (held.post.person_id, role, held.post.force)
        if key not in given:
            given.add(key)
            yield PostTaken(by.ids(), held.post.person_id, role, successor.id, held.post.force, since, held.until)
            yield by.of_post("took", replace(held.post, unit=successor, role=role))


def _contacts(made: Arrangement, successors: tuple[Unit, ...], by: By) -> Iterator[ContactNamed]:
    """Who may be asked goes along: of several the one of the unit that was named first."""
    order = [placed.unit.id for placed in made.of]
    known = sorted(made.contacts, key=lambda one: order.index(one.unit_id))
    first = {one.part: one for one in reversed(known)}
    for unit in successors:
        for one in first.values():
            yield replace(one, id=by.ids(), unit_id=unit.id, since=by.at)


def _role(held: HeldPost, given: set[tuple[int, Role, str | None]]) -> Role:
    led = {person for person, role, _ in given if role is Role.LEADER}
    steps_back = held.post.role is Role.LEADER and bool(led - {held.post.person_id})
    return Role.DEPUTY if steps_back else held.post.role


def _nights(made: Arrangement, successors: tuple[Unit, ...], by: By) -> Iterator[Fact]:
    """The first successor takes the nights to come; the other parts of a split unit are visited on them, too."""
    doubled = {night.session.id for night in made.doubled}
    reason = ChangeReason(
        by.actor, by.cause, by.at, texts.source(made.wish.kind, [placed.unit.name for placed in made.of])
    )
    for night in made.nights:
        session = night.session
        if session.id in doubled:
            yield SessionCancelled(by.ids(), session, reason)
            continue
        yield SessionHanded(session.id, session.version, successors[0].id)
        for unit in successors[1:]:
            yield SessionPlanned(replace(session, id=by.ids(), unit_id=unit.id, version=1))
