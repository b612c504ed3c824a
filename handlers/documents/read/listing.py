"""A schedule without a heading: lines of a group and its nights ("Thôn A: tối 09/11/2024") and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import replace

from handlers.documents.read import context, names, nights, rows
from handlers.documents.read.hours import Slot
from handlers.documents.read.moments import Sort, has_date, tokens
from handlers.documents.read.nights import CellTimes, Fault, Frame
from handlers.documents.read.rows import Line
from handlers.documents.read.tables import Document, Paragraph, TableRow
from handlers.documents.read.words import EVERYONE, GROUP_SIGNS, GROUP_WORDS, REFERENCE, clean, fold, folded_words

CUT = re.compile(r"\s*:\s+|\s+[-–—]\s+")
BULLET = re.compile(r"\s*(?:[-+*•#]+|\d{1,2}[.)]|[^\W\d]\))\s+", re.IGNORECASE)
ORDINAL = re.compile(r"\d{1,3}\.?")
LONGEST_NAME = 60
LONGEST_LINE = 300
HOURS = {Sort.TIME, Sort.RANGE, Sort.PART, Sort.FROM}
FEWEST = 2  # lines of this form; a single one is a sentence


def lines(document: Document, frame: Frame) -> list[Line]:
    found: list[Line] = []
    slots: tuple[Slot, ...] = ()
    for row in _rows(document):
        read = list(_line(row, frame, slots))
        found += read
        slots = slots if read else context.hours_in([clean(row.text)]) or slots
    return found if len(found) >= FEWEST else []


def _rows(document: Document) -> Iterator[TableRow | Paragraph]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from block.rows


def _line(row: TableRow | Paragraph, frame: Frame, hours: tuple[Slot, ...]) -> Iterator[Line]:
    for where, when in _candidates(row):
        if _is_where(where) and (_is_when(when) or (_is_called(where) and _begins_with_when(when))):
            read = nights.read(when, frame)
            flaws = (Fault(flaw.kind, flaw.match, rows.FLAWS[flaw.kind]) for flaw in row.flaws)
            read = replace(read, faults=(*flaws, *read.faults))
            yield _named(row, where, rows.filled(read, context.agreed(hours), hours), when)
            return


def _candidates(row: TableRow | Paragraph) -> Iterator[tuple[str, str]]:
    """Each way to tell the group from its nights: the cells of a row, or the two sides of a colon or dash."""
    if len(row.text) > LONGEST_LINE:
        return
    texts = [clean(row.text)] if isinstance(row, Paragraph) else [clean(cell.text) for cell in row.filled]
    cells = [text for text in texts if not ORDINAL.fullmatch(text.strip())]
    dated = [cell for cell in cells if _is_when(cell) or _is_hours(cell)]
    cut_first = isinstance(row, TableRow) and bool(cells) and bool(CUT.search(cells[0]))  # commas stand between days
    if len(cells) - len(dated) == 1 and dated and not cut_first:
        yield next(cell for cell in cells if cell not in dated), "\x1f".join(dated)
    whole = BULLET.sub("", ", ".join(texts), count=1).rstrip(" .;")
    if not REFERENCE.search(fold(whole)):
        for cut in CUT.finditer(whole):
            sides = whole[: cut.start()], whole[cut.end() :]
            yield sides
            yield _hours_moved(*sides[::-1])
        first = next((token for token in tokens(whole) if token.sort in {Sort.DATE, Sort.WEEKDAY}), None)
        if first is not None and not CUT.search(whole) and _is_called(whole[: first.start]):
            yield whole[: first.start].strip(" ,;-"), whole[first.start :]


def _hours_moved(where: str, when: str) -> tuple[str, str]:
    """Hours behind the groups belong to the date before them: "T2 17/11: KP1, KP2 (19h-21h)"."""
    date_tokens = tokens(where)
    behind = [token for token in date_tokens if token.sort in HOURS]
    if not behind or date_tokens[-len(behind) :] != behind or not any(token.sort is Sort.TIME for token in behind):
        return where, when
    cut = behind[0].start
    return where[:cut].rstrip(" (,;:-"), f"{when}\x1f{where[cut:]}"


def _named(row: TableRow | Paragraph, where: str, when: CellTimes, match: str) -> Line:
    try:
        return Line(row.label, names.split(where), when, match)
    except names.UnclearName:
        fault = Fault("missing_group", where, "not the name of one group, nor a list of names")
        return Line(row.label, (), replace(when, faults=(*when.faults, fault)), match)


def _is_when(text: str) -> bool:
    return has_date(text) and not _sorts(text) & {Sort.WORD, Sort.DOUBT}


def _is_hours(text: str) -> bool:
    return bool(_sorts(text)) and _sorts(text) <= {Sort.TIME, Sort.RANGE, Sort.PART, Sort.BREAK, Sort.WEEKDAY}


def _begins_with_when(text: str) -> bool:
    """Such as "Thôn Đông: ngày 09/11 tại nhà văn hóa": more words than needed, but a night."""
    date_tokens = tokens(text)
    return (
        bool(date_tokens) and date_tokens[0].sort is not Sort.WORD and bool(_sorts(text) & {Sort.DATE, Sort.RECURRING})
    )


def _is_called(text: str) -> bool:
    starts = any(re.match(rf"{re.escape(sign)}(?:\s|\d|$)", fold(text).strip()) for sign in GROUP_SIGNS)
    proper = any(word[:1].isupper() for word in text.split()[1:])
    named = starts and (proper or not set(folded_words(text)) <= GROUP_WORDS)
    return named or bool(EVERYONE.match(fold(text).strip()))


def _is_where(text: str) -> bool:
    """Proper names, or called so; "Họp tổng kết" is neither."""
    sorts = _sorts(text)
    proper = all(word[0].isupper() or not word[0].isalpha() for word in text.split())
    plain = Sort.WORD in sorts and not sorts & {Sort.DATE, Sort.TIME, Sort.MONTH}
    return plain and (proper or _is_called(text)) and len(text.strip()) <= LONGEST_NAME


def _sorts(text: str) -> set[Sort]:
    return {token.sort for token in tokens(text)}
