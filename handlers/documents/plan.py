"""Reads a ward's plan: which group is visited on which nights. Doubtful rows become problems, never sessions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.documents import context, deadlines, names, schedule
from handlers.documents.deadlines import Deadline
from handlers.documents.lines import OPEN, Line
from handlers.documents.nights import Clause
from handlers.documents.opening import open_document
from handlers.documents.tables import Document, Label
from handlers.language.unit_names import key


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
    number: str = ""  # that the row gives itself
    held: tuple[PlannedSession, ...] = ()  # what a blocked row says as far as it could be read


@dataclass(frozen=True, slots=True)
class PlanReading:
    """`deadlines`: places that have no evenings and owe their figures by a day. `months`: that its title names."""

    sessions: tuple[PlannedSession, ...]
    problems: tuple[Problem, ...]
    deadlines: tuple[Deadline, ...] = ()
    lines: tuple[Line, ...] = ()  # of which nothing is held back
    months: tuple[tuple[int, int], ...] = ()


def read_plan(data: bytes, name: str, within: Sequence[date] = ()) -> PlanReading:
    """Raises Unreadable, and nothing else, for a file that cannot be read at all.

    `within`: first and last day of the campaign, for dates without a year or a month.
    """
    return understand(open_document(data, name), within)


def understand(document: Document, within: Sequence[date] = ()) -> PlanReading:
    setting = schedule.setting(document, within)
    lines = schedule.lines(document, setting)
    spelt = names.similar(group for line in lines for group in line.groups)
    problems = [problem for line in lines for problem in _problems(line, spelt)]
    sessions = _sessions([line for line in lines if not line.faults], spelt)
    problems += _open_times(sessions, lines)
    if not lines:
        problems.append(
            Problem(None, "", "no_schedule", True, "no table or list of groups and dates", scope="document")
        )
    apart = tuple(deadlines.find(context.prose(document), setting.frame)) if lines else ()
    clear, frame = tuple(line for line in lines if not line.faults), setting.frame
    titled = ((frame.titled, frame.year_of(frame.titled)),) if frame.titled and not frame.named else ()
    months = tuple((month, year) for month, year in (*frame.named, *titled) if year)
    return PlanReading(tuple(sessions), tuple(problems), apart, clear, months)


def _problems(line: Line, spelt: dict[str, names.Similar]) -> Iterator[Problem]:
    held = tuple(_held(line))
    for fault in line.faults:
        yield Problem(line.label, fault.match, fault.kind, True, fault.why, number=line.number, held=held)
    for remark in line.remarks:
        yield Problem(line.label, remark.match, remark.kind, False, remark.why, number=line.number)
    for group in line.groups:
        slip = spelt.get(group)
        if slip:
            why = "differs only in its marks from the spelling in other rows"
            yield Problem(line.label, group, "similar_name", False, why, slip.suggested, number=line.number)


def _held(line: Line) -> Iterator[PlannedSession]:
    clauses = line.clauses or (Clause((), line.when.slots),)
    for group in line.groups or ("",):
        for clause in clauses:
            slot = clause.slots[0] if clause.slots else OPEN
            yield PlannedSession(group, clause.nights, slot.start, slot.end)


def _sessions(lines: list[Line], spelt: dict[str, names.Similar]) -> list[PlannedSession]:
    """One entry per group and beginning, in the order in which they first appear."""
    found: dict[tuple[str, str | None, str | None, str | None], PlannedSession] = {}
    for line in lines:
        for group in line.groups:
            for session in _of_group(group, line, spelt.get(group)):
                slot = (key(session.group), session.start, session.end, session.part)
                known = found.get(slot, session)
                dates = tuple(sorted({*known.dates, *session.dates}))
                found[slot] = replace(known, dates=dates)
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


def with_rest(reading: PlanReading) -> dict[str, list[dict[str, object]]]:
    """The same, with what a conversation about it needs and the printed shape leaves out."""
    shown = to_json(reading)
    problems = [
        {**told, "number": problem.number, "held": [_session_json(one) for one in problem.held]}
        for told, problem in zip(shown["problems"], reading.problems, strict=True)
    ]
    apart: list[dict[str, object]] = [
        {"group": one.group, "due": one.due.isoformat(), "match": one.match} for one in reading.deadlines
    ]
    rows: list[dict[str, object]] = [
        {
            "row": line.label,
            "number": line.number,
            "groups": line.groups,
            "dates": [night.isoformat() for night in some],
        }
        for line in reading.lines
        if (some := [night for clause in line.clauses for night in clause.nights])
    ]
    months: list[dict[str, object]] = [{"month": month, "year": year} for month, year in reading.months]
    return {**shown, "problems": problems, "deadlines": apart, "rows": rows, "months": months}


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
