"""The rehearsal of a night, told word for word. When words change on purpose: `tungngo rehearse --nights 1`."""

import hashlib
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import rehearse_cli
from bot.cli import app
from tests.office import NIGHT, Office

GOLDEN = Path(__file__).parent.parent / "data" / "rehearsal_night.txt"


async def test_a_night_sounds_as_it_did():
    told: list[str] = []

    played = await rehearse_cli.rehearse(1, 1, told.append)

    assert [*told, *played.summary()] == GOLDEN.read_text("utf-8").splitlines()


@pytest.mark.trial
async def test_a_whole_campaign_is_punctual_and_loses_nobody():
    told: list[str] = []

    played = await rehearse_cli.rehearse(22, 1, told.append)

    assert len(played.delays) > 100
    assert sum(delay <= rehearse_cli.PUNCTUAL for delay in played.delays) / len(played.delays) >= 0.99
    assert not [line for line in told if "chưa ghi được tin vừa rồi" in line]


def test_a_ward_rehearses_its_own_campaign_and_nothing_of_it_is_changed(office: Office):
    file = office.folder / "house.db"
    before = hashlib.sha256(file.read_bytes()).hexdigest()

    told = office.tungngo("rehearse", "--campaign", "vneid-2025", "--nights", "3")

    assert "closeout    → bác Trần Văn Minh (web): Xong buổi Khu phố 1" in told
    assert re.search(r"bác Trần Văn Minh: định danh \d+, tích hợp giấy tờ \d+, vắng \d+", told)
    assert re.search(r"Em ghi Khu phố 1, .*: định danh mức 2 \d+ · tích hợp giấy tờ \d+ · hộ vắng \d+", told)
    assert "Hà Cầu" not in told
    assert told.splitlines()[-2:] == [
        "3 of 3 people are in no chat yet; they were played as if they were",
        "2 of 2 nights were counted",
    ]
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before


def test_a_rehearsal_says_who_is_missing(office: Office):
    plan = f"STT,Địa bàn,Ngày,Thời gian\n1,Khu phố 9,{NIGHT:%d/%m/%Y},18h30 - 20h30\n"
    office.tungngo("import", "plan", office.file("more.csv", plan))

    told = office.tungngo("rehearse", "--campaign", "vneid-2025", "--nights", "2")

    assert "nobody is asked for the result of: Khu phố 9" in told


def test_what_is_not_there_is_not_rehearsed(tmp_path: Path):
    env = {"TUNGNGO_DATABASE_URL": f"sqlite:///{tmp_path}/none.db"}

    said = CliRunner().invoke(app, ["rehearse", "--campaign", "vneid-2025"], env=env)

    assert (said.exit_code, "there is no database" in said.output) == (1, True)
    assert not list(tmp_path.iterdir())
