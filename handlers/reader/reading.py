"""What a message says, as values: the contract between the readers of text and everything that acts on it.

Reading is pure: text and context in, a Reading out; no database, no clock, no text for people.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from handlers.language.context import Span, Values

NOWHERE = Span(0, 0)


class Mode(StrEnum):
    SET = "set"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Entry:
    """Figures of one group and night. No group = the sender's own, no night = today."""

    values: Values
    group: str | None = None
    night: date | None = None
    mode: Mode = Mode.SET
    instead_of: Values = field(default_factory=dict)  # old values the sender named: "24 chứ không phải 42"
    span: Span = NOWHERE


class Unclear(StrEnum):
    """Why a careful clerk would ask back."""

    UNIT = "unit"  # people or households?
    INEXACT = "inexact"  # about, a range, a percentage, vague
    ALTERNATIVES = "alternatives"  # two figures for one thing
    SUM = "sum"  # parts and total disagree
    TOO_MANY = "too_many"  # a thousand or more in one evening, or a slip of the thumb
    REPLACE_OR_ADD = "replace_or_add"  # a second figure after a recorded one
    WHICH_INDICATOR = "which_indicator"
    WHICH_GROUP = "which_group"
    UNKNOWN_GROUP = "unknown_group"  # one is named that the ward does not have
    WHICH_NIGHT = "which_night"
    NOT_IN_PLAN = "not_in_plan"  # group or night is not in the plan
    SEVERAL_NIGHTS = "several_nights"  # one figure for several nights or groups
    IMPOSSIBLE = "impossible"  # negative, more absent than visited, no such day
    NO_NUMBER = "no_number"
    UNLIKELY = "unlikely"  # the second look takes a number for something else


@dataclass(frozen=True, slots=True)
class Option:
    """One possible reading of the unclear part, recorded when the person chooses it."""

    entries: tuple[Entry, ...]
    label: Mapping[str, str | int] = field(default_factory=dict)  # what texts.py needs to word it


@dataclass(frozen=True, slots=True)
class Doubt:
    why: Unclear
    span: Span
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """New figures: a report."""

    entries: tuple[Entry, ...]
    interim: bool = False  # "mới được 12, lát báo tiếp": recorded, and the question stays open
    passed: tuple[Span, ...] = ()  # figures of what this campaign does not count


@dataclass(frozen=True, slots=True)
class Correction:
    """Figures that change or add to what is recorded."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """Nothing may be recorded before the person has answered."""

    doubt: Doubt


@dataclass(frozen=True, slots=True)
class NotAReport:
    pass


Reading = Figures | Correction | Ask | NotAReport


def renamed(reading: Reading, codes: Mapping[str, str]) -> Reading:
    """With each indicator under the code that stands beside its own."""
    match reading:
        case Figures() | Correction():
            return replace(reading, entries=tuple(_entry(entry, codes) for entry in reading.entries))
        case Ask(doubt):
            return Ask(replace(doubt, options=tuple(_option(option, codes) for option in doubt.options)))
        case _:
            return reading


def _entry(entry: Entry, codes: Mapping[str, str]) -> Entry:
    return replace(entry, values=_values(entry.values, codes), instead_of=_values(entry.instead_of, codes))


def _option(option: Option, codes: Mapping[str, str]) -> Option:
    named = {codes.get(name, name): value for name, value in option.label.items()}
    if "indicator" in named:
        named["indicator"] = codes.get(str(named["indicator"]), named["indicator"])
    return Option(tuple(_entry(entry, codes) for entry in option.entries), named)


def _values(values: Values, codes: Mapping[str, str]) -> Values:
    return {codes.get(name, name): value for name, value in values.items()}
