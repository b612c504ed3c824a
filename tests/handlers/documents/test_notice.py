"""A notice on A4: the words as they were told, as large as the page allows, with a code to scan."""

import io
from collections.abc import Sequence
from zipfile import ZipFile

import pytest
import segno
from docx import Document
from PIL import Image

from handlers.documents.draw import notice
from handlers.guide import content

LINK = "https://phuong.example/huong-dan"
STORES = [one.url for one in content.shipped("ihanoi").links]


def data(*paragraphs: str, links: Sequence[str] = (LINK,)) -> dict[str, object]:
    return {
        "office": "ỦY BAN NHÂN DÂN\nPHƯỜNG HÀ CẦU",
        "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "place": "Hà Cầu, ngày 11 tháng 11 năm 2024",
        "title": "THÔNG BÁO",
        "paragraphs": list(paragraphs),
        "signed": ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        "codes": [{"link": link, "scan": "Mở máy ảnh, đưa vào mã này"} for link in links],
    }


def squares(picture: Image.Image) -> list[list[bool]]:
    """A code as a scanner sees it, by itself: dark or light in the middle of each of its squares."""
    box = picture.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert box
    code = picture.crop(box)
    finder = next(x for x in range(code.width) if code.getpixel((x, 2)) > 128)  # type: ignore[operator]
    wide = finder / 7
    middles = [(n + 0.5) * wide for n in range(round(code.width / wide))]
    return [[code.getpixel((int(x), int(y))) < 128 for x in middles] for y in middles]  # type: ignore[operator]


def pictures(made: bytes) -> list[bytes]:
    with ZipFile(io.BytesIO(made)) as files:
        return [files.read(name) for name in sorted(files.namelist()) if name.startswith("word/media/")]


@pytest.mark.parametrize("links", [[LINK], STORES], ids=["its own link", "both stores"])
def test_each_code_that_is_printed_leads_where_it_should_square_for_square(links: list[str]):
    found = [Image.open(io.BytesIO(one)).convert("L") for one in pictures(notice.draw(data("Mời cài.", links=links)))]

    wanted = [
        [[bool(dark) for dark in row] for row in segno.make(link, error="m", micro=False).matrix] for link in links
    ]
    assert sorted(map(squares, found)) == sorted(wanted)


def test_what_was_told_stands_on_it():
    made = notice.draw(data("Tối 14/11 lúc 19h30 tại nhà văn hoá Hà Trì 1.", "Kính mời bà con."))

    words = [paragraph.text for paragraph in Document(io.BytesIO(made)).paragraphs]
    assert "THÔNG BÁO" in words
    assert "Tối 14/11 lúc 19h30 tại nhà văn hoá Hà Trì 1." in words


def test_without_a_link_there_is_no_code():
    assert not pictures(notice.draw(data("Mai nghỉ.", links=())))


def test_the_longer_the_words_the_smaller_they_are_set_and_the_same_are_the_same_bytes():
    assert notice.fitting(100) == notice.LARGEST
    assert notice.SMALLEST <= notice.fitting(2_000) < notice.fitting(900)
    assert notice.draw(data("Mai nghỉ.")) == notice.draw(data("Mai nghỉ."))
