"""Who holds which post: handing it over, and who may be asked about a unit."""

from dataclasses import dataclass

from handlers.intents.intent import Intent


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
class ConfirmHandOver(Intent):
    """`since` 0 = at once; `until` None = for good."""

    unit: int
    to: int
    since: int
    until: int | None = None


@dataclass(frozen=True, slots=True)
class KeepPosts(Intent):
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
    """Who changed which figure or post; of a unit that the text names, or of all that one answers for."""

    text: str = ""
