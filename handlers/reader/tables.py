"""Pasted tables: a heading row of indicators, then rows of numbers that take their meaning from the column."""

from dataclasses import replace

from handlers.language.pieces import Flaw, Piece, Tag
from handlers.language.vocabulary import cue

_COLUMNS = frozenset({"|", "\t", ";", ","})
_RUNNING = cue("running_number")
Row = list[Piece]


def label_columns(pieces: Row) -> Row:
    """Gives the numbers below a heading row their indicators; the heading itself says no more."""
    if not any(piece.word == "\n" for piece in pieces):
        return pieces
    labelled: dict[int, Piece] = {}
    header: Row | None = None
    sums: dict[str, int] = {}
    for row in _rows(pieces):
        if _is_header(row):
            header, sums = row, {}
        elif header and any(p.tag is Tag.NUMBER for p in row) and not any(p.tag is Tag.INDICATOR for p in row):
            labelled.update((p.start, p) for p in _labelled(header, row, sums))
    if header and sums:
        labelled.update((p.start, replace(p, tag=Tag.HEAD)) for p in header if p.tag is Tag.INDICATOR)
    return [labelled.get(p.start, p) for p in pieces]


def _rows(pieces: Row) -> list[Row]:
    rows: list[Row] = [[]]
    for piece in pieces:
        if piece.word == "\n":
            rows.append([])
        else:
            rows[-1].append(piece)
    return rows


def _is_header(row: Row) -> bool:
    labels = [p for p in row if p.tag in {Tag.INDICATOR, Tag.HEAD, Tag.HOUSE, Tag.TRAP}]
    indicators = [p for p in row if p.tag is Tag.INDICATOR]
    numbers = any(p.tag is Tag.NUMBER for p in row)
    columns = any(p.word in _COLUMNS for p in row)
    return bool(indicators) and not numbers and (len(indicators) > 1 or (columns and len(labels) > 1))


def _cells(row: Row) -> list[Row]:
    cells: list[Row] = [[]]
    for piece in row:
        if piece.tag is Tag.BREAK and piece.word in _COLUMNS:
            cells.append([])
        else:
            cells[-1].append(piece)
    return cells


def _labelled(header: Row, row: Row, sums: dict[str, int]) -> Row:
    """The numbers of the row under their labels; a row of totals only confirms what stands above it."""
    heads, cells = _cells(header), _cells(row)
    pairs = _by_column(heads, cells) if len(heads) > 1 and len(heads) == len(cells) else _by_order(header, row)
    total = any(p.tag is Tag.TOTAL for p in row) or row[0].tag is Tag.ADD
    labelled = []
    for label, number in pairs or ():
        if label == "" or (total and sums.get(label) == number.value):
            labelled.append(replace(number, tag=Tag.TRAP))
        elif total:
            labelled.append(replace(number, flaw=Flaw.VAGUE))
        else:
            labelled.append(replace(number, indicator=label))
            sums[label] = sums.get(label, 0) + number.value
    return labelled


def _by_column(heads: list[Row], cells: list[Row]) -> list[tuple[str, Piece]] | None:
    pairs = []
    for head, cell in zip(heads, cells, strict=True):
        numbers = [p for p in cell if p.tag is Tag.NUMBER]
        label = next((p.indicator for p in head if p.tag is Tag.INDICATOR), "")
        running = any(p.word in _RUNNING or p.tag in {Tag.TARGET, Tag.SO_FAR} for p in head)
        if len(numbers) > 1 or (numbers and not label and not running):
            return None
        pairs += [(label, number) for number in numbers]
    return pairs


def _by_order(header: Row, row: Row) -> list[tuple[str, Piece]] | None:
    labels = ["" if p.word in _RUNNING else p.indicator for p in header if p.tag is Tag.INDICATOR or p.word in _RUNNING]
    numbers = [p for p in row if p.tag is Tag.NUMBER]
    return list(zip(labels, numbers, strict=True)) if len(labels) == len(numbers) else None
