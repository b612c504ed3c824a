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
            "row": person.row,
            "name": person.name,
            "role": person.role,
            "role_text": person.role_text,
            "unit": person.unit,
            "group": person.group,
            "groups": list(person.groups),
            "phone": person.phone,
            **({"other_phones": list(person.other_phones)} if person.other_phones else {}),
            **({"all_groups": True} if person.all_groups else {}),
        }
        for person in roster.people
    ]
    problems = [
        {
            "rows": list(problem.rows),
            "kind": problem.kind,
            "blocking": problem.blocking,
            "why": problem.why,
            **({"match": problem.match} if problem.match else {}),
            **({"suggest": problem.suggest} if problem.suggest else {}),
        }
        for problem in roster.problems
    ]
    return {"people": people, "problems": problems}
