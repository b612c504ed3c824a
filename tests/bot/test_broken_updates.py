"""Whatever somebody between a platform and us has made of an update, what comes behind it is counted."""

import asyncio
import json

import pytest

from bot.channels.body import read_json
from bot.channels.telegram.polling import next_offset, updates_of
from storage.updates import whose
from tests.bot.telegram_house import open_house
from tests.bot.zalo.house import open_zalo

DEEP = "[" * 10_000 + "]" * 10_000
HUGE = "1" + "0" * 30
SAID = {"message_id": 7, "date": 1_731_162_305, "chat": {"id": 5001, "type": "private"}, "from": {"id": 5001}}
FILE = {"file_id": "f1", "file_name": "x", "file_size": 9}


def telegrams(**more: object) -> str:
    return json.dumps({"update_id": "ID", "message": {**SAID, **more}}).replace('"ID"', "ID")


BROKEN: dict[str, str | bytes] = {
    "no id": json.dumps({"message": {**SAID, "text": "alo"}}),
    "an id of another kind": '{"update_id": "x", "message": null}',
    "a huge id": f'{{"update_id": {HUGE}, "message": {{}}}}',
    "nothing": "null",
    "a number": HUGE,
    "a list": "[[]]",
    "a message that is a list": '{"update_id": ID, "message": []}',
    "half a sign in the text": telegrams(text="cài 12 \ud83d"),
    "half a sign in a file's name": telegrams(document={**FILE, "file_name": "a\ud800.xlsx"}),
    "huge numbers": telegrams(text="alo", edit_date="H").replace("1731162305", HUGE).replace('"H"', HUGE),
    "a huge id of a message": telegrams(text="alo").replace(": 7", f": {HUGE}"),
    "a huge date of an edit": telegrams(text="cài 3", edit_date=1)
    .replace("1731162305", HUGE)
    .replace("message", "edited_message", 1),
    "more digits than Python counts": telegrams(text="alo").replace("1731162305", "9" * 5_000),
    "not a number": telegrams(text="alo").replace("1731162305", "NaN"),
    "nested": f'{{"update_id": ID, "message": {DEEP}}}',
    "nested where nobody looks": f'{{"update_id": ID, "unknown": {DEEP}, "message": null}}',
    "no UTF-8": b'{"update_id": ID, "message": {"text": "\xff\xfe"}}',
    "controls": telegrams(text="alo").encode().replace(b"alo", b"a\x00\x1bb"),
    "words of other kinds": telegrams(text=7, caption=[], entities={}, photo="x", contact=[1], reply_to_message="x"),
    "people of other kinds": json.dumps({"message": {**SAID, "from": [], "chat": "x"}}),
    "a press without its person": '{"update_id": ID, "callback_query": {"id": 7}}',
}  # fmt: skip


KEYS = "SELECT count(*) AS n FROM update_key WHERE key LIKE :like"


@pytest.mark.parametrize("mode", ["poll", "webhook"])
async def test_of_telegrams_what_cannot_be_read_holds_nobody_up(sqlite_url: str, mode: str):
    async with open_house(sqlite_url, mode=mode) as house:
        await house.enrols("binh", 5002)
        before = (await house.rows(KEYS, like=f"%/{whose(5002)}/%"))[0]["n"]
        for body in BROKEN.values():
            house.telegram.arrives_broken(body)
            house.telegram.says(5002, "alo")
        house.telegram.says(5002, "cài 42")
        if mode == "webhook":
            await house.telegram.bring()
        await house.has("SELECT 1 FROM event")

        assert (await house.rows(KEYS, like=f"%/{whose(5002)}/%"))[0]["n"] == before + len(BROKEN) + 1
        assert house.app.services.loops.standing == []
        assert await house.rows("SELECT body FROM set_aside") == []


ZALOS = {
    "chat": {"id": "u9", "chat_type": "PRIVATE"},
    "from": {"id": "u9"},
    "message_id": "m9",
    "date": 1_731_162_305_000,
}


def zalos(**more: object) -> str:
    return json.dumps({"event_name": "message.text.received", "message": {**ZALOS, **more}})


BROKEN_AT_ZALOS: dict[str, str | bytes] = {
    "nothing": "null",
    "a number": HUGE,
    "a list": "[[]]",
    "no event": json.dumps({"message": {**ZALOS, "text": "alo"}}),
    "a message that is a list": '{"event_name": "message.text.received", "message": []}',
    "half a sign in the text": zalos(text="cài 12 \ud83d"),
    "half a sign in a name": zalos(file="https://zdn.vn/f", file_name="a\ud800.xlsx"),
    "half a sign in an id": zalos(text="alo", message_id="m\udc00"),
    "huge numbers": zalos(text="alo").replace("1731162305000", HUGE),
    "more digits than Python counts": zalos(text="alo").replace("1731162305000", "9" * 5_000),
    "nested": zalos(text="DEEP").replace('"DEEP"', DEEP),
    "no UTF-8": zalos(text="alo").encode().replace(b"alo", b"\xff\xfe"),
    "controls": zalos(text="alo").encode().replace(b"alo", b"a\x00\x1bb"),
    "words of other kinds": zalos(text=7, caption=[], photo={}, file=[1], file_size="x", sticker=[]),
    "people of other kinds": zalos(chat="x", **{"from": []}),
}  # fmt: skip


@pytest.mark.parametrize("mode", ["poll", "webhook"])
async def test_of_zalos_what_cannot_be_read_holds_nobody_up(sqlite_url: str, mode: str):
    async with open_zalo(sqlite_url, mode=mode) as house:
        for number, body in enumerate(BROKEN_AT_ZALOS.values()):
            raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
            house.zalo.arrives({"raw": raw})
            house.zalo.says("binh", f"alo {number}")
        if mode == "webhook":
            assert set(await house.zalo.bring(house.root)) == {200}
        async with asyncio.timeout(10):
            while (await house.rows(KEYS, like=f"%/{whose('binh/binh')}/%"))[0]["n"] < len(BROKEN_AT_ZALOS):
                await asyncio.sleep(0.01)

        assert house.app.services.loops.standing == []
        assert await house.rows("SELECT body FROM set_aside") == []


@pytest.mark.parametrize(
    ("ids", "following"),
    [
        ([], None),
        ([{}], None),
        ([{"update_id": 7}, {}, None], 8),
        ([{"update_id": 10**30}], None),
        ([{"update_id": True}], None),
    ],
)
def test_polling_goes_on_behind_the_last_that_has_an_id(ids: list[object], following: int | None):
    assert next_offset(ids) == following


async def test_what_has_no_id_is_taken_in_once_and_asked_for_slowly(sqlite_url: str):
    """It cannot be confirmed, so Telegram brings it again and again."""
    async with open_house(sqlite_url) as house:
        house.telegram.arrives_broken(BROKEN["no id"])
        await house.has("SELECT 1 FROM update_key")
        asked = len(house.telegram.questions)
        await asyncio.sleep(0.3)

        assert len(house.telegram.questions) - asked <= 1
        assert len(await house.rows("SELECT 1 FROM update_key")) == 1


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b'{"ok": true}', b'{"ok": true, "result": 7}', b"\xff"])
def test_what_is_no_answer_is_told_from_one_that_is_empty(answer: bytes):
    assert not updates_of(answer)


def test_signs_in_two_halves_stay_whole_and_single_halves_are_replaced():
    assert read_json(rb'["\ud83d\ude00", "\ud83d", "\\ud83d", "\ude00\ud83d"]') == [
        "😀",
        "\ufffd",
        "\\ud83d",
        "\ufffd\ufffd",
    ]
