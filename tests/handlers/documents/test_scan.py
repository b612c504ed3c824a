"""The picture of the codes to scan: each code is what segno says, square for square, and stands apart."""

import io

import segno
from PIL import Image

from handlers.documents.draw import scan
from handlers.guide import content, texts
from handlers.markup import Markup
from handlers.texts import STRANGER

LINKS = ["https://play.google.com/store/apps/details?id=com.vnid", "https://apps.apple.com/vn/app/vneid/id1582750372"]


def dark(picture: Image.Image, x: float, y: float) -> bool:
    shade = picture.getpixel((int(x), int(y)))
    assert isinstance(shade, int)
    return shade < 128


def drawn(links: list[str], steps: list[str]) -> Image.Image:
    codes = [{"name": f"Kho {n}", "link": link} for n, link in enumerate(links)]
    body = scan.draw({"title": "Cài $x$ ứng dụng", "codes": codes, "steps": steps, "help": "Gọi 1022"})
    return Image.open(io.BytesIO(body)).convert("L")


def corner(picture: Image.Image, near: int) -> tuple[int, int, float]:
    """Where the code begins whose first dark column is at or behind `near`, and how wide a square of it is."""
    across = range(picture.width)
    top = next(y for y in range(120, picture.height) if any(dark(picture, x, y) for x in across))
    left = next(x for x in range(near, picture.width) if dark(picture, x, top + 2))
    edge = next(n for n in across if not dark(picture, left + n, top + 2))  # of the finder: seven squares
    return left, top, edge / 7


def test_each_code_is_what_it_should_be_square_for_square():
    picture = drawn(LINKS, ["Một", "Hai"])
    near = 0
    for link in LINKS:
        rows = [[bool(square) for square in row] for row in segno.make(link, error="m", micro=False).matrix]
        left, top, wide = corner(picture, near)
        middles = [(n + 0.5) * wide for n in range(len(rows))]
        assert [[dark(picture, left + x, top + y) for x in middles] for y in middles] == rows
        near = int(left + wide * len(rows) + 4 * wide)  # a code needs four squares of white around it


def test_any_number_of_codes_and_steps_has_room():
    for count in (1, 2, 3, 4):
        picture = drawn(LINKS[:1] * count, ["Bước rất dài " * 20] * 6)
        assert picture.width == 1080
        assert not any(dark(picture, x, y) for x in (0, 1079) for y in range(picture.height))  # nothing is cut off


def test_the_same_picture_is_the_same_bytes():
    guide = content.shipped("ihanoi")
    steps = [str(texts.worded(step.words, STRANGER, guide, Markup(""), "")) for step in guide.entries["install"].steps]
    data = {"title": "x", "codes": [{"name": "a", "link": LINKS[0]}], "steps": steps, "help": ""}

    assert scan.draw(data) == scan.draw(data)
