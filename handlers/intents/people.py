"""Who is who: enrolling, inviting."""

from dataclasses import dataclass

from handlers.intents.files import HandOutFile
from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class ShareContact(Intent):
    """`own`: the platform vouches that the number is the sender's."""

    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class Enrol(Choosable):
    """Yes, this is me: by the invitation, or else by the phone number that the platform vouched for."""

    person: int
    invite: int | None = None


@dataclass(frozen=True, slots=True)
class NotMe(Choosable):
    """The code came to the wrong one."""


@dataclass(frozen=True, slots=True)
class Invite(Choosable):
    """The clerk wants codes for these people, or for all who are not here yet."""

    names: str = ""
    cards: bool = False  # on paper
    renew: bool = False  # in place of what is out there


@dataclass(frozen=True, slots=True)
class RenewInvites(Choosable):
    """Yes: the cards of these people that are out there become void, and new ones are made."""

    people: tuple[int, ...]
    cards: bool = False


@dataclass(frozen=True, slots=True)
class KeepInvites(Choosable):
    """No: what is printed stays good."""


@dataclass(frozen=True, slots=True)
class ForgiveGuesses(Intent):
    """Whoever typed too many wrong codes may try again."""


@dataclass(frozen=True, slots=True)
class HandOutInvites(Intent):
    """The codes that an errand has made. `own`: for the one who asked, to open a further channel."""

    errand: int
    clerk: int
    result: str
    failed: bool = False
    own: bool = False
    renews: bool = False


@dataclass(frozen=True, slots=True)
class HandOutCards(HandOutFile):
    """A sheet of cards goes out, and what stands on them becomes good."""


@dataclass(frozen=True, slots=True)
class AskOn(Choosable):
    """Who waits to be let in, a few more of them."""


@dataclass(frozen=True, slots=True)
class Introduce(Intent):
    """A stranger says who they are; the text as it was written."""

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Vouch(Choosable):
    """It is true: this person of the roster; or, with 0, somebody new who helps in the unit."""

    introduction: int
    unit: int
    person: int = 0
    name: str = ""
    force: str = ""


@dataclass(frozen=True, slots=True)
class Disown(Choosable):
    """Nobody knows this stranger."""

    introduction: int


@dataclass(frozen=True, slots=True)
class ShowUnreached(Choosable):
    """Who is on the roster and in no chat yet; a portion of the list at a time."""

    portion: int = 0
