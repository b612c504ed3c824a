"""Pictures for the screen of a phone in the sun: few things, large letters, dark on white, never by colour alone."""

import io
from datetime import date, timedelta
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import FuncFormatter

DPI, WIDE = 150, 7.2  # inches: 1080 dots, as wide as a phone
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
        axes.text(x[0], data["need"], f" {data['goal']}", color=GOAL, va="bottom", fontproperties=_font(14, bold=True))
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
        fontproperties=_font(22, bold=True),
    )
    ticks = range(round(x[0]) + 1, round(last) + 1, max(1, round((last - x[0]) / 6)))
    axes.set_xticks(list(ticks), [f"{date.fromordinal(day):%d/%m}" for day in ticks])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}".replace(",", ".")))
    axes.grid(axis="y", color=GRID)
    _ticks(axes, 13)
    axes.legend(loc="lower right", prop=_font(13), frameon=False)
    return _png(figure)


def bands(data: dict[str, Any]) -> bytes:
    bars = data["bars"]
    figure, axes = _sheet(data, 1.9 + 0.36 * max(len(bars), 3))
    high = max([100.0, *(bar["value"] or 0 for bar in bars)])
    for place, bar in enumerate(bars):
        colour = BANDS[bar["band"]]
        axes.barh(place, bar["value"] or 0, color=colour, height=0.72)
        _label(axes, bar["value"], place, high, INK if bar["band"] == "coming" else "white")
    axes.axvline(100, color=INK, linewidth=2, zorder=0)
    axes.set_xlim(0, high * 1.04)
    axes.set_ylim(len(bars) - 0.4, -0.6)
    axes.set_yticks(range(len(bars)), [bar["name"] for bar in bars])
    axes.set_xticks([0, 50, 80, 100], ["0", "50", "80", "100 %"])
    axes.grid(axis="x", color=GRID)
    axes.set_axisbelow(True)
    _ticks(axes, 12.5)
    used = dict.fromkeys(bar["band"] for bar in bars)
    _key(figure, [(data["legend"][band], BANDS[band]) for band in used])
    return _png(figure)


def _label(axes: Axes, value: float | None, place: int, high: float, inside: str) -> None:
    """In its bar where there is room, so that the line at 100 runs through no figure."""
    look = _font(13, bold=True)
    if value is None:
        axes.text(high * 0.015, place, "?", va="center", color=WARN, fontproperties=look)
    elif value > high * 0.2:
        axes.text(
            value - high * 0.015, place, f"{value:.0f} %", va="center", ha="right", color=inside, fontproperties=look
        )
    else:
        axes.text(value + high * 0.015, place, f"{value:.0f} %", va="center", color=INK, fontproperties=look)


def calendar(data: dict[str, Any]) -> bytes:
    rows, columns = data["rows"], data["columns"]
    figure, axes = _sheet(data, 1.9 + 0.36 * max(len(rows), 3))
    for cell in data["cells"]:
        corner = (cell["column"] + 0.06, cell["row"] + 0.08)
        colour = STATES[cell["state"]]
        axes.add_patch(Rectangle(corner, 0.88, 0.84, facecolor=colour, edgecolor=QUIET, linewidth=0.8))
        label = {"owed": "?", "ahead": "", "excused": "-"}.get(cell["state"], str(cell["value"]))
        ink = INK if cell["state"] in {"ahead", "excused"} else "white"
        size = min(11.0, 170 / max(len(columns), 1) * 2 / max(len(label), 2))
        place = (cell["column"] + 0.5, cell["row"] + 0.5)
        axes.text(*place, label, ha="center", va="center", color=ink, fontproperties=_font(size, bold=True))
    axes.set_xlim(0, max(len(columns), 1))
    axes.set_ylim(max(len(rows), 1), 0)
    shown = max(1, round(len(columns) / 8))
    axes.set_xticks([n + 0.5 for n in range(0, len(columns), shown)], columns[::shown])
    axes.set_yticks([n + 0.5 for n in range(len(rows))], rows)
    axes.xaxis.tick_top()
    _ticks(axes, 12)
    _key(figure, [(data["legend"][state], STATES[state]) for state in STATES if state in _states(data)])
    return _png(figure)


def _states(data: dict[str, Any]) -> set[str]:
    return {cell["state"] for cell in data["cells"]}


def _sheet(data: dict[str, Any], high: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDE, high), dpi=DPI, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    figure.suptitle(data["title"], x=0.02, ha="left", color=INK, fontproperties=_font(18, bold=True))
    axes.set_title(data["as_of"], loc="left", color=QUIET, fontproperties=_font(12.5), pad=10)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _ticks(axes: Axes, size: float) -> None:
    axes.tick_params(length=0, colors=INK)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(_font(size))


def _key(figure: Figure, entries: list[tuple[str, str]]) -> None:
    patches = [Patch(facecolor=colour, edgecolor=QUIET, label=name) for name, colour in entries]
    figure.legend(handles=patches, loc="outside lower left", ncols=3, prop=_font(12), frameon=False)


def _font(size: float, *, bold: bool = False) -> FontProperties:
    return FontProperties(family=SANS, size=size, weight="bold" if bold else "normal")


def _png(figure: Figure) -> bytes:
    """The same picture is the same bytes: nothing but dots is kept."""
    made = io.BytesIO()
    figure.savefig(made, format="png", metadata={"Software": None})
    return made.getvalue()


DRAWN = {"pace": pace, "bands": bands, "calendar": calendar}
