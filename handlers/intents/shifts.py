"""Places in sessions and the people who fill them."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class AnswerShifts(Choosable):
    """Coming, or not, to these shifts, each as it was offered: (id, version)."""

    offers: tuple[tuple[int, int], ...]
    going: bool

    @property
    def shifts(self) -> tuple[int, ...]:
        return tuple(id_ for id_, _ in self.offers)


@dataclass(frozen=True, slots=True)
class TakePlace(Choosable):
    """I come instead of whoever declined this shift."""

    shift: int
    version: int

    @property
    def shifts(self) -> tuple[int, ...]:
        return (self.shift,)


@dataclass(frozen=True, slots=True)
class LeavePlace(Choosable):
    """No, I cannot take that place."""


@dataclass(frozen=True, slots=True)
class Assign(Intent):
    """A captain's line: a night, perhaps, and names."""

    text: str


@dataclass(frozen=True, slots=True)
class AssignPeople(Choosable):
    """These people into these sessions, for one force: what was suggested, or what a question has made clear."""

    force: str
    places: tuple[tuple[int, tuple[int, ...]], ...]  # (session, people)


@dataclass(frozen=True, slots=True)
class AnswerFor(Choosable):
    """A captain's line about who of the force comes and who does not."""

    text: str


@dataclass(frozen=True, slots=True)
class ShowPlaces(Intent):
    """What is still open."""


@dataclass(frozen=True, slots=True)
class ShowShifts(Intent):
    """The shifts of one's force, or one's own."""


@dataclass(frozen=True, slots=True)
class ShowAhead(Intent):
    """What lies before one: nights of one's unit, one's own shifts."""


@dataclass(frozen=True, slots=True)
class Replace(Intent):
    """A captain's line: who goes instead of whom; `text`: the whole line, in which a night may stand."""

    text: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class BusyOn(Choosable):
    """Somebody says beforehand that they cannot come on the nights of this line."""

    text: str
