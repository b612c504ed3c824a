"""A campaign's own guide, and the pictures of its steps; each picture is a file that stays until it is replaced."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from storage import files
from storage.database import Rows, Transaction
from storage.files import GUIDE, Handout
from storage.instants import DAY, Instant

REPLACED_LASTS = DAY  # what was ordered before it was replaced still goes out


@dataclass(frozen=True, slots=True)
class StepPicture:
    """`id`: of its file; the same one kept twice is one."""

    id: int
    campaign_id: int
    step: str
    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class StepDropped:
    """A fact: nothing is shown with this step any more."""

    campaign_id: int
    step: str
    at: Instant


async def body(read: Rows, campaign_id: int) -> str | None:
    rows = await read.rows("SELECT body FROM guide WHERE campaign_id = :id", id=campaign_id)
    return str(rows[0]["body"]) if rows else None


async def pictures(read: Rows, campaign_id: int) -> dict[str, int]:
    """Files, by the step that they show."""
    rows = await read.rows("SELECT step, file_id FROM guide_picture WHERE campaign_id = :id", id=campaign_id)
    return {row["step"]: row["file_id"] for row in rows}


_LOADED = """
INSERT INTO guide (campaign_id, body, loaded) VALUES (:id, :body, :now)
ON CONFLICT (campaign_id) DO UPDATE SET body = excluded.body, loaded = excluded.loaded
"""


async def load(tx: Transaction, campaign_id: int, said: str, now: Instant) -> None:
    await tx.run(_LOADED, id=campaign_id, body=said, now=now)


_SHOWN = """
INSERT INTO guide_picture (campaign_id, step, file_id) VALUES (:campaign, :step, :file)
ON CONFLICT (campaign_id, step) DO UPDATE SET file_id = excluded.file_id
"""
_REPLACED = "UPDATE file SET expires = :until WHERE id IN :ids"


async def keep_picture(tx: Transaction, picture: StepPicture, now: Instant) -> None:
    """In place of the one that was there."""
    before = (await pictures(tx, picture.campaign_id)).get(picture.step)
    handout = Handout(
        picture.id, GUIDE, picture.name, picture.media_type, named=False, made=now, campaign_id=picture.campaign_id
    )
    await files.keep(tx, handout, picture.body, "{}")
    await tx.run(_SHOWN, campaign=picture.campaign_id, step=picture.step, file=picture.id)
    if before is not None and before != picture.id:
        await tx.run(_REPLACED, ids=[before], until=now + REPLACED_LASTS)


async def same_pictures(read: Rows, campaign_id: int, bodies: Collection[tuple[str, bytes]]) -> set[str]:
    """Steps whose picture is already the one that is given."""
    known = await pictures(read, campaign_id)
    return {step for step, given in bodies if step in known and await files.body(read, known[step]) == given}


_DROPPED = "DELETE FROM guide_picture WHERE campaign_id = :id AND step = :step"


async def write_dropped(tx: Transaction, facts: Iterable[StepDropped]) -> None:
    for fact in facts:
        before = (await pictures(tx, fact.campaign_id)).get(fact.step)
        if before is not None:
            await tx.run(_DROPPED, id=fact.campaign_id, step=fact.step)
            await tx.run(_REPLACED, ids=[before], until=fact.at + REPLACED_LASTS)
