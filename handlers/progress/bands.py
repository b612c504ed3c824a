"""Bands instead of places, measured by each unit's own target. No person is named, and nobody is last.

Only units that owe nothing are put into a band. Who is small is measured as if a few more people of the common average
lived there, so that a handful of installs moves nobody from one end to the other. Equal shares are in equal bands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from storage.progress import Part, Progress

STEADY = 60  # people of the average that everybody is given
REACHED, NEAR, COMING = 100, 80, 50  # per cent of the own target, from which a band begins


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """`share`: per cent of the own target, smoothed; `plain`: the same unsmoothed, which is what is shown."""

    unit: str
    share: float
    plain: float
    total: int
    need: float
    more: int  # within the last week


@dataclass(frozen=True, slots=True)
class Bands:
    """From the best down; within a band by name. Apart: who owes reports, has no headcount, or no figure at all."""

    reached: tuple[RankedUnit, ...]
    near: tuple[RankedUnit, ...]
    coming: tuple[RankedUnit, ...]
    behind: tuple[RankedUnit, ...]
    owing: tuple[str, ...]
    uncounted: tuple[str, ...]
    silent: tuple[str, ...]
    improved: tuple[RankedUnit, ...]  # who added most for their size; several where they are equal


def bands(progress: Progress) -> Bands:
    owing = [part for part in progress.living if part.owed]
    uncounted = [part for part in progress.living if part not in owing and not part.whole]
    counted = [part for part in progress.living if part not in owing and part.whole]
    compared = [part for part in counted if part.total(progress.indicator) is not None]
    places = _places(progress, compared)
    most = max((_gain(place) for place in places), default=0.0)
    return Bands(
        _within(places, REACHED, None),
        _within(places, NEAR, REACHED),
        _within(places, COMING, NEAR),
        _within(places, None, COMING),
        tuple(sorted(part.unit.name for part in owing)),
        tuple(sorted(part.unit.name for part in uncounted)),
        tuple(sorted(part.unit.name for part in counted if part not in compared)),
        tuple(place for place in places if most > 0 and abs(_gain(place) - most) < 1e-9),
    )


def _places(progress: Progress, parts: Sequence[Part]) -> list[RankedUnit]:
    percent = progress.campaign.settings.target.percent
    totals = {part.unit.id: part.total(progress.indicator) or 0 for part in parts}
    people = sum(part.whole for part in parts)
    average = sum(totals.values()) / people if people else 0.0
    since = progress.day - timedelta(days=7)
    places: list[RankedUnit] = []
    for part in parts:
        total, whole = totals[part.unit.id], part.whole
        smoothed = (total + STEADY * average) / (whole + STEADY)
        more = sum(evening.total for night, evening in part.evenings.items() if night > since)
        need = whole * percent / 100
        places.append(RankedUnit(part.unit.name, smoothed * 10_000 / percent, total / need * 100, total, need, more))
    return sorted(places, key=lambda place: place.unit)


def _within(places: Sequence[RankedUnit], least: int | None, below: int | None) -> tuple[RankedUnit, ...]:
    """Whoever has really reached the own target is in the first band, however small."""
    return tuple(
        place
        for place in places
        for share in [max(place.share, REACHED) if place.plain >= REACHED else min(place.share, REACHED - 1e-9)]
        if (least is None or share >= least) and (below is None or share < below)
    )


def _gain(place: RankedUnit) -> float:
    return place.more / (place.need + STEADY)
