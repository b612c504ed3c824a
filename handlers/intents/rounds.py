"""What an agency or a school tells of a dated round."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable, Intent


@dataclass(frozen=True, slots=True)
class TellRound(Choosable):
    """How many people there are, how many of them are done; None: not said.

    `swap`: the right number and the wrong one, whichever of both it was.
    """

    unit: int
    total: int | None = None
    done: int | None = None
    swap: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class AskRound(Intent):
    """Nothing is recorded: it is asked back; `readings`: what it may have meant."""

    unit: int
    readings: tuple[TellRound, ...] = ()
