"""A campaign's file as word processors save it and keyboards type it: read right, or told with the line."""

import re
import unicodedata
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from handlers.campaigns import texts as campaigns_texts
from handlers.campaigns import toml_spelling
from handlers.campaigns.campaign_file import CampaignFile, read_toml

HURT = sorted((Path(__file__).parents[1] / "data" / "hurt" / "campaign").glob("*.toml"))
SAMPLE = files("bot").joinpath("sample", "campaign.toml").read_text("utf-8")
VNEID = files("bot").joinpath("sample", "vneid.toml").read_text("utf-8")
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
STRING = re.compile(r'"([^"\n]*)"')


def read(text: str) -> CampaignFile | None:
    return read_toml(text).file


@pytest.mark.parametrize("file", HURT, ids=lambda file: file.name)
def test_the_files_that_hurt_are_read(file: Path):
    about = read(toml_spelling.decoded(file.read_bytes()))

    assert about is not None
    assert (about.about.name, about.about.starts.isoformat()) == ("App Hoa Lư", "2026-11-01")
    assert str(about.settings.timetable.starts) == "19:30"


def quoted(opens: str, closes: str) -> Callable[[str], str]:
    return lambda text: STRING.sub(rf"{opens}\1{closes}", text)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "quotes of a word processor": quoted("“", "”"),
    "low quotes": quoted("„", "“"),
    "single quotes of a word processor": quoted("‘", "’"),
    "guillemets": quoted("«", "»"),
    "one quote straight, one not": quoted('"', "”"),
    "tabs": lambda text: text.replace(" = ", "\t=\t"),
    "colons": lambda text: text.replace(" = ", ": "),
    "signs of another width": lambda text: text.replace(" = ", " ＝ ").replace("\n[", "\n【").replace("]\n", "】\n"),
    "spaces that do not break": lambda text: text.replace(" ", "\xa0"),
    "signs nobody sees": lambda text: text.replace("\n", "\u200b\n"),
    "numbers in quotes": lambda text: re.sub(r"= (\d+)\b(?![-\d:.])", r'= "\1"', text),
    "keys with capitals": lambda text: text.replace("code = ", "Code = ").replace("[campaign]", "[CAMPAIGN]"),
    "keys with accents": lambda text: text.replace("starts = ", "stárts = ").replace("name = ", "náme = "),
    "names without quotes": lambda text: re.sub(r'name = "([^"]*)"', r"name = \1", text),
    "hours with h": lambda text: re.sub(r'"(\d\d):(\d\d)"', r"\1h\2", text),
    "days with dots": lambda text: DAY.sub(r"\3.\2.\1", text),
    "days with the year first": lambda text: DAY.sub(r"\1/\2/\3", text),
    "days in words": lambda text: DAY.sub(r"ngày \3 tháng \2 năm \1", text),
    "letters and their marks apart": lambda text: unicodedata.normalize("NFD", text),
}


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_what_was_typed_otherwise_means_the_same(spelling: Callable[[str], str]):
    written = spelling(SAMPLE)

    assert written != SAMPLE
    assert read(written) == read(SAMPLE)


@pytest.mark.parametrize("text", [SAMPLE, VNEID])
def test_what_is_well_written_stays_as_it_is(text: str):
    assert toml_spelling.plainly(text) == text


def test_quotes_inside_of_a_name_and_in_remarks_stay():
    text = 'name = "Đợt “ra quân”" # chữ “mẫu”: để nguyên'

    assert toml_spelling.plainly(text) == text


@pytest.mark.parametrize(
    ("encoding", "ends"),
    [
        ("utf-8", "\n"),
        ("utf-8-sig", "\r\n"),
        ("utf-16", "\r\n"),
        ("utf-16-le", "\n"),
        ("utf-16-be", "\n"),
        ("utf-8", "\r"),
    ],
)
def test_however_it_was_saved_it_is_the_same_text(encoding: str, ends: str):
    assert toml_spelling.decoded(SAMPLE.replace("\n", ends).encode(encoding)) == SAMPLE


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("starts = 2024-11-09", "ngày bắt đầu = 2024-11-09", "dòng 8, campaign.ngày bắt đầu: không có mục nào tên"),
        ("starts = 2024-11-09", "starts = 32/11/2024", "dòng 8, campaign.starts: «"),
        ("usual = 38", "usual = khoảng 38", "dòng 10, campaign.usual: «khoảng 38» phải là số nguyên"),
        ('name = "iHanoi Hà Cầu"', 'name "iHanoi Hà Cầu"', "dòng 7: không đọc được từ dòng này"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_line(was: str, becomes: str, said: str):
    assert was in SAMPLE

    told = campaigns_texts.faults(read_toml(SAMPLE.replace(was, becomes, 1)))

    assert any(line.startswith(said) for line in told), told
