"""The example of a count speaks the campaign's words."""

from datetime import date

import pytest

from handlers import texts
from storage.campaigns import Campaign
from storage.records import Unit
from storage.settings import CampaignSettings, Indicator, Target

FIRST = date(2024, 11, 9)


def campaign(target: str, *indicators: Indicator) -> Campaign:
    aim = Target(indicator=target, measure="staff", percent=50, by=FIRST)
    place = Unit(1, "HC", "ward", "Hà Cầu")
    settings = CampaignSettings(indicators=indicators, targets=(aim,))
    return Campaign(1, "x", place, "x", "Asia/Ho_Chi_Minh", FIRST, FIRST, 1, settings)


IHANOI = campaign("installed", *(Indicator(code=code, name=code) for code in ("installed", "activated", "absent")))


def test_the_words_that_everybody_knows():
    assert texts.count(IHANOI) == "cài 35, kích hoạt 30, vắng 7"
    assert texts.target(IHANOI) == "cài 35"


@pytest.mark.parametrize(
    ("indicators", "said"),
    [
        ([Indicator(code="a", name="Mức 2", words=("mức 2", "định danh"))], "định danh 35"),
        ([Indicator(code="b", name="Giấy tờ"), Indicator(code="a", name="Thẻ")], "thẻ 35, giấy tờ 30"),
        ([Indicator(code="a", name="Mức 2", words=("mức 2",))], "mức 2 35"),
        ([Indicator(code="a", name="Mức 2")], "mức 2 35"),
    ],
)
def test_the_words_of_a_campaign_with_the_target_first(indicators: list[Indicator], said: str):
    assert texts.count(campaign("a", *indicators)) == said


def test_what_is_not_installed_is_not_called_so():
    app = Indicator(code="app", name="Tải app báo cháy")
    renamed = Indicator(code="installed", name="Tiêm mũi 1")

    assert texts.count(campaign("app", app)) == "tải app báo cháy 35"
    assert texts.count(campaign("installed", renamed)) == "tiêm mũi 1 35"


def test_without_a_campaign_a_number_alone():
    assert texts.count(None) == "35"
    assert texts.target(None) == "35"
