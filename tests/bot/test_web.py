"""The web chat over real HTTP: what a page, or somebody who pretends to be one, can send."""

import asyncio
import json

import pytest

from storage.instants import MINUTE
from tests.bot.web_door import Door, door

__all__ = ["door"]


async def test_a_post_is_read_back_on_the_stream(door: Door):
    await door.enter("binh")

    answer = await door.say("cài 42")
    assert answer.status_code == 200

    lines = await door.lines(until="412/980")
    assert [line["side"] for line in lines] == ["me", "bot"]
    assert lines[0]["key"] == "key-00000001"


async def test_the_same_post_twice_counts_once(door: Door):
    await door.enter("binh")

    answers = await asyncio.gather(*(door.say("cài 42") for _ in range(5)))
    assert {answer.status_code for answer in answers} == {200}
    await door.say("hoàn tác", "key-00000002")
    lines = await door.lines(until="370/980")
    assert [line["side"] for line in lines].count("me") == 2


async def test_the_same_key_with_another_text_is_refused(door: Door):
    await door.enter("binh")

    await door.say("cài 42")
    answer = await door.say("cài 43")
    assert answer.status_code == 409
    assert "trùng" in answer.json()["error"]


async def test_two_tabs_posting_at_once_are_both_heard(door: Door):
    await door.enter("binh")

    await asyncio.gather(*(door.say("trợ giúp", f"key-1000000{n}") for n in range(8)))

    await door.say("cài 42", "key-20000000")
    lines = await door.lines(until="412/980")
    assert [line["position"] for line in lines] == list(range(door.before + 1, door.before + 19))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"not json", 400),
        (b"[]", 400),
        (b'{"key":"short","text":"x"}', 400),
        (b'{"key":"key-00000001","text":"   "}', 400),
        (b'{"key":"key-00000001"}', 400),
        (b'{"key":"key-00000001","choice":"1; DROP TABLE"}', 400),
        (json.dumps({"key": "key-00000001", "text": "a" * 5_000}).encode(), 413),
        (b'{"key":"key-00000001","text":"' + b"a" * 70_000 + b'"}', 413),
        (b'{"key":"key-00000001","text":"\\ud800"}', 400),
        (b"\xff\xfe", 400),
    ],
)
async def test_what_cannot_be_taken_in_is_refused_in_words(door: Door, body: bytes, status: int):
    await door.enter("binh")

    answer = await door.http.post(f"{door.path}say", content=body)

    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert answer.json()["error"]


@pytest.mark.parametrize("text", ["\x00\x01cài 42", "cài 42\u202e", "<b>cài 42</b>", "**cài 42**", "e\u0301" * 900])
async def test_odd_text_is_answered(door: Door, text: str):
    await door.enter("binh")

    assert (await door.say(text)).status_code == 200
    await door.say("trợ giúp", "key-00000002")
    lines = await door.lines(until="Báo kết quả")
    assert len(lines) == 4


async def test_markup_of_people_stays_text(door: Door):
    await door.enter("binh")

    await door.say("<img src=x onerror=alert(x)>")
    lines = await door.lines(until="chưa hiểu")
    assert lines[0]["html"] == "&lt;img src=x onerror=alert(x)&gt;"


async def test_a_token_that_does_not_exist_opens_nothing(door: Door):
    for method, path in (("GET", ""), ("GET", "stream"), ("POST", "say"), ("POST", "seen"), ("POST", "open")):
        answer = await door.http.request(method, f"/c/{'0' * 40}/{path}")
        assert answer.status_code == 404


async def test_another_device_is_turned_away(door: Door):
    await door.enter("binh")
    door.http.cookies.clear()

    assert (await door.http.get(door.path)).status_code == 403
    assert (await door.say("cài 42")).status_code == 403
    assert (await door.http.get(f"{door.path}stream")).status_code == 403


async def test_seeing_is_remembered_and_never_beyond_what_there_is(door: Door):
    await door.enter("binh")
    await door.say("cài 42")
    await door.lines(until="412/980")

    newest = door.before + 2
    for position in (newest - 1, newest, newest - 1, newest + 97):
        await door.http.post(f"{door.path}seen", json={"position": position})
    async with door.app.services.database.read() as read:
        assert [row["seen"] for row in await read.rows("SELECT seen FROM chat WHERE seen = :newest", newest=newest)]


async def test_a_page_elsewhere_cannot_speak_for_the_sample(door: Door):
    answer = await door.http.get("/", headers={"host": "attacker.example"})

    assert answer.status_code == 400


async def test_a_reader_who_goes_away_leaves_nothing_behind(door: Door):
    await door.enter("binh")
    await door.say("cài 42")

    for _ in range(10):
        await door.lines(until="412/980")
    assert (await door.say("cài 41", "key-00000002")).status_code == 200


async def test_the_jump_brings_the_question(door: Door):
    await door.enter("binh")

    await door.http.post("/sample/jump")
    await door.lines(until="Xong buổi")
    assert door.app.services.clock.now() - door.app.services.sample.tonight < 6 * MINUTE  # type: ignore[union-attr]


async def test_signs_of_life(door: Door):
    await door.enter("binh")
    await door.http.post("/sample/jump")
    await door.lines(until="Xong buổi")

    told = (await door.http.get("/healthz")).json()
    assert {name: told[name] for name in ("store", "due", "last_run", "next_due", "doubt")} == {
        "store": True,
        "due": True,
        "last_run": "2024-11-09T14:25:00+00:00",
        "next_due": "2024-11-09T14:45:00+00:00",
        "doubt": 0,
    }


async def test_the_button_says_which_instant_comes_next(door: Door):
    await door.enter("binh")
    assert "Tua tới 21:25" in (await door.http.get(door.path)).text

    stops = [(await door.http.post("/sample/jump")).json()["next"] for _ in range(8)]

    assert stops == ["21:45", "22:15", "07:00", "10:00", "17:30", "19:30", "21:25", "21:45"]


async def test_a_personal_link_belongs_to_the_device_that_opened_it_first(door: Door):
    async with door.app.services.database.write() as tx:
        await tx.run("UPDATE account SET device = NULL")
    sample = door.app.services.sample
    assert sample
    path = f"/c/{sample.token('binh')}/"

    looked = await door.http.get(path)
    assert "Mở trò chuyện" in looked.text
    assert (await door.http.post(f"{path}say", json={"key": "key-00000001", "text": "cài 42"})).status_code == 403

    assert (await door.http.post(f"{path}open")).status_code == 303
    door.path = path
    assert (await door.say("cài 42")).status_code == 200
    door.http.cookies.clear()
    assert (await door.http.post(f"{path}open")).status_code == 403
