"""Two wards in one database: what lies above them, whose cards are printed, and that commands ask which is meant."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from handlers.campaigns.campaign_file import read_toml

FILE = """
[campaign]
code = "vneid-{code}"
name = "VNeID mức 2 {name}"
starts = 2020-12-01
ends = 2099-12-31
[unit]
code = "{code}"
name = "{name}"
{above}
[clerk]
name = "{clerk}"
[[indicators]]
code = "level2"
name = "Kích hoạt mức 2"
words = ["mức 2"]
[[targets]]
indicator = "level2"
measure = "residents15"
percent = 80
by = 2099-12-31
[ledger]
headcounts = [{{ unit = "{name}", measure = "residents15", value = {value}, as_of = 2020-11-01, source = "công an" }}]
baselines = [{{ unit = "{group}", indicator = "level2", value = 40, as_of = 2020-11-01, source = "công an" }}]
"""
ABOVE = '[[above]]\ncode = "TT"\nname = "Tân Thành"\nkind = "thành phố"\n'


@pytest.fixture
def url(sqlite_url: str) -> str:
    return sqlite_url


def tungngo(url: str, *words: str, **env: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words), env={"TUNGNGO_DATABASE_URL": url, **env})
    return done.exit_code, done.output


def file(tmp_path: Path, code: str, *, above: str = "", clerk: str = "") -> str:
    name, value, group = {"TA": ("Tân An", 3_000, "Khu phố 1"), "HB": ("Hòa Bình", 5_000, "Khu phố 9")}[code]
    told = {"clerk": clerk or f"Nguyễn Thị {name}", "value": value, "above": above, "group": group}
    text = FILE.format(code=code, name=name, **told)
    assert read_toml(text).file is not None
    path = tmp_path / f"{code}{len(above)}.toml"
    path.write_text(text, "utf-8")
    return str(path)


@pytest.fixture
def two(url: str, tmp_path: Path) -> str:
    assert tungngo(url, "campaign", "load", file(tmp_path, "TA"))[0] == 0
    assert tungngo(url, "campaign", "load", file(tmp_path, "HB", above=ABOVE))[0] == 0
    return url


def test_a_ward_that_is_there_gets_its_level_above_and_the_city_sums_both(two: str, tmp_path: Path):
    alone = json.loads(tungngo(two, "status", "Tân Thành", "--json")[1])["headcount"]["value"]

    looked = tungngo(two, "campaign", "load", file(tmp_path, "TA", above=ABOVE), "--check")
    code, said = tungngo(two, "campaign", "load", file(tmp_path, "TA", above=ABOVE))

    assert ("Tân An nay thuộc Tân Thành" in said, "Tân An nay thuộc Tân Thành" in looked[1], code) == (True, True, 0)
    assert "không có gì thay đổi" in tungngo(two, "campaign", "load", file(tmp_path, "TA", above=ABOVE))[1]
    both = json.loads(tungngo(two, "status", "Tân Thành", "--json")[1])
    assert (alone, both["headcount"]["value"]) == (5_000, 8_000)
    assert "vneid-TA" in tungngo(two, "campaign", "list")[1]


def test_a_command_that_does_not_know_which_ward_is_meant_lists_them(two: str, tmp_path: Path):
    plan = tmp_path / "plan.csv"
    plan.write_text("STT,Địa bàn,Ngày\n1,Khu phố 1,01/12/2026\n", "utf-8")

    status, imported = tungngo(two, "status"), tungngo(two, "import", "plan", str(plan))

    assert (status[0], imported[0]) == (1, 1)
    assert "TA  Tân An" in status[1]
    assert "HB  Hòa Bình" in status[1]
    assert "--campaign vneid-" in imported[1]
    assert "VNeID mức 2 Hòa Bình, Hòa Bình, 01/12/2020 – 31/12/2099" in imported[1]
    assert "VNeID mức 2 Tân An" in tungngo(two, "status", "Tân An")[1]
    assert "VNeID mức 2 Hòa Bình" in tungngo(two, "status", "--campaign", "vneid-HB")[1]
    assert "không có đợt nào mã hay tên «x»" in tungngo(two, "status", "--campaign", "x")[1]


def test_cards_of_two_wards_are_never_mixed_unless_the_ward_is_named(two: str):
    mixed = tungngo(two, "invite", "--all", "--json")
    named = {
        unit: json.loads(tungngo(two, "invite", "--all", "--json", "--unit", unit)[1]) for unit in ("Hòa Bình", "TA")
    }
    wrong = tungngo(two, "invite", "--all", "--unit", "Phú La")

    assert (mixed[0], "--unit" in mixed[1], "HB  Hòa Bình" in mixed[1]) == (1, True, True)
    assert {unit: [one["person"] for one in cards] for unit, cards in named.items()} == {
        "Hòa Bình": ["Nguyễn Thị Hòa Bình"],
        "TA": ["Nguyễn Thị Tân An"],
    }
    assert wrong[0] == 1


def test_loading_says_that_the_clerk_was_made_and_what_to_do_next(url: str, tmp_path: Path):
    said = tungngo(url, "campaign", "load", file(tmp_path, "TA"))[1]
    again = tungngo(url, "campaign", "load", file(tmp_path, "TA"))[1]

    assert "Nguyễn Thị Tân An là cán bộ văn phòng" in said
    assert all(part in said for part in ("tungngo import plan", "tungngo import roster", "tungngo invite --all"))
    assert "--campaign" not in said
    assert "Việc tiếp theo" not in again


def test_the_next_campaign_of_a_ward_makes_no_second_clerk_of_the_same_name(url: str, tmp_path: Path):
    tungngo(url, "campaign", "load", file(tmp_path, "TA"))
    following = Path(file(tmp_path, "TA")).read_text("utf-8").replace("vneid-TA", "dvc-TA").replace("VNeID", "DVC")
    path = tmp_path / "next.toml"
    path.write_text(following, "utf-8")

    said = tungngo(url, "campaign", "load", str(path))[1]

    assert "cán bộ văn phòng" not in said
    assert "tungngo import plan KE_HOACH.docx --campaign dvc-TA" in said
    assert len(json.loads(tungngo(url, "invite", "--all", "--json")[1])) == 1


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("TUNGNGO_DATABSE_URL", "TUNGNGO_DATABASE_URL?"),
        ("TUNGNGO_TELEGRAM_TOKN", "TUNGNGO_TELEGRAM_TOKEN?"),
        ("TUNGNGO_ZZ", "TUNGNGO_ZZ is no setting"),
    ],
)
def test_a_setting_that_is_none_is_warned_of(url: str, name: str, meant: str):
    code, said = tungngo(url, "campaign", "list", **{name: "sqlite:///x.db"})

    assert (code, f"warning: {name} is no setting" in said, meant in said) == (0, True, True)
    assert "warning" not in tungngo(url, "campaign", "list", TUNGNGO_SECRETS_DIR="")[1]
