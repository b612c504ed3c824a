"""A clerk gives the ward's plan to the bot: what is doubtful is asked, and only a yes stores anything."""

from datetime import date

import pytest

from storage.database import Database
from storage.records import Role
from tests.handlers.plans import PLAN, nights, planned, sends
from tests.ward import PEOPLE, Ward


@pytest.fixture
async def empty(sqlite: Database) -> Ward:
    """A ward without a plan."""
    return await Ward.founded(
        sqlite, plan={"Cầu Đơ 1": [], "Cầu Đơ 3": [], "Cầu Đơ 4": [], "Hà Trì 1": [], "Hà Trì 2": []}
    )


async def test_a_plan_is_shown_and_stored_on_a_yes_only(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, PLAN)
    clerk.hears("5 địa bàn, 7 buổi", "09/11–16/11", "19h30–21h30", 'Chưa lưu gì cho đến khi chị nhắn "đồng ý"')
    assert await nights(empty) == []

    await clerk.says("đồng ý")
    clerk.hears("5 địa bàn, 7 buổi", "đã lưu")
    assert len(await nights(empty)) == 7
    assert await planned(empty, "Cầu Đơ 4") == ["11", "12"]


async def test_a_word_drops_the_draft(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, PLAN)
    await clerk.says("thôi")
    clerk.hears("bỏ bản kế hoạch này")
    await clerk.presses("Đồng ý")

    assert await nights(empty) == []


async def test_names_that_differ_in_a_mark_are_one_question(empty: Ward):
    rows = "".join(f"{19 + n}/11/2024\t{n} Ng{'ô' if n < 3 else 'õ'} Thì Nhậm\n" for n in range(1, 6))
    clerk = empty.chat("lan")
    await sends(clerk, f"Ngày\tĐịa bàn\n{rows}")
    clerk.hears(
        "3 dòng cần chị xem", 'dòng 4 "3 Ngõ Thì Nhậm": có phải "3 Ngô Thì Nhậm"? (dòng 5, 6 cũng vậy)', '"ngô cả"'
    )

    await clerk.says("ngô cả")
    clerk.hears("5 địa bàn, 5 buổi")
    await clerk.says("đồng ý")

    assert {name for name, _, _ in await nights(empty)} == {f"{n} Ngô Thì Nhậm" for n in range(1, 6)}


async def test_names_may_stay_as_they_are_written(empty: Ward):
    clerk = empty.chat("lan")
    await sends(
        clerk, "Ngày\tĐịa bàn\n20/11/2024\t1 Ngô Thì Nhậm\n21/11/2024\t2 Ngô Thì Nhậm\n22/11/2024\t3 Ngõ Thì Nhậm\n"
    )
    await clerk.says("giữ")
    await clerk.says("đồng ý")

    assert ("3 Ngõ Thì Nhậm", "22", "planned") in await nights(empty)


async def test_a_row_without_a_day_gets_the_one_that_is_typed(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, f"{PLAN}\tHà Trì 5\n")
    clerk.hears('dòng 7 "Hà Trì 5": chưa rõ ngày', '"dòng 7 ngày 13/11"', '"bỏ dòng 7"')

    await clerk.says("dòng 7 ngày 19/11")
    clerk.hears("6 địa bàn, 8 buổi")
    await clerk.says("đồng ý")

    assert await planned(empty, "Hà Trì 5") == ["19"]


async def test_a_day_alone_answers_the_only_open_row(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, f"{PLAN}\tHà Trì 5\n")
    await clerk.says("19/11")
    clerk.hears("6 địa bàn, 8 buổi")


async def test_a_weekday_that_does_not_fit_can_be_kept_dropped_or_corrected(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, f"{PLAN}Thứ Hai 19/11/2024\tHà Trì 5\n")
    clerk.hears("19/11 là thứ Ba, không khớp thứ ghi trong bảng", "(Hà Trì 5)", '"giữ dòng 7"')
    await clerk.says("giữ dòng 7")
    await clerk.says("đồng ý")

    assert await planned(empty, "Hà Trì 5") == ["19"]


async def test_rows_that_stay_doubtful_are_left_out_and_named(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, f"{PLAN}\tHà Trì 5\n")
    await clerk.says("đồng ý")
    clerk.hears("5 địa bàn, 7 buổi", "Dòng 7 chưa rõ nên em chưa lấy")

    assert await planned(empty, "Hà Trì 5") == []


async def test_a_dropped_row_is_asked_about_no_more(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, f"{PLAN}\tHà Trì 5\n")
    await clerk.says("bỏ dòng 7")
    await clerk.says("đồng ý")

    assert "Hà Trì 5" not in {name for name, _, _ in await nights(empty)}


async def test_an_answer_about_a_row_that_is_not_asked_changes_nothing(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, f"{PLAN}\tHà Trì 5\n")
    await clerk.says("bỏ dòng 33")
    clerk.hears("chưa hiểu", "dòng 7")


async def test_a_plan_of_doubts_only_stores_nothing(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, "Ngày\tĐịa bàn\n31/11/2024\tCầu Đơ 1\n09/11/2024\t\n30/02/2024\tHà Trì 1\n")
    clerk.hears("0 buổi", "không có ngày này", "chưa rõ địa bàn nào")
    await clerk.says("đồng ý")
    clerk.hears("Chưa có dòng nào rõ để lưu")

    assert await nights(empty) == []


async def test_a_text_without_a_schedule_says_what_is_missing(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, "/kehoach họp giao ban lúc 8h\ntại hội trường")
    clerk.hears("không thấy bảng lịch nào")


async def test_nights_outside_the_campaign_are_not_taken(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, PLAN.replace("16/11/2024", "16/12/2024"))
    clerk.hears("Ngoài thời gian đợt", "Hà Trì 2 16/12/2024")
    await clerk.says("đồng ý")

    assert await planned(empty, "Hà Trì 2") == []


async def test_a_plan_of_another_ward_is_told_apart(ward: Ward):
    clerk = ward.chat("lan")
    await sends(clerk, "Ngày\tĐịa bàn\n20/11/2024\tMộ Lao 1\n21/11/2024\tMộ Lao 2\n")
    clerk.hears("Không có địa bàn nào của phường trong kế hoạch này", "gửi nhầm tệp")


async def test_the_same_plan_again_changes_nothing(ward: Ward):
    clerk, before = ward.chat("lan"), await nights(ward)
    await sends(clerk, PLAN)
    clerk.hears("giống hệt lịch đang có")

    assert await nights(ward) == before


async def test_a_newer_plan_shows_the_difference_and_tells_those_concerned_once(ward: Ward):
    clerk, hoi, tam, binh = (ward.chat(key) for key in ("lan", "hoi", "tam", "binh"))
    newer = PLAN.replace("11/11/2024, 12/11/2024", "11/11/2024, 13/11/2024").replace("10/11/2024\tCầu Đơ 3\n", "")
    await sends(clerk, f"{newer}17/11/2024\tCầu Đơ 1\n")
    clerk.hears("giữ nguyên 5 buổi", "Cầu Đơ 4: dời thứ Ba 12/11 → thứ Tư 13/11", "Cầu Đơ 1: thêm Chủ nhật 17/11")
    await clerk.says("đồng ý")

    for chat in (hoi, tam, binh):
        await chat.reads()
    hoi.hears("lịch của Cầu Đơ 4 có thay đổi", "dời thứ Ba 12/11 → thứ Tư 13/11")
    tam.hears("Cầu Đơ 1: thêm Chủ nhật 17/11")
    assert [len(chat.new) for chat in (hoi, tam, binh)] == [1, 1, 1]
    assert await planned(ward, "Cầu Đơ 3") == ["10"]


async def test_a_night_with_figures_is_kept_whatever_the_plan_says(ward: Ward):
    await ward.chat("hoi").says("tối 11 cài 20")
    await ward.comes_to("21:30", date(2024, 11, 11))
    await ward.chat("hoi").says("cài 20")
    clerk = ward.chat("lan")
    await sends(clerk, PLAN.replace("11/11/2024, 12/11/2024", "10/11/2024, 12/11/2024"))
    clerk.hears("không còn Cầu Đơ 4 11/11 nhưng đã có số báo về", '"hủy buổi 11/11 ở Cầu Đơ 4"')
    await clerk.says("đồng ý")

    assert await planned(ward, "Cầu Đơ 4") == ["10", "11", "12"]


async def test_a_yes_to_a_plan_that_was_dropped_changes_nothing(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, PLAN)
    old = clerk.new[-1].choices[0]
    await sends(clerk, PLAN.replace("16/11", "17/11"))
    await clerk.says("thôi")
    await empty.intake.take([empty.update("lan", choice=str(old.id))])
    await empty.delivers()
    await clerk.reads()
    clerk.hears("đã được thay hoặc đã xong")

    assert await nights(empty) == []


async def test_a_yes_to_what_was_shown_before_the_register_changed_shows_it_anew(sqlite: Database):
    two = await Ward.founded(sqlite, people={**PEOPLE, "lien": ("Ngô Thị Liên", "chị", Role.CLERK, None)})
    first, second = two.chat("lan"), two.chat("lien")
    await sends(first, PLAN.replace("16/11", "17/11"))
    await sends(second, PLAN.replace("16/11", "18/11"))
    await first.says("đồng ý")
    await second.says("đồng ý")
    second.hears("đã thay đổi nên em chưa lưu", "dời Chủ nhật 17/11 → thứ Hai 18/11")
    assert await planned(two, "Hà Trì 2") == ["17"]

    await second.says("đồng ý")
    assert await planned(two, "Hà Trì 2") == ["18"]


async def test_a_head_cannot_give_a_plan(ward: Ward):
    head = ward.chat("binh")
    await head.says(f"/kehoach {PLAN}")
    head.hears("chưa được phân công")


async def test_what_is_owed_of_earlier_nights_is_a_fact_of_the_status(ward: Ward):
    await ward.comes_to("20:00", date(2024, 11, 11))
    clerk = ward.chat("lan")
    await clerk.says("/status")
    clerk.hears("Còn thiếu: Cầu Đơ 3 (bác Nhàn, Chủ nhật 10/11), Cầu Đơ 1 (bác Bình, thứ Bảy 09/11)")


async def test_a_place_without_evenings_owes_one_return_by_its_day(empty: Ward):
    clerk = empty.chat("lan")
    apart = "Đối với cụm chung cư Hyundai Hillstate, ban quản lý tổng hợp số liệu gửi về phường trước ngày 30/11/2024."
    await sends(clerk, f"{PLAN}\n{apart}\n")
    clerk.hears("5 địa bàn, 7 buổi", "Không đi buổi tối, hạn gửi số 30/11: Cụm chung cư Hyundai Hillstate")
    await clerk.says("đồng ý")

    assert ("Cụm chung cư Hyundai Hillstate", "30 round", "planned") in await nights(empty)


async def test_what_such_a_place_tells_before_its_day_goes_into_its_return(empty: Ward):
    clerk = empty.chat("lan")
    apart = "Đối với cụm chung cư Hyundai Hillstate, ban quản lý tổng hợp số liệu gửi về phường trước ngày 30/11/2024."
    await sends(clerk, f"{PLAN}\n{apart}\n")
    await clerk.says("đồng ý")
    await clerk.says("Hyundai Hillstate hôm nay cài 35 người")
    clerk.hears("Cụm chung cư Hyundai Hillstate", "30/11", "cài mới 35")


async def test_the_plan_is_shown_again_on_request(empty: Ward):
    clerk = empty.chat("lan")
    await clerk.says("/kehoach")
    clerk.hears("gửi tệp kế hoạch")
    await sends(clerk, PLAN)
    await clerk.says("kế hoạch")
    clerk.hears("5 địa bàn, 7 buổi", '"đồng ý"')
    await clerk.says("đồng ý")

    assert len(await nights(empty)) == 7


async def test_two_visits_on_one_day_are_one_session(empty: Ward):
    clerk = empty.chat("lan")
    rows = "10/11/2024\t8h-10h\tCầu Đơ 1\n10/11/2024\t14h-16h30\tCầu Đơ 1\n11/11/2024\t19h-21h\tCầu Đơ 3\n"
    await sends(clerk, f"Ngày\tGiờ\tĐịa bàn\n{rows}")
    await clerk.says("đồng ý")

    async with empty.database.read() as read:
        found = await read.rows("SELECT starts, ends FROM session ORDER BY night")
    assert [(row["starts"], row["ends"]) for row in found] == [("08:00", "16:30"), ("19:00", "21:00")]


async def test_a_yes_to_an_older_version_of_the_draft_shows_the_newer_one(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, f"{PLAN}\tHà Trì 5\n")
    old = clerk.new[-1].choices[0]
    await clerk.says("dòng 7 ngày 19/11")
    await empty.intake.take([empty.update("lan", choice=str(old.id))])
    assert await nights(empty) == []

    await clerk.says("đồng ý")
    assert await planned(empty, "Hà Trì 5") == ["19"]


async def test_two_yeses_in_one_batch_store_once(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, PLAN)
    yes = str(clerk.new[-1].choices[0].id)
    receipts = await empty.intake.take([empty.update("lan", choice=yes), empty.update("lan", choice=yes)])

    assert not any(receipt.set_aside for receipt in receipts)
    assert len(await nights(empty)) == 7


async def test_two_clerks_who_agree_in_one_batch_store_one_plan(sqlite: Database):
    two = await Ward.founded(sqlite, people={**PEOPLE, "lien": ("Ngô Thị Liên", "chị", Role.CLERK, None)})
    first, second = two.chat("lan"), two.chat("lien")
    await sends(first, PLAN.replace("16/11", "17/11"))
    await sends(second, PLAN.replace("16/11", "18/11"))
    pressed = [two.update(chat.key, choice=str(chat.new[-1].choices[0].id)) for chat in (first, second)]
    receipts = await two.intake.take(pressed)

    assert not any(receipt.set_aside for receipt in receipts)
    assert await planned(two, "Hà Trì 2") == ["17"]


async def test_the_draft_of_one_clerk_is_not_anothers_to_decide(sqlite: Database):
    two = await Ward.founded(sqlite, people={**PEOPLE, "lien": ("Ngô Thị Liên", "chị", Role.CLERK, None)})
    first, before = two.chat("lan"), await nights(two)
    await sends(first, PLAN.replace("16/11", "17/11"))
    await two.chat("lien").says("đồng ý")
    await two.intake.take([two.update("lien", choice=str(first.new[-1].choices[0].id))])

    assert await nights(two) == before


async def test_figures_are_still_figures_while_a_draft_waits(ward: Ward):
    clerk = ward.chat("lan")
    await sends(clerk, PLAN.replace("16/11", "17/11"))
    await clerk.says("Cầu Đơ 1 tối nay cài 12 người")
    clerk.hears("Cầu Đơ 1, tối thứ Bảy 09/11: cài mới 12")


async def test_small_talk_while_a_draft_waits_settles_nothing(ward: Ward):
    clerk = ward.chat("lan")
    await sends(clerk, PLAN.replace("16/11", "17/11"))
    await clerk.says("cảm ơn em")
    clerk.hears("Bản kế hoạch vẫn chờ chị", '"đồng ý"')
    await clerk.says("đồng ý")

    assert await planned(ward, "Hà Trì 2") == ["17"]


async def test_a_row_may_be_answered_part_by_part(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, f"{PLAN}31/11/2024\t\n")
    await clerk.says("dòng 7 là Hà Trì 2")
    clerk.hears("1 dòng cần chị xem")
    await clerk.says("dòng 7 ngày 19/11")
    await clerk.says("đồng ý")

    assert await planned(empty, "Hà Trì 2") == ["16", "19"]


async def test_hours_that_are_typed_are_the_rows_own(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, "Ngày\tGiờ\tĐịa bàn\n10/11/2024\t21h-19h\tCầu Đơ 1\n11/11/2024\t19h-21h\tCầu Đơ 3\n")
    clerk.hears("giờ kết thúc trước giờ bắt đầu", '"dòng 2 19h30-21h30"')
    await clerk.says("dòng 2 18h-20h")
    await clerk.says("đồng ý")

    async with empty.database.read() as read:
        found = await read.rows("SELECT starts, ends FROM session ORDER BY night")
    assert [(row["starts"], row["ends"]) for row in found] == [("18:00", "20:00"), ("19:00", "21:00")]


async def test_a_plan_of_many_places_names_them_in_spans_and_all_days_are_one_word_away(empty: Ward):
    clerk = empty.chat("lan")
    rows = "".join(f"{9 + n % 9:02}/11/2024\tTổ {n}\n" for n in range(11, 49))
    await sends(clerk, f"Ngày\tĐịa bàn\n{rows}20/11/2024\tAn Bình\n")
    clerk.hears("39 địa bàn, 39 buổi", "Gồm: An Bình, Tổ 11–48.", '"xem hết" để xem đủ')

    await clerk.says("xem hết")
    clerk.hears("• Tổ 11: 11/11", "• Tổ 48: 12/11", "• An Bình: 20/11", "đồng ý")
    await clerk.says("đồng ý")
    clerk.hears("39 địa bàn, 39 buổi", "đã lưu")


async def test_the_days_of_a_place_stand_beside_it(empty: Ward):
    clerk = empty.chat("lan")
    await sends(clerk, PLAN)

    clerk.hears("Gồm: Cầu Đơ 1 (09/11), Cầu Đơ 3 (10/11), Cầu Đơ 4 (11, 12/11), Hà Trì 1 (14, 15/11)")
