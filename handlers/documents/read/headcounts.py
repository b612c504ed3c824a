"""Reads a table of headcounts: which unit has how many of what, as of which day and by whom. What is unclear is named.

A cell that is empty is no 0, a column that could be two things is left out, and a total is compared, never believed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from handlers.documents.read import counts_heading, counts_origin, places, walk, words
from handlers.documents.read.counts_heading import CountsHeading
from handlers.documents.read.opening import open_document
from handlers.documents.read.places import UnitMatch
from handlers.documents.read.tables import Document, Paragraph, ReadTable, TableRow
from handlers.documents.read.words import BLANKS, CLOSING, clean, fold
from handlers.headcounts.read_headcounts import ReadCount, ReadHeadcounts
from handlers.language.unit_names import gazetteer
from handlers.problem import Problem

MOST = 20_000_000  # people; more is a telephone number


@dataclass
class _Reading:
    """What the rows so far say."""

    measures: tuple[str, ...] = ()
    rows: list[ReadCount] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    total: dict[str, int] = field(default_factory=dict)


def read_headcounts(data: bytes, name: str, known: Sequence[str]) -> ReadHeadcounts:
    """`known`: names of units. Raises Unreadable and nothing else."""
    return understand(open_document(data, name), known)


def understand(document: Document, known: Sequence[str]) -> ReadHeadcounts:
    reading, beside = _Reading(problems=[*document.remarks]), list[str]()
    heading: CountsHeading | None = None
    sums = _Sums()
    for step in walk.steps(document, counts_heading.HEADINGS):
        match step:
            case Paragraph():
                beside.append(step.text)
            case ReadTable():
                heading, sums = None, _Sums()
            case walk.Heading():
                heading, sums = step.columns, _Sums()
                reading.measures = tuple(dict.fromkeys((*reading.measures, *heading.measures)))
                reading.problems += [Problem((), kind, told) for kind, told in heading.remarks]
                beside.extend(heading.texts)
            case TableRow() if CLOSING.match(fold(step.text).strip()):
                heading = None  # who signed may stand in the columns of the table
            case TableRow() if heading is None or len(step.filled) == 1:
                beside.append(step.text)
            case TableRow() if heading is not None and step.filled:
                _read_row(step, heading, known, reading, sums)
    _without_doubles(reading)
    if not reading.rows:
        reading.problems.append(Problem((), "no_headcounts"))
    origin = counts_origin.read(beside)
    problems = tuple(reading.problems)
    return ReadHeadcounts(reading.measures, tuple(reading.rows), problems, reading.total, origin.as_of, origin.source)


def figure(text: str) -> int | None:
    """As an office writes it: 1.234, "1 234 người", 980,0. Raises ValueError for what is no whole number."""
    said = " ".join(fold(clean(text)).split())
    if BLANKS.fullmatch(said):
        return None
    plain = words.NOUGHTS.sub("", words.UNITS_BEHIND.sub("", said))
    if not words.WHOLE.fullmatch(plain):
        raise ValueError(text)
    value = int("".join(sign for sign in plain if sign.isdigit()))
    if value > MOST:
        raise ValueError(text)
    return value


def place(text: str, heading: str, known: Sequence[str]) -> UnitMatch:
    """A number alone only where it means one unit, by the heading or whatever the kind."""
    bare = " ".join(clean(text).split()).strip(" .:")
    unit_match = places.find(bare, known)
    numbered = words.BARE.fullmatch(fold(bare)) if not unit_match.group else None
    if numbered is None:
        return unit_match
    headed = places.find(f"{heading} {bare}", known)
    several = gazetteer(tuple(known)).numbered(int(numbered["number"]))
    return UnitMatch(text, headed.group or (several[0] if len(several) == 1 else None))


@dataclass
class _Sums:
    """Of all rows so far, and of those since the last total."""

    all: Counter[str] = field(default_factory=Counter)
    since: Counter[str] = field(default_factory=Counter)

    def add(self, counts: Mapping[str, int]) -> None:
        self.all.update(counts)
        self.since.update(counts)


def _read_row(row: TableRow, heading: CountsHeading, known: Sequence[str], found: _Reading, sums: _Sums) -> None:
    counts, wrong = _counts(row, heading)
    name = heading.unit_of(row)
    where = place(name, heading.unit_text, known)
    if where.group is None and _is_total(name or heading.first_words(row)):
        found.problems += _compared(row, counts, sums, found)
        return
    if not name:
        return
    sums.add(counts)
    found.problems += wrong if counts or where.group else []
    if counts and where.group is None:
        found.problems.append(Problem((row.label,), "unknown_unit", name, where.suggest))
    elif where.slip:
        found.problems.append(Problem((row.label,), "similar_name", name, where.group))
    elif where.group and not counts and not wrong:
        found.problems.append(Problem((row.label,), "no_figures", where.group))
    found.rows.append(ReadCount(row.label, name, where.group, where.suggest, counts))


def _counts(row: TableRow, heading: CountsHeading) -> tuple[dict[str, int], list[Problem]]:
    counts: dict[str, int] = {}
    wrong: list[Problem] = []
    for measure, column in heading.columns.items():
        text = row.cells[column].text if column < len(row.cells) else ""
        try:
            value = figure(text)
        except ValueError:
            wrong.append(Problem((row.label,), "not_a_number", text.strip()[:60], measure=measure))
            continue
        if value is not None:
            counts[measure] = value
    return counts, wrong


def _is_total(text: str) -> bool:
    return bool(words.TOTAL.match(fold(text).strip()))


def _compared(row: TableRow, counts: Mapping[str, int], sums: _Sums, found: _Reading) -> Iterator[Problem]:
    """Of the whole table, or of the section above."""
    for measure, value in counts.items():
        if sums.all[measure] == value:
            found.total[measure] = value
        elif sums.since[measure] != value and sums.all[measure]:
            added = sums.since if sums.since[measure] and sums.since != sums.all else sums.all
            yield Problem((row.label,), "total_differs", str(value), str(added[measure]), measure=measure)
    sums.since.clear()


def _without_doubles(found: _Reading) -> None:
    """A unit of two rows that do not agree has none of both: nobody guesses which holds."""
    held: dict[tuple[str, str], list[ReadCount]] = defaultdict(list)
    for read_count in found.rows:
        for measure in read_count.counts if read_count.unit else ():
            held[read_count.unit or "", measure].append(read_count)
    at_odds = {key: rows for key, rows in held.items() if len({row.counts[key[1]] for row in rows}) > 1}
    for (unit, measure), rows in at_odds.items():
        found.problems.append(Problem(tuple(row.row for row in rows), "twice", unit, measure=measure))
    sure = ({m: n for m, n in row.counts.items() if (row.unit or "", m) not in at_odds} for row in found.rows)
    found.rows = [replace(row, counts=counts) for row, counts in zip(found.rows, sure, strict=True) if counts]
