"""What rewards and pushes are judged by: the progress of each part, by its own kind of people, and who came."""

from dataclasses import dataclass

from storage import presence, reckoning
from storage.database import Rows
from storage.instants import Instant
from storage.presence import Presence
from storage.progress import Part, Progress, Scope

KINDS = {"group": "groups", "building": "groups", "school": "schools", "agency": "agencies"}
ABOVE = "levels"  # wards and districts: compared with each other


@dataclass(frozen=True, slots=True)
class Judged:
    """The parts that can be compared, and by the id of each who came there."""

    progress: Progress
    parts: tuple[Part, ...]
    presence: dict[int, Presence]

    def of(self, kind: str) -> list[Part]:
        return [part for part in self.parts if KINDS.get(part.unit.kind, ABOVE) == kind]

    @property
    def kinds(self) -> list[str]:
        """Those that there are, in the order of a list."""
        there = {KINDS.get(part.unit.kind, ABOVE) for part in self.parts}
        return [kind for kind in (ABOVE, "groups", "schools", "agencies") if kind in there]


async def of_unit(read: Rows, scope: Scope, as_of: Instant) -> Judged:
    starts = scope.campaign.starts
    found = await reckoning.of_unit(read, scope, as_of, starts)
    return Judged(found, found.living, await presence.of_parts(read, scope, starts, as_of))
