"""Letters that were issued: numbered snapshots, never changed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class LetterIssued:
    """A fact. Its number is the next one; Stale when another letter took it since."""

    id: int
    campaign_id: int
    unit_id: int
    number: int
    as_of: Instant
    cut_off: date
    body: Mapping[str, Any]
    totals: Mapping[str, int]  # by unit id
    issued: Instant
    person_id: int
    template: str | None = None  # the digest of the very one it was issued with


_LAST = "SELECT * FROM letter WHERE campaign_id = :campaign AND unit_id = :unit ORDER BY number DESC LIMIT 1"


async def last(read: Rows, campaign_id: int, unit_id: int) -> LetterIssued | None:
    rows = await read.rows(_LAST, campaign=campaign_id, unit=unit_id)
    return _letter(rows[0]) if rows else None


async def by_id(read: Rows, id_: int) -> LetterIssued | None:
    rows = await read.rows("SELECT * FROM letter WHERE id = :id", id=id_)
    return _letter(rows[0]) if rows else None


_ISSUE = """
INSERT INTO letter (id, campaign_id, unit_id, number, as_of, cut_off, body, totals, issued, person_id, template)
VALUES (:id, :campaign_id, :unit_id, :number, :as_of, :cut_off, :body, :totals, :issued, :person_id, :template)
ON CONFLICT (campaign_id, unit_id, number) DO NOTHING
"""


async def write_issued(tx: Transaction, facts: Iterable[LetterIssued]) -> None:
    records = [{name: _value(fact, name) for name in LetterIssued.__slots__} for fact in facts]
    exactly(len(records), await tx.many(_ISSUE, records))


def _value(fact: LetterIssued, name: str) -> object:
    value = getattr(fact, name)
    if name == "cut_off":
        return value.isoformat()
    return json.dumps(dict(value), ensure_ascii=False) if name in {"body", "totals"} else value


def _letter(row: Row) -> LetterIssued:
    plain = {name: row[name] for name in LetterIssued.__slots__}
    read = {"body": json.loads(row["body"]), "totals": json.loads(row["totals"])}
    return LetterIssued(**{**plain, **read, "cut_off": date.fromisoformat(row["cut_off"])})
