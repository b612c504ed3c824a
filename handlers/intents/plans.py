"""The ward's plan: sent or pasted, previewed, its doubtful rows answered, agreed to or dropped."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class PreviewPlan(Intent):
    """The plan that an errand has read is shown to the clerk who sent it."""

    errand: int
    campaign: str
    person: int
    chat: int
    result: str
    failed: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class PastePlan(Intent):
    """The table itself, as text. `guessed`: nobody said that it is a plan, and its form is what it was known by."""

    text: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class ShowPlan(Intent):
    """The draft that waits, once more; or how to send one."""


@dataclass(frozen=True, slots=True)
class ShowSchedule(Choosable):
    """What stands from `first` to `last`, ISO; without them from today on. `names`: who comes, by name.

    `skip`: evenings that were shown already.
    """

    first: str = ""
    last: str = ""
    units: tuple[int, ...] = ()
    names: bool = False
    skip: int = 0


@dataclass(frozen=True, slots=True)
class AnswerPlan(Intent):
    """Words that may settle rows of the draft."""

    draft: int
    text: str


@dataclass(frozen=True, slots=True)
class AgreePlan(Choosable):
    """Yes, to the draft as it was shown in this version."""

    draft: int
    version: int


@dataclass(frozen=True, slots=True)
class DropPlan(Choosable):
    draft: int
