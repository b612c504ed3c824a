"""Letters and lines of pages, with their places in points -> paragraphs and tables. Pure; `y` grows upwards."""

import re
import unicodedata
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from handlers.documents.read.tables import Cell, Document, Paragraph, ReadTable, TableRow
from handlers.documents.unreadable import Code, Unreadable
from handlers.problem import Problem

NEAR = 3.0  # points: lines as near as that are one, or meet
BLANK, COLUMN = 0.16, 1.2  # of a letter's height: a gap between words, between columns
MARGIN = 8.0  # points: a cell keeps no more free beside its text
TWICE = 0.1  # of a letter's height: the same letter as near as that is one
FULL = 0.85  # of the widest line: a line that reaches so far goes on in the next
APART = 1.7  # of a letter's height: lines further apart are no one paragraph
FEWEST = 3  # lines of a table that nobody has drawn
MAX_ROWS, MAX_COLUMNS = 5_000, 100
DIGITS = re.compile(r"\d+")
ORDINAL = re.compile(r"[\W_]*\d{0,3}[\W_]*")  # the number of a row of which nothing else is left
ANEW = re.compile(r"[-+•*–]\s|\d{1,2}\s*[/.-]\s*\d")
STRUCK = (0.1, 0.45)  # of a letter's height above its line: through the middle
COVERED = 0.6  # of a line that strikes out, by what it strikes out
SHOWN = 80  # signs of what was struck out

Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Glyph:
    """`base`: where its line stands; `height`: of its font; `struck`: a line goes through the middle of it."""

    sign: str
    left: float
    right: float
    base: float
    height: float
    struck: bool = False


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """`struck`: what is struck out in it, and no part of its text."""

    text: str
    origin: Corner
    struck: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A line across at the height `at`, or upright at that distance from the left."""

    at: float
    begins: float
    ends: float
    across: bool


@dataclass(frozen=True, slots=True)
class LaidPage:
    letters: list[Glyph]
    rulings: list[Ruling]


@dataclass
class DrawnGrid:
    """A table that was drawn: the places of its lines, upright ones from the left, those across from below."""

    columns: list[float]
    rows: list[float]
    cells: dict[Corner, Corner]  # each small cell -> the first of those that no line divides
    letters: dict[Corner, list[Glyph]] = field(default_factory=lambda: defaultdict(list))

    @property
    def top(self) -> float:
        return self.rows[-1]

    @property
    def size(self) -> float:
        return (self.columns[-1] - self.columns[0]) * (self.rows[-1] - self.rows[0])

    def takes(self, letter: Glyph) -> bool:
        """Whether it stands in it; if so it is kept."""
        column = bisect(self.columns, (letter.left + letter.right) / 2)
        row = len(self.rows) - bisect(self.rows, letter.base + letter.height / 4)
        if not (0 < column < len(self.columns) and 0 < row < len(self.rows)):
            return False
        self.letters[self.cells[row - 1, column - 1]].append(letter)
        return True

    def table(self) -> list[list[DrawnCell]]:
        rights = self._rights()
        cells = {
            corner: _cell(self.letters[corner], corner, self.columns[corner[1]], rights[corner]) for corner in rights
        }
        wide, high = len(self.columns) - 1, len(self.rows) - 1
        return [[cells[self.cells[row, column]] for column in range(wide)] for row in range(high)]

    def _rights(self) -> dict[Corner, float]:
        """The right side of each cell, however many small ones it is made of."""
        last = {corner: column for (_, column), corner in sorted(self.cells.items(), key=lambda one: one[0][1])}
        return {corner: self.columns[column + 1] for corner, column in last.items()}


@dataclass(frozen=True, slots=True)
class TextLine:
    """Letters on one line, cut where a gap is wide enough to part columns."""

    parts: tuple[tuple[Glyph, ...], ...]

    @property
    def text(self) -> str:
        return "  ".join(filter(None, (one_line(_parted(part)[0]) for part in self.parts)))

    @property
    def struck(self) -> str:
        return " ".join(filter(None, (one_line(_parted(part)[1]) for part in self.parts)))

    @property
    def left(self) -> float:
        return self.parts[0][0].left

    @property
    def right(self) -> float:
        return self.parts[-1][-1].right

    @property
    def base(self) -> float:
        return self.parts[0][0].base

    @property
    def height(self) -> float:
        return max(letter.height for letter in self.parts[0])


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; `struck`: what is struck out in it."""

    text: str
    struck: str = ""


@dataclass
class DrawnTable:
    """A table in the making; it may go on over several pages."""

    columns: list[float]
    rows: list[list[DrawnCell]]


def document(pages: Sequence[LaidPage]) -> Document:
    """In reading order. A table that goes on over the next page is one; what stands on each page alike is none's."""
    split = [_split(page) for page in pages]
    furniture = _furniture([lines for lines, _ in split])
    blocks: list[Prose | DrawnTable] = []
    open_ = False  # whether the last thing on the page before was a table
    for lines, grids in split:
        told = [line for line in lines if _place(line) not in furniture]
        for block in _in_order(told, grids):
            last = blocks[-1] if blocks else None
            if open_ and isinstance(block, DrawnTable) and isinstance(last, DrawnTable) and _goes_on(last, block):
                _append(last, block)
            else:
                blocks.append(block)
            open_ = False
        open_ = bool(blocks) and isinstance(blocks[-1], DrawnTable)
    remarks: list[Problem] = []
    return Document(tuple(_labelled(blocks, remarks)), tuple(remarks))


def _labelled(blocks: Iterable[Prose | DrawnTable], remarks: list[Problem]) -> Iterator[Paragraph | ReadTable]:
    paragraphs = tables = 0
    for block in blocks:
        if isinstance(block, Prose):
            paragraphs += 1
            remarks += _remark(f"paragraph {paragraphs}", [block.struck])
            yield Paragraph(f"paragraph {paragraphs}", block.text)
            continue
        tables += 1
        if len(block.rows) > MAX_ROWS or len(block.rows[0]) > MAX_COLUMNS:
            raise Unreadable(Code.TOO_BIG, f"more than {MAX_ROWS} rows")
        yield ReadTable(tuple(_rows(block, f"table {tables}", remarks)))


def _rows(table: DrawnTable, name: str, remarks: list[Problem]) -> Iterator[TableRow]:
    """Without those of which, beside their number, all is struck out."""
    for number, cells in enumerate(table.rows, start=1):
        struck = [cell.struck for cell in dict.fromkeys(cells) if cell.struck]
        remarks += _remark(f"{name} row {number}", struck)
        if not (struck and all(ORDINAL.fullmatch(cell.text) for cell in cells)):
            yield TableRow(f"{name} row {number}", tuple(Cell(cell.text, cell.origin) for cell in cells))


def _remark(label: str, struck: Iterable[str]) -> Iterator[Problem]:
    text = " ".join(filter(None, struck))
    if text:
        yield Problem((label,), "struck", text[:SHOWN])


def _goes_on(before: DrawnTable, block: DrawnTable) -> bool:
    return len(before.columns) == len(block.columns) and all(
        abs(one - other) <= NEAR for one, other in zip(before.columns, block.columns, strict=True)
    )


def _append(before: DrawnTable, block: DrawnTable) -> None:
    """Without the heading, where it is said again on the next page."""
    same = 0
    for old, new in zip(before.rows, block.rows, strict=False):
        if [cell.text for cell in old] != [cell.text for cell in new]:
            break
        same += 1
    shift = len(before.rows) - same
    for cells in block.rows[same:]:
        before.rows.append([replace(cell, origin=(cell.origin[0] + shift, cell.origin[1])) for cell in cells])


# --- one page


def _split(page: LaidPage) -> tuple[list[TextLine], list[DrawnGrid]]:
    """The lines of text outside the tables, and the tables, each with its letters."""
    across = _joined(ruling for ruling in page.rulings if ruling.across)
    upright = _joined(ruling for ruling in page.rulings if not ruling.across)
    strokes, struck = _struck(across, page.letters)
    letters = [replace(letter, struck=True) if id(letter) in struck else letter for letter in page.letters]
    grids = _grids([ruling for ruling in across if ruling not in strokes], upright)
    loose = [letter for letter in letters if not any(grid.takes(letter) for grid in grids)]
    return [_cut(line) for line in _lines(loose)], [grid for grid in grids if any(grid.letters.values())]


def _struck(across: Sequence[Ruling], letters: Sequence[Glyph]) -> tuple[set[Ruling], set[int]]:
    """Lines through the middle of letters and no further, and the letters; one below or above is none of theirs."""
    by_base = sorted(letters, key=lambda letter: letter.base)
    bases, highest = [letter.base for letter in by_base], max((letter.height for letter in letters), default=0.0)
    strokes, struck = set[Ruling](), set[int]()
    for ruling in across:
        near = by_base[bisect(bases, ruling.at - STRUCK[1] * highest) : bisect(bases, ruling.at)]
        crossed = [letter for letter in near if _crosses(ruling, letter)]
        if crossed and _long(crossed) >= COVERED * (ruling.ends - ruling.begins):
            strokes.add(ruling)
            struck |= set(map(id, crossed))
    return strokes, struck


def _crosses(ruling: Ruling, letter: Glyph) -> bool:
    high = (ruling.at - letter.base) / letter.height
    middle = (letter.left + letter.right) / 2
    return ruling.begins <= middle <= ruling.ends and STRUCK[0] < high < STRUCK[1]


def _grids(across: Sequence[Ruling], upright: Sequence[Ruling]) -> list[DrawnGrid]:
    """The smallest first, since one may stand in another."""
    grids = []
    for rows, columns in _meeting(across, upright):
        grid = _grid(rows, columns) if len(rows) > 1 and len(columns) > 1 else None
        if grid is not None and len(set(grid.cells.values())) > 1:
            grids.append(grid)
    return sorted(grids, key=lambda grid: grid.size)


def _joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Pieces of one line are one."""
    found: list[Ruling] = []
    groups = defaultdict(list)
    last = None
    for ruling in sorted(rulings, key=lambda one: one.at):
        if last is None or ruling.at - last > NEAR:
            last = ruling.at
        groups[last].append(ruling)
    for at, alike in groups.items():
        for ruling in sorted(alike, key=lambda one: one.begins):
            before = found[-1] if found and found[-1].at == at else None
            if before and ruling.begins <= before.ends + NEAR:
                found[-1] = Ruling(at, before.begins, max(before.ends, ruling.ends), ruling.across)
            else:
                found.append(Ruling(at, ruling.begins, ruling.ends, ruling.across))
    return found


def _meeting(across: Sequence[Ruling], upright: Sequence[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Lines that meet, directly or over others."""
    left, free = list(upright), list(across)
    while left:
        columns, rows, waiting = [left.pop()], list[Ruling](), True
        while waiting:
            touched = [row for row in free if any(_meet(row, column) for column in columns)]
            free = [row for row in free if row not in touched]
            rows += touched
            reached = [column for column in left if any(_meet(row, column) for row in touched)]
            left = [column for column in left if column not in reached]
            columns += reached
            waiting = bool(reached)
        yield rows, columns


def _meet(row: Ruling, column: Ruling) -> bool:
    return row.begins - NEAR <= column.at <= row.ends + NEAR and column.begins - NEAR <= row.at <= column.ends + NEAR


def _grid(across: Sequence[Ruling], upright: Sequence[Ruling]) -> DrawnGrid | None:
    columns = _places([one.at for one in upright], [end for one in across for end in (one.begins, one.ends)])
    rows = _places([one.at for one in across], [end for one in upright for end in (one.begins, one.ends)])
    wide, high = len(columns) - 1, len(rows) - 1
    if wide > MAX_COLUMNS or high > MAX_ROWS:
        return None
    walls = {(row, column) for column, row in _sides(upright, columns, rows)}
    floors = set(_sides(across, rows, columns))  # (the line from below, the column)
    first: dict[Corner, Corner] = {}
    for row in range(high):  # from the top
        for column in range(wide):
            above = row and (high - row, column) not in floors
            before = column and (high - 1 - row, column) not in walls
            own = first[row - 1, column] if above else first[row, column - 1] if before else (row, column)
            first[row, column] = own
    return DrawnGrid(columns, rows, first)


def _places(at: Sequence[float], ends: Sequence[float]) -> list[float]:
    """Where lines stand, and where those that cross them end if that is further out: a side that nobody drew."""
    found = sorted(at)
    outer = [end for end in (min(ends), max(ends)) if end < found[0] - NEAR or end > found[-1] + NEAR]
    places: list[float] = []
    for place in sorted([*found, *outer]):
        if not places or place - places[-1] > NEAR:
            places.append(place)
    return places


def _sides(rulings: Iterable[Ruling], at: Sequence[float], along: Sequence[float]) -> Iterator[Corner]:
    """Which stretches between two places each line covers: (its own place, the stretch)."""
    for ruling in rulings:
        own = min(range(len(at)), key=lambda place: abs(at[place] - ruling.at))
        for stretch in range(len(along) - 1):
            if ruling.begins - NEAR <= (along[stretch] + along[stretch + 1]) / 2 <= ruling.ends + NEAR:
                yield own, stretch


# --- letters


def _cell(letters: Sequence[Glyph], corner: Corner, *sides: float) -> DrawnCell:
    kept, struck = _parted(letters)
    return DrawnCell(text_of(kept, (sides[0], sides[1])), corner, text_of(struck).replace("\n", " "))


def _parted(letters: Iterable[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """Those that count, and those that are struck out."""
    parted: tuple[list[Glyph], list[Glyph]] = ([], [])
    for letter in letters:
        parted[letter.struck].append(letter)
    return parted


def text_of(letters: Sequence[Glyph], sides: tuple[float, float] | None = None) -> str:
    """`sides`: of the cell that holds them: a line that had no room for the next word goes on in the next line."""
    lines, text = _lines(letters), ""
    room = _room(letters, *sides) if sides and len(lines) > 1 else 0.0
    for number, line in enumerate(lines):
        full = room and number and _long(lines[number - 1]) + _long(_first_word(line)) > room
        said = one_line(line)
        text += (" " if full and not _begins_anew(said, text) else "\n") + said
    return text.strip()


def _room(letters: Sequence[Glyph], left: float, right: float) -> float:
    """Without what the cell keeps free on both sides, as far as it shows, and the blank before a word."""
    margin = min(max(min(letter.left for letter in letters) - left, 1.0), MARGIN)
    return right - left - 2 * margin - BLANK * letters[0].height


def _begins_anew(line: str, text: str) -> bool:
    """Another date, another point of a list, another "Thôn …" under the first: however little room there was."""
    return bool(ANEW.match(line)) or line.split()[:1] == text.split()[:1]


def _long(line: Sequence[Glyph]) -> float:
    return max(letter.right for letter in line) - min(letter.left for letter in line) if line else 0.0


def _first_word(line: Sequence[Glyph]) -> Sequence[Glyph]:
    for number in range(1, len(line)):
        if line[number].sign.isspace() or line[number].left - line[number - 1].right > BLANK * line[number].height:
            return line[:number]
    return line


def one_line(letters: Sequence[Glyph]) -> str:
    pieces: list[str] = []
    end = letters[0].right if letters else 0.0
    for letter in letters:
        if letter.left - end > BLANK * letter.height:
            pieces.append(" ")
        pieces.append(letter.sign)
        end = max(end, letter.right)
    return unicodedata.normalize("NFC", " ".join("".join(pieces).split()))


def _lines(letters: Iterable[Glyph]) -> list[list[Glyph]]:
    """From the top, each from the left; a mark that stands over its letter stays behind it."""
    found: list[list[Glyph]] = []
    for letter in sorted(letters, key=lambda one: -one.base):
        if found and found[-1][0].base - letter.base <= letter.height * 0.3:
            found[-1].append(letter)
        else:
            found.append([letter])
    lines = [
        sorted(line, key=lambda one: (one.left + one.right, bool(unicodedata.combining(one.sign)))) for line in found
    ]
    return [_once(line) for line in lines if any(not letter.sign.isspace() for letter in line)]


def _once(line: Sequence[Glyph]) -> list[Glyph]:
    """Some programs print a letter twice, a hair apart, to make it bold."""
    kept: list[Glyph] = []
    for letter in line:
        before = kept[-1] if kept else None
        if before is None or before.sign != letter.sign or letter.left - before.left > TWICE * letter.height:
            kept.append(letter)
    return kept


def _cut(line: Sequence[Glyph]) -> TextLine:
    parts: list[list[Glyph]] = []
    for letter in (one for one in line if not one.sign.isspace()):
        if parts and letter.left - max(one.right for one in parts[-1][-3:]) <= COLUMN * letter.height:
            parts[-1].append(letter)
        else:
            parts.append([letter])
    return TextLine(tuple(map(tuple, parts)))


# --- text outside the tables that were drawn


def _place(line: TextLine) -> tuple[str, int]:
    """Where it stands and what it says, whatever its number."""
    return DIGITS.sub("0", line.text), round(line.base / 5)


def _furniture(pages: Sequence[Sequence[TextLine]]) -> set[tuple[str, int]]:
    """What is said on several pages at the same place: their heads, feet and numbers."""
    often = Counter(place for lines in pages for place in {_place(line) for line in (*lines[:2], *lines[-2:])})
    return {place for place, count in often.items() if count > 1}


def _in_order(lines: Sequence[TextLine], grids: Sequence[DrawnGrid]) -> Iterator[Prose | DrawnTable]:
    waiting = sorted(grids, key=lambda grid: -grid.top)
    before: list[TextLine] = []
    for line in lines:
        while waiting and waiting[0].top > line.base:
            yield from _prose(before)
            before, grid = [], waiting.pop(0)
            yield DrawnTable(grid.columns, grid.table())
        before.append(line)
    yield from _prose(before)
    for grid in waiting:
        yield DrawnTable(grid.columns, grid.table())


def _prose(lines: Sequence[TextLine]) -> Iterator[Prose | DrawnTable]:
    """Paragraphs, and tables that stand in columns without lines."""
    widest = max((line.right for line in lines), default=0.0)
    place, paragraph = 0, list[TextLine]()
    while place < len(lines):
        run = _columns(lines, place)
        if run > place:
            yield from _said(paragraph)
            paragraph = []
            yield _undrawn(lines[place:run])
            place = run
            continue
        if paragraph and not _continues(paragraph[-1], lines[place], widest):
            yield from _said(paragraph)
            paragraph = []
        paragraph.append(lines[place])
        place += 1
    yield from _said(paragraph)


def _said(lines: Sequence[TextLine]) -> Iterator[Prose]:
    if lines:
        text, struck = (
            " ".join(filter(None, parts)) for parts in zip(*((one.text, one.struck) for one in lines), strict=True)
        )
        yield Prose(text, struck)


def _continues(before: TextLine, line: TextLine, widest: float) -> bool:
    full = before.right >= FULL * widest and len(before.parts) == 1
    return full and before.base - line.base <= APART * line.height


def _columns(lines: Sequence[TextLine], start: int) -> int:
    """Where the table that begins here ends; `start` where none does."""
    first, end, rows = lines[start], start, 0
    while end < len(lines) and (end == start or lines[end - 1].base - lines[end].base <= 2 * APART * lines[end].height):
        line = lines[end]
        whole = len(line.parts) > 1
        wrapped = (
            rows and line.left > first.left + line.height and lines[end - 1].base - line.base <= APART * line.height
        )
        if not (whole or wrapped):
            break
        rows += whole
        end += 1
    return end if rows >= FEWEST else start


def _undrawn(lines: Sequence[TextLine]) -> DrawnTable:
    """Columns are where no line has a letter between them; what begins further right than a row goes on with it."""
    spans: list[list[float]] = []
    for left, right in sorted(
        (part[0].left, part[-1].right) for line in lines if len(line.parts) > 1 for part in line.parts
    ):
        if spans and left <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], right)
        else:
            spans.append([left, right])
    begins = [left for left, _ in spans]
    rows: list[list[DrawnCell]] = []
    for number, line in enumerate(lines):
        letters: dict[int, list[Glyph]] = defaultdict(list)
        for part in line.parts:
            letters[max(bisect(begins, part[0].left + NEAR) - 1, 0)] += part
        cells = [_cell(letters[column], (number, column), 0.0, 0.0) for column in range(len(begins))]
        near = number and lines[number - 1].base - line.base <= APART * line.height
        if near and not letters[0] and len(line.parts) < len(begins) - 1:
            rows[-1] = [_under(before, cell) for before, cell in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return DrawnTable(begins, rows)


def _under(cell: DrawnCell, below: DrawnCell) -> DrawnCell:
    text, struck = (" ".join(filter(None, pair)) for pair in ((cell.text, below.text), (cell.struck, below.struck)))
    return DrawnCell(text, cell.origin, struck)
