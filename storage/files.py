"""Files that were made to be handed out: kept under the id of the errand that made them, until they expire."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from storage.database import Row, Rows, Transaction
from storage.instants import DAY, Instant

LASTS, NAMED_LASTS = 30 * DAY, DAY  # how long a body is kept; the second for what holds names or phones
GUIDE, STAYS = "guide", 3_650 * DAY  # a picture of the guide is shown until it is replaced


@dataclass(frozen=True, slots=True)
class Handout:
    """What a file is, without its body. `named`: it holds names or phones."""

    id: int
    kind: str
    name: str
    media_type: str
    named: bool
    made: Instant
    unit_id: int | None = None
    campaign_id: int | None = None

    @property
    def expires(self) -> Instant:
        if self.kind == GUIDE:
            return self.made + STAYS
        return self.made + (NAMED_LASTS if self.named else LASTS)

    @property
    def picture(self) -> bool:
        return self.media_type in {"image/png", "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Upload:
    """What a channel calls a file that it was given."""

    file_id: int
    channel: str
    reference: str


_SHOWN = ("id", "kind", "name", "media_type", "named", "made", "unit_id", "campaign_id")
_KEEP = """
INSERT INTO file (id, kind, name, media_type, body, named, unit_id, campaign_id, result, made, expires)
VALUES (:id, :kind, :name, :media_type, :body, :named, :unit_id, :campaign_id, :result, :made, :expires)
ON CONFLICT (id) DO NOTHING
"""


async def keep(tx: Transaction, handout: Handout, body: bytes, result: str) -> None:
    """The first one made under this id stays."""
    named = {name: getattr(handout, name) for name in (*_SHOWN, "expires")}
    await tx.run(_KEEP, **named, body=body, result=result)


async def result_of(read: Rows, id_: int) -> str | None:
    """What the errand of this id has handed back, if it has made its file."""
    rows = await read.rows("SELECT result FROM file WHERE id = :id", id=id_)
    return str(rows[0]["result"]) if rows else None


_HANDOUTS = f"SELECT {', '.join(_SHOWN)} FROM file WHERE id IN :ids"


async def by_id(read: Rows, ids: Collection[int]) -> dict[int, Handout]:
    return {row["id"]: _handout(row) for row in await read.rows(_HANDOUTS, ids=list(ids))}


async def body(read: Rows, id_: int) -> bytes:
    return bytes((await read.rows("SELECT body FROM file WHERE id = :id", id=id_))[0]["body"])


_REFERENCE = "SELECT reference FROM upload WHERE file_id = :id AND channel = :channel"


async def reference(read: Rows, id_: int, channel: str) -> str:
    """Empty while the channel has not been given it."""
    rows = await read.rows(_REFERENCE, id=id_, channel=channel)
    return str(rows[0]["reference"]) if rows else ""


_UPLOADED = """
INSERT INTO upload (file_id, channel, reference) SELECT id, :channel, :reference FROM file WHERE id = :file_id
ON CONFLICT (file_id, channel) DO UPDATE SET reference = excluded.reference
"""


async def write_uploads(tx: Transaction, uploads: Sequence[Upload]) -> None:
    await tx.many(_UPLOADED, [{name: getattr(upload, name) for name in Upload.__slots__} for upload in uploads])


def _handout(row: Row) -> Handout:
    return Handout(**{name: row[name] for name in _SHOWN} | {"named": bool(row["named"])})
