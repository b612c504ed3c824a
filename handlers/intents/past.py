"""What becomes of figures: which of two holds, where they belong, what is closed, who enters them."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable, Intent
from handlers.intents.reports import Report


@dataclass(frozen=True, slots=True)
class SettleConflict(Choosable):
    """Of two that differ these hold; `others` is what somebody else said."""

    session: int
    figures: dict[str, int]
    others: dict[str, int]


@dataclass(frozen=True, slots=True)
class MoveFigures(Choosable):
    """Figures that stand at one unit and night (ISO; empty: not said) belong to another. `sure`: yes, move them."""

    unit: int
    night: str
    to_unit: int
    to_night: str
    sure: bool = False
    version: int = 0  # of what was shown
    said: str = ""  # the words, where whose figures they are is named by a person


@dataclass(frozen=True, slots=True)
class ShowLocks(Intent):
    """When figures are closed, what is open again, which corrections wait."""


@dataclass(frozen=True, slots=True)
class Reopen(Choosable):
    """Figures of this unit and night can be told until `until` (an instant; 0: not said). `sure`: yes."""

    unit: int
    night: str
    why: str = ""
    until: int = 0
    sure: bool = False
    said: str = ""  # the words, where the unit is named by who leads it


@dataclass(frozen=True, slots=True)
class CloseAgain(Choosable):
    """Figures of this unit and night are closed before their hour. `sure`: yes."""

    unit: int
    night: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class SettleSlip(Choosable):
    """`version`: of what stands, where it was shown because it had changed since."""

    slips: tuple[int, ...]
    agreed: bool
    version: int = 0


@dataclass(frozen=True, slots=True)
class EnterFor(Choosable):
    """Figures that are told in the place of who leads the unit."""

    report: Report


@dataclass(frozen=True, slots=True)
class HowToEnterFor(Intent):
    """It was not said what is to be entered, or not so that it can be read; `said`: who leads the unit may be named.

    `sure`: that it is to be entered can mean nothing else.
    """

    said: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class AttachNote(Choosable):
    """Words that nobody could read belong to this unit and night; `note` 0: which, by its place in the list."""

    place: int
    unit: int
    night: str
    note: int = 0
