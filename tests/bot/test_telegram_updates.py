"""Recorded updates, one of each kind, and what they are decoded to."""

import json
from pathlib import Path

import pytest

from bot.channels.telegram.decoding import Me, answers, callback_of, decode
from handlers.inbound import Pressed, Text
from storage.instants import SECOND

PAYLOADS = sorted((Path(__file__).parent / "payloads").glob("*.json"))
ME = Me(424_242, "tung_ngo_bot")
HEARD = 1_731_162_305 * SECOND + 61_000


@pytest.mark.parametrize("path", PAYLOADS, ids=lambda path: path.stem)
@pytest.mark.parametrize("form", ["bytes", "values"])
def test_a_recorded_update_is_decoded(path: Path, form: str):
    recorded = json.loads(path.read_text("utf-8"))
    update, expected = recorded["update"], recorded["inbound"]
    inbound = decode(json.dumps(update).encode() if form == "bytes" else update, ME, HEARD)
    if expected is None:
        assert inbound is None
        return
    assert inbound is not None
    found = {"key": inbound.key, "chat": inbound.chat, "sender": inbound.sender, "private": inbound.private}
    written = HEARD if expected["written"] is None else expected["written"]
    assert {**found, "content": repr(inbound.content), "written": inbound.written} == {**expected, "written": written}


def test_a_key_does_not_depend_on_the_update_id():
    update = json.loads((PAYLOADS[0].parent / "text.json").read_text("utf-8"))["update"]
    first, second = decode(update, ME, HEARD), decode({**update, "update_id": 1}, ME, HEARD)
    assert first == second


def test_only_a_press_waits_for_an_answer():
    pressed = decode(json.loads((PAYLOADS[0].parent / "pressed.json").read_text("utf-8"))["update"], ME, HEARD)
    said = decode(json.loads((PAYLOADS[0].parent / "text.json").read_text("utf-8"))["update"], ME, HEARD)
    assert pressed is not None
    assert said is not None
    assert isinstance(pressed.content, Pressed)
    assert (callback_of(pressed), callback_of(said)) == ("21474836480001", None)


def test_the_message_that_is_answered_is_found_in_the_cause():
    assert answers("telegram/424242/-100/23@4", "telegram/-100") == (23, 4)
    assert answers("telegram/424242/-100/23/edit/17-ab", "telegram/-100") == (23, None)
    assert answers("telegram/424242/-100/23", "telegram/-200") == (None, None)
    assert answers("closeout/17", "telegram/-100") == (None, None)


def test_without_our_name_a_mention_is_talk_and_a_named_command_is_somebody_elses():
    path = PAYLOADS[0].parent
    mention = json.loads((path / "group_mention.json").read_text("utf-8"))["update"]
    command = json.loads((path / "group_topic_command.json").read_text("utf-8"))["update"]
    assert decode(mention, Me(424_242), HEARD) is None
    assert decode(command, Me(424_242), HEARD) is None


def test_four_thousand_combining_characters_are_one_letter():
    text = "a" + "\u0301" * 4_095
    update = json.loads((PAYLOADS[0].parent / "text.json").read_text("utf-8"))["update"]
    update["message"]["text"] = text
    inbound = decode(update, ME, HEARD)
    assert inbound is not None
    assert inbound.content == Text("á\u0301\u0301")


def test_a_lone_surrogate_harms_nobody():
    said = {"message_id": 7, "date": 1, "chat": {"id": 1}, "from": {"id": 1}, "text": "4\ud8002"}
    update = {"update_id": 1, "message": said}
    decoded = decode(json.dumps(update).encode(), ME, HEARD)
    assert decoded is not None
    assert decoded.content == Text("4\ufffd2")
    inbound = decode(update, ME, HEARD)
    assert inbound is not None
    assert inbound.content == Text("4\ufffd2")
