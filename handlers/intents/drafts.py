"""What was read of a document: shown to its sender, its doubts answered, agreed to or dropped."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable, Intent
from storage.drafts import Kind


@dataclass(frozen=True, slots=True)
class PasteDraft(Intent):
    """The document itself, as text. `guessed`: nobody said what it is; its form is what it was known by."""

    kind: Kind
    text: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class PreviewDraft(Intent):
    """What an errand has read, for the person who sent it, in their chat."""

    kind: Kind
    errand: int
    campaign: str
    person: int
    chat: int
    result: str
    failed: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class ShowDraft(Intent):
    """What waits to be decided, once more; or how to send one."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class AnswerDraft(Choosable):
    """Words that may settle what is doubtful."""

    kind: Kind
    draft: int
    text: str


@dataclass(frozen=True, slots=True)
class ReviewDraft(Choosable):
    """One doubt after the other."""

    draft: int


@dataclass(frozen=True, slots=True)
class SettleDoubt(Choosable):
    """A doubt, by its place among the problems, has its answer."""

    draft: int
    doubt: int
    choice: str


@dataclass(frozen=True, slots=True)
class AcceptDraft(Choosable):
    """Yes, to the draft as it was shown in this version. `also`: what this yes covers beside the plain one."""

    kind: Kind
    draft: int
    version: int = 0
    also: str = ""


@dataclass(frozen=True, slots=True)
class SpellOutDraft(Choosable):
    """Every name of a draft that was shown cut short."""

    kind: Kind
    draft: int


@dataclass(frozen=True, slots=True)
class DropDraft(Choosable):
    kind: Kind
    draft: int
