"""Reads a roster: one record per row, and what has to be asked. No two rows are ever made one person here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handlers.documents.read import mending, staff
from handlers.documents.read.opening import open_document
from handlers.documents.read.staff import StaffEntry
from handlers.documents.read.tables import Document
from handlers.language import titles
from handlers.people.read_roster import ReadPerson, ReadRoster
from handlers.problem import Label, Problem


def read_roster(data: bytes, name: str, groups: Sequence[str]) -> ReadRoster:
    """`groups` are the plan's names; with none, groups are taken as written. Raises Unreadable and nothing else."""
    return understand(open_document(data, name), groups)


def understand(document: Document, groups: Sequence[str]) -> ReadRoster:
    entries = staff.entries(document, groups)
    named = [entry for entry in entries if entry.is_sure]
    people = tuple(_person(entry) for entry in named)
    problems = [*document.remarks, *_nameless(entries), *_across(people)]
    problems += _about(named)
    problems += [
        Problem((), "unread_people", text, why="names of people, and no post") for text in staff.unread(document)
    ]
    problems += mending.unheard(document, problems)
    if not people:
        problems.append(Problem((), "no_roster", blocking=True, why="no table with a column of names"))
    return ReadRoster(people, tuple(problems))


def _about(entries: Sequence[StaffEntry]) -> Iterator[Problem]:
    """Of several people in a row each by name, but once where it holds for all of them."""
    rows: dict[Label, list[StaffEntry]] = defaultdict(list)
    for entry in entries:
        rows[entry.row].append(entry)
    for people in rows.values():
        told = [(entry, problem) for entry in people for problem in _within(entry)]
        for_all = {problem for _, problem in told if [one for _, one in told].count(problem) == len(people)}
        each = (
            problem if problem in for_all else replace(problem, person=entry.name if len(people) > 1 else "")
            for entry, problem in told
        )
        yield from dict.fromkeys(each)


def _person(entry: StaffEntry) -> ReadPerson:
    groups = tuple(dict.fromkeys(place.group for place in entry.places if place.group))
    first, *others = entry.phones.numbers or (None,)
    return ReadPerson(
        row=entry.row,
        name=entry.name,
        role=entry.role,
        role_text=entry.role_text,
        unit=entry.unit,
        groups=groups,
        phone=first,
        other_phones=tuple(number for number in others if number),
        title=entry.title,
        all_groups=entry.everywhere,
    )


def _nameless(entries: Iterable[StaffEntry]) -> Iterator[Problem]:
    for entry in entries:
        for flaw in entry.flaws:
            yield Problem((entry.row,), flaw.kind, flaw.match, blocking=True, why="cannot be taken as it stands")
        if not entry.name and not entry.flaws and (entry.phones.numbers or entry.role_text):
            yield Problem((entry.row,), "name_missing", blocking=True, why="a row without a name")


def _across(people: Sequence[ReadPerson]) -> Iterator[Problem]:
    """The same name is one person only with the same number; one number under two names identifies nobody."""
    by_name: dict[str, list[ReadPerson]] = defaultdict(list)
    by_phone: dict[str, list[ReadPerson]] = defaultdict(list)
    for person in people:
        by_name[person.name.casefold()].append(person)
        for phone in dict.fromkeys(filter(None, (person.phone, *person.other_phones))):
            by_phone[phone].append(person)
    for namesakes in by_name.values():
        yield from _namesakes(namesakes)
    for sharers in by_phone.values():
        if len({person.name.casefold() for person in sharers}) > 1:
            yield Problem(_rows(sharers), "phone_shared", why="one number under several names")


def _namesakes(people: list[ReadPerson]) -> Iterator[Problem]:
    by_phone: dict[str | None, list[ReadPerson]] = defaultdict(list)
    for person in people:
        by_phone[person.phone].append(person)
    for phone, same in by_phone.items():
        if phone and len(same) > 1:
            yield Problem(_rows(same), "duplicate_person", why="same name and number: one person, several posts")
    if len(by_phone) > 1 or (None in by_phone and len(people) > 1):
        yield Problem(_rows(people), "same_name", why="same name, not the same number: not to be merged unasked")


def _rows(people: Iterable[ReadPerson]) -> tuple[Label, ...]:
    return tuple(person.row for person in people)


def _within(entry: StaffEntry) -> Iterator[Problem]:
    row = (entry.row,)
    phones = entry.phones
    if (posts := titles.read(entry.role_text)) and entry.role == "member" and all(post.unclear for post in posts):
        yield Problem(row, "unclear_post", entry.role_text, why="leads something, and what is not said")
    if entry.without_phone and not phones.numbers:
        flaw = entry.without_phone
        yield Problem(row, "phone_broken", flaw.match, why=flaw.kind)
    elif phones.wrong:
        yield Problem(row, "phone_invalid", phones.wrong, phones.suggest, why="not a mobile number")
    elif not phones.numbers:
        yield Problem(row, "phone_missing", why="no number")
    for place in entry.places:
        if place.group is None:
            yield Problem(row, "unknown_group", place.text, place.suggest, why="no group of the plan")
        elif place.slip:
            yield Problem(row, "similar_name", place.text, place.group, why="differs only in its marks")
