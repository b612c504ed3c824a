"""Rewards by the campaign's own criteria: like with like, every place says what it was made from, equals share one.

Whoever owes what a criterion is worked out from is not put last, but apart, with the reason.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from handlers.progress import texts
from handlers.progress.judging import Judged, Why
from handlers.progress.pace import rates
from handlers.texts import SPACE, decimal
from storage.progress import Part, Progress
from storage.records import Unit
from storage.settings import FORCES, Reward


@dataclass(frozen=True, slots=True)
class Ranked:
    """`why`: by criterion its name, the value as it is shown, and its points."""

    place: int
    unit: Unit
    points: float
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class RewardSection:
    """Those who are compared with each other, best first; `apart`: who is not judged, and why not."""

    kind: str
    ranked: tuple[Ranked, ...]
    apart: tuple[tuple[Unit, str], ...]


def sections(judged: Judged, criteria: Sequence[Reward]) -> list[RewardSection]:
    """One for each kind of unit, then one for each force that the campaign has a criterion for."""
    units = [_of_units(judged, kind, criteria_of(criteria, kind)) for kind in judged.kinds]
    forces = dict.fromkeys(reward.whom for reward in criteria if reward.whom in FORCES)
    return [
        section
        for section in (*units, *(_of_force(judged, force, criteria_of(criteria, force)) for force in forces))
        if section.ranked or section.apart
    ]


def criteria_of(criteria: Iterable[Reward], kind: str) -> list[Reward]:
    """A force has its own alone."""
    return [reward for reward in criteria if reward.whom == kind or (reward.whom == "everyone" and kind not in FORCES)]


def score(judged: Judged, part: Part, criteria: Sequence[Reward], most: int) -> tuple[float, tuple[Why, ...]]:
    why = tuple(_judged(part, judged, reward, most) for reward in criteria)
    return round(sum(points for _, _, points in why), 1), why


def most_counted(judged: Judged, parts: Iterable[Part]) -> int:
    return max((_counted(part, judged.progress) for part in parts), default=0)


def _of_units(judged: Judged, kind: str, criteria: Sequence[Reward]) -> RewardSection:
    parts = judged.of(kind) if criteria else []
    lacks = {part.unit.id: _lacks(judged, part, criteria) for part in parts}
    compared = [part for part in parts if not lacks[part.unit.id]]
    most = most_counted(judged, compared)
    scored = [(part.unit, *score(judged, part, criteria, most)) for part in compared]
    apart = sorted(((part.unit, why) for part in parts if (why := lacks[part.unit.id])), key=lambda one: one[0].name)
    return RewardSection(kind, _placed(scored), tuple(apart))


def _of_force(judged: Judged, force: str, criteria: Sequence[Reward]) -> RewardSection:
    """In every unit where evenings are past, by who came of the places that were to be filled."""
    places = judged.progress.campaign.settings.places(force)
    scored: list[tuple[Unit, float, tuple[Why, ...]]] = []
    apart: list[tuple[Unit, str]] = []
    for part in judged.parts:
        there = judged.presence.get(part.unit.id)
        fill = places * there.evenings if there else 0
        if there is None or not fill:
            continue
        came = there.of(force)
        if came.untold:
            apart.append((part.unit, texts.attendance_untold(came.untold)))
            continue
        value, shown = came.came / fill * 100, texts.presence(came.took, came.came, fill)
        why = tuple((reward.name, shown, _points(value, reward, 100)) for reward in criteria)
        scored.append((part.unit, round(sum(points for _, _, points in why), 1), why))
    return RewardSection(force, _placed(scored), tuple(sorted(apart, key=lambda one: one[0].name)))


def _placed(scored: Sequence[tuple[Unit, float, tuple[Why, ...]]]) -> tuple[Ranked, ...]:
    order = sorted(scored, key=lambda one: (-one[1], one[0].name))
    better = [sum(other > points for _, other, _ in order) for _, points, _ in order]
    return tuple(Ranked(above + 1, unit, points, why) for above, (unit, points, why) in zip(better, order, strict=True))


def _lacks(judged: Judged, part: Part, criteria: Sequence[Reward]) -> str:
    """Why a unit cannot be judged yet."""
    owed, measures = part.owed, {reward.measure for reward in criteria}
    if owed:
        return texts.owes(owed)
    if "percent" in measures and _percent(part, judged.progress) is None:
        return texts.NO_HEADCOUNT
    if measures & {"reported", "on_time"} and _reported(part, judged.progress) is None:
        return texts.NO_EVENING_YET
    return ""


def _judged(part: Part, judged: Judged, criterion: Reward, most: int) -> Why:
    """In full measure at 100 per cent; installs, and what was done so that people know, against the most of all."""
    if criterion.measure == "announcements":
        done = judged.deeds[part.unit.id]
        return criterion.name, _shown(done, "counted"), _points(done, criterion, max(judged.deeds.values(), default=0))
    value = MEASURED[criterion.measure](part, judged.progress)
    full = most if criterion.measure == "counted" else 100
    return criterion.name, _shown(value, criterion.measure), _points(value, criterion, full)


def _points(value: float | None, criterion: Reward, full: float) -> float:
    """A value counts from its threshold on."""
    counts = value is not None and value >= criterion.threshold
    return criterion.weight * min((value or 0) / full, 1) if counts and full else 0.0


def _shown(value: float | None, measure: str) -> str:
    if value is None:
        return "-"
    return decimal(value, 0) if measure == "counted" else f"{decimal(value)}{SPACE}%"


def _percent(part: Part, progress: Progress) -> float | None:
    return (part.total(progress.indicator) or 0) / part.whole * 100 if part.whole else None


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
    """Who came is judged by force."""
    return None


MEASURED: dict[str, Callable[[Part, Progress], float | None]] = {
    "percent": _percent,
    "reported": _reported,
    "on_time": _on_time,
    "counted": _counted,
    "presence": _nothing_yet,
}
