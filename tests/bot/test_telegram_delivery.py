"""What follows from how Telegram took a message: another chat, doubt, once more, the rest of a long one."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from bot import addressing
from bot.channels.channel import Channel
from bot.channels.telegram.channel import sends
from bot.channels.telegram.sending import Access, Telegram
from bot.channels.web.channel import PAGES
from bot.delivery import Delivery
from bot.links import Links
from bot.signals import Signals
from storage import facts, files, outbox, state
from storage.accounts import Linked
from storage.chats import Heard, hear
from storage.files import Handout
from storage.instants import DAY, HOUR, MINUTE, SECOND
from storage.records import Chat, Message
from tests.fake_telegram import TOKEN, FakeTelegram, Fault
from tests.ward import Ward

BLOCKED = Fault(status=403, why="Forbidden: bot was blocked by the user")
USER = 5_001


@dataclass
class Post:
    """The way out of a ward in which bác Bình has a web page and Telegram, heard there last."""

    ward: Ward
    telegram: FakeTelegram
    deliveries: Sequence[Delivery]
    chat: Chat

    async def puts(self, *messages: Message) -> None:
        async with self.ward.database.write() as tx:
            await outbox.write(tx, messages)

    def message(self, id_: int, kind: str, words: str, *, chat: bool = True, not_after: int | None = None) -> Message:
        to = {"chat": self.chat} if chat else {"person_id": self.ward.people["binh"].id}
        return Message(id_, kind, "test", self.ward.clock.at, words=words, not_after=not_after, **to)

    async def puts_file(self, file: int, *messages: int, words: str = "") -> None:
        """One file, handed out with each of these messages."""
        handout, to = Handout(file, "test", "a.pdf", "application/pdf", named=False, made=self.ward.clock.at), self.chat
        plain = ("file", "test", self.ward.clock.at)
        async with self.ward.database.write() as tx:
            await files.keep(tx, handout, b"%PDF", "{}")
            told = [Message(id_, *plain, chat=to, words=words, params={"file": str(file)}) for id_ in messages]
            await outbox.write(tx, told)

    async def goes_on(self, minutes: int = 1) -> None:
        """Second by second, as the loops would."""
        for _ in range(minutes * 60):
            await addressing.route(self.ward.database, self.ward.clock.at)
            for delivery in self.deliveries:
                await delivery.deliver()
            self.ward.clock.at += 1_100

    async def states(self) -> dict[int, str]:
        async with self.ward.database.read() as read:
            return {row["id"]: row["state"] for row in await read.rows("SELECT id, state FROM outbox WHERE id > 900")}


@asynccontextmanager
async def posted(ward: Ward, *faults: Fault) -> AsyncIterator[Post]:
    telegram = FakeTelegram(lambda: ward.clock.at / 1_000)
    telegram.faults += faults
    person, address, now = ward.people["binh"].id, f"telegram/{USER}", ward.clock.at
    async with telegram.serving():
        channel = Telegram(Access(TOKEN, telegram.api))
        channels: tuple[Channel, ...] = (PAGES, sends(channel))
        async with ward.database.write() as tx:
            chat = (await hear(tx, [Heard(801, address, "telegram", None, now)]))[address]
            await facts.write(tx, [Linked(802, address, chat.id, person, now)])
        links = Links("k" * 32, "https://phuong.example")
        deliveries = [Delivery(ward.database, one, ward.clock, ward.ids, Signals(), links=links) for one in channels]
        yield Post(ward, telegram, deliveries, chat)
        await channel.close()


async def test_who_has_blocked_us_is_told_on_the_web_and_an_answer_is_not(ward: Ward):
    async with posted(ward, BLOCKED) as post:
        await post.puts(post.message(901, "alarm", "có việc", chat=False))
        await post.goes_on()
        page = ward.chat("binh")
        await page.reads()
        page.hears("có việc")

        post.telegram.faults.append(BLOCKED)
        await post.puts(post.message(902, "answer", "x"), post.message(903, "alarm", "y", chat=False))
        await post.goes_on()
        assert await post.states() == {901: "sent", 902: "unreached", 903: "sent"}
        assert post.telegram.sent == []


@pytest.mark.parametrize(("kind", "said", "state"), [("answer", 2, "sent"), ("summary", 1, "doubt")])
async def test_a_lost_answer_is_repeated_or_in_doubt(ward: Ward, kind: str, said: int, state: str):
    async with posted(ward, Fault(drops="after")) as post:
        await post.puts(post.message(901, kind, "x"), post.message(902, kind, "y"))
        await post.goes_on()
        assert post.telegram.heard(USER) == ["x"] * said + ["y"]
        assert await post.states() == {901: state, 902: "sent"}


async def test_a_long_message_is_told_in_parts_and_nothing_comes_between(ward: Ward):
    long = "\n".join(f"dòng {n}" for n in range(1_000))
    async with posted(ward) as post:
        await post.puts(post.message(901, "answer", long), post.message(902, "answer", "sau"))
        await post.goes_on()
        assert "\n".join(post.telegram.heard(USER)) == f"{long}\nsau"
        assert post.telegram.violations.total() == 0


async def test_after_days_of_silence_only_what_is_still_of_use_is_said(ward: Ward):
    async with posted(ward) as post:
        away = Fault(status=502, why="Bad Gateway", times=10_000)
        post.telegram.faults.append(away)
        soon = ward.clock.at + 5 * MINUTE
        await post.puts(post.message(901, "answer", "cũ", not_after=soon), post.message(902, "answer", "còn dùng"))
        await post.goes_on(minutes=10)
        post.telegram.faults.clear()
        await post.goes_on(minutes=10)
        assert post.telegram.heard(USER) == ["còn dùng"]
        assert await post.states() == {901: "skipped", 902: "sent"}


async def test_what_waits_on_telegram_does_not_hold_up_the_web(ward: Ward):
    async with posted(ward, Fault(waits=0.3, times=100)) as post:
        await post.puts(post.message(901, "answer", "x"))
        await post.deliveries[1]._begin()
        await ward.chat("tam").says("/trogiup")
        ward_chat = ward.chat("tam")
        await ward_chat.reads()
        assert ward_chat.new
        await post.deliveries[1].finish()
        assert await post.states() == {901: "sent"}


async def test_a_file_is_given_once_to_whoever_gets_it(ward: Ward):
    async with posted(ward) as post:
        await post.puts_file(850, 901, 902, words="đây ạ")
        await post.goes_on()
        assert [(said.text, said.file and said.file.body) for said in post.telegram.sent] == [("đây ạ", b"%PDF")] * 2
        assert len(post.telegram.held) == 1
        assert post.telegram.violations.total() == 0


async def test_a_file_whose_answer_was_lost_is_sent_again(ward: Ward):
    async with posted(ward, Fault(method="sendDocument", drops="after")) as post:
        await post.puts_file(850, 901)
        await post.goes_on()
        assert len(post.telegram.sent) == 2
        assert await post.states() == {901: "sent"}


async def test_words_too_long_for_a_file_follow_it_before_anything_else(ward: Ward):
    words = "\n".join(f"dòng {n}" for n in range(300))
    async with posted(ward) as post:
        await post.puts_file(850, 901, words=words)
        await post.puts(post.message(902, "answer", "sau"))
        await post.goes_on()
        assert [said.file is not None for said in post.telegram.sent] == [True, False, False]
        assert "\n".join(post.telegram.heard(USER)) == f"{words}\nsau"
        assert post.telegram.violations.total() == 0


async def test_where_a_file_cannot_go_its_link_is_the_same_every_time(ward: Ward):
    async with posted(ward, Fault(drops="after")) as post:
        post.telegram.takes["document"] = 1
        await post.puts_file(850, 901, words="đây ạ")
        await post.goes_on()
        first, again = post.telegram.heard(USER)
        assert first == again
        assert first.startswith("đây ạ\nMở tệp: https://phuong.example/t/")


async def test_nothing_shows_work_while_the_chat_was_asked_to_wait(ward: Ward):
    wait = Fault(status=429, why="Too Many Requests", parameters={"retry_after": 30})
    async with posted(ward, wait) as post:
        telegram = post.deliveries[1]
        await telegram.show_work(post.chat)
        await post.puts(post.message(901, "answer", "x"))
        await telegram.deliver()
        await telegram.show_work(post.chat)
        assert len(post.telegram.signs) == 1
        await post.goes_on()
        await telegram.show_work(post.chat)
        assert len(post.telegram.signs) == 2


async def test_a_clock_that_is_set_back_keeps_nobody_waiting(ward: Ward):
    """A machine whose clock was an hour ahead is put right while it runs."""
    async with posted(ward) as post:
        await post.puts(post.message(901, "answer", "x"))
        await post.goes_on()
        ward.clock.at -= HOUR
        post.telegram.forgets_times()
        await post.puts(post.message(902, "answer", "y"))
        for _ in range(4):
            await post.deliveries[1].deliver()
            ward.clock.at += SECOND

        assert await post.states() == {901: "sent", 902: "sent"}


async def test_a_house_that_was_rehearsed_with_answers_at_once_again(ward: Ward):
    """As an earlier version left it after `run --clock`: sent, tried and decided on days ahead of now."""
    async with posted(ward, Fault(status=500, why="Internal Server Error")) as post:
        ward.clock.at += 9 * DAY
        await post.puts(post.message(901, "closeout", "x"), post.message(902, "answer", "y"))
        for _ in range(3):
            await post.deliveries[1].deliver()
        ward.clock.at -= 9 * DAY
        post.telegram.forgets_times()
        await post.puts(post.message(903, "answer", "z"))
        anew = Delivery(ward.database, post.deliveries[1]._channel, ward.clock, ward.ids, Signals())
        for _ in range(8):
            await anew.deliver()
            ward.clock.at += SECOND

        assert (await post.states())[903] == "sent"
        assert "waiting" not in (await post.states()).values()


async def only_on_telegram(ward: Ward) -> None:
    async with ward.database.write() as tx:
        named = {"id": ward.people["binh"].id}
        await tx.run("UPDATE account SET until = 0 WHERE person_id = :id AND address LIKE 'web/%'", **named)
        await tx.run("UPDATE person SET phone = '0900000201' WHERE id = :id", **named)


async def test_who_turns_out_to_have_blocked_us_is_named_to_who_sent_it_and_gets_it_when_back(ward: Ward):
    async with posted(ward, BLOCKED) as post:
        await only_on_telegram(ward)
        clerk = ward.chat("lan")
        await clerk.says("/khan Họp lúc 5 giờ")
        await clerk.says("1")
        clerk.hears("Em đang gửi tới 5 tổ trưởng, xong em báo lại chị.")

        await post.goes_on(minutes=11)
        await clerk.reads()
        clerk.hears("Tin khẩn đã tới 0/5 người.", "⚠️ Chưa tới: bác Bình ☎️ 0900 000 201. Chị gọi giúp em ạ.")
        await clerk.says("/goi")
        clerk.hears('bác Bình (Cầu Đơ 1) ☎️ 0900 000 201: báo tin khẩn: "Họp lúc 5 giờ"')

        async with ward.database.write() as tx:
            await hear(tx, [Heard(803, post.chat.address, "telegram", 802, ward.clock.at)])
        await post.goes_on()
        assert "Họp lúc 5 giờ" in post.telegram.heard(USER)[-1]


async def test_who_has_only_a_channel_that_is_off_is_not_reached(ward: Ward):
    async with posted(ward) as post:
        await only_on_telegram(ward)
        now = ward.clock.at
        async with ward.database.write() as tx:
            await state.note(tx, state.Name.CHANNELS, now, "web")
        clerk = ward.chat("lan")

        await clerk.says("/khan Họp lúc 5 giờ")
        await clerk.says("1")

        clerk.hears("Em đang gửi tới 4 tổ trưởng", "bác Bình (Cầu Đơ 1) ☎️ 0900 000 201")
        await post.goes_on()
        assert post.telegram.sent == []
