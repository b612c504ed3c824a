"""What is wanted in words that no command knows: answered, read back, passed on, or asked about."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class Wish(Choosable):
    """These words, read as this wish of the catalogue: a choice that somebody may take."""

    wish: str
    text: str


@dataclass(frozen=True, slots=True)
class Converse(Intent):
    """Small talk, and what stands in the catalogue or in the guide; `text`: where the answer looks at the words."""

    wish: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class AskAbout(Choosable):
    """A question that is answered by looking. Names of people are found in the text; `unit` 0 = one's own."""

    wish: str
    text: str
    unit: int = 0
    night: str = ""


@dataclass(frozen=True, slots=True)
class ReadBack(Choosable):
    """A wish that changes something: what would be done is shown, and done only by a yes."""

    wish: str
    text: str
    unit: int = 0
    night: str = ""
    to: str = ""  # the other night, where there are two
    nights: tuple[str, ...] = ()  # instead of `night`, where several are named


@dataclass(frozen=True, slots=True)
class Reread(Choosable):
    """A choice that stands for other words: they are understood as if they had been sent."""

    text: str


@dataclass(frozen=True, slots=True)
class Wonder(Intent):
    """Not sure: the nearest wishes as choices. None: nothing is near. `parts`: the words of each, if it has its own."""

    text: str
    wishes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassOn(Choosable):
    """To who may: the ward office. `wish` is empty for words that nobody could read; `sure`: yes, pass it on."""

    wish: str
    text: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class TellHead(Choosable):
    """To who leads this session."""

    session: int
    text: str


@dataclass(frozen=True, slots=True)
class TellTeam(Choosable):
    """To everybody who is expected at this session, from who leads it."""

    session: int
    text: str


@dataclass(frozen=True, slots=True)
class Remind(Choosable):
    """Yes: tell these people that their count of this session is owed, by (session, person)."""

    owed: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class LeaveIt(Choosable):
    """No: nothing is done."""


@dataclass(frozen=True, slots=True)
class ShowNotes(Intent):
    """What waits for the office: words nobody could read, wishes passed on."""


@dataclass(frozen=True, slots=True)
class AnswerNote(Choosable):
    """The office answers somebody who waits; `name` as it was written, or the person once it is clear."""

    name: str
    text: str
    person: int = 0


@dataclass(frozen=True, slots=True)
class SettleNotes(Choosable):
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TellCaptain(Choosable):
    """To who leads one's force: these words, with the line that does what they ask for, if there is one."""

    text: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class Announce(Choosable):
    """Yes: these words to all of a force; to the heads where none is named."""

    force: str
    text: str


@dataclass(frozen=True, slots=True)
class RemindShifts(Choosable):
    """Yes: ask these people once more whether they come."""

    shifts: tuple[int, ...]
