"""How the application is installed, and what helps: asked for, and the pictures that go with it."""

from dataclasses import dataclass

from handlers.inbound import ReceivedFile
from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class ShowGuide(Choosable):
    """One entry by its code; none: what there is, by number. `text`: the words that asked for it."""

    entry: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ShowStep(Intent):
    """A picture is to go with this step from now on. `step`: 0 where it was not said."""

    file: ReceivedFile
    entry: str
    step: int


@dataclass(frozen=True, slots=True)
class HideStep(Intent):
    """No picture goes with this step any more."""

    entry: str
    step: int


@dataclass(frozen=True, slots=True)
class StepShown(Intent):
    """What became of the picture of a step."""

    errand: int
    params: dict[str, str]
    result: str
    failed: bool = False
