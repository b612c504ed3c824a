"""Voice notes on Zalo: fetched from its own hosts by their link, written down, read; figures wait for a yes."""

import json
from pathlib import Path

from tests.bot.zalo.house import ZaloHouse, ZaloPhone, open_zalo
from tests.fake_http import Answer, serving
from tests.fake_speech import FakeSpeech

AAC = b"\xff\xf1\x50\x80 what somebody says "  # it begins with four bytes of its kind
BINH, NHAN = "6ede9afa66b88fe6d6a9", "bb22bb22bb22bb22bb22"


async def _speaks(house: ZaloHouse, speech: FakeSpeech, phone: ZaloPhone, words: object) -> None:
    """`words`: what the server makes of the note."""
    path, sound = f"/files/{len(house.zalo.files)}.aac", AAC + str(len(house.zalo.files)).encode()
    house.zalo.files[path] = sound
    speech.spoken[sound] = words  # type: ignore[assignment]
    await phone.sends("voice", voice_url=f"{house.zalo.api}{path}")


async def test_what_is_spoken_is_shown_and_recorded_after_a_yes(sqlite_url: str):
    async with FakeSpeech().serving() as speech, open_zalo(sqlite_url, speech=speech.url) as house:
        phone = await house.enrols("binh", BINH)
        await house.comes_to("21:26")
        await house.settles()
        await _speaks(house, speech, phone, "Được bốn mươi hai người, sáu nhà vắng.")
        phone.hears("Em nghe là: “Được bốn mươi hai người, sáu nhà vắng.”", "cài mới 42", "hộ vắng 6", "1", "Đúng")
        assert not await house.rows("SELECT id FROM event")
        await phone.says("đúng")
        phone.hears("Em ghi", "cài mới 42", "412/980")
        assert len(await house.rows("SELECT id FROM event")) == 1
        assert [one["file"] for one in speech.heard] == ["voice.aac"]


async def test_a_yes_may_be_a_digit_or_spoken_and_a_no_records_nothing(sqlite_url: str):
    async with FakeSpeech().serving() as speech, open_zalo(sqlite_url, speech=speech.url) as house:
        phone, other = await house.enrols("binh", BINH), await house.enrols("nhan", NHAN)
        await _speaks(house, speech, phone, "cài ba mươi lăm")
        await phone.says("2")
        phone.hears("em chưa ghi gì")
        assert not await house.rows("SELECT id FROM event")
        await _speaks(house, speech, phone, "cài ba mươi sáu")
        await phone.says("1")
        phone.hears("cài mới 36")
        await _speaks(house, speech, other, "cài hai mươi")
        await _speaks(house, speech, other, "Đúng rồi em.")
        other.hears("cài mới 20")
        assert len(await house.rows("SELECT id FROM event")) == 2


async def test_a_note_that_lies_elsewhere_is_never_fetched(sqlite_url: str):
    """Another host, another spelling of ours, our own network; nor is anything sent on to be written down."""
    asked: list[str] = []

    async def taken(path: str, _params: object) -> Answer:
        asked.append(path)
        return 200, AAC

    async with (
        serving(taken) as elsewhere,
        FakeSpeech().serving() as speech,
        open_zalo(sqlite_url, speech=speech.url, hosts="zdn.vn zadn.vn") as house,
    ):
        phone = await house.enrols("binh", BINH)
        port = elsewhere.rpartition(":")[2]
        for link in (
            f"{elsewhere}/a.aac",
            f"http://localhost:{port}/a.aac",
            f"http://[::ffff:127.0.0.1]:{port}/a.aac",
            f"http://v.zdn.vn@127.0.0.1:{port}/a.aac",
            f"http://127.0.0.1:{port}/v.zdn.vn/a.aac",
        ):
            await phone.sends("voice", voice_url=link)
            phone.hears("chưa nghe rõ tin thoại này")
        assert not asked
        assert not speech.heard


async def test_a_note_that_leads_on_to_another_host_or_is_gone_is_said_again(sqlite_url: str):
    async with FakeSpeech().serving() as speech, open_zalo(sqlite_url, speech=speech.url) as house:
        phone = await house.enrols("binh", BINH)
        await phone.sends("voice", voice_url=f"{house.zalo.api}/files/gone.aac")
        phone.hears("chưa nghe rõ tin thoại này")
        await _speaks(house, speech, phone, (200, json.dumps({"text": ""}).encode()))
        phone.hears("chưa nghe rõ tin thoại này")


async def test_nothing_of_the_sound_is_kept(sqlite_url: str):
    async with FakeSpeech().serving() as speech, open_zalo(sqlite_url, speech=speech.url) as house:
        phone = await house.enrols("binh", BINH)
        await _speaks(house, speech, phone, "cài ba mươi lăm")
        phone.hears("cài ba mươi lăm")
        [sound] = [body for path, body in house.zalo.files.items() if path.endswith(".aac")]
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    kept = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    assert "cài ba mươi lăm".encode() in kept
    assert sound not in kept
