"""Rewards by the campaign's own criteria: every place says what it was made from, and equals share a place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.pace import rates
from handlers.texts_pace import SPACE, decimal
from storage.progress import Part, Progress
from storage.records import Unit
from storage.settings import Reward


@dataclass(frozen=True, slots=True)
class Ranked:
    """`why`: by criterion its name, the value as it is shown, and its points."""

    place: int
    unit: Unit
    points: float
    why: tuple[tuple[str, str, float], ...]


def ranked(progress: Progress, criteria: Sequence[Reward]) -> list[Ranked]:
    """Best first. Nothing is ranked where the campaign names no criterion."""
    if not criteria:
        return []
    most = max((_counted(part, progress) for part in progress.living), default=0)
    judged = [(part.unit, tuple(_judged(part, progress, one, most) for one in criteria)) for part in progress.living]
    scored = [(round(sum(points for _, _, points in why), 1), unit, why) for unit, why in judged]
    scored.sort(key=lambda one: (-one[0], one[1].name))
    better = [sum(other > points for other, _, _ in scored) for points, _, _ in scored]
    return [Ranked(above + 1, unit, points, why) for above, (points, unit, why) in zip(better, scored, strict=True)]


def _judged(part: Part, progress: Progress, criterion: Reward, most: int) -> tuple[str, str, float]:
    """A value counts from its threshold on, in full measure at 100 per cent; installs against the most of all."""
    value = MEASURED[criterion.measure](part, progress)
    full = most if criterion.measure == "counted" else 100
    counts = value is not None and value >= criterion.threshold
    points = criterion.weight * min((value or 0) / full, 1) if counts and full else 0.0
    return criterion.name, _shown(value, criterion.measure), points


def _shown(value: float | None, measure: str) -> str:
    if value is None:
        return "-"
    return decimal(value, 0) if measure == "counted" else f"{decimal(value)}{SPACE}%"


def _percent(part: Part, progress: Progress) -> float | None:
    whole = part.headcount.value if part.headcount else 0
    return (part.total(progress.indicator) or 0) / whole * 100 if whole else None


def _reported(part: Part, progress: Progress) -> float | None:
    rate = rates(part.evenings, progress.campaign.starts, progress.day).completeness
    return None if rate is None else rate * 100


def _on_time(part: Part, progress: Progress) -> float | None:
    rate = rates(part.evenings, progress.campaign.starts, progress.day).timeliness
    return None if rate is None else rate * 100


def _counted(part: Part, progress: Progress) -> int:
    held = part.sums.get(progress.indicator)
    return held.total if held else 0


def _nothing_yet(_part: Part, _progress: Progress) -> float | None:
    """Announcements have no record of their own yet."""
    return None


MEASURED: dict[str, Callable[[Part, Progress], float | None]] = {
    "percent": _percent,
    "reported": _reported,
    "on_time": _on_time,
    "counted": _counted,
    "announcements": _nothing_yet,
}
