"""Schedules as people paste them into a chat: each layout as a small list, in the words of other wards."""

import pytest

from handlers.documents.read.plan import read_plan
from handlers.planning.read_plan import ReadPlan
from tests.handlers.documents.made import blocked, nights, plan, word


def pasted(text: str) -> ReadPlan:
    return plan(text, "dan.txt")


def told(text: str) -> list[tuple[object, ...]]:
    """Each evening as (place, days, start)."""
    return [night[:3] for night in nights(pasted(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Lịch họp dân tháng 12/2026\nNgày 8/12 (thứ Ba), 19h30:\n- Khóm 1: NVH khóm 1\n- Khóm 2: sân bóng\n"
                "Ngày 9/12:\n- Khóm 3\n- Khóm 4 (nhà ông Năm)\n"
            ),
            [
                ("Khóm 1", "08/12", "19:30"),
                ("Khóm 2", "08/12", "19:30"),
                ("Khóm 3", "09/12", None),
                ("Khóm 4", "09/12", None),
            ],
        ),
        (
            (
                "Thứ Bảy 05/12/2026 (19h00 - 21h00)\n  • KP 1: NVH KP1\n  • KP 2: Trường THCS Lê Lợi\n"
                "Chủ nhật 06/12/2026 (8h00 - 11h00)\n  • KP 3, KP 4: sân UBND phường\nNơi nhận: như trên\n"
            ),
            [
                ("KP 1", "05/12", "19:00"),
                ("KP 2", "05/12", "19:00"),
                ("KP 3", "06/12", "08:00"),
                ("KP 4", "06/12", "08:00"),
            ],
        ),
        (
            "- Ngày 8/12/2026:\n   + 19h: buôn Ea Kmar\n   + 20h: buôn Tiêu\n- Ngày 9/12/2026:\n   + 19h: buôn Kbu\n",
            [("buôn Ea Kmar", "08/12", "19:00"), ("buôn Tiêu", "08/12", "20:00"), ("buôn Kbu", "09/12", "19:00")],
        ),
        (
            "Lịch tối 12/2026\n8/12\nTổ 1\nTổ 2\n9/12\nTổ 3\n",
            [("Tổ 1", "08/12", None), ("Tổ 2", "08/12", None), ("Tổ 3", "09/12", None)],
        ),
        (
            "Ngày 8/12/2026\n- Sáng: Tổ 1, Tổ 2\n- Chiều: Tổ 3\n",
            [("Tổ 1", "08/12", None), ("Tổ 2", "08/12", None), ("Tổ 3", "08/12", None)],
        ),
        (
            "Các tổ họp lúc 19h30 tối thứ Năm ngày 10/12/2026:\n+ Tổ 3 - tại nhà ông Bảy\n+ Tổ 9 - tại đình\n",
            [("Tổ 3", "10/12", "19:30"), ("Tổ 9", "10/12", "19:30")],
        ),
        (
            "Thông báo: ngày 10/12/2026 phường ngừng cấp điện từ 8h-11h:\n- Khu phố 1\n- Khu phố 2\n",
            [("Khu phố 1", "10/12", "08:00"), ("Khu phố 2", "10/12", "08:00")],
        ),
    ],
)
def test_what_stands_over_bullets_holds_for_them(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tối thứ Năm 10/12/2026, các tổ sau họp: tổ 1, tổ 2 và tổ 5\n",
            [("tổ 1", "10/12", None), ("tổ 2", "10/12", None), ("tổ 5", "10/12", None)],
        ),
        (
            "Tối 8/12/2026 các tổ 1, 2 họp tại NVH; tối 9/12/2026 các tổ 4, 5 họp tại trường\n",
            [("tổ 1", "08/12", None), ("tổ 2", "08/12", None), ("tổ 4", "09/12", None), ("tổ 5", "09/12", None)],
        ),
        (
            (
                "Ngày 08/12/2026, từ 19h30 đến 21h30, tại các tổ dân phố: số 1, số 2\n"
                "Ngày 09/12/2026, từ 19h30 đến 21h30, tại tổ dân phố số 4\n"
            ),
            [
                ("tổ dân phố số 1", "08/12", "19:30"),
                ("tổ dân phố số 2", "08/12", "19:30"),
                ("tổ dân phố số 4", "09/12", "19:30"),
            ],
        ),
        (
            (
                "Mời bà con khóm 5, khóm 6 họp lúc 19h ngày 10/12/2026 tại đình.\n"
                "Mời bà con khóm 7 họp lúc 19h ngày 11/12/2026 tại chợ.\n"
            ),
            [("khóm 5", "10/12", "19:00"), ("khóm 6", "10/12", "19:00"), ("khóm 7", "11/12", "19:00")],
        ),
        (
            "Lịch chiếu phim 2026: Xã Hòa Sơn (ngày 15/1), xã Hòa Tiến (ngày 16/1), xã Ba Na (ngày 17 - 18/1)\n",
            [("Xã Hòa Sơn", "15/01", None), ("xã Hòa Tiến", "16/01", None), ("xã Ba Na", "17/01 18/01", None)],
        ),
        (
            "08/12: Thôn An; 09/12: Thôn Bình; 10/12/2026: Thôn Cát\n",
            [("An", "08/12", None), ("Bình", "09/12", None), ("Cát", "10/12", None)],
        ),
        (
            "10/12/2026: Tổ 1 (19h30), Tổ 2 (20h30)\n11/12/2026: Tổ 3\n",
            [("Tổ 1", "10/12", "19:30"), ("Tổ 2", "10/12", "20:30"), ("Tổ 3", "11/12", None)],
        ),
        (
            "Sáng 10/12/2026: Tổ 1, Tổ 2; chiều 14h: Tổ 3\n",
            [("Tổ 1", "10/12", None), ("Tổ 2", "10/12", None), ("Tổ 3", "10/12", "14:00")],
        ),
        (
            "Ngày 10/12/2026: tổ 1, 2, 3 (19h30, tại NVH)\nNgày 11/12/2026: tổ 4 (20h, tại trường tiểu học)\n",
            [
                ("tổ 1", "10/12", "19:30"),
                ("tổ 2", "10/12", "19:30"),
                ("tổ 3", "10/12", "19:30"),
                ("tổ 4", "11/12", "20:00"),
            ],
        ),
    ],
)
def test_one_line_may_speak_of_several_places(text, expected):
    assert told(text) == expected


TWO = [("Tổ 1", "08/12", "19:30"), ("Tổ 2", "09/12", "19:30")]


@pytest.mark.parametrize(
    "text",
    [
        "Lịch 12/2026\n1. 19h30 ngày 08/12 (thứ ba): Tổ 1 - NVH số 1\n2. 19h30 ngày 09/12 (thứ tư): Tổ 2 - sân bóng\n",
        "Lịch 12/2026\n✅ Tổ 1: 19h30 8/12 📍 NVH số 1\n✅ Tổ 2: 19h30 9/12 📍 NVH số 2\n",
        "Tháng 12/2026\n1/ Tổ 1: 8/12, 19h30\na) Tổ 2 - 9/12 - 19h30\n",
        "o Tổ 1 – 08/12/2026 – 19h30 – nhà bác Tư\no Tổ 2 – 09/12/2026 – 19h30 – nhà văn hóa\n",
        "1️⃣ Tổ 1: 8/12/2026 (19h30)\n2️⃣ Tổ 2: 9/12/2026 (19h30)\n",
        "👉 8/12/2026 - Tổ 1 - 19h30\n👉 9/12/2026 - Tổ 2 - 19h30\n",
        "(1) Tổ 1 (8/12/2026 - 19h30)\n(2) Tổ 2 (9/12/2026 - 19h30)\n",
        "*Tổ 1*: 19h30 - 08/12/2026\n*Tổ 2*: 19h30 - 09/12/2026\n",
        "Ngày 8/12/2026\n19h30: Tổ 1 - NVH số 1\nNgày 9/12/2026\n19h30: Tổ 2 - sân đình\n",
        (
            "Tổ 1\nThời gian: 19h30 ngày 8/12/2026\nĐịa điểm: NVH tổ 1\n"
            "Tổ 2\nThời gian: 19h30 ngày 9/12/2026\nĐịa điểm: NVH tổ 2\n"
        ),
        "Tháng 12/2026\nTổ 1:\n- 8/12 (19h30)\nTổ 2:\n- 9/12 (19h30)\n",
        "Lịch 12/2026 (19h30-21h30)\nTổ 1 – 8/12 – NVH\nTổ 2 – 9/12 – trường tiểu học Hoa Sen\n",
        (
            "[10:15, 05/11/2026] Chị Lan: Tổ 1: 8/12/2026 19h30\n[10:16, 05/11/2026] Chị Lan: Tổ 2: 9/12/2026 19h30\n"
            "[10:17, 05/11/2026] Anh Tú: ok chị\n"
        ),
        "05/11/2026, 10:15 - Anh Tú: Tổ 1 19h30 8/12/2026\n05/11/2026, 10:16 - Anh Tú: Tổ 2 19h30 9/12/2026\n",
        "Lan Nguyễn, [5/11/2026 10:15]\nLịch 12/2026:\nTổ 1 8/12 19h30\nTổ 2 9/12 19h30\n",
        "Nguyễn Thị Hoa\n10:15\nLịch tháng 12/2026 nhé\nTổ 1 8/12 19h30\nTổ 2 9/12 19h30\nTrần Bình\n10:20\nOk chị\n",
        "Tổ 1 => 8/12/2026 19h30\nTổ 2 = 9/12/2026 19h30\n",
        "Tổ trưởng Tổ 1: bà Lê Thị B - 19h30 8/12/2026\nTổ 2 - bác Hải - 19h30 9/12/2026\n",
        "19h30 ngày 8/12/2026 tại Tổ 1\n19h30 ngày 9/12/2026 tại Tổ 2\n",
        "Em gửi lịch 12/2026 ạ\nTổ 1 ngày 8/12 lúc 19h30\nTổ 2 ngày 9/12 lúc 19h30\n",
        "Tổ 1 (bù): 8/12/2026 19h30\nTổ 2: 9/12/2026 19h30 (cô Lan 0900 000 101)\n",
    ],
)
def test_the_same_two_evenings_in_many_layouts(text):
    assert told(text) == TWO
    assert blocked(pasted(text)) == []


def test_names_without_a_word_for_their_kind_are_places():
    text = "Lịch 12/2026\nĐông Hòa: 8/12\nTây Hòa - 9/12 - NVH Tây Hòa\nNam Hòa 10/12\n"

    assert [night[:2] for night in nights(pasted(text))] == [
        ("Đông Hòa", "08/12"),
        ("Tây Hòa", "09/12"),
        ("Nam Hòa", "10/12"),
    ]


def test_names_in_small_letters_are_asked_about():
    text = "Lịch 12/2026\n- an bình: 8/12\n- xóm mới: 9/12\n"

    assert told(text) == [("xóm mới", "09/12", None)]
    assert blocked(pasted(text)) == [("line 2", "missing_group", "an bình")]


def test_an_agenda_is_no_list_of_places():
    assert blocked(pasted("- khai mạc: 8/12/2026\n- phát quà: 9/12/2026\n"))[0][1] == "no_schedule"


def test_ranges_of_places_keep_their_numbers():
    text = "Lịch 12/2026\nTổ 1, 2 – 09/12 – NVH tổ 1\nTổ 4 → tổ 6 – 11/12\nTổ 3A, 3B: 12/12\nTổ 7/2: 13/12\n"

    assert [night[0] for night in nights(pasted(text))] == [
        "Tổ 1", "Tổ 2", "Tổ 4", "Tổ 5", "Tổ 6", "Tổ 3A", "Tổ 3B", "Tổ 7/2",
    ]  # fmt: skip


def test_weekdays_are_those_of_the_week_that_the_title_names():
    text = "LỊCH TUẦN 50 (từ 07/12 đến 13/12/2026)\nThứ Hai: Ấp 1, Ấp 2\nThứ Tư:\n- Ấp 4\n- Ấp 5\n"

    assert [night[:2] for night in nights(pasted(text))] == [
        ("Ấp 1", "07/12"), ("Ấp 2", "07/12"), ("Ấp 4", "09/12"), ("Ấp 5", "09/12"),
    ]  # fmt: skip


def test_each_week_has_its_own_weekdays():
    text = "Tuần 1 (01/12 - 06/12/2026)\nThứ 3: tổ 1\nTuần 2 (07/12 - 13/12/2026)\nThứ 3: tổ 3\n"

    assert [night[1] for night in nights(pasted(text))] == ["01/12", "08/12"]


def test_weekdays_without_any_week_are_asked_about():
    assert blocked(pasted("Thứ Ba: tổ 1\nThứ Năm: tổ 2\n")) == [
        ("line 1", "missing_date", "Thứ Ba"),
        ("line 2", "missing_date", "Thứ Năm"),
    ]


@pytest.mark.parametrize(
    ("line", "kind", "match"),
    [
        ("Tổ 3 10/12 hoãn", "unclear", "hoãn"),
        ("Tổ 3: dời sang 15/12", "unclear", "dời sang"),
        ("Tổ 3: 10/12 hoặc 11/12", "unclear", "hoặc"),
        ("Tổ 3: dự kiến 15/12", "unclear", "dự kiến"),
        ("Tổ 3 (hủy): 15/12", "unclear", "hủy"),
        ("Tổ 3: 10/10 âm lịch", "lunar", "10/10 âm lịch"),
        ("Tổ 3: rằm tháng 11", "lunar", "rằm tháng 11"),
        ("Từ 22h ngày 09/12 đến 4h ngày 10/12: Tổ 3", "overnight", "22h ngày 09/12 đến 4h ngày 10/12"),
        ("Các tổ còn lại: tối 10/12", "missing_group", "Các tổ còn lại"),
        ("Một phần tổ 3: 10/12", "missing_group", "Một phần tổ 3"),
        ("Tổ 3 (một phần): 10/12", "missing_group", "Tổ 3 (một phần)"),
        ("Tổ 3: thứ ba 9/12", "weekday_mismatch", "9/12"),
    ],
)
def test_a_line_of_which_somebody_has_to_be_asked(line, kind, match):
    reading = pasted(f"Lịch 12/2026\nTổ 1: 8/12\n{line}\nTổ 5: 12/12\n")

    assert [night[0] for night in nights(reading)] == ["Tổ 1", "Tổ 5"]
    assert ("line 3", kind, match) in blocked(reading)


def test_prose_around_a_list_is_none_of_it():
    reading = pasted(
        "Kính gửi các bác tổ trưởng,\nPhường gửi lịch hỗ trợ tháng 12/2026:\n- Tối 8/12: tổ 4 (nhà văn hóa)\n"
        "- Tối 9/12: tổ 6\nĐề nghị các tổ thông báo trước ngày 5/12.\nNgày 15/12 tổng kết.\nTrân trọng!\n"
    )

    assert [night[0] for night in nights(reading)] == ["tổ 4", "tổ 6"]
    assert blocked(reading) == []


@pytest.mark.parametrize(
    "notice",
    [
        (
            "Lịch thu gom rác\n+ Thời gian: Từ ngày 29 tháng 07 năm 2025\nĐịnh kỳ 2 lần/tuần (thứ 3, thứ 5)\n"
            "+ Địa điểm: các tuyến đường chính thuộc 19 ấp\n"
        ),
        "Tiêm phòng dại 2018\n- Đợt 1 từ 07-09/4/2018: tiêm toàn phường.\n- Đợt 2 từ 13-15/4/2018: tiêm vét.\n",
        "Kính gửi bà con tổ 5, tổ 6. Tối 10/11/2026 có họp tại NVH.\nTrân trọng!\n",
        "Họp tổ 3, 19h30 tối mai tại NVH\n",
        "- Đối tượng: trẻ sinh từ 01/06/2004 đến 30/04/2012\n- Thời gian: từ ngày 12/05/2014 đến 16/05/2014\n",
    ],
)
def test_a_notice_for_everybody_names_no_evening(notice):
    reading = pasted(notice)

    assert nights(reading) == []
    assert blocked(reading)


def test_a_list_in_a_letter_may_hang_under_its_nights():
    reading = read_plan(
        word(["Tối 08/12/2026:", "- Thôn Hạ", "- Thôn Thượng", "Tối 09/12/2026:", "- Thôn Trung"]), "x.docx"
    )

    assert [night[:2] for night in nights(reading)] == [("Hạ", "08/12"), ("Thượng", "08/12"), ("Trung", "09/12")]


@pytest.mark.parametrize(
    "title",
    [
        "LỊCH CÀI ĐẶT THÁNG 12/2026 (19h30 - 21h00)", "Lịch tháng 12/2026, từ 19h30 đến 21h",
        "Kế hoạch tháng 12/2026 (các tối, 19 giờ 30 - 21 giờ)",
    ],
)  # fmt: skip
def test_hours_in_a_title_hold_for_the_bullets_below(title: str):
    reading = pasted(f"{title}\n- Ấp Bình Hòa: 8/12\n- Ấp Bình An: 9/12\n- Ấp Tân Phú: 10/12\n")

    assert [night[:4] for night in nights(reading)] == [
        ("Ấp Bình Hòa", "08/12", "19:30", "21:00"),
        ("Ấp Bình An", "09/12", "19:30", "21:00"),
        ("Ấp Tân Phú", "10/12", "19:30", "21:00"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "II. Dự kiến (sẽ báo lại khi có lịch chính thức)", "2. DỰ KIẾN (phường sẽ thông báo sau.)",
        "B. Lịch dự kiến (chưa chốt, còn chờ ý kiến của Đảng ủy)",
    ],
)  # fmt: skip
def test_a_numbered_tentative_heading_with_a_sentence_in_brackets_is_one(heading: str):
    reading = pasted(
        f"Lịch tháng 12/2026\nI. Đã chốt\n- Tổ 1: 8/12\n- Tổ 2: 9/12\n{heading}\n- Tổ 3: 15/12\n- Tổ 4: 16/12\n"
    )

    assert [night[:2] for night in nights(reading)] == [("Tổ 1", "08/12"), ("Tổ 2", "09/12")]
    assert reading.problems


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 8/12/2026 buổi sáng Tổ 1, Tổ 2; buổi chiều Tổ 3, Tổ 4.\n",
        "Ngày 9/12/2026: buổi sáng ấp Hòa Phú, buổi tối ấp Hòa An\n",
        "Thứ Ba 8/12/2026, buổi chiều khóm 1; buổi tối khóm 2 và khóm 3\n",
    ],
)
def test_parts_of_the_day_in_prose_never_become_places(text: str):
    reading = pasted(text)

    places = [str(night[0]).lower() for night in nights(reading)]
    assert not any("buổi" in place or "chiều" in place or ";" in place for place in places)
    assert places or reading.problems
