"""Voice notes: written down by a server of one's own, shown, read like a typed line; figures wait for a yes."""

import json

import pytest

from bot.speech import Speech, SpeechFailed
from handlers.attachments import LONGEST_VOICE
from storage.instants import MINUTE
from tests.bot.telegram_house import House, Phone, open_house
from tests.fake_speech import HANGS, FakeSpeech


async def _speaks(house: House, speech: FakeSpeech, phone: Phone, words: object, name: str = "v") -> None:
    """`words`: what the server makes of the note."""
    sound = f"OggS{name}{len(speech.heard)}".encode()
    speech.spoken[sound] = words  # type: ignore[assignment]
    house.telegram.files[name] = sound
    await phone.sends(voice={"file_id": name, "duration": 3, "file_size": len(sound)})


async def test_what_is_spoken_is_read_like_a_typed_line(database_url: str):
    async with FakeSpeech().serving() as speech, open_house(database_url, speech=speech.url) as house:
        await house.comes_to("21:26")
        head = await house.enrols("binh", 5001)
        await _a_figure_is_recorded_after_a_yes(house, speech, head)
        await _what_changes_nothing_is_answered_at_once(house, speech, head)
        await _what_is_not_right_is_said_again(house, speech, head)
        await _a_night_that_is_called_off_waits_too(house, speech, head)
        await _figures_that_nobody_asked_for_are_asked_about(house, speech)
        await _silence_is_no_words(house, speech, head)
        await _others_hear_how_it_is(house, speech)
        assert not await house.rows("SELECT id FROM errand WHERE kind = 'hear' AND state = 'waiting'")


async def _a_figure_is_recorded_after_a_yes(house: House, speech: FakeSpeech, head: Phone) -> None:
    await _speaks(house, speech, head, "Được bốn mươi hai người, sáu nhà vắng.")
    head.hears(
        "Em nghe là: “Được bốn mươi hai người, sáu nhà vắng.”", "Cầu Đơ 1", "cài mới 42", "hộ vắng 6", "đúng không ạ?"
    )
    assert await house.figures() == []
    await _speaks(house, speech, head, "Đúng rồi.")
    head.hears("Em ghi", "cài mới 42", "hộ vắng 6")
    assert len(await house.figures()) == 1
    asked = speech.heard[0]
    assert asked["language"] == "vi"
    assert asked["file"] == "voice.ogg"
    assert "Cầu Đơ 1" in asked["prompt"]


async def _what_changes_nothing_is_answered_at_once(house: House, speech: FakeSpeech, head: Phone) -> None:
    await _speaks(house, speech, head, "Tình hình thế nào rồi?")
    head.hears("Em nghe là: “Tình hình thế nào rồi?”", "1.892/10.420")


async def _what_is_not_right_is_said_again(house: House, speech: FakeSpeech, head: Phone) -> None:
    await _speaks(house, speech, head, "Sửa lại cài bốn mươi ba")
    head.hears("cài mới 43", "1 Đúng · 2 Không phải")
    await head.presses("Không phải")
    head.hears("em chưa ghi gì", "nói lại, hoặc gõ")
    assert len(await house.figures()) == 1


async def _a_night_that_is_called_off_waits_too(house: House, speech: FakeSpeech, head: Phone) -> None:
    before = await house.rows("SELECT state FROM session ORDER BY id")
    await _speaks(house, speech, head, "Tối nay tổ tôi nghỉ, mưa to quá")
    head.hears("Em nghe là", "Tối nay tổ tôi nghỉ")
    assert await house.rows("SELECT state FROM session ORDER BY id") == before


async def _figures_that_nobody_asked_for_are_asked_about(house: House, speech: FakeSpeech) -> None:
    """Whoever leads another group, whose evening is another: spelled numbers are numbers."""
    other = await house.enrols("nhan", 5002)
    await _speaks(house, speech, other, "Được bốn mươi hai người, sáu nhà vắng.")
    other.hears("Em nghe là: “Được bốn mươi hai người, sáu nhà vắng.”", "Số này là số gì ạ?")


async def _silence_is_no_words(house: House, speech: FakeSpeech, head: Phone) -> None:
    for silent in ("", " … ", "Hãy subscribe cho kênh Ghiền Mì Gõ để không bỏ lỡ những video hấp dẫn", "vâng " * 900):
        await _speaks(house, speech, head, silent)
        head.hears("em chưa nghe rõ tin thoại này", "gõ giúp em")
    await head.sends(voice={"file_id": "v", "duration": 900, "file_size": LONGEST_VOICE + 1})
    head.hears("tin thoại này dài quá")


async def _others_hear_how_it_is(house: House, speech: FakeSpeech) -> None:
    stranger = house.phone(6001)
    await _speaks(house, speech, stranger, "cho tôi vào với")
    stranger.hears("Em chưa biết")


async def test_a_server_that_fails_holds_nothing_up(database_url: str):
    async with FakeSpeech().serving() as speech, open_house(database_url, speech=speech.url) as house:
        await house.comes_to("21:26")
        head, other = await house.enrols("binh", 5001), await house.enrols("nhan", 5002)
        wrong = [(500, b"{}"), (200, b"nonsense"), (200, b"[]"), (200, json.dumps({"text": 7}).encode()), None]
        wrong.append((200, json.dumps({"text": "so " * 1_000_000}).encode()))
        for answer in wrong:
            await _speaks(house, speech, head, answer)
            head.hears("em chưa nghe rõ tin thoại này")
        assert len(speech.heard) == 2 * len(wrong), "once more each, and no more"
        sound = b"OggS" + HANGS
        house.telegram.files["long"] = sound
        house.telegram.arrives(message=house.telegram.message(5001, None, voice={"file_id": "long", "duration": 3}))
        await other.says_beside("cài 30")
        other.hears("cài mới 30")
        speech.spoken[sound] = "được 42 người"
        speech.open.set()
        await head.settles()
        head.hears("được 42 người", "đúng không ạ?")


async def test_a_server_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.speech.SECONDS", 0.05)
    async with FakeSpeech().serving() as speech:
        with pytest.raises(SpeechFailed):
            await Speech(speech.url).hear(b"OggS" + HANGS)
        speech.open.set()


async def test_words_that_were_spoken_yesterday_are_yesterdays(database_url: str):
    """The server was away over midnight: the night is the one in which it was said."""
    async with FakeSpeech().serving() as speech, open_house(database_url, speech=speech.url) as house:
        await house.comes_to("21:26")
        head = await house.enrols("binh", 5001)
        await _speaks(house, speech, head, "được 42 người")
        house.app.services.clock.jump(house.app.services.clock.now() + 200 * MINUTE)
        head.forgets()
        await head.presses("Đúng")
        head.hears("thứ Bảy 09/11", "cài mới 42")
