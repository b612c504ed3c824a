"""What a message says, as values: the contract between the readers of text and everything that acts on it.

Reading is pure: text and context in, a Reading out; no database, no clock, no text for people.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Values = Mapping[str, int]
MOST_PEOPLE = 300  # an evening of so many installs is more than a team can make: a slip of the thumb


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the plan as the ward writes its name, and the nights on which a count may be reported for it."""

    name: str
    nights: frozenset[date]
    unit: int = 0  # the id in storage; 0 when the plan is only a file


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The same object for as long as nothing changes: what is made of it is kept beside it."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """One indicator of a campaign; `words`: how people say it besides its name and the words known everywhere."""

    code: str
    words: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Counting:
    """What a campaign counts; a number with no word to it means the target."""

    indicators: tuple[Counted, ...]
    target: str


_USUAL = ("installed", "activated", "households", "absent", "refused", "no_phone", "already", "stuck")
USUAL = Counting(tuple(Counted(code) for code in _USUAL), "installed")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What stands on record last from this sender."""

    group: str
    night: date
    values: Values


@dataclass(frozen=True, slots=True)
class Context:
    """`today` is the campaign's day on which the message was written; `own` the one group the sender leads."""

    plan: Plan
    today: date
    own: str | None = None
    awaiting: bool = False  # the bot has just asked for tonight's count of `own`
    last: Recorded | None = None
    counting: Counting = USUAL


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start:end` of the text as it was sent."""

    start: int
    end: int


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
    span: Span = Span(0, 0)


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
