"""Forwarded words are somebody else's, or old: they are nobody's own figures without a question."""

import json

import pytest

from bot.channels.telegram.decoding import Me, decode
from handlers.inbound import FileKind, ReceivedFile, Text
from tests.handlers.test_edges_dialog import brings
from tests.ward import Ward, plain

ME = Me(424_242, "tung_ngo_bot")


async def total(ward: Ward) -> str:
    clerk = ward.chat("lan")
    await clerk.says("/status Cầu Đơ 1")
    return plain(clerk.new[-1].words or "")


@pytest.mark.parametrize("said", ["cài 42, vắng 6", "Cầu Đơ 1 tối nay cài 42"])
async def test_forwarded_figures_are_asked_about_and_recorded_by_a_yes(ward: Ward, said: str):
    head = ward.chat("binh")
    await brings(head, Text(said, forwarded=True))
    head.hears("chuyển tiếp nên em chưa ghi gì", "Cầu Đơ 1, tối thứ Bảy 09/11: cài mới 42", "đúng không")
    assert "370/980" in await total(ward)

    await head.says("đúng")
    head.hears("ghi Cầu Đơ 1", "cài mới 42")


async def test_a_no_records_nothing(ward: Ward):
    head = ward.chat("binh")
    await brings(head, Text("cài 42", forwarded=True))
    await head.says("không phải")
    assert "370/980" in await total(ward)


@pytest.mark.parametrize("said", ["tối nay mưa to nghỉ nhé các bác", "hoàn tác"])
async def test_what_would_change_anything_else_is_asked_about_too(ward: Ward, said: str):
    head = ward.chat("binh")
    await head.says("cài 42")
    await brings(head, Text(said, forwarded=True))
    assert "412/980" in await total(ward)
    assert "đúng không" in plain(head.new[-1].words or "") or "?" in plain(head.new[-1].words or "")


async def test_a_forwarded_word_answers_no_question(ward: Ward):
    head, deputy = ward.chat("binh"), ward.chat("tam")
    await head.says("cài 42")
    await deputy.says("cài 45")
    await head.reads()
    await brings(head, Text("2", forwarded=True))
    head.hears("chuyển tiếp")
    assert "412/980" in await total(ward)


async def test_a_question_that_was_forwarded_is_simply_answered(ward: Ward):
    clerk = ward.chat("lan")
    await brings(clerk, Text("/status", forwarded=True))
    clerk.hears("iHanoi Hà Cầu")


async def test_the_caption_of_a_forwarded_photo_is_asked_about(ward: Ward):
    head = ward.chat("binh")
    await brings(head, ReceivedFile(FileKind.PHOTO, "web:1", caption="cài 42, vắng 6", forwarded=True))
    head.hears("chuyển tiếp", "cài mới 42")
    assert "370/980" in await total(ward)


PLAIN = {"message_id": 7, "date": 1731162305, "chat": {"id": 5001, "type": "private"}, "from": {"id": 5001}}


@pytest.mark.parametrize(
    "how",
    [
        {"forward_origin": {"type": "user", "date": 1731162000, "sender_user": {"id": 9, "is_bot": False}}},
        {"forward_origin": {"type": "hidden_user", "date": 1731162000, "sender_user_name": "An"}},
        {"forward_origin": {"type": "channel", "date": 1, "chat": {"id": -1, "type": "channel"}, "message_id": 3}},
        {"forward_date": 1731162000},
        {"via_bot": {"id": 77, "is_bot": True, "first_name": "gif"}},
    ],
    ids=["somebody", "hidden", "a channel", "an old server", "by another bot"],
)
@pytest.mark.parametrize(
    "what",
    [{"text": "cài 42"}, {"photo": [{"file_id": "a"}], "caption": "cài 42"}],
    ids=["words", "photo"],
)
def test_telegram_says_what_was_forwarded(how: dict[str, object], what: dict[str, object]):
    update = {"update_id": 1, "message": {**PLAIN, **what, **how}}
    own = {"update_id": 1, "message": {**PLAIN, **what}}
    forwarded, said = (decode(json.dumps(one).encode(), ME, 1731162305_000) for one in (update, own))
    assert forwarded is not None
    assert said is not None
    assert isinstance(forwarded.content, Text | ReceivedFile)
    assert isinstance(said.content, Text | ReceivedFile)
    assert (forwarded.content.forwarded, said.content.forwarded) == (True, False)
    assert forwarded.digest == said.digest


@pytest.mark.parametrize("how", [{"via_bot": {"id": 9}}, {"forward_date": 1_731_162_000}])
def test_what_another_bot_edits_is_nobodys_own_either(how: dict[str, object]):
    said = {"message_id": 7, "date": 1_731_162_305, "chat": {"id": 5001}, "from": {"id": 5001}, "text": "cài 78", **how}
    first = decode({"update_id": 1, "message": said}, ME, 1_731_162_400_000)
    edited = decode({"update_id": 2, "edited_message": {**said, "edit_date": 1_731_162_310}}, ME, 1_731_162_400_000)

    assert first is not None
    assert edited is not None
    assert edited.content == Text("cài 78", forwarded=True)
    assert edited.key.startswith(f"{first.key}/edit/")
