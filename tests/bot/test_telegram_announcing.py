"""A word to 272 people by Telegram: in seconds, with no limit broken, once to each whatever stops it, and its end."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot import addressing
from bot.channels.telegram.channel import sends
from bot.channels.telegram.sending import Access, Telegram
from bot.channels.web.channel import PAGES
from bot.delivery import Delivery
from bot.signals import Signals
from storage import facts
from storage.accounts import Linked
from storage.chats import Heard, hear
from storage.database import Database
from storage.records import Role
from tests.fake_telegram import TOKEN, FakeTelegram, Fault
from tests.ward import PEOPLE, Ward

PEOPLE_TOLD = 272
STEP = 100  # ms of the app's clock between two looks
FIRST_USER = 7_000
CLERK_USER = 6_999
CROWD = {f"v{n:03}": (f"Lê Văn {n:03}", "bạn", Role.VOLUNTEER, "Cầu Đơ 1") for n in range(PEOPLE_TOLD)}


@asynccontextmanager
async def crowd(database: Database) -> AsyncIterator[tuple[Ward, FakeTelegram, list[Delivery]]]:
    """A clerk and 272 volunteers, all of them on Telegram."""
    ward = await Ward.founded(database, people={"lan": PEOPLE["lan"], **CROWD})
    telegram = FakeTelegram(lambda: ward.clock.at / 1_000)
    users = {key: FIRST_USER + n for n, key in enumerate(CROWD)} | {"lan": CLERK_USER}
    async with telegram.serving():
        channel = Telegram(Access(TOKEN, telegram.api))
        async with database.write() as tx:
            heard = [Heard(ward.ids(), f"telegram/{user}", "telegram", None, ward.clock.at) for user in users.values()]
            chats = await hear(tx, heard)
            linked = [
                Linked(ward.ids(), (at := f"telegram/{user}"), chats[at].id, ward.people[key].id, ward.clock.at)
                for key, user in users.items()
            ]
            await facts.write(tx, linked)
            await tx.run("UPDATE account SET until = 0 WHERE address LIKE 'web/v%'")
        channels = (PAGES, sends(channel))
        try:
            yield ward, telegram, [Delivery(database, one, ward.clock, ward.ids, Signals()) for one in channels]
        finally:
            await channel.close()


async def goes(ward: Ward, telegram: FakeTelegram, deliveries: list[Delivery], seconds: float) -> float:
    """On, for so long; the seconds until the last of them had it."""
    began, last = ward.clock.at, 0.0
    told = len(telegram.sent)
    while ward.clock.at - began < seconds * 1_000:
        await addressing.route(ward.database, ward.clock.at)
        for delivery in deliveries:
            while await delivery.deliver():
                pass
        if len(telegram.sent) > told:
            told, last = len(telegram.sent), (ward.clock.at - began) / 1_000
        ward.clock.at += STEP
    return last


def received(telegram: FakeTelegram, text: str) -> Counter[int]:
    return Counter(one.chat for one in telegram.sent if text in one.text and one.chat >= FIRST_USER)


async def last_said(ward: Ward) -> str:
    return [line.words or "" for line in await ward.chat("lan").log() if line.said is None and line.edits is None][-1]


async def yes(ward: Ward) -> None:
    await ward.chat("lan").says("/thongbao các tình nguyện viên: mai 18h45 tập trung")
    ward.deliveries = []  # from here on by the steps of the clock
    await ward.chat("lan").says("1")


async def test_272_people_have_it_within_fifteen_seconds_and_no_limit_is_broken(sqlite: Database):
    async with crowd(sqlite) as (ward, telegram, deliveries):
        await yes(ward)

        took = await goes(ward, telegram, deliveries, 30)

        assert received(telegram, "mai 18h45 tập trung") == {FIRST_USER + n: 1 for n in range(PEOPLE_TOLD)}
        assert took <= 15
        assert telegram.violations.total() == 0


async def test_a_crash_on_the_way_repeats_nothing_and_the_end_names_the_doubtful(sqlite: Database):
    async with crowd(sqlite) as (ward, telegram, deliveries):
        telegram.faults.append(Fault(chat=FIRST_USER + 3, status=403, why="Forbidden: bot was blocked by the user"))
        telegram.faults.append(Fault(chat=FIRST_USER + 200, drops="after"))
        await yes(ward)
        await goes(ward, telegram, deliveries, 3)

        web, tg = deliveries
        telegram.faults.append(Fault(waits=0.6, times=8))
        await tg.deliver()  # what is in flight now nobody settles any more
        anew = Delivery(ward.database, tg._channel, ward.clock, ward.ids, Signals())
        await anew.land()
        await goes(ward, telegram, [web, anew], 60)

        got = received(telegram, "mai 18h45 tập trung")
        assert set(got.values()) == {1}
        assert len(got) >= PEOPLE_TOLD - 1 - 8  # one has blocked us; eight were in flight, and may have been said
        end = await last_said(ward)
        assert "người báo đã rõ" in end
        assert "Chưa chắc đã tới" in end


async def test_how_far_it_is_stands_in_one_message_that_is_edited(sqlite: Database):
    async with crowd(sqlite) as (ward, telegram, deliveries):
        await yes(ward)

        await goes(ward, telegram, deliveries, 30)

        edits = [line.words or "" for line in await ward.chat("lan").log() if line.edits is not None]
        assert any("/272</b> người…" in words for words in edits)
        assert "Lời nhắn đã tới <b>272/272</b> người" in await last_said(ward)
