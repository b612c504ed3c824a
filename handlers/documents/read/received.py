"""Documents as they are received: plan, roster, headcounts, letter's template; or why not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date

from handlers.documents.read import headcounts, opening, plan, roster
from handlers.documents.unreadable import Unreadable
from handlers.outgoing.read_template import ReadTemplate

Found = Mapping[str, object]


def read(kind: str, data: bytes, name: str, groups: Sequence[str], within: Sequence[str] = ()) -> Found:
    """`groups`: the names the ward knows. `within`: first and last day of the campaign, ISO. What cannot be read is
    `{"refused": code}`.
    """
    try:
        return WORKS[kind](data, name, groups, [date.fromisoformat(day) for day in within])
    except Unreadable as error:
        return {"refused": error.code}


def _plan(data: bytes, name: str, _groups: Sequence[str], within: Sequence[date]) -> Found:
    return asdict(plan.read_plan(data, name, within))


def _roster(data: bytes, name: str, groups: Sequence[str], _within: Sequence[date]) -> Found:
    return {"kind": "roster", **asdict(roster.read_roster(data, name, groups))}


def _headcounts(data: bytes, name: str, known: Sequence[str], _within: Sequence[date]) -> Found:
    return {"kind": "headcounts", **asdict(headcounts.read_headcounts(data, name, known))}


def _document(data: bytes, name: str, groups: Sequence[str], within: Sequence[date]) -> Found:
    """A template has fields, a plan has nights, a roster people, a table of headcounts figures that neither has."""
    if opening.is_word(data):
        template: ReadTemplate | None = opening.needed("template").read(data)
        if template is not None:
            return {"kind": "template", **asdict(template)}
    document = opening.open_document(data, name)
    schedule = plan.understand(document, within)
    if schedule.sessions:
        return asdict(schedule)
    people, counts = roster.understand(document, groups), headcounts.understand(document, groups)
    if counts.rows and (not people.people or len(counts.measures) > 1):
        return {"kind": "headcounts", **asdict(counts)}
    return {"kind": "roster", **asdict(people)} if people.people else asdict(schedule)


WORKS: Mapping[str, Callable[[bytes, str, Sequence[str], Sequence[date]], Found]] = {
    "read_plan": _plan,
    "read_roster": _roster,
    "read_headcounts": _headcounts,
    "read_document": _document,
}
