"""Draws the codes that open an application in its stores, side by side, the steps beneath: for a phone or a door."""

import textwrap
from typing import Any

from matplotlib.figure import Figure

from handlers.documents.draw.cards import matrix
from handlers.documents.draw.pictures import DONE, DPI, INK, QUIET, WIDE, font, png

EDGE, LINE = 0.35, 0.3  # inches: around everything, and from line to line
HEAD, CODE, NAME, FOOT = 0.95, 2.9, 0.55, 0.6
APART = 0.5  # so far that a camera takes the code it is held at
WIDEST = 58  # signs of a line of steps
MOST = 3  # codes


def draw(data: dict[str, Any]) -> bytes:
    codes = data["codes"][:MOST]
    lines = [part for n, step in enumerate(data["steps"], start=1) for part in _step(n, step)]
    side = min(CODE, (WIDE - 2 * EDGE - (len(codes) - 1) * APART) / len(codes))
    high = HEAD + side + NAME + LINE * (len(lines) + 1) + FOOT
    figure = Figure(figsize=(WIDE, high), dpi=DPI, facecolor="white")
    _write(figure, (0.5, 1 - 0.5 / high), data["title"], 19, DONE)
    left = (WIDE - len(codes) * side - (len(codes) - 1) * APART) / 2
    for place, code in enumerate(codes):
        x, y = left + place * (side + APART), high - HEAD - side
        axes = figure.add_axes((x / WIDE, y / high, side / WIDE, side / high))
        axes.imshow([[not dark for dark in row] for row in matrix(code["link"])], cmap="gray", interpolation="nearest")
        axes.set_axis_off()
        _write(figure, ((x + side / 2) / WIDE, (y - 0.28) / high), code["name"], 14, INK)
    top = high - HEAD - side - NAME - LINE
    for n, line in enumerate(lines):
        figure.text(EDGE / WIDE, (top - n * LINE) / high, line, color=INK, fontproperties=font(13), parse_math=False)
    _write(figure, (0.5, 0.25 / high), data["help"], 14, QUIET)
    return png(figure)


def _write(figure: Figure, at: tuple[float, float], words: str, size: float, ink: str) -> None:
    """Bold, around its middle."""
    look = font(size, bold=True)
    figure.text(*at, words, ha="center", va="center", color=ink, fontproperties=look, parse_math=False)


def _step(number: int, words: str) -> list[str]:
    first, *rest = textwrap.wrap(words, WIDEST)
    return [f"{number}. {first}", *(f"    {line}" for line in rest)]
