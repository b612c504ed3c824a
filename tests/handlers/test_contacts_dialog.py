"""Contact persons: named in one line, listed with who is missing; histories of figures and people."""

import pytest

from storage import contacts
from tests.ward import Ward


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("đầu mối Cầu Đơ 1 cán bộ: chị Hoa 0900000123", "đầu mối cán bộ của Cầu Đơ 1: chị Hoa, 0900000123"),
        (
            "Đầu mối Cầu Đơ 1, lãnh đạo: ông Lê Văn Tú +84 900 000 124",
            "lãnh đạo của Cầu Đơ 1: ông Lê Văn Tú, 0900000124",
        ),
        ("đầu mối cán bộ chị Hoa", "cán bộ của Cầu Đơ 1: chị Hoa (chưa có số)"),
    ],
)
async def test_a_head_names_somebody_in_one_line(ward: Ward, text: str, told: str):
    head = ward.chat("binh")

    await head.says(text)
    head.hears(told)


@pytest.mark.parametrize(
    "text", ["đầu mối Cầu Đơ 1 chị Hoa 0900000123", "đầu mối Hà Trì 1 cán bộ: chị Hoa", "đầu mối cán bộ 0900000123"]
)
async def test_what_is_unclear_or_not_theirs_is_asked_again(ward: Ward, text: str):
    head = ward.chat("binh")

    await head.says(text)
    if "Hà Trì" not in text:
        head.hears("nhắn một dòng giúp em", "Ví dụ")
    async with ward.database.read() as read:
        named = await contacts.below(read, [ward.units["Hà Trì 1"].id])
    assert named == ()


async def test_the_clerk_sees_who_is_named_and_who_is_missing(ward: Ward):
    head, clerk = ward.chat("binh"), ward.chat("lan")
    await head.says("đầu mối cán bộ chị Hoa 0900000123")
    await head.says("đầu mối cán bộ chị Lan Anh 0900000125")

    await clerk.says("đầu mối")
    clerk.hears(
        "Đầu mối: 1 người ở 1 nơi", "Cầu Đơ 1 (cán bộ): chị Lan Anh · 0900000125", "Còn thiếu: Cầu Đơ 1 (lãnh đạo)"
    )
    await ward.chat("an").says("đầu mối")
    async with ward.database.read() as read:
        assert len(await contacts.below(read, [ward.units["Hà Cầu"].id])) == 1


async def test_the_history_tells_figures_and_people_together(ward: Ward):
    head, clerk = ward.chat("binh"), ward.chat("lan")
    await head.says("cài 42")
    await head.says("nhầm, 24 chứ không phải 42")
    await head.says("đầu mối cán bộ chị Hoa 0900000123")

    await head.says("/lichsu")
    head.hears(
        "Nguyễn Văn Bình báo Cầu Đơ 1 09/11: cài mới 42 → 24 (trang web)",
        "báo Cầu Đơ 1 09/11: cài mới 42",
        "cử đầu mối của Cầu Đơ 1",
    )
    await head.says("hoàn tác")
    await head.says("/lichsu")
    head.hears("bỏ lần báo Cầu Đơ 1 09/11: cài mới 24 → 42 (trang web)")
    await clerk.says("lịch sử Hà Trì 1")
    clerk.hears("Hà Trì 1 chưa có thay đổi nào")
    await clerk.says("lịch sử Đâu Đó")
    clerk.hears("lịch sử của tổ nào")
