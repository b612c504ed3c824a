"""The numbered files that make the schema, and which databases are of no use to this program."""

from collections.abc import Collection
from functools import cache
from importlib.resources import files


def migrations() -> dict[int, str]:
    found = (entry for entry in files("storage").joinpath("migrations").iterdir() if entry.name.endswith(".sql"))
    return {int(entry.name[:4]): entry.read_text("utf-8") for entry in found}


@cache
def newest() -> int:
    return max(migrations())


def refusal(tables: Collection[str], version: int) -> str:
    """Why a database that holds these is left as it is; empty: it is ours, or nobody's yet."""
    if tables and "schema_version" not in tables:
        return f"the database holds tables of another program: {', '.join(sorted(tables)[:3])}"
    if version > newest():
        return f"the database has schema {version}, this program knows up to {newest()}"
    return ""
