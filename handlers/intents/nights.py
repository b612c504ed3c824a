"""One night of the plan: moved, called off, added, reinstated; a visit outside the plan."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable, Intent
from handlers.intents.reports import Report
from handlers.language.night_lines import Verb


@dataclass(frozen=True, slots=True)
class ChangeNight(Choosable):
    """`units`: for each place that was named the ids it may mean; nights are ISO. `sure`: told what is lost by it.

    `anywhere`: no place was named, nor anything that could be one. `near`: what may be meant by one that is not known.
    """

    verb: Verb
    units: tuple[tuple[int, ...], ...]
    night: str | None = None
    to: str | None = None
    why: str = ""
    sure: bool = False
    near: tuple[int, ...] = ()
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class AskNight(Intent):
    """Does it take place? `units`: those that were named. `left_open`: it was said to be off only perhaps."""

    night: str | None = None
    units: tuple[int, ...] = ()
    left_open: bool = False


@dataclass(frozen=True, slots=True)
class WhichNight(Intent):
    """Several were named, one in two ways that differ (`clash`), or a day that no calendar has (none at all).

    `each`: what is said of each day; `apart`: in words of its own.
    """

    days: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    clash: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class AskSolarDay(Intent):
    """A night was named by the moon."""


@dataclass(frozen=True, slots=True)
class LeaveNights(Choosable):
    """Nothing is to change after all. `told`: the figures that were told are not to be recorded."""

    told: bool = False


@dataclass(frozen=True, slots=True)
class TellExtra(Choosable):
    """Figures of a night that is not in the plan. `sure`: yes, it was a visit outside the plan."""

    report: Report
    sure: bool = False
