"""Reads a ward's plan: which group is visited on which nights. Doubtful rows become problems, never sessions."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from handlers.documents.read import apart, context, deadlines, mending, schedule, sections, spellings
from handlers.documents.read.hours import OPEN
from handlers.documents.read.moments import has_date
from handlers.documents.read.nights import Fault, NightHours
from handlers.documents.read.opening import open_document
from handlers.documents.read.rows import Line
from handlers.documents.read.tables import Document
from handlers.planning.read_plan import ReadHeld, ReadPlan, ReadPlanRow, ReadSession
from handlers.problem import Problem


def read_plan(data: bytes, name: str, within: Sequence[date] = ()) -> ReadPlan:
    """Raises Unreadable, and nothing else, for a file that cannot be read at all.

    `within`: first and last day of the campaign, for dates without a year or a month.
    """
    return understand(open_document(data, name), within)


def understand(document: Document, within: Sequence[date] = ()) -> ReadPlan:
    setting = schedule.setting(document, within)
    sifted = sections.sifted(schedule.lines(document, setting))
    read, titles = apart.doubted(sifted.lines, setting.frame), " ".join(_titles(document))
    lines = _one_name_each(read, titles)
    ward = spellings.own_ward([group for line in read for group in line.groups], titles)
    spelt = spellings.similar(group for line in lines for group in line.groups)
    rows = (problem for line in lines for problem in _problems(line, spelt))
    problems = [*document.remarks, *sifted.problems, *rows]
    clear = [line for line in lines if not line.faults]
    sessions = _sessions(clear, spelt)
    problems += _open_times(sessions, lines)
    problems += mending.unheard(document, problems)
    if not lines:
        problems.append(Problem((), "no_schedule", blocking=True, why="no table or list of groups and dates"))
    frame = setting.frame
    titled = ((frame.titled, frame.year_of(frame.titled)),) if frame.titled and not frame.named else ()
    months = tuple((month, year) for month, year in (*frame.named, *titled) if year)
    held = {line.label: tuple(_held(line)) for line in reversed(lines) if line.faults}  # a row's first line holds
    return ReadPlan(
        tuple(sessions),
        tuple(problems),
        tuple(deadlines.find(context.prose(document), frame)) if lines else (),
        tuple(ReadPlanRow(line.label, line.number, line.groups, nights) for line in clear if (nights := _nights(line))),
        months,
        tuple(ReadHeld(row, read_sessions) for row, read_sessions in held.items()),
        draft=sifted.draft,
        ward=ward.title(),
    )


def _titles(document: Document) -> Iterator[str]:
    return (text for text in context.prose(document) if not has_date(text))


def _one_name_each(lines: Sequence[Line], prose: str) -> list[Line]:
    place = spellings.settled(((group, line.ward) for line in lines for group in line.groups), prose)
    asked = spellings.open_names(place.values())
    named = [
        replace(line, groups=tuple(dict.fromkeys(place[group, line.ward] for group in line.groups))) for line in lines
    ]
    return [
        _asked(line, next(group for group in line.groups if group in asked)) if asked & {*line.groups} else line
        for line in named
    ]


def _asked(line: Line, group: str) -> Line:
    fault = Fault("missing_group", group, "the document has several of this name")
    return replace(line, groups=(), when=replace(line.when, faults=(*line.when.faults, fault)))


def _nights(line: Line) -> tuple[date, ...]:
    return tuple(night for clause in line.clauses for night in clause.nights)


def _problems(line: Line, spelt: dict[str, spellings.Similar]) -> Iterator[Problem]:
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


def _held(line: Line) -> Iterator[ReadSession]:
    clauses = line.clauses or (NightHours((), line.when.slots),)
    for group in line.groups or ("",):
        for clause in clauses:
            slot = clause.slots[0] if clause.slots else OPEN
            yield ReadSession(group, clause.nights, slot.start, slot.end)


def _sessions(lines: list[Line], spelt: dict[str, spellings.Similar]) -> list[ReadSession]:
    """One entry per group and beginning, in the order in which they first appear."""
    found: dict[tuple[str, str | None, str | None, str | None], ReadSession] = {}
    for line in lines:
        for group in line.groups:
            for session in _of_group(group, line, spelt.get(group)):
                slot = (session.group, session.start, session.end, session.part)
                known = found.get(slot, session)
                dates = tuple(sorted({*known.dates, *session.dates}))
                found[slot] = replace(known, dates=dates)
    return list(found.values())


def _of_group(group: str, line: Line, slip: spellings.Similar | None) -> Iterator[ReadSession]:
    adopted = slip.suggested if slip and slip.adopted else None
    for clause in line.clauses:
        for slot in clause.slots or (OPEN,):
            part = slot.part_name if slot.part != "toi" or not slot.start else None
            written = group if adopted else None
            number = dict(line.bare).get(group)
            yield ReadSession(adopted or group, clause.nights, slot.start, slot.end, part, written, number)


def _open_times(sessions: list[ReadSession], lines: list[Line]) -> Iterator[Problem]:
    timed = [session for session in sessions if session.start is not None]
    if sessions and not timed:
        yield Problem((), "no_time", why="the document gives no hours")
    for line in lines if timed else ():
        if not line.faults and any(_is_open(clause) for clause in line.clauses):
            yield Problem((line.label,), "no_time", line.match, why="this row gives no hours")


def _is_open(clause: NightHours) -> bool:
    return not clause.slots or any(slot.start is None for slot in clause.slots)
