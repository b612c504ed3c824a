"""Reads a ward's plan: which group is visited on which nights. Doubtful rows become problems, never sessions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from handlers.documents.read import context, deadlines, names, schedule
from handlers.documents.read.deadlines import Deadline
from handlers.documents.read.lines import OPEN, Line
from handlers.documents.read.nights import Clause
from handlers.documents.read.opening import open_document
from handlers.documents.read.tables import Document
from handlers.language.unit_names import key
from handlers.problem import Label, Problem


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
class PlanReading:
    """`deadlines`: places that have no evenings and owe their figures by a day. `months`: that its title names.

    `held`: what rows that are held back say as far as they could be read.
    """

    sessions: tuple[PlannedSession, ...]
    problems: tuple[Problem, ...]
    deadlines: tuple[Deadline, ...] = ()
    lines: tuple[Line, ...] = ()  # of which nothing is held back
    months: tuple[tuple[int, int], ...] = ()
    held: Mapping[Label, tuple[PlannedSession, ...]] = field(default_factory=dict)


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
        problems.append(Problem((), "no_schedule", blocking=True, why="no table or list of groups and dates"))
    apart = tuple(deadlines.find(context.prose(document), setting.frame)) if lines else ()
    clear, frame = tuple(line for line in lines if not line.faults), setting.frame
    titled = ((frame.titled, frame.year_of(frame.titled)),) if frame.titled and not frame.named else ()
    months = tuple((month, year) for month, year in (*frame.named, *titled) if year)
    held = {line.label: tuple(_held(line)) for line in reversed(lines) if line.faults}  # a row's first line holds
    return PlanReading(tuple(sessions), tuple(problems), apart, clear, months, held)


def _problems(line: Line, spelt: dict[str, names.Similar]) -> Iterator[Problem]:
    row, number = (line.label,), line.number
    for fault in line.faults:
        yield Problem(row, fault.kind, fault.match, blocking=True, why=fault.why, number=number)
    for remark in line.remarks:
        yield Problem(row, remark.kind, remark.match, why=remark.why, number=number)
    for group in line.groups:
        slip = spelt.get(group)
        if slip:
            why = "differs only in its marks from the spelling in other rows"
            yield Problem(row, "similar_name", group, slip.suggested, why=why, number=number)


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
        yield Problem((), "no_time", why="the document gives no hours")
    for line in lines if timed else ():
        if not line.faults and any(_is_open(clause) for clause in line.clauses):
            yield Problem((line.label,), "no_time", line.match, why="this row gives no hours")


def _is_open(clause: Clause) -> bool:
    return not clause.slots or any(slot.start is None for slot in clause.slots)


def with_rest(reading: PlanReading) -> dict[str, list[dict[str, object]]]:
    """The same, with what a conversation about it needs and the printed shape leaves out."""
    problems: list[dict[str, object]] = [asdict(one) for one in reading.problems]
    held: list[dict[str, object]] = [
        {"row": row, "sessions": [_session_json(one) for one in sessions]} for row, sessions in reading.held.items()
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
    sessions = [_session_json(one) for one in reading.sessions]
    return {
        "sessions": sessions,
        "problems": problems,
        "held": held,
        "deadlines": apart,
        "rows": rows,
        "months": months,
    }


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
        "row": problem.rows[0] if problem.rows else None,
        "match": problem.match,
        "kind": problem.kind,
        "blocking": problem.blocking,
        "why": problem.why,
    }
    return shown | _given(suggest=problem.suggest, scope=None if problem.rows else "document")


def _given(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}
