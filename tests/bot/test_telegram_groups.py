"""Groups: what is said to us there, answered in the thread; hints in private; moving, and being removed."""

from tests.bot.telegram_house import House, open_house, until
from tests.fake_telegram import BOT, NAME

GROUP = -1_005


async def added(house: House, user: int, status: str = "member", chat: int = GROUP) -> None:
    place = {"id": chat, "type": "supergroup"}
    member = {"user": {"id": BOT}, "status": status}
    change = {"chat": place, "from": {"id": user}, "date": int(house.telegram.now())}
    house.telegram.arrives(my_chat_member={**change, "old_chat_member": member, "new_chat_member": member})
    await house.phone(user, chat).settles()


async def test_counts_are_taken_by_command_reply_and_mention_and_answered_in_the_thread(sqlite_url: str):
    async with open_house(sqlite_url) as house:
        head = await house.enrols("binh", 5001)
        await added(house, 5001)
        group = house.phone(5001, GROUP)
        group.hears("/baocao cài 35")

        await group.says("tối nay trời đẹp, cài 99")
        group.hears_nothing()
        said = await group.says("/baocao cài 42")
        group.hears("Em ghi Cầu Đơ 1", "cài mới 42")
        assert f'"message_id": {said["message_id"]}' in group.new[-1].params["reply_parameters"]
        await group.says(f"/baocao@{NAME} sửa lại 43")
        group.hears("cài mới 42 → 43")
        await group.says("/baocao@another_bot cài 99")
        group.hears_nothing()
        await group.says("sửa lại 44", reply_to_message={"from": {"id": BOT, "is_bot": True}})
        group.hears("cài mới 43 → 44")
        mention = [{"type": "mention", "offset": 0, "length": len(NAME) + 1}]
        topic = {"message_thread_id": 7, "is_topic_message": True}
        await group.says(f"@{NAME} sửa lại 45", entities=mention, **topic)
        group.hears("cài mới 44 → 45")
        assert group.new[-1].params["message_thread_id"] == "7"

        head.forgets()
        await group.says("/baocao hôm nay đông vui lắm")
        group.hears_nothing()
        head.hears("Dạ vâng ạ, bác giữ sức khoẻ nhé")


async def test_strangers_in_a_group_are_not_answered(sqlite_url: str):
    async with open_house(sqlite_url) as house:
        await house.enrols("binh", 5001)
        await added(house, 9999)
        stranger = house.phone(9999, GROUP)
        for said in ("/status", "/start", "/baocao cài 42", "/trogiup", "7KXM 3PQR"):
            await stranger.says(said)
        assert not [message for message in house.telegram.sent if message.chat in {9999, GROUP}]


async def test_where_help_is_needed_is_no_word_for_a_group(sqlite_url: str):
    async with open_house(sqlite_url) as house:
        clerk, group = await house.enrols("lan", 5002), house.phone(5002, GROUP)
        await group.says("/daymanh")
        group.hears_nothing()
        await clerk.settles()
        clerk.hears("chưa nơi nào cần đẩy thêm")


async def test_a_button_in_a_group_is_its_owners(sqlite_url: str):
    async with open_house(sqlite_url) as house:
        head = await house.enrols("binh", 5001)
        await house.enrols("lan", 5002)
        group = house.phone(5001, GROUP)
        await group.says("/baocao cài 42")
        head.forgets()
        late = house.telegram.message(5001, GROUP, text="/baocao cài 30")
        house.telegram.arrives(message={**late, "date": late["date"] - 3_000})
        await group.settles()
        head.hears("viết trước số đang ghi")
        asked = head.new[-1]
        press = house.telegram.presses_button(5002, asked, asked.buttons["Thay bằng 30"], chat=GROUP)
        await group.settles()
        assert "đã có trả lời" in house.telegram.presses[press]
        await head.presses("Thay bằng 30")
        head.hears("cài mới 42 → 30")


async def test_a_group_that_moves_keeps_what_it_wants_whichever_news_comes_first(database_url: str):
    async with open_house(database_url) as house:
        await house.enrols("lan", 5002)
        group = house.phone(5002, GROUP)
        await group.says("/tomtat")
        group.hears("sẽ gửi tóm tắt vào nhóm này")

        moved = -1_006
        old = house.telegram.message(5002, GROUP, migrate_to_chat_id=moved)
        new = house.telegram.message(5002, moved, migrate_from_chat_id=GROUP)
        house.telegram.arrives(message=new)
        house.telegram.arrives(message=old)
        await group.settles()
        there = await house.rows("SELECT chat.address FROM bulletin JOIN chat ON chat.id = bulletin.chat_id")
        assert [row["address"] for row in there] == [f"telegram/{moved}"]

        again = -1_007
        await house.phone(5002, again).says("/status")
        house.telegram.arrives(message=house.telegram.message(5002, moved, migrate_to_chat_id=again))
        await group.settles()
        there = await house.rows("SELECT chat.address FROM bulletin JOIN chat ON chat.id = bulletin.chat_id")
        assert [row["address"] for row in there] == [f"telegram/{again}"]


async def test_the_nightly_summary_comes_to_the_group_that_wants_it(database_url: str):
    async with open_house(database_url) as house:
        clerk, head = await house.enrols("lan", 5002), await house.enrols("binh", 5001)
        group = house.phone(5002, GROUP)
        await group.says("/tomtat")
        await head.says("cài 42")
        group.forgets()
        await house.comes_to("22:16")
        await group.settles()
        group.hears("Tối nay 1/1 tổ đã báo: Cầu Đơ 1 +42")
        await group.says("/thoitomtat")
        await clerk.settles()


async def test_no_head_is_named_in_a_group(sqlite_url: str):
    async with open_house(sqlite_url) as house:
        clerk, group = await house.enrols("lan", 5002), house.phone(5002, GROUP)
        await group.says("/tomtat")
        for words in ("/status", "/status 09/11"):
            await group.says(words)
            group.hears("Chưa báo: Cầu Đơ 1.")
            await clerk.says(words)
            clerk.hears("Chưa báo: Cầu Đơ 1 (bác Bình).")
        group.forgets()

        await house.comes_to("22:16")
        await group.settles()

        group.hears("Chưa báo: Cầu Đơ 1.")


async def test_a_group_that_has_removed_us_is_left_alone_until_it_is_heard_from(database_url: str):
    async with open_house(database_url) as house:
        head = await house.enrols("binh", 5001)
        await house.enrols("lan", 5002)
        group = house.phone(5002, GROUP)
        await group.says("/tomtat")
        await added(house, 5002, status="kicked")
        await head.says("cài 42")
        group.forgets()
        await house.comes_to("22:16")
        await group.settles()
        group.hears_nothing()
        await group.says("/status")
        group.hears("Tối nay 1/1 tổ đã báo: Cầu Đơ 1 +42")


async def test_an_edit_in_a_group_corrects_what_was_told_there(sqlite_url: str):
    async with open_house(sqlite_url) as house:
        await house.enrols("binh", 5001)
        group = house.phone(5001, GROUP)
        said = await group.says("/baocao cài 42")
        await group.edits(said, "/baocao cài 24")
        group.hears("cài mới 42 → 24")


async def test_a_tally_sheet_shown_to_us_in_a_group_is_kept_beside_the_night(database_url: str):
    async with open_house(database_url) as house:
        await house.enrols("binh", 5001)
        group = house.phone(5001, GROUP)
        house.telegram.files = {"sheet": b"a photo"}
        photo = [{"file_id": "sheet", "file_size": 9}]
        await group.sends(photo=photo)
        await group.sends(photo=photo, caption="/baocao cài 42")
        group.hears("cài mới 42")
        kept = await house.rows("SELECT reference FROM evidence")
        assert [row["reference"] for row in kept] == ["telegram:sheet"]


async def test_what_cannot_be_sent_to_the_old_address_goes_to_the_new(sqlite_url: str):
    async with open_house(sqlite_url) as house:
        await house.enrols("lan", 5002)
        group = house.phone(5002, GROUP)
        house.telegram.refuses(GROUP, 400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -1_009})
        await group.says("/status")
        await until(lambda: any(message.chat == -1_009 for message in house.telegram.sent))
        assert "iHanoi Hà Cầu" in house.telegram.last(-1_009).text
