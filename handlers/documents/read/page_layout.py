"""Letters and lines of pages, with their places in points -> paragraphs and tables. Pure; `y` grows upwards."""

import re
import unicodedata
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from handlers.documents.read.tables import Cell, Document, Paragraph, ReadTable, TableRow
from handlers.documents.unreadable import Code, Unreadable
from handlers.problem import Problem

NEAR = 3.0  # points: lines as near as that are one, or meet
BLANK, COLUMN = 0.16, 1.2  # of a letter's height: a gap between words, between columns
MARGIN = 8.0  # points: a cell keeps no more free beside its text
FULL = 0.85  # of the widest line: a line that reaches so far goes on in the next
APART = 1.7  # of a letter's height: lines further apart are no one paragraph
FEWEST = 3  # lines of a table that nobody has drawn
MAX_ROWS, MAX_COLUMNS = 5_000, 100
DIGITS = re.compile(r"\d+")
ANEW = re.compile(r"[-+•*–]\s|\d{1,2}\s*[/.-]\s*\d")
STRUCK = (0.1, 0.45)  # of a letter's height above its line: through the middle
COVERED = 0.6  # of a line that strikes out, by what it strikes out
SHOWN = 80  # signs of what was struck out

Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Glyph:
    """`base`: where its line stands; `height`: of its font."""

    sign: str
    left: float
    right: float
    base: float
    height: float


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

    def table(self) -> list[list[tuple[str, Corner]]]:
        rights = self._rights()
        texts = {
            corner: text_of(letters, (self.columns[corner[1]], rights[corner]))
            for corner, letters in self.letters.items()
        }
        return [
            [
                (texts.get(corner, ""), corner)
                for column in range(len(self.columns) - 1)
                for corner in [self.cells[row, column]]
            ]
            for row in range(len(self.rows) - 1)
        ]

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
        return "  ".join(map(one_line, self.parts))

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


@dataclass
class DrawnTable:
    """A table in the making; it may go on over several pages."""

    columns: list[float]
    rows: list[list[tuple[str, Corner]]]


def document(pages: Sequence[LaidPage]) -> Document:
    """In reading order. A table that goes on over the next page is one; what stands on each page alike is none's."""
    struck: list[str] = []
    split = [_split(page, struck) for page in pages]
    furniture = _furniture([lines for lines, _ in split])
    blocks: list[str | DrawnTable] = []
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
    remarks = (Problem((), "struck", "; ".join(struck)[:SHOWN]),) if struck else ()
    return Document(tuple(_labelled(blocks)), remarks)


def _labelled(blocks: Iterable[str | DrawnTable]) -> Iterator[Paragraph | ReadTable]:
    paragraphs = tables = 0
    for block in blocks:
        if isinstance(block, str):
            paragraphs += 1
            yield Paragraph(f"paragraph {paragraphs}", block)
            continue
        tables += 1
        if len(block.rows) > MAX_ROWS or len(block.rows[0]) > MAX_COLUMNS:
            raise Unreadable(Code.TOO_BIG, f"more than {MAX_ROWS} rows")
        yield ReadTable(
            tuple(
                TableRow(f"table {tables} row {number}", tuple(Cell(text, corner) for text, corner in row))
                for number, row in enumerate(block.rows, start=1)
            )
        )


def _goes_on(before: DrawnTable, block: DrawnTable) -> bool:
    return len(before.columns) == len(block.columns) and all(
        abs(one - other) <= NEAR for one, other in zip(before.columns, block.columns, strict=True)
    )


def _append(before: DrawnTable, block: DrawnTable) -> None:
    """Without the heading, where it is said again on the next page."""
    same = 0
    for old, new in zip(before.rows, block.rows, strict=False):
        if [text for text, _ in old] != [text for text, _ in new]:
            break
        same += 1
    shift = len(before.rows) - same
    before.rows += [[(text, (row + shift, column)) for text, (row, column) in cells] for cells in block.rows[same:]]


# --- one page


def _split(page: LaidPage, struck: list[str]) -> tuple[list[TextLine], list[DrawnGrid]]:
    """The lines of text outside the tables, and the tables, each with its letters."""
    across = _joined(ruling for ruling in page.rulings if ruling.across)
    strokes, gone = _struck(across, page.letters)
    struck += filter(None, [text_of(list(gone.values())).replace("\n", "; ")])
    upright = _joined(ruling for ruling in page.rulings if not ruling.across)
    grids = _grids([ruling for ruling in across if ruling not in strokes], upright)
    kept = (letter for letter in page.letters if id(letter) not in gone)
    loose = [letter for letter in kept if not any(grid.takes(letter) for grid in grids)]
    return [_cut(line) for line in _lines(loose)], [grid for grid in grids if any(grid.letters.values())]


def _struck(across: Sequence[Ruling], letters: Sequence[Glyph]) -> tuple[set[Ruling], dict[int, Glyph]]:
    """Lines through the middle of letters and no further, and the letters; one below or above is none of theirs."""
    by_base = sorted(letters, key=lambda letter: letter.base)
    bases, highest = [letter.base for letter in by_base], max((letter.height for letter in letters), default=0.0)
    strokes, gone = set[Ruling](), dict[int, Glyph]()
    for ruling in across:
        near = by_base[bisect(bases, ruling.at - STRUCK[1] * highest) : bisect(bases, ruling.at)]
        crossed = [letter for letter in near if _crosses(ruling, letter)]
        if crossed and _long(crossed) >= COVERED * (ruling.ends - ruling.begins):
            strokes.add(ruling)
            gone |= {id(letter): letter for letter in crossed}
    return strokes, gone


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
    return [line for line in lines if any(not letter.sign.isspace() for letter in line)]


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


def _in_order(lines: Sequence[TextLine], grids: Sequence[DrawnGrid]) -> Iterator[str | DrawnTable]:
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


def _prose(lines: Sequence[TextLine]) -> Iterator[str | DrawnTable]:
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


def _said(lines: Sequence[TextLine]) -> Iterator[str]:
    if lines:
        yield " ".join(line.text for line in lines)


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
    rows: list[list[str]] = []
    for number, line in enumerate(lines):
        cells = [""] * len(begins)
        for part in line.parts:
            column = max(bisect(begins, part[0].left + NEAR) - 1, 0)
            cells[column] = " ".join(filter(None, [cells[column], one_line(part)]))
        near = number and lines[number - 1].base - line.base <= APART * line.height
        if near and not cells[0] and len(line.parts) < len(begins) - 1:
            rows[-1] = [" ".join(filter(None, pair)) for pair in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return DrawnTable(
        begins, [[(text, (row, column)) for column, text in enumerate(cells)] for row, cells in enumerate(rows)]
    )
