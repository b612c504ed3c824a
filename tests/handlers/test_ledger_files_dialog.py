"""The clerk sends a table of headcounts: shown beside what stands, entered only by a yes."""

import pytest

from handlers.documents.read import received
from tests.bot.test_making import does_errands
from tests.handlers.headcount_files import pastes_table, sends_table
from tests.ward import Ward, clock_time

ORIGIN = "Theo số liệu của Công an phường, tính đến ngày 05/11/2024\n"
TABLE = "STT;Tổ dân phố;15+ có smartphone;Số hộ\n1;Cầu Đơ 1;1.000;300\n2;Cầu Đơ 3;980;210\n"


async def entered(ward: Ward) -> list[tuple[str, str, int, str, str]]:
    async with ward.database.read() as read:
        rows = await read.rows(
            "SELECT unit.name, measure, value, as_of, source FROM headcount JOIN unit ON unit.id = unit_id "
            "WHERE entered > 0 ORDER BY headcount.id"
        )
    return [(row["name"], row["measure"], row["value"], row["as_of"], row["source"]) for row in rows]


async def test_a_table_is_shown_beside_what_stands_and_a_yes_enters_it(ward: Ward):
    clerk = ward.chat("lan")

    await sends_table(clerk, ORIGIN + TABLE)
    clerk.hears("Em đọc xong bảng tổng số: 2 dòng, 15+ có smartphone, hộ, theo Công an phường, ngày 05/11/2024")
    clerk.hears("• Cầu Đơ 1: 15+ có smartphone 980 (số phường 01/11/2024) → 1.000, hộ chưa có → 300")
    clerk.hears('Chưa lưu gì cả; báo cáo đã phát hành giữ nguyên. Chị nhắn "đồng ý" để lưu, "thôi" để bỏ.')
    assert await entered(ward) == []

    await clerk.says("đồng ý")
    clerk.hears("Em đã ghi tổng số của 2 nơi (4 số) ✅")
    assert await entered(ward) == [
        ("Cầu Đơ 1", "smartphone15", 1_000, "2024-11-05", "Công an phường"),
        ("Cầu Đơ 1", "households", 300, "2024-11-05", "Công an phường"),
        ("Cầu Đơ 3", "smartphone15", 980, "2024-11-05", "Công an phường"),
        ("Cầu Đơ 3", "households", 210, "2024-11-05", "Công an phường"),
    ]
    ward.clock.at = clock_time("21:40")
    await clerk.says("/status Cầu Đơ 1")
    clerk.hears("370/1.000 = 37,0 % (15+ có smartphone, Công an phường 05/11)")


async def test_a_no_enters_nothing(ward: Ward):
    clerk = ward.chat("lan")

    await sends_table(clerk, ORIGIN + TABLE)
    await clerk.says("thôi")

    clerk.hears("giữ nguyên")
    assert await entered(ward) == []


async def test_day_and_source_are_asked_for_when_the_file_does_not_say(ward: Ward):
    clerk = ward.chat("lan")

    await sends_table(clerk, TABLE)
    clerk.hears("Số này theo đâu, ngày nào ạ? Chị nhắn ví dụ: “theo số phường 01/11”.")
    assert clerk.choices == ["Thôi"]
    await clerk.says("đồng ý")
    clerk.hears("chưa hiểu nguồn hoặc ngày", "theo đâu, ngày nào")
    await clerk.says("theo Thống kê quận")
    clerk.hears("Số này tính đến ngày nào ạ?")
    await clerk.says("ngày 31/2")
    clerk.hears("chưa hiểu nguồn hoặc ngày")
    await clerk.says("04/11")
    clerk.hears("theo Thống kê quận, ngày 04/11/2024", 'Chị nhắn "đồng ý" để lưu')

    await clerk.says("theo số phường ngày 03/11")
    clerk.hears("theo số phường, ngày 03/11/2024")
    await clerk.says("đồng ý")
    assert {row[3:] for row in await entered(ward)} == {("2024-11-03", "số phường")}


async def test_a_count_told_meanwhile_is_still_a_count(ward: Ward):
    clerk = ward.chat("lan")

    await sends_table(clerk, TABLE)
    await clerk.says("Cầu Đơ 1 cài 42")

    clerk.hears("cài mới 42")


async def test_unknown_units_are_listed_with_the_nearest_name_and_taken_only_when_told_so(ward: Ward):
    clerk = ward.chat("lan")

    await sends_table(clerk, f"{ORIGIN}Tổ;Số hộ\nCầu Đơ 1;300\nCầu Đơ 33;210\nVạn Phúc Lâm;7\n")
    clerk.hears("Dòng 4: không có địa bàn nào tên “Cầu Đơ 33”; gần giống nhất là Cầu Đơ 3.")
    clerk.hears("Dòng 5: không có địa bàn nào tên “Vạn Phúc Lâm”.")
    await clerk.presses("Đồng ý cả tên gần giống")

    clerk.hears("2 nơi (2 số)")
    assert [row[:3] for row in await entered(ward)] == [
        ("Cầu Đơ 1", "households", 300),
        ("Cầu Đơ 3", "households", 210),
    ]


async def test_what_is_odd_is_said_before_anybody_agrees(ward: Ward):
    clerk = ward.chat("lan")

    await sends_table(
        clerk,
        f"{ORIGIN}Tổ;15+ có smartphone\nCầu Đơ 1;300\nCầu Đơ 3;0\nCầu Đơ 4;9.800\nHà Trì 1;vài trăm\nCộng;9.999\n",
    )

    clerk.hears(
        "⚠️ Số đã báo lớn hơn tổng số: Cầu Đơ 1 (370 trên 300).", "⚠️ Tổng số 0 thì không tính được tỷ lệ: Cầu Đơ 3"
    )
    clerk.hears("Khác số cũ quá nhiều: Cầu Đơ 4 (980 → 9.800)", "“vài trăm” (15+ có smartphone) chưa rõ là bao nhiêu")
    clerk.hears("15+ có smartphone ghi tổng 9.999, cộng các dòng được 10.100")


async def test_the_wards_own_figure_moves_by_the_tables_total_alone(ward: Ward):
    clerk = ward.chat("lan")
    rows = "".join(f"{name};1.000\n" for name in ward.plan)

    await sends_table(clerk, f"{ORIGIN}Tổ;15+ có smartphone\n{rows}")
    clerk.hears("Số riêng của cả nơi vẫn giữ, dù khác các dòng cộng lại: Hà Cầu (10.420 ≠ 5.000)")
    await clerk.says("thôi")
    await sends_table(clerk, f"{ORIGIN}Tổ;15+ có smartphone\n{rows}Tổng cộng;5.000\n")
    clerk.hears("• Hà Cầu: 15+ có smartphone 10.420 (số phường 01/11/2024) → 5.000")


async def test_the_systems_figures_stand_beside_the_heads(ward: Ward):
    clerk = ward.chat("lan")

    await sends_table(clerk, f"{ORIGIN}Đơn vị;Đã cài (hệ thống)\nCầu Đơ 1;405\nCầu Đơ 3;370\n")
    clerk.hears("• Cầu Đơ 1: số trên hệ thống chưa có → 405")
    await clerk.says("đồng ý")

    ward.clock.at = clock_time("21:40")
    await clerk.says("/mauso")
    clerk.hears("• Cầu Đơ 1: tổ báo 370, hệ thống 405, chênh -35", "• Cầu Đơ 3: tổ báo 370, hệ thống 370, khớp")


async def test_the_same_table_again_changes_nothing(ward: Ward):
    clerk = ward.chat("lan")
    await sends_table(clerk, ORIGIN + TABLE)
    await clerk.says("đồng ý")
    ward.clock.at = clock_time("21:40")

    await sends_table(clerk, ORIGIN + TABLE)

    clerk.hears("4 số đều đã có như vậy rồi")


async def test_an_issued_letter_keeps_what_it_was_measured_by(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("phát hành báo cáo tuần")
    await does_errands(ward)
    async with ward.database.read() as read:
        before = await read.rows("SELECT body, totals FROM letter")

    await sends_table(clerk, ORIGIN + TABLE)
    await clerk.says("đồng ý")

    async with ward.database.read() as read:
        assert await read.rows("SELECT body, totals FROM letter") == before


@pytest.mark.parametrize("command", ["/mauso\n", "mẫu số\n", ""])
async def test_a_table_may_be_pasted(ward: Ward, command: str):
    clerk = ward.chat("lan")

    await pastes_table(clerk, f"{command}{ORIGIN}Tổ\tSố hộ\nCầu Đơ 1\t300\nHà Trì 1\t1.210\n")

    clerk.hears("2 dòng, hộ, theo Công an phường, ngày 05/11/2024", "• Hà Trì 1: hộ chưa có → 1.210")


async def test_what_holds_no_headcounts_is_said(ward: Ward):
    clerk = ward.chat("lan")

    await pastes_table(clerk, "/mauso\nCầu Đơ 1: nhiều lắm\nCầu Đơ 3: ít hơn")

    clerk.hears("chưa thấy bảng tổng số nào", "15+ có smartphone")


async def test_heads_enter_no_table(ward: Ward):
    head = ward.chat("binh")

    await head.says("/mauso\nTổ\tSố hộ\nCầu Đơ 1\t300\nHà Trì 1\t210\n")

    head.hears("chưa được phân công")


async def test_a_figure_of_a_day_to_come_is_warned_of(ward: Ward):
    clerk = ward.chat("lan")

    await sends_table(clerk, f"Nguồn: phường\nTính đến ngày 01/12/2024\n{TABLE}")

    clerk.hears("⚠️ Ngày 01/12/2024 chưa tới")


async def test_a_draft_is_decided_once_and_what_was_dropped_does_not_count(ward: Ward):
    clerk = ward.chat("lan")
    await sends_table(clerk, ORIGIN + TABLE)
    await clerk.says("thôi")
    await sends_table(clerk, f"{ORIGIN}Tổ;Số hộ\nCầu Đơ 1;301\nCầu Đơ 3;5\n")
    await clerk.presses("Đồng ý")
    assert [row[2] for row in await entered(ward)] == [301, 5]

    async with ward.database.read() as read:
        assert [row["ending"] for row in await read.rows("SELECT ending FROM draft ORDER BY id")] == [
            "dropped",
            "accepted",
        ]


def test_a_plan_a_roster_and_a_table_of_headcounts_are_told_apart():
    texts = {
        "sessions": "Tổ\tThời gian\tSố hộ\nCầu Đơ 1\t09/11/2024\t300\nCầu Đơ 3\t10/11/2024\t210\n",
        "roster": "STT;Họ và tên;Chức vụ;Tổ;Số hộ;SĐT\n1;Lê A;Tổ trưởng;Cầu Đơ 1;300;0900000501\n",
        "headcounts": "STT;Tổ;Họ tên tổ trưởng;Số hộ;Dân số 15+\n1;Cầu Đơ 1;Lê A;300;900\n2;Cầu Đơ 3;Lê B;3;9\n",
    }
    read = {kind: received.read("read_document", text.encode(), "a.csv", ["Cầu Đơ 1"]) for kind, text in texts.items()}

    assert {kind: found.get("kind", "sessions") for kind, found in read.items()} == {kind: kind for kind in texts}
