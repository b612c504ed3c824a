"""How a campaign keeps to its rhythm: when people were told last, and how much of each rule was done."""

from dataclasses import dataclass

from storage.instants import Instant
from storage.settings import Outreach


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule that holds on this day, and how much of it was done within its days."""

    rule: Outreach
    done: int


@dataclass(frozen=True, slots=True)
class Rhythm:
    last: Instant | None
    rules: tuple[Kept, ...]
