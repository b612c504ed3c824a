"""How far a unit and each of its parts are: the values. storage/reckoning.py reads them.

The same for a group (its one part is itself), a ward and a city.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from storage.campaigns import Campaign
from storage.instants import Instant
from storage.lineage import allotted
from storage.records import Headcount, Unit
from storage.sessions import Touched

MONTH, WEEK = timedelta(days=31), timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Scope:
    """A unit, the campaigns whose figures count there, and the one of them by whose settings it is measured."""

    unit: Unit
    campaign: Campaign
    campaigns: tuple[int, ...]
    beside: tuple[str, ...] = ()  # names of further campaigns that run there

    @property
    def one_campaign(self) -> bool:
        """Otherwise it is a level above those that campaign."""
        return len(self.campaigns) == 1

    def first_night(self, day: date) -> date:
        """From when on nights are told one by one; those before are in the sums, and what they owe is a final matter.

        A level above those that campaign asks about the week; after the end it is the last month, or week, there was.
        """
        return min(day, self.campaign.ends) - (MONTH if self.one_campaign else WEEK)


@dataclass(frozen=True, slots=True)
class NightProgress:
    """Of one night: reports expected, come, come on time, asked for in vain; and what was counted, extra visits too.

    `lacking`: reports that came without the figure that the target counts.
    """

    planned: int = 0
    reported: int = 0
    on_time: int = 0
    owed: int = 0
    total: int = 0
    lacking: int = 0

    @property
    def counted(self) -> bool:
        """Whether anybody has told the figure that the target counts: otherwise `total` is no 0."""
        return self.reported > self.lacking or self.total != 0

    def __add__(self, other: "NightProgress") -> "NightProgress":
        return NightProgress(
            self.planned + other.planned,
            self.reported + other.reported,
            self.on_time + other.on_time,
            self.owed + other.owed,
            self.total + other.total,
            self.lacking + other.lacking,
        )

    def __neg__(self) -> "NightProgress":
        return NightProgress(-self.planned, -self.reported, -self.on_time, -self.owed, -self.total, -self.lacking)


@dataclass(frozen=True, slots=True)
class Sum:
    total: int = 0
    reports: int = 0  # 0: not reported, which is no 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.total + other.total, self.reports + other.reports)

    def __neg__(self) -> "Sum":
        return Sum(-self.total, -self.reports)


@dataclass(frozen=True, slots=True)
class StartingPoint:
    """Where a part stood before the campaign: its units' newest baselines, added up."""

    value: int
    as_of: date
    source: str

    def __add__(self, other: "StartingPoint") -> "StartingPoint":
        """As new as the newer of both."""
        return replace(max(self, other, key=lambda start: start.as_of), value=self.value + other.value)


@dataclass(frozen=True, slots=True)
class Part:
    unit: Unit
    sums: Mapping[str, Sum] = field(default_factory=dict)
    evenings: Mapping[date, NightProgress] = field(default_factory=dict)  # as far as is looked back
    starts: Mapping[str, StartingPoint] = field(default_factory=dict)
    headcount: Headcount | None = None
    absent: bool = False  # others have what stood here, or it is not there yet; its nights are told where they were

    def total(self, indicator: str) -> int | None:
        """With what was there before; None: nobody has said anything."""
        told, start = self.sums.get(indicator, Sum()), self.starts.get(indicator)
        if not told.reports and start is None:
            return None
        return told.total + (start.value if start else 0)

    @property
    def owed(self) -> int:
        """Reports, of the nights that are looked back at."""
        return sum(evening.owed for evening in self.evenings.values())

    @property
    def whole(self) -> int:
        """How many people; 0: no headcount."""
        return self.headcount.value if self.headcount else 0

    @property
    def silent(self) -> bool:
        figures = (*self.sums.values(), *self.evenings.values(), *self.starts.values())
        return all(figure in (Sum(), NightProgress()) for figure in figures)

    def __add__(self, other: "Part") -> "Part":
        """With the figures of the other one."""
        return replace(
            self,
            sums=_added(self.sums, other.sums),
            evenings=_added(self.evenings, other.evenings),
            starts=_added(self.starts, other.starts),
        )

    def __sub__(self, other: "Part") -> "Part":
        less = replace(
            other,
            sums={name: -one for name, one in other.sums.items()},
            evenings={night: -night_progress for night, night_progress in other.evenings.items()},
            starts={
                name: replace(starting_point, value=-starting_point.value)
                for name, starting_point in other.starts.items()
            },
        )
        return self + less

    def shares(self, shares: Sequence[int]) -> "list[Part]":
        """What stands here in as many shares (see lineage.allotted), without the nights and the headcount."""
        wholes = {name: self.total(name) or 0 for name in {**self.sums, **self.starts}}
        totals = {name: allotted(whole, shares) for name, whole in wholes.items()}
        starts = {name: allotted(start.value, shares) for name, start in self.starts.items()}
        return [
            Part(
                self.unit,
                {
                    name: Sum(totals[name][n] - (starts[name][n] if name in starts else 0), told.reports)
                    for name, told in self.sums.items()
                },
                starts={name: replace(start, value=starts[name][n]) for name, start in self.starts.items()},
            )
            for n in range(len(shares))
        ]


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that was asked for and has not come, or has come without the figure that the target counts."""

    session_id: int
    unit: Unit
    night: date


@dataclass(frozen=True, slots=True)
class Progress:
    scope: Scope
    as_of: Instant
    day: date
    parts: tuple[Part, ...]
    headcount: Headcount | None  # the unit's own, else of all its parts together
    since: tuple[Touched, ...] = ()  # what has been heard about since `as_of`
    uncounted: tuple[Unit, ...] = ()  # parts whose figures are in the total and whose people are not in the headcount

    @property
    def living(self) -> tuple[Part, ...]:
        """Those that can be compared and pushed; their totals are the whole's."""
        return tuple(part for part in self.parts if not part.absent)

    @property
    def unit(self) -> Unit:
        return self.scope.unit

    @property
    def campaign(self) -> Campaign:
        return self.scope.campaign

    @property
    def indicator(self) -> str:
        return self.campaign.settings.target.indicator

    @property
    def leaf(self) -> bool:
        """Nothing lies below: what it tells is its own."""
        return [part.unit.id for part in self.parts] == [self.unit.id]

    @property
    def total(self) -> int:
        return sum(part.total(self.indicator) or 0 for part in self.parts)

    @property
    def owed(self) -> int:
        """Reports, of the nights that are looked back at."""
        return sum(part.owed for part in self.parts)

    @property
    def lacking(self) -> int:
        """Reports of the nights that are looked back at which came without the figure that the target counts."""
        return sum(evening.lacking for part in self.parts for evening in part.evenings.values())

    @property
    def told(self) -> int | None:
        """The total; None where nobody has said anything, which is no 0."""
        return self.figures.get(self.indicator)

    @property
    def added(self) -> int | None:
        """What was told since the start; None where nothing was."""
        held = [part.sums[self.indicator] for part in self.parts if self.indicator in part.sums]
        return sum(one.total for one in held) if any(one.reports for one in held) else None

    @property
    def figures(self) -> dict[str, int]:
        """In the campaign's order; what nobody told is absent."""
        found = {}
        for known in self.campaign.settings.indicators:
            told = [value for part in self.parts if (value := part.total(known.code)) is not None]
            if told:
                found[known.code] = sum(told)
        return found

    @property
    def start(self) -> StartingPoint | None:
        known = [start for part in self.parts if (start := part.starts.get(self.indicator))]
        return sum(known[1:], known[0]) if known else None

    @property
    def evenings(self) -> dict[date, NightProgress]:
        """Of all parts together, by night."""
        found: dict[date, NightProgress] = defaultdict(NightProgress)
        for part in self.parts:
            for night, evening in part.evenings.items():
                found[night] += evening
        return dict(sorted(found.items()))


Key = TypeVar("Key", str, date)


Figure = TypeVar("Figure", Sum, NightProgress, StartingPoint)


def _added(some: Mapping[Key, Figure], more: Mapping[Key, Figure]) -> dict[Key, Figure]:
    return {**some, **more, **{key: some[key] + more[key] for key in some.keys() & more.keys()}}
