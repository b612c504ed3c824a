"""The page of the schema: it says what the migrations make, of every table, on both engines."""

from storage import schema
from storage.database import Database
from tests.storage.test_migrate import POSTGRES_COLUMNS, SQLITE_COLUMNS


def test_the_page_is_what_the_migrations_make():
    assert schema.PAGE.read_text("utf-8") == schema.page(), "write it anew: python -m storage.schema"


def test_each_table_is_said_to_hold_something():
    held = [name for subject in schema.HOLDS.values() for name in subject]

    assert sorted(held) == sorted(schema.tables())


def test_what_migrations_say_of_a_column_and_an_index_stands_beside_them():
    found = schema.tables()
    columns = {one.name: one for one in found["chat"].columns}

    assert columns["gone"] == schema.SchemaColumn(
        "gone", "INSTANT, or null", "blocked or removed since then; null while it can be written to", "INSTANT"
    )
    assert columns["account_id"].is_ == "ID, or null, → account"
    assert found["draft"].indexes == [
        "`draft_open` (person_id, made) WHERE closed IS NULL: what a person has not decided yet"
    ]
    assert [one.note for one in found["draft"].columns if one.name == "body"] == [
        "what was read, with the answers given so far"
    ], "of a table that was renamed"


async def test_the_database_has_these_tables_and_columns(database: Database):
    sql = SQLITE_COLUMNS if database.engine == "sqlite" else POSTGRES_COLUMNS
    async with database.read() as read:
        made = {(row["held_by"], row["name"]) for row in await read.rows(sql)}

    assert made == {(table, one.name) for table, held in schema.tables().items() for one in held.columns}
