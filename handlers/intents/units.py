"""Units that are renamed, merged or split."""

from dataclasses import dataclass
from typing import Literal

from handlers.intents.intent import Choosable


@dataclass(frozen=True, slots=True)
class NewPart:
    """What a unit becomes; `share` in hundredths of a percent of the unit that is split."""

    name: str
    share: int = 10_000


@dataclass(frozen=True, slots=True)
class UnitWish:
    """`of`: the units by name or code, as they were written; `day`: the first night (ISO), empty for the next free one.

    `similar`: the person has seen that a unit of nearly the same name exists and wants the new name all the same.
    """

    kind: Literal["rename", "merge", "split"]
    of: tuple[str, ...]
    into: tuple[NewPart, ...]
    day: str = ""
    reason: str = ""
    similar: bool = False


@dataclass(frozen=True, slots=True)
class Rearrange(Choosable):
    """Shown first what it would change. `readings`: what may have been meant; the first that can be done is."""

    readings: tuple[UnitWish, ...]


@dataclass(frozen=True, slots=True)
class Rearranged(Choosable):
    """The person has seen what it changes and said yes."""

    wish: UnitWish


@dataclass(frozen=True, slots=True)
class LeaveUnits(Choosable):
    """… and said no."""
