"""What Zalo brings, flat or wrapped, under names that documents have and others: what it is to us."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.zalo.decoding import decode
from handlers.inbound import Barrier, FileKind, Inbound, ReceivedFile, Text, Unheard
from storage.instants import DAY, SECOND, local
from tests.fake_zalo import AT, BOT, SECOND_BOT, FakeZalo

USER = "6ede9afa66b88fe6d6a9"
PICTURE, VOICE = "https://photo-stal-1.zdn.vn/a.jpg", "https://v.zdn.vn/a.aac"
KEPT = f"zalo/{BOT}:{PICTURE}"
HEARD = AT + 3 * SECOND


def decoded(update: Any, bot: str = BOT) -> Inbound | None:
    return decode(json.dumps(update).encode(), bot, HEARD)


def by(**sender: Any) -> dict[str, Any]:
    update = FakeZalo().update(USER, text="42")
    update["message"]["from"] = sender
    return update


def said(event: str = "text", **more: Any) -> Inbound:
    inbound = decoded(FakeZalo().update(USER, event, **more))
    assert inbound is not None
    return inbound


def test_a_line_of_text_names_bot_chat_and_sender():
    inbound = said(text=" tối nay 12 nhà\u0000 ")
    address = f"zalo/{BOT}/{USER}"
    assert (inbound.channel, inbound.chat, inbound.sender) == (f"zalo/{BOT}", address, address)
    assert (inbound.content, inbound.written, inbound.private) == (Text("tối nay 12 nhà"), AT, True)


def test_flat_and_wrapped_are_the_same():
    flat = FakeZalo().update(USER, text="42")
    assert decoded(flat) == decoded({"ok": True, "result": flat})


@pytest.mark.parametrize(
    ("event", "more", "content"),
    [
        ("image", {"photo_url": PICTURE}, ReceivedFile(FileKind.PHOTO, KEPT)),
        (
            "image",
            {"photo": PICTURE, "caption": "12 nhà"},
            ReceivedFile(FileKind.PHOTO, KEPT, caption="12 nhà"),
        ),
        (
            "image",
            {"photo_url": PICTURE, "text": "12 nhà"},
            ReceivedFile(FileKind.PHOTO, KEPT, caption="12 nhà"),
        ),
        (
            "voice",
            {"voice_url": VOICE},
            ReceivedFile(FileKind.VOICE, f"zalo/{BOT}:{VOICE}"),
        ),
        (
            "file",
            {"file_url": "https://f.zdn.vn/1", "file_name": "ke hoach.xlsx", "file_size": 900},
            ReceivedFile(FileKind.DOCUMENT, f"zalo/{BOT}:https://f.zdn.vn/1", "ke hoach.xlsx", 900),
        ),
        ("sticker", {"sticker": "abc", "url": "https://s.zdn.vn/1.png"}, ReceivedFile(FileKind.OTHER)),
        ("link", {"text": "xem https://phuong.example"}, Text("xem https://phuong.example")),
        ("something_new", {"text": "cài 3"}, Text("cài 3")),
        ("unsupported", {}, Unheard(Barrier.KIND)),
    ],
)
def test_each_kind_of_message_is_what_stands_in_it(event: str, more: dict[str, Any], content: object):
    assert said(event, **more).content == content


@pytest.mark.parametrize("more", [{"text": "@Bot Hà Cầu 12 nhà"}, {"photo_url": PICTURE}, {}])
def test_a_group_is_heard_as_a_group_whatever_is_said_there(more: dict[str, Any]):
    inbound = decoded(FakeZalo().update(USER, "text", chat="g_77", **more))
    assert inbound is not None
    assert (inbound.content, inbound.private) == (Unheard(Barrier.GROUP), False)
    assert (inbound.chat, inbound.sender) == (f"zalo/{BOT}/g_77", f"zalo/{BOT}/{USER}")


@pytest.mark.parametrize(
    "update",
    [
        {},
        [],
        None,
        "tin",
        17,
        {"event_name": "message.text.received"},
        {"event_name": "bot.joined", "message": {}},
        {"ok": True, "result": None},
        {"ok": True, "result": []},
        {"ok": False, "error_code": 408},
        FakeZalo().update(USER, "text", text="   "),
        FakeZalo().update(USER, "something_new"),
        FakeZalo().update(USER, "reaction", text="❤"),
        by(id="bot", is_bot=True),
        by(display_name="ai đó"),
        FakeZalo().update("a b", "text", text="42"),
        FakeZalo().update("x" * 500, "text", text="42"),
        FakeZalo().update(USER, "text", text={"a": 1}),
    ],
)
def test_what_is_not_for_us_or_cannot_be_read_is_nothing(update: Any):
    assert decoded(update) is None


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"{" * 5_000, b'{"event_name": NaN}'])
def test_whatever_the_bytes_nothing_breaks(body: bytes):
    assert decode(body, BOT, HEARD) is None


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (AT, AT),
        (AT // 1_000, AT // 1_000 * 1_000),
        (None, HEARD),
        (AT * 1_000, HEARD),  # of another world
        (0, HEARD),
        (AT + DAY, HEARD),  # a clock that runs ahead is not believed
        (AT - 2 * DAY, HEARD),
    ],
)
def test_dates_come_in_milliseconds_and_in_seconds(date: int | None, written: int):
    assert said(text="42", date=date).written == written


def test_what_is_written_before_midnight_is_of_that_day_in_viet_nam():
    last = 1_731_171_599_000  # 23:59:59 on 9 November, 16:59:59 in London
    for date in (last, last // 1_000):
        inbound = decode(FakeZalo().update(USER, text="42", date=date), BOT, last + 2 * SECOND)
        assert inbound is not None
        assert local(inbound.written, "Asia/Ho_Chi_Minh").date().isoformat() == "2024-11-09"
        assert local(inbound.heard, "Asia/Ho_Chi_Minh").date().isoformat() == "2024-11-10"


def test_the_same_message_id_elsewhere_is_another_message():
    keys = set()
    for user, event, bot in [
        (USER, "text", BOT),
        ("bb22", "text", BOT),
        (USER, "link", BOT),
        (USER, "text", SECOND_BOT),
    ]:
        inbound = decoded(FakeZalo().update(user, event, text="42", message_id="77aa"), bot)
        assert inbound is not None
        keys.add(inbound.key)
    assert len(keys) == 4
    assert said(text="42", message_id="77aa").key in keys


def test_numbers_are_taken_for_ids_and_a_missing_message_id_is_made_of_what_was_said():
    assert said(text="42", message_id=77).key.endswith("/77")
    one, again, other = (said(text=text, message_id=None) for text in ("42", "42", "43"))
    assert one.key == again.key != other.key
    numbered = decoded({**FakeZalo().update(USER, text="42"), "message": {**said_by(123), "text": "42"}})
    assert numbered is not None
    assert numbered.sender == f"zalo/{BOT}/123"


def said_by(user: int) -> dict[str, Any]:
    return {"from": {"id": user}, "chat": {"id": user}, "message_id": "1", "date": AT}


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([PICTURE, "GROUP", "42"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FIELDS = ("message_id", "date", "text", "caption", "photo", "photo_url", "voice_url", "file_url", "file_name", "chat")


@given(st.dictionaries(st.sampled_from([*FIELDS, "from", "sticker", "file_size"]), JUNK), JUNK | st.just("message.x"))
def test_whatever_stands_in_a_field_it_is_read_or_it_is_nothing(junk: dict[str, Any], event: Any):
    update = FakeZalo().update(USER, text="42")
    inbound = decoded({"event_name": event, "message": {**update["message"], **junk}})
    if inbound is not None:
        assert "\x00" not in inbound.key + inbound.chat
        assert len(inbound.key) < 600


@pytest.mark.parametrize(
    "more",
    [
        {"photo_url": None, "date": "hôm nay", "file_size": "lớn", "file_name": None, "voice_url": {"url": "x"}},
        {"photo": ["https://a.zdn.vn/1"], "message_id": {"a": 1}},
        {"photo_url": "javascript:alert(1)", "caption": None},
    ],
)
def test_a_field_that_cannot_be_read_hides_no_count(more: dict[str, Any]):
    assert said(text="cài 42", **more).content == Text("cài 42")
