"""Command menus that a platform keeps: whose is due to be set, because they are new or their posts have changed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from storage.database import Rows, Transaction
from storage.instants import Instant
from storage.posts import in_office
from storage.records import Role


@dataclass(frozen=True, slots=True)
class Menu:
    address: str
    roles: frozenset[Role]


_DUE = f"""
SELECT stale.address, post.role
FROM (
    SELECT account.address, account.person_id
    FROM account LEFT JOIN menu ON menu.address = account.address
    WHERE account.address LIKE :start AND account.until IS NULL
        AND (menu.address IS NULL OR menu.version <> :version OR account.since > menu.at OR EXISTS (
            SELECT 1 FROM post WHERE post.person_id = account.person_id
                AND (post.since > menu.at AND post.since <= :now OR post.until > menu.at AND post.until <= :now)
        ))
    ORDER BY account.address LIMIT :most
) AS stale
LEFT JOIN post ON post.person_id = stale.person_id AND {in_office()}
"""


async def due(read: Rows, channel: str, version: str, now: Instant, most: int = 20) -> Sequence[Menu]:
    """Accounts of the channel whose menu is of another version of the program, or older than a change of posts."""
    roles: dict[str, set[Role]] = defaultdict(set)
    for row in await read.rows(_DUE, start=f"{channel}/%", version=version, now=now, most=most):
        roles[row["address"]].update({Role(row["role"])} if row["role"] else ())
    return [Menu(address, frozenset(held)) for address, held in roles.items()]


_SET = """
INSERT INTO menu (address, version, at) VALUES (:address, :version, :at)
ON CONFLICT (address) DO UPDATE SET version = excluded.version, at = excluded.at
"""


async def was_set(tx: Transaction, addresses: Sequence[str], version: str, now: Instant) -> None:
    await tx.many(_SET, [{"address": address, "version": version, "at": now} for address in addresses])
