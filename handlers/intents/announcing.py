"""Words to many, what became of them, and what was done outside the chat so that people know."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom: posts and forces, of all units or of these; `team`: of the speaker's own unit.

    `only`: of them those who "unreported", "not_joined", or have not said that it is "unclear"; `of`: whom an earlier
    announcement was for.
    """

    roles: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
    units: tuple[int, ...] = ()
    everyone: bool = False
    team: bool = False
    only: str = ""
    of: int = 0

    @property
    def named(self) -> bool:
        return bool(self.roles or self.forces or self.everyone or self.team or self.of)


NOBODY_YET = Audience()


@dataclass(frozen=True, slots=True)
class Compose(Choosable):
    """What is to be told, with whom it is for in the words or beside them; nothing is sent."""

    text: str = ""
    to: Audience = NOBODY_YET
    corrects: int = 0


@dataclass(frozen=True, slots=True)
class SendOut(Choosable):
    """Yes: these words, to these; `sure`: although the same went out just now."""

    text: str
    to: Audience
    corrects: int = 0
    sure: bool = False


@dataclass(frozen=True, slots=True)
class FixSent(Intent):
    """What was sent last was wrong, or is not to go on: what can still be done."""


@dataclass(frozen=True, slots=True)
class StopSending(Choosable):
    """Whoever does not have it yet is not to get it."""

    announcement: int


@dataclass(frozen=True, slots=True)
class CorrectSent(Choosable):
    """Other words instead of those that were sent last."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class IsClear(Choosable):
    """Who received it has understood."""

    announcement: int


@dataclass(frozen=True, slots=True)
class ShowReceipt(Choosable):
    """Whom it reached and who has said that it is clear: the last one, or those of a day."""

    day: str = ""


@dataclass(frozen=True, slots=True)
class ShowForm(Choosable):
    """The same words to be pasted elsewhere ("paste"), read aloud ("loud") or hung up ("notice"); empty: not said.

    No text: those that are about to be sent, or were sent last.
    """

    form: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class TellDeed(Choosable):
    """It was done outside the chat: how often, or how many; on a day, at an hour if it was said.

    `sure`: these words can mean nothing else, or it was read back; an empty kind was not said.
    """

    kind: str
    number: int
    day: str
    hour: str = ""
    unit: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class TakeBackDeed(Choosable):
    deed: int


@dataclass(frozen=True, slots=True)
class ShowCadence(Intent):
    """How long since the last announcement, and what the campaign's rules still want."""
