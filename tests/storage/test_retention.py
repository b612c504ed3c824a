"""How long what is kept: every table and column is thought of, and a portion goes at each look, on both engines."""

from pathlib import Path

from storage import facts, retention, schema
from storage.database import Database
from storage.instants import DAY, HOUR, Instant
from storage.notes import Note
from storage.retention import KEPT, YEAR
from tests.dump import dump, where
from tests.ward import ZONE, Ward

PRIVACY = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text("utf-8")
TEXT = {"TEXT", "DOCUMENT", "BYTES"}


def test_every_table_and_every_column_of_text_is_thought_of():
    """A new one: what of people stands in it, and how long? A line in storage/retention.py, one in docs/privacy.md."""
    made = schema.tables()
    texts = {
        table: {one.name for one in held.columns if one.is_.split(",")[0] in TEXT and "→" not in one.is_}
        for table, held in made.items()
    }
    pointing = {table: {one.name for one in held.columns if "→" in one.is_} for table, held in made.items()}

    assert {table: {*kept.people, *kept.plain} - pointing[table] for table, kept in KEPT.items()} == texts
    assert [table for table, kept in KEPT.items() if {*kept.people} & {*kept.plain}] == []
    stays = {table for table, kept in KEPT.items() if kept.people and not kept.ends}
    assert stays == {"person", "letter"}, "whoever works for the campaign, and papers that were issued"


def test_the_ward_can_read_of_each_table_what_becomes_of_it():
    assert [table for table in KEPT if f"`{table}`" not in PRIVACY] == []


async def looks(database: Database, now: Instant, most: int = 60) -> int:
    """As often as the house needs to be done for the night; how often that was."""
    for number in range(most):
        async with database.write() as tx:
            if not await retention.look(tx, now, ZONE):
                return number + 1
    raise AssertionError("it is never done")


async def a_month_of_talk(ward: Ward) -> None:
    head, clerk, stranger = ward.chat("binh"), ward.chat("lan"), ward.chat("nobody")
    await head.says("cài 42, hộ Nguyễn Cao Lãm vắng")
    await head.says("sửa 40 vì Nguyễn Cao Lãm cài rồi")
    await head.says("/vuongmac otp không về máy Nguyễn Cao Lãm")
    await head.says("?? Nguyễn Cao Lãm")
    await clerk.says("/khan tìm Nguyễn Cao Lãm")
    await clerk.says("1")
    await stranger.says("em là Nguyễn Cao Lãm, xin vào đội Cầu Đơ 1")
    await stranger.says("000 000 1234")
    await ward.comes_to("21:25")


async def test_words_end_after_a_month_and_everything_after_a_year_but_the_counts(both_wards: Ward):
    ward = both_wards
    await a_month_of_talk(ward)
    before = where(await dump(ward.database), "Nguyễn Cao Lãm")["Nguyễn Cao Lãm"]
    assert {"log.said", "outbox.words", "introduction.words", "saying.words"} <= set(before)

    await looks(ward.database, ward.clock.at + 29 * DAY)
    assert "log.said" in where(await dump(ward.database), "Nguyễn Cao Lãm")["Nguyễn Cao Lãm"]
    await looks(ward.database, ward.clock.at + 31 * DAY)
    stands = await dump(ward.database)
    assert where(stands, "Nguyễn Cao Lãm") == {}
    assert [place for place, _ in stands].count("event.id") == 2, "what was told stays"
    assert "outbox.id" in {place for place, _ in stands}, "and that something was said"

    assert await looks(ward.database, ward.clock.at + 395 * DAY) <= 20
    left = {place.split(".")[0] for place, _ in await dump(ward.database)}
    assert not left & {"log", "outbox", "update_key", "introduction", "wrong_code", "errand", "set_aside", "history"}
    assert not left & {"question", "choice", "saying", "note", "chosen", "announcement", "receipt", "draft"}
    assert {"event", "standing", "tally", "person", "post", "session"} <= left


async def test_a_portion_goes_at_a_look_and_what_stopped_goes_on(both_wards: Ward):
    ward, now = both_wards, both_wards.clock.at
    binh, many = ward.people["binh"].id, 2 * retention.PORTION + 1
    async with ward.database.write() as tx:
        await facts.write(tx, [Note(10_000 + n, ward.campaign, binh, "", f"{n}", now) for n in range(many)])
    then, left = now + 31 * DAY, []
    for _ in range(4):
        async with ward.database.write() as tx:
            await retention.look(tx, then, ZONE)
            left.append((await tx.rows("SELECT count(*) AS n FROM note"))[0]["n"])

    assert left == [retention.PORTION + 1, 1, 0, 0]


async def test_once_a_night_and_not_before_it_has_begun(both_wards: Ward):
    ward, now = both_wards, both_wards.clock.at
    await looks(ward.database, now)
    async with ward.database.write() as tx:
        await facts.write(tx, [Note(9_000, ward.campaign, ward.people["binh"].id, "", "x", now - 40 * DAY)])
    assert await looks(ward.database, now + 2 * HOUR) == 1
    async with ward.database.read() as read:
        assert await read.rows("SELECT id FROM note")
    await looks(ward.database, now + 12 * HOUR)
    async with ward.database.read() as read:
        assert not await read.rows("SELECT id FROM note")


async def test_whoever_has_not_been_heard_of_for_months_leaves_no_address(both_wards: Ward):
    ward = both_wards
    await ward.chat("nobody").says("chào")
    assert where(await dump(ward.database), "web/nobody")
    await looks(ward.database, ward.clock.at + YEAR)

    assert where(await dump(ward.database), "web/nobody") == {}
    await ward.chat("nobody").says("chào")
    assert where(await dump(ward.database), "web/nobody")
