"""What is wanted as a file."""

from dataclasses import dataclass

from handlers.intents.answers import OWN, Query
from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class Export(Choosable):
    """`kind`: one of handlers/outgoing/exports.py, empty where it was not named; `about`: which round."""

    kind: str = ""
    ending: str = "xlsx"
    about: str = ""
    wanted: Query = OWN


@dataclass(frozen=True, slots=True)
class WeeklyLetter(Intent):
    """A draft as of now, or of the instant that is wanted."""

    wanted: Query = OWN


@dataclass(frozen=True, slots=True)
class IssueLetter(Intent):
    """Freeze it under the next number."""


@dataclass(frozen=True, slots=True)
class CorrectLetter(Intent):
    """What has changed since the last one was issued."""


@dataclass(frozen=True, slots=True)
class ShowPicture(Intent):
    kind: str = "pace"
    wanted: Query = OWN
