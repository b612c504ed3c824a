"""Headcounts and official figures: looking at them, changing them."""

from dataclasses import dataclass

from handlers.intents.answers import OWN, Query
from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class ShowLedger(Intent):
    wanted: Query = OWN


@dataclass(frozen=True, slots=True)
class ProposeCount(Intent):
    """As it was typed; `measure` may be `official`. Nothing is entered before a yes."""

    name: str
    measure: str
    value: int
    as_of: str  # ISO
    source: str


@dataclass(frozen=True, slots=True)
class EnterCount(Choosable):
    """Yes: enter this."""

    unit: int
    measure: str
    value: int
    as_of: str
    source: str


@dataclass(frozen=True, slots=True)
class LeaveLedger(Choosable):
    """No."""
