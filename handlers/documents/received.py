"""Documents as they are received: a plan or a roster, whichever the document is; what cannot be read says why."""

from collections.abc import Callable, Mapping, Sequence

from handlers.documents import plan, roster
from handlers.documents.tables import Unreadable

Found = Mapping[str, object]


def read(kind: str, data: bytes, name: str, groups: Sequence[str]) -> Found:
    """`groups`: the names the ward knows. What cannot be read is `{"refused": code}`."""
    try:
        return WORKS[kind](data, name, groups)
    except Unreadable as error:
        return {"refused": error.code}


def _plan(data: bytes, name: str, _groups: Sequence[str]) -> Found:
    return plan.with_rest(plan.read_plan(data, name))


def _roster(data: bytes, name: str, groups: Sequence[str]) -> Found:
    return {"kind": "roster", **roster.with_titles(roster.read_roster(data, name, groups))}


def _document(data: bytes, name: str, groups: Sequence[str]) -> Found:
    """A plan has nights, a roster has people and none."""
    schedule = _plan(data, name, groups)
    people = {} if schedule["sessions"] else _roster(data, name, groups)
    return people if people.get("people") else schedule


WORKS: Mapping[str, Callable[[bytes, str, Sequence[str]], Found]] = {
    "read_plan": _plan,
    "read_roster": _roster,
    "read_document": _document,
}
