"""Finds the heading of a table of headcounts: which column names the unit, and what the others count."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.documents.read import headers, words
from handlers.documents.read.tables import TableRow
from handlers.documents.read.walk import Headings, Stack
from handlers.documents.read.words import clean, fold
from handlers.headcounts.words import MEASURES, OFFICIAL
from handlers.problem import Defect

LONGEST = 100


@dataclass(frozen=True, slots=True)
class CountsHeading:
    """`columns`: by measure; `either`: of a measure that several columns hold, each by its own words; `people`: of all
    ages, against which the others are held; `remarks`: what a reader of the heading has to know.
    """

    unit: int
    unit_text: str
    columns: Mapping[str, int]
    either: Mapping[str, Mapping[str, int]]
    people: int | None
    texts: tuple[str, ...]
    remarks: tuple[tuple[str, str, str], ...]

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(self.columns)

    def unit_of(self, row: TableRow) -> str:
        cell = row.cells[self.unit].text if self.unit < len(row.cells) else ""
        return " ".join(clean(cell).split())

    def broken_unit(self, row: TableRow) -> Defect | None:
        """A date that Excel kept as one is what it made of "1/2"."""
        cell = row.cells[self.unit] if self.unit < len(row.cells) else None
        as_date = Defect("as_date", cell.text) if cell and cell.native else None
        return (cell.flaw if cell else None) or as_date

    def first_words(self, row: TableRow) -> str:
        return next((cell.text for cell in row.filled if any(sign.isalpha() for sign in cell.text)), "")


def _says_headings(row: TableRow) -> bool:
    return not any(words.WHOLE.fullmatch(cell.text.strip()) for cell in row.filled)


def _continues(row: TableRow, _above: TableRow) -> bool:
    """Years under what is counted in each of them are no figures."""
    numbers = [cell.text.strip() for cell in row.filled if words.WHOLE.fullmatch(cell.text.strip())]
    years = len(set(numbers)) == len(numbers) > 1 and all(map(words.OF_YEAR.fullmatch, numbers))
    return len(row.filled) > 1 and (years or not numbers)


def _made(over: Sequence[Stack]) -> tuple[CountsHeading, ...]:
    """Two tables side by side have a heading each."""
    # The lowest text first.
    stacks = [[" ".join(clean(text).split()) for text in reversed(one.texts)] for one in over]
    units = [index for index, stack in enumerate(stacks) if _names_units(stack)]
    again = [
        at for at in units if units and stacks[at] == stacks[units[0]] and over[at].origins != over[units[0]].origins
    ]
    starts = [0, *again] if again and any(map(_measure, stacks[: again[0]])) else [0]
    found = (_half(stacks, start, end) for start, end in zip(starts, [*starts[1:], len(stacks)], strict=True))
    return tuple(one for one in found if one)


def _half(stacks: Sequence[Sequence[str]], start: int, end: int) -> CountsHeading | None:
    named: dict[str, list[int]] = defaultdict(list)
    for index in range(start, end):
        measure = _measure(stacks[index])
        if measure and stacks[index] not in (stacks[one] for one in named[measure]):
            named[measure].append(index)
    columns = {measure: at[0] for measure, at in named.items() if len(at) == 1}
    unit = next((index for index in range(start, end) if _names_units(stacks[index])), None)
    if unit is None or not named:
        return None
    several = {measure: {stacks[one][0]: one for one in at} for measure, at in named.items() if len(at) > 1}
    twice = [("measure_twice", " / ".join(labels), measure) for measure, labels in several.items()]
    aged = [
        ("plain_population", stacks[at][0], measure)
        for measure, at in columns.items()
        if _of_no_age(measure, stacks[at])
    ]
    texts = tuple(dict.fromkeys(text for stack in stacks for text in stack))
    scaled = [("scaled", text, "") for text in texts if words.SCALED.search(fold(text))]
    people = next((index for index in range(start, end) if _all_ages(stacks[index])), None)
    return CountsHeading(unit, stacks[unit][0], columns, several, people, texts, (*twice, *aged, *scaled[:1]))


def _all_ages(stack: Sequence[str]) -> bool:
    return not _measure(stack) and any(words.ALL_AGES.fullmatch(" ".join(fold(text).split())) for text in stack)


def _measure(stack: Sequence[str]) -> str | None:
    """The lowest text says it, unless it says no more than "tổng số"."""
    for text in stack:
        said = " ".join(fold(text).split())
        known = _known(said)
        if known == OFFICIAL:
            return known
        if len(said) > LONGEST or words.OTHER.search(said):
            return None
        if known:
            return known
        if not words.GENERIC.fullmatch(said):
            return None
    return None


def _known(said: str) -> str | None:
    return next((measure for pattern, measure in MEASURES if pattern.search(said)), None)


def _of_no_age(measure: str, stack: Sequence[str]) -> bool:
    return measure == "residents15" and not words.OLD_OR_YOUNG.search(fold(" ".join(stack)))


def _names_units(stack: Sequence[str]) -> bool:
    if not stack or _measure(stack):
        return False
    said = " ".join(words.folded_words(stack[0]))
    named = headers.role(stack[0]) in {headers.ColumnRole.GROUP, headers.ColumnRole.PLACE} or words.UNIT_HEAD.fullmatch(
        said
    )
    return bool(named) and not words.NO_UNIT.search(said)


HEADINGS = Headings(opens=_says_headings, continues=_continues, make=_made)
