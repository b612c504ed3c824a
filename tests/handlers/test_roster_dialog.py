"""The clerk sends a roster: what was read is shown, doubts are choices, and only a yes stores anything."""

from storage import people, posts
from storage.database import Database
from storage.records import Role
from tests.handlers.rosters import sends_roster
from tests.ward import PEOPLE, Ward

ROWS = [
    "Ông Nguyễn Văn Bình;Tổ trưởng TDP;Cầu Đơ 1;0900 000 501",
    "Bà Trần Thị Tâm;Tổ phó TDP;Cầu Đơ 1;",
    "Ông Lê Văn Mới;Tổ trưởng TDP;Hà Trì 2;0900 000 503",
    "Anh Đặng Văn Sơn;Bí thư Đoàn phường;;0900 000 504",
    "Chị Mai Thị Hoa;ĐVTN;Cầu Đơ 4;O900 000 505",
    "Anh Hồ Sỹ Quân;Phó Chỉ huy trưởng Quân sự;;0900 000 506",
    "Chị Mai Thị Hoa;Dân quân;Hà Trì 1;0900 000 507",
    "Anh Tô Văn Kha;ĐVTN;Cầu Đơ 2;0900 000 508",
]


async def held(ward: Ward, name: str) -> list[tuple[Role, str, str | None]]:
    async with ward.database.read() as read:
        everybody = {one.id: one.name for one in await people.everybody(read)}
        now = await posts.below(read, [ward.units["Hà Cầu"].id], ward.clock.at)
    return [(h.post.role, h.post.unit.name, h.post.force) for h in now if everybody[h.post.person_id] == name]


async def test_what_was_read_is_shown_and_nothing_is_stored(ward: Ward):
    clerk = ward.chat("lan")

    await sends_roster(clerk, ROWS)
    clerk.hears("Em đọc xong danh sách: 8 người, 8 việc", "tổ trưởng 2", "Cầu Đơ 1: 2")
    clerk.hears("Sẽ có hai tổ trưởng cùng lúc: Hà Trì 2", "trùng họ tên Mai Thị Hoa, để là hai người khác nhau")
    clerk.hears('"Cầu Đơ 2" không có trong các tổ', 'Chưa lưu gì cả. Chị nhắn "đồng ý" để lưu')
    assert await held(ward, "Lê Văn Mới") == []

    await clerk.says("thôi")
    clerk.hears("bỏ danh sách này, chưa lưu gì cả")
    assert await held(ward, "Lê Văn Mới") == []


async def test_units_that_nobody_would_lead_are_named(sqlite: Database):
    ward = await Ward.founded(sqlite, people={"lan": PEOPLE["lan"]})
    clerk = ward.chat("lan")

    await sends_roster(clerk, ROWS)
    clerk.hears("Chưa có tổ trưởng: Cầu Đơ 3, Cầu Đơ 4, Hà Trì 1.")


async def test_a_yes_stores_people_with_their_posts_and_numbers(ward: Ward):
    clerk = ward.chat("lan")

    await sends_roster(clerk, ROWS)
    await clerk.says("đồng ý")
    clerk.hears("Em đã lưu danh sách ✅ 6 người mới")

    assert await held(ward, "Lê Văn Mới") == [(Role.LEADER, "Hà Trì 2", None)]
    assert await held(ward, "Đặng Văn Sơn") == [(Role.CAPTAIN, "Hà Cầu", "youth")]
    assert await held(ward, "Hồ Sỹ Quân") == [(Role.CAPTAIN, "Hà Cầu", "militia")]
    assert await held(ward, "Mai Thị Hoa") == [
        (Role.VOLUNTEER, "Cầu Đơ 4", "youth"),
        (Role.VOLUNTEER, "Hà Trì 1", "militia"),
    ]
    async with ward.database.read() as read:
        assert (await people.phones(read, [ward.people["binh"].id])) == {ward.people["binh"].id: "0900000501"}


async def test_each_doubt_is_a_choice(ward: Ward):
    clerk = ward.chat("lan")

    await sends_roster(clerk, ROWS)
    await clerk.says("xem")
    clerk.hears("Mai Thị Hoa", "Hai người hay một người")
    await clerk.presses("Cùng một người")
    clerk.hears('"O900 000 505" chưa phải số di động. Có phải là 0900000505 không ạ?')
    await clerk.says("để trống")
    clerk.hears('"Cầu Đơ 2"', "Có phải là Cầu Đơ 1 không ạ?")
    await clerk.says("1")
    clerk.hears("7 người, 8 việc", "Mai Thị Hoa là một người")
    await clerk.says("đồng ý")

    assert await held(ward, "Mai Thị Hoa") == [
        (Role.VOLUNTEER, "Cầu Đơ 4", "youth"),
        (Role.VOLUNTEER, "Hà Trì 1", "militia"),
    ]


async def test_a_newer_roster_shows_what_changes_and_ends_nothing_unasked(ward: Ward):
    clerk = ward.chat("lan")
    await sends_roster(clerk, ROWS)
    await clerk.says("đồng ý")

    newer = [ROWS[0].replace("501", "599"), *ROWS[2:4], "Bà Vũ Thị Thêm;ĐVTN;Cầu Đơ 1;0900 000 510"]
    await sends_roster(clerk, newer)
    clerk.hears("mới 1 người", "Đổi số điện thoại: Nguyễn Văn Bình", "Không còn trong tệp: ")
    await clerk.says("đồng ý")
    assert await held(ward, "Mai Thị Hoa") != []

    await sends_roster(clerk, newer)
    await clerk.says("đồng ý và kết thúc việc cũ")
    clerk.hears("việc đã kết thúc")
    assert await held(ward, "Mai Thị Hoa") == []
    assert await held(ward, "Phạm Thị Lan") == [(Role.CLERK, "Hà Cầu", None)]


async def test_the_same_roster_again_changes_nothing(ward: Ward):
    clerk = ward.chat("lan")
    everybody = ["Phạm Thị Lan;Công chức Văn phòng;;", *ROWS]
    await sends_roster(clerk, everybody)
    await clerk.says("đồng ý và kết thúc việc cũ")

    await sends_roster(clerk, everybody)
    clerk.hears("giống hệt danh sách đang có")


async def test_who_is_new_is_addressed_by_post_and_title(ward: Ward):
    clerk = ward.chat("lan")
    await sends_roster(clerk, ROWS)
    await clerk.says("đồng ý")

    async with ward.database.read() as read:
        called = {one.name: (one.you, one.me) for one in await people.everybody(read)}
    assert called["Lê Văn Mới"] == ("bác", "em")
    assert called["Đặng Văn Sơn"] == ("anh", "em")
    assert called["Mai Thị Hoa"] == ("chị", "em")


async def test_a_newer_file_takes_the_place_of_the_one_that_was_dropped(ward: Ward):
    clerk = ward.chat("lan")
    await sends_roster(clerk, ROWS)
    await clerk.says("thôi")
    await sends_roster(clerk, [*ROWS[:1], "Bà Vũ Thị Thêm;ĐVTN;Cầu Đơ 1;"])
    clerk.hears("2 người")

    await clerk.presses("Đồng ý")
    assert await held(ward, "Lê Văn Mới") == []
    await clerk.says("danh sách")
    clerk.hears("Không có danh sách nào đang chờ")


async def test_a_file_without_names_is_told_and_dropped(ward: Ward):
    clerk = ward.chat("lan")

    await sends_roster(clerk, [])
    clerk.hears("chưa thấy cột họ tên nào")


async def test_nobody_else_decides_on_a_roster(ward: Ward):
    clerk, head = ward.chat("lan"), ward.chat("binh")
    await sends_roster(clerk, ROWS)

    await head.says("danh sách")
    head.hears("chưa được phân công")


async def test_a_roster_of_a_thousand_fits_one_message_and_few_statements(ward: Ward):
    clerk = ward.chat("lan")
    rows = [f"Ông Trần Văn Số {n};ĐVTN;Cầu Đơ {1 + n % 9};0900{n:06}" for n in range(1_000)]

    await sends_roster(clerk, rows)
    clerk.hears("1000 người")
    assert len(str(clerk.new[-1].words)) < 1_900
    before = ward.database.statements
    await clerk.says("đồng ý")
    assert ward.database.statements - before < 90
    assert (Role.VOLUNTEER, "Cầu Đơ 4", "youth") in await held(ward, "Trần Văn Số 3")


async def test_a_clerk_who_has_left_the_ward_decides_no_more(ward: Ward):
    clerk = ward.chat("lan")
    await sends_roster(clerk, ROWS)
    async with ward.database.write() as tx:
        await tx.run(
            "UPDATE post SET unit_id = :u WHERE person_id = :p", u=ward.units["Hà Trì 1"].id, p=ward.people["lan"].id
        )

    await clerk.says("đồng ý")
    clerk.hears("Không có danh sách nào đang chờ")
    assert await held(ward, "Lê Văn Mới") == []
