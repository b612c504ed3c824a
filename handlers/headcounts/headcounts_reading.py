"""A table of headcounts as the worker read it, with what was answered since: which unit gets which figure. Pure."""

from collections.abc import Iterator
from datetime import date

from handlers.drafting import Body
from handlers.headcounts import words
from handlers.headcounts.read_headcounts import ReadHeadcounts
from handlers.language.tokens import fold
from handlers.language.words_answers import NO, YES
from handlers.progress import asking


class HeadcountsDraft(Body):
    """The body of a draft; what was answered takes the place of what the file says."""

    read: ReadHeadcounts
    as_of: str = ""
    source: str = ""

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


def figures(draft: HeadcountsDraft, *, near: bool) -> Iterator[tuple[str, str, int]]:
    """Unit, measure, value. `near`: a row of no known unit is that of the nearest name, if that has none of its own."""
    rows = draft.read.rows
    told = {(row.unit, measure) for row in rows if row.unit for measure in row.counts}
    for row in rows:
        unit = row.unit or (row.suggest if near else None) or ""
        for measure, value in row.counts.items() if unit else ():
            if row.unit or (unit, measure) not in told:
                told.add((unit, measure))
                yield unit, measure, value
