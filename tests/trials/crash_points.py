"""R2: the process ends at each durable step that it has, twice; started again it comes to where it would have come."""

import asyncio
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fake_telegram import TOKEN, FakeTelegram
from tests.nursery import Child
from tests.trials import tables
from tests.trials.figures import Figure, Figures, none_of
from tests.trials.grounds import Ground, groups, heads, until
from tests.ward import clock_time

CLERK, STRANGER, GROUP = 4_999, 9_001, -1_007
PATIENCE = 120.0  # seconds in which a stage of the evening is done, on a busy machine
DUE = "21:26"  # then heads are asked
SPEED = 5.0  # of the clock: a chat takes one message a second; faster, leases would lapse between two looks
PLAN = "Ngày\tĐịa bàn\n" + "".join(f"{19 + n}/11/2024\tTổ {n}\n" for n in range(1, 6))


class Unsettled(Exception):
    """The evening does not come to rest."""


@dataclass(frozen=True)
class Size:
    """`points`: how many of the steps that there are; None = all. `times`: each of them."""

    points: int | None
    times: int
    at_once: int
    stages: int  # of the evening
    fewest: int  # names that it must have


SHORT, LONG = Size(2, 1, 2, stages=1, fewest=20), Size(None, 2, 3, stages=8, fewest=40)


async def run(size: Size, seed: int) -> Figures:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="tungngo-crashes-") as name:
        folder = Path(name)
        template = Ground(folder / "template")
        users = {f"telegram/{5_000 + n}": f"h{n}" for n in range(1, 6)}
        await template.founded(groups(5), heads(5), {**users, f"telegram/{CLERK}": "lan"})
        calm = [_Evening(folder / f"clean{n}", template.path, size.stages).lived() for n in range(size.times)]
        clean, *again = await asyncio.gather(*calm)
        steady = [row for one in again for row in tables.unlike(clean.rows, one.rows)]
        passed = Counter({step: min(one.passed[step] for one in (clean, *again)) for step in clean.passed})
        names = sorted(step for step, many in passed.items() if many)
        chosen = names if size.points is None else chance.sample(names, size.points)
        crashes = [(step, nth) for step in chosen for nth in _which(passed[step], size.times)]
        gate = asyncio.Semaphore(size.at_once)

        async def tried(n: int, step: str, nth: int) -> list[str]:
            async with gate:
                evening = _Evening(folder / f"crash{n}", template.path, size.stages)
                try:
                    ended = await evening.lived(step, nth)
                    wrong = ended.wrong_beside(clean) if ended.crashed else ["the step was not reached"]
                except Unsettled as error:
                    wrong = [str(error)]
                shutil.rmtree(evening.ground.folder)
                return [f"{step} ({nth}): {one}" for one in wrong]

        found = await asyncio.gather(*(tried(n, *crash) for n, crash in enumerate(crashes)))
        begun = await _begun(folder / "first") if size.points is None else []
    unlike = [some[0] for some in found if some]
    return Figures(
        "R2",
        "a crash at every durable step",
        f"{len(crashes)} crashes at {len(chosen)} of {len(names)} named steps, each in an evening of its own",
        (
            Figure("named steps", f"≥ {size.fewest}", str(len(names)), len(names) >= size.fewest),
            none_of(f"rows that differ between {size.times} evenings without a crash", steady),
            none_of("crashes after which the evening ended otherwise than without", unlike),
            *begun,
        ),
    )


async def _begun(folder: Path) -> list[Figure]:
    """A first start that ends after each step of the schema, and goes on from there at the next."""
    ground, whole = Ground(folder / "torn"), Ground(folder / "whole")
    told, starts = {"steps": str(folder / "steps"), "crash": "migrate.migrate: committed", "nth": 1}, 0
    while await _ends_by_itself(await ground.starts_up(**told)):
        starts += 1
    assert not await _ends_by_itself(await whole.starts_up())
    schema = "SELECT sql FROM sqlite_schema ORDER BY name"
    unlike = [*set(ground.asked(schema)) ^ set(whole.asked(schema))]
    return [none_of(f"what differs in the schema after a first start that ended {starts} times within it", unlike)]


async def _ends_by_itself(process: Child) -> bool:
    line = await process.stdout.readline()  # where it listens
    if line:
        process.terminate()
    await process.wait()
    return not line


def _which(many: int, times: int) -> list[int]:
    """The first time that it is passed, and one in the middle of the evening."""
    return [1, 1 + many // 2 if many > 1 else 1][:times]


@dataclass
class Ended:
    rows: tables.Rows
    heard: Counter[tuple[int, str]]  # also what was changed later: of a question that came twice only one is
    once: set[str]  # words of what may never be said twice
    doubt: set[str]
    counts: set[str]  # words that say how many a message has reached: whom it may not have reached is not among them
    passed: Counter[str]
    crashed: bool

    def wrong_beside(self, clean: "Ended") -> list[str]:
        """What was in flight may be in doubt instead of sent; what may be repeated may have come twice."""
        unsure = self.doubt and self.doubt | self.counts | clean.counts
        rows = (_doubt_as_sent(one.rows) if self.doubt else one.rows for one in (clean, self))
        found = tables.unlike(*rows)
        found += [f"never heard: {said}" for said in clean.heard if said not in self.heard and said[1] not in unsure]
        found += [f"invented: {said}" for said in self.heard if said not in clean.heard and said[1] not in unsure]
        found += [
            f"said twice: {said}"
            for said, many in self.heard.items()
            if many > clean.heard[said] and said[1] in self.once
        ]
        return found


def _doubt_as_sent(rows: tables.Rows) -> tables.Rows:
    """Whatever follows from the send (a question that is open, how many it has reached) hangs on its being known."""
    sure = {(table, row): n for (table, row), n in rows.items() if "'kind': 'receipt'" not in row}
    return Counter({(table, row.replace("'state': 'doubt'", "'state': 'sent'")): n for (table, row), n in sure.items()})


@dataclass
class _Evening:
    folder: Path
    template: Path
    stages: int
    ground: Ground = field(init=False)
    telegram: FakeTelegram = field(init=False)
    crashed: bool = False
    _said: int = 0
    _ends: bool = False

    def __post_init__(self) -> None:
        self.ground = Ground(self.folder)
        shutil.copy(self.template, self.ground.path)
        self.ground.hands.show(clock_time("21:18"), SPEED)
        hands = self.ground.hands
        self.telegram = FakeTelegram(lambda: hands.now() / 1_000)
        self.telegram._next_message = 100_000  # ours; people's own are numbered by themselves
        self.telegram.files["d1"] = PLAN.encode()

    async def lived(self, crash: str = "", nth: int = 0) -> Ended:
        async with self.telegram.serving():
            self.ground.settings = {"TUNGNGO_TELEGRAM_TOKEN": TOKEN, "TUNGNGO_TELEGRAM_API": self.telegram.api}
            self.ground.settings["TUNGNGO_BACKUPS"] = "off"
            kept = asyncio.create_task(self._is_kept_up(crash, nth))
            try:
                for minute, stage in self._stages()[: self.stages]:
                    await self._comes_to(minute, stage)
            finally:
                self._ends = True
                await kept
        return self._ended()

    async def _is_kept_up(self, crash: str, nth: int) -> None:
        """As a supervisor keeps it: started anew when it has ended."""
        while not self._ends:
            told: dict[str, Any] = {"steps": str(self.folder / "steps")}
            told |= {"crash": crash, "nth": nth} if crash and not self.crashed else {}
            process = await self.ground.starts_up(**told)
            while process.returncode is None and not self._ends:
                await asyncio.sleep(0.01)
            if process.returncode is None:
                process.terminate()
                await process.wait()
            self.crashed |= process.returncode == 9
        if process.returncode == 9:  # in the middle of its end: it is begun and ended once more
            await _ends_by_itself(await self.ground.starts_up())

    def _stages(self) -> list[tuple[str, Callable[[], Awaitable[None]]]]:
        async def reports() -> None:
            self._says(5_001, "cài 12, kích hoạt 10")
            self._edited = self._says(5_002, "cài 9")
            self._says(STRANGER, "xin chào")
            self._says(5_004, "hôm nay tổ em mấy giờ ra quân")
            self._says(5_005, "tối nay có ai đi cùng không")

        async def corrections() -> None:
            self._says(5_001, "sửa lại cài 14")
            self.telegram.edits(self._edited, "cài 10")
            self._says(CLERK, "tình hình")

        async def a_plan() -> None:
            sent = {"file_id": "d1", "file_unique_id": "u", "file_name": "kehoach.csv", "file_size": len(PLAN)}
            self.telegram.arrives(message=self._message(CLERK, document=sent))

        async def agreed() -> None:
            self._says(CLERK, "đồng ý")
            self._says(5_003, "cài 5 hoặc 6")

        async def pressed() -> None:
            asked = next((one for one in reversed(self.telegram.sent) if one.chat == 5_003 and one.buttons), None)
            if asked:
                self.telegram.presses_button(5_003, asked, next(iter(asked.buttons.values())))
            self._says(CLERK, "nhắn các bác tổ trưởng: mai họp lúc 7 giờ ở nhà văn hoá")

        async def announced() -> None:
            asked = next((one for one in reversed(self.telegram.sent) if one.chat == CLERK and one.buttons), None)
            if asked:
                self.telegram.presses_button(CLERK, asked, next(iter(asked.buttons.values())))
            self._says(CLERK, "/xuat tiến độ")

        async def asked() -> None:
            """What is due is said; the group, too, has its life."""
            place, by = {"id": GROUP, "type": "group", "title": "Tổ"}, {"id": 5_001, "is_bot": False, "first_name": "A"}
            joined = {
                "chat": place,
                "from": by,
                "date": int(self.telegram.now()),
                "new_chat_member": {"status": "member"},
            }
            self.telegram.arrives(my_chat_member=joined)

        async def answered() -> None:
            self._says(5_004, "7")
            moved = self._message(5_001, GROUP, migrate_to_chat_id=GROUP * 1_000)
            self.telegram.arrives(message=moved)

        stages = (reports, corrections, a_plan, agreed, pressed, announced)
        return [*((f"21:{18 + n}", stage) for n, stage in enumerate(stages)), (DUE, asked), ("21:27", answered)]

    def _message(self, user: int, chat: int | None = None, **more: Any) -> dict[str, Any]:
        """Numbered by what people say, whatever was said to them meanwhile."""
        ours, self.telegram._next_message = self.telegram._next_message, self._said
        said = self.telegram.message(user, chat, **more)
        self._said, self.telegram._next_message = self.telegram._next_message, ours
        return said

    def _says(self, user: int, text: str) -> dict[str, Any]:
        said = self._message(user, text=text)
        self.telegram.arrives(message=said)
        return said

    async def _comes_to(self, minute: str, stage: Callable[[], Awaitable[None]]) -> None:
        hands = self.ground.hands
        if clock_time(minute) > hands.now():
            hands.show(clock_time(minute), SPEED)
        await stage()
        since = hands.now() if minute == DUE else 0
        with suppress(TimeoutError):
            await until(lambda: self._is_settled(since), PATIENCE)
            return
        log = " / ".join(self.ground.log.read_text("utf-8").splitlines()[-5:])
        raise Unsettled(f"{minute}: {len(self.telegram.pending)} updates, {self.ground.left()} messages wait; {log}")

    def _is_settled(self, since: int) -> bool:
        """Taken, done and said; and the clock has looked since."""
        with suppress(Exception):  # the file may be locked for this moment
            waits = self.ground.number("SELECT count(*) FROM errand WHERE state = 'waiting'")
            return not self.telegram.pending and not waits and self.ground.looked() >= since and not self.ground.left()
        return False

    def _ended(self) -> Ended:
        once = self.ground.asked("SELECT words FROM outbox WHERE once_key IS NOT NULL AND words IS NOT NULL")
        doubt = self.ground.asked("SELECT words FROM outbox WHERE state = 'doubt'")
        counts = self.ground.asked("SELECT words FROM outbox WHERE kind = 'receipt' AND words IS NOT NULL")
        steps = (self.folder / "steps").read_text("utf-8").splitlines()
        return Ended(
            tables.dump(self.ground.path, aside={"upload"}),
            Counter(
                (said.chat, str(tables._plain(words)))
                for said in self.telegram.sent
                for words in (*said.versions, said.text)
            ),
            {str(tables._plain(words)) for (words,) in once},
            {str(tables._plain(words)) for (words,) in doubt},
            {str(tables._plain(words)) for (words,) in counts},
            Counter(steps),
            self.crashed,
        )
