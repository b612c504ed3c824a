"""R9: ten thousand messages, presses, updates and files that nobody would write: nothing raises, nothing takes long."""

import io
import json
import random
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from storage import updates
from storage.instants import MINUTE
from tests.bot.zalo.house import PUBLIC, SECRET
from tests.fake_telegram import BOT, TOKEN, FakeTelegram
from tests.nursery import ROOT
from tests.trials.figures import Figure, Figures, at_most, none_of
from tests.trials.grounds import Ground, groups, heads, until
from tests.ward import clock_time

DATA = ROOT / "tests" / "data"
CLERK, LONGEST = 4_999, 4_096
GROWTH = 50.0  # MiB
TRIES = 3  # of a message that was slow: the loop does other work beside, and the least of it is the message's
SPEED = 5.0
BUSY, HEARD_AGAIN = 1_000, 10 * MINUTE  # after so many updates the clerk, who sends a tenth of them, is not answered
BAD = ("Traceback", "rolled back", "loop goes on after an error", "a send broke")


@dataclass(frozen=True)
class Size:
    messages: int
    files: int
    heads: int
    slow: float = 50.0  # ms of the loop's own work for one message


SHORT, LONG = Size(80, 1, 12, slow=200.0), Size(9_900, 100, 200)  # the suite may run on a busy machine


@dataclass
class Seen:
    slow: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)  # answers of the webhook
    begun: int = 0  # KiB
    ended: int = 0
    bad: list[str] = field(default_factory=list)
    aside: int = 0
    silent: list[str] = field(default_factory=list)  # files about which nothing was said


async def run(size: Size, seed: int) -> Figures:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="tungngo-fuzz-") as folder:
        ground = Ground(Path(folder))
        people = {f"telegram/{5_000 + n}": f"h{n}" for n in range(1, size.heads + 1)}
        await ground.founded(groups(size.heads), heads(size.heads), {**people, f"telegram/{CLERK}": "lan"})
        ground.hands.show(clock_time("19:00"), SPEED)
        async with FakeTelegram(lambda: ground.hands.now() / 1_000).serving() as telegram:
            seen = await _tried(ground, telegram, size, chance)
    times = sorted(seen.times)
    return Figures(
        "R9",
        "fuzz",
        f"{size.messages} messages, presses and updates of {size.heads} heads, clerk and strangers; {size.files} files",
        (
            none_of("errors that nobody caught", seen.bad),
            none_of("updates set aside", seen.aside),
            none_of("updates not answered 200", seen.strange),
            none_of("files about which nothing was said", seen.silent),
            at_most("99 of 100 within, CPU of the loop", size.slow, times[len(times) * 99 // 100], " ms"),
            none_of(f"messages over {size.slow:g} ms (the least of {TRIES} tries)", seen.slow),
            Figure(
                "memory grown by",
                f"< {GROWTH:g} MiB",
                f"{(seen.ended - seen.begun) / 1024:.1f} MiB",
                (seen.ended - seen.begun) / 1024 < GROWTH,
            ),
        ),
    )


async def _tried(ground: Ground, telegram: FakeTelegram, size: Size, chance: random.Random) -> Seen:
    hook = {"TOKEN": TOKEN, "API": telegram.api, "MODE": "webhook", "SECRET": SECRET}
    ground.settings = {f"TUNGNGO_TELEGRAM_{name}": value for name, value in hook.items()}
    ground.settings |= {"TUNGNGO_PUBLIC_URL": PUBLIC, "TUNGNGO_BACKUPS": "off"}
    seen, house = Seen(), await ground.starts_up()
    assert await house.stdout.readline()
    some = _Nonsense(chance, telegram, size.heads)
    async with httpx.AsyncClient(trust_env=False, timeout=60, verify=False) as http:
        line = _Line(http, f"{ground.root}/telegram/{BOT}", house.pid, seen, size.slow)
        for n in range(size.messages):
            if n == min(500, size.messages // 4):
                seen.begun = _memory(house.pid)
            if n % BUSY == 0:
                await _later(ground)
            await line.brings(some.update())
        await _later(ground)
        for n in range(size.files):
            await line.brings(some.file(n))
        works = "SELECT count(*) FROM errand WHERE state = 'waiting'"
        await until(lambda: not ground.number(works), 30 + 30 * size.files)
        seen.ended = _memory(house.pid)
    assert house.returncode is None, ground.log.read_text("utf-8")[-2_000:]
    told = "SELECT count(*) FROM outbox WHERE cause = ? OR cause LIKE ?"
    causes = [f"telegram/{BOT}/{updates.whose(CLERK)}/{number}" for number in some.documents]
    seen.silent = [cause for cause in causes if not ground.number(told, cause, f"{cause}/%")]
    house.terminate()
    await house.wait()
    log = ground.log.read_text("utf-8", "replace").splitlines()
    seen.bad = [line_[:160] for line_ in log if any(sign in line_ for sign in BAD)]
    seen.aside = ground.number("SELECT count(*) FROM set_aside")
    return seen


async def _later(ground: Ground) -> None:
    """What a later hour asks of 200 heads has been sent: it is no message's own work."""
    later = ground.hands.now() + HEARD_AGAIN
    ground.hands.show(later, SPEED)
    await until(lambda: ground.looked() >= later and not ground.left(), 120)


def _memory(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


@dataclass
class _Line:
    """Brings one update, and measures what the house's own thread does for it."""

    http: httpx.AsyncClient
    address: str
    pid: int
    seen: Seen
    slow: float

    async def brings(self, make: Callable[[], bytes]) -> None:
        body = make()
        took = await self._once(body)
        for _ in range(TRIES - 1):
            if took <= self.slow:
                break
            took = min(took, await self._once(make()))
        self.seen.times.append(took)
        if took > self.slow:
            self.seen.slow.append(f"{took:.0f} ms: {body[:3_000].decode('utf-8', 'replace')}")

    async def _once(self, body: bytes) -> float:
        before = self._worked()
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        answer = await self.http.post(self.address, content=body, headers=headers)
        if answer.status_code != 200:
            self.seen.strange.append(f"{answer.status_code}: {body[:200]!r}")
        return (self._worked() - before) / 1_000_000

    def _worked(self) -> int:
        """Nanoseconds of CPU."""
        return int(Path(f"/proc/{self.pid}/task/{self.pid}/schedstat").read_text("utf-8").split()[0])


class _Nonsense:
    """Each is a function that makes the same with a number of its own, so that it can be brought again."""

    def __init__(self, chance: random.Random, telegram: FakeTelegram, heads_: int) -> None:
        self._chance, self._telegram, self._heads = chance, telegram, heads_
        self._lines = _lines()
        self._files = [
            path for kind in ("plans", "rosters", "files", "papers") for path in sorted((DATA / kind).iterdir())
        ]
        self._files = [path for path in self._files if path.is_file() and not path.name.endswith(".json")]
        self.documents: list[int] = []

    def update(self) -> Callable[[], bytes]:
        drawn = self._chance.random()
        if drawn < 0.85:
            return self._text()
        if drawn < 0.93:
            return self._press()
        return self._broken()

    def _who(self) -> int:
        drawn = self._chance.random()
        if drawn < 0.1:
            return CLERK
        return 9_000 + self._chance.randrange(40) if drawn < 0.2 else 5_001 + self._chance.randrange(self._heads)

    def _text(self) -> Callable[[], bytes]:
        text, who = self._mutated(self._chance.choice(self._lines)), self._who()
        return lambda: self._body(message=self._telegram.message(who, text=text))

    def _press(self) -> Callable[[], bytes]:
        chance = self._chance
        data = chance.choice(["9" * 64, "0", "-1", "1e9", "٣", "x" * 64, str(chance.randrange(1 << 63)), "\u0000"])
        place, by = {"id": self._who(), "type": "private"}, {"id": self._who(), "is_bot": False, "first_name": "A"}
        shown = {"message_id": chance.randrange(1 << 31), "date": 0, "chat": place, "text": "x"}
        more = {"from": by, "message": shown, "data": data, "chat_instance": "1"}
        return lambda: self._body(callback_query={"id": str(self._next()), **more})

    def _broken(self) -> Callable[[], bytes]:
        """What is no update, or not quite."""
        chance = self._chance
        said = self._telegram.message(self._who(), text="cài 5")
        for name in chance.sample(sorted(said), 2):
            said[name] = chance.choice([None, -1, 1 << 70, "", [], {}, "x" * 300, {"id": "x"}, [[[]]], True, 1.5])
        deep = b"[" * 3_000 + b"]" * 3_000
        whole = [
            json.dumps({"update_id": self._next(), "message": said}).encode(),
            b'{"update_id": 1, "message": ' + deep + b"}",
            json.dumps({"update_id": self._next(), "message": {**said, "text": "\ud800 cài 5"}}).encode(),
            bytes(chance.randrange(256) for _ in range(200)),
            b"",
            b"null",
            json.dumps({"update_id": 1, **{f"k{n}": n for n in range(3_000)}}).encode(),
        ]
        body = chance.choice(whole)
        return lambda: body

    def file(self, n: int) -> Callable[[], bytes]:
        """A document of the clerk: one of ours with its bytes turned, a bomb, or another with its name."""
        chance = self._chance
        path = chance.choice(self._files)
        body = bytearray(path.read_bytes())
        for _ in range(chance.choice([1, 5, 50])):
            body[chance.randrange(len(body))] = chance.randrange(256)
        body = body[: chance.choice([len(body), len(body) // 2, 64])]
        if n % 10 == 1:
            body = bytearray(_bomb())
        name = path.name if n % 3 else f"x{chance.choice(['.xlsx', '.docx', '.csv', '.pdf', '.xls', ''])}"
        self._telegram.files[f"f{n}"] = bytes(body)
        sent = {"file_id": f"f{n}", "file_unique_id": "u", "file_name": name, "file_size": len(body)}

        def made() -> bytes:
            said = self._telegram.message(CLERK, document=sent)
            self.documents.append(said["message_id"])
            return self._body(message=said)

        return made

    def _next(self) -> int:
        self._telegram.next_update += 1
        return self._telegram.next_update

    def _body(self, **update: Any) -> bytes:
        return json.dumps({"update_id": self._next(), **update}).encode()

    def _mutated(self, text: str) -> str:
        for _ in range(self._chance.choice([1, 1, 2, 3])):
            text = self._chance.choice(_MUTATIONS)(self._chance, text, self._lines)[:LONGEST]
        while len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST:
            text = text[:-64]
        return text or "."


def _lines() -> Sequence[str]:
    found = []
    for path in sorted(DATA.glob("messages_*.jsonl")):
        found += [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines() if line.strip()]
    for name in ("wishes_own.txt", "own_words.txt", "messages_campaigns.txt"):
        found += [line for line in (DATA / name).read_text("utf-8").splitlines() if line.strip()]
    return found


def _bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("xl/workbook.xml", b" " * 80_000_000)
    return kept.getvalue()


_SIGNS = "\u0000\u200b\u200d\u202e\u2066\ufeff\u0301\u0323\u00ad\ufffd️0️⃣👩‍👩‍👧‍👦٣９²½Ⅷ،。\u2028\r\t"


def _sprinkled(chance: random.Random, text: str, _lines: Sequence[str]) -> str:
    letters = list(text)
    for _ in range(chance.randint(1, 1 + len(text) // 4)):
        letters.insert(chance.randrange(len(letters) + 1), chance.choice(_SIGNS))
    return "".join(letters)


def _cut(chance: random.Random, text: str, lines: Sequence[str]) -> str:
    other = chance.choice(lines)
    return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other) + 1) :]


def _many(chance: random.Random, text: str, lines: Sequence[str]) -> str:
    """A message of many lines, each something that somebody has written."""
    return chance.choice(["\n", " ", ", ", "; ", "\n- "]).join([text, *chance.choices(lines, k=chance.randint(2, 60))])


def _repeated(chance: random.Random, text: str, _lines: Sequence[str]) -> str:
    piece = text[: chance.randint(1, 12)] or "a"
    return piece * chance.choice([10, 100, 1_000, LONGEST])


def _numbered(chance: random.Random, text: str, _lines: Sequence[str]) -> str:
    huge = [
        "9" * 5_000,
        "1_000",
        "-5",
        "1e308",
        "0x1F",
        "9" * 19,
        "1.000.000.000.000",
        "12,5,7",
        "٣٤",
        "１２",
        "²",
        "1/0",
        "30/2/2024",
    ]
    words = text.split(" ")
    for _ in range(chance.randint(1, 3)):
        words.insert(chance.randrange(len(words) + 1), chance.choice(huge))
    return " ".join(words)


def _listed(chance: random.Random, text: str, _lines: Sequence[str]) -> str:
    """As long as a message may be, of short pieces: what costs most to read."""
    pieces = ["cài 5", "Tổ 3", "12/11", "vắng 7", "tối mai", "hai mươi lăm", "5-7", "thứ 7", "và", "không", text[:20]]
    return chance.choice([" ", ", ", "\n", ""]).join(chance.choices(pieces, k=chance.choice([50, 200, 800])))


def _signs(chance: random.Random, _text: str, _lines: Sequence[str]) -> str:
    return "".join(
        chr(chance.choice([chance.randrange(32, 0xD800), chance.randrange(0xE000, 0x10FFFF)])) for _ in range(300)
    )


def _loud(_chance: random.Random, text: str, _lines: Sequence[str]) -> str:
    return text.upper() + "!" * 300


_MUTATIONS = (_sprinkled, _cut, _many, _repeated, _numbered, _listed, _signs, _loud)
