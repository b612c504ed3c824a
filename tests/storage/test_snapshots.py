"""A copy of a whole database, of either engine, as a SQLite file."""

from pathlib import Path

import pytest

from storage.database import StoreError, open_database
from storage.snapshots import snapshot
from tests.ward import Ward

TABLES = ("unit", "person", "post", "session", "event", "outbox", "log", "standing", "chat", "duty", "campaign")


async def test_everything_is_in_the_copy(both_wards: Ward, database_url: str, tmp_path: Path):
    await both_wards.chat("binh").says("cài 42, vắng 6")
    await snapshot(database_url, tmp_path / "copy.db")

    copy = await open_database(f"sqlite:///{tmp_path / 'copy.db'}")
    async with both_wards.database.read() as ours, copy.read() as theirs:
        for table in TABLES:
            names = [row["name"] for row in await theirs.rows(f"PRAGMA table_info({table})")]
            stood, copied = [
                sorted([[row[name] for name in names] for row in await read.rows(f"SELECT * FROM {table}")], key=repr)
                for read in (ours, theirs)
            ]
            assert copied == stood, table
        assert not await theirs.rows("PRAGMA foreign_key_check")
    await copy.close()


async def test_a_schema_of_another_version_is_not_copied(postgres_url: str, tmp_path: Path):
    database = await open_database(postgres_url)
    async with database.write() as tx:
        await tx.run("INSERT INTO schema_version (version) VALUES (999)")
    await database.close()

    with pytest.raises(StoreError, match="schema 999"):
        await snapshot(postgres_url, tmp_path / "copy.db")
