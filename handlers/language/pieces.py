"""What a message is made of once its words are understood: a row of tagged pieces, each with its place in the text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar, dataclass_transform

from handlers.language.context import Span
from handlers.language.tags import Tag

T = TypeVar("T")


class Flaw(StrEnum):
    """Why a number, plain as it looks, may not be recorded as it stands."""

    NONE = ""
    ABOUT = "about"
    RANGE = "range"
    EITHER = "either"
    PERCENT = "percent"
    DECIMAL = "decimal"
    NEGATIVE = "negative"
    SLIP = "slip"
    VAGUE = "vague"
    TWO_WAYS = "two_ways"
    SEVERAL = "several"  # several evenings or groups in one figure
    NOT_OVER = "not_over"  # "nobody yet": a zero only once the evening is over
    ELSEWHERE = "elsewhere"  # perhaps another place's
    SECOND_THOUGHT = "second_thought"  # "no, wait", and nothing after it
    TOMORROW = "tomorrow"  # told as done, but of a day to come


@dataclass_transform(frozen_default=True)
def unchanging(cls: type[T]) -> type[T]:
    """Frozen to the type checker alone: a frozen dataclass takes five times as long to make."""
    return dataclass(slots=True, eq=False)(cls)


@unchanging
class Piece:
    """One understood part of the text, known by where it begins; `word` is folded, `raw` keeps its accents."""

    tag: Tag
    start: int
    end: int
    word: str = ""
    raw: str = ""
    value: int = 0
    flaw: Flaw = Flaw.NONE
    out_of: int | None = None
    unit: Tag | None = None
    indicator: str = ""
    choices: tuple[str, ...] = ()  # groups of the plan, or indicators, this name may mean
    near: tuple[str, ...] = ()  # of a group that is not known, those that may be meant
    area: tuple[str, ...] = ()  # the name without its number
    nights: tuple[date, ...] = ()  # every reading of a date, the likeliest first
    glued: bool = False  # nothing stood between this and the piece before
    spelled: bool = False  # a number written in words
    guesses: tuple[int, ...] = ()  # what it may be, when only that is open

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def at_place(pieces: Sequence[Piece], at: int) -> Piece | None:
    return pieces[at] if 0 <= at < len(pieces) else None


def tag_at(pieces: Sequence[Piece], at: int) -> Tag | None:
    return pieces[at].tag if 0 <= at < len(pieces) else None
