"""Keys that the house made for itself, so that nobody has to configure any."""

from storage.database import Rows, Transaction


async def known(read: Rows, name: str) -> str | None:
    rows = await read.rows("SELECT value FROM house_key WHERE name = :name", name=name)
    return str(rows[0]["value"]) if rows else None


async def make(tx: Transaction, name: str, value: str) -> None:
    """Whoever comes second changes nothing."""
    await tx.run("INSERT INTO house_key (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING",
                 name=name, value=value)  # fmt: skip
