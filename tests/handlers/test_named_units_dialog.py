"""A named unit that is somebody else's, or nobody's, is refused or asked about: one's own is never taken for it."""

import json
from dataclasses import replace

import pytest

from handlers.inbound import FileKind, ReceivedFile
from tests.ward import Ward

SAID = {
    "a report": "{unit} cài 42, kích hoạt 40",
    "a report of tonight": "tối nay {unit} được 42 máy",
    "a correction": "sửa {unit} thành 40",
    "a visit outside the plan": "tối nay {unit} đi thêm, cài 5",
    "households": "{unit} còn 12 hộ vắng",
    "a night off": "{unit} tối nay nghỉ vì mưa",
    "a night put off": "xin hoãn buổi tối nay của {unit} vì mưa",
    "another night": "dời {unit} sang 15/11",
    "a contact": "đầu mối {unit} cán bộ: chị Hoa 0900000123",
    "a head for good": "từ mai cô Tâm làm tổ trưởng {unit}",
    "a head for some days": "từ mai tổ phó thay tôi 3 ngày ở {unit}",
    "a deputy": "chị Nguyễn Thị Hoa làm tổ phó {unit}",
    "more people": "{unit} cần thêm 2 đoàn viên tối nay",
    "a difficulty": "bà con {unit} không nhận được mã OTP",
    "a loudspeaker": "đã phát loa ở {unit} sáng nay",
    "a history": "lịch sử {unit}",
}
STANDS = (
    "event",
    "excuse",
    "contact",
    "post",
    "session",
    "difficulty",
    "deed",
    "evidence",
    "headcount",
    "shift",
    "person",
)


async def stands(ward: Ward) -> dict[str, list[tuple[object, ...]]]:
    async with ward.database.read() as read:
        every = {name: await read.rows(f"SELECT * FROM {name} ORDER BY 1") for name in STANDS}
    return {name: [tuple(row[key] for key in row.keys()) for row in rows] for name, rows in every.items()}  # type: ignore[attr-defined]  # noqa: SIM118


def about_own(ward: Ward, intent: str) -> bool:
    """Whether a yes would change something of Cầu Đơ 1; to be asked what a number means changes nothing yet."""
    own = {ward.units["Cầu Đơ 1"].id, ward.sessions["Cầu Đơ 1", 9].id}
    said = json.loads(intent)
    about = {said["fields"].get(name) for name in ("unit", "session")} | set(said["fields"].get("units", ()))
    return bool(own & about)


@pytest.mark.parametrize(
    ("kind", "unit"),
    [
        *((kind, unit) for kind in SAID for unit in ("Cầu Đơ 4", "Hà Trì 1")),
        *((kind, "tổ 99") for kind in SAID if kind != "a difficulty"),  # told of in any words, it may be no unit at all
    ],
)
async def test_what_is_said_of_another_unit_changes_nothing_of_ones_own(ward: Ward, kind: str, unit: str):
    await ward.comes_to("21:25")
    head = ward.chat("binh")
    await head.reads()
    before = await stands(ward)

    await head.says(SAID[kind].format(unit=unit))

    assert await stands(ward) == before
    offered = [choice for line in head.new for choice in line.choices if about_own(ward, choice.intent)]
    assert offered == []


async def test_said_of_ones_own_it_is_about_it(ward: Ward):
    head = ward.chat("binh")
    await head.says(SAID["a head for good"].format(unit="Cầu Đơ 1"))
    assert about_own(ward, head.new[-1].choices[0].intent)


@pytest.mark.parametrize("caption", ["Cầu Đơ 4", "ảnh buổi tối Hà Trì 1", "tổ 99"])
async def test_a_photo_of_another_unit_is_not_kept_with_ones_own(ward: Ward, caption: str):
    await ward.comes_to("21:25")
    sent = ward.update("binh", text=caption)
    photo = ReceivedFile(FileKind.PHOTO, "web:photo", caption=caption)
    await ward.intake.take([replace(sent, content=photo)])

    assert (await stands(ward))["evidence"] == []


@pytest.mark.parametrize("kind", ["a contact", "a head for good", "a deputy", "a difficulty", "a loudspeaker"])
async def test_it_is_said_for_what_it_is_taken(ward: Ward, kind: str):
    head = ward.chat("binh")
    await head.says(SAID[kind].format(unit="Hà Trì 1"))
    head.hears("chỉ nhận cho Cầu Đơ 1 của bác", "em chưa ghi gì")


async def test_the_office_names_any_unit_and_is_asked_where_there_is_none(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("đầu mối Hà Trì 1 cán bộ: chị Hoa 0900000123")
    clerk.hears("Em đã ghi đầu mối cán bộ của Hà Trì 1")
    await clerk.says("từ mai cô Tâm làm tổ trưởng tổ 99")
    clerk.hears("nhắn kèm tên tổ")
