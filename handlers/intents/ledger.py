"""Headcounts and official figures: looking at them, changing them."""

from dataclasses import dataclass

from handlers.intents.answers import OWN, Wanted
from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class ShowLedger(Intent):
    wanted: Wanted = OWN


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


@dataclass(frozen=True, slots=True)
class PreviewHeadcounts(Intent):
    """A table that an errand has read, for the person who sent it, in their chat."""

    errand: int
    campaign: str
    person: int
    chat: int
    result: str
    failed: bool = False


@dataclass(frozen=True, slots=True)
class PasteHeadcounts(Intent):
    """A table as a message."""

    text: str


@dataclass(frozen=True, slots=True)
class AnswerHeadcounts(Intent):
    """From when, or by whom, the figures of a draft are."""

    draft: int
    text: str


@dataclass(frozen=True, slots=True)
class AcceptHeadcounts(Choosable):
    """`near`: also the rows whose unit nobody knows, for the unit of the nearest name."""

    draft: int
    near: bool = False


@dataclass(frozen=True, slots=True)
class DropHeadcounts(Choosable):
    draft: int
