"""Files on the page over real HTTP: what a page, or somebody who pretends to be one, can hand in."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.channels.web import uploads
from bot.channels.web.decoding import FILE_BYTES, Bad, decode_file, kind_of
from bot.channels.web.posts import FILE
from handlers.inbound import FileKind, ReceivedFile
from storage import retention
from storage.instants import DAY
from tests.bot.web_door import Door, door, told

__all__ = ["door"]

PLAN = "Ngày\tĐịa bàn\n20/11/2024\tCầu Đơ 1\n21/11/2024\tHà Trì 2\n".encode()
READ = "2 địa bàn, 2 buổi"
JPEG = b"\xff\xd8\xff\xe0" + bytes(60)


async def test_a_plan_from_the_page_is_read_shown_and_stored(door: Door):
    await door.enter("lan")
    await door.say("thôi")  # to the plan that waits in the sample

    assert (await door.send("Kế hoạch.csv", PLAN)).status_code == 200
    lines = await door.lines(until=READ)
    assert [line["html"] for line in lines if line["key"] == "file-0000001"] == ["Tệp: Kế hoạch.csv"]
    await door.say("đồng ý", "key-00000002")
    await door.lines(until="Em đã lưu")
    assert await door.rows("SELECT id FROM session WHERE night = '2024-11-21'")
    assert not await door.rows("SELECT key FROM received")


async def test_the_same_post_twice_has_one_effect(door: Door):
    await door.enter("lan")
    await door.say("thôi")

    answers = await asyncio.gather(*(door.send("kh.csv", PLAN) for _ in range(2)))
    assert {answer.status_code for answer in answers} == {200}
    await door.lines(until=READ)
    assert (await door.send("kh.csv", PLAN)).status_code == 200  # the answer to the first was lost
    assert len(await door.rows("SELECT id FROM errand WHERE kind = 'read_document'")) == 1
    assert len(await door.rows("SELECT id FROM draft WHERE closed IS NULL")) == 1
    assert not await door.rows("SELECT key FROM received")


async def test_the_same_key_with_another_file_is_refused(door: Door):
    await door.enter("lan")

    await door.send("kh.csv", PLAN)
    answer = await door.send("kh.csv", PLAN + b"22/11/2024\tHa Tri 1\n")
    assert answer.status_code == 409
    assert "trùng" in answer.json()["error"]


async def test_what_nobody_will_read_is_not_kept(door: Door):
    await door.enter("binh")

    assert (await door.send("kh.xlsx", PLAN)).status_code == 200
    await door.lines(until="tệp em chỉ nhận từ văn phòng phường")
    assert not await door.rows("SELECT key FROM received")
    assert not await door.rows("SELECT id FROM errand WHERE kind = 'read_document'")


async def test_a_photo_is_kept_beside_the_night_and_nowhere_else(door: Door):
    await door.enter("binh")

    assert (await door.send("IMG.jpg", JPEG)).status_code == 200
    await door.lines(until="Em giữ ảnh này cùng số của Cầu Đơ 1".replace("Cầu Đơ 1", "<b>Cầu Đơ 1"))
    async with asyncio.timeout(10):
        while await door.rows("SELECT key FROM received"):
            await asyncio.sleep(0.01)
    kept = await door.rows("SELECT body FROM evidence")
    assert [bytes(row["body"]) for row in kept] == [JPEG]


async def test_a_body_as_large_as_may_be_is_taken_and_one_byte_more_is_not(door: Door):
    await door.enter("binh")

    assert (await door.send("to.bin", bytes(FILE_BYTES))).status_code == 200
    answer = await door.send("to.bin", bytes(FILE_BYTES + 1), "file-0000002")
    assert answer.status_code == 413
    assert "nhiều nhất 10 MB" in answer.json()["error"]


async def test_a_long_body_of_unknown_length_is_refused_before_its_end(door: Door):
    await door.enter("binh")
    given = {"Content-Type": FILE, "X-Tungngo-File": told("a.csv")}

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(FILE_BYTES // (1 << 20) + 2):
            yield bytes(1 << 20)

    answer = await door.http.post(f"{door.path}file", content=endless(), headers=given)
    assert answer.status_code == 413
    assert not await door.rows("SELECT key FROM received")


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, b"", 400),
        ({"X-Tungngo-File": ""}, PLAN, 400),
        ({"X-Tungngo-File": "not base64 !"}, PLAN, 400),
        ({"X-Tungngo-File": "bm90IGpzb24="}, PLAN, 400),
        ({"X-Tungngo-File": told("a.csv", "short")}, PLAN, 400),
        ({"X-Tungngo-File": told("a.csv", "../../x/y/z")}, PLAN, 400),
        ({"X-Tungngo-File": told("a.csv", caption="a" * 2_000)}, PLAN, 413),
        ({"Content-Type": "text/plain"}, PLAN, 403),
        ({"Content-Type": "multipart/form-data; boundary=x"}, PLAN, 403),
        ({"Origin": "https://elsewhere.example"}, PLAN, 403),
        ({"Referer": "https://elsewhere.example/page"}, PLAN, 403),
    ],
)
async def test_what_cannot_be_taken_in_is_refused_in_words(
    door: Door, headers: dict[str, str], body: bytes, status: int
):
    await door.enter("lan")

    answer = await door.send("kh.csv", body, **headers)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert not await door.rows("SELECT key FROM received")


async def test_without_the_devices_cookie_nothing_is_taken(door: Door):
    await door.enter("lan")
    door.http.cookies.clear()

    assert (await door.send("kh.csv", PLAN)).status_code == 403
    door.path = "/c/nobody-has-this-link/"
    assert (await door.send("kh.csv", PLAN)).status_code == 404


async def test_nobody_can_fetch_what_was_handed_in(door: Door):
    await door.enter("lan")
    await door.send("kh.csv", PLAN)

    (kept,) = await door.rows("SELECT key FROM received") or [None]
    paths = [f"{door.path}file", f"{door.path}file/file-0000001", "/f/file-0000001", "/static/kh.csv"]
    assert {(await door.http.get(path)).status_code for path in paths} <= {404, 405}
    if kept:
        assert (await door.http.get(f"/f/{kept['key']}")).status_code == 404


async def test_too_many_files_wait_and_other_chats_do_not(door: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uploads, "MOST", 2)
    await door.enter("binh")

    answers = [await door.send("a.xyz", b"x", f"file-000000{n}") for n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "tự gửi tiếp" in answers[2].json()["error"]
    await door.enter("lan")
    assert (await door.send("a.xyz", b"x")).status_code == 200


async def test_what_nobody_has_read_in_a_week_is_forgotten(door: Door):
    database, now = door.app.services.database, door.app.services.clock.now()
    async with database.write() as tx:
        (account,) = await tx.rows("SELECT id FROM account LIMIT 1")
        for key, at in [("old", now - 8 * DAY), ("new", now - 6 * DAY)]:
            sql = "INSERT INTO received (key, account_id, body, at) VALUES (:key, :account, :body, :at)"
            await tx.run(sql, key=key, account=account["id"], body=b"x", at=at)
        await retention.clear(tx, "received", now, often=True)
    assert [row["key"] for row in await door.rows("SELECT key FROM received")] == ["new"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (JPEG, FileKind.PHOTO),
        (b"\x89PNG\r\n\x1a\n....", FileKind.PHOTO),
        (b"RIFF....WEBPVP8 ", FileKind.PHOTO),
        (b"\0\0\0\x18ftypheic....", FileKind.PHOTO),
        (b"\0\0\0\x18ftypM4A ....", FileKind.VOICE),
        (b"OggS....", FileKind.VOICE),
        (b"RIFF....WAVEfmt ", FileKind.VOICE),
        (b"\0\0\0\x18ftypisom....", FileKind.OTHER),
        (b"PK\x03\x04....", FileKind.DOCUMENT),
        (b"%PDF-1.7", FileKind.DOCUMENT),
        (PLAN, FileKind.DOCUMENT),
    ],
)
def test_its_bytes_say_what_kind_of_file_it_is(body: bytes, kind: FileKind):
    assert kind_of(body) is kind


def test_a_name_opens_no_folder_and_hides_nothing():
    inbound = decode_file(told("../../\u202eke hoach\u200b.csv", written=1), PLAN, "web/a", 5)
    assert not isinstance(inbound, Bad)
    assert isinstance(inbound.content, ReceivedFile)
    assert (inbound.key, inbound.content.name, inbound.content.size) == (
        "web/4efccbc1163438198211/file-0000001",
        "ke hoach.csv",
        len(PLAN),
    )
