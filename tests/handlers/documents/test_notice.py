"""A notice on A4: the words as they were told, as large as the page allows, with a code to scan."""

import io
from zipfile import ZipFile

from docx import Document

from handlers.documents.draw import notice

LINK = "https://phuong.example/huong-dan"


def data(*paragraphs: str, link: str = LINK) -> dict[str, object]:
    return {
        "office": "ỦY BAN NHÂN DÂN\nPHƯỜNG HÀ CẦU",
        "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "place": "Hà Cầu, ngày 11 tháng 11 năm 2024",
        "title": "THÔNG BÁO",
        "paragraphs": list(paragraphs),
        "signed": ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        "link": link,
        "scan": "Mở máy ảnh, đưa vào mã này" if link else "",
    }


def test_what_was_told_stands_on_it_with_a_code():
    made = notice.draw(data("Tối 14/11 lúc 19h30 tại nhà văn hoá Hà Trì 1.", "Kính mời bà con."))

    words = [paragraph.text for paragraph in Document(io.BytesIO(made)).paragraphs]
    assert "THÔNG BÁO" in words
    assert "Tối 14/11 lúc 19h30 tại nhà văn hoá Hà Trì 1." in words
    assert [name for name in ZipFile(io.BytesIO(made)).namelist() if name.startswith("word/media/")]


def test_without_a_link_there_is_no_code():
    made = notice.draw(data("Mai nghỉ.", link=""))

    assert not [name for name in ZipFile(io.BytesIO(made)).namelist() if name.startswith("word/media/")]


def test_the_longer_the_words_the_smaller_they_are_set_and_the_same_are_the_same_bytes():
    assert notice.fitting(100) == notice.LARGEST
    assert notice.SMALLEST <= notice.fitting(2_000) < notice.fitting(900)
    assert notice.draw(data("Mai nghỉ.")) == notice.draw(data("Mai nghỉ."))
