"""Files on their way out over Telegram: shown or sent, given once, never lost over their form or size."""

from dataclasses import replace

import pytest

from bot.channels.channel import Attachment, Ending, Outgoing, Partly, Refused, Sent, Throttled, Uncertain
from bot.channels.telegram.sending import Access, Telegram
from storage.records import Chat, Choice
from tests.fake_telegram import TOKEN, FakeTelegram, Fault

CHAT = Chat(1, "telegram/5001", "telegram")
PNG = Attachment("Tiến độ.png", "image/png", b"\x89PNG\r\n--\r\n\x00\xff")
PDF = Attachment("Thẻ mời.pdf", "application/pdf", b"%PDF-1.4\r\n\r\n--x--")


async def ending(telegram: FakeTelegram, file: Attachment | None, words: str = "", **more: object) -> Ending:
    channel = Telegram(Access(TOKEN, telegram.api), jitter=lambda: 0.0)
    try:
        return await channel.send(Outgoing(CHAT, words, attachment=file, **more), 1_000)  # type: ignore[arg-type]
    finally:
        await channel.close()


@pytest.mark.parametrize(("file", "kind"), [(PNG, "photo"), (PDF, "document")])
async def test_a_picture_is_shown_and_everything_else_is_sent_as_it_is(file: Attachment, kind: str):
    async with FakeTelegram().serving() as telegram:
        sent = await ending(telegram, file, "<b>Cầu Đơ 1</b> &lt;b", buttons=(Choice(5, "Xem", "{}"),))
        said = telegram.sent[0]
        assert sent == Sent(str(said.id), f"{kind}/{kind}-0")
        assert said.file
        assert (said.kind, said.file.name, said.file.body) == (kind, file.name, file.body)
        assert said.text == "Cầu Đơ 1 <b"
        assert '"length": 8' in said.params["caption_entities"]
        assert said.buttons == {"Xem": "5"}


async def test_what_telegram_holds_already_is_only_named():
    async with FakeTelegram().serving() as telegram:
        first = await ending(telegram, PDF)
        assert isinstance(first, Sent)
        again = await ending(telegram, replace(PDF, reference=first.uploaded))
        assert isinstance(again, Sent)
        assert again.uploaded == first.uploaded
        assert len(telegram.held) == 1
        assert len(telegram.sent) == 2


@pytest.mark.parametrize("reference", ["document/of-another-bot", "photo/document-0"])
async def test_what_telegram_does_not_know_any_more_is_given_anew(reference: str):
    async with FakeTelegram().serving() as telegram:
        await ending(telegram, PDF)
        sent = await ending(telegram, replace(PDF, reference=reference))
        assert isinstance(sent, Sent)
        assert sent.uploaded == "document/document-1"


async def test_a_picture_that_telegram_cannot_show_is_sent_as_a_document():
    async with FakeTelegram().serving() as telegram:
        sent = await ending(telegram, replace(PNG, body=b"no picture"))
        assert isinstance(sent, Sent)
        assert telegram.sent[0].kind == "document"


async def test_words_that_do_not_fit_under_a_file_follow_as_their_own_message():
    async with FakeTelegram().serving() as telegram:
        words = "\n".join(f"dòng {n} 👨‍👩‍👧‍👦" for n in range(80))
        first = await ending(telegram, PDF, words)
        assert isinstance(first, Partly)
        assert first.uploaded == "document/document-0"
        rest = await ending(telegram, None, words, told=first.told)
        assert isinstance(rest, Sent)
        assert [message.file is not None for message in telegram.sent] == [True, False]
        assert "\n".join(message.text for message in telegram.sent) == words


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault(method="sendDocument", status=403, why="Forbidden: bot was blocked by the user"), Refused),
        (Fault(method="sendDocument", status=429, why="Too", parameters={"retry_after": 7}), Throttled),
        (Fault(method="sendDocument", drops="after"), Uncertain),
        (Fault(method="sendDocument", status=502, why="Bad Gateway"), Uncertain),
    ],
)
async def test_every_answer_has_the_meaning_that_it_has_for_words(fault: Fault, expected: type):
    async with FakeTelegram().serving() as telegram:
        telegram.faults.append(fault)
        assert isinstance(await ending(telegram, PDF), expected)


async def test_a_file_that_is_too_large_becomes_a_link():
    async with FakeTelegram().serving() as telegram:
        telegram.takes["document"] = 10
        sent = await ending(telegram, replace(PDF, link="https://phuong.example/f/abc"), "Đây ạ <>")
        assert isinstance(sent, Sent)
        assert telegram.sent[0].text == "Đây ạ <>\nMở tệp: https://phuong.example/f/abc"


async def test_a_file_that_is_too_large_where_no_link_leads_is_told():
    async with FakeTelegram().serving() as telegram:
        telegram.takes["document"] = 10
        await ending(telegram, PDF)
        assert "Tệp Thẻ mời.pdf em chưa gửi" in telegram.sent[0].text


async def test_a_lost_sign_of_work_is_no_trouble():
    async with FakeTelegram().serving() as telegram:
        channel = Telegram(Access(TOKEN, telegram.api))
        telegram.faults.append(Fault(method="sendChatAction", status=403, why="Forbidden: bot was blocked"))
        await channel.show_work(CHAT)
        await channel.show_work(CHAT)
        assert [sign[:2] for sign in telegram.signs] == [(5001, "upload_document")]
        await channel.close()
