"""R7: a machine's clock that is set back or ahead, and right again; a machine that sleeps: asked once, all answered."""

import asyncio
import signal
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from storage.instants import DAY, HOUR, MINUTE, SECOND
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.nursery import Child
from tests.trials.figures import Figure, Figures, none_of
from tests.trials.grounds import Ground, groups, heads, until
from tests.ward import clock_time

HEADS, PATIENCE = 4, 20.0  # real seconds within which somebody must be answered, on a busy machine
LOOKS = 1.5  # seconds within which the clock looks once more at what is due
YEAR = 365 * DAY
STEP = MINUTE
KNOCKS = 0.03  # seconds between two knocks at the door …
KNOCK = SECOND // 4  # … with each of which so much time has passed


@dataclass(frozen=True)
class Jump:
    """`wrong`: by how much, from `begins` to `ends`; `again`: started anew while it is wrong."""

    name: str
    wrong: int
    begins: str = "21:20"
    ends: str = "21:22"
    again: bool = False
    sleeps: bool = False


JUMPS = (
    Jump("back by an hour, and right again", -HOUR),
    Jump("ahead by an hour, and right again", HOUR),
    Jump("ahead by 25 hours, and right again", 25 * HOUR),
    Jump("ahead by three years, and right again", 3 * YEAR),
    Jump("ahead by three years, started anew, and right again", 3 * YEAR, again=True),
    Jump("back by a day, started anew, and right again", -DAY, again=True),
    Jump("back over the minute of the question", -3 * MINUTE, begins="21:27", ends="21:29"),
    Jump("asleep for ten minutes", 0, begins="21:23", ends="21:33", sleeps=True),
)


@dataclass(frozen=True)
class Size:
    jumps: tuple[Jump, ...]


SHORT, LONG = Size(JUMPS[:1]), Size(JUMPS)


@dataclass
class Seen:
    jump: Jump
    unanswered: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    uncounted: list[str] = field(default_factory=list)


async def run(size: Size, seed: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="tungngo-clocks-") as folder:
        some = [_Evening(Ground(Path(folder) / f"{n}"), jump) for n, jump in enumerate(size.jumps)]
        seen = await asyncio.gather(*(evening.lived() for evening in some))

    def of(what: str) -> list[str]:
        return [f"{one.jump.name}: {why}" for one in seen for why in getattr(one, what)]

    zone = "a zone with summer time: the clock is read in UTC, tests/schedules/test_calendar.py holds the zones"
    return Figures(
        "R7",
        "clocks",
        f"{len(size.jumps)} evenings: {'; '.join(jump.name for jump in size.jumps)}",
        (
            none_of(f"people not answered within {PATIENCE:g} s, before, during or after", of("unanswered")),
            none_of("questions of tonight asked twice", of("twice")),
            none_of("questions of tonight never asked", of("missed")),
            none_of("reports told by a right clock and not counted", of("uncounted")),
            Figure("summer time", "", f"not run here: {zone}", None),
        ),
    )


@dataclass
class _Evening:
    ground: Ground
    jump: Jump

    async def lived(self) -> Seen:
        ground, jump, seen = self.ground, self.jump, Seen(self.jump)
        people = {f"telegram/{5_000 + n}": f"h{n}" for n in range(1, HEADS + 1)}
        await ground.founded(groups(HEADS), heads(HEADS), people)
        ground.hands.show(clock_time("21:18"))
        async with FakeTelegram(lambda: ground.hands.now() / 1_000).serving() as telegram:
            ground.settings = {"TUNGNGO_TELEGRAM_TOKEN": TOKEN, "TUNGNGO_TELEGRAM_API": telegram.api}
            ground.settings["TUNGNGO_BACKUPS"] = "off"
            house = await ground.starts_up(steady=True)
            for n in range(1, HEADS + 1):
                await self._says(telegram, n, "xin chào", seen)
            late = jump.begins > "21:25"
            if late:
                await self._is_asked(telegram, seen)
            await self._passes(telegram, clock_time(jump.begins))
            house = await self._wrong(telegram, house, seen)
            await self._says(telegram, 2, "cài 6", seen)
            if not late:
                await self._is_asked(telegram, seen)
            await self._passes(telegram, clock_time("21:34"))
            await self._says(telegram, 3, "cài 7", seen)
            await asyncio.sleep(LOOKS)  # in which nothing may be asked again
            house.terminate()
            await house.wait()
        self._judged(telegram, seen)
        return seen

    async def _wrong(self, telegram: FakeTelegram, house: Child, seen: Seen) -> Child:
        """As long as it lasts; whoever writes meanwhile is answered."""
        ground, jump = self.ground, self.jump
        if jump.sleeps:
            house.send_signal(signal.SIGSTOP)
            ground.hands.passes(clock_time(jump.ends))
            await asyncio.sleep(1)
            house.send_signal(signal.SIGCONT)
            await self._says(telegram, 1, "cài 5", seen)
            return house
        ground.hands.jump(jump.wrong)
        if jump.again:
            house.terminate()
            await house.wait()
            house = await ground.starts_up(steady=True)
        await asyncio.sleep(LOOKS)  # it looks, by the wrong clock
        await self._says(telegram, 1, "cài 5", seen)
        await self._passes(telegram, clock_time(jump.ends))
        ground.hands.jump(0)
        return house

    async def _passes(self, telegram: FakeTelegram, to: int) -> None:
        """In steps, at each of which Telegram is asked: so nothing seems to have been waited for for minutes.

        A step is longer than a lease lasts. Whoever sleeps until it is renewed sleeps real time, whatever the clock
        shows: a knock at the door wakes it, as it would wake by itself where the minute had really passed.
        """
        hands = self.ground.hands
        while hands.now() < to:
            asked = telegram.calls["getUpdates"] + 2
            hands.passes(min(hands.now() + STEP, to))
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    while telegram.calls["getUpdates"] < asked:
                        await self._knocks()
                        await asyncio.sleep(KNOCKS)
                        hands.passes(hands.now() + KNOCK)

    async def _knocks(self) -> None:
        with suppress(OSError):  # it is only about to listen
            _, writer = await asyncio.open_connection("127.0.0.1", self.ground.port)
            writer.close()

    async def _says(self, telegram: FakeTelegram, n: int, text: str, seen: Seen) -> None:
        heard = len(telegram.heard(5_000 + n))
        telegram.says(5_000 + n, text)
        with suppress(TimeoutError):
            await until(lambda: len(telegram.heard(5_000 + n)) > heard, PATIENCE)
            return
        seen.unanswered.append(f"{text} at {self._at()}")

    async def _is_asked(self, telegram: FakeTelegram, seen: Seen) -> None:
        """It becomes 21:26; whoever has not reported is asked."""
        await self._passes(telegram, clock_time("21:26"))
        with suppress(TimeoutError):
            await until(lambda: all(_asked(telegram, n) for n in (3, 4)), PATIENCE)
            return
        seen.missed.append(f"by {self._at()}")

    def _at(self) -> str:
        since = (self.ground.hands.now() - clock_time("21:00")) // MINUTE
        return f"21:{since:02}"

    def _judged(self, telegram: FakeTelegram, seen: Seen) -> None:
        seen.twice = [f"h{n}: {many}" for n in range(1, HEADS + 1) if (many := _asked(telegram, n)) > 1]
        told = "SELECT sum(reports) FROM tally JOIN unit ON unit.id = unit_id WHERE name = ? AND night = '2024-11-09'"
        seen.uncounted = [f"h{n}" for n in (2, 3) if not self.ground.number(told, f"Tổ {n}")]


def _asked(telegram: FakeTelegram, n: int) -> int:
    return sum("nhắn kết quả giúp" in words for words in telegram.heard(5_000 + n))
