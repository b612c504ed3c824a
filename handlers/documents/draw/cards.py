"""Draws a sheet of invitation cards: eight on an A4 page, dotted lines to cut along, a code to type and one to scan."""

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

import matplotlib as mpl
import segno
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

PAGE = (210.0, 297.0)  # mm
COLUMNS, ROWS = 2, 4
CARD = (95.0, 68.0)
EDGE = ((PAGE[0] - COLUMNS * CARD[0]) / 2, (PAGE[1] - ROWS * CARD[1]) / 2)
INSET = 6.0
SCANNED = 31.0  # side of the code to scan …
QUIET_ZONE = 5.0  # … and what must stay white beside it
FIRST, SECOND = 26.0, 16.0  # sides where there are two, so far apart that a camera takes the one it is held at
MM = 72 / 25.4  # points
INK, QUIET, ACCENT, CUT = "#14201d", "#46544f", "#0f4c55", "#8c9a94"
MEASURED = 100.0
SANS, MONO = "DejaVu Sans", "DejaVu Sans Mono"


def draw(data: dict[str, Any]) -> bytes:
    """The same sheet is the same bytes, whenever it is drawn."""
    made = io.BytesIO()
    told = {"Title": data["call"], "CreationDate": None}
    # Letters that can be searched and copied.
    with mpl.rc_context({"pdf.fonttype": 42}), PdfPages(made, metadata=told) as pages:
        for some in _pages(data["cards"]):
            pages.savefig(_page(some))
    return made.getvalue()


def matrix(link: str) -> list[list[bool]]:
    """Medium error correction: a crease or a thumb may hide a part."""
    return [[bool(dark) for dark in row] for row in segno.make(link, error="m", micro=False).matrix]


def _pages(cards: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for first in range(0, len(cards), COLUMNS * ROWS):
        yield cards[first : first + COLUMNS * ROWS]


def _page(cards: Sequence[dict[str, str]]) -> Figure:
    """Everything on it is placed in mm from the lower left corner."""
    figure = Figure(figsize=(PAGE[0] / 25.4, PAGE[1] / 25.4))
    paper = _Paper(figure)
    for place, card in enumerate(cards):
        row, column = divmod(place, COLUMNS)
        paper.card(EDGE[0] + column * CARD[0], PAGE[1] - EDGE[1] - row * CARD[1], card)
    paper.cuts(rows=-(-len(cards) // COLUMNS))
    return figure


class _Paper:
    def __init__(self, figure: Figure) -> None:
        self._axes = figure.add_axes((0, 0, 1, 1), xlim=(0, PAGE[0]), ylim=(0, PAGE[1]))
        self._axes.set_axis_off()

    def card(self, left: float, top: float, card: dict[str, str]) -> None:
        x, wide = left + INSET, CARD[0] - 2 * INSET
        side = FIRST if card["second"] else SCANNED
        beside = wide - SCANNED - QUIET_ZONE if card["link"] else wide
        self._write(x, top - 8.5, card["head"], _CardStyle(8.5, "bold", color=ACCENT), wide)
        self._line((x, x + wide), (top - 11, top - 11), color=ACCENT, linewidth=0.6)
        below = self._write(x, top - 18.5, card["name"], _CardStyle(13, "bold"), beside, most=2)
        self._write(x, below - 0.5, card["post"], _CardStyle(9, color=QUIET), beside, most=2)
        self._write(x, top - 44, card["code"], _CardStyle(21, "bold", MONO, ACCENT), beside)
        below = wide - SECOND - QUIET_ZONE if card["second"] else wide
        self._write(x, top - 50, card["how_to"], _CardStyle(8.5), below, most=3 if card["second"] else 2)
        self._write(x, top - 60.5, card["help"], _CardStyle(8.5, "bold"), below)
        self._write(x, top - 64.5, card["until"], _CardStyle(7, color=QUIET), below)
        right = left + CARD[0] - INSET
        if card["link"]:
            self._scanned(right - side, top - 14.5, side, card["link"])
        if card["second"]:
            self._scanned(right - SECOND, top - 49, SECOND, card["second"])
            self._write(right - SECOND, top - 46.5, card["second_name"], _CardStyle(7.5, "bold"), SECOND)

    def cuts(self, rows: int) -> None:
        """From edge to edge, so that whoever cuts needs no measure."""
        bottom = PAGE[1] - EDGE[1] - rows * CARD[1]
        for column in range(COLUMNS + 1):
            x = EDGE[0] + column * CARD[0]
            self._line((x, x), (max(bottom - 4, 0), PAGE[1]), color=CUT, linewidth=0.5, dashes=(2, 3))
        for row in range(rows + 1):
            y = PAGE[1] - EDGE[1] - row * CARD[1]
            self._line((0, PAGE[0]), (y, y), color=CUT, linewidth=0.5, dashes=(2, 3))

    def _scanned(self, left: float, top: float, wide: float, link: str) -> None:
        """One shape, so that no seams show between its squares."""
        rows = matrix(link)
        side = wide / len(rows)
        corners: list[tuple[float, float]] = []
        for n, row in enumerate(rows):
            upper, lower = top - n * side, top - (n + 1) * side
            for start, end in _runs(row):
                a, b = left + start * side, left + end * side
                corners += [(a, upper), (b, upper), (b, lower), (a, lower), (a, upper)]
        codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY] * (len(corners) // 5)
        self._axes.add_artist(PathPatch(Path(corners, codes), facecolor="black", linewidth=0))

    def _write(self, x: float, y: float, words: str, look: "_CardStyle", wide: float, most: int = 1) -> float:
        """In at most so many lines, smaller where they would not do; return where the next line may stand."""
        while len(lines := look.wrapped(words, wide)) > most or any(look.width(line) > wide for line in lines):
            look = look.smaller()
        for line in lines:
            self._axes.text(x, y, line, fontproperties=look.font, color=look.color, parse_math=False)
            y -= look.size * 1.3 / MM
        return y

    def _line(self, x: tuple[float, float], y: tuple[float, float], **form: Any) -> None:
        self._axes.add_line(Line2D(x, y, **form))


class _CardStyle:
    def __init__(self, size: float, weight: str = "normal", family: str = SANS, color: str = INK) -> None:
        self.size = size
        self.color = color
        self.font = FontProperties(family=family, weight=weight, size=size)

    def smaller(self) -> "_CardStyle":
        return _CardStyle(self.size * 0.95, str(self.font.get_weight()), self.font.get_family()[0], self.color)

    def width(self, words: str) -> float:
        """In mm."""
        return _measured(words, str(self.font.get_weight()), self.font.get_family()[0]) * self.size / MEASURED / MM

    def wrapped(self, words: str, wide: float) -> list[str]:
        lines = [""]
        for word in words.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.width(longer) <= wide:
                lines[-1] = longer
            else:
                lines.append(word)
        return [line for line in lines if line]


@lru_cache(maxsize=4096)
def _measured(words: str, weight: str, family: str) -> float:
    """In points, of letters so large that no grid of dots bends them."""
    face = get_font(findfont(FontProperties(family=family, weight=weight)))
    face.set_size(MEASURED, 72)
    face.set_text(words, 0.0)
    return float(face.get_width_height()[0]) / 64


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """From where to where it is dark."""
    start = 0
    for dark, some in groupby(row):
        end = start + len(list(some))
        if dark:
            yield start, end
        start = end
