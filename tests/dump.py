"""Everything that stands in a database, as somebody with a copy of it could read it: text, escaped text, files."""

import io
import json
import re
import zipfile
from collections.abc import Iterator

from storage.database import Database

_TABLES = {
    "sqlite": "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
}


async def dump(database: Database) -> list[tuple[str, str]]:
    """(table.column, what can be read there), of every row."""
    found: list[tuple[str, str]] = []
    async with database.read() as read:
        for table in [row["name"] for row in await read.rows(_TABLES[database.engine])]:
            for row in await read.rows(f"SELECT * FROM {table}"):
                for column, value in dict(row).items():  # type: ignore[call-overload]
                    found += [(f"{table}.{column}", text) for text in _readable(value)]
    return found


def _readable(value: object) -> Iterator[str]:
    if isinstance(value, bytes | memoryview):
        body = bytes(value)
        yield body.decode("utf-8", "ignore")
        if zipfile.is_zipfile(io.BytesIO(body)):
            with zipfile.ZipFile(io.BytesIO(body)) as package:
                yield from (package.read(name).decode("utf-8", "ignore") for name in package.namelist())
    elif value is not None:
        text = str(value)
        yield text
        if text.startswith(("{", "[")):
            yield json.dumps(json.loads(text), ensure_ascii=False)


def where(found: list[tuple[str, str]], *words: str) -> dict[str, list[str]]:
    """By word, the columns in which it stands; numbers however they are grouped."""
    bare = [(place, re.sub(r"(?<=\d)[ .\-()\u200b]+(?=\d)", "", text).casefold()) for place, text in found]
    stands = {word: sorted({place for place, text in bare if word.casefold() in text}) for word in words}
    return {word: places for word, places in stands.items() if places}
