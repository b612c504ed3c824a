"""Files that clerks send by mistake: a sentence says what to send instead, and nothing is stored. Odd ones are read."""

import unicodedata
from typing import Any

import pytest

from tests.handlers.documents.made import repacked, word, workbook, zipped
from tests.handlers.plans import PLAN, nights, planned, sends, sends_file
from tests.ward import Ward

TABLE = (("TT", "Thôn", "Ngày"), (1, "Hà Trì 5", "19/11/2024"), (2, "Hà Trì 6", "20/11/2024"))
SHEET = workbook({"Lịch": TABLE})
LETTER = word(["KẾ HOẠCH", TABLE])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("rong.xlsx", b"", "trống"),
        ("rong2.xlsx", workbook({"Lịch": []}), "trống"),
        ("bom.xlsx", repacked(SHEET, {"xl/worksheets/sheet1.xml": b" " * 40 * MEGABYTE}), "nén bất thường"),
        ("matkhau.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        ("cu.doc", OLE, "Lưu thành"),
        ("thatra.xlsx", b"%PDF-1.7\n", "PDF"),
        ("anh.xlsx", b"\xff\xd8\xff\xe0\0\x10JFIF", "ảnh"),
        ("scan.docx", repacked(word([]), {"word/media/image1.png": b"\x89PNG"}), "ảnh"),
        ("congthuc.xlsx", workbook({"Lịch": [("=A2", "=B2"), ("=A3", "=B3")]}), "công thức"),
        ("khac.zip", zipped({"a.txt": b"x", "b.txt": b"y"}), "giải nén"),
        ("la.exe", b"MZ\x90\0\x03\0\0\0", "Loại tệp này chưa đọc được"),
        ("hong.docx", LETTER[: len(LETTER) // 2], "hỏng"),
        ("loima.csv", b"\x81\x8d\x8f\x90\x9d" * 10, "lỗi mã"),
        ("moi.txt", "Giấy mời họp ngày 09/11/2024\n".encode(), "không thấy bảng lịch nào"),
    ],
)
async def test_what_cannot_be_read_is_said_and_nothing_is_stored(ward: Ward, name: str, body: bytes, said: str):
    await said_and_not_stored(ward, name, body, said)


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({f"Tuần {n}": TABLE for n in range(200)}, "nhiều trang tính"),
        ({"Lịch": [(n, "Thôn", "09/11/2024") for n in range(5_500)]}, "lớn quá"),
    ],
    ids=["many sheets", "many rows"],
)
async def test_a_workbook_that_is_too_large_is_said_and_not_stored(ward: Ward, sheets: Any, said: str):
    """Made only here: every worker lists every test."""
    await said_and_not_stored(ward, "lon.xlsx", workbook(sheets), said)


async def said_and_not_stored(ward: Ward, name: str, body: bytes, said: str) -> None:
    clerk, before = ward.chat("lan"), await nights(ward)
    await sends_file(clerk, name, body)
    clerk.hears(said)
    await clerk.says("đồng ý")

    assert await nights(ward) == before


def cp1258(text: str) -> bytes:
    """As old offices write it: the tone behind its letter."""
    pieces = []
    for sign in unicodedata.normalize("NFC", text):
        try:
            pieces.append(sign.encode("cp1258"))
        except UnicodeEncodeError:
            base, *marks = list(unicodedata.normalize("NFD", sign))
            tone = marks.pop() if len(marks) > 1 or marks[0] in "\u0300\u0301\u0303\u0309\u0323" else ""
            pieces.append((unicodedata.normalize("NFC", base + "".join(marks)) + tone).encode("cp1258"))
    return b"".join(pieces)


@pytest.mark.parametrize("encoded", [PLAN.encode("utf-16"), PLAN.encode("utf-8-sig"), cp1258(PLAN)])
async def test_old_and_odd_encodings_are_read(ward: Ward, encoded: bytes):
    clerk = ward.chat("lan")
    await sends_file(clerk, "lich.csv", encoded)
    clerk.hears("giống hệt lịch đang có (5 địa bàn, 7 buổi)")


async def test_the_content_decides_and_not_the_extension(ward: Ward):
    clerk = ward.chat("lan")
    await sends_file(clerk, "kehoach.csv", LETTER)
    clerk.hears("2 địa bàn, 2 buổi")
    await clerk.says("đồng ý")

    assert await planned(ward, "Hà Trì 5") == ["19"]


async def test_markup_in_a_name_is_shown_as_it_was_typed(ward: Ward):
    clerk = ward.chat("lan")
    await sends(
        clerk, "Ngày\tĐịa bàn\n19/11/2024\t<b>Hà {0} Trì</b> & 5\n20/11/2024\tHà Trì 6\n31/11/2024\t{1} <script>x\n"
    )

    words = clerk.new[-1].words or ""
    assert "{1} &lt;script&gt;x" in words
    assert "<script>" not in words
