"""The sample ward with its days before played in, as a newcomer's first start leaves it: made once, then copied."""

from pathlib import Path

from bot.rehearse_cli import prepare_sample
from bot.settings import Settings


def settled(path: Path) -> Settings:
    return Settings(_env_file=None, sample_url=f"sqlite:///{path}", web_listen="127.0.0.1:0")  # type: ignore[call-arg]


async def make(path: Path) -> None:
    await prepare_sample(settled(path))
