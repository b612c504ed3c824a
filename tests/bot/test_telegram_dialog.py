"""What people do on Telegram beside typing figures: buttons, edits, photos, contacts, codes that are guessed."""

import asyncio
import json

from handlers import texts
from storage.records import Role
from tests.bot.telegram_house import House, open_house, until

STICKER = {"file_id": "s1", "file_unique_id": "u", "width": 1, "height": 1, "is_animated": False}


async def test_the_dialogs_beside_figures(database_url: str):
    """One house for many short conversations: starting one costs more than having one."""
    async with open_house(database_url) as house:
        await _buttons_answer_once_and_stay_readable(house)
        await _an_edit_corrects_its_own_report(house)
        await _files_are_kept_or_declined(house)


async def _buttons_answer_once_and_stay_readable(house: House) -> None:
    head = await house.enrols("binh", 5001)
    stranger = house.phone(6001)
    await house.invites("tam", "9KXM3PQR")
    await stranger.says("/start 9KXM3PQR")
    asked = stranger.new[-1]

    foreign = house.telegram.presses_button(5001, asked, asked.buttons["Đúng và đồng ý"], chat=5001)
    await head.settles()
    assert "đã có trả lời" in house.telegram.presses[foreign]

    for data in ("1", "0", "-5", "9" * 19, "x" * 64, "", "١٢"):
        press = house.telegram.presses_button(6001, asked, data)
        await stranger.settles()
        assert "đã có trả lời" in house.telegram.presses[press]

    assert await stranger.presses("Không phải tôi", asked) == ""
    assert asked.text.endswith("→ Không phải tôi")
    assert not asked.buttons
    stranger.hears("Thẻ này có lẽ của người khác")


async def _an_edit_corrects_its_own_report(house: House) -> None:
    head = house.phone(5001)
    said = await head.says("cài 42, vắng 6")
    await head.edits(said, "cài 42, vắng 6")
    head.hears_nothing()
    await head.edits(said, "cài 24")
    head.hears("Em đã sửa", "cài mới 42 → 24", "hộ vắng bỏ trống", "394/980")
    head.forgets()
    house.telegram.edits(said, "cài 24", later=9)  # as Telegram tells of a reaction
    await head.settles()
    head.hears_nothing()
    await head.edits(said, "cài 42, vắng 6")
    head.hears("cài mới 24 → 42", "hộ vắng 6")
    await head.edits(said, "xin lỗi, nhầm")
    head.hears("chưa đọc ra số nên số cũ vẫn giữ nguyên")
    await head.says("hoàn tác")
    head.hears("370/980")

    chat = await head.says("chào em")
    await head.edits(chat, "chào em nhé")
    head.hears_nothing()
    await head.edits(chat, "cài 30")
    head.hears("cài mới 30", "400/980")


async def _files_are_kept_or_declined(house: House) -> None:
    head = house.phone(5001)
    await head.sends(voice={"file_id": "v1", "duration": 3})
    head.hears("em chưa nghe được, bác gõ giúp số")
    for odd in ({"sticker": STICKER}, {"poll": {"id": "1", "question": "?"}}, {"location": {"latitude": 1.0}}):
        await head.sends(**odd)
        head.hears("em chỉ đọc được chữ")
    await head.sends(document={"file_id": "d1", "file_name": "kehoach.xlsx", "file_size": 9})
    head.hears("tệp em chỉ nhận từ văn phòng phường")

    house.telegram.files = {"big": b"a photo", "small": b"its thumbnail"}
    photo = [{"file_id": "small", "file_size": 9}, {"file_id": "big", "file_size": 99}]
    await head.sends(photo=photo)
    head.hears("Em giữ ảnh này cùng số của Cầu Đơ 1, tối thứ Bảy 09/11")
    await head.sends(photo=photo, caption="sửa lại cài 35")
    head.hears("cài mới 30 → 35")
    for _ in range(500):
        kept = await house.rows("SELECT reference, body FROM evidence")
        if all(row["body"] for row in kept):
            break
        await asyncio.sleep(0.01)
    assert [(row["reference"], row["body"]) for row in kept] == [("telegram:big", b"a photo")] * 2


async def test_an_unknown_number_learns_nothing_and_a_known_one_is_asked(database_url: str):
    async with open_house(database_url) as house:
        async with house.database.write() as tx:
            await tx.run("UPDATE person SET phone = '0900000101' WHERE code = 'binh'")
        phone = house.phone(7001)
        await phone.says("/start")
        share = phone.new[-1].keys["keyboard"][0][0]
        assert share == {"text": "Gửi số điện thoại của tôi", "request_contact": True}

        await phone.sends(contact={"phone_number": "84900000101", "first_name": "B", "user_id": 7002})
        phone.hears("Em chưa tìm thấy số này")
        await phone.sends(contact={"phone_number": "+84999999999", "first_name": "B", "user_id": 7001})
        phone.hears("Em chưa tìm thấy số này")
        await phone.sends(contact={"phone_number": "84900000101", "first_name": "B", "user_id": 7001})
        phone.hears("bác Nguyễn Văn Bình", "tổ trưởng Cầu Đơ 1")
        await phone.says("đúng")
        phone.hears("Em chào bác Bình ✅")

        consents = await house.rows("SELECT consent, consented_at FROM person WHERE code = 'binh'")
        assert consents[0]["consent"] == texts.CONSENT
        assert consents[0]["consented_at"] > 0


async def test_who_guesses_is_kept_out_alone_and_told_in_other_words(database_url: str):
    async with open_house(database_url) as house:
        await house.invites("tam", "9KXM 3PQR")
        guesser, other = house.phone(7001), house.phone(7002)
        for code in ("2222AAAA", "3333AAAA", "4444AAAA", "5555AAAA", "6666AAAA"):
            await guesser.says(code)
            guesser.hears("Em không tìm thấy mã này")
        await guesser.says("/start 9KXM3PQR")
        guesser.hears("tạm dừng nhận mã ở đây đến 22h2")
        await other.says("/start 9KXM3PQR")
        other.hears("cô Trần Thị Tâm")


async def test_blocking_and_coming_back_is_known(database_url: str):
    async with open_house(database_url) as house:
        head = await house.enrols("binh", 5001)
        change = {"chat": {"id": 5001, "type": "private"}, "from": {"id": 5001}, "date": 1_731_162_000}
        old = {"user": {"id": 42}, "status": "member"}
        house.telegram.arrives(
            my_chat_member={**change, "old_chat_member": old, "new_chat_member": {**old, "status": "kicked"}}
        )
        await head.settles()
        gone = await house.rows("SELECT gone FROM chat WHERE address = 'telegram/5001'")
        assert gone[0]["gone"] is not None

        await head.says("cài 42")
        head.hears("cài mới 42")
        back = await house.rows("SELECT gone FROM chat WHERE address = 'telegram/5001'")
        assert back[0]["gone"] is None


async def test_menus_follow_the_role(database_url: str):
    async with open_house(database_url) as house:
        head = await house.enrols("binh", 5001)
        clerk = await house.enrols("lan", 5002)
        await head.says("/trogiup")
        await clerk.settles()
        await until(lambda: {5001, 5002} <= set(_menus(house)))
        assert "baocao" in _menus(house)[5001]
        assert _menus(house)[5002] == [command for command, _ in texts.menu(frozenset({Role.CLERK}))]

        now = house.app.services.clock.now()
        async with house.database.write() as tx:
            head_of = "person_id = (SELECT id FROM person WHERE code = 'binh')"
            await tx.run(f"UPDATE post SET role = 'observer', since = :now WHERE {head_of}", now=now)
        observed = [command for command, _ in texts.menu(frozenset({Role.OBSERVER}))]
        await until(lambda: _menus(house)[5001] == observed)


def _menus(house: House) -> dict[int, list[str]]:
    """By person."""
    told = {json.loads(scope).get("chat_id"): menu for scope, menu in house.telegram.menus.items()}
    return {chat: menu for chat, menu in told.items() if chat is not None}
