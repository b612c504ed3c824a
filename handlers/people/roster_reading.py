"""A roster as the worker read it, with the answers given since: who it names, and which posts it gives them. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pydantic import Field

from handlers.drafting import Body
from handlers.language import titles
from handlers.language.titles import Rank, Title
from handlers.language.unit_names import gazetteer
from handlers.people.read_roster import ReadPerson, ReadRoster
from handlers.problem import Label, Problem, number_of
from storage.records import Role

UNKNOWN = "unknown_group"
NEAREST = 3  # names that a question offers


class DoubtChoice(StrEnum):
    """How a doubt is settled. The first of a doubt's choices holds until somebody has chosen."""

    APART = "apart"  # two people of one name
    SAME = "same"  # one person
    EMPTY = "empty"  # without number, or without group
    SUGGESTED = "suggested"  # the number or group that it may mean
    AS_READ = "as_read"
    MEMBER = "member"  # what a title that nobody knows makes of somebody …
    LEADER = "leader"  # … or of whom they lead
    DEPUTY = "deputy"
    OBSERVER = "observer"


class RosterDraft(Body):
    """The body of a draft: what was read, and what was chosen, by the place of a doubt among the problems.

    `places`: which unit the words of a cell mean; `rows`: of which unit a row is; `dropped`: rows that do not count,
    both by the number that people call them by.
    """

    read: ReadRoster
    chosen: dict[int, DoubtChoice] = Field(default_factory=dict)
    places: dict[str, str] = Field(default_factory=dict)
    rows: dict[str, str] = Field(default_factory=dict)
    dropped: list[str] = Field(default_factory=list)

    def answer(self, doubt: int) -> DoubtChoice | None:
        return self.chosen.get(doubt, next(iter(choices(self.read.problems[doubt])), None))


@dataclass(frozen=True, slots=True)
class WantedPost:
    """A post that the roster gives; no unit = the whole ward."""

    role: Role
    unit: str | None
    force: str | None = None
    title: str = field(default="", compare=False)  # as the roster writes it


@dataclass
class RosterPerson:
    """One person of the roster, however many rows name them."""

    name: str
    title: str
    phone: str | None
    rows: list[Label] = field(default_factory=list)
    posts: list[WantedPost] = field(default_factory=list)
    unplaced: bool = False  # a head or deputy of no group that the ward knows

    @property
    def waits(self) -> bool:
        """Nothing of them is stored before somebody has said of which unit they are."""
        return self.unplaced and not self.posts


@dataclass(frozen=True, slots=True)
class UnplacedHead:
    """A row that makes somebody head or deputy of a place that nobody knows. `written`: what it says of the place.

    `near`: what it may be, by its number and name; `others`: what comes next to it, and is no guess.
    """

    row: Label
    name: str
    role: Role
    written: str
    near: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def choices(doubt: Problem) -> tuple[DoubtChoice, ...]:
    """None where there is nothing to choose: the doubt is told and the row is kept as it is."""
    if doubt.kind == "unclear_post":
        return DoubtChoice.MEMBER, DoubtChoice.LEADER, DoubtChoice.DEPUTY, DoubtChoice.OBSERVER
    if doubt.kind == "same_name":
        return DoubtChoice.APART, DoubtChoice.SAME
    if doubt.kind in {"unknown_group", "phone_invalid"} and doubt.suggest:
        return DoubtChoice.EMPTY, DoubtChoice.SUGGESTED
    return (DoubtChoice.AS_READ, DoubtChoice.EMPTY) if doubt.kind == "similar_name" else ()


def open_doubts(draft: RosterDraft) -> list[int]:
    """Those that have a choice and no answer yet."""
    return [n for n, doubt in enumerate(draft.read.problems) if choices(doubt) and n not in draft.chosen]


def people(draft: RosterDraft, units: Collection[str]) -> list[RosterPerson]:
    """In the order of the file. Rows are one person with the same name and number, or where somebody said so.

    `units`: the names that the ward has now; one that went meanwhile places nobody.
    """
    rows = [replace(row, groups=tuple(group for group in row.groups if group in units)) for row in _settled(draft)]
    doubts = [doubt for n, doubt in enumerate(draft.read.problems) if draft.answer(n) is DoubtChoice.SAME]
    merged = {name for doubt in doubts if (name := namesake(draft.read, doubt).casefold())}
    headed = _headed(rows)
    found: dict[tuple[str, str | int], RosterPerson] = {}
    for place, row in enumerate(rows):
        own = "" if row.name.casefold() in merged else row.phone or place
        roster_person = found.setdefault((row.name.casefold(), own), RosterPerson(row.name, row.title, row.phone))
        _add(roster_person, row, headed)
    return list(found.values())


def unplaced(draft: RosterDraft, units: Collection[str]) -> tuple[UnplacedHead, ...]:
    """Row by row; each is held back until it is answered."""
    rows = [replace(row, groups=tuple(group for group in row.groups if group in units)) for row in _settled(draft)]
    headed, named = _headed(rows), gazetteer(tuple(units))
    found = []
    for row in rows:
        role = next((role for role, _ in _posts(row, headed) if role in {Role.LEADER, Role.DEPUTY}), None)
        if role is not None and not row.groups:
            doubt = next((one for one in draft.read.problems if one.kind == UNKNOWN and is_about(one, row)), None)
            written = doubt.match if doubt else row.unit if row.all_groups else ""
            likely = (doubt.suggest,) if doubt and doubt.suggest in units else ()
            names = tuple(dict.fromkeys((*likely, *(named.near(written) if written else ()))))
            near = tuple(name for name in names if _numbers(name) == _numbers(written))
            others = () if near else names
            found.append(UnplacedHead(row.row, row.name, role, written, near[:NEAREST], others[:NEAREST]))
    return tuple(found)


def _numbers(name: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", name)]


def written_places(draft: RosterDraft) -> tuple[str, ...]:
    """What the rows say of places that nobody knows."""
    return tuple(dict.fromkeys(doubt.match for doubt in draft.read.problems if doubt.kind == UNKNOWN and doubt.match))


def rows_of(draft: RosterDraft, written: str) -> tuple[str, ...]:
    """The numbers of the rows that say so."""
    doubts = (doubt for doubt in draft.read.problems if doubt.kind == UNKNOWN and doubt.match == written)
    return tuple(dict.fromkeys(number_of(row) for doubt in doubts for row in doubt.rows))


def _settled(draft: RosterDraft) -> list[ReadPerson]:
    rows = [_placed(row, draft) for row in draft.read.people if number_of(row.row) not in draft.dropped]
    for n, doubt in enumerate(draft.read.problems):
        settle = _SETTLE.get((doubt.kind, draft.answer(n)))
        if settle:
            rows = [settle(row, doubt) if is_about(doubt, row) else row for row in rows]
    return rows


def is_about(doubt: Problem, row: ReadPerson) -> bool:
    return row.row in doubt.rows and doubt.person in {"", row.name}


def _placed(row: ReadPerson, draft: RosterDraft) -> ReadPerson:
    """With what was answered about its place."""
    beside = any(one.row == row.row and one.groups != row.groups for one in draft.read.people)
    said = None if beside and row.groups else draft.rows.get(number_of(row.row))
    meant = [
        draft.places[doubt.match]
        for doubt in draft.read.problems
        if doubt.kind == UNKNOWN and is_about(doubt, row) and doubt.match in draft.places
    ]
    placed = [said] if said else [*row.groups, *meant]
    return replace(row, groups=tuple(dict.fromkeys(placed)), all_groups=row.all_groups and not said)


def _with_phone(row: ReadPerson, doubt: Problem) -> ReadPerson:
    return replace(row, phone=row.phone or doubt.suggest)


def _with_group(row: ReadPerson, doubt: Problem) -> ReadPerson:
    return replace(row, groups=tuple(dict.fromkeys((*row.groups, doubt.suggest or ""))))


def _without_group(row: ReadPerson, doubt: Problem) -> ReadPerson:
    return replace(row, groups=tuple(group for group in row.groups if group != doubt.suggest))


def _with_role(role: DoubtChoice) -> Callable[[ReadPerson, Problem], ReadPerson]:
    """Chosen by somebody: the words of the title count no more."""
    return lambda row, _doubt: replace(row, role=str(role), role_text="")


_SETTLE: Mapping[tuple[str, DoubtChoice | None], Callable[[ReadPerson, Problem], ReadPerson]] = {
    ("phone_invalid", DoubtChoice.SUGGESTED): _with_phone,
    ("unknown_group", DoubtChoice.SUGGESTED): _with_group,
    ("similar_name", DoubtChoice.EMPTY): _without_group,
    **{
        ("unclear_post", role): _with_role(role)
        for role in (DoubtChoice.LEADER, DoubtChoice.DEPUTY, DoubtChoice.OBSERVER)
    },
}


def namesake(read: ReadRoster, doubt: Problem) -> str:
    """The name that a doubt is about: the one that most of its rows hold."""
    if doubt.person:
        return doubt.person
    names = Counter(row.name.casefold() for row in read.people if row.row in doubt.rows)
    often = next((name for name, _ in names.most_common(1)), "")
    return next((row.name for row in read.people if row.row in doubt.rows and row.name.casefold() == often), "")


def _add(one: RosterPerson, row: ReadPerson, headed: frozenset[str]) -> None:
    one.rows.append(row.row)
    one.phone = one.phone or row.phone
    one.title = one.title or row.title
    posts = _posts(row, headed)
    title = row.role_text if len(posts) == 1 else ""
    for role, force in posts:
        if role in {Role.LEADER, Role.DEPUTY} and not row.groups:
            one.unplaced = True
            continue
        units: tuple[str | None, ...] = (None,) if role is Role.OBSERVER else row.groups or (None,)
        one.posts += [wanted for unit in units if (wanted := WantedPost(role, unit, force, title)) not in one.posts]


def _headed(rows: Iterable[ReadPerson]) -> frozenset[str]:
    """Groups with a head of their own: there the head of an estate's digital team leads that team alone."""
    return frozenset(
        group
        for row in rows
        if any(title.body == "neighbourhood" and title.rank is Rank.HEAD for title in titles.read(row.role_text))
        for group in row.groups
    )


def _posts(row: ReadPerson, headed: frozenset[str]) -> list[tuple[Role, str | None]]:
    """Everything that the words of a row make of a person; whoever is nothing else helps as a member."""
    said = titles.read(row.role_text) or (Title("", Rank.NONE),)
    found = [post for title in said if (post := _post(title, row, headed))]
    rest = (Role.VOLUNTEER, row.role if row.role in titles.FORCES else "members")
    return list(dict.fromkeys(found)) or [_CHOSEN.get(row.role, rest)]


def _post(title: Title, row: ReadPerson, headed: frozenset[str]) -> tuple[Role, str | None] | None:
    """None: it gives no post of its own. What a title leaves open is what stands over the row."""
    if title.body == "digital" and title.rank is Rank.HEAD and titles.is_estate(row.unit, *row.groups):
        elsewhere = not row.groups or headed & set(row.groups)
        return (Role.CAPTAIN, "digital") if elsewhere else (Role.LEADER, None)
    body = title.body or (row.role if title.rank and row.role in titles.FORCES else "")
    return titles.post(Title(body, title.rank), placed=bool(row.groups))


_CHOSEN: Mapping[str, tuple[Role, str | None]] = {
    "leader": (Role.LEADER, None),
    "deputy": (Role.DEPUTY, None),
    "observer": (Role.OBSERVER, None),
    "clerk": (Role.CLERK, None),
    "culture": (Role.CAPTAIN, "culture"),
}
