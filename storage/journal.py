"""SQLite's change into WAL: the one for which it does not wait, whatever its busy_timeout, while another makes it."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

RESTS = 50  # ms between two tries


class Connection(Protocol):
    async def execute_fetchall(self, sql: str, /) -> Any: ...


async def into_wal(
    connection: Connection, within: int, rest: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Ask again, for so many ms, while another process holds the file."""
    for left in reversed(range(within // RESTS)):
        try:
            await connection.execute_fetchall("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or not left:
                raise
            await rest(RESTS / 1_000)
        else:
            return
