"""A table of headcounts as the worker read it, with what was answered since: which unit gets which figure. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from pydantic import Field

from handlers.drafting import Body
from handlers.headcounts import words
from handlers.headcounts.read_headcounts import ReadCount, ReadHeadcounts
from handlers.language.tokens import flat, fold
from handlers.language.unit_names import gazetteer
from handlers.language.words_answers import NO, YES
from handlers.planning import plan_answers
from handlers.planning import words as planning_words
from handlers.problem import Label, number_of
from handlers.progress import asking

PARTS = re.compile(r"[;\n]|,(?=\s*\D)")
SIGNS = " .!\"'“”‘’"


class HeadcountsDraft(Body):
    """The body of a draft; what was answered takes the place of what the file says.

    `picked`: which column of a measure counts; `places`: which unit a name means; `values`: figures by row and measure;
    `dropped`: rows that do not count. Rows by the number that people call them by.
    """

    read: ReadHeadcounts
    as_of: str = ""
    source: str = ""
    picked: dict[str, str] = Field(default_factory=dict)
    places: dict[str, str] = Field(default_factory=dict)
    values: dict[str, dict[str, int]] = Field(default_factory=dict)
    dropped: list[str] = Field(default_factory=list)

    @property
    def day(self) -> date | None:
        said = self.as_of or self.read.as_of
        return date.fromisoformat(said) if said else None

    @property
    def by(self) -> str:
        return self.source or self.read.source

    def take(self, text: str, today: date) -> bool:
        """Whether something of it could be understood."""
        found = words.SAID.fullmatch(fold(text))
        day = asking.day_of(found, today) if found and found["day"] else None
        source = found["source"].strip() if found else ""
        numbered = any(sign.isdigit() for sign in source)
        if found is None or (found["day"] and day is None) or numbered or source in YES | NO:
            return False
        self.as_of = day.isoformat() if day else self.as_of
        self.source = asking.as_written(source, text) if source else self.source
        return bool(day or source)

    @property
    def unpicked(self) -> dict[str, tuple[str, ...]]:
        """Measures that several columns hold, of which nobody has said which counts."""
        return {measure: labels for measure, labels in self.read.either.items() if measure not in self.picked}

    def settle(self, text: str, units: Sequence[str]) -> bool:
        """What an answer says of columns, names and rows: "lấy cột 2026", "Tổ 9 là TDP số 9", "bỏ dòng 7", "dòng 5 là
        300".
        """
        parts = [part.strip(SIGNS) for part in PARTS.split(unicodedata.normalize("NFC", text)) if part.strip(SIGNS)]
        fresh = self.model_copy(deep=True)
        if not parts or not all(fresh.settle_part(part, units) for part in parts):
            return False
        self.picked, self.places, self.values, self.dropped = fresh.picked, fresh.places, fresh.values, fresh.dropped
        return True

    def settle_part(self, text: str, units: Sequence[str]) -> bool:
        """One of several answers; what could not be understood may have been taken in part."""
        rows = {number_of(row) for row in (*(row.row for row in _rows(self)), *self._wrong())}
        dropped = plan_answers.dropped(text)
        if dropped:
            self.dropped += sorted(dropped - set(self.dropped))
            return dropped <= rows
        column = words.COLUMN.fullmatch(fold(text))
        if column:
            return self._pick(column["label"])
        first = planning_words.ROW_FIRST.fullmatch(flat(text))
        if first:
            return self._correct(first["row"], text[first.start("rest") :], units)
        same = planning_words.IS_UNIT.fullmatch(text)
        written = [row.written for row in self.read.rows if row.unit is None]
        name = plan_answers.called_so(same["name"], written) if same else ""
        unit = _unit(same["unit"], units) if same else ""
        self.places |= {name: unit} if name and unit else {}
        return bool(name and unit)

    def _pick(self, said: str) -> bool:
        found = [
            (measure, label)
            for measure, labels in self.read.either.items()
            for label in labels
            if said == fold(label) or f" {said} " in f" {re.sub(r'[^a-z0-9]+', ' ', fold(label))} "
        ]
        self.picked |= dict(found)
        return bool(found) and len({measure for measure, _ in found}) == len(found)

    def _correct(self, row: str, said: str, units: Sequence[str]) -> bool:
        """A figure where one could not be read, or the unit of a row."""
        wrong = [
            measure for label, measures in self._wrong().items() if number_of(label) == row for measure in measures
        ]
        value = said.replace(".", "").replace(",", "").replace(" ", "")
        one = sum(number_of(read.row) == row for read in _rows(self)) == 1  # tables side by side have rows in common
        if value.isdecimal() and len(wrong) == 1 and one:
            self.values.setdefault(row, {})[wrong[0]] = int(value)
            return True
        named = [one for one in self.read.rows if number_of(one.row) == row and one.unit is None]
        unit = _unit(said, units)
        self.places |= {named[0].written: unit} if named and unit else {}
        return bool(named and unit)

    def _wrong(self) -> dict[Label, list[str]]:
        found: dict[Label, list[str]] = {}
        for problem in self.read.problems:
            if problem.kind == "not_a_number" and problem.rows:
                found.setdefault(problem.rows[0], []).append(problem.measure)
        return found


def _unit(said: str, units: Sequence[str]) -> str:
    meant = gazetteer(tuple(units)).meant(said.strip(SIGNS))
    return meant[0] if len(meant) == 1 else plan_answers.called_so(said, units)


def figures(draft: HeadcountsDraft, *, near: bool) -> Iterator[tuple[str, str, int]]:
    """Unit, measure, value. `near`: a row of no known unit is that of the nearest name, if that has none of its own."""
    rows = [row for row in _rows(draft) if number_of(row.row) not in draft.dropped]
    read = [(row, row.unit or draft.places.get(row.written), _counts(row, draft)) for row in rows]
    told = {(unit, measure) for _, unit, counts in read if unit for measure in counts}
    for row, own, counts in read:
        unit = own or (row.suggest if near else None) or ""
        for measure, value in counts.items() if unit else ():
            if own or (unit, measure) not in told:
                told.add((unit, measure))
                yield unit, measure, value


def _rows(draft: HeadcountsDraft) -> list[ReadCount]:
    return [*draft.read.rows, *draft.read.unclear]


def _counts(row: ReadCount, draft: HeadcountsDraft) -> dict[str, int]:
    picked = {
        measure: some[draft.picked[measure]]
        for measure, some in row.either.items()
        if draft.picked.get(measure) in some
    }
    return {**row.counts, **picked, **draft.values.get(number_of(row.row), {})}
