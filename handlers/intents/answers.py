"""What is asked of us."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class Query:
    """Of which unit (by id or by name; neither: one's own), of which night or week, as known at which instant.

    `campaign`: where it was named; else the one that the day is about.
    """

    unit: int = 0
    name: str = ""
    night: str = ""
    week: int = 0  # 1: this week, 2: the one before
    as_of: Instant = 0  # 0: now
    campaign: int = 0


OWN = Query()  # one's own unit, now


@dataclass(frozen=True, slots=True)
class ShowStatus(Choosable):
    wanted: Query = OWN


@dataclass(frozen=True, slots=True)
class ShowMissing(Choosable):
    wanted: Query = OWN


@dataclass(frozen=True, slots=True)
class ShowBands(Choosable):
    wanted: Query = OWN


@dataclass(frozen=True, slots=True)
class ShowPushes(Choosable):
    """Where help is needed."""

    wanted: Query = OWN
