"""The schedule of a ward: what stands."""

from dataclasses import dataclass

from handlers.intents.intent import Intent


@dataclass(frozen=True, slots=True)
class ShowSchedule(Intent):
    """What stands from `first` to `last`, ISO; without them from today on. `names`: who comes, by name.

    `skip`: evenings that were shown already.
    """

    first: str = ""
    last: str = ""
    units: tuple[int, ...] = ()
    names: bool = False
    skip: int = 0
