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
from storage import erasing, facts
from storage.accounts import Linked
from storage.chats import Heard, hear
from storage.database import Database
from storage.people import Account, Enrolled
from storage.records import Person, Post, Role
from tests.fake_telegram import TOKEN, FakeTelegram, Fault
from tests.ward import PEOPLE, Ward

PEOPLE_TOLD, MANY = 272, 80  # eighty are three seconds of Telegram's pace
STEP = 100  # ms of the app's clock between two looks
FIRST_USER = 7_000
CLERK_USER = 6_999
CROWD = {f"v{n:03}": (f"Lê Văn {n:03}", "bạn", Role.VOLUNTEER, "Cầu Đơ 1") for n in range(PEOPLE_TOLD)}


@asynccontextmanager
async def crowd(
    database: Database, people: int = PEOPLE_TOLD
) -> AsyncIterator[tuple[Ward, FakeTelegram, list[Delivery]]]:
    """A clerk and so many volunteers, all of them on Telegram."""
    some = dict(list(CROWD.items())[:people])
    ward = await Ward.founded(database, people={"lan": PEOPLE["lan"], **some})
    telegram = FakeTelegram(lambda: ward.clock.at / 1_000)
    users = {key: FIRST_USER + n for n, key in enumerate(some)} | {"lan": CLERK_USER}
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
    """How far it is stands in one message that is edited, and its end in another."""
    async with crowd(sqlite) as (ward, telegram, deliveries):
        await yes(ward)

        took = await goes(ward, telegram, deliveries, 20)

        assert received(telegram, "mai 18h45 tập trung") == {FIRST_USER + n: 1 for n in range(PEOPLE_TOLD)}
        assert took <= 15, took
        assert telegram.violations.total() == 0
        edits = [line.words or "" for line in await ward.chat("lan").log() if line.edits is not None]
        assert any("/272</b> người…" in words for words in edits)
        assert "Lời nhắn đã tới <b>272/272</b> người" in await last_said(ward)


async def test_a_crash_on_the_way_repeats_nothing_and_the_end_names_the_doubtful(sqlite: Database):
    async with crowd(sqlite, MANY) as (ward, telegram, deliveries):
        telegram.faults.append(Fault(chat=FIRST_USER + 3, status=403, why="Forbidden: bot was blocked by the user"))
        telegram.faults.append(Fault(chat=FIRST_USER + 20, drops="after"))
        await yes(ward)
        await goes(ward, telegram, deliveries, 1)

        web, tg = deliveries
        telegram.faults.append(Fault(waits=0.6, times=8))
        await tg.deliver()  # what is in flight now nobody settles any more
        anew = Delivery(ward.database, tg._channel, ward.clock, ward.ids, Signals())
        await anew.land()
        await goes(ward, telegram, [web, anew], 30)

        got = received(telegram, "mai 18h45 tập trung")
        assert set(got.values()) == {1}
        assert len(got) >= MANY - 1 - 8  # one has blocked us; eight were in flight, and may have been said
        end = await last_said(ward)
        assert "người báo đã rõ" in end
        assert "Chưa chắc đã tới" in end


# --- what happens while it goes


async def on_the_way(ward: Ward, telegram: FakeTelegram, deliveries: list[Delivery]) -> set[int]:
    """A second after the yes: who has it."""
    await yes(ward)
    await goes(ward, telegram, deliveries, 1)
    some = set(received(telegram, "mai 18h45 tập trung"))
    assert 0 < len(some) < MANY
    return some


async def says(ward: Ward, *texts: str) -> None:
    """By the clerk; what goes to others goes by the steps of the clock."""
    for text in texts:
        await ward.chat("lan").says(text)


async def test_corrected_while_it_goes_nobody_gets_the_wrong_words_any_more(sqlite: Database):
    async with crowd(sqlite, MANY) as (ward, telegram, deliveries):
        before = await on_the_way(ward, telegram, deliveries)

        await says(ward, "sửa thông báo: mai 19h15 tập trung")
        await deliveries[0].deliver()
        await says(ward, "1")
        await goes(ward, telegram, deliveries, 20)

        assert set(received(telegram, "mai 18h45 tập trung")) == before
        assert received(telegram, "mai 19h15 tập trung") == {FIRST_USER + n: 1 for n in range(MANY)}
        assert telegram.violations.total() == 0


async def test_stopped_while_it_goes_the_rest_never_get_it_and_the_end_counts_both(sqlite: Database):
    async with crowd(sqlite, MANY) as (ward, telegram, deliveries):
        before = await on_the_way(ward, telegram, deliveries)

        await says(ward, "thu hồi tin vừa gửi")
        await deliveries[0].deliver()
        await says(ward, "1")
        await goes(ward, telegram, deliveries, 20)

        assert set(received(telegram, "mai 18h45 tập trung")) == before
        end = await last_said(ward)
        assert f"Lời nhắn đã tới <b>{len(before)}/{MANY}</b> người" in end
        assert "Đã rút, không gửi nữa" in end


async def test_who_takes_their_data_back_while_it_goes_is_not_written_to_and_has_no_name_in_the_end(sqlite: Database):
    async with crowd(sqlite, MANY) as (ward, telegram, deliveries):
        before = await on_the_way(ward, telegram, deliveries)
        gone = next(n for n in range(MANY) if FIRST_USER + n not in before)
        person = ward.people[f"v{gone:03}"]
        async with sqlite.write() as tx:
            await erasing.write_erased(tx, [erasing.Erased(person.id, "NGƯỜI-ĐÃ-XOÁ", ward.clock.at)])

        await goes(ward, telegram, deliveries, 20)

        got = received(telegram, "mai 18h45 tập trung")
        assert FIRST_USER + gone not in got
        assert len(got) == MANY - 1
        end = await last_said(ward)
        assert f"Lời nhắn đã tới <b>{MANY - 1}/{MANY - 1}</b> người" in end
        assert person.name not in end


async def test_the_campaigns_end_and_who_joins_change_nothing_of_what_was_sent(sqlite: Database):
    async with crowd(sqlite, MANY) as (ward, telegram, deliveries):
        await on_the_way(ward, telegram, deliveries)
        async with sqlite.write() as tx:
            await tx.run("UPDATE campaign SET ends = '2024-11-08', version = version + 1")
            new = Person(ward.ids(), "moi", "Phạm Thị Mới", "", "bạn", "em")
            post = Post(new.id, Role.VOLUNTEER, ward.units["Cầu Đơ 1"])
            account = Account(new.id, "telegram/9999", new.id)
            await facts.write(tx, [Enrolled(new, ((ward.ids(), post),), (account,), ward.clock.at)])

        await goes(ward, telegram, deliveries, 20)

        assert received(telegram, "mai 18h45 tập trung") == {FIRST_USER + n: 1 for n in range(MANY)}
        assert f"Lời nhắn đã tới <b>{MANY}/{MANY}</b> người" in await last_said(ward)
