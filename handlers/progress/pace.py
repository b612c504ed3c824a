"""Pace: what is needed a night to reach the target in time, what the last nights brought, and how late that will be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from storage.progress import NightProgress, Progress

LAST = 3  # nights that make the average


@dataclass(frozen=True, slots=True)
class Pace:
    """`need` in all, `gap` to go, `left` nights; `average` of the last `nights`, None where nothing was told yet."""

    need: int
    gap: int
    left: int
    average: float | None
    nights: int

    @property
    def a_night(self) -> int:
        return ceil(self.gap / self.left)

    @property
    def late(self) -> int | None:
        """So many nights more than there are, at this pace; below zero: so many to spare. None: it cannot be told."""
        return round(self.gap / self.average) - self.left if self.average else None


@dataclass(frozen=True, slots=True)
class Growth:
    """An increase as official letters write it: so many, which is so much per cent of what was there before."""

    more: int
    before: int

    @property
    def percent(self) -> float | None:
        return self.more / self.before * 100 if self.before else None


@dataclass(frozen=True, slots=True)
class Rates:
    """Two rates: told of what was expected, and told on time of the same."""

    expected: int
    told: int
    on_time: int

    @property
    def completeness(self) -> float | None:
        return self.told / self.expected if self.expected else None

    @property
    def timeliness(self) -> float | None:
        return self.on_time / self.expected if self.expected else None


def needed(percent: float, whole: int) -> int:
    """So many are at least `percent` of `whole`; worked out in thousandths, as floats are a little off."""
    return -(-whole * round(percent * 1000) // 100_000)


def pace(total: int, need: int, left: int, evenings: Mapping[date, NightProgress]) -> Pace:
    """Nights on which nothing was told are not reported, which is no 0: they do not lower the average."""
    told = [evening.total for _, evening in sorted(evenings.items()) if evening.counted][-LAST:]
    average = sum(told) / len(told) if told else None
    return Pace(need, max(need - total, 0), left, average, len(told))


def told_within(evenings: Mapping[date, NightProgress], since: date, until: date) -> int | None:
    """None: nobody has told anything of these nights, which is no 0."""
    told = [
        night_progress.total
        for night, night_progress in evenings.items()
        if since <= night <= until and night_progress.counted
    ]
    return sum(told) if told else None


def rates(evenings: Mapping[date, NightProgress], since: date, until: date) -> Rates:
    """Of what was asked for by now; an evening that is still to be told counts once it was."""
    within = [evening for night, evening in evenings.items() if since <= night <= until]
    told = sum(evening.reported for evening in within)
    return Rates(told + sum(e.owed for e in within), told, sum(e.on_time for e in within))


def to_go(progress: Progress) -> dict[str, int]:
    """By the name of each part what is missing to its own target, the most first; no headcount, no target."""
    percent = progress.campaign.settings.target.percent
    gaps = {
        part.unit.name: needed(percent, part.whole) - (part.total(progress.indicator) or 0)
        for part in progress.living
        if part.whole
    }
    return {name: gap for name, gap in sorted(gaps.items(), key=lambda one: -one[1]) if gap > 0}
