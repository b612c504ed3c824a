"""A unit changes hands: for some evenings, for good, by its head or the clerk; rights follow at once."""

from datetime import date

import pytest

from storage import people, posts
from storage.records import Role
from tests.ward import Ward, clock_time


async def leads(ward: Ward, at: int, group: str = "Cầu Đơ 1") -> list[str]:
    unit = ward.units[group].id
    async with ward.database.read() as read:
        held = [h for h in await posts.below(read, [unit], at) if h.post.role is Role.LEADER and h.now(at)]
        known = await people.by_id(read, {h.post.person_id for h in held})
    return [known[h.post.person_id].name for h in held]


async def test_the_deputy_stands_in_for_three_days_and_the_head_comes_back(ward: Ward):
    head, deputy = ward.chat("binh"), ward.chat("tam")

    await head.says("từ mai tổ phó thay tôi 3 ngày")
    head.hears("Từ Chủ nhật 10/11 đến hết thứ Ba 12/11 cô Tâm làm tổ trưởng Cầu Đơ 1 thay bác, đúng không ạ?")
    assert await leads(ward, clock_time("12:00", date(2024, 11, 11))) == ["Nguyễn Văn Bình"]

    await head.says("đúng")
    head.hears("Em đã ghi ✅", "cô Tâm làm tổ trưởng Cầu Đơ 1")
    await deputy.reads()
    deputy.hears("cô làm tổ trưởng Cầu Đơ 1 (bác Bình bàn giao)", "Chưa có số: thứ Bảy 09/11")
    for day, name in ((9, "Nguyễn Văn Bình"), (11, "Trần Thị Tâm"), (13, "Nguyễn Văn Bình")):
        assert await leads(ward, clock_time("12:00", date(2024, 11, day))) == [name]


async def test_two_evenings_are_the_next_two_of_the_unit(ward: Ward):
    head = ward.chat("hoi")

    async with ward.database.write() as tx:
        await tx.run(
            "UPDATE post SET unit_id = :u WHERE person_id = :p", u=ward.units["Cầu Đơ 4"].id, p=ward.people["an"].id
        )
        await tx.run("UPDATE session SET night = '2024-11-15' WHERE night = '2024-11-12'")
    await head.says("từ mai bạn An thay tôi 2 tối")
    head.hears("Từ Chủ nhật 10/11 đến hết thứ Sáu 15/11 bạn An làm tổ trưởng Cầu Đơ 4 thay bác, đúng không ạ?")
    await head.says("đúng")
    assert await leads(ward, clock_time("12:00", date(2024, 11, 14)), "Cầu Đơ 4") == ["Vũ Hoài An"]


async def test_the_old_chat_loses_its_rights_at_once_and_the_new_head_is_asked(ward: Ward):
    head, deputy = ward.chat("binh"), ward.chat("tam")
    await ward.comes_to("21:25")

    await head.says("từ hôm nay bác Tâm làm tổ trưởng thay tôi")
    await head.says("đúng")
    await head.says("cài 42")
    head.hears("chưa")
    await deputy.reads()
    assert any("Xong buổi Cầu Đơ 1" in (line.words or "").replace("<b>", "").replace("</b>", "") for line in deputy.new)
    await deputy.says("42")
    deputy.hears("Em ghi Cầu Đơ 1, tối thứ Bảy 09/11: cài mới 42")
    await head.says("hoàn tác")
    head.hears("chưa được phân công")


async def test_the_clerk_replaces_a_head_and_everybody_concerned_is_told(ward: Ward):
    clerk, old, new = ward.chat("lan"), ward.chat("binh"), ward.chat("tam")

    await clerk.says("từ 12/11 cô Tâm làm tổ trưởng Cầu Đơ 1 thay bác Bình")
    clerk.hears("Từ thứ Ba 12/11 trở đi cô Tâm làm tổ trưởng Cầu Đơ 1 thay bác Bình")
    await clerk.says("1")
    await old.reads()
    old.hears("cô Tâm làm tổ trưởng Cầu Đơ 1 thay bác")
    await new.reads()
    new.hears("cô làm tổ trưởng Cầu Đơ 1 (chị Lan bàn giao)")
    assert await leads(ward, clock_time("12:00", date(2024, 11, 20))) == ["Trần Thị Tâm"]


async def test_both_are_in_the_history(ward: Ward):
    head, clerk = ward.chat("binh"), ward.chat("lan")

    await head.says("từ mai tổ phó thay tôi 3 ngày")
    await head.says("đúng")
    await clerk.says("lịch sử Cầu Đơ 1")
    clerk.hears(
        "Nguyễn Văn Bình giao việc tổ trưởng Cầu Đơ 1 cho Trần Thị Tâm, từ 10/11 đến hết 12/11 (trang web)",
        "kết thúc việc tổ trưởng Cầu Đơ 1 của Nguyễn Văn Bình",
    )


async def test_how_long_is_asked_when_it_was_not_said(ward: Ward):
    head = ward.chat("binh")

    await head.says("từ mai tổ phó thay tôi")
    head.hears("Cô Tâm thay đến bao giờ ạ?", '"từ mai cô Tâm thay tôi 3 tối"')


async def test_a_no_changes_nothing(ward: Ward):
    head = ward.chat("binh")

    await head.says("từ mai tổ phó thay tôi 3 ngày")
    await head.says("không")
    head.hears("giữ nguyên như cũ")
    assert await leads(ward, clock_time("12:00", date(2024, 11, 11))) == ["Nguyễn Văn Bình"]


@pytest.mark.parametrize(
    ("key", "text", "answer"),
    [
        ("nhan", "từ mai tổ phó thay tôi 3 tối", "Cầu Đơ 3 chưa có tổ phó"),
        ("binh", "từ mai bác Không thay tôi 3 tối", "chưa thấy ai tên Không ở Cầu Đơ 1"),
        ("lan", "từ mai cô Tâm làm tổ trưởng", "nhắn kèm tên tổ"),
        ("lan", "từ mai bác Bình làm tổ trưởng Cầu Đơ 1", "đang là tổ trưởng Cầu Đơ 1 rồi"),
    ],
)
async def test_what_is_missing_is_said(ward: Ward, key: str, text: str, answer: str):
    chat = ward.chat(key)

    await chat.says(text)
    chat.hears(answer)


async def test_a_deputy_and_a_volunteer_hand_nothing_over(ward: Ward):
    for key in ("tam", "an"):
        chat = ward.chat(key)
        await chat.says("từ mai tổ phó thay tôi 3 tối")
        assert "đúng không ạ" not in str(chat.new[-1].words)


async def test_what_the_old_head_says_in_the_same_breath_counts_no_more(ward: Ward):
    head = ward.chat("binh")
    await head.says("từ hôm nay bác Tâm làm tổ trưởng thay tôi")

    await ward.intake.take([ward.update("binh", text="đúng"), ward.update("binh", text="cài 42")])
    await ward.delivers()
    clerk = ward.chat("lan")
    await clerk.says("/status")
    clerk.hears("Tối nay 0/1 tổ đã báo")


async def test_what_was_handed_over_for_a_time_can_be_taken_back_early(ward: Ward):
    head, deputy = ward.chat("binh"), ward.chat("tam")
    await head.says("từ hôm nay tổ phó thay tôi 5 ngày")
    await head.says("đúng")

    await ward.comes_to("12:00", date(2024, 11, 11))
    await deputy.says("từ hôm nay bác Bình làm tổ trưởng lại")
    await deputy.says("đúng")
    deputy.hears("bác Bình làm tổ trưởng Cầu Đơ 1")
    for day in (11, 13, 20):
        assert await leads(ward, clock_time("13:00", date(2024, 11, day))) == ["Nguyễn Văn Bình"]


async def test_what_was_told_under_a_post_that_has_ended_is_not_undone(ward: Ward):
    head = ward.chat("binh")
    await head.says("cài 42")
    async with ward.database.write() as tx:
        await tx.run(
            "UPDATE post SET unit_id = :u WHERE person_id = :p", u=ward.units["Cầu Đơ 3"].id, p=ward.people["binh"].id
        )

    await head.says("hoàn tác")
    head.hears("chưa có lần báo nào để hoàn tác")


async def everybody_leads(ward: Ward, days: range = range(9, 25)) -> list[str]:
    """Who leads on each day: exactly one."""
    found = [await leads(ward, clock_time("12:00", date(2024, 11, day))) for day in days]
    assert [len(one) for one in found] == [1] * len(found), found
    return [one[0].split()[-1] for one in found]


async def set_aside(ward: Ward) -> int:
    async with ward.database.read() as read:
        return len(await read.rows("SELECT * FROM set_aside"))


@pytest.fixture
async def three(ward: Ward) -> Ward:
    """Anh Quý is of Cầu Đơ 1, too."""
    async with ward.database.write() as tx:
        await tx.run("UPDATE person SET name = 'Vũ Đình Quý', you = 'anh' WHERE id = :id", id=ward.people["an"].id)
    ward.clock.at = clock_time("12:00")
    return ward


TAM, QUY, BINH = "Tâm", "Quý", "Bình"
FOR_GOOD, FIVE_DAYS = "từ mai cô Tâm làm tổ trưởng thay tôi", "từ mai cô Tâm thay tôi 5 ngày"


@pytest.mark.parametrize(
    ("said", "led"),
    [
        ([(FOR_GOOD, "đúng"), (FOR_GOOD, "")], [BINH] + [TAM] * 15),  # C20
        ([(FOR_GOOD, "đúng"), ("từ mai anh Quý làm tổ trưởng thay tôi", "đúng")], [BINH] + [QUY] * 15),  # C21
        ([(FOR_GOOD, "đúng"), ("từ mai anh Quý làm tổ trưởng thay tôi", "không")], [BINH] + [TAM] * 15),
        ([(FIVE_DAYS, "đúng"), ("từ 12/11 anh Quý làm tổ trưởng thay tôi", "đúng")],
            [BINH] + [TAM] * 2 + [QUY] * 13),  # C22
        ([(FOR_GOOD, "đúng"), ("từ 12/11 anh Quý thay tôi 2 ngày", "đúng")],
            [BINH] + [TAM] * 2 + [QUY] * 2 + [TAM] * 11),
        ([(FIVE_DAYS, "đúng"), ("từ 12/11 anh Quý thay tôi 5 ngày", "đúng")],
            [BINH] + [TAM] * 2 + [QUY] * 5 + [BINH] * 8),
        ([(FIVE_DAYS, "đúng"), (FOR_GOOD, "đúng")], [BINH] + [TAM] * 15),
        ([(FIVE_DAYS, "đúng"), (FIVE_DAYS, "")], [BINH] + [TAM] * 5 + [BINH] * 10),
        ([(FOR_GOOD, "đúng"), ("từ mai bác Bình làm tổ trưởng", "đúng")], [BINH] * 16),  # taken back
        ([(FOR_GOOD, "đúng"), ("từ hôm nay anh Quý thay tôi 3 ngày", "đúng")], [QUY] * 3 + [TAM] * 13),
    ],
)  # fmt: skip
async def test_handed_over_twice_there_is_one_head_on_every_day(
    three: Ward, said: list[tuple[str, str]], led: list[str]
):
    head = three.chat("binh")
    for text, answer in said:
        await head.says(text)
        if answer:
            head.hears("đúng không ạ?")
            await head.says(answer)
        else:
            head.hears("em đã ghi rồi", "không phải đổi gì")

    assert await everybody_leads(three) == led
    assert await set_aside(three) == 0


async def test_what_was_arranged_before_is_told_with_the_question_that_would_replace_it(three: Ward):
    head = three.chat("binh")
    await head.says(FOR_GOOD)
    await head.says("đúng")

    await head.says("từ 12/11 anh Quý làm tổ trưởng thay tôi")
    head.hears(
        "Trước đó em đã ghi người làm tổ trưởng Cầu Đơ 1: từ Chủ nhật 10/11 trở đi cô Tâm.",
        "Từ thứ Ba 12/11 trở đi anh Quý làm tổ trưởng Cầu Đơ 1 thay cô Tâm, đúng không ạ?",
    )


async def test_a_deputy_who_was_to_lead_and_does_not_is_a_deputy_still(three: Ward):
    head = three.chat("binh")
    for text in (FOR_GOOD, "từ mai anh Quý làm tổ trưởng thay tôi"):
        await head.says(text)
        await head.says("đúng")

    async with three.database.read() as read:
        held = await posts.of_person(read, three.people["tam"].id, clock_time("12:00", date(2024, 11, 11)))
    assert [one.post.role for one in held] == [Role.DEPUTY]


async def test_two_questions_answered_in_one_batch_end_in_one_head_and_a_question(three: Ward):
    """Both buttons are pressed at once: the second no longer stands on what it was asked about."""
    head = three.chat("binh")
    await head.says(FOR_GOOD)
    first = head.new[-1].choices[0]
    await head.says("từ mai anh Quý làm tổ trưởng thay tôi")
    second = head.new[-1].choices[0]

    await three.intake.take([three.update("binh", choice=str(one.id)) for one in (first, second, first)])
    await three.delivers()
    await head.reads()

    assert await everybody_leads(three) == [BINH] + [TAM] * 15
    assert any("Trước đó em đã ghi" in (line.words or "") for line in head.new)
    assert await set_aside(three) == 0


async def test_two_people_hand_over_to_each_other_at_once(three: Ward):
    """The head to the deputy and the office to somebody else, in one batch."""
    head, clerk = three.chat("binh"), three.chat("lan")
    await head.says("từ hôm nay cô Tâm làm tổ trưởng thay tôi")
    mine = head.new[-1].choices[0]
    await clerk.says("từ hôm nay anh Quý làm tổ trưởng Cầu Đơ 1 thay bác Bình")
    theirs = clerk.new[-1].choices[0]

    await three.intake.take([three.update("binh", choice=str(mine.id)), three.update("lan", choice=str(theirs.id))])
    await three.delivers()
    await clerk.reads()
    assert any("thay cô Tâm, đúng không ạ?" in (line.words or "") for line in clerk.new)
    three.clock.at = clock_time("13:00")
    assert await leads(three, three.clock.at) == ["Trần Thị Tâm"]

    await clerk.says("đúng")
    three.clock.at = clock_time("14:00")
    assert await leads(three, three.clock.at) == ["Vũ Đình Quý"]
    assert await everybody_leads(three, range(10, 25)) == [QUY] * 15
    assert await set_aside(three) == 0


async def test_who_stands_in_hands_over_no_more_than_their_own_days(three: Ward):
    head, deputy = three.chat("binh"), three.chat("tam")
    await head.says("từ hôm nay cô Tâm thay tôi 5 ngày")
    await head.says("đúng")

    three.clock.at = clock_time("12:00", date(2024, 11, 10))
    await deputy.says("từ mai anh Quý làm tổ trưởng thay tôi")
    deputy.hears("Từ thứ Hai 11/11 đến hết thứ Tư 13/11 anh Quý làm tổ trưởng Cầu Đơ 1 thay cô, đúng không ạ?")
    await deputy.says("đúng")
    assert await everybody_leads(three, range(11, 20)) == [QUY] * 3 + [BINH] * 6
    assert await set_aside(three) == 0
