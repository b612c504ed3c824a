"""Reads what changes a recorded count: 24 and not 42, three more, a new total."""

from handlers.clauses import Clause
from handlers.reading import Context, Reading


def read(clauses: list[Clause], context: Context) -> Reading | None:
    return None
