"""Who has sent any figure has reported, and says so everywhere; only the figure that counts is still asked for."""

from datetime import date

import pytest

from storage import reckoning, sessions
from storage.database import Database
from tests.ward import GROUPS, PEOPLE, Ward, clock_time, plain

NIGHT, MORNING = date(2024, 11, 9), date(2024, 11, 10)


@pytest.fixture
async def partly(ward: Ward) -> Ward:
    """At half past nine the head of Cầu Đơ 1 has told of closed doors and of nothing else."""
    await ward.comes_to("21:20")
    ward.clock.at = clock_time("21:30")
    head = ward.chat("binh")
    await head.says("vắng 6")
    head.hears("Em ghi Cầu Đơ 1, tối thứ Bảy 09/11: hộ vắng 6")
    return ward


async def test_the_ladder_asks_for_what_is_still_missing_and_for_nothing_else(partly: Ward):
    head, deputy = partly.chat("binh"), partly.chat("tam")
    lacks = "Cầu Đơ 1 tối thứ Bảy 09/11 bác đã báo hộ vắng 6, còn thiếu số cài."
    await head.reads()
    await partly.comes_to("21:30")
    await head.reads()
    head.hears(f'{lacks} Bác nhắn giúp em, ví dụ: "cài 35".')

    await partly.comes_to("21:45")
    await head.reads()
    head.hears(f'{lacks} Bác nhắn giúp em nhé; chưa đếm xong thì bác nhắn "15 phút nữa".')
    await partly.comes_to("22:00")
    await deputy.reads()
    deputy.hears(
        'Cầu Đơ 1 tối thứ Bảy 09/11 đã báo hộ vắng 6, còn thiếu số cài. Cô nắm được thì nhắn giúp em, ví dụ: "cài 35".'
    )
    await partly.comes_to("08:00", MORNING)
    await head.reads()
    head.hears(f"{lacks} Bác nhắn giúp em trước 12h00 hôm nay nhé.")

    await head.says("42")
    head.hears("Em ghi Cầu Đơ 1, tối thứ Bảy 09/11: cài mới 42 · hộ vắng 6")


async def test_whoever_puts_it_off_is_asked_again_later(partly: Ward):
    await partly.comes_to("21:45")
    head = partly.chat("binh")

    await head.says("15 phút nữa")

    head.hears("Dạ vâng, 22h00 em nhắc bác nhé.")


async def test_the_office_sees_a_report_that_lacks_its_count_as_one_that_came(partly: Ward):
    clerk = partly.chat("lan")
    partly.clock.at = clock_time("22:00")

    await clerk.says("thiếu")
    clerk.hears(
        "Không thiếu báo cáo nào ạ (lúc 22h00 thứ Bảy 09/11).",
        "Đã báo, còn thiếu số cài: Cầu Đơ 1 (bác Bình, thứ Bảy 09/11).",
    )
    await clerk.says("/status")
    clerk.hears("1/1 địa bàn đã báo đủ", "Tối nay 1/1 tổ đã báo.", "Đã báo, còn thiếu số cài: Cầu Đơ 1 (bác Bình).")
    said = plain(clerk.new[-1].words or "")
    assert not any(words in said for words in ("Chưa báo", "thiếu 1 báo cáo", "Cầu Đơ 1 +0"))
    await clerk.says("/status 9/11")
    clerk.hears("Hà Cầu, tối thứ Bảy 09/11: chưa có số", "Tối thứ Bảy 09/11 1/1 tổ đã báo.")


async def test_the_night_after_it_is_still_said_that_the_count_lacks(partly: Ward):
    clerk = partly.chat("lan")
    await partly.comes_to("09:00", MORNING)

    await clerk.says("/status")

    clerk.hears("⚠️ Đã báo, còn thiếu số cài: Cầu Đơ 1 (bác Bình, thứ Bảy 09/11).")


async def test_the_mornings_digest_counts_it_among_the_reported(partly: Ward):
    clerk = partly.chat("lan")
    await partly.comes_to("07:30", MORNING)
    await clerk.reads()

    said = plain(clerk.new[-1].words or "")

    assert "1/1 tổ đã báo, cài mới +0." in said
    assert "Đã báo, còn thiếu số cài: Cầu Đơ 1 (bác Bình)." in said
    assert "Còn thiếu: Cầu Đơ 1" not in said


async def test_a_new_head_is_asked_for_what_is_still_missing(partly: Ward):
    head, deputy = partly.chat("binh"), partly.chat("tam")

    await head.says("từ hôm nay cô Tâm làm tổ trưởng thay tôi")
    await head.says("đúng")
    await deputy.reads()

    heard = [plain(line.words or "") for line in deputy.new]
    asked = 'Cầu Đơ 1 tối thứ Bảy 09/11 đã báo hộ vắng 6, còn thiếu số cài. Cô nhắn giúp em, ví dụ: "cài 35".'
    assert any(asked in words for words in heard)


async def test_a_later_head_is_told_which_nights_lack_only_the_count(partly: Ward):
    head, deputy = partly.chat("binh"), partly.chat("tam")

    await head.says("từ mai tổ phó thay tôi 3 ngày")
    await head.says("đúng")
    await deputy.reads()

    deputy.hears("⚠️ Còn thiếu số cài: thứ Bảy 09/11. Cô hỏi lại giúp em nhé.")


async def test_the_clerk_who_reminds_asks_for_the_count_alone(partly: Ward):
    clerk, head = partly.chat("lan"), partly.chat("binh")
    partly.clock.at = clock_time("22:10")

    await clerk.says("nhắc tổ trưởng chưa báo")
    await clerk.says("1")
    await head.reads()

    head.hears("đã báo hộ vắng 6, còn thiếu số cài.")


async def test_a_report_taken_back_is_none(partly: Ward):
    clerk, head = partly.chat("lan"), partly.chat("binh")

    await head.says("hoàn tác")
    partly.clock.at = clock_time("22:00")
    await clerk.says("thiếu")

    clerk.hears("Còn thiếu 1/1 địa bàn (1 báo cáo)", "• Cầu Đơ 1, thứ Bảy 09/11: bác Bình")


@pytest.mark.parametrize("said", ["vắng 6", "cài 42", "cài 0", "kích hoạt 3, vắng 2"])
async def test_every_place_that_asks_whether_somebody_has_reported_says_the_same(database: Database, said: str):
    """The sums of now, those of a past instant, the list of who owes and the standing itself."""
    ward = await Ward.founded(database, plan=GROUPS, people=PEOPLE)
    ward.clock.at = clock_time("21:30")
    await ward.chat("binh").says(said)
    then = clock_time("21:40")
    ward.clock.at = clock_time("21:50")
    await ward.chat("binh").says("hoàn tác")
    await ward.chat("binh").says("từ chối 1")
    ward.clock.at = clock_time("22:00")
    async with database.read() as read:
        scope = await reckoning.scope_of(read, ward.units["Hà Cầu"], ward.clock.at)
        assert scope is not None
        for instant in (then, ward.clock.at):
            night = (await sessions.below(read, ward.units["Cầu Đơ 1"].id, ward.campaign, instant))[0]
            found = await reckoning.of_unit(read, scope, instant)
            evening = found.evenings[NIGHT]
            lacks = night.standing.value("installed") is None
            assert night.standing.reported
            assert (evening.reported, evening.on_time, evening.owed, evening.counted) == (1, 1, 0, int(not lacks))
            assert await reckoning.missing(read, found) == []
            assert len(await reckoning.lacking(read, found)) == int(lacks)
