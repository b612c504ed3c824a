"""The web chat over real HTTP: what a page, or somebody who pretends to be one, can send."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import server
from bot.channels.web.chatroom import STREAMS
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
        ('{"key":"key-00000001","choice":"١٢٣"}'.encode(), 400),
        (json.dumps({"key": "key-00000001", "text": "a" * 5_000}).encode(), 413),
        (b'{"key":"key-00000001","text":"' + b"a" * 70_000 + b'"}', 413),
        (b'{"key":"key-00000001","text":"\\ud800"}', 400),
        (b"\xff\xfe", 400),
    ],
)
async def test_what_cannot_be_taken_in_is_refused_in_words(door: Door, body: bytes, status: int):
    await door.enter("binh")

    answer = await door.http.post(f"{door.path}say", content=body, headers={"content-type": "application/json"})

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
        given = {"data": {"a": ""}} if path == "open" else {"json": {}} if method == "POST" else {}
        answer = await door.http.request(method, f"/c/{'0' * 40}/{path}", **given)  # type: ignore[arg-type]
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


@pytest.mark.parametrize("position", [-1, -(10**30), 10**30, 10**400, 1.5, "x", None, True, [1]])
async def test_whatever_is_said_to_be_seen_nothing_breaks(door: Door, position: object):
    await door.enter("binh")

    answer = await door.http.post(f"{door.path}seen", json={"position": position})
    assert answer.status_code in {200, 400}


@pytest.mark.parametrize("after", ["9" * 400, "-1", "x", "²", "9" * 18])
async def test_a_stream_begins_wherever_it_is_said_to(door: Door, after: str):
    await door.enter("binh")

    async with asyncio.timeout(10), door.http.stream("GET", f"{door.path}stream?after={after}") as stream:
        assert stream.status_code == 200
        assert await anext(stream.aiter_lines()) == "retry: 2000"


@pytest.mark.parametrize("choice", ["0", "9" * 19, str(1 << 63), "0000000000000000001"])
async def test_a_choice_that_was_never_offered_is_over(door: Door, choice: str):
    await door.enter("binh")

    assert (await door.http.post(f"{door.path}say", json={"key": "key-00000001", "choice": choice})).status_code == 200
    assert not await door.rows("SELECT key FROM set_aside")


async def test_what_is_posted_comes_from_a_page_of_ours_in_its_form_or_changes_nothing(door: Door):
    """Every route that takes a POST, whoever adds one, but those of platforms, which have secrets of their own."""
    await door.enter("binh")
    door.http.cookies.set("device", door.http.cookies.get("device", path=door.path) or "", domain="127.0.0.1")
    forms = {
        "/c/{token}/open": {},
        "/sample/enter": {"who": "lan"},
        "/vao": {"ma": "1"},
        "/vao/chon": {},
        "/vao/mo": {},
    }
    posts = [
        route.path for route in door.app.pages.routes if isinstance(route, Route) and "POST" in (route.methods or ())
    ]
    before = door.app.services.clock.now()

    assert len(posts) >= 9
    for path in posts:
        at = path.replace("{token}", door.path.split("/")[2])
        own = "application/x-www-form-urlencoded" if path in forms else "application/json"
        own = "application/octet-stream" if path.endswith("/file") else own
        for headers in (
            *({"content-type": own, "origin": origin} for origin in ("https://evil.example", "null", "http://[", "x")),
            {"content-type": own, "referer": "https://evil.example/page"},
            {"content-type": own, "sec-fetch-site": "cross-site"},
            {"content-type": own, "origin": f"{door.http.base_url}:1"},
            {"content-type": "text/plain"},
            {"content-type": "multipart/form-data; boundary=x"},
            {"content-type": f"text/plain; {own}"},
            {},
        ):
            answer = await door.http.post(at, content=b'{"key":"key-00000009","text":"huy"}', headers=headers)
            assert answer.status_code == 403, (path, headers)
            assert "set-cookie" not in answer.headers
    assert not await door.rows("SELECT position FROM log WHERE cause LIKE '%key-00000009'")
    assert door.app.services.clock.now() - before < MINUTE
    ours = {"content-type": "application/json; charset=utf-8", "origin": str(door.http.base_url).rstrip("/")}
    answer = await door.http.post(f"{door.path}say", content=b'{"key":"key-00000009","text":"/toi"}', headers=ours)
    assert answer.status_code == 200


async def test_of_our_files_only_those_that_pages_ask_for_are_served(door: Door):
    served = {
        name: (await door.http.get(f"/static/{name}")).status_code for name in ("chat.css", "chat.js", "icon.png")
    }
    assert set(served.values()) == {200}

    tricks = ["/", "/home.html", "/chat.html", "/../templates.py", "/..%2ftemplates.py", "/%2e%2e/templates.py"]
    tricks += ["/....//templates.py", "/%00chat.css", "/chat.css%00.html", "//etc/passwd"]
    assert {(await door.http.get(f"/static{path}")).status_code for path in tricks} == {404}


@pytest.mark.parametrize(
    "path", ["/c/..%2f/", "/c/../", "/c/%2e%2e", "/f/..%2f..%2f", "/f/%00/", "/t/../../x", "/c//", "//evil.example"]
)
async def test_no_trick_with_a_path_leads_anywhere(door: Door, path: str):
    port = door.http.base_url.port
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    answered = (await reader.read()).decode()
    writer.close()
    await writer.wait_closed()

    assert answered.startswith(("HTTP/1.1 404", "HTTP/1.1 400")), answered[:200]


async def test_every_answer_is_framed_nowhere_and_runs_nothing_of_others(door: Door):
    await door.enter("binh")
    answers = [
        await door.http.get("/"),
        await door.http.get(door.path),
        await door.http.get("/static/chat.js"),
        await door.http.get("/vao/1234567890"),
        await door.http.get("/f/x"),
        await door.http.get("/nowhere"),
        await door.http.get("/healthz"),
        await door.http.delete("/"),
        await door.http.get("/", headers={"host": "evil.example"}),
        await door.http.post(f"{door.path}say", json={}),
        await door.http.post("/sample/enter", json={}),
    ]

    assert {answer.status_code for answer in answers} >= {200, 400, 403, 404, 405}
    for answer in answers:
        told = answer.headers
        assert "frame-ancestors 'none'" in told["content-security-policy"], answer.url
        assert "unsafe" not in told["content-security-policy"]
        assert told["x-content-type-options"] == "nosniff"
        assert told["x-frame-options"] == "DENY"
        assert told["referrer-policy"] == "same-origin"
        assert "server" not in told
        for cookie in told.get_list("set-cookie"):
            assert "HttpOnly" in cookie
            assert "SameSite=" in cookie


async def test_an_error_of_ours_tells_nothing_and_has_the_same_headers():
    async def breaks(_request: Request) -> Response:
        raise RuntimeError("secret")

    built = server.build(None, [Route("/", breaks)], ["*"])  # type: ignore[arg-type]  # no sign of life is asked for
    through = httpx.ASGITransport(app=built, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=through, base_url="http://127.0.0.1") as http:
        answer = await http.get("/")

    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def test_who_opens_one_page_more_than_there_may_be_keeps_it_and_the_first_ends(door: Door):
    await door.enter("binh")
    async with AsyncExitStack() as open_, asyncio.timeout(10):
        streams = [
            await open_.enter_async_context(door.http.stream("GET", f"{door.path}stream?after={door.before}"))
            for _ in range(STREAMS + 1)
        ]
        assert [stream.status_code for stream in streams] == [200] * (STREAMS + 1)
        last = streams[-1].aiter_lines()
        await anext(last)
        assert [line async for line in streams[0].aiter_lines() if line.startswith('data: {"position')] == []
        await door.say("/toi")
        assert [line async for line in until_words(last)]


async def until_words(lines: AsyncIterator[str]) -> AsyncIterator[str]:
    async for line in lines:
        if "position" in line:
            yield line
            return


async def test_a_reader_who_goes_away_leaves_nothing_behind(door: Door):
    await door.enter("binh")
    await door.say("cài 42")

    for _ in range(10):
        await door.lines(until="412/980")
    assert (await door.say("cài 41", "key-00000002")).status_code == 200


async def test_the_jump_brings_the_question(door: Door):
    await door.enter("binh")

    await door.http.post("/sample/jump", json={})
    await door.lines(until="Xong buổi")
    assert door.app.services.clock.now() - door.app.services.sample.tonight < 6 * MINUTE  # type: ignore[union-attr]


async def test_signs_of_life(door: Door):
    await door.enter("binh")
    await door.http.post("/sample/jump", json={})
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

    stops = [(await door.http.post("/sample/jump", json={})).json()["next"] for _ in range(8)]

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

    assert (await door.http.post(f"{path}open", data={"": ""})).status_code == 303
    door.path = path
    assert (await door.say("cài 42")).status_code == 200
    door.http.cookies.clear()
    assert (await door.http.post(f"{path}open", data={"": ""})).status_code == 403
