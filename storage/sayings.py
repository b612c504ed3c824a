"""The words of messages that became figures, so that a history can show them; long numbers are masked before."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from storage.database import Rows, Transaction
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class FiguresSaid:
    """A fact."""

    cause: str
    person_id: int
    words: str
    heard: Instant


_OF = "SELECT cause, words FROM saying WHERE cause IN :causes"


async def of(read: Rows, causes: Collection[str]) -> dict[str, str]:
    """By the update in which they were said."""
    return {row["cause"]: row["words"] for row in await read.rows(_OF, causes=list(causes))}


_KEEP = """
INSERT INTO saying (cause, person_id, words, heard) VALUES (:cause, :person_id, :words, :heard)
ON CONFLICT (cause) DO NOTHING
"""


async def write_kept(tx: Transaction, facts: Iterable[FiguresSaid]) -> None:
    await tx.many(_KEEP, [{name: getattr(fact, name) for name in FiguresSaid.__slots__} for fact in facts])
