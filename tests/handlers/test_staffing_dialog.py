"""The clerk puts somebody into a post, takes a post away, writes a new number: each read back, done after a yes."""

import pytest

from storage import people, posts
from storage.database import Database
from storage.records import Role
from tests.ward import PEOPLE, YOUTH, Ward, person_id


async def held(ward: Ward, name: str) -> list[tuple[Role, str, str | None]]:
    async with ward.database.read() as read:
        everybody = {one.id: one.name for one in await people.everybody(read)}
        now = await posts.below(read, [ward.units["Hà Cầu"].id], ward.clock.at)
    return [
        (h.post.role, h.post.unit.name, h.post.force)
        for h in now
        if everybody[h.post.person_id] == name and h.since <= ward.clock.at
    ]


async def phone(ward: Ward, key: str) -> str | None:
    id_ = await person_id(ward, key)
    async with ward.database.read() as read:
        return (await people.phones(read, [id_])).get(id_)


async def test_somebody_new_becomes_a_deputy(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("thêm cô Lê Thị Hoa 0900 000 123 làm tổ phó Cầu Đơ 4")
    clerk.hears("Em thêm cô Lê Thị Hoa (0900 000 123) làm tổ phó Cầu Đơ 4, đúng không ạ?")
    assert await held(ward, "Lê Thị Hoa") == []

    await clerk.says("đúng")
    clerk.hears("Em đã ghi ✅ cô Hoa làm tổ phó Cầu Đơ 4", '"mời Lê Thị Hoa"')
    assert await held(ward, "Lê Thị Hoa") == [(Role.DEPUTY, "Cầu Đơ 4", None)]


@pytest.mark.parametrize(
    ("said", "post"),
    [
        ("thêm anh Phan Bá Vinh làm dân quân Hà Trì 1, sđt 0900000124", (Role.VOLUNTEER, "Hà Trì 1", "militia")),
        ("them anh Phan Bá Vinh vào đoàn viên Cầu Đơ 1", (Role.VOLUNTEER, "Cầu Đơ 1", "youth")),
        ("thêm Phan Bá Vinh phụ trách tổ công nghệ số", (Role.CAPTAIN, "Hà Cầu", "digital")),
        ("Thêm đ/c Phan Bá Vinh, Bí thư Đoàn phường", (Role.CAPTAIN, "Hà Cầu", "youth")),
        ("bổ sung Phan Bá Vinh làm thành viên tổ CNSCĐ Cầu Đơ 3", (Role.VOLUNTEER, "Cầu Đơ 3", "digital")),
    ],
)
async def test_whoever_is_added_gets_the_post_that_was_said(ward: Ward, said: str, post: tuple[Role, str, str | None]):
    clerk = ward.chat("lan")

    await clerk.says(said)
    clerk.hears("Phan Bá Vinh", "đúng không ạ?")
    await clerk.says("đúng")

    assert await held(ward, "Phan Bá Vinh") == [post]


async def test_somebody_known_takes_charge_of_a_force(sqlite: Database):
    ward = await Ward.founded(sqlite, people=YOUTH)
    clerk = ward.chat("lan")

    await clerk.says("Mai Phương phụ trách tổ công nghệ số")
    clerk.hears("giao", "Mai Phương phụ trách công nghệ số", "đúng không ạ?")
    await clerk.says("ừ")

    assert (Role.CAPTAIN, "Hà Cầu", "digital") in await held(ward, "Trần Mai Phương")
    helper = ward.chat("mai_p")
    await helper.reads()
    helper.hears("phụ trách công nghệ số")


async def test_a_new_head_takes_over_from_the_one_who_led(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("thêm ông Phan Bá Vinh 0900000125 làm tổ trưởng Hà Trì 2")
    clerk.hears("thay bác Sửu")
    await clerk.says("đúng")

    assert await held(ward, "Phan Bá Vinh") == [(Role.LEADER, "Hà Trì 2", None)]
    assert await held(ward, "Đỗ Xuân Sửu") == []


async def test_a_post_is_taken_away(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("gỡ Trần Thị Tâm")
    clerk.hears("tổ phó Cầu Đơ 1", "cô Trần Thị Tâm", "đúng không ạ?")
    await clerk.says("không")
    assert await held(ward, "Trần Thị Tâm") == [(Role.DEPUTY, "Cầu Đơ 1", None)]

    await clerk.says("cô Tâm không làm tổ phó nữa")
    await clerk.says("đúng")
    clerk.hears("Em đã ghi ✅", "thôi tổ phó Cầu Đơ 1")
    assert await held(ward, "Trần Thị Tâm") == []


async def test_of_several_posts_one_is_chosen(ward: Ward):
    clerk = ward.chat("lan")
    await clerk.says("thêm cô Trần Thị Tâm làm đoàn viên Cầu Đơ 1")
    await clerk.says("đúng")

    await clerk.says("gỡ cô Tâm")
    clerk.hears("Cô Trần Thị Tâm đang có 2 việc", "1 tổ phó Cầu Đơ 1", "2 thanh niên Cầu Đơ 1", "3 Cả 2 việc")
    await clerk.says("2")

    assert await held(ward, "Trần Thị Tâm") == [(Role.DEPUTY, "Cầu Đơ 1", None)]


@pytest.mark.parametrize(
    "said",
    [
        "đổi số bác Bình thành 0900 000 199",
        "doi sdt cua Nguyễn Văn Bình 0900.000.199",
        "số mới của bác Bình là 0900000199",
        "sửa số điện thoại bác Bình: +84 900 000 199",
        "bác Bình đổi số rồi, số mới 0900000199",
    ],
)
async def test_a_number_is_changed(ward: Ward, said: str):
    clerk = ward.chat("lan")

    await clerk.says(said)
    clerk.hears("0900 000 199", "bác Nguyễn Văn Bình", "đúng không ạ?")
    await clerk.says("đúng")
    clerk.hears("Em đã đổi số")

    assert await phone(ward, "binh") == "0900000199"


async def test_of_two_with_one_name_one_is_chosen(sqlite: Database):
    namesake = {"hoi2": ("Vũ Văn Hợi", "chú", Role.DEPUTY, "Hà Trì 1")}
    ward = await Ward.founded(sqlite, people={**PEOPLE, **namesake})
    clerk = ward.chat("lan")

    await clerk.says("gỡ Hợi")
    clerk.hears("Có 2 người cùng tên", "1 Phạm Văn Hợi", "2 Vũ Văn Hợi")
    await clerk.says("2")
    clerk.hears("tổ phó Hà Trì 1", "chú Vũ Văn Hợi")


@pytest.mark.parametrize(
    ("said", "hears"),
    [
        ("gỡ Trần Văn Không", "chưa thấy ai tên Trần Văn Không"),
        ("đổi số bác Khoai thành 0900000199", "chưa thấy ai tên Khoai"),
        ("đổi số bác Bình thành 09000001", "chưa phải số di động"),
        ("thêm cô Lê Thị Hoa làm tổ phó", "tên tổ"),
        ("thêm cô Lê Thị Hoa làm giám đốc Cầu Đơ 4", "chưa rõ việc"),
        ("Lê Thị Hoa làm tổ phó Cầu Đơ 4", "chưa thấy ai tên Lê Thị Hoa"),
    ],
)
async def test_what_is_missing_is_asked_for_and_nothing_changes(ward: Ward, said: str, hears: str):
    clerk = ward.chat("lan")

    await clerk.says(said)
    clerk.hears(hears)
    assert await phone(ward, "binh") is None
    assert await held(ward, "Lê Thị Hoa") == []


async def test_the_clerk_cannot_take_the_post_by_which_they_act(ward: Ward):
    clerk = ward.chat("lan")

    await clerk.says("gỡ Phạm Thị Lan")
    clerk.hears("không tự gỡ")


async def test_a_head_may_name_a_deputy_of_their_own_and_nobody_else_may(ward: Ward):
    head, volunteer = ward.chat("binh"), ward.chat("an")

    await head.says("thêm cô Lê Thị Hoa làm tổ phó")
    head.hears("tổ phó Cầu Đơ 1")
    await head.says("đúng")
    assert await held(ward, "Lê Thị Hoa") == [(Role.DEPUTY, "Cầu Đơ 1", None)]

    await head.says("thêm Phan Bá Vinh phụ trách dân quân")
    head.hears("chưa được phân công")
    await volunteer.says("gỡ Trần Thị Tâm")
    assert await held(ward, "Trần Thị Tâm") == [(Role.DEPUTY, "Cầu Đơ 1", None)]


@pytest.mark.parametrize(
    "said", ["thêm 3 nữa", "thêm 5 người ở Cầu Đơ 1", "gỡ cài đặt ứng dụng thế nào", "số mới là 42"]
)
async def test_what_is_about_something_else_is_left_alone(ward: Ward, said: str):
    clerk = ward.chat("lan")

    await clerk.says(said)
    assert not any("đúng không ạ" in (line.words or "") or "ai tên" in (line.words or "") for line in clerk.new)
