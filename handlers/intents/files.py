"""Files that come in, errands that end."""

from dataclasses import dataclass

from handlers.inbound import ReceivedFile
from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class Attach(Intent):
    """A file without words of its own."""

    file: ReceivedFile


@dataclass(frozen=True, slots=True)
class EndErrand(Intent):
    """An errand whose work is done outside of what we decide."""

    errand: int
    failed: bool = False


@dataclass(frozen=True, slots=True)
class NotHeard(Intent):
    """A voice note in which nothing was heard; `deaf`: none is listened to here."""

    deaf: bool = False


@dataclass(frozen=True, slots=True)
class SayAgain(Choosable):
    """What was heard is not what was said."""


@dataclass(frozen=True, slots=True)
class HandOutFile(Intent):
    """A document that an errand has made goes to whoever ordered it."""

    errand: int
    params: dict[str, str]
    result: str
    failed: bool = False
