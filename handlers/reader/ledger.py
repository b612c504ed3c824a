"""The fate of every number of a message: each gets exactly one, once."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from handlers.language import tags
from handlers.language.pieces import Flaw, Piece
from handlers.reader.reading import Unclear


class NumberRole(StrEnum):
    """What a number says of others of its kind."""

    TOTAL = "total"
    PART = "part"
    WITHIN = "within"  # a part with no need to add up
    SIZE = "size"  # of the unit, or what it is to reach


class Reason(StrEnum):
    """Why a number tells nothing of this evening."""

    NAME = "name"  # of a house, an hour, a code, a thing
    TIME_OF_TELLING = "time_of_telling"
    COMPARED = "compared"  # with another night
    ASKED = "asked"
    PLANNED = "planned"
    ELSEWHERE = "elsewhere"
    SAID_AGAIN = "said_again"
    WISHED = "wished"
    AT_WORK = "at_work"  # helpers
    ASIDE = "aside"  # told of those counted
    TAKEN_BACK = "taken_back"  # by the message itself
    OLD = "old"  # what stood before a correction
    RATE = "rate"  # a percentage beside the figure
    SO_FAR = "so_far"  # several evenings in one
    UNCOUNTED = "uncounted"  # the campaign does not count it
    PART = "part"  # of a figure that is told
    NOT_YET = "not_yet"  # those of the installed who are not activated
    SIZE = "size"
    ANECDOTE = "anecdote"
    ONE_HOUSE = "one_house"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Recorded:
    indicator: str
    group: str | None
    night: date | None
    role: NumberRole | None = None


@dataclass(frozen=True, slots=True)
class PassedOver:
    reason: Reason


@dataclass(frozen=True, slots=True)
class Doubtful:
    why: Unclear


Fate = Recorded | PassedOver | Doubtful
_HUSHED = frozenset({tags.NUMBER, tags.SO_FAR, tags.DATE, tags.GROUP, tags.INDICATOR, tags.LATER})


@dataclass(slots=True)
class Ledger:
    """What the passes say of the pieces, each known by where it begins; the pieces themselves never change."""

    fates: dict[int, Fate] = field(default_factory=dict)
    silent: set[int] = field(default_factory=set)  # in a question, a plan, a quotation
    flaws: dict[int, Flaw] = field(default_factory=dict)
    roles: dict[int, NumberRole] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)

    def settle(self, number: Piece, fate: Fate) -> None:
        if number.start in self.fates:
            raise ValueError(f"a second fate for {number.word!r}: {self.fates[number.start]}, {fate}")
        self.fates[number.start] = fate

    def settle_open(self, numbers: Iterable[Piece], fate: Fate) -> None:
        for number in numbers:
            if number.start not in self.fates:
                self.settle(number, fate)

    def hush(self, pieces: Iterable[Piece], reason: Reason) -> None:
        """Numbers, and the names and labels that stand with them, are not heard."""
        for piece in pieces:
            if piece.tag in _HUSHED:
                self.silent.add(piece.start)
            if piece.tag is tags.NUMBER:
                self.settle_open((piece,), PassedOver(reason))

    def hears(self, piece: Piece) -> bool:
        return piece.start not in self.silent

    def numbers(self, pieces: Iterable[Piece]) -> list[Piece]:
        silent = self.silent
        return [p for p in pieces if p.tag is tags.NUMBER and p.start not in silent]

    def flaw(self, number: Piece) -> Flaw:
        return self.flaws.get(number.start, number.flaw)

    def doubt(self, number: Piece, flaw: Flaw) -> None:
        """Why it may not be recorded as it stands, unless something else is wrong with it already."""
        if not self.flaw(number):
            self.flaws[number.start] = flaw

    def seen(self, number: Piece) -> Piece:
        """The number with what was found out about it."""
        if not self.flaws and not self.labels:
            return number
        flaw, label = self.flaw(number), self.labels.get(number.start, number.indicator)
        return (
            number if flaw is number.flaw and label == number.indicator else replace(number, flaw=flaw, indicator=label)
        )
