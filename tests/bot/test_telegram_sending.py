"""How every answer of Telegram is understood, and how long messages are told."""

import logging
import subprocess
import sys

import pytest

from bot.channels.channel import (
    Ending,
    Migrated,
    Outgoing,
    Partly,
    Refused,
    Sent,
    Shut,
    Throttled,
    Uncertain,
    Unsent,
)
from bot.channels.parts import part
from bot.channels.telegram.sending import LONGEST, Access, Telegram
from storage.records import Chat, Choice
from tests.bot.loud_telegram import PASSWORD
from tests.fake_telegram import TOKEN, FakeTelegram, Fault

CHAT = Chat(1, "telegram/5001", "telegram")


async def ending(telegram: FakeTelegram, words: str = "xin chào", **more: object) -> Ending:
    channel = Telegram(Access(TOKEN, telegram.api), jitter=lambda: 0.0)
    channel._request._client.timeout = 0.5
    try:
        return await channel.send(Outgoing(CHAT, words, **more), 1_000)  # type: ignore[arg-type]
    finally:
        await channel.close()


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(status=403, why="Forbidden: bot was blocked by the user"), Refused),
        (Fault(status=403, why="Forbidden: user is deactivated"), Refused),
        (Fault(status=400, why="Bad Request: chat not found"), Refused),
        (Fault(status=400, why="Bad Request: something else"), Refused),
        (Fault(status=429, why="Too Many Requests", parameters={"retry_after": 7}), Throttled),
        (Fault(status=429, why="Too Many Requests"), Throttled),
        (Fault(status=400, why="upgraded", parameters={"migrate_to_chat_id": -100}), Migrated),
        (Fault(status=500, why="Internal Server Error"), Uncertain),
        (Fault(status=502, why="Bad Gateway"), Uncertain),
        (Fault(drops="after"), Uncertain),
        (Fault(drops="before"), Uncertain),
        (Fault(status=401, why="Unauthorized"), Shut),
        (Fault(status=404, why="Not Found"), Unsent),
        (Fault(status=409, why="Conflict"), Unsent),
    ],
)
async def test_every_answer_has_its_meaning(fault: Fault, expected: type):
    async with FakeTelegram().serving() as telegram:
        telegram.faults.append(fault)
        assert isinstance(await ending(telegram), expected)


async def test_blocked_means_the_whole_chat_and_a_bad_request_only_this_message():
    async with FakeTelegram().serving() as telegram:
        telegram.refuses(None, 403, "Forbidden: bot was blocked by the user")
        assert await ending(telegram) == Refused("Forbidden: bot was blocked by the user", gone=True)
        telegram.refuses(None, 400, "Bad Request: wrong something")
        assert await ending(telegram) == Refused("Wrong something", gone=False)


async def test_what_could_not_connect_was_not_sent_and_pauses_the_channel():
    telegram = FakeTelegram()
    telegram.api = "http://127.0.0.1:9"
    assert await ending(telegram) == Unsent("NetworkError: ConnectError", 2_000)


async def test_a_retry_is_never_sooner_than_asked():
    async with FakeTelegram().serving() as telegram:
        telegram.refuses(None, 429, "Too Many Requests", {"retry_after": 7})
        throttled = await ending(telegram)
        assert isinstance(throttled, Throttled)
        assert throttled.until > 8_000


async def test_three_chats_in_a_row_that_must_wait_mean_the_bot():
    async with FakeTelegram().serving() as telegram:
        channel = Telegram(Access(TOKEN, telegram.api))
        telegram.storm = lambda _chat: 3
        ended = [await channel.send(Outgoing(Chat(n, f"telegram/{n}", "telegram"), "x"), 0) for n in (1, 2, 3)]
        assert [one.whole for one in ended if isinstance(one, Throttled)] == [False, False, True]
        await channel.close()


async def test_bad_markup_is_said_plainly():
    async with FakeTelegram().serving() as telegram:
        telegram.refuses(None, 400, "Bad Request: can't parse entities: Unsupported start tag")
        assert isinstance(await ending(telegram, "<b>Cầu Đơ 1</b> &lt;b"), Sent)
        assert telegram.sent[0].text == "Cầu Đơ 1 <b"
        assert "entities" not in telegram.sent[0].params


async def test_an_edit_that_cannot_be_made_becomes_a_new_message():
    async with FakeTelegram().serving() as telegram:
        assert isinstance(await ending(telegram, edits="99"), Sent)
        assert telegram.sent[0].text == "xin chào"


async def test_an_edit_that_changes_nothing_is_done():
    async with FakeTelegram().serving() as telegram:
        first = await ending(telegram)
        assert isinstance(first, Sent)
        assert await ending(telegram, edits=first.reference) == first


async def test_buttons_carry_only_the_id_of_their_choice():
    async with FakeTelegram().serving() as telegram:
        await ending(telegram, buttons=(Choice(2**62, "Thay bằng 30", "{}", 1),))
        assert telegram.sent[0].buttons == {"Thay bằng 30": str(2**62)}


async def test_a_long_message_is_told_in_parts_at_line_ends():
    async with FakeTelegram().serving() as telegram:
        words = "\n".join(f"<b>dòng {n}</b> 👨‍👩‍👧‍👦 có chữ" for n in range(400))
        told = 0
        while isinstance(done := await ending(telegram, words, told=told), Partly):
            told = done.told
        assert isinstance(done, Sent)
        assert len(telegram.sent) > 1
        lines = "\n".join(message.text for message in telegram.sent).split("\n")
        assert lines == [f"dòng {n} 👨‍👩‍👧‍👦 có chữ" for n in range(400)]


def test_bold_spans_are_counted_in_utf16_units():
    assert part("👍 <b>Cầu Đơ</b> 1", 0, LONGEST).bold == ((3, 6),)
    assert part("a\n<b>" + "x" * 10 + "</b>", 2, longest=4).bold == ((0, 4),)


def test_combining_characters_are_cut_where_the_part_is_full():
    words = "a" + "\u0301" * 5_000
    first = part(words, 0, LONGEST)
    assert (first.reaches, first.last) == (4_096, False)
    assert part(words, first.reaches, LONGEST).last


@pytest.mark.parametrize(("level", "told"), [(logging.INFO, False), (logging.DEBUG, True)])
async def test_the_library_tells_nothing_beside_us_but_at_debug(level: int, told: bool):
    root, library = logging.getLogger(), logging.getLogger("telegram")
    before = root.level, library.level
    root.setLevel(level)
    library.setLevel(logging.NOTSET)
    await Telegram(Access(TOKEN, "http://127.0.0.1:9")).close()
    assert library.isEnabledFor(logging.ERROR) is told
    root.setLevel(before[0])
    library.setLevel(before[1])


def test_no_token_in_any_log_at_debug():
    """A process of its own, since logging is a process's."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bot.loud_telegram"], capture_output=True, text=True, timeout=30, check=False
    )
    shown = done.stdout + done.stderr
    assert done.returncode == 0, shown[-2_000:]
    assert "getMe" in shown
    assert "***" in shown
    assert TOKEN not in shown
    assert TOKEN.partition(":")[2] not in shown
    assert PASSWORD not in shown
    assert "A" * 56 not in shown
    assert "sendDocument" in shown
