"""An evening as it goes: who came, later, not tonight; being away; and what only the clerk may do about it."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class Attend(Choosable):
    """Who came: all, or all but those whom the text names."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class ShowTeam(Intent):
    """Who is expected tonight, and how attendance is said."""


@dataclass(frozen=True, slots=True)
class AskTeam(Choosable):
    """Who comes to an evening of one's own; `name`: whose telephone is wanted."""

    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class AttendKnown(Choosable):
    """The same with people instead of names, once it was asked which of two is meant."""

    session: int
    absent: tuple[int, ...]
    excused: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Later(Choosable):
    """Ask me again then; without minutes: in a while."""

    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class CallOff(Choosable):
    """The head of a unit says that a night is off, tonight where none is named.

    `why`: a key of words_evening.REASONS, or nothing. `units`: those that were named. Not `sure`: words were in it
    that nobody understood. `alone`: perhaps only the speaker is away.
    """

    why: str = ""
    night: str | None = None
    units: tuple[int, ...] = ()
    sure: bool = True
    alone: bool = False


@dataclass(frozen=True, slots=True)
class GoOn(Choosable):
    """The head of a unit says that a night takes place after all."""

    night: str | None = None
    units: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SettleExcuse(Choosable):
    session: int
    version: int
    agreed: bool


@dataclass(frozen=True, slots=True)
class GoAway(Choosable):
    """Away for so many days from now on; 0: back again; None: how is it said?"""

    days: int | None = None


@dataclass(frozen=True, slots=True)
class Urge(Choosable):
    """What the clerk wants every head to know; `sure`: how often that was confirmed."""

    text: str = ""
    sure: int = 0


@dataclass(frozen=True, slots=True)
class Forget(Choosable):
    """Never mind: nothing is sent."""


@dataclass(frozen=True, slots=True)
class ShowCalls(Choosable):
    """Whom only a telephone reaches; `page` of them."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class PrintCalls(Intent):
    """The call list as a file that can be printed."""


@dataclass(frozen=True, slots=True)
class ShowHeadsReached(Intent):
    """Which heads can be written to just now, and why not the others."""


@dataclass(frozen=True, slots=True)
class MarkCalled(Choosable):
    """Somebody was told by telephone what these messages say."""

    person: int
    messages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TellCalled(Intent):
    """Who was called, by name or by number of the list; empty: all of them. `missed`: they did not answer."""

    text: str = ""
    missed: bool = False


@dataclass(frozen=True, slots=True)
class ShowTrust(Intent):
    """How the house is: last run, next due, skipped, in doubt."""
