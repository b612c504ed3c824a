"""The ward's roster: what an errand has read of it, and what its sender decides."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class PreviewRoster(Intent):
    """A roster that an errand has read, for the person who sent it, in their chat."""

    errand: int
    campaign: str
    person: int
    chat: int
    result: str


@dataclass(frozen=True, slots=True)
class ShowRoster(Intent):
    """What is waiting to be decided, or how to send a roster."""


@dataclass(frozen=True, slots=True)
class ReviewRoster(Choosable):
    """One doubt after the other."""

    draft: int


@dataclass(frozen=True, slots=True)
class SettleRoster(Choosable):
    """A doubt, by its place among the problems, has its answer."""

    draft: int
    doubt: int
    choice: str


@dataclass(frozen=True, slots=True)
class AcceptRoster(Choosable):
    """`end`: posts that the roster does not name any more end today."""

    draft: int
    end: bool = False


@dataclass(frozen=True, slots=True)
class DropRoster(Choosable):
    draft: int
