"""Files as offices keep them, sent in the chat: read by the document worker and shown, or sent back with what to do."""

from pathlib import Path

import pytest

from handlers.inbound import FileKind, Inbound, ReceivedFile
from storage.database import Database
from tests.bot.test_making import does_errands
from tests.handlers.documents.made import workbook
from tests.handlers.documents.old_files import binary_workbook, pdf, resaved, ruled
from tests.handlers.plans import nights, planned
from tests.ward import PEOPLE, Chat, Ward

ROWS = (
    ("TT", "Địa bàn", "Ngày", "Giờ"),
    ("1", "Hà Trì 5", "19/11/2024", "19h30 - 21h30"),
    ("2", "Hà Trì 6", "20/11/2024", ""),
)
TABLE = workbook({"Lịch": ROWS})
LOCKED = Path(__file__).parents[1] / "data" / "files" / "mat_khau.pdf"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


async def sends(chat: Chat, name: str, body: bytes) -> None:
    """By Telegram; what waits is fetched, read by the document worker and answered."""
    ward, sent = chat.ward, ReceivedFile(FileKind.DOCUMENT, "telegram:1", name, len(body))
    now = ward.clock.now()
    await ward.intake.take([Inbound(f"file/{ward.ids()}", "web", chat.address, chat.address, sent, now, now)])

    async def fetch(_reference: str) -> bytes:
        return body

    await does_errands(ward, fetch=fetch)
    await chat.reads()


async def test_a_clerk_sends_an_old_workbook_and_hears_the_draft(ward: Ward):
    clerk = ward.chat("lan")
    await sends(clerk, "lich.xls", resaved(TABLE, "xlsx", "xls"))
    clerk.hears("Tệp kiểu cũ (.xls), em đã chuyển sang kiểu mới để đọc", "2 địa bàn, 2 buổi", "Chưa lưu gì")
    assert await planned(ward, "Hà Trì 5") == []
    await clerk.says("đồng ý")

    assert await planned(ward, "Hà Trì 5") == ["19"]


async def test_the_first_plan_of_a_ward_as_a_pdf_is_spelt_out(sqlite: Database):
    """Nothing stands beside which it could be shown."""
    clerk = (await Ward.founded(sqlite, plan={}, people={"lan": PEOPLE["lan"]})).chat("lan")
    await sends(clerk, "lich.pdf", pdf(ruled(ROWS)))

    clerk.hears("Em đọc từ PDF", "• Hà Trì 5: 19/11", "• Hà Trì 6: 20/11", "Chưa lưu gì")


async def test_a_pdf_is_shown_place_by_place_before_anything_of_it_is_stored(ward: Ward):
    clerk = ward.chat("lan")
    await sends(clerk, "lich.pdf", pdf(ruled(ROWS)))
    clerk.hears("Em đọc từ PDF, chị xem kỹ từng dòng", "Hà Trì 5: thêm thứ Ba 19/11", "Hà Trì 6: thêm thứ Tư 20/11")
    assert await planned(ward, "Hà Trì 5") == []
    await clerk.says("đồng ý")

    assert await planned(ward, "Hà Trì 6") == ["20"]


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("quet.pdf", pdf(([], []), scan=True), ("bản chụp", "gửi bản Word hoặc Excel")),
        ("khoa.pdf", LOCKED.read_bytes(), ("mật khẩu", "Lưu thành PDF")),
        ("khoa.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), ("mật khẩu", "Tệp → Thông tin → Bảo vệ")),
        ("anh.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", ("ảnh", "dán bảng")),
        ("hong.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\n", ("PDF này chưa đọc được", "Word hoặc Excel")),
    ],
    ids=["a scan", "a locked PDF", "a locked workbook", "a photograph", "a broken PDF"],
)
async def test_what_cannot_be_read_is_answered_with_what_to_do(
    ward: Ward, name: str, body: bytes, said: tuple[str, ...]
):
    clerk, before = ward.chat("lan"), await nights(ward)
    await sends(clerk, name, body)
    clerk.hears(*said)
    await clerk.says("đồng ý")

    assert await nights(ward) == before


async def test_without_libreoffice_the_clerk_hears_the_menu(
    ward: Ward, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("PATH", str(tmp_path))
    clerk = ward.chat("lan")
    await sends(clerk, "lich.xlsb", binary_workbook(ROWS))

    clerk.hears("Tệp → Lưu thành…, chọn “.xlsx”")


async def test_an_old_roster_is_read_too_and_says_so(ward: Ward):
    rows = (
        ("STT", "Họ và tên", "Chức vụ", "Tổ dân phố", "SĐT"),
        (1, "Nguyễn Thị Tư", "Tổ trưởng", "Cầu Đơ 3", "0900000123"),
    )
    clerk = ward.chat("lan")
    await sends(clerk, "danh_sach.xls", resaved(workbook({"DS": rows}), "xlsx", "xls"))

    clerk.hears("Tệp kiểu cũ (.xls)", "Nguyễn Thị Tư")


async def test_old_headcounts_are_read_too_and_say_so(ward: Ward):
    rows = (
        ("Số liệu đến ngày 01/11/2024",),
        ("Tổ dân phố", "Số hộ", "Dân số 15+"),
        ("Cầu Đơ 1", 310, 1201),
        ("Cầu Đơ 3", 250, 990),
    )
    clerk = ward.chat("lan")
    await sends(clerk, "so_dan.ods", resaved(workbook({"Số": rows}), "xlsx", "ods"))

    clerk.hears("Tệp kiểu cũ (.ods)", "Cầu Đơ 3")


async def test_a_document_is_looked_at_whatever_it_is_called_and_one_that_is_too_large_is_not(ward: Ward):
    clerk = ward.chat("lan")
    await sends(clerk, "scan0001", TABLE)
    clerk.hears("2 địa bàn, 2 buổi")
    now, large = ward.clock.now(), ReceivedFile(FileKind.DOCUMENT, "telegram:1", "lich.xlsx", 11 * 1024 * 1024)
    await ward.intake.take([Inbound("large", "web", clerk.address, clerk.address, large, now, now)])
    await ward.delivers()
    await clerk.reads()

    clerk.hears("lớn quá", "dưới 10 MB")
