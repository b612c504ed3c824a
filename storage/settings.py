"""A campaign's settings as one document: what is counted, towards what, by whom, and at which hours. Values only.

Local times are HH:MM in the campaign's zone; before 04:00 they belong to the night before.
"""

import re
from collections.abc import Iterator
from datetime import date
from enum import IntEnum, StrEnum
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Measure = Literal["residents15", "smartphone15", "adults18", "staff", "households"]
Time = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
# Each hour follows the one before it.
_ORDER = (
    *(("shifts", "open_places"), ("reminds", "starts", "ends"), ("starts", "asks")),
    *(("opens", "asks", "asks_again", "asks_deputy", "late"), ("digest", "locks")),
)


class Force(StrEnum):
    """Who fills which places in a unit's team."""

    YOUTH = "youth"
    MILITIA = "militia"
    DIGITAL = "digital"
    CULTURE = "culture"
    POLICE = "police"
    MEMBERS = "members"


class Weekday(IntEnum):
    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Indicator(_Frozen):
    """`words`: how people say it, where that is not among the words that every campaign knows.

    `within`: the code of what it is a part of, so that it should not be more than that.
    """

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    name: Annotated[str, Field(min_length=1, max_length=60)]  # as a read-back shows it
    words: tuple[str, ...] = ()
    within: str = ""


class Target(_Frozen):
    """Reach `percent` of `measure`, counted by `indicator`, by the day `by`."""

    indicator: str
    measure: Measure
    percent: Annotated[float, Field(gt=0, le=100)]
    by: date


class Places(_Frozen):
    """How many people of a force a session needs; 0 where whoever comes is welcome."""

    force: Force
    number: Annotated[int, Field(ge=0, le=50)]


def _of_night(time: Time) -> str:
    """Comparable: an hour before 04:00 comes after midnight of the same night."""
    return time if time >= "04:00" else f"{int(time[:2]) + 24}{time[2:]}"


# Minutes after the evening's start, or its end, at which something happens unless the campaign says otherwise.
FROM_START = {"reminds": -120, "opens": 0}
FROM_END = {"asks": -5, "asks_again": 15, "asks_deputy": 30, "late": 45, "summary": 45}


def later(time: Time, minutes: int) -> Time:
    hour, minute = divmod((int(time[:2]) * 60 + int(time[3:]) + minutes) % (24 * 60), 60)
    return f"{hour:02}:{minute:02}"


class Hours(_Frozen):
    """An evening, by the local clock. The day before (D-1), the night (D), the morning after (D+1).

    What is not given follows from when the evening starts and ends, and the ladder from when the result is asked for.
    """

    starts: Time = "19:30"
    ends: Time = "21:30"
    shifts: Time = "10:00"  # D-1: everybody assigned is told the shift
    open_places: Time = "18:00"  # D-1: captain and clerk, only if places are open
    reminds: Time = "17:30"  # D: who accepted
    opens: Time = "19:30"  # D: the leader: the team, attendance
    asks: Time = "21:25"  # D: the close-out
    asks_again: Time = "21:45"  # D: the leader, if not reported …
    asks_deputy: Time = "22:00"  # … then the deputy
    late: Time = "22:15"  # D: later than this, a report is late; "later" moves a ladder to here at most
    summary: Time = "22:15"  # D: clerk and observers
    digest: Time = "07:00"  # D+1: clerk; leader if missing
    locks: Time = "12:00"  # D+1

    @model_validator(mode="before")
    @classmethod
    def _around_the_evening(cls, given: Any) -> Any:
        """Only where it is known when that is: what is wrong there is told by itself."""
        if not isinstance(given, dict):
            return given
        evening = {name: given.get(name, cls.model_fields[name].default) for name in ("starts", "ends")}
        if not all(isinstance(time, str) and _TIME.fullmatch(time) for time in evening.values()):
            return given
        starts, ends = evening.values()
        if _of_night(ends) <= _of_night(starts):
            return given
        asks = given.get("asks")
        if isinstance(asks, str) and _TIME.fullmatch(asks):
            ends = later(asks, -FROM_END["asks"])
        derived = {name: later(starts, minutes) for name, minutes in FROM_START.items()}
        derived |= {name: later(ends, minutes) for name, minutes in FROM_END.items()}
        return {**derived, **given}

    def disorder(self) -> Iterator[tuple[str, str]]:
        """What comes too early, with what it should follow; hours before 04:00 are still of the same night."""
        for earlier, later in (pair for steps in _ORDER for pair in pairwise(steps)):
            if _of_night(getattr(self, earlier)) > _of_night(getattr(self, later)):
                yield later, earlier
        if self.starts == self.ends:
            yield "ends", "starts"


class Timetable(Hours):
    """The hours in their order."""

    @model_validator(mode="after")
    def _goes_forward(self) -> Self:
        for later, earlier in self.disorder():
            after, before = getattr(self, later), getattr(self, earlier)
            if after == before:
                raise ValueError(f"timetable: the evening ends when it starts, {after}")
            raise ValueError(f"timetable: {later} {after} comes before {earlier} {before}")
        return self


class Quiet(_Frozen):
    """Nothing goes out from `since` until `until` but one's own acknowledgement."""

    since: Time = "22:30"
    until: Time = "06:30"


class Weekly(_Frozen):
    """The weekly letter: due on a weekday; the draft the evening before."""

    due_on: Weekday = Weekday.THURSDAY
    due: Time = "15:00"
    draft: Time = "20:00"  # the day before
    missing: Time = "08:00"
    final: Time = "12:00"
    alarm: Time = "14:00"


class Round(_Frozen):
    """A dated return that units owe regardless of evenings; `units`: names, or all of the campaign's where empty."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
    name: str
    due: date
    at: Time = "15:00"
    units: tuple[str, ...] = ()


class Cadence(_Frozen):
    """At least one announcement every so many days: the clerk is reminded, then alarmed, by hours since the last."""

    days: Annotated[int, Field(ge=1, le=30)] = 3
    draft_after: Annotated[int, Field(ge=1)] = 60
    alarm_after: Annotated[int, Field(ge=1)] = 72


class Outreach(_Frozen):
    """A rule of the rhythm: at least so many of a kind within so many days; in a peak, from a day until a day.

    The clerk is reminded, then alarmed, by hours since the last; where these are not given, as `days` and `at_least`
    have it: once in three days after 60 hours and 72.
    """

    kind: Literal["bulletin", "loudspeaker", "poster", "training"]
    at_least: Annotated[int, Field(ge=1, le=50)] = 1
    days: Annotated[int, Field(ge=1, le=31)] = 7
    since: date | None = None
    until: date | None = None
    draft_after: Annotated[int, Field(ge=1, le=31 * 24)] | None = None
    alarm_after: Annotated[int, Field(ge=1, le=31 * 24)] | None = None

    @property
    def hours(self) -> tuple[int, int]:
        """Until the reminder, and until the alarm."""
        alarm = self.alarm_after or max(24 * self.days // self.at_least, 1)
        return self.draft_after or max(alarm * 5 // 6, 1), alarm


class Difficulties(_Frozen):
    """Minutes after a difficulty was raised: its owner hears of it, owes an answer, and then who watches hears of it.

    `units` that meet the same within `window` minutes are one cluster. `hotline`: who mends it for all.
    """

    tell: Annotated[int, Field(ge=0, le=24 * 60)] = 10
    answer: Annotated[int, Field(ge=1, le=14 * 24 * 60)] = 120
    observer: Annotated[int, Field(ge=1, le=30 * 24 * 60)] = 24 * 60
    units: Annotated[int, Field(ge=2, le=100)] = 3
    window: Annotated[int, Field(ge=10, le=24 * 60)] = 120
    hotline: Annotated[str, Field(max_length=80)] = ""


# Whom a criterion counts for: units of all kinds, of one kind, or the part of a force that goes out in each unit.
# fmt: off
Whom = Literal[
    "everyone", "groups", "schools", "agencies",
    "youth", "militia", "digital", "culture", "police", "members",
]


# fmt: on
FORCES = frozenset(Force)


class Reward(_Frozen):
    """A criterion of the rewards list: what is measured, how much it weighs, from which value it counts, for whom."""

    name: str
    measure: Literal["percent", "counted", "reported", "on_time", "announcements", "presence"]
    weight: Annotated[float, Field(gt=0, le=100)]
    threshold: float = 0
    whom: Whom = "everyone"


class CampaignSettings(_Frozen):
    """The first of `targets` is the one that every share and pace is measured by."""

    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]
    targets: Annotated[tuple[Target, ...], Field(min_length=1)]
    team: tuple[Places, ...] = ()
    timetable: Timetable = Timetable()
    quiet: Quiet = Quiet()
    weekly: Weekly | None = Weekly()
    rounds: tuple[Round, ...] = ()
    cadence: Cadence | None = None
    outreach: tuple[Outreach, ...] = ()
    difficulties: Difficulties = Difficulties()
    rewards: tuple[Reward, ...] = ()
    usual: Annotated[int, Field(ge=1)] = 40  # installs of an ordinary evening, until the campaign has its own
    nights_a_week: Annotated[int, Field(ge=1, le=7)] = 4  # a person with more is warned of
    contacts_by: date | None = None  # until when every unit names its contact persons

    @model_validator(mode="after")
    def _targets_are_counted(self) -> Self:
        known = {indicator.code for indicator in self.indicators}
        for target in self.targets:
            if target.indicator not in known:
                raise ValueError(f"target: no indicator {target.indicator}")
        return self

    @property
    def target(self) -> Target:
        return self.targets[0]

    def name_of(self, indicator: str) -> str:
        return next((known.name for known in self.indicators if known.code == indicator), indicator)

    def places(self, force: str) -> int:
        return next((places.number for places in self.team if places.force == force), 0)
