"""A schedule without a table: lines of a group and its nights ("Thôn A: tối 09/11/2024") and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import replace

from handlers.documents import names, nights
from handlers.documents.hours import Slot
from handlers.documents.lines import Line
from handlers.documents.moments import Sort, has_date, tokens
from handlers.documents.nights import Frame, When
from handlers.documents.tables import Document, Label, Paragraph
from handlers.documents.words import REFERENCE, clean, fold

CUT = re.compile(r"\s*:\s+|\s+[-–—]\s+|\t+")
BULLET = re.compile(r"\s*(?:[-+*•#]+|\d{1,2}[.)]|[a-zđ]\))\s+", re.IGNORECASE)
LONGEST_NAME = 60
FEWEST = 2  # lines of this form; a single one is a sentence


def lines(document: Document, frame: Frame, hours: tuple[Slot, ...]) -> list[Line]:
    found = [line for label, text in _texts(document) for line in _line(label, text, frame, hours)]
    return found if len(found) >= FEWEST else []


def _texts(document: Document) -> Iterator[tuple[Label, str]]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.label, clean(block.text)
        else:
            yield from ((row.label, clean(", ".join(cell.text for cell in row.filled))) for row in block.rows)


def _line(label: Label, text: str, frame: Frame, hours: tuple[Slot, ...]) -> Iterator[Line]:
    text = BULLET.sub("", text, count=1)
    if REFERENCE.search(fold(text)):
        return
    for cut in CUT.finditer(text):
        sides = text[: cut.start()], text[cut.end() :].rstrip(" .;")
        for where, when in (sides, sides[::-1]):
            if _is_when(when) and _is_where(where):
                yield Line(label, names.split(where), _timed(nights.read(when, frame), hours), when)
                return


def _is_when(text: str) -> bool:
    return has_date(text) and not any(token.sort in {Sort.WORD, Sort.DOUBT} for token in tokens(text))


def _is_where(text: str) -> bool:
    said = {token.sort for token in tokens(text)}
    return (
        1 < len(text.strip()) <= LONGEST_NAME
        and Sort.WORD in said
        and not said & {Sort.DATE, Sort.TIME, Sort.DOUBT, Sort.MONTH}
    )


def _timed(when: When, hours: tuple[Slot, ...]) -> When:
    return replace(when, clauses=tuple(replace(clause, slots=clause.slots or hours) for clause in when.clauses))
