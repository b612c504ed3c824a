"""Fixtures: two real engines, a ward with people in it, and chats that speak."""

import asyncio
import gc
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import settings

from storage.database import Database, open_database
from tests import sample
from tests.chromium import chromium  # noqa: F401  pytest finds it here
from tests.office import office  # noqa: F401  pytest finds it here
from tests.postgres import Shelf, careless_server
from tests.schema import migrate_at
from tests.sharing import pytest_collection_modifyitems, pytest_xdist_make_scheduler  # noqa: F401  pytest finds them here
from tests.skips import pytest_make_collect_report, pytest_runtest_makereport  # noqa: F401  pytest finds them here
from tests.straight import Files
from tests.transcripts import (  # noqa: F401  pytest finds them here
    pytest_addoption,
    pytest_runtest_call,
    pytest_sessionfinish,
)
from tests.ward import YOUTH, Ward

if "PYTEST_XDIST_WORKER" in os.environ:
    gc.disable()  # until all tests are known; who shares them out collects none, and would never begin again
# How long an example takes says what else runs on this machine, not whether the rule holds.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
# Plain lines to pytest's own log capture; the default draws tracebacks with all their values, slowly.
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.format_exc_info,
        structlog.processors.KeyValueRenderer(key_order=["event"]),
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
)


def pytest_collection_finish() -> None:
    """Nine thousand tests and all that they import stay to the end: nobody looks through them for garbage again."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(700, 10, 200)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL of our own, or of the one that TEST_POSTGRES_URL names."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    with careless_server() as address:
        yield address


@pytest.fixture(scope="session")
def shelf(postgres_server: str) -> Iterator[Shelf]:
    made = Shelf(postgres_server)
    yield made
    made.close()


@pytest.fixture
def postgres_url(shelf: Shelf) -> Iterator[str]:
    """A schema of its own for one test: the newest, with nothing in it."""
    with shelf.lent() as address:
        yield address


@pytest.fixture
def bare_postgres_url(shelf: Shelf) -> str:
    return shelf.bare()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest schema and nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "tungngo.db"
    asyncio.run(migrate_at(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample ward in a SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    asyncio.run(sample.make(path))
    return path


@pytest.fixture
def sqlite_url(empty_file: Path, tmp_path: Path) -> str:
    """A file of its own for one test: the newest schema, with nothing in it."""
    return f"sqlite:///{shutil.copyfile(empty_file, tmp_path / 'tungngo.db')}"


@pytest.fixture
def bare_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'tungngo.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Both engines, one after the other, with the newest schema and nothing in it."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest) -> str:
    """Both engines, without even a schema."""
    name = "bare_sqlite_url" if request.param == "sqlite" else "bare_postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await open_database(database_url)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def files(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    made = Files(empty_file, tmp_path_factory.mktemp("files"))
    yield made
    made.close()


@pytest.fixture
async def sqlite(request: pytest.FixtureRequest, files: Files) -> AsyncIterator[Database]:
    """Of nobody else; a test that also names the file (`sqlite_url`), for others to open, gets the driver's own."""
    if "sqlite_url" not in request.fixturenames:
        async with files.lent() as lent:
            yield lent
        return
    opened = await open_database(request.getfixturevalue("sqlite_url"))
    yield opened
    await opened.close()


@pytest.fixture
async def ward(sqlite: Database) -> Ward:
    """Hà Cầu on its first night, 21:25, on SQLite; `both_wards` is the same on both engines."""
    return await Ward.founded(sqlite)


# Which dialogs run on both engines was decided by what they ask: each statement that any dialog sends is sent to
# PostgreSQL by one of those that do. A dialog that asks for something new belongs to them; what only reads words
# differently from its neighbour does not. All of tests/storage runs on both.


@pytest.fixture
async def both_wards(database: Database) -> Ward:
    return await Ward.founded(database)


@pytest.fixture
async def youth_ward(sqlite: Database) -> Ward:
    """The same with a captain of the youth and five volunteers, three of whom every session needs."""
    return await Ward.founded(sqlite, people=YOUTH, youth=3)


@pytest.fixture
async def both_youth_wards(database: Database) -> Ward:
    return await Ward.founded(database, people=YOUTH, youth=3)
