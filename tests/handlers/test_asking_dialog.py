"""What a careful clerk would ask back, as conversations; the answers by word, digit and button."""

import pytest

from tests.ward import Chat, Ward, clock_time


@pytest.fixture
async def chat(ward: Ward) -> Chat:
    """Bác Bình, who has just been asked for tonight's result."""
    await ward.comes_to("21:25")
    asked = ward.chat("binh")
    await asked.reads()
    return asked


async def recorded(ward: Ward) -> dict[str, int]:
    """What the head sees of the night, by the names that the campaign gives."""
    async with ward.database.read() as read:
        found = await read.rows("SELECT figures FROM event ORDER BY seq")
    return {"events": len(found)}


async def test_households_are_not_people(chat: Chat):
    await chat.says("cai dc 12 ho")
    chat.hears("12 người cài mới, hay mới đi được 12 hộ ạ?")
    assert chat.choices == ["12 người cài mới", "12 hộ đã đi"]

    await chat.says("hộ")
    chat.hears("Em ghi Cầu Đơ 1, tối thứ Bảy 09/11: hộ đã đi 12.")


async def test_people_by_word(chat: Chat):
    await chat.says("cài xong cho 12 hộ rồi nhé")

    await chat.says("người")
    chat.hears("cài mới 12")


async def test_about_thirty_is_no_figure(chat: Chat):
    await chat.says("khoảng 30")
    chat.hears("Bác cho em số chính xác với ạ")

    await chat.says("31")
    chat.hears("cài mới 31")


async def test_nobody_is_a_figure(chat: Chat):
    await chat.says("ko ai cài cả")
    chat.hears("cài mới 0", "370/980")


async def test_a_second_bare_number_replaces_or_adds(chat: Chat):
    await chat.says("42 kh 40 vang 6")
    await chat.says("45")
    chat.hears("Lúc nãy bác báo cài mới 42", "thay thành 45, hay cộng thêm 45")

    await chat.says("thay")
    chat.hears("cài mới 42 → 45", "415/980")


async def test_or_adds(chat: Chat):
    await chat.says("42")
    await chat.says("5")
    await chat.says("thêm")

    chat.hears("cài mới 42 → 47")


async def test_a_digit_answers_the_newest_question_while_a_number_is_awaited(chat: Chat):
    await chat.says("cai dc 12 ho")

    await chat.says("2")
    chat.hears("hộ đã đi 12")
    await chat.says("2")
    chat.hears("cài mới 2 · hộ đã đi 12")


async def test_an_interim_figure_leaves_the_question_open(chat: Chat):
    await chat.says("mới được 12, lát báo tiếp")
    chat.hears("cài mới 12")

    await chat.says("35")
    chat.hears("35")


async def test_small_talk_leaves_the_question_open(chat: Chat):
    await chat.says("ok em")
    chat.hears("Dạ vâng ạ. Khi nào có số, bác nhắn em nhé")

    await chat.says("ba mươi lăm")
    chat.hears("cài mới 35")


async def test_another_groups_figures_are_its_own_heads(chat: Chat):
    await chat.says("Hà Trì 2 tối 16/11 được 20 ng")

    assert not any("Em ghi" in (line.words or "") for line in chat.new)


async def test_a_head_is_told_whose_group_it_is(ward: Ward):
    ward.clock.at = clock_time("21:40", next(s.night for (g, _), s in ward.sessions.items() if g == "Hà Trì 2"))
    chat = ward.chat("binh")

    await chat.says("Hà Trì 2 tối nay cài 20 người")
    chat.hears("Hà Trì 2 do bác Sửu báo ạ. Em chưa ghi.")


async def test_the_clerk_enters_for_another(ward: Ward):
    chat = ward.chat("lan")

    await chat.says("Cầu Đơ 1 tối nay cài 20 người, vắng 3 hộ")
    chat.hears("Em ghi Cầu Đơ 1, tối thứ Bảy 09/11: cài mới 20 · hộ vắng 3", "390/980")


async def test_the_read_back_sent_back_reads_the_same(chat: Chat):
    await chat.says("42, kh 40, vắng 6")
    before = await recorded(chat.ward)

    await chat.says(f"{(chat.new[-1].words or '').replace('<b>', '').replace('</b>', '')}")
    chat.hears("cài mới 42 · kích hoạt 40 · hộ vắng 6")
    assert (await recorded(chat.ward))["events"] <= before["events"] + 1


async def test_a_correction_names_old_and_new_in_any_order(chat: Chat):
    await chat.says("42")
    for text, shown in (
        ("không phải 42 mà 24", "cài mới 42 → 24"),
        ("sửa 24 thành 26", "cài mới 24 → 26"),
        ("thêm 2 người nữa", "cài mới 26 → 28"),
        ("bớt 3", "cài mới 28 → 25"),
    ):
        await chat.says(text)
        chat.hears(shown)


async def test_more_taken_away_than_there_is(chat: Chat):
    await chat.says("cài 2")
    await chat.says("bớt 3")

    assert "âm" in (chat.new[-1].words or "") or "chưa hợp lý" in (chat.new[-1].words or "")


@pytest.mark.parametrize(
    "text", ["Cầu Đơ 1 trừ đi 3 người", "Cầu Đơ 1 tối nay bớt 3 người", "Cầu Đơ 1 tối nay cài bớt 3"]
)
async def test_what_the_clerk_takes_away_is_not_taken_for_the_count(ward: Ward, text: str):
    await ward.chat("binh").says("cài 42")
    before = await recorded(ward)
    clerk = ward.chat("lan")

    await clerk.says(text)

    assert "cài mới" not in (clerk.new[-1].words or "")
    assert await recorded(ward) == before


async def test_a_report_can_be_finished_on_another_channel(chat: Chat, ward: Ward):
    async with ward.database.write() as tx:
        await tx.run(
            "INSERT INTO account (id, address, person_id, since) VALUES (99001, 'web/tablet', :person, 0)",
            person=ward.people["binh"].id,
        )
    tablet = ward.chat("tablet")

    await tablet.says("42")
    tablet.hears("cài mới 42", "412/980")
