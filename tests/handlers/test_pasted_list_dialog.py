"""A clerk pastes a list from a chat: nights with the places below them. It is a plan, and only that."""

import pytest

from tests.handlers.plans import sends
from tests.ward import Ward

OVER_PLACES = [
    "Tối 20/11:\n- Cầu Đơ 1\n- Cầu Đơ 3\nTối 21/11:\n- Hà Trì 1",
    "📅 Thứ Tư 20/11 (19h30)\n✅ TDP Cầu Đơ 1\n✅ TDP Cầu Đơ 3\n✅ TDP Hà Trì 2",
    "20/11\n1. Tổ Cầu Đơ 4\n2. Tổ Hà Trì 1\n21/11\n1. Tổ Hà Trì 2",
    "Ngày 20/11:\n+ Khu phố Suối Tre\n+ Khu phố Bàu Trâm\n+ Cầu Đơ 1",
]
OTHERWISE = [
    "Tối 9/11:\n- Cầu Đơ 1: cài 42\n- Cầu Đơ 3: cài 30\n- Cầu Đơ 4: cài 12",
    "20/11:\n- An\n- Cường\n- Mai",
    "Tối 20/11 nhớ:\n- Cầu Đơ 1\n- Cầu Đơ 3\n- Hà Trì 1",
]


@pytest.mark.parametrize("text", OVER_PLACES)
async def test_nights_over_their_places_are_a_plan(both_wards: Ward, text: str):
    clerk = both_wards.chat("lan")

    await sends(clerk, text)
    clerk.hears("Em đọc xong", "20/11")


@pytest.mark.parametrize("text", OTHERWISE)
async def test_figures_people_and_reminders_under_a_night_are_none(ward: Ward, text: str):
    clerk = ward.chat("lan")

    await sends(clerk, text)
    assert not any("Em đọc xong" in (line.words or "") for line in await clerk.log())
