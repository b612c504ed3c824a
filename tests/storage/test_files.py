"""Files on both engines: the first body under an errand's id stays, uploads are known by channel, time is up."""

from storage import files, retention
from storage.database import Database
from storage.files import LASTS, NAMED_LASTS, Handout, Upload

PLAN = Handout(7, "plan", "Kế hoạch.pdf", "application/pdf", named=False, made=1_000)
CARDS = Handout(8, "cards", "Thẻ.pdf", "application/pdf", named=True, made=1_000)


async def kept(database: Database, *handouts: Handout) -> None:
    async with database.write() as tx:
        for handout in handouts:
            await files.keep(tx, handout, b"\x00first\xff", '{"n": 1}')


async def test_what_is_made_twice_is_kept_once(database: Database):
    await kept(database, PLAN)
    async with database.write() as tx:
        await files.keep(tx, PLAN, b"second", '{"n": 2}')

        assert await files.body(tx, 7) == b"\x00first\xff"
        assert await files.result_of(tx, 7) == '{"n": 1}'
        assert await files.by_id(tx, [7, 9]) == {7: PLAN}
        assert await files.result_of(tx, 9) is None


async def test_an_upload_is_known_by_its_channel_and_the_newest_counts(database: Database):
    await kept(database, PLAN)
    async with database.write() as tx:
        await files.write_uploads(tx, [Upload(7, "telegram", "document/a"), Upload(7, "zalo", "z")])
        await files.write_uploads(tx, [Upload(7, "telegram", "document/b"), Upload(9, "telegram", "gone meanwhile")])

        assert await files.reference(tx, 7, "telegram") == "document/b"
        assert await files.reference(tx, 7, "web") == ""


async def test_what_holds_names_is_forgotten_soon_and_its_upload_with_it(database: Database):
    await kept(database, PLAN, CARDS)
    async with database.write() as tx:
        await files.write_uploads(tx, [Upload(8, "telegram", "document/a")])
        assert await retention.clear(tx, "file", 1_000 + NAMED_LASTS - 1, often=True) == 0
        assert await retention.clear(tx, "file", 1_000 + NAMED_LASTS, often=True) == 1
        assert set(await files.by_id(tx, [7, 8])) == {7}
        assert not await tx.rows("SELECT file_id FROM upload")
        assert await retention.clear(tx, "file", 1_000 + LASTS, often=True) == 1
