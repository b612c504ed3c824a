"""The Word templates of letters: handed out, read when they come back, used, put away again."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class ShowTemplate(Intent):
    """`letter`: weekly, final or slip; empty where it was not named."""

    letter: str = ""


@dataclass(frozen=True, slots=True)
class PreviewTemplate(Intent):
    """A template that an errand has read, for the person who sent it, in their chat, and their unit."""

    errand: int
    person: int
    chat: int
    unit: int
    result: str


@dataclass(frozen=True, slots=True)
class UseTemplate(Choosable):
    unit: int
    letter: str
    digest: str


@dataclass(frozen=True, slots=True)
class LeaveTemplate(Choosable):
    """What was shown is not used."""


@dataclass(frozen=True, slots=True)
class ResetTemplate(Choosable):
    """The program's own again; `letter` empty: whichever the office has replaced."""

    letter: str = ""
