"""What people want about themselves: who they are to us, how they are called, their channels, their data."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class ShowMe(Intent):
    """Posts, channels, how they are called."""


@dataclass(frozen=True, slots=True)
class CallMe(Intent):
    """`you`: the folded address word."""

    you: str


@dataclass(frozen=True, slots=True)
class AddChannel(Intent):
    """A code by which a further chat becomes theirs."""


@dataclass(frozen=True, slots=True)
class DropChannel(Intent):
    """By its number in what ShowMe lists."""

    number: int


@dataclass(frozen=True, slots=True)
class PreferChannel(Choosable):
    """By which platform to be written to first, as it was called; empty: whichever. `never`: by any but that."""

    platform: str = ""
    never: bool = False


@dataclass(frozen=True, slots=True)
class ShowData(Intent):
    """Everything that we keep about the speaker."""


@dataclass(frozen=True, slots=True)
class EraseMe(Intent):
    """Said; what it means is told, and asked once more."""


@dataclass(frozen=True, slots=True)
class ConfirmErase(Choosable):
    pass


@dataclass(frozen=True, slots=True)
class Withdraw(Choosable):
    """Consent is taken back: nothing is sent any more, nothing more is recorded."""


@dataclass(frozen=True, slots=True)
class Stay(Choosable):
    """On second thoughts nothing is erased."""
