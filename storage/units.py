"""The tree of units, closed over itself so that 'everything below' is one indexed look."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from storage.database import Row, Rows, Transaction, exactly
from storage.records import Unit


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit with its place in the tree and its dates; `until` is the first night on which it is no more."""

    unit: Unit
    parent_id: int | None
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Renamed:
    """A fact; Stale when the unit is called otherwise, or is no more."""

    unit_id: int
    before: str
    name: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A fact: the unit is no more from the night `until` on; Stale when it had ended already."""

    unit_id: int
    until: date


@dataclass(frozen=True, slots=True)
class UnitMoved:
    """A fact: a unit lies, with all under it, directly under another one that lies where it lay itself."""

    unit_id: int
    parent_id: int


@dataclass(frozen=True, slots=True)
class Founded:
    """A fact: a unit exists from `since` on, below `parent_id`. Parents come before their children."""

    unit: Unit
    parent_id: int | None
    since: date


_BY_CODE = "SELECT id, code, kind, name FROM unit WHERE code IN :codes"


async def by_code(read: Rows, codes: Collection[str]) -> dict[str, Unit]:
    return {row["code"]: _unit(row) for row in await read.rows(_BY_CODE, codes=list(codes))}


_BY_ID = "SELECT id, code, kind, name FROM unit WHERE id IN :ids"


async def by_id(read: Rows, ids: Collection[int]) -> dict[int, Unit]:
    return {row["id"]: _unit(row) for row in await read.rows(_BY_ID, ids=list(ids))}


_BELOW = """
SELECT unit.id, unit.code, unit.kind, unit.name
FROM ancestry JOIN unit ON unit.id = ancestry.unit_id
WHERE ancestry.above_id = :unit AND ancestry.steps > 0 AND unit.until IS NULL
ORDER BY unit.id
"""


async def below(read: Rows, unit_id: int) -> tuple[Unit, ...]:
    """Every unit under this one that is not ended, without itself: those whose names mean something today."""
    return tuple(_unit(row) for row in await read.rows(_BELOW, unit=unit_id))


_EVER_BELOW = """
SELECT unit.id, unit.code, unit.kind, unit.name
FROM ancestry JOIN unit ON unit.id = ancestry.unit_id
WHERE ancestry.above_id = :unit AND ancestry.steps > 0
ORDER BY unit.id
"""


async def ever_below(read: Rows, unit_id: int) -> tuple[Unit, ...]:
    """Every unit that lies or lay under this one: whatever was counted in any of them belongs to its sums."""
    return tuple(_unit(row) for row in await read.rows(_EVER_BELOW, unit=unit_id))


async def everything_below(read: Rows, unit_ids: Collection[int]) -> list[int]:
    """The ids of these units and of all that lie or lay under them."""
    rows = await read.rows("SELECT DISTINCT unit_id FROM ancestry WHERE above_id IN :units", units=list(unit_ids))
    return sorted(row["unit_id"] for row in rows)


_PLACED = "SELECT id, code, kind, name, parent_id, since, until FROM unit ORDER BY id"


async def placed(read: Rows) -> tuple[Placed, ...]:
    """All units there are or were."""
    return tuple(_placed(row) for row in await read.rows(_PLACED))


async def everything(read: Rows) -> tuple[Unit, ...]:
    return tuple(_unit(row) for row in await read.rows("SELECT id, code, kind, name FROM unit ORDER BY id"))


_CHILDREN = "SELECT id, code, kind, name FROM unit WHERE parent_id = :unit ORDER BY id"


async def children(read: Rows, unit_id: int) -> tuple[Unit, ...]:
    return tuple(_unit(row) for row in await read.rows(_CHILDREN, unit=unit_id))


_WARD = """
SELECT unit.id, unit.code, unit.kind, unit.name
FROM ancestry JOIN unit ON unit.id = ancestry.above_id WHERE ancestry.unit_id = :unit AND unit.kind = 'ward'
ORDER BY unit.until IS NOT NULL, ancestry.steps
"""


async def ward_above(read: Rows, unit_id: int) -> Unit | None:
    """The ward in which a unit lies; itself, if it is one. Of a ward that was merged, the one that it became."""
    rows = await read.rows(_WARD, unit=unit_id)
    return _unit(rows[0]) if rows else None


_ABOVE = "SELECT unit_id, above_id FROM ancestry WHERE unit_id IN :units"


async def above(read: Rows, unit_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """For each unit the ids of all units it lies in, itself included."""
    lies: dict[int, set[int]] = {}
    for row in await read.rows(_ABOVE, units=list(unit_ids)):
        lies.setdefault(row["unit_id"], set()).add(row["above_id"])
    return {unit: frozenset(ids) for unit, ids in lies.items()}


_FOUND = """
INSERT INTO unit (id, code, kind, parent_id, name, since) VALUES (:id, :code, :kind, :parent, :name, :since)
"""
_ITSELF = "INSERT INTO ancestry (unit_id, above_id, steps) VALUES (:id, :id, 0)"
_INHERIT = """
INSERT INTO ancestry (unit_id, above_id, steps)
SELECT unit.id, ancestry.above_id, ancestry.steps + 1
FROM unit JOIN ancestry ON ancestry.unit_id = :parent WHERE unit.id = :id
"""


async def write_founded(tx: Transaction, facts: Iterable[Founded]) -> None:
    """One by one, as a child's place in the tree is made from its parent's; units are founded by the dozen, rarely."""
    for fact in facts:
        unit = fact.unit
        named = {"id": unit.id, "code": unit.code, "kind": unit.kind, "name": unit.name}
        exactly(1, await tx.run(_FOUND, **named, parent=fact.parent_id, since=fact.since.isoformat()))
        await tx.run(_ITSELF, id=unit.id)
        await tx.run(_INHERIT, id=unit.id, parent=fact.parent_id)


_RENAME = "UPDATE unit SET name = :name WHERE id = :id AND name = :before AND until IS NULL"


async def write_renamed(tx: Transaction, facts: Iterable[Renamed]) -> None:
    records = [{"id": fact.unit_id, "before": fact.before, "name": fact.name} for fact in facts]
    exactly(len(records), await tx.many(_RENAME, records))


_END = "UPDATE unit SET until = :until WHERE id = :id AND until IS NULL"


async def write_ended(tx: Transaction, facts: Iterable[Ended]) -> None:
    records = [{"id": fact.unit_id, "until": fact.until.isoformat()} for fact in facts]
    exactly(len(records), await tx.many(_END, records))


_UPROOT = """
DELETE FROM ancestry
WHERE unit_id IN (SELECT unit_id FROM ancestry WHERE above_id = :id)
    AND above_id IN (SELECT above_id FROM ancestry WHERE unit_id = :id AND steps > 0)
"""
_REPLANT = """
INSERT INTO ancestry (unit_id, above_id, steps)
SELECT moved.unit_id, higher.above_id, moved.steps + higher.steps + 1
FROM ancestry AS moved JOIN ancestry AS higher ON higher.unit_id = :parent
WHERE moved.above_id = :id
"""


async def write_moved(tx: Transaction, facts: Iterable[UnitMoved]) -> None:
    """One by one: what is under a moved unit moves along."""
    for fact in facts:
        moved = {"id": fact.unit_id, "parent": fact.parent_id}
        exactly(1, await tx.run("UPDATE unit SET parent_id = :parent WHERE id = :id", **moved))
        await tx.run(_UPROOT, id=fact.unit_id)
        await tx.run(_REPLANT, **moved)


def _placed(row: Row) -> Placed:
    until = date.fromisoformat(row["until"]) if row["until"] else None
    return Placed(_unit(row), row["parent_id"], date.fromisoformat(row["since"]), until)


def _unit(row: Row) -> Unit:
    return Unit(row["id"], row["code"], row["kind"], row["name"])
