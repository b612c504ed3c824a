"""What nobody has told is no 0: in the answers, in the tables and on the letter."""

import csv
import io
from datetime import date

import pytest

from storage.database import Database
from tests.handlers.test_papers_dialog import body_of, words_of
from tests.ward import Chat, Ward, clock_time, plain


@pytest.fixture
async def clerk(database: Database) -> Chat:
    """Four reports are owed, none was told, and nobody entered what was there before."""
    ward = await Ward.founded(database)
    async with database.write() as tx:
        await tx.run("DELETE FROM baseline")
    ward.clock.at = clock_time("09:00", date(2024, 11, 14))
    return ward.chat("lan")


async def table(clerk: Chat, words: str) -> list[list[str]]:
    await clerk.says(f"/xuat {words} csv")
    return list(csv.reader(io.StringIO((await body_of(clerk.ward, clerk)).decode("utf-8-sig"))))


async def test_the_first_line_has_no_figure_and_no_share(clerk: Chat):
    await clerk.says("/status")

    clerk.hears("iHanoi Hà Cầu: chưa có số · 0/3 địa bàn đã báo đủ")
    assert "0,0 % (15+" not in plain(clerk.new[-1].words or "")


async def test_who_has_no_figure_is_in_no_band_and_has_no_share(clerk: Chat):
    await clerk.says("/xephang")
    clerk.hears("Chưa so vì chưa có số: Hà Trì 1, Hà Trì 2.")
    assert "Cần thêm sức" not in (clerk.new[-1].words or "")

    await clerk.says("/daymanh")
    clerk.hears("• Cầu Đơ 4: chưa có số, thiếu 2 báo cáo\n")
    assert (await table(clerk, "cần đẩy"))[2][:6] == ["Cầu Đơ 1", "980", "", "", "1", ""]


async def test_the_sums_of_a_table_are_empty_like_its_rows(clerk: Chat):
    assert (await table(clerk, "tiến độ"))[-1][2:8] == ["Tổng cộng", "10420", "", "", "", ""]


async def test_a_letter_says_that_there_is_no_figure(clerk: Chat):
    await clerk.says("/baocaotuan")
    said = words_of(await body_of(clerk.ward, clerk))

    assert "toàn địa bàn chưa có số người cài đặt." in said
    assert "0,00 %\n" not in said.split("STT")[1]


async def test_a_picture_says_it_too(clerk: Chat):
    await clerk.says("/anh")

    assert (await body_of(clerk.ward, clerk)).startswith(b"\x89PNG")
    clerk.hears("Hà Cầu: chưa có số")


async def test_a_late_first_report_is_corrected_from_no_figure(clerk: Chat):
    await clerk.says("phát hành báo cáo tuần")
    await clerk.says("Cầu Đơ 1 tối 9/11 cài 24")

    await clerk.says("/dinhchinh")

    assert "Cầu Đơ 1: chưa có số → 24" in words_of(await body_of(clerk.ward, clerk))


async def test_what_was_there_before_has_not_stood_still_where_nobody_told(ward: Ward):
    ward.clock.at = clock_time("09:00", date(2024, 11, 14))
    clerk = ward.chat("lan")

    await clerk.says("/status")
    clerk.hears("Trước đợt đã có 1.850 (số phường 01/11), từ đó chưa có báo cáo nào.")
    await clerk.says("/xuat tổng kết")
    said = words_of(await body_of(ward, clerk))
    assert "Từ trước đợt (1.850, ngày 01/11/2024) đến nay chưa có báo cáo nào." in said
    assert (await table(clerk, "tiến độ"))[-1][2:8] == ["Tổng cộng", "10420", "1850", "", "1850", str(1850 / 10420)]
