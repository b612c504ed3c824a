"""Did two contenders leave the same rows? Ids that were made on the way are replaced by what they name."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from storage.database import Rows, open_database
from storage.versions import migrations

Tables = dict[str, list[str]]


def _names() -> Iterator[str]:
    """The tables that stand when every migration has run: some were made under another name, some are gone."""
    script = "".join(text for _, text in sorted(migrations().items()))
    renamed = dict(re.findall(r"ALTER TABLE (\w+) RENAME TO (\w+)", script))
    gone = set(re.findall(r"DROP TABLE (\w+)", script)) - set(renamed.values())
    made = dict.fromkeys(renamed.get(name, name) for name in re.findall(r"CREATE TABLE (\w+)", script))
    return (name for name in made if name not in gone)


NAMES = tuple(_names())


class Different(Exception):
    """Two contenders did not do the same work."""


async def contents(url: str) -> Tables:
    database = await open_database(url)
    try:
        async with database.read() as read:
            rows = {name: [dict(row) for row in await _all(read, name)] for name in NAMES}
    finally:
        await database.close()
    known = _named(rows)
    return {name: sorted(_shown(row, known) for row in found) for name, found in rows.items()}


def compare(ours: Tables, theirs: Tables, who: str) -> None:
    for name in NAMES:
        if ours[name] == theirs[name]:
            continue
        mine, other = set(ours[name]) - set(theirs[name]), set(theirs[name]) - set(ours[name])
        example = f"ours has {min(mine, default='-')}, {who} has {min(other, default='-')}"
        raise Different(f"{name}: {len(ours[name])} rows against {len(theirs[name])}; {example}")


async def _all(read: Rows, name: str) -> Any:
    return await read.rows(f"SELECT * FROM {name}")


def _named(rows: dict[str, list[dict[str, Any]]]) -> dict[int, str]:
    """An event is known by its session and place, a message by its cause and its place among that cause's messages."""
    known = {row["id"]: f"event {row['session_id']}/{row['seq']}" for row in rows["event"]}
    messages: dict[str, list[int]] = defaultdict(list)
    for row in rows["outbox"]:
        messages[row["cause"]].append(row["id"])
    for cause, ids in messages.items():
        known.update({id_: f"message {cause}/{n}" for n, id_ in enumerate(sorted(ids))})
    known.update({row["id"]: f"question of {known[row['outbox_id']]}" for row in rows["question"]})
    known.update({row["id"]: f"choice {row['digit']} of {known[row['outbox_id']]}" for row in rows["choice"]})
    return known


def _shown(row: dict[str, Any], known: dict[int, str]) -> str:
    """A row as text that two engines and two runs agree on."""
    plain: dict[str, Any] = {}
    for name, value in row.items():
        if name == "id" or name.endswith("_id") or name in {"undoes", "edits"}:
            plain[name] = known.get(value, value)
        elif name == "figures":
            plain[name] = [(k, _figure(figure, known)) for k, figure in sorted(json.loads(value).items())]
        else:
            plain[name] = int(value) if isinstance(value, bool) else value
    return repr(plain)


def _figure(figure: Any, known: dict[int, str]) -> Any:
    return [known.get(part, part) for part in figure] if isinstance(figure, list) else figure
