"""`kill -9` while hundreds are written to: everybody has it once, or is in doubt and named; the end tells it."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from bot.clock import machine_time
from storage import facts
from storage.accounts import Linked
from storage.chats import Heard, hear
from storage.database import open_database
from storage.ids import Ids
from storage.migrate import migrate
from storage.records import Role
from tests.bot.killing import left, started
from tests.bot.telegram_house import until
from tests.fake_telegram import FakeTelegram
from tests.ward import PEOPLE, Ward, clock_time

CLERK, FIRST = 6_999, 7_000
WORDS = "mai 18h45 tập trung"


async def founded(url: str, people: int) -> None:
    """A clerk and so many volunteers, all of them on Telegram."""
    crowd = {f"v{n:03}": (f"Lê Văn {n:03}", "bạn", Role.VOLUNTEER, "Cầu Đơ 1") for n in range(people)}
    database = await open_database(url)
    try:
        await migrate(database)
        ward = await Ward.founded(database, people={"lan": PEOPLE["lan"], **crowd})
        ids = Ids(ward.clock.now)
        users = {key: FIRST + n for n, key in enumerate(crowd)} | {"lan": CLERK}
        async with database.write() as tx:
            heard = [Heard(ids(), f"telegram/{user}", "telegram", None, ward.clock.at) for user in users.values()]
            chats = await hear(tx, heard)
            links = [
                Linked(ids(), (at := f"telegram/{user}"), chats[at].id, ward.people[key].id, 0)
                for key, user in users.items()
            ]
            await facts.write(tx, links)
            await tx.run("UPDATE account SET until = 0 WHERE address LIKE 'web/%'")
    finally:
        await database.close()


def received(telegram: FakeTelegram) -> Counter[int]:
    return Counter(one.chat for one in telegram.sent if WORDS in one.text and one.chat >= FIRST)


async def killed_on_the_way(path: Path, people: int, kills: list[int]) -> FakeTelegram:
    """Killed each time that so many have it; then it may finish."""
    url, since = f"sqlite:///{path}", machine_time()
    await founded(url, people)
    async with FakeTelegram(lambda: (clock_time("21:20") + machine_time() - since) / 1_000).serving() as telegram:
        process = await started(url, telegram, 0, since)
        telegram.says(CLERK, f"/thongbao các tình nguyện viên: {WORDS}")
        await until(lambda: any("Người nhận sẽ thấy" in one.text for one in telegram.sent if one.chat == CLERK), 30)
        await until(lambda: left(path) == 0, 30)  # it is on record too that she has it: nobody answers faster
        telegram.says(CLERK, "1")
        for some in kills:
            await until(lambda some=some: len(received(telegram)) >= some, 60)
            process.kill()
            await process.wait()
            process = await started(url, telegram, 0, since)
        await until(lambda: any("người báo đã rõ" in one.text for one in telegram.sent if one.chat == CLERK), 90)
        await until(lambda: left(path) == 0, 60)
        process.terminate()
        await process.wait()
    return telegram


def judged(path: Path, telegram: FakeTelegram, people: int) -> None:
    with closing(sqlite3.connect(path)) as read:
        rows = read.execute("SELECT state, count(*) FROM outbox WHERE kind = 'announcement' GROUP BY state").fetchall()
    states, got = Counter(dict(rows)), received(telegram)
    assert set(got.values()) == {1}, "said twice"
    assert states.total() == people
    assert states["sent"] + states["doubt"] == people, "somebody was forgotten"
    assert states["sent"] <= len(got) <= states["sent"] + states["doubt"]
    assert telegram.violations.total() == 0, telegram.violations
    end = next(one.text for one in reversed(telegram.sent) if one.chat == CLERK and "người báo đã rõ" in one.text)
    assert f"đã tới {states['sent']}/{people} người" in end
    assert ("Chưa chắc đã tới" in end) == (states["doubt"] > 0)


async def test_killed_on_the_way_everybody_has_it_once_and_the_end_is_true(tmp_path: Path):
    telegram = await killed_on_the_way(tmp_path / "t.db", 45, [12])
    judged(tmp_path / "t.db", telegram, 45)


@pytest.mark.trial
async def test_killed_five_times_while_272_are_written_to(tmp_path: Path):
    telegram = await killed_on_the_way(tmp_path / "t.db", 272, [20, 60, 100, 130, 150])
    judged(tmp_path / "t.db", telegram, 272)
