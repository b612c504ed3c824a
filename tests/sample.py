"""The sample ward with its plan read, as a newcomer's first start leaves it: made once, then copied."""

import asyncio
from pathlib import Path

from bot.app import opened
from bot.settings import Settings


def settled(path: Path) -> Settings:
    return Settings(_env_file=None, database_url=f"sqlite:///{path}", web_listen="127.0.0.1:0")  # type: ignore[call-arg]


async def make(path: Path) -> None:
    async with opened(settled(path)) as app:
        intake = asyncio.create_task(app.house.intake.run())
        await app.jobs.run_errands()
        intake.cancel()
