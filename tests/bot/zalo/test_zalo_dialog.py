"""People on Zalo: coming in by a typed code, telling, asking, sending what is no text, being asked by the clock."""

import re
from typing import Any

import httpx
import pytest

from bot import invites
from bot.channels.zalo.files import NotFetched, fetching, is_known
from storage import chats, files, outbox
from storage.files import Handout
from storage.instants import DAY, HOUR, MINUTE
from storage.records import Message
from tests.bot.telegram_house import until
from tests.bot.zalo.house import PUBLIC, ZaloHouse, ZaloPhone, open_zalo
from tests.fake_zalo import BOT, SECOND_BOT, FakeZalo, ZaloFault

BINH, LAN, STRANGER = "6ede9afa66b88fe6d6a9", "aa11aa11aa11aa11aa11", "ffff0000ffff0000ffff"
PNG = b"\x89PNG picture"


async def test_a_code_is_typed_who_it_is_is_asked_and_a_count_told(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        code = invites.new_code()
        await house.invites("binh", code)
        phone = house.phone(BINH)
        await phone.says("alo em")
        phone.hears("mã trên thẻ mời")
        await phone.says(f"mã {code.replace(' ', '-')}")
        phone.hears("bác Nguyễn Văn Bình", "Cầu Đơ 1", "1. Đúng và đồng ý", "2. Không phải tôi", "trợ lý tự động")
        await phone.says("1")
        phone.hears("bác Bình")
        await phone.says("cài 42, kh 40")
        phone.hears("Cầu Đơ 1", "cài mới", "412/980")
        await phone.says("nhầm, 43")
        phone.hears("43")
        assert [(one.bot, one.chat) for one in house.zalo.sent] == [(BOT, BINH)] * 5
        assert (await house.rows("SELECT address FROM account WHERE address LIKE 'zalo/%'"))[0]["address"] == (
            f"zalo/{BOT}/{BINH}"
        )


async def test_what_stands_beside_a_picture_counts_and_the_picture_is_kept(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        house.zalo.files["/files/a.jpg"] = PNG
        phone = await house.enrols("binh", BINH)
        await phone.sends("image", photo_url=f"{house.zalo.api}/files/a.jpg", caption="cài 42")
        phone.hears("412/980")
        kept = await house.has("SELECT body FROM evidence WHERE body IS NOT NULL")
        assert bytes(kept[0]["body"]) == PNG


@pytest.mark.parametrize(
    ("event", "more", "told"),
    [
        ("sticker", {"sticker": "abc"}, "chỉ đọc được chữ"),
        ("voice", {"voice_url": "https://v.zdn.vn/a.aac"}, "chưa nghe được"),
        ("image", {"photo": "https://photo-stal-1.zdn.vn/a.jpg"}, "Cầu Đơ 1"),
        ("unsupported", {}, "ứng dụng này không chuyển tới"),
    ],
)
async def test_what_is_no_text_is_answered_politely(sqlite_url: str, event: str, more: dict[str, Any], told: str):
    async with open_zalo(sqlite_url) as house:
        phone = await house.enrols("binh", BINH)
        await phone.sends(event, **more)
        await until(lambda: phone.new)
        phone.hears(told)


async def test_whose_words_zalo_keeps_back_is_shown_other_ways_once_a_day(sqlite_url: str):
    """Whoever is protected there cannot even type the code."""
    async with open_zalo(sqlite_url) as house:
        phone = house.phone(STRANGER)
        for _ in range(3):
            house.zalo.arrives(house.zalo.update(STRANGER, "unsupported"))
        await house.settles()
        phone.hears("mở phuong.example rồi gõ mã trên thẻ", "nhờ tổ trưởng hay cán bộ văn phòng phường ghi giúp")
        phone.forgets()
        house.app.services.clock.jump(house.app.services.clock.now() + 24 * HOUR)
        await phone.sends("unsupported")
        phone.hears("ghi giúp")


async def test_who_sends_a_file_that_zalo_keeps_back_is_shown_where_it_can_be_sent_each_time(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        phone = await house.enrols("lan", LAN)
        for _ in range(2):
            house.zalo.arrives(house.zalo.update(LAN, "unsupported"))
        await phone.sends("unsupported")
        phone.hears("Nếu là tệp thì chị gửi ở phuong.example")
        phone.forgets()
        house.app.services.clock.jump(house.app.services.clock.now() + 2 * MINUTE)
        await phone.sends("unsupported")
        phone.hears("Nếu là tệp thì chị gửi ở phuong.example")


async def test_in_a_group_one_polite_line_is_said_and_never_again(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        await house.enrols("binh", BINH)
        house.zalo.sent.clear()
        for user, text in ((BINH, "@Bot Hà Cầu cài 42"), (STRANGER, "@Bot Hà Cầu chào"), (BINH, "/status")):
            house.zalo.arrives(house.zalo.update(user, text=text, chat="g_77"))
        house.zalo.arrives(house.zalo.update(STRANGER, "image", chat="g_77", photo="https://x.zdn.vn/1"))
        await house.settles()
        assert len(house.zalo.sent) == 1
        assert house.zalo.sent[0].chat == "g_77"
        assert "nhắn riêng cho em" in house.zalo.sent[0].text
        assert not await house.rows("SELECT id FROM event")
        house.zalo.arrives(house.zalo.update(STRANGER, text="@Bot Hà Cầu chào", chat="g_78"))
        await house.settles()
        assert [one.chat for one in house.zalo.sent] == ["g_77", "g_78"]


async def test_a_code_is_good_in_a_private_chat_only_and_once(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        code = invites.new_code()
        await house.invites("binh", code)
        house.zalo.arrives(house.zalo.update(STRANGER, text=f"@Bot Hà Cầu {code}", chat="g_77"))
        await house.settles()
        assert "Nguyễn Văn Bình" not in house.zalo.sent[-1].text
        phone = house.phone(BINH)
        await phone.says(code)
        await phone.says("đúng")
        other = house.phone(STRANGER)
        await other.says(code)
        other.hears("đã dùng")
        assert len(await house.rows("SELECT id FROM account WHERE address LIKE 'zalo/%'")) == 1


async def test_who_guesses_is_kept_out_for_an_hour_and_nobody_else_is(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        code = invites.new_code()
        await house.invites("binh", code)
        guesser, head = house.phone(STRANGER), house.phone(BINH)
        for _ in range(5):
            await guesser.says(invites.new_code())
            guesser.hears("không tìm thấy mã này")
        await guesser.says(code)
        guesser.hears("tạm dừng nhận mã")
        await head.says(code)
        head.hears("Nguyễn Văn Bình")
        await head.says("không phải tôi")
        house.app.services.clock.jump(house.app.services.clock.now() + HOUR + MINUTE)
        await guesser.says(code)
        guesser.hears("Nguyễn Văn Bình")


async def test_a_code_that_has_run_out_opens_nothing(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        code = invites.new_code()
        await house.invites("binh", code, expires=house.app.services.clock.now() + MINUTE)
        house.app.services.clock.jump(house.app.services.clock.now() + HOUR)
        phone = house.phone(BINH)
        await phone.says(code)
        phone.hears("chỉ dùng được đến hết")


async def test_a_chat_that_speaks_for_somebody_is_never_taken_over(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        phone = await house.enrols("binh", BINH)
        code = invites.new_code()
        await house.invites("hoi", code)
        await phone.says(code)
        assert "Hợi" not in phone.new[0]
        await phone.says("đúng")
        owner = "SELECT person_id FROM account WHERE address = :address AND until IS NULL"
        rows = await house.rows(owner, address=f"zalo/{BOT}/{BINH}")
        assert [row["person_id"] for row in rows] == [house.ward.people["binh"].id]


async def test_the_same_zalo_user_at_two_bots_is_two_addresses_and_is_answered_where_they_wrote(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        await house.enrols("binh", BINH, BOT)
        other = await house.enrols("hoi", BINH, SECOND_BOT)
        await other.says("tôi là ai")
        other.hears("Phạm Văn Hợi", "Zalo")
        assert house.zalo.sent[-1].bot == SECOND_BOT


async def test_what_the_clock_asks_comes_to_the_bot_that_knows_them_and_each_night_costs_few_messages(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        phone = await house.enrols("binh", BINH, SECOND_BOT)
        await house.comes_to("21:25")
        await until(lambda: phone.new)
        phone.hears("Xong buổi")
        await phone.says("42")
        phone.hears("412/980")


async def test_what_is_chosen_by_number_is_not_told_again(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        phone = await house.enrols("binh", BINH)
        await phone.says("42 30")
        first = phone.new[0]
        assert "1. " in first
        await phone.says("1")
        assert len(phone.new) == 1
        assert first.splitlines()[0] not in phone.new[0]


async def test_a_chat_that_is_gone_is_left_and_the_call_list_has_its_person(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        await house.enrols("binh", BINH)
        house.zalo.faults.append(ZaloFault(code=410, why="The chat_id is invaild", times=100))
        await house.leaves_pages("binh")
        await house.comes_to("21:25")
        await house.has("SELECT id FROM outbox WHERE state = 'unreached' AND kind = 'closeout'")
        gone = await house.rows("SELECT gone FROM chat WHERE address = :address", address=f"zalo/{BOT}/{BINH}")
        assert gone[0]["gone"] is not None
        house.zalo.faults.clear()
        phone = house.phone(BINH)
        phone.forgets()
        house.zalo.says(BINH, "alo")
        await house.settles()
        assert any("Xong buổi" in text for text in phone.new)


async def test_a_used_up_quota_holds_one_bot_up_and_not_the_other(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        first = await house.enrols("binh", BINH, BOT)
        second = await house.enrols("hoi", LAN, SECOND_BOT)
        house.zalo.faults.append(ZaloFault(code="429", why="Quota exceeded", bot=BOT, times=100))
        sent = house.zalo.calls["sendMessage"]
        house.zalo.says(BINH, "trợ giúp", BOT)
        await house.zalo.bring(house.root, BOT)
        await until(lambda: house.zalo.calls["sendMessage"] > sent)
        await second.says("trợ giúp")
        second.hears("bác")
        await house.zalo.bring(house.root, BOT)
        assert not first.new
        assert house.zalo.calls["sendMessage"] == sent + 2
        why = await house.rows("SELECT why FROM outbox WHERE state = 'waiting'")
        assert [row["why"] for row in why] == ["the channel was asked to wait"]


async def handed(
    house: ZaloHouse, phone: ZaloPhone, name: str, media_type: str, *, named: bool, words: str = "Tệp đây ạ"
) -> None:
    services, address = house.app.services, f"zalo/{phone.bot}/{phone.user}"
    id_, now = services.ids(), services.clock.now()
    async with services.database.write() as tx:
        await files.keep(tx, Handout(id_, "test", name, media_type, named, now), PNG, "{}")
        chat = await chats.at_address(tx, address)
        params = {"file": str(id_)}
        await outbox.write(tx, [Message(id_, "file", "test", now, chat=chat, words=words, params=params)])
    services.signals.notify("outbox")
    await house.settles()


async def opened(house: ZaloHouse, link: str) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        return await client.get(link.replace(PUBLIC, house.root))


async def test_a_picture_of_counts_is_fetched_by_zalo_as_often_as_it_likes_for_days(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        phone = await house.enrols("binh", BINH)
        for _ in range(2):
            await handed(house, phone, "Tiến độ.png", "image/png", named=False)
        first, again = house.zalo.sent[-2:]
        assert first.text == "Tệp đây ạ"
        assert first.photo.startswith(f"{PUBLIC}/f/")
        for _ in range(3):
            got = await opened(house, first.photo)
            assert (got.status_code, got.content, got.headers["content-type"]) == (200, PNG, "image/png")
        house.app.services.clock.jump(house.app.services.clock.now() + 10 * DAY)
        assert (await opened(house, first.photo)).content == PNG
        assert first.photo != again.photo  # two files


async def test_a_file_with_names_is_a_page_that_opens_in_any_browser_for_a_quarter_of_an_hour(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        phone = await house.enrols("binh", BINH)
        await handed(house, phone, "Danh sách tổ 1.pdf", "application/pdf", named=True)
        link = re.search(r"Mở tệp: (\S+)", phone.new[-1])
        assert link
        shown = await opened(house, link[1])
        assert shown.status_code == 200
        assert PNG not in shown.content  # who looks ahead at links sees no names
        inside = re.search(r'href="(/t/[^"]+)"', shown.text)
        assert inside
        got = await opened(house, f"{PUBLIC}{inside[1]}")
        assert (got.content, got.headers["content-disposition"][:6]) == (PNG, "inline")
        house.app.services.clock.jump(house.app.services.clock.now() + 15 * MINUTE)
        for path in (link[1], f"{PUBLIC}{inside[1]}"):
            assert (await opened(house, path)).status_code == 404
        forged = link[1][:-4] + ("AAAA" if link[1][-4:] != "AAAA" else "BBBB")
        assert (await opened(house, forged)).status_code == 404


async def test_a_picture_with_names_is_given_to_no_platform(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        phone = await house.enrols("binh", BINH)
        await handed(house, phone, "Thưởng.png", "image/png", named=True)
        assert house.zalo.sent[-1].photo == ""
        phone.hears("Mở tệp")


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://photo-stal-1.zdn.vn/a.jpg",
        "https://zdn.vn.evil.example/a.jpg",
        "https://evilzdn.vn/a.jpg",
        "https://user@photo.zdn.vn/a.jpg",
        "https://photo.zdn.vn:8443/a.jpg",
        "https://[::1]/a.jpg",
        "https://[/a.jpg",
        "file:///etc/passwd",
        "https://evil.example/?zdn.vn",
        "//photo.zdn.vn/a.jpg",
        "",
    ],
)
async def test_a_picture_elsewhere_is_never_fetched(address: str):
    assert not is_known(address, ("zdn.vn", "zadn.vn"))
    with pytest.raises(OSError, match="not from a host"):
        await fetching(("zdn.vn", "zadn.vn"))(address)


def test_zalos_own_hosts_are_known():
    for address in ("https://photo-stal-1.zdn.vn/a.jpg", "https://zdn.vn/a", "https://f7.zadn.vn:443/x?y=1"):
        assert is_known(address, ("zdn.vn", "zadn.vn"))


async def test_what_is_fetched_has_an_end_and_leads_nowhere_else(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.channels.zalo.files.MOST", 1_000)
    fake = FakeZalo(files={"/files/small": b"x" * 1_000, "/files/large": b"x" * 1_001})
    async with fake.serving() as zalo:
        fetch = fetching(("127.0.0.1",))
        assert await fetch(f"{zalo.api}/files/small") == b"x" * 1_000
        with pytest.raises(NotFetched, match="more than"):
            await fetch(f"{zalo.api}/files/large")
        with pytest.raises(NotFetched, match="HTTP 404"):
            await fetch(f"{zalo.api}/files/none")
    with pytest.raises(NotFetched, match="ConnectError"):
        await fetching(("127.0.0.1",))("http://127.0.0.1:9/x")


async def test_where_words_with_a_file_take_several_messages_its_link_is_in_the_last(sqlite_url: str):
    async with open_zalo(sqlite_url) as house:
        phone = await house.enrols("binh", BINH)
        await handed(
            house, phone, "Danh sách tổ 1.pdf", "application/pdf", named=True, words="Cầu Đơ 1 chưa có số.\n" * 200
        )
        assert len(phone.new) > 1
        assert ["Mở tệp" in text for text in phone.new] == [*[False] * (len(phone.new) - 1), True]
        phone.forgets()
        await handed(house, phone, "Tiến độ.png", "image/png", named=False, words="Cầu Đơ 1 chưa có số.\n" * 200)
        photos = [one.photo for one in house.zalo.sent[-len(phone.new) :]]
        assert photos[0].startswith(f"{PUBLIC}/f/")
        assert not any(photos[1:])
        assert not any("Mở tệp" in text for text in phone.new)
