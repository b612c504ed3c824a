"""R8: each update one to five times, shuffled within 200, ids begun anew, edits, a group that moves: one outcome."""

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from tests.bot.zalo.house import PUBLIC, SECRET
from tests.fake_telegram import BOT, NAME, TOKEN, FakeTelegram, Fault
from tests.trials import tables
from tests.trials.figures import Figures, none_of
from tests.trials.grounds import Ground, groups, heads, until
from tests.ward import FIRST, clock_time

WINDOW = 200  # updates within which any may come before any other
MOST = 5  # times that one comes
WRITTEN_BEFORE = 60  # seconds: nothing comes before it was written, however quick the machine
NIGHTS = (9, 17)  # between them Telegram begins its ids anew
GROUP, SUPERGROUP = -1_007, -1_000_000_001_007
WILD = "webhook"  # where an edit may even come before what it edits; then what was told first is no event, and need not


@dataclass(frozen=True)
class Size:
    heads: int
    ways: tuple[str, ...]  # how updates come: webhook, poll


SHORT, LONG = Size(12, ("poll",)), Size(150, ("webhook", "poll"))

# What tells of the moment or of the order in which they came, and not of what was told.
_ASIDE = ("outbox", "question", "choice", "log", "receipt", "upload", "traffic")


async def run(size: Size, seed: int) -> Figures:
    wrong: dict[str, list[str]] = {"sums": [], "tables": [], "aside": []}
    many = copies = 0
    with tempfile.TemporaryDirectory(prefix="tungngo-disorder-") as folder:
        for way in size.ways:
            clean = _Feed(Ground(Path(folder) / f"{way}-clean"), way, size.heads, None)
            other = _Feed(Ground(Path(folder) / f"{way}-other"), way, size.heads, random.Random(seed))
            await asyncio.gather(clean.goes_in(), other.goes_in())
            many, copies = many + clean.brought, copies + other.brought
            for name, sql in _SUMS.items():
                if (name != "events" or way != WILD) and clean.ground.asked(sql) != other.ground.asked(sql):
                    wrong["sums"].append(f"{way}: {name}")
            aside = (*_ASIDE, "event", "standing", "saying") if way == WILD else _ASIDE
            rows = (_settled(tables.dump(feed.ground.path, aside)) for feed in (clean, other))
            wrong["tables"] += [f"{way}: {row}" for row in tables.unlike(*rows)]
            wrong["aside"] += [f"{way}: {row}" for row in other.ground.asked("SELECT key FROM set_aside")]
    return Figures(
        "R8",
        "redelivery and disorder",
        f"{many} updates brought {copies} times ({', '.join(size.ways)}), 1 to {MOST} times each, shuffled within "
        f"{WINDOW}, ids begun anew between two nights, with edits and a group that moved",
        (
            none_of("figures and sums that are not those of the clean run, byte for byte", wrong["sums"]),
            none_of(
                f"rows that are not those of the clean run (ids and moments apart; not {', '.join(_ASIDE)})",
                wrong["tables"],
            ),
            none_of("updates set aside", wrong["aside"]),
        ),
    )


def _settled(rows: tables.Rows) -> tables.Rows:
    """But for the group's old address: what comes late from there makes it known again until we write there next."""
    return Counter({(table, row): n for (table, row), n in rows.items() if f"'telegram/{GROUP}'" not in row})


_SUMS = {
    "events": "SELECT unit_id, night, event.kind, figures FROM event JOIN session ON session.id = session_id "
    "ORDER BY 1, 2, seq",
    "figures": "SELECT unit_id, night, state, (SELECT group_concat(key || json_extract(value, '$[0]')) "
    "FROM json_each(standing.figures)) FROM standing JOIN session ON session.id = session_id ORDER BY 1, 2",
    "sums": "SELECT unit_id, night, kind, indicator, total, reports FROM tally ORDER BY 1, 2, 3, 4",
}


@dataclass
class _Feed:
    ground: Ground
    way: str
    heads: int
    disorder: random.Random | None
    brought: int = 0
    telegram: FakeTelegram = field(init=False)

    def __post_init__(self) -> None:
        self.telegram = FakeTelegram(lambda: self.ground.hands.now() / 1_000)

    async def goes_in(self) -> None:
        people = {f"telegram/{5_000 + n}": f"h{n}" for n in range(1, self.heads + 1)}
        await self.ground.founded({name: list(NIGHTS) for name in groups(self.heads)}, heads(self.heads), people)
        async with self.telegram.serving(), httpx.AsyncClient(trust_env=False, timeout=30, verify=False) as http:
            self.ground.settings = {
                "TUNGNGO_TELEGRAM_TOKEN": TOKEN,
                "TUNGNGO_TELEGRAM_API": self.telegram.api,
                "TUNGNGO_BACKUPS": "off",
            }
            if self.way == "webhook":
                hook = {"MODE": "webhook", "SECRET": SECRET}
                self.ground.settings |= {f"TUNGNGO_TELEGRAM_{name}": value for name, value in hook.items()}
                self.ground.settings["TUNGNGO_PUBLIC_URL"] = PUBLIC
            for night in NIGHTS:
                at = clock_time("21:05", FIRST + timedelta(days=night - NIGHTS[0]))
                self.ground.hands.show(at)
                self.telegram.forgets_times()
                self.telegram.forgets_ids(700_000 - 30_000 * night)
                house = await self.ground.starts_up()
                await self._bring(self._disordered(self._said(night, at // 1_000 - WRITTEN_BEFORE)), http)
                since = self.ground.hands.now()
                await until(partial(self._is_settled, since), 300)
                house.terminate()
                await house.wait()

    def _is_settled(self, since: int) -> bool:
        """Taken, said, and looked at by the clock since."""
        works = self.ground.number("SELECT count(*) FROM errand WHERE state = 'waiting'")
        return not self.telegram.pending and not works and self.ground.looked() > since and not self.ground.left()

    def _said(self, night: int, at: int) -> list[dict[str, Any]]:
        """What is said on a night: reports, edits with and without a change, words to a group that moves."""
        first, found = 10_000 * night, list[dict[str, Any]]()
        for n in range(1, self.heads + 1):
            said = _message(5_000 + n, first + n, at + n // 8, f"cài {n % 40 + 1}, kích hoạt {n % 30}")
            if n % 10 == 9:
                group = GROUP if night == NIGHTS[0] and n < self.heads // 2 else SUPERGROUP
                said = _message(5_000 + n, first + n, at + n // 8, f"@{NAME} cài {n % 40 + 1}", group)
            found.append({"message": said})
            if n % 3 == 0:
                changed = said["text"].replace("cài ", "cài 1") if n % 2 else said["text"]
                found.append({"edited_message": {**said, "text": changed, "edit_date": said["date"] + 5}})
            if n % 7 == 0:
                found.append({"message": _message(5_000 + n, first + 5_000 + n, at + n // 8, "cảm ơn em nhé")})
            if n == self.heads // 2 and night == NIGHTS[0]:
                moved = _message(5_001, first + 9_000, at + n // 8, None, GROUP)
                found.append({"message": {**moved, "migrate_to_chat_id": SUPERGROUP}})
                come = _message(5_001, first + 9_001, at + n // 8, None, SUPERGROUP)
                found.append({"message": {**come, "migrate_from_chat_id": GROUP}})
        return found

    def _disordered(self, said: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        chance = self.disorder
        if chance is None:
            return list(said)
        found = []
        for begins in range(0, len(said), WINDOW):
            some = [one for one in said[begins : begins + WINDOW] for _ in range(chance.randint(1, MOST))]
            chance.shuffle(some)
            found += some
        return found if self.way == WILD else _message_first(found)

    async def _bring(self, updates: Sequence[dict[str, Any]], http: httpx.AsyncClient) -> None:
        self.brought += len(updates)
        if self.way == "poll":
            for update in updates:
                self._happens(update)
                self.telegram.arrives(**update)
            return
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        for update in updates:
            self._happens(update)
            id_ = self.disorder.randrange(1, 1 << 31) if self.disorder else self.brought
            while True:
                body = {"update_id": id_, **update}
                try:
                    answer = await http.post(f"{self.ground.root}/telegram/{BOT}", json=body, headers=headers)
                except httpx.TransportError:
                    await asyncio.sleep(0.05)  # it is about to listen
                    continue
                assert answer.status_code == 200, answer
                break

    def _happens(self, update: dict[str, Any]) -> None:
        """From now on nothing can be said under the group's old address."""
        if update.get("message", {}).get("migrate_to_chat_id") and not self.telegram.faults:
            why, to = "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": SUPERGROUP}
            self.telegram.faults.append(Fault(chat=GROUP, status=400, why=why, parameters=to, times=1_000_000))


def _message_first(updates: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """An edit is never brought before what it edits was, once."""
    found, told, early = list[dict[str, Any]](), set[int](), dict[int, list[dict[str, Any]]]()
    for update in updates:
        edited = update.get("edited_message")
        if edited and edited["message_id"] not in told:
            early.setdefault(edited["message_id"], []).append(update)
            continue
        found.append(update)
        if "message" in update:
            number = update["message"]["message_id"]
            told.add(number)
            found += early.pop(number, [])
    return found


def _message(user: int, number: int, at: int, text: str | None, chat: int | None = None) -> dict[str, Any]:
    place = {"id": chat or user, "type": "private" if chat is None else "supergroup"}
    said = {"message_id": number, "date": at, "chat": place, "from": {"id": user, "is_bot": False, "first_name": "A"}}
    mention = {"entities": [{"type": "mention", "offset": 0, "length": len(NAME) + 1}]} if chat else {}
    return {**said, **mention, "text": text} if text is not None else said
