"""What is read of a roster: written by the worker, which imports nothing else of this room, and taken up here."""

from dataclasses import dataclass
from typing import Any

from handlers.problem import Label, Problem


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """`groups`: names of units that the ward knows; `all_groups`: the roster says all of them.

    `role`: a `titles.kind`, or the role that somebody chose.
    """

    row: Label
    name: str
    role: str
    role_text: str
    unit: str = ""
    groups: tuple[str, ...] = ()
    phone: str | None = None
    other_phones: tuple[str, ...] = ()
    title: str = ""
    all_groups: bool = False

    @property
    def group(self) -> str | None:
        return self.groups[0] if len(self.groups) == 1 else None


@dataclass(frozen=True, slots=True)
class ReadRoster:
    people: tuple[ReadPerson, ...] = ()
    problems: tuple[Problem, ...] = ()


def printed(roster: ReadRoster) -> dict[str, list[dict[str, Any]]]:
    """In the shape of the labelled rosters."""
    people = [
        {
            "row": one.row,
            "name": one.name,
            "role": one.role,
            "role_text": one.role_text,
            "unit": one.unit,
            "group": one.group,
            "groups": list(one.groups),
            "phone": one.phone,
            **({"other_phones": list(one.other_phones)} if one.other_phones else {}),
            **({"all_groups": True} if one.all_groups else {}),
        }
        for one in roster.people
    ]
    problems = [
        {
            "rows": list(one.rows),
            "kind": one.kind,
            "blocking": one.blocking,
            "why": one.why,
            **({"match": one.match} if one.match else {}),
            **({"suggest": one.suggest} if one.suggest else {}),
        }
        for one in roster.problems
    ]
    return {"people": people, "problems": problems}
