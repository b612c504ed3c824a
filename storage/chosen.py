"""Readings that people chose among those offered: the cheapest examples there are, kept for a while."""

from collections.abc import Iterable
from dataclasses import dataclass

from storage.database import Rows, Transaction, exactly
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class Chosen:
    """Also a fact. `words`: without names, numbers and places; `wish`: empty for something else."""

    id: int
    person_id: int
    role: str
    wish: str
    words: str
    at: Instant


_COUNTED = """
SELECT count(*) AS times, wish, words FROM chosen GROUP BY wish, words ORDER BY times DESC, wish, words
"""


async def counted(read: Rows) -> tuple[tuple[int, str, str], ...]:
    """How often, which wish, in which words; the most frequent first."""
    rows = await read.rows(_COUNTED)
    return tuple((row["times"], row["wish"], row["words"]) for row in rows)


_CHOOSE = (
    "INSERT INTO chosen (id, person_id, role, wish, words, at) VALUES (:id, :person_id, :role, :wish, :words, :at)"
)


async def write_chosen(tx: Transaction, facts: Iterable[Chosen]) -> None:
    records = [{name: getattr(fact, name) for name in Chosen.__slots__} for fact in facts]
    exactly(len(records), await tx.many(_CHOOSE, records))
