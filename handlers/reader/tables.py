"""Pasted tables: a heading row of indicators, then rows of numbers that take their meaning from the column."""

from dataclasses import replace

from handlers.language import tags
from handlers.language.pieces import Flaw, Piece
from handlers.language.tags import Tag
from handlers.language.vocabulary import cue

_COLUMNS = frozenset({"|", "\t", ";", ","})
_RUNNING = cue("running_number")
Row = list[Piece]


def label_columns(pieces: Row) -> Row:
    """Gives the numbers below a heading row their indicators; the heading itself says no more."""
    if not any(piece.word == "\n" for piece in pieces):
        return pieces
    labelled = {p.start: replace(p, tag=tags.TRAP) for p in _running_numbers(_rows(pieces))}
    pieces = [labelled.get(p.start, p) for p in pieces]
    header: Row | None = None
    sums: dict[str, int] = {}
    for row in _rows(pieces):
        if _is_header(row):
            header, sums = row, {}
        elif header and any(p.tag is tags.NUMBER for p in row) and not any(p.tag is tags.INDICATOR for p in row):
            labelled.update((p.start, p) for p in _labelled(header, row, sums))
    if header and sums:
        labelled.update((p.start, replace(p, tag=tags.HEAD)) for p in header if p.tag is tags.INDICATOR)
    return [labelled.get(p.start, p) for p in pieces]


def label_slashes(pieces: Row) -> Row:
    """`cài/vắng/từ chối 30/5/2`, and lines of it below: figures in the order of their labels."""
    labelled: Row = []
    order: list[str] = []
    at = begun = 0
    while at < len(pieces):
        named = _slashed(pieces, at, tags.INDICATOR)
        if len(named) > 1:
            order = [p.indicator for p in named]
            at = begun = at + 2 * len(named) - 1
            continue
        told = _told_by_slashes(pieces, at, len(order)) if order else []
        # two figures may be a fraction or a day: only right behind their labels
        if told and (len(order) > 2 or all(p.tag in {tags.LINK, tags.EQUALS} for p in pieces[begun:at])):
            labelled += [replace(p, indicator=label) for p, label in zip(told, order, strict=True)]
            labelled.append(Piece(tags.BREAK, told[-1].end, told[-1].end, ","))
            at = at + 1 if pieces[at].tag is tags.DATE else at + 2 * len(told) - 1
            continue
        labelled.append(pieces[at])
        at += 1
    return labelled if any(p.indicator and p.tag is tags.NUMBER for p in labelled) else pieces


def _slashed(pieces: Row, at: int, tag: Tag) -> Row:
    """Pieces of this kind from here on, each behind a slash."""
    found: Row = []
    while at < len(pieces) and pieces[at].tag is tag:
        found.append(pieces[at])
        if at + 2 >= len(pieces) or pieces[at + 1].word != "/":
            break
        at += 2
    return found


def _told_by_slashes(pieces: Row, at: int, size: int) -> Row:
    piece = pieces[at]
    parts = piece.word.split("/") if piece.tag is tags.DATE else []
    if len(parts) == size and all(part.strip().isdecimal() for part in parts):
        starts = [piece.start + sum(len(part) + 1 for part in parts[:i]) for i in range(size)]
        spans = zip(starts, parts, strict=True)
        return [Piece(tags.NUMBER, start, start + len(part), part, part, int(part)) for start, part in spans]
    told = _slashed(pieces, at, tags.NUMBER)
    return told if len(told) == size and size > 1 else []


def _rows(pieces: Row) -> list[Row]:
    rows: list[Row] = [[]]
    for piece in pieces:
        if piece.word == "\n":
            rows.append([])
        else:
            rows[-1].append(piece)
    return rows


def _running_numbers(rows: list[Row]) -> Row:
    """`1 | Số hộ đã đến | 45` and the rows below it: the first column only counts them."""
    first = [row[0] for row in rows if len(row) > 2 and row[0].tag is tags.NUMBER and row[1].word in _COLUMNS]
    counted = [p.value for p in first]
    return first if len(first) > 1 and counted == list(range(1, len(first) + 1)) else []


def _is_header(row: Row) -> bool:
    labels = [p for p in row if p.tag in {tags.INDICATOR, tags.HEAD, tags.HOUSE, tags.TRAP}]
    indicators = [p for p in row if p.tag is tags.INDICATOR]
    numbers = any(p.tag is tags.NUMBER for p in row)
    columns = any(p.word in _COLUMNS for p in row)
    return bool(indicators) and not numbers and (len(indicators) > 1 or (columns and len(labels) > 1))


def _cells(row: Row) -> list[Row]:
    cells: list[Row] = [[]]
    for piece in row:
        if piece.tag is tags.BREAK and piece.word in _COLUMNS:
            cells.append([])
        else:
            cells[-1].append(piece)
    return cells


def _labelled(header: Row, row: Row, sums: dict[str, int]) -> Row:
    """The numbers of the row under their labels; a row of totals only confirms what stands above it."""
    heads, cells = _cells(header), _cells(row)
    pairs = _by_column(heads, cells) if len(heads) > 1 and len(heads) == len(cells) else _by_order(header, row)
    total = any(p.tag is tags.TOTAL for p in row) or row[0].tag is tags.ADD
    labelled = []
    for label, number in pairs or ():
        if label == "" or (total and sums.get(label) == number.value):
            labelled.append(replace(number, tag=tags.TRAP))
        elif total:
            labelled.append(replace(number, flaw=Flaw.VAGUE))
        else:
            labelled.append(replace(number, indicator=label))
            sums[label] = sums.get(label, 0) + number.value
    return labelled


def _by_column(heads: list[Row], cells: list[Row]) -> list[tuple[str, Piece]] | None:
    pairs = []
    for head, cell in zip(heads, cells, strict=True):
        numbers = [p for p in cell if p.tag is tags.NUMBER]
        label = next((p.indicator for p in head if p.tag is tags.INDICATOR), "")
        running = any(p.word in _RUNNING or p.tag in {tags.TARGET, tags.SO_FAR} for p in head)
        if len(numbers) > 1 or (numbers and not label and not running):
            return None
        pairs += [(label, number) for number in numbers]
    return pairs


def _by_order(header: Row, row: Row) -> list[tuple[str, Piece]] | None:
    labels = [
        "" if p.word in _RUNNING else p.indicator for p in header if p.tag is tags.INDICATOR or p.word in _RUNNING
    ]
    numbers = [p for p in row if p.tag is tags.NUMBER]
    return list(zip(labels, numbers, strict=True)) if len(labels) == len(numbers) else None
