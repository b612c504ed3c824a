"""The tree of units as a speaker may rearrange it: who is called what, and why something cannot be done there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from handlers.language.tokens import fold
from handlers.language.unit_names import composed, gazetteer
from storage import units
from storage.database import Rows
from storage.instants import Instant, day_of
from storage.lineage import Became
from storage.units import Placed


class RefusalReason(Enum):
    """Why something cannot be done; its words are in handlers/tree/texts_units.py."""

    UNKNOWN = auto()
    AMBIGUOUS = auto()
    ITSELF = auto()
    ONE = auto()
    ELSEWHERE = auto()
    KINDS = auto()
    SHARES = auto()
    PARTS = auto()
    INHABITED = auto()
    TAKEN = auto()
    ALIKE = auto()
    TWICE = auto()
    SAME = auto()
    NAMELESS = auto()
    NO_DAY = auto()
    BEFORE = auto()
    REPORTED = auto()
    LATER = auto()


@dataclass(frozen=True, slots=True)
class Refusal:
    """`about`: the name, number or day that is wrong; `near`: what it collides with, or what may be meant."""

    why: RefusalReason
    about: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """The units that are, those that the speaker may rearrange, and on what day and instant we speak."""

    placed: Mapping[int, Placed]
    reach: frozenset[int]
    today: date
    now: Instant

    @property
    def living(self) -> list[Placed]:
        return [placed for placed in self.placed.values() if placed.until is None and placed.unit.id in self.reach]

    def ground(self, one: Placed) -> int | None:
        """The nearest unit above it that still exists."""
        parent = self.placed.get(one.parent_id or 0)
        while parent is not None and parent.until is not None:
            parent = self.placed.get(parent.parent_id or 0)
        return parent.unit.id if parent else None


async def tree(read: Rows, above: Collection[int] | None, zone: str, now: Instant) -> Tree:
    """`above`: the units under which the speaker may rearrange; None: everywhere."""
    placed = {one.unit.id: one for one in await units.placed(read)}
    inside = await units.above(read, placed)
    reach = frozenset(id_ for id_ in placed if above is None or (inside[id_] - {id_}) & set(above))
    return Tree(placed, reach, day_of(now, zone), now)


def named(written: str, tree: Tree) -> Placed | Refusal:
    """By code, else by the name as it is written, else by the name without accents where only one is called so."""
    exact = [placed for placed in tree.living if written in {placed.unit.code, placed.unit.name}]
    coded = exact or [one for one in tree.living if fold(written) == fold(one.unit.code)]
    names = gazetteer(tuple(one.unit.name for one in tree.living))
    meant = names.meant(written)
    placeds = coded or [one for one in tree.living if one.unit.name in meant]
    if len(placeds) == 1:
        return placeds[0]
    if placeds:
        return Refusal(
            RefusalReason.AMBIGUOUS, written, ", ".join(f"{one.unit.name} ({one.unit.code})" for one in placeds)
        )
    return Refusal(RefusalReason.UNKNOWN, written, next(iter(names.near(written)), ""))


def ever_named(written: str, tree: Tree) -> list[int]:
    """The units of this name or code, those that are no more among them."""
    alike = [id_ for id_, placed in tree.placed.items() if fold(written) == fold(placed.unit.name)]
    exact = [id_ for id_ in alike if composed(written) == composed(tree.placed[id_].unit.name)]
    return [id_ for id_, placed in tree.placed.items() if written == placed.unit.code] or exact or alike


def called(told: Sequence[Became], tree: Tree) -> dict[int, str]:
    """What each of these led to, under the name that the successor got then and not one that it got later."""
    names: dict[int, str] = {}
    for n, became in enumerate(told):
        later = (o for o in told[n + 1 :] if o.kind == "rename" and o.predecessor_id == became.successor_id)
        after = next(later, None)
        names[became.id] = after.was if after else tree.placed[became.successor_id].unit.name
    return names
