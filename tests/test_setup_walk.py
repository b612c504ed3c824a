"""From nothing to an invited team on the command line, and then an evening, of a campaign that counts other things."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from bot.bells import Bells
from bot.channels.webchat import WebChat
from bot.cli import app
from bot.delivery import Delivery
from bot.intake import Intake
from storage.database import open_database
from storage.ids import Ids
from tests.ward import ZONE, StoodClock, Ward, clock_time

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


@pytest.fixture
def evening(office: Office) -> Iterator[tuple[asyncio.Runner, Ward]]:
    """The house on the campaign's first night, without its loops."""
    with asyncio.Runner() as runner:
        database = runner.run(open_database(office.url))
        clock = StoodClock(clock_time("18:00", NIGHT))
        ids, bells = Ids(clock.now), Bells()
        intake = Intake(database, ids, bells, ZONE)
        yield runner, Ward(database, ids, clock, intake, [Delivery(database, WebChat(), clock, ids, bells)], {}, {})
        runner.run(database.close())


def test_an_evening_is_counted_in_the_campaigns_own_words(office: Office, evening: tuple[asyncio.Runner, Ward]):
    runner, ward = evening
    runner.run(counted(office, ward))


async def counted(office: Office, ward: Ward) -> None:
    assert set(office.codes) == {"Lê Minh Đức", "Trần Văn Minh", "Hoàng Thị Sen"}
    head, clerk = ward.chat("minh"), ward.chat("duc")
    for chat, name in [(head, "Trần Văn Minh"), (clerk, "Lê Minh Đức")]:
        await chat.says(f"/start {office.codes[name]}")
        await chat.says("đúng")
    await ward.comes_to("20:25", NIGHT)
    await head.reads()
    head.hears("Xong buổi Khu phố 1", '"định danh 35, tích hợp giấy tờ 30, vắng 7"')

    await head.says("định danh 12, giấy tờ 5, vắng 2")
    head.hears("Khu phố 1", "định danh mức 2 12", "tích hợp giấy tờ 5", "hộ vắng 2")
    head.hears("622/900 = 69,1 % (người từ 18 tuổi, công an phường")

    await clerk.says("/status")
    clerk.hears("Định danh mức 2: 622/4.100 = 15,2 %", "Tối nay 1/1 tổ đã báo: Khu phố 1 +12")
