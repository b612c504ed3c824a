"""What is read of a plan: written by the worker, which imports nothing else of this room, and taken up here."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.problem import Label, Problem


@dataclass(frozen=True, slots=True)
class ReadSession:
    """Nights of one group that begin at one time; no start or end where the document does not say."""

    group: str
    dates: tuple[date, ...]
    start: str | None = None
    end: str | None = None
    part: str | None = None
    group_as_written: str | None = None
    number: str | None = None  # all that its cell says: the heading calls it a "Tổ"


@dataclass(frozen=True, slots=True)
class ReadDeadline:
    """A place without evenings, whose figures are owed by a day."""

    group: str
    due: date
    match: str = ""


@dataclass(frozen=True, slots=True)
class ReadPlanRow:
    """A clear row: which evenings it stands for. `number`: that it gives itself."""

    row: Label
    number: str
    groups: tuple[str, ...]
    dates: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class ReadHeld:
    """What a row that is held back says as far as it could be read."""

    row: Label
    sessions: tuple[ReadSession, ...]


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """`months`: that its title names, with their years. `draft`: the title by which the whole calls itself one.

    `ward`: that stands behind the names of its places, and is no part of them. `refused`: why the file could not be
    read at all.
    """

    sessions: tuple[ReadSession, ...] = ()
    problems: tuple[Problem, ...] = ()
    deadlines: tuple[ReadDeadline, ...] = ()
    rows: tuple[ReadPlanRow, ...] = ()
    months: tuple[tuple[int, int], ...] = ()
    held: tuple[ReadHeld, ...] = ()
    draft: str = ""
    refused: str | None = None
    ward: str = ""


def printed(plan: ReadPlan) -> dict[str, list[dict[str, Any]]]:
    """In the shape of the labelled plans: a bare number as its cell has it."""
    sessions = [
        {
            "group": session.number or session.group,
            "dates": [day.isoformat() for day in session.dates],
            "start": session.start,
            "end": session.end,
            **_given(part=session.part, group_as_written=session.group_as_written),
        }
        for session in plan.sessions
    ]
    problems = [
        {
            "row": next(iter(problem.rows), None),
            "match": problem.match,
            "kind": problem.kind,
            "blocking": problem.blocking,
            "why": problem.why,
            **_given(suggest=problem.suggest, scope=None if problem.rows else "document"),
        }
        for problem in plan.problems
    ]
    return {"sessions": sessions, "problems": problems}


def _given(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}
