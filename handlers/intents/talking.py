"""Meeting, helping, small talk."""

from dataclasses import dataclass

from handlers.inbound import Barrier
from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class StartChat(Intent):
    """`/start`, with the code of an invitation where there is one; `origin`: hash of where a page was asked from."""

    code: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Help(Choosable):
    pass


@dataclass(frozen=True, slots=True)
class OfferOtherWay(Intent):
    """What was said did not come through; how it can be said instead."""

    barrier: Barrier


@dataclass(frozen=True, slots=True)
class NotUnderstood(Intent):
    """Not a report, and nothing else we know."""


@dataclass(frozen=True, slots=True)
class TooLate(Intent):
    """A button whose question is closed, or that belongs to somebody else."""
