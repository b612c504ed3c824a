"""The radar: the same difficulty from several units is one, told once, and closing it answers everybody once."""

from asyncio import gather
from collections.abc import Sequence
from datetime import date

import pytest

from bot import addressing
from bot.channels.web.channel import PAGES
from bot.delivery import Delivery
from bot.intake import Intake
from bot.signals import Signals
from handlers.difficulties import telling
from handlers.inbound import Inbound
from schedules import due
from storage import chats
from storage.database import Database, Row, Rows, open_database
from storage.records import Chat as StoredChat
from storage.records import Message, Role
from storage.sending import Waiting
from tests.recording import RecordedRows
from tests.ward import ZONE, Plan, Sheet, Ward, clock_time, plain

GROUPS: Plan = {f"Tổ {n}": [9, 10] for n in range(1, 9)}
RAISERS = [(f"t{n}_{k}", f"Tổ {n}") for n in range(1, 9) for k in range(5)]
PEOPLE: Sheet = {
    "lan": ("Phạm Thị Lan", "chị", Role.CLERK, None),
    "chu": ("Ngô Văn Chủ", "anh", Role.OBSERVER, None),
    **{
        key: (f"Trần Văn Người {key}", "bạn", Role.LEADER if key.endswith("_0") else Role.VOLUNTEER, group)
        for key, group in RAISERS
    },
}
NOTES = (
    "otp viettel không về, 1 nhà",
    "ma otp mai khong ve, mang viettel, 1 ho",
    "mã xác nhận chưa gửi đến ạ, sim viettel, 1 nhà",
    "OTP ko về máy vietel 1 nhà",
    "/vuongmac otp viettel tịt, 1 hộ",
)
RADAR = "SELECT DISTINCT cluster_id FROM difficulty WHERE cluster_id IS NOT NULL"


async def rows(ward: Ward, sql: str) -> Sequence[Row]:
    async with ward.database.read() as read:
        return await read.rows(sql)


@pytest.fixture
async def both_crowds(database: Database) -> Ward:
    ward = await Ward.founded(database, GROUPS, PEOPLE)
    ward.clock.at = clock_time("20:00")
    return ward


async def raise_forty(ward: Ward) -> None:
    """Within three quarters of an hour, each written to somebody's own chat; some arrive twice."""
    for place, (key, _) in enumerate(RAISERS):
        ward.clock.at = clock_time(f"20:{place:02}")
        update = ward.update(key, text=NOTES[place % len(NOTES)], key=f"note-{place:05}")
        await ward.intake.take([update])
        if place % 3 == 0:
            await ward.intake.take([update])
        async with ward.database.write() as tx:
            await due.look(tx, ward.clock.at, ward.ids)
        await ward.delivers()


async def test_forty_raw_notes_become_one_cluster_and_forty_answers_none_of_them_twice(both_crowds: Ward):
    ward = both_crowds
    lan = ward.chat("lan")
    await raise_forty(ward)

    assert len(await rows(ward, "SELECT id FROM difficulty")) == 40
    assert len(await rows(ward, RADAR)) == 1
    assert not await rows(ward, "SELECT id FROM difficulty WHERE cluster_id IS NULL")
    assert len(await rows(ward, "SELECT id FROM outbox WHERE kind = 'radar'")) == 1
    await lan.reads()
    told = [plain(line.words or "") for line in lan.new if "cùng gặp" in (line.words or "")]
    assert len(told) == 1
    for part in ("Vướng mắc số 1: OTP không về (Viettel), 3 tổ", "từ 20h", "Kính gửi", "Gọi ☎️", "phường Hà Cầu"):
        assert part in told[0]

    closing = ward.update("lan", text="trả lời 1: đã sửa", key="closing-1")
    await ward.intake.take([closing])
    ward.deliveries = [Delivery(ward.database, PAGES, ward.clock, ward.ids, Signals())]  # whoever sent has died
    await ward.intake.take([closing])
    await ward.delivers()
    await ward.delivers()

    for key, _ in RAISERS:
        chat = ward.chat(key)
        await chat.reads()
        answers = [plain(line.words or "") for line in chat.new if "đã khắc phục xong" in (line.words or "")]
        assert len(answers) == 1, key
        assert "Còn 1 hộ cần quay lại" in answers[0]
    assert len(await rows(ward, "SELECT id FROM outbox WHERE kind = 'answered' AND state = 'sent'")) == 40
    assert not await rows(ward, "SELECT id FROM difficulty WHERE settled IS NULL")
    await lan.says("đã sửa")
    assert len(await rows(ward, "SELECT id FROM outbox WHERE kind = 'answered'")) == 40


async def test_a_look_that_was_lost_is_made_again_with_the_same_effect(both_crowds: Ward):
    ward = both_crowds
    for key in ("t1_0", "t2_0", "t3_0"):
        await ward.intake.take([ward.update(key, text="otp viettel không về, 2 nhà")])
    with pytest.raises(ZeroDivisionError):
        async with ward.database.write() as tx:
            await due.look(tx, ward.clock.at, ward.ids)
            raise ZeroDivisionError
    assert not await rows(ward, RADAR)

    for _ in range(2):
        async with ward.database.write() as tx:
            await due.look(tx, ward.clock.at, ward.ids)

    assert len(await rows(ward, RADAR)) == 1
    assert len(await rows(ward, "SELECT id FROM outbox WHERE kind = 'radar'")) == 1


async def test_two_houses_on_one_database_answer_everybody_once_and_what_came_too_late_stays_open(
    both_crowds: Ward, database_url: str
):
    ward, beside = both_crowds, await open_database(database_url)
    other = Intake(beside, ward.ids, Signals(), ZONE)
    deliveries = [*ward.deliveries, Delivery(beside, PAGES, ward.clock, ward.ids, Signals())]
    notes = [ward.update(key, text=NOTES[n % len(NOTES)]) for n, (key, _) in enumerate(RAISERS)]
    early, late = notes[:34], notes[34:]

    async def looks(database: Database) -> None:
        async with database.write() as tx:
            await due.look(tx, ward.clock.at, ward.ids)

    async def takes(house: Intake, *updates: Inbound) -> None:
        for update in updates:
            assert not (await house.take([update]))[0].set_aside

    await gather(takes(ward.intake, *early[::2]), takes(other, *early[1::2]))
    await gather(looks(ward.database), looks(beside))
    closing = ward.update("lan", text="trả lời 1: đã sửa", key="closing-1")
    await gather(takes(ward.intake, late[0], closing, *late[1:3]), takes(other, late[3], closing, *late[4:]))
    await gather(looks(ward.database), looks(beside))
    await addressing.route(ward.database, ward.clock.at)
    for delivery in deliveries * 3:
        await delivery.deliver()
    await beside.close()

    stuck = await rows(ward, "SELECT person_id, settled FROM difficulty")
    assert len(stuck) == 40
    settled = [row["person_id"] for row in stuck if row["settled"] is not None]
    assert 34 <= len(settled) <= 40
    answered = [row["person_id"] for row in await rows(ward, "SELECT person_id FROM outbox WHERE kind = 'answered'")]
    assert sorted(answered) == sorted(settled)
    sent = await rows(ward, "SELECT id FROM outbox WHERE kind = 'answered' AND state = 'sent'")
    assert len(sent) == len(settled)
    assert len(await rows(ward, RADAR)) == 1
    assert len(await rows(ward, "SELECT id FROM outbox WHERE kind = 'radar'")) == 1


class CountedRows(RecordedRows):
    """How many statements were asked."""

    def __init__(self, inner: Rows) -> None:
        super().__init__(inner, {})
        self.statements = 0

    async def rows(self, sql: str, **named: object) -> Sequence[Row]:
        self.statements += 1
        return await super().rows(sql, **named)


def overdue(ward: Ward, chat: StoredChat, person: int, id_: int) -> Waiting:
    params = {"campaign": str(ward.campaign), "ids": str(id_), "step": "2"}
    message = Message(ward.ids(), "difficulty", "test", ward.clock.at, person_id=person, params=params)
    return Waiting(message, chat, person, 0, None)


async def test_so_many_statements_word_a_batch_as_one(both_crowds: Ward):
    ward = both_crowds
    for key in ("t1_0", "t2_0", "t3_0", "t4_0", "t5_0"):
        await ward.chat(key).says("otp viettel không về, 1 nhà")
        await ward.chat(key).says("/vuongmac nhà văn hoá mất điện")
    lan = ward.people["lan"].id
    async with ward.database.read() as read:
        some = await read.rows("SELECT id FROM difficulty WHERE kind = 'other' ORDER BY number")
        chat = await chats.at_address(read, ward.chat("lan").address)
    assert chat
    waiting = [overdue(ward, chat, lan, int(row["id"])) for row in some]

    asked = []
    for batch in (waiting[:1], waiting):
        async with ward.database.read() as read:
            counting = CountedRows(read)
            made = await telling.word(counting, batch, ward.clock.at, ward.ids)
        assert len(made) == len(batch)
        asked.append(counting.statements)

    assert asked[0] == asked[1]


APART = [
    (["otp viettel không về, 2 nhà", "otp vina không về, 2 nhà", "app cứ văng ra, 3 nhà"], 0),  # each another thing
    (["otp viettel không về, 2 nhà", "otp không về, 2 nhà", "otp viettel tịt, 2 nhà"], 1),  # the only network named
    (["app cứ văng ra, 2 nhà", "ứng dụng bị treo, 4 nhà", "lỗi ứng dụng không vào được, 1 nhà"], 1),
    (["/vuongmac 2 nhà không chịu mở cửa"] * 3, 0),  # nothing that a hotline mends
]


@pytest.mark.parametrize(("notes", "clusters"), APART)
async def test_only_the_same_is_put_together(both_crowds: Ward, notes: list[str], clusters: int):
    ward = both_crowds
    for key, note in zip(("t1_0", "t2_0", "t3_0"), notes, strict=True):
        await ward.chat(key).says(note)

    await ward.comes_to("20:01")

    assert len(await rows(ward, RADAR)) == clusters


async def test_three_notes_of_one_unit_or_of_half_a_day_are_no_cluster(both_crowds: Ward):
    ward = both_crowds
    for key in ("t1_0", "t1_1", "t1_2", "t2_1"):
        await ward.chat(key).says("otp viettel không về, 1 nhà")
        await ward.comes_to("20:01")
    await ward.comes_to("22:10")
    await ward.chat("t3_0").says("otp viettel không về, 1 nhà")
    await ward.comes_to("22:11")

    assert not await rows(ward, RADAR)


async def test_a_cluster_climbs_as_one(both_crowds: Ward):
    ward = both_crowds
    for key in ("t1_0", "t2_0", "t3_0", "t4_0"):
        await ward.chat(key).says("otp viettel không về, 1 nhà")
    await ward.comes_to("20:01")
    await ward.comes_to("20:11")

    await ward.comes_to("22:05")
    await ward.comes_to("20:30", date(2024, 11, 10))

    kinds = [row["kind"] for row in await rows(ward, "SELECT kind FROM outbox WHERE kind IN ('radar', 'difficulty')")]
    assert sorted(map(str, kinds)) == ["difficulty", "difficulty", "radar"]
