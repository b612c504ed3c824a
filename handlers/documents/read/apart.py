"""Dates that are right one by one and look wrong beside each other: another year, day and month exchanged."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from statistics import median_low

from handlers.documents.read.nights import Fault, Frame
from handlers.documents.read.rows import Line
from handlers.documents.read.tables import Cell

FAR = 250  # days; a plan of a whole year stays within it, seen from its middle
MONTHS = 12
LONGEST_MONTH = 31
FEWEST = 3  # dates that show a pattern
TYPED = re.compile(r"(?<![\d/.-])(\d{1,2})\s?/\s?(\d{1,2})(?:\s?/\s?\d{2,4})?(?![\d/])")


def doubted(lines: Sequence[Line], frame: Frame) -> list[Line]:
    nights = sorted(night for line in lines for night in _nights(line))
    middle = median_low(nights) if nights else date.min
    different = frozenset(nights)
    dated = [line for line in lines if line.clauses]
    exchanged = _american(lines)
    done = []
    for line in lines:
        faults = [*_far(line, middle, different, frame, several=len(dated) > 1), *_of_other_year(line, frame)]
        faults += [Fault("invalid_date", line.match, EXCHANGED)] if exchanged and _may_be_exchanged(line) else []
        done.append(replace(line, when=replace(line.when, faults=(*line.when.faults, *faults[:1]))))
    return done


EXCHANGED = "day and month look exchanged"


def _nights(line: Line) -> Iterator[date]:
    return (night for clause in line.clauses for night in clause.nights)


def _far(line: Line, middle: date, nights: frozenset[date], frame: Frame, *, several: bool) -> Iterator[Fault]:
    """Of two rows that are years apart nobody knows which is right."""
    own = set(_nights(line))
    for night in own if several else ():
        near = any(abs((other - night).days) <= FAR for other in nights - own)
        titled = (night.month, night.year) in frame.named
        if not titled and (abs((night - middle).days) > FAR or (not near and nights != own)):
            yield Fault("far_away", f"{night:%d/%m/%Y}", "far from the other dates")


def _of_other_year(line: Line, frame: Frame) -> Iterator[Fault]:
    """The title names this month of another year."""
    for night in _nights(line):
        years = {year for month, year in frame.named if month == night.month}
        if years and night.year not in years:
            yield Fault("far_away", f"{night:%d/%m/%Y}", "the title names another year")


def _american(lines: Sequence[Line]) -> bool:
    """Some dates make sense only with the month first, and none only with the day first."""
    typed = [tuple(map(int, found)) for line in lines for found in TYPED.findall(line.match)]
    wrong = [fault.match for line in lines for fault in line.faults if fault.kind == "invalid_date"]
    refused = [tuple(map(int, found)) for match in wrong for found in TYPED.findall(match)]
    month_first = any(first <= MONTHS < second <= LONGEST_MONTH for first, second in refused)
    return month_first and not any(second <= MONTHS < first for first, second in typed)


def _may_be_exchanged(line: Line) -> bool:
    found = TYPED.findall(line.match)
    return any(int(first) <= MONTHS and int(second) <= MONTHS and first != second for first, second in found)


def turned(cells: Iterable[Cell]) -> bool:
    """Excel's own dates that all fall on one day of different months: evenings of one month, read month first."""
    kept = [(int(cell.text[:2]), int(cell.text[3:5])) for cell in cells if cell.native and cell.text[2:3] == "/"]
    days, months = {day for day, _ in kept}, {month for _, month in kept}
    return len(months) >= FEWEST and len(days) == 1 and max(days) <= MONTHS
