"""Codes in the chat: typed in any way, wrong, tried too often, printed again, for a further device."""

import re

import pytest

from bot import invites
from handlers.inbound import Inbound, Knock
from handlers.people import codes
from storage import errands, facts, people
from storage.erasing import Erased
from storage.instants import DAY, HOUR, MINUTE
from storage.invites import Invited, hash_of, printed
from storage.posts import PostEnded
from storage.records import Role
from tests.handlers.rosters import returns
from tests.ward import Chat, Ward

SOUND = [one + codes.check_digit(one) for one in (f"4830192{n:02}" for n in range(40))]
CODE, *STRANGE = SOUND


async def invited(ward: Ward, key: str, code: str = CODE, **more: object) -> None:
    made = Invited(ward.ids(), hash_of(code), ward.people[key].id, ward.clock.at, code=code, secret=code, **more)  # type: ignore[arg-type]
    async with ward.database.write() as tx:
        await facts.write(tx, [made])


async def errand_done(ward: Ward) -> None:
    """The codes that were asked for in the chat are made."""
    async with ward.database.read() as read:
        (errand,) = await errands.waiting(read, ward.clock.at)
        made = await invites.make(read, errand.params, ward.clock.at)
    await returns(ward, errand, made)


async def asks_for_codes(clerk: Chat, words: str) -> dict[str, str]:
    """What she is told: name and code."""
    await clerk.says(words)
    await errand_done(clerk.ward)
    await clerk.reads()
    told = re.findall(r"• ([^:]+): <b>([0-9 ]+)</b>", str(clerk.new[-1].words))
    return dict(told)


async def knocks(ward: Ward, device: str, code: str, origin: str = "here") -> Chat:
    """On the page of this device."""
    chat, at = ward.chat(device), ward.clock.at
    await chat.reads()
    knock = Inbound(f"web/{device}/{ward.ids()}", "web", f"web/{device}", f"web/{device}", Knock(code, origin), at, at)
    await ward.intake.take([knock])
    await ward.delivers()
    await chat.reads()
    return chat


@pytest.mark.parametrize(
    "typed",
    [
        *(CODE, codes.grouped(CODE), f"/start {CODE}", f"mã của tôi là {codes.grouped(CODE)}", f"ma {CODE} nhe chau"),
        *(f"Bác Bình đây, mã {CODE[:5]}.{CODE[5:]}", "".join(chr(0xFF10 + int(one)) for one in CODE)),
    ],
)
async def test_a_code_is_known_however_it_is_typed(ward: Ward, typed: str):
    await invited(ward, "binh")
    chat = ward.chat("somebody")

    await chat.says(typed)

    chat.hears("Bác có phải bác Nguyễn Văn Bình, tổ trưởng Cầu Đơ 1 không ạ?")
    await chat.says("đúng")
    chat.hears("Em chào bác Bình ✅", "Thêm vào màn hình chính")
    await chat.says("cài 42")
    chat.hears("Em ghi Cầu Đơ 1")


@pytest.mark.parametrize("typed", ["Ư9Ư4 TSJA", "mã thẻ là ư9ư4tsja", "W9W4-TSJA"])
async def test_a_code_of_before_is_known_through_a_vietnamese_keyboard(ward: Ward, typed: str):
    await invited(ward, "tam", "W9W4 TSJA")
    chat = ward.chat("somebody")
    await chat.says(typed)
    chat.hears("cô Trần Thị Tâm")


async def test_the_post_is_named_as_the_roster_writes_it(ward: Ward):
    await invited(ward, "binh")
    async with ward.database.write() as tx:
        await tx.run(
            "UPDATE post SET title = 'Trưởng khu phố' WHERE person_id = (SELECT id FROM person WHERE code = 'binh')"
        )
        await tx.run("UPDATE unit SET name = 'Khu phố 1' WHERE name = 'Cầu Đơ 1'")
    chat = ward.chat("somebody")
    await chat.says(CODE)
    chat.hears("bác Nguyễn Văn Bình, trưởng Khu phố 1 không ạ?")


async def test_a_slip_is_told_from_a_stranger_and_is_no_guess(ward: Ward):
    await invited(ward, "binh")
    chat = ward.chat("somebody")
    for place in range(1, 9):
        await chat.says(CODE[:place] + str((int(CODE[place]) + 1) % 10) + CODE[place + 1 :])
        chat.hears("Bác gõ nhầm một số ở đâu đó")
    await chat.says(STRANGE[0])
    chat.hears("Em không tìm thấy mã này")
    await chat.says(CODE)
    chat.hears("Nguyễn Văn Bình")


async def test_whoever_is_known_may_tell_ten_digits_without_being_taken_for_a_guest(ward: Ward):
    chat = ward.chat("binh")
    await chat.says(STRANGE[0])
    assert "mã" not in str(chat.new[-1].words)


async def test_too_many_wrong_codes_are_answered_in_other_words_and_the_clerk_lets_them_in_again(ward: Ward):
    await invited(ward, "binh")
    guest, clerk, other = ward.chat("somebody"), ward.chat("lan"), ward.chat("another")
    for code in STRANGE[:5]:
        await guest.says(code)
        guest.hears("Em không tìm thấy mã này")
    await guest.says(CODE)
    guest.hears("tạm dừng nhận mã ở đây đến 22h20", "cán bộ văn phòng phường")
    assert "tìm thấy" not in str(guest.new[-1].words)

    await other.says(CODE)
    other.hears("Nguyễn Văn Bình")
    await other.says("không phải tôi")

    await clerk.says("/chuavao")
    clerk.hears("1 máy đang phải chờ vì gõ sai mã nhiều lần: trang web (đến 22h20)", '"cho nhập lại mã"')
    await clerk.says("cho nhập lại mã")
    clerk.hears("đã mở cho 1 máy")
    await guest.says(CODE)
    guest.hears("Nguyễn Văn Bình")
    await clerk.says("cho nhập lại")
    clerk.hears("không máy nào phải chờ")


async def test_who_waits_may_try_again_when_it_was_said(ward: Ward):
    await invited(ward, "binh")
    guest = ward.chat("somebody")
    for code in STRANGE[:5]:
        await guest.says(code)
    ward.clock.at += HOUR - 1
    await guest.says(CODE)
    guest.hears("tạm dừng")
    ward.clock.at += 2
    await guest.says(CODE)
    guest.hears("Nguyễn Văn Bình")


async def test_only_who_leads_or_keeps_the_office_may_let_guests_in_again(ward: Ward):
    chat = ward.chat("binh")
    await chat.says("cho nhập lại mã")
    chat.hears("chưa được phân công")


async def test_a_page_that_forgets_its_device_is_limited_by_where_it_asks_from_and_nobody_else_is(ward: Ward):
    await invited(ward, "binh")
    for n, code in enumerate(STRANGE[:30]):
        (await knocks(ward, f"device-{n}", code, "robber")).hears("Em không tìm thấy mã này")
    (await knocks(ward, "device-99", CODE, "robber")).hears("tạm dừng nhận mã")
    (await knocks(ward, "device-100", CODE, "office")).hears("Nguyễn Văn Bình")


async def test_used_expired_and_withdrawn_cards_say_so_and_name_nobody(ward: Ward):
    await invited(ward, "binh", STRANGE[0])
    await invited(ward, "tam", STRANGE[1], expires=ward.clock.at + DAY)
    await invited(ward, "nhan", STRANGE[2])
    await invited(ward, "hoi", STRANGE[3])
    head = ward.chat("phone")
    await head.says(STRANGE[0])
    await head.says("đúng")
    async with ward.database.write() as tx:
        (post,) = await tx.rows("SELECT id FROM post WHERE person_id = :id", id=ward.people["nhan"].id)
        erased = Erased(ward.people["hoi"].id, "Người 1", ward.clock.at)
        await facts.write(tx, [PostEnded(post["id"], ward.clock.at), erased])
    ward.clock.at += DAY + MINUTE

    guest = ward.chat("somebody")
    for code, said in zip(
        STRANGE[:4], ("đã dùng để vào", "chỉ dùng được đến hết", "không còn dùng", "không tìm thấy"), strict=True
    ):
        await guest.says(code)
        guest.hears(said)
        words = str(guest.new[-1].words)
        assert not any(one.given in words for one in ward.people.values()), words


async def test_asking_again_prints_the_same_codes(both_wards: Ward):
    ward = both_wards
    clerk, guest = ward.chat("lan"), ward.chat("somebody")
    first = await asks_for_codes(clerk, "/moi Bình, Hợi")
    again = await asks_for_codes(clerk, "mời Nguyễn Văn Bình")
    assert set(first) == {"Nguyễn Văn Bình", "Phạm Văn Hợi"}
    assert again == {"Nguyễn Văn Bình": first["Nguyễn Văn Bình"]}
    assert re.fullmatch(r"[1-9]\d\d \d{3} \d{4}", first["Nguyễn Văn Bình"])
    assert codes.is_sound(first["Nguyễn Văn Bình"].replace(" ", ""))
    await guest.says(first["Nguyễn Văn Bình"])
    guest.hears("Nguyễn Văn Bình")


async def test_what_is_printed_becomes_void_only_by_a_yes_to_exactly_that(both_wards: Ward):
    ward = both_wards
    clerk, guest = ward.chat("lan"), ward.chat("somebody")
    first = await asks_for_codes(clerk, "/moi Bình")

    await clerk.says("làm mới thẻ của bác Bình")
    clerk.hears("1 thẻ đã in (Nguyễn Văn Bình) sẽ hết hiệu lực, làm mới ạ?")
    await clerk.says("không")
    clerk.hears("thẻ đã in vẫn dùng được")
    assert await asks_for_codes(clerk, "/moi Bình") == first

    await clerk.says("/moi làm mới Bình")
    renewed = await asks_for_codes(clerk, "đúng")
    assert set(renewed) == set(first)
    assert renewed != first
    await guest.says(first["Nguyễn Văn Bình"])
    guest.hears("Em không tìm thấy mã này", "thẻ mới")
    await guest.says(renewed["Nguyễn Văn Bình"])
    guest.hears("Nguyễn Văn Bình")


async def test_cards_of_an_earlier_release_stay_good_until_she_says_otherwise(ward: Ward):
    """Of those only a hash was kept."""
    clerk, guest = ward.chat("lan"), ward.chat("somebody")
    async with ward.database.write() as tx:
        await facts.write(tx, [Invited(ward.ids(), hash_of("7KXM 3PQR"), ward.people["binh"].id, ward.clock.at)])
    assert set(await asks_for_codes(clerk, "/moi Bình, Hợi")) == {"Phạm Văn Hợi"}
    told = [str(line.words) for line in await clerk.log()]
    assert any("1 người đang giữ thẻ cũ còn dùng được" in words and "Nguyễn Văn Bình" in words for words in told)
    await clerk.says("/moi Bình")
    clerk.hears("không in lại được đúng mã", "1 thẻ đã in", "làm mới ạ?")
    await guest.says("7KXM 3PQR")
    guest.hears("Nguyễn Văn Bình")


async def test_a_code_lasts_as_long_as_the_campaign(ward: Ward):
    async with ward.database.write() as tx:
        await tx.run("UPDATE campaign SET ends = '2025-02-28', version = version + 1")
    clerk = ward.chat("lan")
    await asks_for_codes(clerk, "/moi Bình")
    clerk.hears("dùng đến hết 28/02")


async def test_a_code_that_nobody_can_use_yet_is_handed_out_with_a_warning(ward: Ward):
    clerk = ward.chat("lan")
    await asks_for_codes(clerk, "mời Hợi")
    clerk.hears("⚠️ Trợ lý chưa mở ra ngoài máy này")


async def test_a_further_device_enters_by_a_short_code_of_ones_own_and_the_first_stays(ward: Ward):
    first, second, late = ward.chat("binh"), ward.chat("second"), ward.chat("late")
    await first.says("thêm máy")
    await errand_done(ward)
    await first.reads()
    first.hears("Mã thêm máy của bác", "trong 15 phút")
    found = re.search(r"<b>(\d{4} \d{4})</b>", str(first.new[-1].words))
    assert found

    await second.says(found[1])
    second.hears("Nguyễn Văn Bình")
    await second.says("đúng")
    second.hears("Em chào bác Bình")
    await first.says("cài 42")
    first.hears("Em ghi Cầu Đơ 1")
    await late.says(found[1])
    late.hears("đã dùng hoặc đã hết giờ", "thêm máy")


async def test_a_code_for_a_further_device_is_over_after_a_quarter_of_an_hour(ward: Ward):
    first, second = ward.chat("binh"), ward.chat("second")
    await first.says("them may")
    await errand_done(ward)
    await first.reads()
    found = re.search(r"<b>(\d{4} \d{4})</b>", str(first.new[-1].words))
    assert found
    ward.clock.at += 15 * MINUTE
    await second.says(found[1])
    second.hears("đã hết giờ")


async def test_two_cards_of_one_person_are_both_good_until_one_is_used(both_wards: Ward):
    """Two sheets ordered at once: neither makes waste paper of the other."""
    ward = both_wards
    await invited(ward, "binh", STRANGE[0])
    await invited(ward, "binh", STRANGE[1])
    await invited(ward, "hoi", STRANGE[2])
    one, two = ward.chat("one"), ward.chat("two")
    await one.says(STRANGE[0])
    one.hears("Nguyễn Văn Bình")
    await two.says(STRANGE[1])
    two.hears("Nguyễn Văn Bình")
    await one.says("đúng")
    one.hears("Em chào bác Bình")
    await two.says("đúng")
    two.hears("Em không tìm thấy mã này")
    async with ward.database.read() as read:
        assert set(await printed(read, [one.id for one in ward.people.values()], ward.clock.at)) == {
            ward.people["hoi"].id
        }
        kept = await read.rows("SELECT code, secret FROM invite WHERE used IS NOT NULL")
    assert [(row["code"], row["secret"]) for row in kept] == [(None, None)]


async def test_all_who_are_not_here_can_be_read_to_the_end(ward: Ward):
    clerk = ward.chat("lan")
    async with ward.database.write() as tx:
        for n in range(30):
            await tx.run(
                "INSERT INTO person (id, code, name, you, me) VALUES (:id, :code, :name, 'bạn', 'mình')",
                id=9_000 + n,
                code=f"p{n}",
                name=f"Người {n}",
            )
            await tx.run(
                "INSERT INTO post (id, person_id, role, unit_id, since) VALUES (:id, :id, :role, :unit, 0)",
                id=9_000 + n,
                role=Role.VOLUNTEER,
                unit=ward.units["Hà Cầu"].id,
            )
    await clerk.says("/chuavao")
    clerk.hears("Còn 39/39 người chưa vào chat", 'nhắn "xem tiếp"')
    seen = str(clerk.new[-1].words)
    await clerk.says("xem tiếp")
    seen += "".join(str(line.words) for line in clerk.new)
    clerk.hears('nhắn "in thẻ"')
    assert all(f"Người {n}" in seen for n in range(30))
    assert [one.name for one in ward.people.values() if one.name not in seen] == []


@pytest.mark.parametrize(
    "said", ["mời Đặng Văn Hai", "Mời bác Hai", "mời anh Đặng Văn Hai", "mời Đặng Văn Hai.", "/moi Hai"]
)
async def test_inviting_is_a_plain_phrase(ward: Ward, said: str):
    async with ward.database.write() as tx:
        await tx.run("UPDATE person SET name = 'Đặng Văn Hai' WHERE code = 'hoi'")
    assert set(await asks_for_codes(ward.chat("lan"), said)) == {"Đặng Văn Hai"}


@pytest.mark.parametrize("said", ["mới cài 12 người", "mỗi tổ đi mấy hộ", "moi ngay may ho"])
async def test_what_only_looks_like_inviting_is_none(ward: Ward, said: str):
    clerk = ward.chat("lan")
    await clerk.says(said)
    assert "chưa thấy ai tên như vậy" not in str(clerk.new[-1].words)
    async with ward.database.read() as read:
        assert not await errands.waiting(read, ward.clock.at)


async def test_cards_are_asked_for_in_plain_words(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("in thẻ")
    clerk.hears("làm 9 thẻ mời")


async def test_who_has_entered_by_the_page_is_not_missed(ward: Ward):
    await invited(ward, "binh")
    chat = ward.chat("somebody")
    await chat.says(CODE)
    await chat.says("đúng")
    async with ward.database.write() as tx:
        account = (await people.by_address(tx, ["web/somebody"]))["web/somebody"][0]
        await people.bind_device(tx, account.id, "device")
    clerk = ward.chat("lan")
    await clerk.says("/chuavao")
    clerk.hears("Còn 8/9 người chưa vào chat")
    assert "Nguyễn Văn Bình" not in str(clerk.new[-1].words)
