"""What a text is read with: the plan, the day, what the campaign counts, what stands on record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

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
class CountedIndicator:
    """One indicator of a campaign; `words`: how people say it besides its name and the words known everywhere."""

    code: str
    words: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Counting:
    """What a campaign counts; a number with no word to it means the target. Equal ones share what is made of them."""

    indicators: tuple[CountedIndicator, ...]
    target: str
    _hash: int = field(init=False, repr=False, compare=False, default=0)  # asked for ten times a message

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.indicators, self.target)))

    def __hash__(self) -> int:
        return self._hash


_USUAL = ("installed", "activated", "households", "absent", "refused", "no_phone", "already", "stuck")
USUAL = Counting(tuple(CountedIndicator(code) for code in _USUAL), "installed")


@dataclass(frozen=True, slots=True)
class OnRecord:
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
    last: OnRecord | None = None
    counting: Counting = USUAL


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start:end` of the text as it was sent."""

    start: int
    end: int
