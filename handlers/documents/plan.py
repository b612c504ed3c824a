"""Reads a ward's plan: which group is visited on which nights. Doubtful rows become problems, never sessions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from handlers.documents import names, schedule
from handlers.documents.lines import OPEN, Line
from handlers.documents.nights import Clause
from handlers.documents.opening import open_document
from handlers.documents.tables import Document, Label


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """Nights of one group that begin at one time. No start or end = the document does not say."""

    group: str
    dates: tuple[date, ...]
    start: str | None = None
    end: str | None = None
    part: str | None = None
    group_as_written: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """`blocking`: nothing of this row is in the sessions. `scope` "document": it holds for all of them."""

    row: Label | None
    match: str
    kind: str
    blocking: bool
    why: str
    suggest: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class PlanReading:
    sessions: tuple[PlannedSession, ...]
    problems: tuple[Problem, ...]


def read_plan(data: bytes, name: str) -> PlanReading:
    """Raises Unreadable, and nothing else, for a file that cannot be read at all."""
    return understand(open_document(data, name))


def understand(document: Document) -> PlanReading:
    lines = list(schedule.lines(document))
    spelt = names.similar(group for line in lines for group in line.groups)
    problems = [problem for line in lines for problem in _problems(line, spelt)]
    sessions = _sessions([line for line in lines if not line.faults], spelt)
    problems += _open_times(sessions, lines)
    if not lines:
        problems.append(
            Problem(None, "", "no_schedule", True, "no table or list of groups and dates", scope="document")
        )
    return PlanReading(tuple(sessions), tuple(problems))


def _problems(line: Line, spelt: dict[str, names.Similar]) -> Iterator[Problem]:
    for fault in line.faults:
        yield Problem(line.label, fault.match, fault.kind, True, fault.why)
    for remark in line.remarks:
        yield Problem(line.label, remark.match, remark.kind, False, remark.why)
    for group in line.groups:
        slip = spelt.get(group)
        if slip:
            why = "differs only in its marks from the spelling in other rows"
            yield Problem(line.label, group, "similar_name", False, why, suggest=slip.suggested)


def _sessions(lines: list[Line], spelt: dict[str, names.Similar]) -> list[PlannedSession]:
    """One entry per group and beginning, in the order in which they first appear."""
    found: dict[tuple[str, str | None, str | None, str | None], PlannedSession] = {}
    for line in lines:
        for group in line.groups:
            for session in _of_group(group, line, spelt.get(group)):
                key = (names.key(session.group), session.start, session.end, session.part)
                known = found.get(key, session)
                dates = tuple(sorted({*known.dates, *session.dates}))
                found[key] = replace(known, dates=dates)
    return list(found.values())


def _of_group(group: str, line: Line, slip: names.Similar | None) -> Iterator[PlannedSession]:
    adopted = slip.suggested if slip and slip.adopted else None
    for clause in line.clauses:
        for slot in clause.slots or (OPEN,):
            part = slot.part_name if slot.part != "toi" or not slot.start else None
            written = group if adopted else None
            yield PlannedSession(adopted or group, clause.nights, slot.start, slot.end, part, written)


def _open_times(sessions: list[PlannedSession], lines: list[Line]) -> Iterator[Problem]:
    timed = [session for session in sessions if session.start is not None]
    if sessions and not timed:
        yield Problem(None, "", "no_time", False, "the document gives no hours", scope="document")
    for line in lines if timed else ():
        if not line.faults and any(_is_open(clause) for clause in line.clauses):
            yield Problem(line.label, line.match, "no_time", False, "this row gives no hours")


def _is_open(clause: Clause) -> bool:
    return not clause.slots or any(slot.start is None for slot in clause.slots)


def to_json(reading: PlanReading) -> dict[str, list[dict[str, object]]]:
    return {
        "sessions": [_session_json(session) for session in reading.sessions],
        "problems": [_problem_json(problem) for problem in reading.problems],
    }


def _session_json(session: PlannedSession) -> dict[str, object]:
    shown: dict[str, object] = {
        "group": session.group,
        "dates": [day.isoformat() for day in session.dates],
        "start": session.start,
        "end": session.end,
    }
    return shown | _given(part=session.part, group_as_written=session.group_as_written)


def _problem_json(problem: Problem) -> dict[str, object]:
    shown: dict[str, object] = {
        "row": problem.row,
        "match": problem.match,
        "kind": problem.kind,
        "blocking": problem.blocking,
        "why": problem.why,
    }
    return shown | _given(suggest=problem.suggest, scope=problem.scope)


def _given(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}
