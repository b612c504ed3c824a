"""R5: sends whose end nobody knows (taken, and the answer lost; reset; 502): no reminder twice, each such row shown."""

import html
import random
import re
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from storage.instants import SECOND
from storage.outbox import KINDS
from tests.fake_http import Answer
from tests.fake_telegram import TOKEN, FakeTelegram
from tests.trials.figures import Figures, at_most, none_of
from tests.trials.grounds import Ground, groups, heads, until
from tests.ward import FIRST, clock_time

CLERK = 4_999
LOST, RESET, GATEWAY = 0.20, 0.05, 0.05  # of all sends
HTML = b"<html><head><title>502 Bad Gateway</title></head></html>"


@dataclass(frozen=True)
class Size:
    """`hours`: at which the clock stands, one after the other; (day, hour)."""

    heads: int
    hours: tuple[tuple[int, str], ...]
    speed: float = 5.0  # a lease of 15 s is renewed after 5, at looks that are a real second apart


SHORT = Size(8, ((0, "21:26"),))
LONG = Size(60, ((0, "21:26"), (0, "21:46"), (0, "22:16"), (1, "07:05"), (1, "08:05"), (1, "10:05")))


class Unsure(FakeTelegram):
    """`taken`: what arrived although we were not told so; `unsure`: how many sends ended so, by chat."""

    def __init__(self, now: Any, chance: random.Random) -> None:
        super().__init__(now)
        self.chance, self.calm = chance, True
        self.unsure: Counter[int] = Counter()

    async def _faulty(self, method: str, params: dict[str, Any]) -> Answer:
        drawn = self.chance.random()
        if self.calm or not method.startswith("send") or drawn > LOST + RESET + GATEWAY:
            return await super()._faulty(method, params)
        self.unsure[int(params["chat_id"])] += 1
        if drawn < LOST:
            await super()._faulty(method, params)
            return None
        if drawn < LOST + RESET:
            return None
        if self.chance.random() < 0.5:
            await super()._faulty(method, params)
        return 502, HTML


@dataclass
class Seen:
    crowded: int = 0
    slowest: float = 0.0  # seconds until doubt was shown
    shown: list[str] = field(default_factory=list)  # where it was not


async def run(size: Size, seed: int) -> Figures:
    with tempfile.TemporaryDirectory(prefix="tungngo-ambiguous-") as folder:
        ground = Ground(Path(folder))
        users = {f"telegram/{5_000 + n}": f"h{n}" for n in range(1, size.heads + 1)}
        await ground.founded(groups(size.heads), heads(size.heads), {**users, f"telegram/{CLERK}": "lan"})
        ground.hands.show(clock_time("21:20"), size.speed)
        telegram = Unsure(lambda: ground.hands.now() / 1_000, random.Random(seed))
        async with telegram.serving():
            seen = await _evening(ground, telegram, size)
        return _figures(ground, telegram, seen, size)


async def _evening(ground: Ground, telegram: Unsure, size: Size) -> Seen:
    ground.settings = {"TUNGNGO_TELEGRAM_TOKEN": TOKEN, "TUNGNGO_TELEGRAM_API": telegram.api, "TUNGNGO_BACKUPS": "off"}
    seen, house = Seen(), await ground.starts_up()

    def quiet(since: int = 0) -> bool:
        """Taken, said, and looked at by the clock since."""
        seen.crowded += len(ground.asked(_CROWDED))
        return not telegram.pending and ground.looked() > since and not ground.left()

    for user in [*range(5_001, 5_001 + size.heads), CLERK]:
        telegram.says(user, "xin chào")
    await until(quiet, 120)
    telegram.calm = False
    telegram.says(CLERK, "nhắn các bác tổ trưởng: mai họp lúc 7 giờ ở nhà văn hoá")
    await until(quiet, 120)
    telegram.says(CLERK, "1")
    for days, hour in size.hours:
        at = clock_time(hour, FIRST + timedelta(days=days))
        ground.hands.show(max(at, ground.hands.now()), size.speed)
        for n in range(1, size.heads + 1, 2):
            telegram.says(5_000 + n, f"sửa lại cài {n + 3}" if days or hour != size.hours[0][1] else f"cài {n + 2}")
        await until(partial(quiet, at), 240)
    telegram.calm = True
    await _is_shown(ground, telegram, seen, size.speed)
    house.terminate()
    await house.wait()
    return seen


async def _is_shown(ground: Ground, telegram: Unsure, seen: Seen, speed: float) -> None:
    """To the operator by /healthz, to the clerk by /tincay."""
    doubt = ground.number("SELECT count(*) FROM outbox WHERE state = 'doubt'")
    before = ground.hands.now()
    async with httpx.AsyncClient(trust_env=False, verify=False) as http:
        told = (await http.get(f"{ground.root}/healthz")).json()
    if told["doubt"] != doubt:
        seen.shown.append(f"/healthz: {told['doubt']} of {doubt}")
    said = len(telegram.heard(CLERK))
    telegram.says(CLERK, "/tincay")
    wanted = f"chưa chắc đã tới {doubt},"
    with suppress(TimeoutError):
        await until(lambda: any(wanted in words for words in telegram.heard(CLERK)[said:]), 30)
    if not any(wanted in words for words in telegram.heard(CLERK)[said:]):
        seen.shown.append(f"/tincay: {telegram.heard(CLERK)[said:]}"[:300])
    seen.slowest = (ground.hands.now() - before) / SECOND / speed


_CROWDED = "SELECT chat_id FROM outbox WHERE state = 'sending' GROUP BY chat_id HAVING count(*) > 1"
_ROWS = """
SELECT outbox.kind, outbox.state, chat.address, outbox.words, outbox.once_key, outbox.doubted FROM outbox
JOIN chat ON chat.id = outbox.chat_id WHERE chat.channel = 'telegram'
"""


def _figures(ground: Ground, telegram: Unsure, seen: Seen, size: Size) -> Figures:
    rows = ground.asked(_ROWS)
    heard = Counter((f"telegram/{said.chat}", [*said.versions, said.text][0]) for said in telegram.sent)
    once = {(place, _bare(words)) for kind, _, place, words, _, _ in rows if words and not KINDS[kind].repeat}
    twice = [f"{place}: {words[:60]}" for (place, words), many in heard.items() if many > 1 and (place, words) in once]
    doubt = Counter(place for _, state, place, _, _, _ in rows if state == "doubt")
    more = [f"{place}: {many}" for place, many in doubt.items() if many > telegram.unsure[int(place.partition("/")[2])]]
    lost = [
        f"{state} {kind} {place}"
        for kind, state, place, words, _, _ in rows
        if state == "sent" and (place, _bare(words or "")) not in heard and kind not in {"edit", "progress"}
    ]
    left = [f"{kind} {state}" for kind, state, *_ in rows if KINDS[kind].repeat and state == "doubt"]
    done = (
        f"{len(telegram.sent)} messages to {size.heads + 1} chats; of the sends {LOST:.0%} taken and not answered, "
        f"{RESET:.0%} reset, {GATEWAY:.0%} 502: {telegram.unsure.total()} whose end nobody knew"
    )
    return Figures(
        "R5",
        "ambiguous sends",
        done,
        (
            none_of("rows that may be said once, said twice", twice),
            none_of("chats with more than one message in flight, at any look", seen.crowded),
            none_of("chats with more in doubt than sends that ended so", more),
            none_of("rows on record as sent that nobody heard", lost),
            none_of("answers given up as doubtful, though they may be repeated", left),
            none_of(f"places where the {doubt.total()} rows in doubt are not all shown", seen.shown),
            at_most("until they are shown", 60, seen.slowest, " s"),
        ),
    )


def _bare(words: str) -> str:
    return html.unescape(re.sub(r"</?b>", "", words))
