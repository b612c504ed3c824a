"""The newest schema, laid once where many tests then begin."""

from storage.database import open_database
from storage.migrate import migrate


async def migrate_at(url: str) -> None:
    database = await open_database(url)
    try:
        await migrate(database)
    finally:
        await database.close()
