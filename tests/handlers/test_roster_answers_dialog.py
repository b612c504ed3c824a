"""A roster names heads of places that nobody knows: nothing of their rows is stored before the clerk has answered."""

import pytest

from storage.records import Role
from tests.handlers.rosters import sends_roster
from tests.handlers.test_roster_dialog import held
from tests.ward import Ward

KNOWN = "Ông Nguyễn Văn Bình;Tổ trưởng TDP;Cầu Đơ 1;0900 000 501"
UNKNOWN = "Ông Lê Văn Lạ;Tổ trưởng TDP;Cầu Đơ 14;0900 000 503"
NOWHERE = "Bà Trần Thị Trống;Tổ phó;;0900 000 504"
HELPER = "Anh Tô Văn Kha;ĐVTN;Cầu Đơ 3;0900 000 508"


async def test_a_head_of_no_known_place_is_asked_about_before_any_yes(ward: Ward):
    clerk = ward.chat("lan")

    await sends_roster(clerk, [KNOWN, UNKNOWN, NOWHERE, HELPER])
    clerk.hears("2 chỗ cần chị trả lời trước")
    clerk.hears("dòng 3, Lê Văn Lạ, tổ trưởng “Cầu Đơ 14”: phường chưa có nơi nào tên như vậy")
    clerk.hears("dòng 4, Trần Thị Trống, tổ phó: trong tệp chưa ghi là nơi nào", "“bỏ dòng 4”")
    clerk.hears('nhắn "đồng ý" để lưu (trừ 2 chỗ chưa trả lời)')


async def test_a_yes_stores_what_is_clear_and_says_what_is_still_to_be_answered(ward: Ward):
    clerk = ward.chat("lan")
    await sends_roster(clerk, [KNOWN, UNKNOWN, NOWHERE, HELPER])

    await clerk.says("đồng ý")
    clerk.hears("Em đã lưu danh sách ✅ 1 người mới", "2 chỗ cần chị trả lời trước", "Lê Văn Lạ")
    assert await held(ward, "Tô Văn Kha") == [(Role.VOLUNTEER, "Cầu Đơ 3", "youth")]
    assert await held(ward, "Lê Văn Lạ") == await held(ward, "Trần Thị Trống") == []

    await clerk.says("đồng ý")
    clerk.hears("chưa lưu được vì chưa rõ là nơi nào", "Lê Văn Lạ")
    await clerk.says("Cầu Đơ 14 là Cầu Đơ 4; bỏ dòng 4")
    clerk.hears("Dạ, em ghi: “Cầu Đơ 14” là Cầu Đơ 4; bỏ dòng 4 (Trần Thị Trống)")
    clerk.hears("Bỏ 1 dòng: dòng 4 (Trần Thị Trống).", "Người mới: Lê Văn Lạ")
    await clerk.says("đồng ý")
    clerk.hears("1 người mới")
    assert await held(ward, "Lê Văn Lạ") == [(Role.LEADER, "Cầu Đơ 4", None)]
    assert await held(ward, "Trần Thị Trống") == []


@pytest.mark.parametrize(
    "said", ["dòng 3 là Hà Trì 2", "Cầu Đơ 14 là hà trì 2", "cầu đơ 14 là ha tri 2", "dong 3: Hà Trì 2"]
)
async def test_an_answer_may_name_the_row_or_the_place(ward: Ward, said: str):
    clerk = ward.chat("lan")
    await sends_roster(clerk, [KNOWN, UNKNOWN])

    await clerk.says(said)
    clerk.hears("Dạ, em ghi: ", "Hà Trì 2")
    await clerk.says("đồng ý")
    assert await held(ward, "Lê Văn Lạ") == [(Role.LEADER, "Hà Trì 2", None)]


@pytest.mark.parametrize("said", ["bỏ dòng 3", "bỏ Lê Văn Lạ", "bỏ Cầu Đơ 14"])
async def test_a_row_may_be_left_out(ward: Ward, said: str):
    clerk = ward.chat("lan")
    await sends_roster(clerk, [KNOWN, UNKNOWN, HELPER])

    await clerk.says(said)
    clerk.hears("bỏ dòng 3 (Lê Văn Lạ)", "Bỏ 1 dòng: dòng 3 (Lê Văn Lạ).")
    await clerk.says("đồng ý")
    clerk.hears("1 người mới")
    assert await held(ward, "Lê Văn Lạ") == []


@pytest.mark.parametrize("said", ["dòng 3 là Vạn Phúc 9", "bỏ dòng 77", "Cầu Đơ 15 là Hà Trì 2", "dòng 99 là Hà Trì 2"])
async def test_an_answer_that_names_nothing_changes_nothing_and_says_what_is_asked(ward: Ward, said: str):
    clerk = ward.chat("lan")
    await sends_roster(clerk, [KNOWN, UNKNOWN])

    await clerk.says(said)
    clerk.hears("chưa hiểu câu này là cho dòng nào", "Lê Văn Lạ", 'nhắn "đồng ý" để lưu')
    await clerk.says("đồng ý")
    assert await held(ward, "Lê Văn Lạ") == []


async def test_the_first_question_has_its_answers_as_buttons(ward: Ward):
    clerk = ward.chat("lan")
    await sends_roster(clerk, [KNOWN, UNKNOWN])

    await clerk.presses("Bỏ dòng 3")
    clerk.hears("bỏ dòng 3 (Lê Văn Lạ)")


async def test_many_that_are_near_one_name_each_are_answered_at_once(ward: Ward):
    clerk = ward.chat("lan")
    await sends_roster(
        clerk,
        [
            KNOWN,
            "Ông Lê Văn Lạ;Tổ trưởng TDP;Hà Trịnh 2;0900 000 503",
            "Bà Lý Thị Lạ;Tổ trưởng TDP;Cầu Đơn 3;0900 000 504",
        ],
    )
    clerk.hears("“đúng cả”")

    await clerk.says("đúng cả")
    await clerk.says("đồng ý")
    assert await held(ward, "Lý Thị Lạ") == [(Role.LEADER, "Cầu Đơ 3", None)]


async def test_a_known_head_whose_row_waits_loses_no_post(ward: Ward):
    clerk = ward.chat("lan")
    await sends_roster(clerk, [KNOWN.replace("Cầu Đơ 1", "Cầu Đơ 14"), HELPER])

    await clerk.says("đồng ý và kết thúc việc cũ")
    assert await held(ward, "Nguyễn Văn Bình") == [(Role.LEADER, "Cầu Đơ 1", None)]


async def test_all_names_are_one_word_away(ward: Ward):
    clerk = ward.chat("lan")
    rows = [f"Anh Trần Văn Số {n};ĐVTN;Cầu Đơ {(1, 3, 4)[n % 3]};0900{n:06}" for n in range(1, 31)]
    await sends_roster(clerk, [KNOWN, *rows, UNKNOWN])
    clerk.hears("thanh niên 30: ", "và 26 người nữa", '"xem hết" để xem đủ tên')

    await clerk.says("xem hết")
    clerk.hears("Trần Văn Số 30", "Lê Văn Lạ, tổ trưởng “Cầu Đơ 14”", 'nhắn "đồng ý" để lưu')
    await clerk.says("đồng ý")
    clerk.hears("30 người mới")


async def test_two_heads_of_one_place_in_the_file_are_named(ward: Ward):
    clerk = ward.chat("lan")
    await sends_roster(clerk, [KNOWN, "Bà Lý Thị Hai;Tổ trưởng;Cầu Đơ 1;0900 000 599"])

    clerk.hears("⚠️ Một nơi có nhiều tổ trưởng: Cầu Đơ 1 (Nguyễn Văn Bình, Lý Thị Hai).")


SIDES = "TT;Họ tên;Chức vụ;Tổ dân phố;SĐT;TT;Họ tên;Chức vụ;Tổ dân phố;SĐT"


@pytest.mark.parametrize(
    "said", ["Cầu Đơ 14 là Cầu Đơ 4; Hà Trì 9 là Hà Trì 2", "Hà Trì 9 là Hà Trì 2, Cầu Đơ 14 là Cầu Đơ 4"]
)
async def test_of_two_rosters_side_by_side_each_place_is_answered_for_itself(ward: Ward, said: str):
    clerk = ward.chat("lan")
    await sends_roster(
        clerk, ["Lê Văn Lạ;Tổ trưởng;Cầu Đơ 14;0900000503;2;Trần Thị Xa;Tổ trưởng;Hà Trì 9;0900000504"], SIDES
    )
    clerk.hears("Lê Văn Lạ, tổ trưởng “Cầu Đơ 14”", "Trần Thị Xa, tổ trưởng “Hà Trì 9”")

    await clerk.says("dòng 2 là Cầu Đơ 4")
    clerk.hears("Lê Văn Lạ")
    assert await held(ward, "Lê Văn Lạ") == []
    await clerk.says(said)
    await clerk.says("đồng ý")

    assert await held(ward, "Lê Văn Lạ") == [(Role.LEADER, "Cầu Đơ 4", None)]
    assert await held(ward, "Trần Thị Xa") == [(Role.LEADER, "Hà Trì 2", None)]


async def test_an_answer_to_one_half_of_a_row_leaves_the_other_where_it_is(ward: Ward):
    clerk = ward.chat("lan")
    await sends_roster(
        clerk, ["Lê Văn Lạ;Tổ trưởng;Cầu Đơ 14;0900000503;2;Trần Thị Xa;Tổ trưởng;Hà Trì 2;0900000504"], SIDES
    )

    await clerk.says("dòng 2 là Cầu Đơ 4")
    await clerk.says("đồng ý")

    assert await held(ward, "Lê Văn Lạ") == [(Role.LEADER, "Cầu Đơ 4", None)]
    assert await held(ward, "Trần Thị Xa") == [(Role.LEADER, "Hà Trì 2", None)]


async def test_a_head_and_a_deputy_of_one_row_are_placed_by_one_answer(ward: Ward):
    clerk = ward.chat("lan")
    heading = "TT;Tổ dân phố;Tổ trưởng;SĐT tổ trưởng;Tổ phó;SĐT tổ phó"
    await sends_roster(clerk, ["Cầu Đơ 14;Lê Văn Lạ;0900000503;Trần Thị Xa;0900000504"], heading)

    await clerk.says("dòng 2 là Cầu Đơ 4")
    await clerk.says("đồng ý")

    assert await held(ward, "Lê Văn Lạ") == [(Role.LEADER, "Cầu Đơ 4", None)]
    assert await held(ward, "Trần Thị Xa") == [(Role.DEPUTY, "Cầu Đơ 4", None)]


async def test_a_column_of_people_that_nobody_understands_is_told(ward: Ward):
    clerk = ward.chat("lan")
    heading = "STT;Họ và tên;Chức vụ;Tổ dân phố phụ trách;SĐT;Cộng sự"

    await sends_roster(clerk, [f"{KNOWN};Hoàng Văn Tám", f"{HELPER};Ngô Thị Chín"], heading)

    clerk.hears('cột "Cộng sự" cũng có tên người, em chưa rõ là ai nên chưa lấy')
