"""A roster as the workshop read it, with the answers given since: who it names, and which posts it gives them. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import BaseModel, Field

from handlers.reader.tokens import fold
from storage.records import Role

Label = int | str


class ReadPerson(BaseModel):
    """`groups` are names of units that the ward knows."""

    row: Label
    name: str
    title: str = ""
    role: str
    role_text: str
    groups: tuple[str, ...] = ()
    phone: str | None = None


class ReadDoubt(BaseModel):
    """A problem of a row; `match` is what stands there, `suggest` what it may mean."""

    rows: tuple[Label, ...]
    kind: str
    match: str = ""
    suggest: str | None = None


class ReadRoster(BaseModel):
    people: tuple[ReadPerson, ...]
    problems: tuple[ReadDoubt, ...]


class Choice(StrEnum):
    """How a doubt is settled. The first of a doubt's choices holds until somebody has chosen."""

    APART = "apart"  # two people of one name
    SAME = "same"  # one person
    EMPTY = "empty"  # without number, or without group
    SUGGESTED = "suggested"  # the number or group that it may mean
    AS_READ = "as_read"


class RosterDraft(BaseModel):
    """The body of a draft: what was read, and what was chosen, by the place of a doubt among the problems."""

    read: ReadRoster
    chosen: dict[int, Choice] = Field(default_factory=dict)

    def answer(self, doubt: int) -> Choice | None:
        return self.chosen.get(doubt, next(iter(choices(self.read.problems[doubt])), None))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A post that the roster gives; no unit = the whole ward."""

    role: Role
    unit: str | None
    force: str | None = None


@dataclass
class Named:
    """One person of the roster, however many rows name them."""

    name: str
    title: str
    phone: str | None
    rows: list[Label] = field(default_factory=list)
    posts: list[Wanted] = field(default_factory=list)
    unplaced: bool = False  # a head or deputy of no group that the ward knows


def choices(doubt: ReadDoubt) -> tuple[Choice, ...]:
    """None where there is nothing to choose: the doubt is told and the row is kept as it is."""
    if doubt.kind == "same_name":
        return Choice.APART, Choice.SAME
    if doubt.kind in {"unknown_group", "phone_invalid"} and doubt.suggest:
        return Choice.EMPTY, Choice.SUGGESTED
    return (Choice.AS_READ, Choice.EMPTY) if doubt.kind == "similar_name" else ()


def open_doubts(draft: RosterDraft) -> list[int]:
    """Those that have a choice and no answer yet."""
    return [n for n, doubt in enumerate(draft.read.problems) if choices(doubt) and n not in draft.chosen]


def people(draft: RosterDraft) -> list[Named]:
    """In the order of the file. Rows are one person with the same name and number, or where somebody said so."""
    rows = _settled(draft)
    doubts = [doubt for n, doubt in enumerate(draft.read.problems) if draft.answer(n) is Choice.SAME]
    merged = {name for doubt in doubts if (name := namesake(draft.read, doubt).casefold())}
    estates = _estates(rows)
    found: dict[tuple[str, str | int], Named] = {}
    for place, row in enumerate(rows):
        own = "" if row.name.casefold() in merged else row.phone or place
        one = found.setdefault((row.name.casefold(), own), Named(row.name, row.title, row.phone))
        _add(one, row, estates)
    return list(found.values())


def _settled(draft: RosterDraft) -> list[ReadPerson]:
    rows = list(draft.read.people)
    for n, doubt in enumerate(draft.read.problems):
        settle = _SETTLE.get((doubt.kind, draft.answer(n)))
        if settle:
            rows = [settle(row, doubt) if row.row in doubt.rows else row for row in rows]
    return rows


def _with_phone(row: ReadPerson, doubt: ReadDoubt) -> ReadPerson:
    return row.model_copy(update={"phone": row.phone or doubt.suggest})


def _with_group(row: ReadPerson, doubt: ReadDoubt) -> ReadPerson:
    return row.model_copy(update={"groups": tuple(dict.fromkeys((*row.groups, doubt.suggest or "")))})


def _without_group(row: ReadPerson, doubt: ReadDoubt) -> ReadPerson:
    return row.model_copy(update={"groups": tuple(group for group in row.groups if group != doubt.suggest)})


_SETTLE: Mapping[tuple[str, Choice | None], Callable[[ReadPerson, ReadDoubt], ReadPerson]] = {
    ("phone_invalid", Choice.SUGGESTED): _with_phone,
    ("unknown_group", Choice.SUGGESTED): _with_group,
    ("similar_name", Choice.EMPTY): _without_group,
}


def namesake(read: ReadRoster, doubt: ReadDoubt) -> str:
    """The name that a doubt is about: the one that most of its rows hold."""
    names = Counter(row.name.casefold() for row in read.people if row.row in doubt.rows)
    often = next((name for name, _ in names.most_common(1)), "")
    return next((row.name for row in read.people if row.row in doubt.rows and row.name.casefold() == often), "")


def _add(one: Named, row: ReadPerson, estates: frozenset[str]) -> None:
    one.rows.append(row.row)
    one.phone = one.phone or row.phone
    one.title = one.title or row.title
    role, force = _post(row, estates)
    units: tuple[str | None, ...] = row.groups or (None,)
    if role in {Role.LEADER, Role.DEPUTY} and not row.groups:
        one.unplaced = True
        return
    one.posts += [wanted for unit in units if (wanted := Wanted(role, unit, force)) not in one.posts]


def _estates(rows: Iterable[ReadPerson]) -> frozenset[str]:
    """Groups with a head of their own: there the head of the digital team leads that team, elsewhere the estate."""
    return frozenset(group for row in rows if row.role == "leader" and not _digital(row) for group in row.groups)


def _digital(row: ReadPerson) -> bool:
    return bool(_DIGITAL.search(fold(row.role_text)))


def _post(row: ReadPerson, headed: frozenset[str]) -> tuple[Role, str | None]:
    said = fold(row.role_text)
    if row.role == "leader":
        elsewhere = _digital(row) and (not row.groups or bool(headed & set(row.groups)))
        return (Role.CAPTAIN, "digital") if elsewhere else (Role.LEADER, None)
    if row.role in {"deputy", "clerk"}:
        return Role(row.role), None
    if row.role == "culture":
        return Role.CAPTAIN, "culture"
    if row.role == "member" and not row.groups and _OBSERVES.search(said):
        return Role.OBSERVER, None
    heads = row.role in _HEADS and bool(_HEADS[row.role].search(said))
    return (Role.CAPTAIN if heads else Role.VOLUNTEER), ("members" if row.role == "member" else row.role)


_DIGITAL = re.compile(r"\bcdscd\b|\bcns(?:cd)?\b|\bcong nghe so\b|\bchuyen doi so\b|\bcds\b")
_OBSERVES = re.compile(r"\bchu tich\b(?! hoi)|\bmttq\b|\bmat tran\b|\bbi thu dang\b")
_HEADS = {
    "youth": re.compile(r"\bbi thu\b"),
    "militia": re.compile(r"\bchi huy (?:truong|pho)\b"),
    "digital": re.compile(r"\bto truong\b|\bdoi truong\b"),
}
