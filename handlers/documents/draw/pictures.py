"""Pictures for the screen of a phone in the sun: few things, large letters, dark on white, never by colour alone."""

import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.ticker import FuncFormatter
from matplotlib.transforms import Affine2D, IdentityTransform

DPI, WIDE = 150, 7.2  # inches: 1080 dots, as wide as a phone
# Inches around the axes. They are worked out here: to have them found is to draw everything twice.
TOP, BOTTOM, LEFT, RIGHT = 0.95, 0.75, 0.75, 0.2
NAMES = 2.4  # inches at most for what stands on the left
SANS = "DejaVu Sans"
INK, QUIET, GRID = "#14201d", "#46544f", "#d5ddd9"
DONE, GOAL, WARN = "#0b5d4e", "#a33b00", "#b00020"
BANDS = {"reached": "#0b5d4e", "near": "#2f8f7a", "coming": "#c98a00", "behind": "#a33b00", "apart": "#7a8782"}
STATES = {"told": "#0b5d4e", "owed": "#b00020", "ahead": "#ffffff", "excused": "#c9d2ce"}
ROOM = 1.15  # of the highest value, so that labels have air


def draw(data: dict[str, Any]) -> bytes:
    return DRAWN[data["kind"]](data)


def pace(data: dict[str, Any]) -> bytes:
    figure, axes = _sheet(data, 5.4)
    days = [date.fromisoformat(day) for day in data["days"]]
    by, first = date.fromisoformat(data["by"]), date.fromisoformat(data["days"][0])
    before = first - timedelta(days=1)
    x = [float(day.toordinal()) for day in (before, *days)]
    y = [data["start"], *data["totals"]]
    axes.plot(x, y, color=DONE, linewidth=4, label=data["legend"]["so_far"], solid_capstyle="round")
    axes.plot(x[-1], y[-1], "o", color=DONE, markersize=11)
    last = max(float(by.toordinal()), x[-1])
    if data["need"]:
        way = [float(before.toordinal()), float(by.toordinal())]
        axes.plot(way, [data["start"], data["need"]], "--", color=GOAL, linewidth=2.5, label=data["legend"]["needed"])
        axes.axhline(data["need"], color=GOAL, linewidth=1.5)
        axes.text(x[0], data["need"], f" {data['goal']}", color=GOAL, va="bottom", fontproperties=font(14, bold=True))
    shown = [*y, data["need"]] if data["need"] else y
    high, least = max(shown), min(shown)
    low = max(0, least - (high - least) * 0.25)
    axes.set_ylim(low, low + (high - low) * ROOM + 1)
    axes.set_xlim(x[0], last + (last - x[0]) * 0.03 + 0.5)
    side = "left" if x[-1] - x[0] < (last - x[0]) / 2 else "right"
    axes.annotate(
        data["total"],
        (x[-1], y[-1]),
        xytext=(10 if side == "left" else -10, -24),
        textcoords="offset points",
        ha=side,
        color=DONE,
        fontproperties=font(22, bold=True),
    )
    ticks = range(round(x[0]) + 1, round(last) + 1, max(1, round((last - x[0]) / 6)))
    axes.set_xticks(list(ticks), [f"{date.fromordinal(day):%d/%m}" for day in ticks])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}".replace(",", ".")))
    axes.grid(axis="y", color=GRID)
    _ticks(axes, 13)
    axes.legend(loc="lower right", prop=font(13), frameon=False)
    return png(figure)


def bands(data: dict[str, Any]) -> bytes:
    bars = data["bars"]
    names = [_fitting(bar["name"]) for bar in bars]
    figure, axes = _sheet(data, 1.9 + 0.36 * max(len(bars), 3), names)
    high = max([100.0, *(bar["value"] or 0 for bar in bars)])
    axes.set_xlim(0, high * 1.04)
    axes.set_ylim(len(bars) - 0.4, -0.6)
    values = [bar["value"] or 0 for bar in bars]
    axes.barh(range(len(bars)), values, color=[BANDS[bar["band"]] for bar in bars], height=0.72)
    by_ink: dict[str, list[Label]] = defaultdict(list)
    for place, bar in enumerate(bars):
        ink, label = _label(bar, place, high)
        by_ink[ink].append(label)
    for ink, labels in by_ink.items():
        axes.add_artist(_written(axes, labels, ink, bold=True))
    axes.axvline(100, color=INK, linewidth=2, zorder=0)
    _on_the_left(axes, names, [float(place) for place in range(len(bars))])
    axes.set_xticks([0, 50, 80, 100], ["0", "50", "80", "100 %"])
    axes.grid(axis="x", color=GRID)
    axes.set_axisbelow(True)
    _ticks(axes, 12.5)
    used = dict.fromkeys(bar["band"] for bar in bars)
    _key(figure, [(data["legend"][band], BANDS[band]) for band in used])
    return png(figure)


def _label(bar: dict[str, Any], place: int, high: float) -> tuple[str, "Label"]:
    """Its colour; in its bar where there is room, so that the line at 100 runs through no figure."""
    value = bar["value"]
    if value is None:
        return WARN, Label(high * 0.015, place, "?", 13, "left")
    if value > high * 0.2:
        inside = INK if bar["band"] == "coming" else "white"
        return inside, Label(value - high * 0.015, place, f"{value:.0f} %", 13, "right")
    return INK, Label(value + high * 0.015, place, f"{value:.0f} %", 13, "left")


def calendar(data: dict[str, Any]) -> bytes:
    rows, columns = [_fitting(name) for name in data["rows"]], data["columns"]
    figure, axes = _sheet(data, 2.2 + 0.36 * max(len(rows), 3), rows, top=TOP + 0.35)
    axes.set_xlim(0, max(len(columns), 1))
    axes.set_ylim(max(len(rows), 1), 0)
    corners = [(cell["column"] + 0.06, cell["row"] + 0.08) for cell in data["cells"]]
    squares = [[(x, y), (x + 0.88, y), (x + 0.88, y + 0.84), (x, y + 0.84)] for x, y in corners]
    colours = [STATES[cell["state"]] for cell in data["cells"]]
    axes.add_collection(PolyCollection(squares, facecolors=colours, edgecolors=QUIET, linewidths=0.8))
    for ink, labels in _labels(data).items():
        axes.add_artist(_written(axes, labels, ink, bold=True))
    shown = max(1, round(len(columns) / 8))
    axes.set_xticks([n + 0.5 for n in range(0, len(columns), shown)], columns[::shown])
    _on_the_left(axes, rows, [n + 0.5 for n in range(len(rows))])
    axes.xaxis.tick_top()
    _ticks(axes, 12)
    _key(figure, [(data["legend"][state], STATES[state]) for state in STATES if state in _states(data)])
    return png(figure)


@dataclass(frozen=True, slots=True)
class Label:
    """Where it stands, in the units of the axes; what is said, how large in points, which of its sides stands there."""

    x: float
    y: float
    said: str
    size: float
    side: Literal["left", "middle", "right"] = "middle"


def _labels(data: dict[str, Any]) -> dict[str, list[Label]]:
    """By colour. What is owed is marked however small a square is, a number only where it can be read."""
    found: dict[str, list[Label]] = defaultdict(list)
    for cell in data["cells"]:
        said = {"owed": "?", "ahead": "", "excused": "-"}.get(cell["state"], str(cell["value"]))
        size = min(11.0, 170 / max(len(data["columns"]), 1) * 2 / max(len(said), 2))
        if said and (size >= LEGIBLE or cell["state"] == "owed"):
            ink = INK if cell["state"] in {"ahead", "excused"} else "white"
            found[ink].append(Label(cell["column"] + 0.5, cell["row"] + 0.5, said, max(size, LEGIBLE)))
    return found


LEGIBLE = 7.0  # points; less cannot be read on a phone
CAPITALS = 0.73  # how high a capital is, of the size of its letters
NAME = 12.5  # points


def _on_the_left(axes: Axes, names: Sequence[str], places: Sequence[float]) -> None:
    axes.set_yticks([])
    edge = -(axes.get_xlim()[1] - axes.get_xlim()[0]) * 0.015
    labels = [Label(edge, y, name, NAME, "right") for name, y in zip(names, places, strict=True)]
    axes.add_artist(_written(axes, labels, INK, bold=False))


def _written(axes: Axes, labels: Sequence[Label], ink: str, *, bold: bool) -> PathPatch:
    """All at once: a thousand texts on their own take seconds."""
    letters = []
    for label in labels:
        outline, at = (
            _outline(label.said, label.size, label.side, bold=bold),
            axes.transData.transform((label.x, label.y)),
        )
        letters.append(Affine2D().translate(*at).transform_path(outline))
    together = Path.make_compound_path(*letters)
    return PathPatch(together, facecolor=ink, linewidth=0, transform=IdentityTransform(), clip_on=False)


@lru_cache(maxsize=2_000)
def _outline(said: str, size: float, side: str, *, bold: bool) -> Path:
    """In dots; the middle of its capitals, at the wanted side, is at 0."""
    path = TextPath((0, 0), said, size=size, prop=font(size, bold=bold))
    box = path.get_extents()
    x = {"left": box.x0, "middle": (box.x0 + box.x1) / 2, "right": box.x1}[side]
    return Affine2D().translate(-x, -size * CAPITALS / 2).scale(DPI / 72).transform_path(path)


def _states(data: dict[str, Any]) -> set[str]:
    return {cell["state"] for cell in data["cells"]}


def _sheet(data: dict[str, Any], high: float, names: Sequence[str] = (), top: float = TOP) -> tuple[Figure, Axes]:
    """`high`: inches of the whole; `names`: what is to stand on the left."""
    figure = Figure(figsize=(WIDE, high), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    left = max([LEFT, *(_width(name) + 0.25 for name in names)])
    axes = figure.add_axes((left / WIDE, BOTTOM / high, (WIDE - left - RIGHT) / WIDE, (high - BOTTOM - top) / high))
    places = ((0.36, 18, INK, True), (0.68, 12.5, QUIET, False))
    for said, (down, size, ink, bold) in zip((data["title"], data["as_of"]), places, strict=True):
        figure.text(0.02, 1 - down / high, said, color=ink, fontproperties=font(size, bold=bold))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _fitting(name: str) -> str:
    """As much of a name as there is room for."""
    while (width := _width(name)) > NAMES:
        name = name[: min(int(len(name) * NAMES / width), len(name) - 2)] + "…"
    return name


@lru_cache(maxsize=2_000)
def _width(name: str) -> float:
    """In inches."""
    return float(TextPath((0, 0), name, size=NAME, prop=font(NAME)).get_extents().width) / 72 if name else 0.0


def _ticks(axes: Axes, size: float) -> None:
    axes.tick_params(length=0, colors=INK)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(font(size))


def _key(figure: Figure, entries: list[tuple[str, str]]) -> None:
    patches = [Patch(facecolor=colour, edgecolor=QUIET, label=name) for name, colour in entries]
    figure.legend(handles=patches, loc="lower left", ncols=3, prop=font(12), frameon=False, borderaxespad=0.1)


@lru_cache
def font(size: float, *, bold: bool = False) -> FontProperties:
    return FontProperties(family=SANS, size=size, weight="bold" if bold else "normal")


def png(figure: Figure) -> bytes:
    """The same picture is the same bytes: nothing but dots is kept."""
    made = io.BytesIO()
    figure.savefig(made, format="png", metadata={"Software": None}, pil_kwargs={"compress_level": 3})
    return made.getvalue()


DRAWN = {"pace": pace, "bands": bands, "calendar": calendar}
