"""What stands in the way: raised, completed, taken back; looked at, taken over, answered."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class Raise(Choosable):
    """`wish`: as what the words were read, where they do not say themselves; `sure`: to be recorded, question or not.

    `unit`, `night`, `households`: as the figures beside it have them; else as the words say.
    """

    text: str
    wish: str = ""
    unit: int = 0
    night: str = ""
    households: int = 0
    sure: bool = False
    beside: bool = False  # figures that were told in the same message
    asks: bool = True  # for what is missing, where nothing else is asked
    photo: bool = False  # its words stood under one


@dataclass(frozen=True, slots=True)
class Complete(Choosable):
    """What was missing of one that was raised; 0: of the last of the speaker's own."""

    difficulty: int
    carrier: str = ""
    households: int = 0


@dataclass(frozen=True, slots=True)
class TakeBack(Choosable):
    """0: the last one that the speaker has raised."""

    difficulty: int = 0


@dataclass(frozen=True, slots=True)
class Gone(Choosable):
    """Who raised it says that it is over, or never was. 0: which of theirs the words say."""

    text: str
    difficulty: int = 0


@dataclass(frozen=True, slots=True)
class HowToRaise(Intent):
    """The command alone."""


@dataclass(frozen=True, slots=True)
class ShowDifficulties(Intent):
    """To the office what is open; to others their own, and what was answered."""


@dataclass(frozen=True, slots=True)
class AnswerDifficulty(Choosable):
    """`number` 0: which the words say, or the only one that is open; `numbers`: as they were read back.

    `revisit`: households to go back to. `sure`: to be said; else it is read back. `waits`: it stays open.
    """

    number: int
    text: str
    revisit: int = 0
    sure: bool = False
    waits: bool = False
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnDifficulty(Choosable):
    """Taken by the speaker, or given to who is named. `text`: whose words say which, where no number does.

    `asks`: something was said with it that is not kept, so that it is read back.
    """

    number: int
    name: str = ""
    person: int = 0
    text: str = ""
    asks: bool = False
