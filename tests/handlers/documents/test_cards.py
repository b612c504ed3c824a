"""The sheet of cards: what is to be scanned is what segno says, everything fits, the same sheet is the same bytes."""

import io
from typing import Any

import pytest
import segno
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.text import Text

from handlers.documents.draw import cards

LINK = "https://t.me/tung_ngo_bot?start=q9-Zr3y_x0AbCdEfGhIjKl"
DOTS = 12  # to a millimetre


BESIDE = "https://zalo.me/bot.aBcDeFgHi"


def card(name: str = "Nguyễn Văn Bình", link: str = LINK, second: str = "") -> dict[str, str]:
    how_to = "Quét ô vuông, hoặc mở tro-ly.hacau.hanoi.gov.vn rồi gõ dãy số trên, hoặc nhắn dãy số cho @tung_ngo_bot."
    return {
        "head": "Phường Hà Cầu",
        "name": name,
        "post": "Tổ trưởng · Cầu Đơ 1",
        "code": "123 456 7890",
        "link": link,
        "second": second,
        "second_name": "Zalo" if second else "",
        "how_to": how_to,
        "help": "Cần giúp: chị Lan, ☎ 0900 000 101",
        "until": "Dùng một lần, đến hết 09/12/2024.",
    }


def seen(figure: Figure) -> Any:
    """Every dot of the page, 0 is black."""
    shown = io.BytesIO()
    figure.savefig(shown, format="png", dpi=25.4 * DOTS)
    shown.seek(0)
    return imread(shown)[:, :, 0]


@pytest.mark.parametrize(
    ("link", "second", "side", "top"),
    [
        (LINK, "", cards.SCANNED, 14.5),
        (LINK, BESIDE, cards.FIRST, 14.5),
        (BESIDE, BESIDE, cards.SECOND, 49),
    ],
    ids=["alone", "large", "small"],
)
def test_what_a_phone_scans_from_the_page_is_the_link(link: str, second: str, side: float, top: float):
    expected = [[bool(dark) for dark in row] for row in segno.make(link, error="m", micro=False).matrix]
    page, dot = seen(cards._page([card(second=second)])), side / len(expected)
    left, above = cards.EDGE[0] + cards.CARD[0] - cards.INSET - side, cards.EDGE[1] + top

    def is_dark(row: int, column: int) -> bool:
        y, x = above + (row + 0.5) * dot, left + (column + 0.5) * dot
        return bool(page[round(y * DOTS), round(x * DOTS)] < 0.5)

    whole = range(len(expected))
    assert [[is_dark(row, column) for column in whole] for row in whole] == expected
    around = [-4, -1, len(expected), len(expected) + 3]
    assert not any(is_dark(row, column) for row in whole for column in around)


@pytest.mark.parametrize("name", ["An", "Công Tằng Tôn Nữ Hoàng Thị Ngọc Diễm Quỳnh Anh", "X" * 200, "$x^2$ \\frac"])
def test_whatever_the_name_nothing_runs_out_of_its_card(name: str):
    figure = cards._page([card(name), card(name, link=""), card(name, second=BESIDE), card(name, second=BESIDE)])
    figure.set_dpi(1_200)  # where no grid of dots bends small letters
    figure.draw_without_rendering()
    dots = figure.dpi / 25.4
    for text in figure.findobj(Text):
        assert isinstance(text, Text)
        box = text.get_window_extent()
        inside = int(box.x0 / dots > cards.EDGE[0] + cards.CARD[0])
        right = cards.EDGE[0] + (inside + 1) * cards.CARD[0]
        assert not text.get_text() or box.x1 / dots <= right - cards.INSET + 1


@pytest.mark.parametrize(("people", "pages"), [(1, 1), (8, 1), (9, 2)])
def test_eight_stand_on_a_page(people: int, pages: int):
    drawn = cards.draw({"call": "Thẻ mời", "cards": [card()] * people})

    assert drawn.startswith(b"%PDF")
    assert drawn.count(b"/Type /Page ") + drawn.count(b"/Type /Page\n") == pages


def test_the_same_sheet_is_the_same_bytes():
    data = {"call": "Thẻ mời", "cards": [card()]}

    assert cards.draw(data) == cards.draw(data)
