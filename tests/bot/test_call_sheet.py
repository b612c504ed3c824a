"""The call list on paper: who, number, what to tell them, and a place to tick."""

import io

from docx import Document

from storage import files
from tests.bot.lines import leaves_page
from tests.bot.test_making import does_errands
from tests.bot.test_ways import puts
from tests.ward import Ward


async def printed(ward: Ward) -> tuple[str, list[list[str]], bool]:
    """Title, rows of the newest file, and whether it is one with names."""
    async with ward.database.read() as read:
        row = (await read.rows("SELECT id, named FROM file ORDER BY id DESC LIMIT 1"))[0]
        document = Document(io.BytesIO(await files.body(read, row["id"])))
    table = document.tables[0]
    return document.paragraphs[0].text, [[cell.text for cell in line.cells] for line in table.rows], bool(row["named"])


async def test_the_call_list_is_printed_with_numbers_and_what_to_tell(ward: Ward):
    clerk = ward.chat("lan")
    async with ward.database.write() as tx:
        await tx.run("UPDATE person SET phone = '0900000103' WHERE id = :id", id=ward.people["binh"].id)
    await leaves_page(ward, "binh", "hoi")
    await ward.comes_to("21:25")
    await puts(ward, "binh", "hoi", words="mai 8h họp <gấp> ở phường")
    await ward.delivers()

    await clerk.says("/goi in")
    await does_errands(ward)
    await clerk.reads()

    clerk.hears("Danh sách 2 người chị gọi giúp em, in ra được")
    title, rows, named = await printed(ward)
    assert title == "DANH SÁCH GỌI ĐIỆN, HÀ CẦU"
    assert rows[0] == ["STT", "Họ tên", "Địa bàn", "Số điện thoại", "Cần báo", "Đã gọi"]
    by_name = {row[1]: row for row in rows[1:]}
    assert by_name["Nguyễn Văn Bình"][2:4] == ["Cầu Đơ 1", "0900 000 103"]
    assert "hỏi kết quả thứ Bảy 09/11" in by_name["Nguyễn Văn Bình"][4]
    assert "mai 8h họp <gấp> ở phường" in by_name["Phạm Văn Hợi"][4]
    assert named


async def test_where_nobody_is_to_be_called_nothing_is_printed(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("in danh sách gọi")
    clerk.hears("Hiện không có ai chị phải gọi")


async def test_a_head_prints_no_call_list(ward: Ward):
    head = ward.chat("binh")
    await head.says("/goi in")
    head.hears("chưa được phân công")
