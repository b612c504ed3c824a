"""How every answer of Zalo's is understood, how long messages are told, and that no token is seen anywhere."""

import logging
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.channels.channel import Attachment, Ending, Outgoing, Partly, Refused, Sent, Shut, Throttled, Uncertain, Unsent
from bot.channels.zalo import client
from bot.channels.zalo.client import BotApi, NotOk
from bot.channels.zalo.sending import LONGEST, ZaloSender
from bot.channels.zalo.settings import ZaloBot
from storage.instants import HOUR, MINUTE
from storage.records import Chat
from tests.fake_zalo import BOT, HTML, TOKENS, FakeZalo, ZaloFault

USER = "6ede9afa66b88fe6d6a9"
CHAT = Chat(1, f"zalo/{BOT}/{USER}", f"zalo/{BOT}")
OURS = ZaloBot(TOKENS[BOT], "s" * 64)
PNG = Attachment("Tiến độ.png", "image/png", b"\x89PNG", "", "https://p.example/t/x", "https://p.example/f/y")
PDF = Attachment("Thẻ mời.pdf", "application/pdf", b"%PDF", "", "https://p.example/t/x")


@asynccontextmanager
async def asking(zalo: FakeZalo) -> AsyncIterator[BotApi]:
    api = BotApi(OURS, zalo.api)
    try:
        yield api
    finally:
        await api.close()


async def endings(zalo: FakeZalo, many: int, words: str = "xin chào", **more: object) -> list[Ending]:
    """Of as many sends, one after the other, at the instant 1,000."""
    async with asking(zalo) as api:
        one = ZaloSender(api, jitter=lambda: 0.0)
        return [await one.send(Outgoing(CHAT, words, **more), 1_000) for _ in range(many)]  # type: ignore[arg-type]


async def ending(zalo: FakeZalo, words: str = "xin chào", **more: object) -> Ending:
    return (await endings(zalo, 1, words, **more))[0]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (ZaloFault(code=400, why="Bad request"), Refused),
        (ZaloFault(code=401, why="Unauthorized"), Shut),
        (ZaloFault(code=401, why="Unauthorized", status=401), Shut),
        (ZaloFault(code=403, why="Internal server error"), Unsent),
        (ZaloFault(code=404, why="Not Found"), Unsent),
        (ZaloFault(code=408, why="Request timeout"), Uncertain),
        (ZaloFault(code=408, why="Request timeout", status=408), Uncertain),
        (ZaloFault(code=410, why="The chat_id is invaild"), Refused),
        (ZaloFault(code=429, why="Quota exceeded"), Throttled),
        (ZaloFault(code="429", why="Quota exceeded"), Throttled),
        (ZaloFault(code=429, why="Quota exceeded", status=429), Throttled),
        (ZaloFault(status=429, body=HTML), Throttled),
        (ZaloFault(code=500, why="?"), Unsent),
        (ZaloFault(status=502, body=HTML), Unsent),
        (ZaloFault(status=503, body=HTML), Unsent),
        (ZaloFault(status=504, body=HTML), Uncertain),
        (ZaloFault(body=HTML), Uncertain),
        (ZaloFault(body=b""), Uncertain),
        (ZaloFault(body=b"[]"), Uncertain),
        (ZaloFault(body=b'"ok"'), Uncertain),
        (ZaloFault(body=b'{"ok": "true"}'), Uncertain),
        (ZaloFault(body=b'{"ok": 1}'), Uncertain),
        (ZaloFault(body=b'{"ok": false}'), Refused),
        (ZaloFault(body=b'{"ok": false, "error_code": null, "description": null}'), Refused),
        (ZaloFault(body=b'{"ok": false, "errorCode": "410"}'), Refused),
        (ZaloFault(body=b'{"ok": false, "error_code": [1]}'), Refused),
        (ZaloFault(body=b'{"ok": false}', status=502), Unsent),
        (ZaloFault(body=b'{"ok": true}'), Sent),
        (ZaloFault(body=b'{"ok": true, "result": null}'), Sent),
        (ZaloFault(body=b'{"ok": true, "result": []}'), Sent),
        (ZaloFault(drops="before"), Uncertain),
        (ZaloFault(drops="after"), Uncertain),
    ],
)
async def test_every_answer_has_its_meaning_by_what_stands_in_it(fault: ZaloFault, expected: type):
    async with FakeZalo().serving() as zalo:
        zalo.faults.append(fault)
        assert isinstance(await ending(zalo), expected)


async def test_an_answer_that_does_not_come_leaves_it_open(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(client.WAITS, "sendMessage", 0.1)
    async with FakeZalo().serving() as zalo:
        zalo.faults.append(ZaloFault(waits=5))
        assert await ending(zalo) == Uncertain("ReadTimeout")


async def test_what_could_not_connect_was_not_sent_and_pauses_the_bot():
    assert await ending(FakeZalo(api="http://127.0.0.1:9")) == Unsent("ConnectError", 2_000)


async def test_a_chat_that_is_gone_is_gone_and_a_bad_request_is_only_this_message():
    async with FakeZalo().serving() as zalo:
        zalo.faults += [ZaloFault(code=410, why="The chat_id is invaild"), ZaloFault(code=400, why="Bad request")]
        assert await ending(zalo) == Refused("410 The chat_id is invaild", gone=True)
        assert await ending(zalo) == Refused("400 Bad request", gone=False)


async def test_a_used_up_quota_pauses_longer_each_time_and_is_not_asked_in_a_loop():
    async with FakeZalo().serving() as zalo:
        zalo.faults.append(ZaloFault(code="429", why="Quota exceeded", times=7))
        rests = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 6 * HOUR, 6 * HOUR]
        *paused, sent = await endings(zalo, 8)
        assert paused == [Throttled(1_000 + rest, whole=True) for rest in rests]
        assert isinstance(sent, Sent)
        assert zalo.calls["sendMessage"] == 8


async def test_what_may_be_a_fault_of_theirs_is_tried_some_times_and_then_refused():
    async with FakeZalo().serving() as zalo:
        zalo.faults.append(ZaloFault(code=403, why="Internal server error", times=4))
        assert [type(end) for end in await endings(zalo, 4)] == [Unsent, Unsent, Unsent, Refused]


async def test_nothing_but_plain_text_is_asked_for():
    async with FakeZalo().serving() as zalo:
        assert isinstance(await ending(zalo, "<b>Cầu Đơ 1</b>: 42 &lt;b&gt;\u0000 &amp; hết"), Sent)
        assert zalo.asked == [("sendMessage", {"chat_id": USER, "text": "Cầu Đơ 1: 42 <b> & hết"})]


@pytest.mark.parametrize("sign", ["ỗ", "🙂", "a", unicodedata.normalize("NFD", "ỗ")])
async def test_long_texts_are_told_in_parts_at_line_ends_and_nothing_is_lost(sign: str):
    words = "\n".join(f"{n:03} {sign * (20 + n % 17)}" for n in range(150))
    async with FakeZalo().serving() as zalo:
        told = 0
        while isinstance(part := await ending(zalo, words, told=told), Partly):
            told = part.told
        assert isinstance(part, Sent)
        parts = zalo.heard(USER)
    assert len(parts) > 1
    assert all(len(text.encode("utf-16-le")) // 2 <= LONGEST for text in parts)
    assert "\n".join(parts) == unicodedata.normalize("NFC", words)


async def test_a_line_without_an_end_is_parted_between_words():
    words = " ".join(["báo cáo"] * 700)
    async with FakeZalo().serving() as zalo:
        first = await ending(zalo, words)
        assert isinstance(first, Partly)
        await ending(zalo, words, told=first.told)
        parts = zalo.heard(USER)
    assert [text.split()[0] in {"báo", "cáo"} and text.split()[-1] in {"báo", "cáo"} for text in parts] == [True, True]


async def test_a_picture_goes_by_a_link_that_zalo_fetches_with_its_words():
    async with FakeZalo().serving() as zalo:
        assert isinstance(await ending(zalo, "<b>Tiến độ</b>", attachment=PNG), Sent)
        assert zalo.asked == [("sendPhoto", {"chat_id": USER, "photo": PNG.source, "caption": "Tiến độ"})]


@pytest.mark.parametrize("file", [PDF, replace(PNG, source="")])
async def test_what_is_no_picture_or_holds_names_goes_as_a_link_in_the_same_message(file: Attachment):
    async with FakeZalo().serving() as zalo:
        assert isinstance(await ending(zalo, "Đây ạ", attachment=file), Sent)
        assert zalo.heard(USER) == [f"Đây ạ\nMở tệp: {file.link}"]


async def test_a_picture_that_zalo_does_not_take_is_told_as_a_link():
    async with FakeZalo().serving() as zalo:
        zalo.faults.append(ZaloFault("sendPhoto", code=400, why="invalid photo host"))
        assert isinstance(await ending(zalo, "Đây ạ", attachment=PNG), Sent)
        assert zalo.heard(USER) == [f"Đây ạ\nMở tệp: {PNG.link}"]


async def test_a_result_may_be_missing():
    async with FakeZalo().serving() as zalo, asking(zalo) as api:
        assert await api.call("sendChatAction", chat_id=USER, action="typing") is None


@pytest.mark.parametrize("method", ["editMessageText", "sendDocument"])
async def test_what_zalo_does_not_have_is_a_no(method: str):
    async with FakeZalo().serving() as zalo:
        async with asking(zalo) as api:
            with pytest.raises(NotOk) as error:
                await api.call(method)
        assert error.value.code == 404


async def test_the_token_is_in_no_log_and_in_no_error(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    secret = OURS.token.partition(":")[2]
    async with FakeZalo().serving() as zalo, asking(zalo) as api:
        zalo.faults += [
            ZaloFault(code=400, why=f"no such path /bot{OURS.token}/sendMessage"),
            ZaloFault(drops="before"),
            ZaloFault(status=502, body=HTML),
        ]
        told = [str(await ZaloSender(api).send(Outgoing(CHAT, "chào"), 0)) for _ in range(4)]
        told.append(str(await ending(FakeZalo(api="http://127.0.0.1:9"))))
        for fault in (ZaloFault("getMe", drops="before"), ZaloFault("getMe", code=401, why=OURS.token)):
            zalo.faults.append(fault)
            with pytest.raises(Exception, match=r"401|RemoteProtocolError") as error:
                await api.call("getMe")
            assert error.value.__cause__ is None
            told.append(f"{error.value!r}")
    assert secret not in "\n".join([*told, caplog.text, repr(OURS), repr(api)])
    assert not any(isinstance(record.args, tuple) and secret in str(record.args) for record in caplog.records)
    assert not [record for record in caplog.records if record.name == "httpx"]
