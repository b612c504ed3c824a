"""SQLite's journal beside the file: the change into WAL, for which it does not wait while another makes it, and whether
all three files are still those that we have open.
"""

import asyncio
import os
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
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


class Files:
    """What is removed, replaced or cut short under an open connection takes writes as before and keeps them from all.

    `beside`: the journal and its index.
    """

    def __init__(self, path: Path) -> None:
        self.beside = (Path(f"{path}-wal"), Path(f"{path}-shm"))
        self._path, self._journal = path, self.beside[0]
        self._known = {file: file.stat() for file in (path, *self.beside)}
        self._sizes = {file: known.st_size for file, known in self._known.items()}

    def wrong(self) -> str:
        """What has happened to which; empty: nothing."""
        for file, known in self._known.items():
            try:
                found = file.stat()
            except OSError as error:
                return f"{file}: {'removed' if isinstance(error, FileNotFoundError) else error.strerror}"
            if not os.path.samestat(found, known):
                return f"{file}: another one stands there"
            if found.st_size < self._sizes[file] and file != self._journal:
                return f"{file}: cut short"
        return ""

    def can_be_saved(self) -> bool:
        """What the journal holds can still be brought into the file; where another has begun, it must not be."""
        if not self._path.exists() or self._path.stat().st_size < self._sizes[self._path]:
            return False
        return all(not file.exists() or os.path.samestat(file.stat(), known) for file, known in self._known.items())

    def is_whole(self) -> bool:
        """Whether all that was written can be read by somebody who remembers nothing of it."""
        try:
            with closing(sqlite3.connect(self._path)) as anew:
                return bool(anew.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        except sqlite3.Error:
            return False

    def is_cut(self) -> bool:
        """The journal is shorter than it was: after a checkpoint of somebody's, or by a hand. Asked once of each."""
        size, before = self._journal.stat().st_size, self._sizes[self._journal]
        self._sizes[self._journal] = size
        self._sizes[self._path] = self._path.stat().st_size
        return size < before
