"""Tân An, a ward that is not the sample: its files, and its office, from an empty folder by the README.

The house runs in this process, on a clock of its own; the commands are real.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import uvicorn
from typer.testing import CliRunner

from bot import app as wiring
from bot.app import App
from bot.cli import app as commands
from bot.clock import Clock
from bot.settings import ChannelSettings, Settings
from storage.instants import at
from tests.ward import ZONE

FILES = Path(__file__).parent / "data" / "tan_an"
TODAY = datetime.now(ZoneInfo(ZONE)).date()  # as the commands ask the real clock
STARTS = TODAY + timedelta(days=2)
NIGHT = STARTS
BEFORE = 6_134  # what the police had counted
THIRD = NIGHT + timedelta(days=7)
JOIN = (
    *("Nguyễn Thị Thu Hà", "Phan Quốc Toản", "Trương Minh Nhật", "Hồ Văn Cường", "Trần Văn Bảy", "Nguyễn Văn An"),
    *("Nguyễn Minh Duyên", "Trần Ngọc Hiếu", "Lê Thanh My", "Nguyễn Thị Sáu", "Trần Ngọc Phúc", "Lê Thanh Tâm"),
)
PLAN = "\n".join(
    [
        "STT,Địa bàn,Ngày,Thời gian",
        f"1,KP 1,{NIGHT:%d/%m/%Y},19h00 - 21h00",
        f"2,Khu phố 2,{NIGHT + timedelta(days=1):%d/%m/%Y},19h00 - 21h00",
        f"3,KP3,{THIRD:%d/%m/%Y},19h00 - 21h00",
    ]
)


def moved(text: str) -> str:
    """The ward's file with its month beginning the day after tomorrow."""
    days = {"2026-12-01": STARTS, "2026-12-31": STARTS + timedelta(days=30), "2026-11-30": TODAY, "2026-11-15": TODAY}
    for was, day in days.items():
        text = text.replace(was, day.isoformat())
    return text


@dataclass
class Office:
    """A folder and what is typed in it."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)  # beside the address of the database
    codes: dict[str, str] = field(default_factory=dict)

    async def invites(self) -> None:
        cards = json.loads(await self.tungngo("invite", "--all", "--json"))
        self.codes = {card["person"]: card["code"] for card in cards}

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder}/tungngo.db"

    async def tungngo(self, *words: str) -> str:
        env = {"TUNGNGO_DATABASE_URL": self.url, **self.env}
        done = await asyncio.to_thread(CliRunner().invoke, commands, words, env=env)
        assert done.exit_code == 0, done.output
        return done.output

    def file(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, "utf-8")
        return str(self.folder / name)

    @asynccontextmanager
    async def open(
        self, day: date, time: str, channels: Sequence[ChannelSettings] = (), public_url: str = ""
    ) -> AsyncIterator["House"]:
        given = {"database_url": self.url, "web_listen": "127.0.0.1:0", "public_url": public_url}
        settings = Settings.model_validate({**given, "channels": tuple(channels)})
        async with wiring.opened(settings, Clock.starting_at(at(day, time, ZONE), 1)) as app, wiring.running(app):
            server = uvicorn.Server(uvicorn.Config(app.pages, port=0, log_config=None, lifespan="off"))
            serving = asyncio.create_task(server.serve())
            while not server.started:
                await asyncio.sleep(0.01)
            port = server.servers[0].sockets[0].getsockname()[1]
            try:
                yield House(app, f"http://127.0.0.1:{port}")
            finally:
                app.services.stopping.set()
                app.services.signals.wake_all()
                server.should_exit = True
                await serving


@dataclass
class House:
    app: App
    address: str

    async def comes_to(self, day: date, time: str) -> None:
        self.app.services.clock.jump(at(day, time, ZONE))
        self.app.services.signals.notify("due")
        await wiring.look(self.app)


async def founded(folder: Path, **env: str) -> Office:
    """By the README: campaign, plan, roster, headcounts."""
    made = Office(folder, env)
    campaign = made.file("campaign.toml", moved((FILES / "campaign.toml").read_text("utf-8")))
    assert "11 địa bàn" in await made.tungngo("campaign", "check", campaign)
    await made.tungngo("campaign", "load", campaign)
    await made.tungngo("import", "plan", made.file("ke_hoach.csv", PLAN))
    await made.tungngo("import", "roster", str(FILES / "danh_sach.xlsx"))
    day = TODAY.isoformat()
    await made.tungngo(
        *("import", "headcounts", str(FILES / "mau_so.xlsx"), "--as-of", day, "--source", "Công an phường")
    )
    return made


def letter(body: bytes) -> str:
    return "\n".join(node.text for node in docx.Document(BytesIO(body)).element.iter() if getattr(node, "text", None))
