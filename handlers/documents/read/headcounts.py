"""Reads a table of headcounts: which unit has how many of what, as of which day and by whom. What is unclear is named.

A cell that is empty is no 0, a column that could be two things is left out, and a total is compared, never believed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from handlers.documents.read import charges, counts_heading, counts_origin, mending, walk, words
from handlers.documents.read.counts_heading import CountsHeading
from handlers.documents.read.opening import open_document
from handlers.documents.read.places import UnitMatch
from handlers.documents.read.tables import Document, Paragraph, ReadTable, TableRow
from handlers.documents.read.words import BLANKS, CLOSING, clean, fold
from handlers.headcounts.read_headcounts import ReadCount, ReadHeadcounts
from handlers.problem import Problem

MOST = 20_000_000  # people; more is a telephone number
FEW = 100
PART_OF = (
    ("households", "people"),
    ("households", "residents15"),
    ("households", "adults18"),
    ("adults18", "residents15"),
    ("smartphone15", "residents15"),
    ("residents15", "people"),
)


@dataclass
class _Reading:
    """What the rows so far say."""

    measures: tuple[str, ...] = ()
    rows: list[ReadCount] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    total: dict[str, int] = field(default_factory=dict)
    either: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unclear: list[ReadCount] = field(default_factory=list)


def read_headcounts(data: bytes, name: str, known: Sequence[str]) -> ReadHeadcounts:
    """`known`: names of units. Raises Unreadable and nothing else."""
    return understand(open_document(data, name), known)


def understand(document: Document, known: Sequence[str]) -> ReadHeadcounts:
    reading, beside = _Reading(problems=[*document.remarks]), list[str]()
    headings: tuple[CountsHeading, ...] = ()
    sums = _Sums()
    for step in walk.steps(document, counts_heading.HEADINGS):
        match step:
            case Paragraph():
                beside.append(step.text)
            case ReadTable():
                headings, sums = (), _Sums()
            case walk.Heading():
                headings, sums = step.columns, _Sums()
                for heading in headings:
                    _open(heading, reading, beside)
            case TableRow() if CLOSING.match(fold(step.text).strip()):
                headings = ()  # who signed may stand in the columns of the table
            case TableRow() if not headings or len(step.filled) == 1:
                beside.append(step.text)
            case TableRow() if step.filled:
                for heading in headings:
                    _read_row(step, heading, known, reading, sums)
    if any(words.SCALED.search(fold(text)) for text in beside):
        _hold_back(reading, "scaled")
    _without_lost_thousands(reading)
    _without_doubles(reading)
    if not reading.rows:
        reading.problems.append(Problem((), "no_headcounts"))
    reading.problems += mending.unheard(document, reading.problems)
    origin = counts_origin.read(beside)
    problems = tuple(reading.problems)
    told = (reading.measures, tuple(reading.rows), problems, reading.total, origin.as_of, origin.source)
    return ReadHeadcounts(*told, either=reading.either, unclear=tuple(reading.unclear))


def _open(heading: CountsHeading, reading: _Reading, beside: list[str]) -> None:
    reading.measures = tuple(dict.fromkeys((*reading.measures, *heading.measures)))
    reading.either |= {measure: tuple(columns) for measure, columns in heading.either.items()}
    told = [Problem((), kind, text, measure=measure) for kind, text, measure in heading.remarks if kind != "scaled"]
    reading.problems += [one for one in told if one not in reading.problems]
    beside.extend(heading.texts)


def figure(text: str) -> int | None:
    """As an office writes it: 1.234, "1 234 người", 980,0. Raises ValueError for what is no whole number."""
    if words.TWO_NUMBERS.fullmatch(clean(text).replace("\xa0", " ").strip()):
        raise ValueError(text)
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
    """A number alone only where it means one unit, by the heading or whatever the kind; two at once are none."""
    found = charges.listed(text, heading, known)
    return found[0] if len(found) == 1 else UnitMatch(" ".join(clean(text).split()))


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
    either = {measure: _of_columns(row, columns) for measure, columns in heading.either.items()}
    either = {measure: some for measure, some in either.items() if some}
    if where.group is None and _is_total(name or heading.first_words(row)):
        found.problems += _compared(row, counts, sums, found)
        return
    broken = heading.broken_unit(row)
    if broken:
        found.problems.append(Problem((row.label,), broken.kind, broken.match, blocking=True))
    if broken and where.group and broken.kind == "comment":
        found.rows.append(ReadCount(row.label, name, where.group, where.suggest, {}))
    if not name or broken:
        return
    sums.add(counts)
    told = bool(counts or either)
    counts, against = _held_together(row, counts, _people(row, heading))
    wrong = [replace(problem, why=name) for problem in (*wrong, *against)]
    found.problems += wrong if told or where.group or any(one.blocking for one in wrong) else []
    if told and where.group is None:
        found.problems.append(Problem((row.label,), "unknown_unit", name, where.suggest))
    elif where.slip:
        found.problems.append(Problem((row.label,), "similar_name", name, where.group))
    elif where.group and not told and not wrong:
        found.problems.append(Problem((row.label,), "no_figures", where.group))
    found.rows.append(ReadCount(row.label, name, where.group, where.suggest, counts, either))


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
        flaw = row.cells[column].flaw if column < len(row.cells) else None
        if flaw:
            wrong.append(Problem((row.label,), flaw.kind, flaw.match, blocking=True, measure=measure))
            continue
        if value is not None:
            counts[measure] = value
    return counts, wrong


def _of_columns(row: TableRow, columns: Mapping[str, int]) -> dict[str, int]:
    """What can be read of columns of which one will be chosen."""
    found: dict[str, int] = {}
    for label, column in columns.items():
        with suppress(ValueError):
            cell = row.cells[column] if column < len(row.cells) else None
            value = figure(cell.text) if cell and cell.flaw is None else None
            found |= {label: value} if value is not None else {}
    return found


def _people(row: TableRow, heading: CountsHeading) -> int | None:
    of_all_ages = {} if heading.people is None else {"people": heading.people}
    return _of_columns(row, of_all_ages).get("people")


def _held_together(row: TableRow, counts: dict[str, int], people: int | None) -> tuple[dict[str, int], list[Problem]]:
    """More households than people, or more with a telephone than there are: two columns may have been changed over."""
    known = counts if people is None else {**counts, "people": people}
    wrong = [
        (part, whole) for part, whole in PART_OF if part in known and whole in known and known[part] > known[whole]
    ]
    problems = [Problem((row.label,), "too_many", f"{known[a]}/{known[b]}", b, measure=a) for a, b in wrong]
    held = {measure for pair in wrong for measure in pair}
    return {measure: value for measure, value in counts.items() if measure not in held}, problems


def _hold_back(found: _Reading, kind: str) -> None:
    """Figures that count something else than one by one."""
    found.problems.append(Problem((), kind))
    found.rows = [replace(row, counts={}, either={}) for row in found.rows]


def _without_lost_thousands(found: _Reading) -> None:
    """Where Excel has taken 1.250 for one and a quarter, it took 2.000 for two: small figures there are none."""
    lost = {
        problem.measure
        for problem in found.problems
        if problem.kind == "not_a_number" and words.FRACTION.fullmatch(problem.match)
    }
    for row in found.rows:
        small = {measure: value for measure, value in row.counts.items() if measure in lost and 0 < value < FEW}
        found.problems += [
            Problem((row.row,), "not_a_number", str(value), why=row.written, measure=measure)
            for measure, value in small.items()
        ]
    found.rows = [
        replace(row, counts={m: n for m, n in row.counts.items() if not (m in lost and 0 < n < FEW)})
        for row in found.rows
    ]


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
        for measure in (*read_count.counts, *read_count.either) if read_count.unit else ():
            held[read_count.unit or "", measure].append(read_count)
    at_odds = {key: rows for key, rows in held.items() if len({_said(row, key[1]) for row in rows}) > 1}
    for (unit, measure), rows in at_odds.items():
        found.problems.append(Problem(tuple(row.row for row in rows), "twice", unit, measure=measure))
    sure = (
        replace(
            row,
            counts={m: n for m, n in row.counts.items() if (row.unit or "", m) not in at_odds},
            either={m: some for m, some in row.either.items() if (row.unit or "", m) not in at_odds},
        )
        for row in found.rows
    )
    kept = list(sure)
    found.unclear = [row for row in kept if row.unit and not (row.counts or row.either)]
    # A table of which nothing can be taken is one, and says why.
    found.rows = [row for row in kept if row.counts or row.either]
    if not found.rows:
        found.rows, found.unclear = found.unclear, []


def _said(row: ReadCount, measure: str) -> str:
    return str(row.counts.get(measure) or sorted(row.either.get(measure, {}).items()))
