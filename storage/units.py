"""The tree of units, closed over itself so that 'everything below' is one indexed look."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from storage.database import Row, Rows, Transaction, exactly
from storage.records import Unit


@dataclass(frozen=True, slots=True)
class Founded:
    """A fact: a unit exists from `since` on, below `parent_id`. Parents come before their children."""

    unit: Unit
    parent_id: int | None
    since: date


async def by_code(read: Rows, codes: Collection[str]) -> dict[str, Unit]:
    return {row["code"]: _unit(row) for row in await read.rows(_BY_CODE, codes=list(codes))}


async def by_id(read: Rows, ids: Collection[int]) -> dict[int, Unit]:
    return {row["id"]: _unit(row) for row in await read.rows(_BY_ID, ids=list(ids))}


async def below(read: Rows, unit_id: int) -> tuple[Unit, ...]:
    """Every unit under this one, without itself."""
    return tuple(_unit(row) for row in await read.rows(_BELOW, unit=unit_id))


async def everything(read: Rows) -> tuple[Unit, ...]:
    return tuple(_unit(row) for row in await read.rows("SELECT id, code, kind, name FROM unit ORDER BY id"))


async def children(read: Rows, unit_id: int) -> tuple[Unit, ...]:
    return tuple(_unit(row) for row in await read.rows(_CHILDREN, unit=unit_id))


async def ward_above(read: Rows, unit_id: int) -> Unit | None:
    """The ward in which a unit lies; itself, if it is one."""
    found = await read.rows(_WARD, unit=unit_id)
    return _unit(found[0]) if found else None


async def above(read: Rows, unit_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """For each unit the ids of all units it lies in, itself included."""
    lies: dict[int, set[int]] = {}
    for row in await read.rows(_ABOVE, units=list(unit_ids)):
        lies.setdefault(row["unit_id"], set()).add(row["above_id"])
    return {unit: frozenset(ids) for unit, ids in lies.items()}


async def write_founded(tx: Transaction, facts: Iterable[Founded]) -> None:
    """One by one, as a child's place in the tree is made from its parent's; units are founded by the dozen, rarely."""
    for fact in facts:
        unit = fact.unit
        named = {"id": unit.id, "code": unit.code, "kind": unit.kind, "name": unit.name}
        exactly(1, await tx.run(_FOUND, **named, parent=fact.parent_id, since=fact.since.isoformat()))
        await tx.run(_ITSELF, id=unit.id)
        await tx.run(_INHERIT, id=unit.id, parent=fact.parent_id)


def _unit(row: Row) -> Unit:
    return Unit(row["id"], row["code"], row["kind"], row["name"])


_BY_CODE = "SELECT id, code, kind, name FROM unit WHERE code IN :codes"
_BY_ID = "SELECT id, code, kind, name FROM unit WHERE id IN :ids"
_BELOW = """
SELECT unit.id, unit.code, unit.kind, unit.name
FROM ancestry JOIN unit ON unit.id = ancestry.unit_id
WHERE ancestry.above_id = :unit AND ancestry.steps > 0
ORDER BY unit.id
"""
_CHILDREN = "SELECT id, code, kind, name FROM unit WHERE parent_id = :unit ORDER BY id"
_WARD = """
SELECT unit.id, unit.code, unit.kind, unit.name
FROM ancestry JOIN unit ON unit.id = ancestry.above_id WHERE ancestry.unit_id = :unit AND unit.kind = 'ward'
"""
_ABOVE = "SELECT unit_id, above_id FROM ancestry WHERE unit_id IN :units"
_FOUND = """
INSERT INTO unit (id, code, kind, parent_id, name, since) VALUES (:id, :code, :kind, :parent, :name, :since)
"""
_ITSELF = "INSERT INTO ancestry (unit_id, above_id, steps) VALUES (:id, :id, 0)"
_INHERIT = """
INSERT INTO ancestry (unit_id, above_id, steps)
SELECT unit.id, ancestry.above_id, ancestry.steps + 1
FROM unit JOIN ancestry ON ancestry.unit_id = :parent WHERE unit.id = :id
"""
