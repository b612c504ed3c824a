"""Counts and what is done with them."""

from dataclasses import dataclass, field

from handlers.intents.intent import Choosable, Intent
from handlers.reader.reading import Doubt, Mode
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class Telling:
    """Figures of one unit on one night (ISO), as they are to be recorded."""

    unit_id: int
    night: str
    values: dict[str, int]
    mode: Mode = Mode.SET
    instead_of: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report(Choosable):
    """`decided`: the person has seen what stands and chose to replace it; `uncounted`: their words for figures of what
    the campaign does not count.
    """

    tellings: tuple[Telling, ...]
    interim: bool = False
    decided: bool = False
    uncounted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Keep(Choosable):
    """The figures that stand are right."""


@dataclass(frozen=True, slots=True)
class Clarify(Intent):
    """Nothing is recorded: a careful clerk would ask back. `readings`: what each option of the doubt would record."""

    doubt: Doubt
    readings: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class HowToReport(Choosable):
    pass


@dataclass(frozen=True, slots=True)
class HowToCorrect(Choosable):
    pass


@dataclass(frozen=True, slots=True)
class Undo(Choosable):
    pass


@dataclass(frozen=True, slots=True)
class Amend(Intent):
    """A message was edited. `said`: its words, read once it is known which night it told of; `fresh`: what it wants if
    nothing was recorded of it.
    """

    original: str
    digest: str
    said: str
    sent: Instant
    fresh: Intent | None = None
