"""Several things in one message: figures and something beside them, two wishes; one reply to all of it."""

import pytest

from storage.database import Database
from tests.ward import YOUTH, Chat, Ward


@pytest.fixture
async def asked(sqlite: Database) -> Ward:
    ward = await Ward.founded(sqlite, people=YOUTH, youth=3)
    await ward.comes_to("21:25")
    return ward


def answers(chat: Chat) -> int:
    return len([line for line in chat.new if line.edits is None])


BESIDE = [
    ("cài 30, mai ai đi với tôi?", "cài mới 30", "Cầu Đơ 1"),
    ("cai 30, mai ai di voi toi", "cài mới 30", "Hôm đó bác không có buổi nào"),
    ("cài 30 mai ai đi với tôi", "cài mới 30", "Hôm đó bác không có buổi nào"),
    ("35 người nhé, tổ mình còn bao nhiêu nữa thì đạt?", "cài mới 35", "Còn 85 để đạt"),
    ("cài 18, mã OTP mãi không về thì làm sao hả cháu", "cài mới 18", "gửi lại"),
    ("cài 30, thế cả phường được bao nhiêu rồi", "cài mới 30", "iHanoi Hà Cầu"),
    ("hai mươi người, mấy giờ khoá số hả em?", "cài mới 20", "22h15"),
]


@pytest.mark.parametrize(("text", "recorded", "answered"), BESIDE)
async def test_figures_are_recorded_and_the_question_beside_them_answered(
    asked: Ward, text: str, recorded: str, answered: str
):
    binh = asked.chat("binh")
    await binh.reads()

    await binh.says(text)

    binh.hears(recorded, answered)
    assert answers(binh) == 1


@pytest.mark.parametrize(
    ("text", "recorded"),
    [
        ("chào em, tối nay 42 nhé", "cài mới 42"),
        ("cảm ơn em, 25 người", "cài mới 25"),
        ("cài 42, bà con vui lắm em ạ", "cài mới 42"),
        ("cài 30, mưa to quá nên về sớm", "cài mới 30"),
        ("cài 30, em nhận được chưa?", "cài mới 30"),
        ("bác quên chưa báo, cài 30", "cài mới 30"),
        ("cài được 33 người, kích hoạt hết rồi nhé", "cài mới 33"),
    ],
)
async def test_talk_beside_figures_is_no_question(asked: Ward, text: str, recorded: str):
    binh = asked.chat("binh")

    await binh.says(text)

    binh.hears(recorded, 'Gõ "sửa", "hoàn tác"')
    assert "chưa hiểu" not in (binh.new[-1].words or "")
    assert not binh.choices


async def test_a_change_beside_figures_is_read_back(asked: Ward):
    binh = asked.chat("binh")

    await binh.says("cài 30, từ mai bác đi vắng 3 hôm nhé")
    binh.hears("cài mới 30", "nghỉ 3 ngày, đến hết thứ Hai 11/11", "1 Đúng · 2 Thôi")
    async with asked.database.read() as rows:
        assert not await rows.rows("SELECT id FROM away")
    await binh.says("2")

    binh.hears("không làm gì cả")


async def test_tomorrow_is_not_called_off_beside_tonights_figures(asked: Ward):
    binh = asked.chat("binh")

    await binh.says("cài 20, mai bác bận cho nghỉ")

    binh.hears("cài mới 20", "Tối mai, Chủ nhật 10/11 bác không có buổi nào")
    async with asked.database.read() as rows:
        assert not await rows.rows("SELECT id FROM session WHERE state <> 'planned'")


async def test_figures_that_are_asked_about_stay_asked_while_the_rest_is_answered(asked: Ward):
    binh = asked.chat("binh")

    await binh.says("cài 12 hộ, mai ai đi với tôi?")
    binh.hears("Hôm đó bác không có buổi nào", 'Nhắn "người" hoặc "hộ"')
    await binh.says("người")

    binh.hears("cài mới 12")


async def test_what_changes_beside_figures_that_are_asked_about_is_one_more_choice(asked: Ward):
    binh = asked.chat("binh")

    await binh.says("cài 12 hộ, từ mai bác đi vắng 3 hôm nhé")
    assert [(one.digit, one.label) for one in binh.new[-1].choices][:2] == [(1, "12 người cài mới"), (2, "12 hộ đã đi")]
    assert [one.digit for one in binh.new[-1].choices] == list(range(1, len(binh.choices) + 1))
    await binh.says("3")
    binh.hears("nghỉ", "3 ngày")
    await binh.says("12 người")

    binh.hears("cài mới 12")


@pytest.mark.parametrize(
    "text",
    [
        "bác báo 30 mà sao em ghi 25?",
        "sao tổ 4 được 30, tổ tôi ai đi cùng?",
        "có phải cài 30 không em, mai ai đi?",
        "https://bao.vn/tin?so=42, hay không em?",
    ],
)
async def test_figures_inside_a_question_are_not_recorded(asked: Ward, text: str):
    binh = asked.chat("binh")

    await binh.says(text)

    async with asked.database.read() as rows:
        assert not await rows.rows("SELECT id FROM event")


TWO = [
    ("hoi", "mấy giờ đi, ở đâu, ai đi cùng tôi?", "Cầu Đơ 4"),
    ("hoi", "tổ tôi được bao nhiêu, ai chưa báo", "Cầu Đơ 4|xem tổ nào chưa báo"),
    ("lan", "tuần này được bao nhiêu, tổ nào yếu nhất?", "xem số toàn phường/xem tổ nào nhanh"),  # whichever is second
    ("lan", "nhắc bác Nhàn báo số, mời bác Hợi", "nhắc người khác|mời người vào"),
]


@pytest.mark.parametrize(("key", "text", "shown"), TWO)
async def test_of_two_wishes_the_second_is_a_choice(asked: Ward, key: str, text: str, shown: str):
    chat = asked.chat(key)

    await chat.says(text)

    said = " ".join(line.words or "" for line in chat.new)
    assert all(any(one in said for one in some.split("/")) for some in shown.split("|")), said


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("lan", "xoá báo cáo của tôi đi, à không xoá tôi khỏi danh sách"),
        ("binh", "cho bác nghỉ 3 hôm, à thôi bác vẫn đi"),
        ("an", "tối nay em đi được, mà thôi em bận rồi"),
    ],
)
async def test_two_wishes_that_contradict_each_other_change_nothing(asked: Ward, key: str, text: str):
    async def stands() -> list[tuple[object, ...]]:
        async with asked.database.read() as rows:
            return [
                *[(row["id"], row["state"]) for row in await rows.rows("SELECT id, state FROM session ORDER BY id")],
                *[(row["id"], row["state"]) for row in await rows.rows("SELECT id, state FROM shift ORDER BY id")],
                *[(row["id"],) for row in await rows.rows("SELECT id FROM away ORDER BY id")],
                *[(row["id"], row["erased"]) for row in await rows.rows("SELECT id, erased FROM person ORDER BY id")],
            ]

    before, chat = await stands(), asked.chat(key)
    await chat.says(text)

    assert len(chat.choices) > 1 or "chưa được xếp" in (chat.new[-1].words or "")
    assert await stands() == before
