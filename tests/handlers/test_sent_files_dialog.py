"""Who sends what: a file with words and without, of the wrong kind, from those who may and those who may not."""

import pytest

from handlers.inbound import FileKind, file_name
from storage import errands
from tests.handlers.sent_files import brings_file, reads_what_waits, sends_files
from tests.handlers.test_album_dialog import LATER
from tests.ward import Ward, clock_time

NOT_OPENED = "Em chưa mở tệp này, vì tệp em chỉ nhận từ văn phòng phường"


async def waits(ward: Ward) -> list[str]:
    async with ward.database.read() as read:
        return [errand.kind for errand in await errands.waiting(read, ward.clock.at)]


@pytest.mark.parametrize("caption", ["", "kế hoạch tuần này", "chị gửi em lịch nhé", "42"])
async def test_the_clerks_file_is_read_whatever_stands_beside_it(ward: Ward, caption: str):
    clerk = ward.chat("lan")

    await sends_files(clerk, {"Kế hoạch.csv": LATER}, caption)
    clerk.hears("Em đọc xong", "17/11")


@pytest.mark.parametrize("who", ["binh", "tam"])
@pytest.mark.parametrize("caption", ["", "kế hoạch tuần này", "báo cáo của tổ"])
async def test_a_heads_file_goes_to_the_office(ward: Ward, who: str, caption: str):
    head = ward.chat(who)

    await brings_file(head, FileKind.DOCUMENT, "lich.docx", caption)
    head.hears(NOT_OPENED, "nhắn bằng chữ")
    assert not await waits(ward)


@pytest.mark.parametrize("who", ["an", "chu"])
@pytest.mark.parametrize("caption", ["", "kế hoạch tuần này"])
async def test_who_tells_no_figures_is_not_asked_for_any(ward: Ward, who: str, caption: str):
    chat = ward.chat(who)

    await brings_file(chat, FileKind.DOCUMENT, "lich.docx", caption)
    chat.hears(NOT_OPENED)
    assert "số của buổi" not in (chat.new[-1].words or "")
    assert not await waits(ward)


async def test_a_stranger_is_asked_who_they_are(ward: Ward):
    chat = ward.chat("somebody")

    await brings_file(chat, FileKind.DOCUMENT, "kehoach.xlsx", "kế hoạch")
    chat.hears("Em chưa biết bác là ai")
    assert not await waits(ward)


async def test_figures_beside_a_heads_file_count_and_the_file_is_said_to_stay_closed(ward: Ward):
    head = ward.chat("binh")
    await ward.comes_to("21:30")

    await brings_file(head, FileKind.DOCUMENT, "bao cao.xlsx", "cài 42, vắng 6")
    head.hears("Em ghi Cầu Đơ 1", "cài mới 42", "Tệp gửi kèm thì em chưa mở ạ")


@pytest.mark.parametrize(("name", "body"), [("clip.mov", "\0\0\0\x14ftypqt  "), ("ke hoach.xlsx", "MZ\0\x03")])
async def test_a_file_of_the_wrong_kind_is_told_once_it_was_opened(ward: Ward, name: str, body: str):
    clerk = ward.chat("lan")

    await sends_files(clerk, {name: body})
    clerk.hears(name, "Loại tệp này chưa đọc được")
    assert not await waits(ward)


@pytest.mark.parametrize("caption", ["", "kế hoạch tuần này", "danh sách lực lượng em gửi lại"])
async def test_a_photo_of_a_plan_cannot_be_read_and_the_clerk_is_told_what_can(ward: Ward, caption: str):
    clerk = ward.chat("lan")

    await brings_file(clerk, FileKind.PHOTO, "IMG_2024.jpg", caption)
    clerk.hears("chưa đọc được chữ trong ảnh", "Excel, Word, hoặc dán cả bảng")
    assert not await waits(ward)


@pytest.mark.parametrize("caption", ["", "hình anh em trong tổ"])
async def test_a_heads_photo_of_tonight_is_kept_with_words_that_say_nothing_too(ward: Ward, caption: str):
    head = ward.chat("binh")
    await ward.comes_to("21:30")

    await brings_file(head, FileKind.PHOTO, "IMG_1.jpg", caption)
    head.hears("Em giữ ảnh này cùng số của Cầu Đơ 1")
    assert await waits(ward) == ["fetch_evidence"]


@pytest.mark.parametrize("caption", ["Buổi ra quân sôi nổi lắm em ạ", "hehe", "lịch", "mưa to quá nên hơi vắng"])
async def test_whatever_a_heads_words_are_read_as_the_photo_is_kept_and_that_is_said(ward: Ward, caption: str):
    head = ward.chat("binh")
    await ward.comes_to("21:30")

    await brings_file(head, FileKind.PHOTO, "IMG_1.jpg", caption)
    assert any("giữ" in (line.words or "") and "Cầu Đơ 1" in (line.words or "") for line in head.new)
    assert await waits(ward) == ["fetch_evidence"]


async def test_figures_under_a_photo_count_and_the_photo_is_kept_beside_them(ward: Ward):
    head = ward.chat("binh")
    await ward.comes_to("21:30")

    await brings_file(head, FileKind.PHOTO, "IMG_1.jpg", "cài 42, vắng 6")
    head.hears("Em ghi Cầu Đơ 1", "cài mới 42")
    assert await waits(ward) == ["fetch_evidence"]


async def test_an_observers_photo_is_no_evidence(ward: Ward):
    chat = ward.chat("chu")

    await brings_file(chat, FileKind.PHOTO, "IMG_1.jpg")
    chat.hears("chưa đọc được ảnh")
    assert not await waits(ward)


async def test_outside_a_campaign_there_is_nothing_that_a_file_could_change(ward: Ward):
    clerk = ward.chat("lan")
    async with ward.database.write() as tx:
        await tx.run("UPDATE campaign SET archived = :now", now=ward.clock.at)
    ward.clock.at = clock_time("21:40")

    await brings_file(clerk, FileKind.DOCUMENT, "kehoach.xlsx")
    clerk.hears("chưa có đợt nào chạy")
    assert not await waits(ward)


async def test_a_file_of_a_wide_name_is_named_as_it_is_seen(ward: Ward):
    clerk = ward.chat("lan")

    await brings_file(clerk, FileKind.DOCUMENT, file_name("..\\..\\ke\u202ehoach\u200b .csv"))
    clerk.hears("Em nhận được tệp kehoach.csv rồi")
    await reads_what_waits(clerk)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Kế hoạch.docx", "Kế hoạch.docx"),
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\Lan\\ds.xlsx", "ds.xlsx"),
        ("..", ""),
        ("../..", ""),
        ("\x00\x1fa.csv", "a.csv"),
        ("tổng\u200b hợp\ufeff.csv", "tổng hợp.csv"),
        ("gpj.\u202excod.docx", "gpj.xcod.docx"),
        ("hai\ndòng  và\u00a0cách .csv", "hai dòng và cách.csv"),
        ("Ke\u0302\u0301 hoa\u0323ch.csv", "Kế hoạch.csv"),
        ("x" * 400 + ".xlsx", "x" * 175 + ".xlsx"),
    ],
)
def test_a_files_name_is_only_what_can_be_seen(given: str, shown: str):
    assert file_name(given) == shown


def test_the_longest_name_fits_on_every_disk():
    assert len(file_name("ế" * 300 + ".docx").encode()) <= 180
    assert file_name("ế" * 300 + ".docx").endswith("ế.docx")
