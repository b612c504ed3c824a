"""What rewards and pushes are judged by: the progress of each part, by its own kind of people, and who came."""

from collections import Counter
from dataclasses import dataclass, field

from storage import announcements, presence, reckoning
from storage.database import Rows
from storage.instants import Instant
from storage.presence import Presence
from storage.progress import Part, Progress, Scope
from storage.records import Unit

KINDS = {"group": "groups", "building": "groups", "school": "schools", "agency": "agencies"}
ABOVE = "levels"  # wards and districts: compared with each other

Why = tuple[str, str, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """The parts that can be compared, and by the id of each who came there."""

    progress: Progress
    parts: tuple[Part, ...]
    presence: dict[int, Presence]
    deeds: Counter[int] = field(default_factory=Counter)  # what was told of having been done so that people know

    def of(self, kind: str) -> list[Part]:
        return [part for part in self.parts if KINDS.get(part.unit.kind, ABOVE) == kind]

    @property
    def kinds(self) -> list[str]:
        """Those that there are, in the order of a list."""
        there = {KINDS.get(part.unit.kind, ABOVE) for part in self.parts}
        return [kind for kind in (ABOVE, "groups", "schools", "agencies") if kind in there]


@dataclass(frozen=True, slots=True)
class Push:
    """`total` None: not told. `share` of its people, `owed` reports, `gap` to the own target; `why`: by criterion."""

    unit: Unit
    total: int | None
    whole: int
    owed: int
    gap: int
    points: float
    why: tuple[Why, ...]

    @property
    def share(self) -> float | None:
        return None if self.total is None else self.total / self.whole * 100


@dataclass(frozen=True, slots=True)
class Pushes:
    """By kind, whoever is lowest first; who cannot be compared is named apart."""

    kinds: tuple[tuple[str, tuple[Push, ...]], ...]
    uncounted: tuple[str, ...]
    not_yet: tuple[str, ...]

    @property
    def everyone(self) -> tuple[Push, ...]:
        return tuple(push for _, pushes in self.kinds for push in pushes)


async def of_unit(read: Rows, scope: Scope, as_of: Instant) -> Judged:
    starts = scope.campaign.starts
    progress = await reckoning.of_unit(read, scope, as_of, starts)
    deeds = await announcements.deeds_by_unit(read, scope.campaigns, as_of)
    return Judged(progress, progress.living, await presence.of_parts(read, scope, starts, as_of), deeds)
