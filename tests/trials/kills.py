"""R1: `kill -9` at random moments while people report, by polling and by webhooks: nothing lost, nothing twice."""

import asyncio
import random
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from storage import reports, standing
from storage.database import open_database
from tests.bot.zalo.house import PUBLIC, SECRET, zalo_settings
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.fake_zalo import BOT, SECOND_BOT, TOKENS, FakeZalo
from tests.nursery import Child
from tests.trials.figures import Figure, Figures, at_most, none_of
from tests.trials.grounds import Ground, groups, heads, until
from tests.ward import clock_time

BOTS = (BOT, SECOND_BOT)
EARLY = 0.2  # of all kills come before the program has said anything
BEFORE = 0.6  # seconds within which these fall
AGAIN = 0.3  # of what was answered 200 is brought once more: the platform may have missed the answer


@dataclass(frozen=True)
class Part:
    """One house and its kills, `alive` at most so many seconds between its first sign of life and the next kill."""

    way: str  # poll, webhook or zalo
    kills: int
    per_second: float
    heads: int = 80  # each writes from one chat: of two the platform may bring the later words first
    alive: float = 2.4
    speed: float = 1.0  # of the clock: a chat takes one message a second
    slowly: float = 0.01  # seconds that a report takes at most in the handler


@dataclass(frozen=True)
class Size:
    """`rounds`: one after the other; the parts of a round run side by side."""

    rounds: tuple[tuple[Part, ...], ...]


SHORT = Size(((Part("poll", 1, 20, heads=8, alive=0.4, speed=5), Part("webhook", 1, 20, heads=8, alive=0.4, speed=5)),))
SHORT_ZALO = Size(((Part("zalo", 2, 15, heads=8, alive=0.4, speed=5),),))
LONG = Size(
    (
        (Part("poll", 500, 25), Part("poll", 500, 25)),
        (Part("webhook", 140, 25), Part("zalo", 60, 6, alive=1.2)),
    )
)


@dataclass
class Seen:
    """`again`: came to a person a second time. `crowded`: chats that had more than one message in flight at a kill."""

    updates: int = 0
    kills: int = 0
    wrong: list[str] = field(default_factory=list)
    lost: int = 0
    twice: int = 0
    doubt: int = 0
    again: int = 0
    crowded: int = 0
    unsound: int = 0
    broken: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Seen") -> "Seen":
        return Seen(*(mine + theirs for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True)))


async def run(size: Size, seed: int) -> Figures:
    seen = Seen()
    with tempfile.TemporaryDirectory(prefix="tungngo-kills-") as folder:
        for n, parts in enumerate(size.rounds):
            houses = [
                _House(Ground(Path(folder) / f"{n}-{m}"), part, random.Random(100 * seed + 10 * n + m))
                for m, part in enumerate(parts)
            ]
            seen = sum(await asyncio.gather(*(house.goes_through() for house in houses)), seen)
    whole = [part for some in size.rounds for part in some]
    kills = Counter[str]()
    for part in whole:
        kills[part.way] += part.kills
    offered = " + ".join(f"{part.per_second:g}/s ({part.way})" for part in whole)
    return Figures(
        "R1",
        "kill -9 at random moments",
        f"{', '.join(f'{many} kills ({way})' for way, many in kills.items())}; {seen.updates} updates at {offered}",
        (
            none_of("updates lost", seen.lost),
            none_of("updates counted twice", seen.twice),
            Figure("integrity_check", "ok", "ok" if not seen.unsound else f"{seen.unsound} unsound", not seen.unsound),
            none_of(
                "standings that are not the fold of their events, sums that are not theirs, answers not told",
                seen.wrong,
            ),
            at_most("in doubt, each kill", 1, seen.doubt / seen.kills),
            none_of("chats with more than one message in flight at a kill", seen.crowded),
            Figure(
                "answers that a kill caught between the send and its record, and that came again (they may), each kill",
                "told",
                f"{seen.again / seen.kills:.2f}",
                passed=True,
            ),
            none_of("limits of the platform broken", seen.broken.total()),
        ),
    )


_CROWDED = "SELECT chat_id FROM outbox WHERE state = 'sending' GROUP BY chat_id HAVING count(*) > 1"
_ON_RECORD = """
SELECT chat.address, sum(outbox.state = 'sent'), sum(outbox.tries) FROM outbox JOIN chat ON chat.id = chat_id
WHERE chat.channel <> 'web' GROUP BY 1
"""
_SUMS = """
SELECT indicator, sum(total) FROM tally
WHERE night <> '' AND unit_id IN (SELECT unit_id FROM session) GROUP BY 1 ORDER BY 1
"""


@dataclass
class _House:
    ground: Ground
    part: Part
    chance: random.Random
    telegram: FakeTelegram = field(init=False)
    zalo: FakeZalo = field(init=False)
    sent: int = 0
    crowded: int = 0
    answered: int = 0  # by the house, of what was brought to it
    _waits: dict[int, deque[Callable[[], dict[str, Any]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        hands = self.ground.hands
        self.telegram = FakeTelegram(lambda: hands.now() / 1_000)
        self.zalo = FakeZalo(now=hands.now)

    @property
    def numbers(self) -> range:
        """Of the heads."""
        return range(1, self.part.heads + 1)

    def _address(self, n: int) -> str:
        return "zalo/{}/{}".format(*self._zalo_place(n)) if self.part.way == "zalo" else f"telegram/{5_000 + n}"

    def _zalo_place(self, n: int) -> tuple[str, str]:
        return BOTS[n % 2], f"{n:018x}"

    async def goes_through(self) -> Seen:
        addresses = {self._address(n): f"h{n}" for n in self.numbers}
        await self.ground.founded(groups(self.part.heads), heads(self.part.heads), addresses)
        self.ground.hands.show(clock_time("21:20"), self.part.speed)
        async with (
            self.telegram.serving(),
            self.zalo.serving(),
            httpx.AsyncClient(trust_env=False, timeout=10, verify=False) as http,
        ):
            self.ground.settings = self._settings()
            bringing = [asyncio.create_task(self._brings(n, http)) for n in self.numbers]
            try:
                await self._lives()
            finally:
                for one in bringing:
                    one.cancel()
                await asyncio.gather(*bringing, return_exceptions=True)
        return await self._judged()

    async def _lives(self) -> None:
        calm = await self.ground.starts_up()
        for n in self.numbers:  # whoever speaks again must say that it corrects
            self._says(n, "cài 1")
        await until(self._is_taken, 60)
        calm.kill()
        await calm.wait()
        more = asyncio.create_task(self._speaks())
        for _ in range(self.part.kills):
            await self._is_killed()
        more.cancel()
        with suppress(asyncio.CancelledError):
            await more
        calm = await self.ground.starts_up()
        await until(self._is_taken, 600)
        await until(lambda: not self.ground.left(), 1_800)
        calm.kill()
        await calm.wait()

    async def _is_killed(self) -> None:
        before, began = self._signs(), time.monotonic()
        slowly = self.chance.choice((0.0, self.part.slowly / 4, self.part.slowly))
        process: Child = await self.ground.starts_up(slowly=slowly)
        if self.chance.random() < EARLY:
            await asyncio.sleep(self.chance.uniform(0, BEFORE))
        else:
            while self._signs() == before and process.returncode is None and time.monotonic() - began < 60:
                await asyncio.sleep(0.01)
            await asyncio.sleep(self.chance.uniform(0, self.part.alive))
        assert process.returncode is None, self.ground.log.read_text("utf-8")[-2_000:]
        process.kill()
        await process.wait()
        self.crowded += len(self.ground.asked(_CROWDED))

    def _signs(self) -> int:
        return self.telegram.calls["getUpdates"] if self.part.way == "poll" else self.answered

    async def _speaks(self) -> None:
        n, began = 0, time.monotonic()
        while True:
            n += 1
            self._says(1 + n % self.part.heads, f"sửa lại cài {n % 150 + 2}")
            await asyncio.sleep(max(began + n / self.part.per_second - time.monotonic(), 0))

    def _says(self, head: int, text: str) -> None:
        self.sent += 1
        if self.part.way == "poll":
            self.telegram.says(5_000 + head, text)
        else:
            self._waits[head].append(self._update(head, text))

    def _update(self, head: int, text: str) -> Callable[[], dict[str, Any]]:
        if self.part.way == "zalo":
            update = self.zalo.update(self._zalo_place(head)[1], text=text)
            return lambda: update
        self.telegram.next_update += 1
        said = {"update_id": self.telegram.next_update, "message": self.telegram.message(5_000 + head, text=text)}
        return lambda: said

    async def _brings(self, head: int, http: httpx.AsyncClient) -> None:
        """One chat's updates, in their order, each until it is answered 200; some once more after that."""
        waits = self._waits.setdefault(head, deque())
        while True:
            if not waits:
                await asyncio.sleep(0.02)
                continue
            update = waits[0]()
            if not await self._is_brought(head, update, http):
                await asyncio.sleep(0.05)
                continue
            self.answered += 1
            if self.chance.random() < AGAIN:
                await self._is_brought(head, update, http)
            waits.popleft()

    async def _is_brought(self, head: int, update: dict[str, Any], http: httpx.AsyncClient) -> bool:
        with suppress(httpx.TransportError):
            if self.part.way == "zalo":
                bot = self._zalo_place(head)[0]
                return await self.zalo.post(http, self.ground.root, update, bot) == 200
            headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            answer = await http.post(f"{self.ground.root}/telegram/424242", json=update, headers=headers)
            return answer.status_code == 200
        return False

    def _is_taken(self) -> bool:
        return not self.telegram.pending and not any(self._waits.values())

    def _settings(self) -> dict[str, str]:
        if self.part.way == "zalo":
            own = zalo_settings(self.zalo, BOTS)
            self.zalo.hooks = {bot.key: (f"{PUBLIC}/zalo/{bot.key}", bot.secret) for bot in own.bots}
            return {
                "TUNGNGO_PUBLIC_URL": PUBLIC,
                "TUNGNGO_ZALO_TOKENS": " ".join(TOKENS[bot] for bot in BOTS),
                "TUNGNGO_ZALO_SECRET": SECRET,
                "TUNGNGO_ZALO_API": self.zalo.api,
            }
        by_polling = {"TUNGNGO_TELEGRAM_TOKEN": TOKEN, "TUNGNGO_TELEGRAM_API": self.telegram.api}
        if self.part.way == "poll":
            return by_polling
        hook = {"TUNGNGO_TELEGRAM_MODE": "webhook", "TUNGNGO_TELEGRAM_SECRET": SECRET, "TUNGNGO_PUBLIC_URL": PUBLIC}
        return {**by_polling, **hook}

    async def _judged(self) -> Seen:
        ground = self.ground
        causes = Counter(row[0] for row in ground.asked("SELECT cause FROM event"))
        heard = Counter(f"telegram/{said.chat}" for said in self.telegram.sent)
        heard += Counter(f"zalo/{said.bot}/{said.chat}" for said in self.zalo.sent)
        told = {place: (sent, tries) for place, sent, tries in ground.asked(_ON_RECORD)}
        unanswered = ground.number("SELECT count(*) FROM outbox WHERE kind = 'answer' AND state <> 'sent'")
        untold = [place for place, (sent, tries) in told.items() if not sent <= heard[place] <= tries]
        sound = ground.asked("PRAGMA integrity_check") == [("ok",)]
        wrong = await _unlike_their_events(ground) + [f"told otherwise than on record: {place}" for place in untold]
        return Seen(
            updates=self.sent,
            kills=self.part.kills,
            wrong=wrong + [f"{unanswered} answers were not sent"] * bool(unanswered),
            lost=self.sent - len(causes),
            twice=causes.total() - len(causes),
            doubt=ground.number("SELECT count(*) FROM outbox WHERE state = 'doubt'"),
            again=sum(many - told.get(place, (0, 0))[0] for place, many in heard.items()),
            crowded=self.crowded,
            unsound=int(not sound),
            broken=self.telegram.violations,
        )


async def _unlike_their_events(ground: Ground) -> list[str]:
    """Sessions whose standing is not the fold of their events; sums that are not those of the standings."""
    database = await open_database(ground.url)
    found, sums = [], Counter[str]()
    try:
        async with database.read() as read:
            for row in await read.rows("SELECT session_id, version, figures, heard FROM standing"):
                kept = standing.load(*(row[name] for name in ("session_id", "version", "figures", "heard")))
                sums.update({indicator: told.value for indicator, told in kept.figures.items()})
                if standing.fold(row["session_id"], await reports.history(read, row["session_id"])) != kept:
                    found.append(f"standing of {row['session_id']}")
    finally:
        await database.close()
    tallied = dict(ground.asked(_SUMS))
    return found + [f"sums {tallied} of {sums}"] * (tallied != dict(sums))
