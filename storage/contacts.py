"""Who may be asked about a unit: one leader, one officer at a time. Whoever was named before is kept with an end."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal

from storage.database import Rows, Transaction, exactly
from storage.instants import Instant

Part = Literal["leader", "officer"]
PARTS: tuple[Part, ...] = ("leader", "officer")


@dataclass(frozen=True, slots=True)
class ContactNamed:
    """Also a fact: from now on this one, and no longer whoever was it before."""

    id: int
    unit_id: int
    part: Part
    name: str
    title: str
    named_by: int
    since: Instant
    phone: str | None = field(default=None, repr=False)


_BELOW = """
SELECT DISTINCT contact.id, contact.unit_id, contact.part, contact.name, contact.title, contact.named_by,
    contact.since, contact.phone
FROM ancestry JOIN contact ON contact.unit_id = ancestry.unit_id AND contact.until IS NULL
WHERE ancestry.above_id IN :units
ORDER BY contact.unit_id, contact.part
"""


async def below(read: Rows, unit_ids: Collection[int]) -> tuple[ContactNamed, ...]:
    """Of these units and all under them, as it holds now."""
    rows = await read.rows(_BELOW, units=list(unit_ids))
    return tuple(ContactNamed(**{name: row[name] for name in ContactNamed.__slots__}) for row in rows)


_END = "UPDATE contact SET until = :since WHERE unit_id = :unit_id AND part = :part AND until IS NULL"
_NAME = """
INSERT INTO contact (id, unit_id, part, name, title, phone, named_by, since)
VALUES (:id, :unit_id, :part, :name, :title, :phone, :named_by, :since)
"""


async def write_named(tx: Transaction, facts: Iterable[ContactNamed]) -> None:
    records = [{name: getattr(fact, name) for name in ContactNamed.__slots__} for fact in facts]
    ends = [{"unit_id": record["unit_id"], "part": record["part"], "since": record["since"]} for record in records]
    await tx.many(_END, ends)
    exactly(len(records), await tx.many(_NAME, records))
