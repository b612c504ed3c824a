"""A unit or a person that was loaded by mistake is taken away."""

from dataclasses import dataclass
from typing import Literal

from handlers.intents.intent import Choosable, Intent

What = Literal["unit", "person"]


@dataclass(frozen=True, slots=True)
class Remove(Intent):
    """Shown first what goes with it."""

    what: What
    name: str


@dataclass(frozen=True, slots=True)
class ConfirmRemove(Choosable):
    """The clerk has seen it and said yes."""

    what: What
    id: int


@dataclass(frozen=True, slots=True)
class KeepAll(Choosable):
    """… and said no."""
