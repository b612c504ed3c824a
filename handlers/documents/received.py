"""Documents as they are received: plan, roster, letter's template, campaign's form; what cannot be read says why."""

from collections.abc import Callable, Mapping, Sequence

from handlers.documents import campaign_form_reading, plan, roster, template_reading
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


def _campaign(data: bytes, _name: str, _groups: Sequence[str]) -> Found:
    return campaign_form_reading.read(data)


def _document(data: bytes, name: str, groups: Sequence[str]) -> Found:
    """A template has fields, a plan has nights, a roster has people and none."""
    template = template_reading.read(data)
    if template is not None:
        return template
    schedule = _plan(data, name, groups)
    people = {} if schedule["sessions"] else _roster(data, name, groups)
    return people if people.get("people") else schedule


WORKS: Mapping[str, Callable[[bytes, str, Sequence[str]], Found]] = {
    "read_plan": _plan,
    "read_roster": _roster,
    "read_document": _document,
    "read_campaign": _campaign,
}
