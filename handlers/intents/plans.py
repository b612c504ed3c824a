"""The schedule of a ward: what stands."""

from dataclasses import dataclass

from handlers.intents.intent import Choosable


@dataclass(frozen=True, slots=True)
class ShowSchedule(Choosable):
    """What stands from `first` to `last`, ISO; without them from today on. `names`: who comes, by name.

    `skip`: evenings that were shown already.
    """

    first: str = ""
    last: str = ""
    units: tuple[int, ...] = ()
    names: bool = False
    skip: int = 0
