"""A ward's office with its files, set up with four commands: a campaign that counts other things than the sample."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.ward import ZONE

TODAY = datetime.now(ZoneInfo(ZONE)).date()  # as the commands ask the real clock
NIGHT = TODAY + timedelta(days=1)
SHIFTED = {"2025-03-03": TODAY, "2025-03-28": TODAY + timedelta(days=25), "2025-03-01": TODAY - timedelta(days=2)}
PLAN = f"""STT,Địa bàn,Ngày,Thời gian
1,Khu phố 1,{NIGHT:%d/%m/%Y},18h30 - 20h30
2,Khu phố 2,{NIGHT + timedelta(days=1):%d/%m/%Y},18h30 - 20h30
"""
ROSTER = """STT,Họ và tên,Chức danh,Số điện thoại,Địa bàn
1,Trần Văn Minh,Tổ trưởng,0900000901,Khu phố 1
2,Hoàng Thị Sen,Tổ trưởng,0900000902,Khu phố 2
"""


@dataclass
class Office:
    """A folder with the ward's files, and a database with nothing in it."""

    folder: Path
    codes: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder}/house.db"

    def file(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, "utf-8")
        return str(path)

    def tungngo(self, *words: str) -> str:
        done = CliRunner().invoke(app, words, env={"TUNGNGO_DATABASE_URL": self.url})
        assert done.exit_code == 0, done.output
        return done.output


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Set up with four commands."""
    text = files("bot").joinpath("sample", "vneid.toml").read_text("utf-8")
    for was, day in SHIFTED.items():
        text = text.replace(was, day.isoformat())
    made = Office(tmp_path)
    made.tungngo("campaign", "check", made.file("campaign.toml", text))
    made.tungngo("campaign", "load", str(tmp_path / "campaign.toml"))
    made.tungngo("import", "plan", made.file("plan.csv", PLAN))
    made.tungngo("import", "roster", made.file("roster.csv", ROSTER))
    cards = json.loads(made.tungngo("invite", "--all", "--json"))
    made.codes = {card["person"]: card["code"] for card in cards}
    return made
