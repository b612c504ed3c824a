"""Who holds which post: handing it over, and who may be asked about a unit."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class HandOver(Intent):
    """As it was said: `name` empty = the deputy; `unit` as written, empty = one's own.

    Dates are ISO: from the first day until after the last; or for so many days, or evenings of the unit; or for good.
    """

    text: str
    name: str
    first: str
    last: str = ""
    days: int = 0
    evenings: bool = False
    for_good: bool = False


@dataclass(frozen=True, slots=True)
class ConfirmHandOver(Choosable):
    """`since` 0 = at once; `until` None = for good. `stands`: the posts of those days when it was asked."""

    unit: int
    to: int
    since: int
    until: int | None = None
    stands: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KeepPosts(Choosable):
    """On second thoughts nothing is handed over."""


@dataclass(frozen=True, slots=True)
class NameContact(Intent):
    """Somebody may be asked about a unit. The text is read where the units are known."""

    text: str


@dataclass(frozen=True, slots=True)
class ShowContacts(Intent):
    pass


@dataclass(frozen=True, slots=True)
class ShowHistory(Intent):
    """Who changed which figure or post; of a unit, night or person that the text names, or of all that one answers for.

    `anywhere`: the text is a sentence, which need not name any.
    """

    text: str = ""
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Appoint(Intent):
    """Somebody is given a post: their name as it was written, and the words for the post.

    `newcomer`: they may be somebody nobody knows yet. `phone` is normalised; "-" = something that is no mobile number.
    """

    text: str
    name: str
    title: str
    post: str
    phone: str = ""
    newcomer: bool = False


@dataclass(frozen=True, slots=True)
class Dismiss(Choosable):
    """A post of somebody ends: the one that `post` says, or which, is asked."""

    name: str
    post: str = ""
    person: int = 0  # chosen among namesakes


@dataclass(frozen=True, slots=True)
class Rephone(Choosable):
    name: str
    phone: str
    person: int = 0


@dataclass(frozen=True, slots=True)
class ConfirmAppoint(Choosable):
    """`person` 0 = somebody new of this name."""

    person: int
    name: str
    title: str
    phone: str
    role: str
    force: str
    unit: int


@dataclass(frozen=True, slots=True)
class ConfirmDismiss(Choosable):
    person: int
    posts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ConfirmRephone(Choosable):
    person: int
    phone: str
