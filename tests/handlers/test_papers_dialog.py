"""What is handed out as a file: ordered in the chat, made by the document worker, the same figures as /status."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from docx import Document

from storage import facts, files, letters
from storage.headcounts import HeadcountEntered
from storage.records import Headcount
from tests.bot.test_making import does_errands
from tests.ward import Chat, Ward, clock_time, plain


async def body_of(ward: Ward, chat: Chat) -> bytes:
    """Of the file that was handed out last."""
    await does_errands(ward)
    await chat.reads()
    handout = chat.new[-1].handout
    assert handout, chat.new
    async with ward.database.read() as read:
        return await files.body(read, handout.id)


async def told(ward: Ward) -> Chat:
    clerk = ward.chat("lan")
    await ward.chat("binh").says("cài 42, kh 40")
    ward.clock.at = clock_time("21:40", date(2024, 11, 10))
    await clerk.says("Cầu Đơ 3 tối 10/11 cài 30")
    ward.clock.at = clock_time("20:00", date(2024, 11, 13))
    return clerk


def words_of(body: bytes) -> str:
    document = Document(io.BytesIO(body))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return plain("\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))


async def test_the_table_has_the_totals_of_status(ward: Ward):
    clerk = await told(ward)

    await clerk.says("/xuat tiến độ")
    clerk.hears("Em đang làm")
    sheet = openpyxl.load_workbook(io.BytesIO(await body_of(ward, clerk))).active
    clerk.hears("1.922/10.420 = 18,4 %")

    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[2][:8] == ["STT", "Mã", "Địa bàn", "15+ có smartphone", "Trước đợt", "Cài mới", "Tổng đến nay", "Tỷ lệ"]
    assert rows[3][:8] == [1, "G0", "Cầu Đơ 1", 980, 370, 42, 412, 412 / 980]
    assert rows[8][2:8] == ["Tổng cộng", 10_420, 1_850, 72, 1_922, pytest.approx(1_922 / 10_420)]
    assert sum(row[6] for row in rows[3:8]) == rows[8][6]
    assert sheet.freeze_panes == "A4"
    assert sheet["B4"].number_format == "@"
    await clerk.says("/status")
    clerk.hears("1.922/10.420 = 18,4 %")


async def test_what_was_not_reported_is_an_empty_cell_and_no_zero(ward: Ward):
    clerk = await told(ward)

    await clerk.says("/xuat từng buổi csv")
    rows = list(csv.reader(io.StringIO((await body_of(ward, clerk)).decode("utf-8-sig"))))

    assert rows[1][:8] == ["1", "Cầu Đơ 1", "09/11/2024", "19:30-21:30", "Nguyễn Văn Bình", "42", "40", ""]
    assert rows[3][5:] == ["", "", "", "", "", "", "", "", "chưa báo"]
    assert rows[-1][5:8] == ["72", "40", ""]
    assert clerk.new[-1].handout
    assert clerk.new[-1].handout.named


async def test_a_disputed_night_is_marked_in_the_table(ward: Ward):
    await ward.chat("binh").says("cài 42")
    await ward.chat("tam").says("cài 50")
    clerk = ward.chat("lan")

    await clerk.says("/xuat từng buổi csv")
    rows = list(csv.reader(io.StringIO((await body_of(ward, clerk)).decode("utf-8-sig"))))

    assert (rows[1][5], rows[1][-1]) == ("42", "đã báo, số còn lệch")


async def test_a_csv_opens_with_its_accents_and_a_file_runs_nothing(ward: Ward):
    async with ward.database.write() as tx:
        await tx.run("UPDATE unit SET name = '=HYPERLINK(\"http://x\")' WHERE code = 'G0'")
    clerk = ward.chat("lan")

    await clerk.says("/xuat tiến độ csv")
    body = await body_of(ward, clerk)
    assert body.startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK" in body.decode()

    await clerk.says("/xuat tiến độ excel")
    cell = openpyxl.load_workbook(io.BytesIO(await body_of(ward, clerk))).active["C4"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x")')


async def test_the_same_instant_is_the_same_file_whatever_was_told_since(ward: Ward):
    clerk = await told(ward)

    await clerk.says("/xuat tiến độ word 15h 10/11")
    first = await body_of(ward, clerk)
    await clerk.says("Cầu Đơ 1 tối 9/11 cài 24")
    await clerk.says("/xuat tiến độ word 15h 10/11")

    assert await body_of(ward, clerk) == first
    assert "1.892" in words_of(first)


async def test_a_day_alone_is_meant_until_its_end(ward: Ward):
    clerk = await told(ward)

    await clerk.says("/xuat tiến độ 09/11")
    await body_of(ward, clerk)
    clerk.hears("số liệu lúc 23h59 thứ Bảy 09/11: 1.892/10.420")
    await clerk.says("/xuat tiến độ 20/11")
    await body_of(ward, clerk)
    clerk.hears("số liệu lúc 20h00 thứ Tư 13/11")


async def test_the_nights_of_a_past_instant_are_those_that_were_planned_then(both_wards: Ward):
    clerk = await told(both_wards)
    await clerk.says("/xuat từng buổi csv 19h 13/11")
    first = await body_of(both_wards, clerk)
    for wish in (
        "hủy buổi tối 9/11 ở Cầu Đơ 1, nhầm",
        "dời Hà Trì 1 tối 14/11 sang 20/11",
        "Cầu Đơ 4 tối 12/11 nghỉ mưa",
    ):
        await clerk.says(wish)
        await clerk.says("đồng ý")

    await clerk.says("/xuat từng buổi csv 19h 13/11")
    assert (await body_of(both_wards, clerk)).decode().splitlines() == first.decode().splitlines()
    await clerk.says("/xuat từng buổi csv")
    assert (await body_of(both_wards, clerk)).decode().splitlines() != first.decode().splitlines()


async def test_the_district_form_is_of_its_round_and_an_agency_counts_its_staff(ward: Ward):
    async with ward.database.write() as tx:
        await tx.run("UPDATE unit SET kind = 'school' WHERE code = 'G1'")
        round_ = '"rounds":[{"code":"v1","name":"Vòng 1","due":"2024-11-12","at":"15:00"}],"usual"'
        await tx.run(
            'UPDATE campaign SET settings = REPLACE(settings, \'"rounds":[],"cadence"\', :new)',
            new=round_.replace('"usual"', '"cadence"'),
        )
        await tx.run("UPDATE campaign SET version = version + 1")
        staff = Headcount(ward.units["Cầu Đơ 3"].id, "staff", 55, date(2024, 11, 1), "nhà trường", 0)
        await facts.write(tx, [HeadcountEntered(ward.ids(), staff)])
    clerk = await told(ward)

    await clerk.says("/xuat vòng 2")
    clerk.hears("chưa rõ vòng nào. Các vòng: Vòng 1")
    await clerk.says("/xuat vòng 1")
    sheet = openpyxl.load_workbook(io.BytesIO(await body_of(ward, clerk))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][0] == "Vòng 1, hạn thứ Ba 12/11/2024."
    assert rows[2][0] == "Số liệu tính đến 15h00 thứ Ba 12/11/2024."
    assert rows[4] == [1, "Cầu Đơ 1", None, None, None, 980, 412]
    assert rows[5] == [2, "Cầu Đơ 3", 55, 400, None, None, None]


async def test_exporting_needs_the_right_to(ward: Ward):
    for who in ("binh", "an"):
        chat = ward.chat(who)
        await chat.says("/xuat tiến độ")
        chat.hears("chưa được phân công")
        await chat.says("/baocaotuan")
        chat.hears("chưa được phân công")
    async with ward.database.read() as read:
        assert not await read.rows("SELECT id FROM errand")


async def test_without_a_kind_it_says_what_there_is(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("/xuat")

    clerk.hears("muốn xuất gì ạ", "/xuat vòng 1")


async def test_without_criteria_there_is_no_list_of_rewards(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("/xuat khen thưởng")

    clerk.hears("Đợt này chưa đặt tiêu chí khen thưởng. Chị ghi tiêu chí vào tệp của đợt")
    async with ward.database.read() as read:
        assert not await read.rows("SELECT id FROM errand")


async def test_the_weekly_letter_writes_itself(ward: Ward):
    clerk = await told(ward)

    await clerk.says("/baocaotuan")
    body = await body_of(ward, clerk)
    clerk.hears("Dự thảo báo cáo tuần đến thứ Tư 13/11 (hạn 15h00 thứ Năm 14/11)", "Còn thiếu số: Cầu Đơ 4")

    said = words_of(body)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert "ỦY BAN NHÂN DÂN\nPHƯỜNG HÀ CẦU" in said
    assert "Hà Cầu, ngày 13 tháng 11 năm 2024" in said
    assert "toàn địa bàn có 1.922 người cài đặt, đạt 18,45 % so với 10.420" in said
    assert "Trong tuần cài mới 72 (tuần trước chưa có số)." in said
    assert "Báo cáo đủ 2/4 buổi (50,00 %), đúng giờ 2/4 buổi (50,00 %)." in said
    assert "Còn thiếu báo cáo của: Cầu Đơ 4 (tối 12/11); Cầu Đơ 4 (tối 11/11)." in said
    assert "Nơi nhận:" in said
    assert "{{" not in said


async def test_what_is_owed_of_the_weeks_before_is_not_forgotten(ward: Ward):
    clerk = await told(ward)
    ward.clock.at = clock_time("20:00", date(2024, 11, 27))

    await clerk.says("/baocaotuan")
    said = words_of(await body_of(ward, clerk))

    assert "Các tuần trước còn thiếu 5 báo cáo." in said
    assert "Không có địa bàn nào thiếu" not in said


async def test_an_issued_letter_never_changes_and_what_does_is_a_slip(ward: Ward):
    clerk = await told(ward)
    await clerk.says("đính chính")
    clerk.hears("chưa phát hành báo cáo tuần nào")

    await clerk.says("phát hành báo cáo tuần")
    clerk.hears("Đã chốt báo cáo số 1/BC-UBND")
    issued = await body_of(ward, clerk)
    assert "Số: 1/BC-UBND" in words_of(issued)
    await clerk.says("/dinhchinh")
    clerk.hears("Báo cáo số 1 không có gì phải đính chính")

    await clerk.says("Cầu Đơ 1 tối 9/11 cài 24")
    await clerk.says("/dinhchinh")
    slip = words_of(await body_of(ward, clerk))
    assert "Đính chính báo cáo số 1/BC-UBND" in slip
    assert "Cầu Đơ 1: 412 → 394 (-18)" in slip
    async with ward.database.read() as read:
        kept = await letters.last(read, ward.campaign, ward.units["Hà Cầu"].id)
    assert kept
    assert "1.922" in kept.body["fields"]["ket_qua"]

    await clerk.says("phát hành báo cáo tuần")
    clerk.hears("Đã chốt báo cáo số 2/BC-UBND")


async def test_what_was_told_after_the_cut_off_is_no_correction(ward: Ward):
    clerk = await told(ward)
    await clerk.says("phát hành báo cáo tuần")
    ward.clock.at = clock_time("21:40", date(2024, 11, 14))
    await clerk.says("Hà Trì 1 tối 14/11 cài 12")

    await clerk.says("/dinhchinh")

    clerk.hears("không có gì phải đính chính")


async def test_the_final_report_says_how_far_the_target_was_reached(ward: Ward):
    clerk = await told(ward)

    await clerk.says("/xuat tổng kết")
    said = words_of(await body_of(ward, clerk))

    assert "BÁO CÁO TỔNG KẾT" in said
    assert "Mục tiêu 50 % (5.210) đến ngày 30/11/2024: còn thiếu 3.288." in said


async def test_the_final_report_tells_of_the_whole_campaign_and_not_of_its_last_week(ward: Ward):
    clerk = await told(ward)
    ward.clock.at = clock_time("09:00", date(2024, 12, 2))

    await clerk.says("/xuat tổng kết")
    said = words_of(await body_of(ward, clerk))

    assert "Đã đi 2 buổi tại 2 địa bàn." in said
    assert "Báo cáo đủ 2/7 buổi" in said
    assert clerk.new[-1].handout
    assert clerk.new[-1].handout.name == "Báo cáo tổng kết Hà Cầu 2024-12-02.docx"


async def test_a_final_report_before_the_first_evening_speaks_of_the_whole_campaign(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("/xuat tổng kết")

    assert "Cả đợt không có buổi nào đến hạn báo cáo." in words_of(await body_of(ward, clerk))


async def test_a_slip_has_the_day_on_which_it_is_made(ward: Ward):
    clerk = await told(ward)
    await clerk.says("phát hành báo cáo tuần")
    ward.clock.at = clock_time("09:00", date(2024, 11, 20))
    await clerk.says("Cầu Đơ 1 tối 9/11 cài 24")

    await clerk.says("/dinhchinh")
    slip = words_of(await body_of(ward, clerk))

    assert "Hà Cầu, ngày 20 tháng 11 năm 2024" in slip
    assert "số liệu tính đến 20h00 ngày 13/11/2024" in slip


async def test_pictures_come_with_the_same_in_words(ward: Ward):
    clerk = await told(ward)

    for words, title in [
        ("ảnh", "Hà Cầu: 18,4 %"),
        ("ảnh địa bàn", "so với mục tiêu"),
        ("/anh lịch", "từng buổi"),
        ("/anh Hà Trì 2", "Hà Trì 2: 37,8 %"),
    ]:
        await clerk.says(words)
        assert (await body_of(ward, clerk)).startswith(b"\x89PNG")
        clerk.hears(title, "lúc 20h00 thứ Tư 13/11")
