"""The loops of the house: how often they look without a signal, and that none of them ever ends."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot import loops
from bot.app import OFTEN, looks_again
from bot.channels.telegram import polling
from bot.channels.telegram.decoding import decode
from bot.loops import IDLE, Loop, Loops
from bot.signals import Signals
from storage.database import Stale, Unreachable
from tests.bot.telegram_house import open_house, until
from tests.bot.zalo.house import zalo_settings
from tests.fake_zalo import BOT, FakeZalo
from tests.nursery import ROOT


@pytest.mark.parametrize(("name", "real"), [("outbox", 0.25), ("errands", 1.0), ("leases", 1.0)])
def test_at_machine_time_each_loop_has_its_own_pace(name: str, real: float):
    assert looks_again(name, 1.0) == real


def test_a_clock_that_runs_fast_is_looked_at_faster_but_not_all_the_time():
    assert looks_again("outbox", 5.0) == 0.05
    assert looks_again("outbox", 10_000.0) == OFTEN


def test_a_clock_that_runs_slowly_keeps_nobody_waiting():
    assert looks_again("errands", 0.5) == 1.0


def test_leases_run_on_machine_time():
    assert looks_again("leases", 400.0) == 1.0


def kept(monkeypatch: pytest.MonkeyPatch, rests: float = 0.0) -> Loops:
    monkeypatch.setattr(loops, "RESTS", rests)
    return Loops(Signals())


async def test_whatever_breaks_a_loop_it_goes_on_and_its_log_stays_short(monkeypatch: pytest.MonkeyPatch):
    house, turns = kept(monkeypatch), 0

    async def breaks() -> int:
        nonlocal turns
        turns += 1
        if turns > 32:
            await asyncio.Event().wait()
        raise (RuntimeError, Unreachable, Stale, asyncio.CancelledError, RecursionError, MemoryError)[turns % 6]("x")

    with capture_logs() as lines:
        house.step("a", breaks, wait=0)
        await until(lambda: turns > 32)
    await house.stop()

    assert house.all["a"].failed == 32
    assert [line["times"] for line in lines] == [1, 2, 4, 8, 16, 32]


async def test_a_loop_that_only_fails_or_never_comes_back_stands_and_one_that_waits_for_work_does_not(
    monkeypatch: pytest.MonkeyPatch,
):
    house = kept(monkeypatch, rests=0.01)

    async def fails() -> int:
        raise OSError("no")

    async def hangs() -> int:
        await asyncio.Event().wait()
        return 0

    async def turns() -> int:
        return 0

    async def waits(loop: Loop) -> None:
        loop.turned(IDLE)
        await asyncio.Event().wait()

    async def ends(_loop: Loop) -> None:
        return

    for name, step in (("fails", fails), ("hangs", hangs), ("turns", turns)):
        house.step(name, step, wait=0.01, within=0.1)
    for name, work in (("waits", waits), ("ends", ends)):
        house.keep(name, work, within=0.1)
    await until(lambda: len(house.standing) == 2)

    assert house.standing == ["fails", "hangs"]
    assert house.all["ends"].ended
    await house.stop()


def breaks_once(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Each loop of the house, whichever there are, in its first turn."""
    broken, keep = set[str](), Loops.keep

    def keeps(self: Loops, name: str, work: loops.Work, within: float = loops.TURNS) -> None:
        async def first(loop: Loop) -> None:
            if name not in broken:
                broken.add(name)
                raise RuntimeError(name)
            await work(loop)

        keep(self, name, first, within)

    monkeypatch.setattr(Loops, "keep", keeps)
    monkeypatch.setattr(loops, "RESTS", 0.05)
    return broken


async def test_an_unexpected_error_in_each_loop_of_the_house_ends_none(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    broken = breaks_once(monkeypatch)
    async with (
        FakeZalo().serving() as zalo,
        open_house(sqlite_url, beside=(zalo_settings(zalo, mode="poll"),)) as house,
    ):
        phone = await house.enrols("binh", 5001)
        await phone.says("cài 42")
        zalo.says("u9", "alo")
        await until(lambda: zalo.heard("u9"))

        assert await house.figures() == [("set", '{"installed": 42}')]
        running = house.app.services.loops
        assert broken == set(running.all)
        assert {"leases", "intake", "address", "due", "errands", "menus", "deliver/web", "deliver/telegram"} < broken
        assert {"listen/telegram", f"listen/zalo/{BOT}", f"deliver/zalo/{BOT}"} < broken
        assert running.standing == []


async def test_an_unexpected_error_in_the_middle_of_polling_loses_nothing(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
):
    """D40c: it ended polling, and `healthz` was 200."""
    monkeypatch.setattr(loops, "RESTS", 0.05)
    broke = list[int]()

    def breaks(update: dict[str, object], *more: Any) -> Any:
        if len(broke) < 3:
            broke.append(1)
            raise RuntimeError("nobody has thought of it")
        return decode(update, *more)

    async with open_house(sqlite_url) as house:
        phone = await house.enrols("binh", 5001)
        monkeypatch.setattr(polling, "decode", breaks)
        with capture_logs() as lines:
            await phone.says("cài 42")

        assert await house.figures() == [("set", '{"installed": 42}')]
        assert [line["loop"] for line in lines if line["event"] == "loop goes on after an error"] == [
            "listen/telegram"
        ] * 2
        assert len(broke) == 3


ENDLESS = {"bot/loops.py", "bot/intake.py", "bot/channels/telegram/polling.py", "bot/channels/telegram/webhook.py",
    "bot/channels/zalo/polling.py"}  # fmt: skip
# Ends by itself, or with what it was begun for.
TASKS = {"bot/loops.py", "bot/app.py", "bot/delivery.py", "bot/jobs.py", "bot/rehearse_cli.py",
    "bot/channels/telegram/callbacks.py", "bot/channels/zalo/polling.py"}  # fmt: skip


def test_nothing_runs_on_beside_the_loops_that_are_kept():
    """Whoever begins a task or an endless loop somewhere else thinks here of who keeps it going."""
    for sign, known in (("while True:", ENDLESS), ("create_task(", TASKS)):
        found = {
            str(file.relative_to(ROOT)) for file in (ROOT / "bot").rglob("*.py") if sign in file.read_text("utf-8")
        }
        assert found == known
