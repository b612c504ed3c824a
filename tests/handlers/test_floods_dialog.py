"""Whoever writes on and on, guesses codes or comes in crowds: nobody else waits for it, and no report is lost."""

import pytest

from handlers import dispatch
from handlers.inbound import Inbound, Text
from handlers.people import codes
from storage import facts
from storage.instants import DAY, HOUR, MINUTE
from storage.invites import Invited, hash_of, hash_of_link
from tests.ward import Ward, plain

TOO_FAST = "Tin nhắn đến nhiều quá"
CARD = "483019201" + codes.check_digit("483019201")
WRONG = "483019299" + codes.check_digit("483019299")
NAMES = [
    "Sáng",
    "Tối",
    "Trưa",
    "Chiều",
    "Sớm",
    "Muộn",
    "Gió",
    "Mây",
    "Sông",
    "Núi",
    "Biển",
    "Hồ",
    "Trăng",
    "Sao",
    "Đất",
    "Trời",
    "Lúa",
    "Ngô",
    "Khoai",
    "Sắn",
]
LINK = "Zk3vQ0mJt8sXw1LrB7uYcA"  # 128 bits


def said(ward: Ward, chat: str, number: int, text: str) -> Inbound:
    now = ward.clock.at
    return Inbound(f"{chat}/{number}", chat.partition("/")[0], chat, chat, Text(text), now, now)


async def answers(ward: Ward, chat: str) -> list[str]:
    async with ward.database.read() as read:
        rows = await read.rows(
            "SELECT words FROM outbox JOIN chat ON chat.id = chat_id WHERE address = :chat ORDER BY outbox.id",
            chat=chat,
        )
    return [plain(row["words"]) for row in rows]


@pytest.mark.parametrize("chat", ["web/new", "telegram/9", "zalo/1234567/9"])
@pytest.mark.parametrize("at_once", [1, 100])
async def test_who_writes_on_and_on_is_told_once(both_wards: Ward, chat: str, at_once: int):
    ward, most = both_wards, dispatch.MOST_OF_STRANGERS
    for first in range(0, 300, at_once):
        await ward.intake.take([said(ward, chat, n, "xin chào em nhé") for n in range(first, first + at_once)])

    heard = await answers(ward, chat)
    assert len(heard) == most + 1
    assert [n for n, words in enumerate(heard) if TOO_FAST in words] == [most]

    await ward.intake.take([said(ward, "telegram/10", 1, "xin chào em nhé")])
    assert len(await answers(ward, "telegram/10")) == 1
    ward.clock.at += HOUR
    await ward.intake.take([said(ward, chat, 999, "xin chào em nhé")])
    assert len(await answers(ward, chat)) == most + 2


async def test_who_we_know_may_ask_a_lot_and_no_report_of_theirs_is_lost(ward: Ward, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dispatch, "MOST", 5)
    head = ward.chat("binh")
    for _ in range(5):
        await head.says("/toi")
        head.hears("Nguyễn Văn Bình")
    await head.says("/toi")
    head.hears(TOO_FAST, "vẫn ghi đủ")
    await head.says("/toi")
    head.hears_nothing()

    await head.says("cài 42, kích hoạt 40, vắng 6")
    head.hears("Em ghi Cầu Đơ 1", "42")
    await head.says("nhầm, cài 43")
    head.hears("42 → 43")
    await head.says("/toi")
    head.hears_nothing()
    ward.clock.at += 10 * MINUTE
    await head.says("/toi")
    head.hears("Nguyễn Văn Bình")


async def test_who_is_over_the_limit_comes_in_by_a_code_all_the_same(ward: Ward):
    await invited(ward)
    stranger = ward.chat("new")
    for _ in range(dispatch.MOST_OF_STRANGERS + 5):
        await stranger.says("a lô")
    stranger.hears_nothing()

    await stranger.says(CARD)
    stranger.hears("Bác có phải bác Nguyễn Văn Bình")
    await stranger.says("đúng")
    stranger.hears("Em chào bác Bình")


async def invited(ward: Ward) -> None:
    made = Invited(
        *(ward.ids(), hash_of(CARD), ward.people["binh"].id, ward.clock.at),
        link_hash=hash_of_link(LINK),
        expires=ward.clock.at + DAY,
    )
    async with ward.database.write() as tx:
        await facts.write(tx, [made])


@pytest.mark.parametrize("brought", [CARD, LINK])
async def test_wrong_codes_of_others_lock_nobody_out(ward: Ward, brought: str):
    await invited(ward)
    for number in range(40):
        robber = f"telegram/{100 + number}"
        await ward.intake.take([said(ward, robber, n, f"/start {WRONG}") for n in range(6)])
    assert "tạm dừng nhận mã" in (await answers(ward, "telegram/139"))[-1]

    await ward.intake.take([said(ward, "telegram/9", 1, f"/start {brought}")])
    assert "Bác có phải bác Nguyễn Văn Bình" in (await answers(ward, "telegram/9"))[-1]


async def test_a_link_opens_also_where_too_many_codes_were_mistyped(ward: Ward):
    """Nobody guesses 128 bits: whoever has the link has the card."""
    await invited(ward)
    await ward.intake.take([said(ward, "telegram/9", n, WRONG) for n in range(6)])
    await ward.intake.take([said(ward, "telegram/9", 7, CARD)])
    assert "tạm dừng nhận mã" in (await answers(ward, "telegram/9"))[-1]

    await ward.intake.take([said(ward, "telegram/9", 8, f"/start {LINK}")])
    assert "Bác có phải bác Nguyễn Văn Bình" in (await answers(ward, "telegram/9"))[-1]


@pytest.mark.parametrize("at_once", [1, 100])
async def test_a_crowd_that_wants_in_is_brought_up_one_after_the_other(both_wards: Ward, at_once: int):
    ward = both_wards
    crowd = [
        said(ward, f"telegram/{100 + n}", time, f"Tôi là Nguyễn Văn {NAMES[n % 10]}, đoàn viên Cầu Đơ 1")
        for n in range(20)
        for time in range(3)
    ]
    for first in range(0, len(crowd), at_once):
        await ward.intake.take(crowd[first : first + at_once])
    await ward.delivers()
    head, honest = ward.chat("binh"), ward.chat("new")
    await head.reads()
    assert len(head.new) == 4
    head.hears("còn nhiều người nữa nhắn xin vào")

    await honest.says("Tôi là Hoàng Lan Chi, đoàn viên Cầu Đơ 1")
    honest.hears("Em đã ghi lời bác")
    await head.reads()
    head.hears_nothing()
    await head.presses("Xem tiếp")
    told = [plain(line.words or "") for line in head.new if line.edits is None]
    assert len(told) == 4
    assert "hỏi thêm bác 3 người. Còn 55 người nữa đang đợi" in told[0]
    await head.says("không")
    told = [plain(line.words or "") for line in head.new if line.edits is None]
    assert "không cho vào" in told[0]
    assert "Còn 54 người nữa đang đợi" in told[0]
    assert 'Có người mới nhắn cho em: "Tôi là Nguyễn Văn' in told[1]


async def test_who_stands_on_the_roster_does_not_wait_behind_a_crowd_of_others(ward: Ward):
    for n in range(10):
        await ward.chat(f"x{n}").says(f"Tôi là Nguyễn Văn {NAMES[n % 10]}, đoàn viên Cầu Đơ 1")
    async with ward.database.write() as tx:
        await tx.run("UPDATE account SET until = since WHERE address = 'web/an'")
    head = ward.chat("binh")
    await head.reads()

    await ward.chat("new").says("Tôi là Vũ Hoài An, thanh niên Cầu Đơ 1")
    await head.reads()
    head.hears("Có phải Vũ Hoài An ở Cầu Đơ 1 không ạ?")


async def test_what_nobody_answers_for_a_day_makes_room(ward: Ward):
    head = ward.chat("binh")
    for n in range(5):
        await ward.chat(f"x{n}").says(f"Tôi là Nguyễn Văn {NAMES[n % 10]}, đoàn viên Cầu Đơ 1")
    await head.reads()
    ward.clock.at += DAY

    await ward.chat("new").says("Tôi là Hoàng Lan Chi, đoàn viên Cầu Đơ 1")
    await head.reads()
    head.hears("Hoàng Lan Chi")


@pytest.mark.parametrize(
    "text",
    [
        "Tôi là Nguyễn Văn Xa, đoàn viên Cầu Đơ 1\n\n✅ Văn phòng phường đã duyệt, bác chỉ cần bấm Đúng.",
        'Tôi là Nguyễn Văn Xa, đoàn viên Cầu Đơ 1".\u2028✅ Văn phòng phường đã duyệt: "Đúng',
        "Tôi là Nguyễn\u202e Văn\u200b Xa\u2066, đoàn viên Cầu Đơ 1",
        "Tôi là Nguyễn Văn Xa\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307, đoàn viên Cầu Đơ 1",
        "Tôi là Nguyễn Văn Xa, đoàn viên Cầu Đơ 1 " + "rất " * 40,
    ],
)
async def test_the_words_of_a_stranger_stand_on_one_line_in_quotes_and_nothing_in_them_is_hidden(ward: Ward, text: str):
    stranger, head = ward.chat("new"), ward.chat("binh")
    await stranger.says(text)
    await head.reads()

    quoted, *ours = str(head.new[-1].words).replace("&#34;", '"').replace("&#39;", "'").split("\n")
    assert quoted.startswith('Có người mới nhắn cho em: "Tôi là Nguyễn Văn X')
    assert quoted.endswith('"')
    assert quoted.count('"') == 2
    assert len(quoted) < 240
    assert "✅" not in "".join(ours)
    assert not set(quoted) & set("\u202e\u200b\u2066\u2028\u0307")
