"""How far a unit and each of its parts are: the values. storage/reckoning.py reads them.

The same for a group (its one part is itself), a ward and a city.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from storage.campaigns import Campaign
from storage.instants import Instant
from storage.records import Headcount, Unit
from storage.sessions import Touched

MONTH, WEEK = timedelta(days=31), timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Scope:
    """A unit, the campaigns whose figures count there, and the one of them by whose settings it is measured."""

    unit: Unit
    campaign: Campaign
    campaigns: tuple[int, ...]

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
class Evening:
    """Of one night: reports expected, told, told on time, asked for in vain; and what was counted, extra visits too."""

    planned: int = 0
    told: int = 0
    on_time: int = 0
    owed: int = 0
    total: int = 0

    def __add__(self, other: "Evening") -> "Evening":
        return Evening(
            self.planned + other.planned,
            self.told + other.told,
            self.on_time + other.on_time,
            self.owed + other.owed,
            self.total + other.total,
        )

    def __neg__(self) -> "Evening":
        return Evening(-self.planned, -self.told, -self.on_time, -self.owed, -self.total)


@dataclass(frozen=True, slots=True)
class Sum:
    total: int = 0
    reports: int = 0  # 0: not reported, which is no 0


@dataclass(frozen=True, slots=True)
class Start:
    """Where a part stood before the campaign: its units' newest baselines, added up."""

    value: int
    as_of: date
    source: str


@dataclass(frozen=True, slots=True)
class Part:
    unit: Unit
    sums: Mapping[str, Sum] = field(default_factory=dict)
    evenings: Mapping[date, Evening] = field(default_factory=dict)  # as far as is looked back
    starts: Mapping[str, Start] = field(default_factory=dict)
    headcount: Headcount | None = None

    def total(self, indicator: str) -> int | None:
        """With what was there before; None: nobody has said anything."""
        told, start = self.sums.get(indicator, Sum()), self.starts.get(indicator)
        if not told.reports and start is None:
            return None
        return told.total + (start.value if start else 0)

    @property
    def silent(self) -> bool:
        return not self.sums and not self.evenings and not self.starts


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that was asked for and has not come."""

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
    def figures(self) -> dict[str, int]:
        """In the campaign's order; what nobody told is absent."""
        found = {}
        for known in self.campaign.settings.indicators:
            told = [value for part in self.parts if (value := part.total(known.code)) is not None]
            if told:
                found[known.code] = sum(told)
        return found

    @property
    def start(self) -> Start | None:
        known = [start for part in self.parts if (start := part.starts.get(self.indicator))]
        newest = max(known, key=lambda start: start.as_of, default=None)
        return replace(newest, value=sum(start.value for start in known)) if newest else None

    @property
    def evenings(self) -> dict[date, Evening]:
        """Of all parts together, by night."""
        found: dict[date, Evening] = defaultdict(Evening)
        for part in self.parts:
            for night, evening in part.evenings.items():
                found[night] += evening
        return dict(sorted(found.items()))
