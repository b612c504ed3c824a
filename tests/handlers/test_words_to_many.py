"""Words to many in whatever words: whom they are for, what became of them, the same in other forms, what was done
outside the chat; what was sent is stopped or corrected; figures are opened, moved and entered by who leads a unit.
"""

import pytest

from storage import announcements
from storage.database import Database
from tests.handlers.test_announcing_dialog import seen
from tests.ward import MONDAY, YOUTH, Ward, clock_time, monday_evening, plain


@pytest.fixture
async def monday(sqlite: Database) -> Ward:
    ward = await Ward.founded(sqlite, people=YOUTH, youth=3)
    await monday_evening(ward)
    return ward


@pytest.fixture
async def both_mondays(database: Database) -> Ward:
    ward = await Ward.founded(database, people=YOUTH, youth=3)
    await monday_evening(ward)
    return ward


async def sent(ward: Ward, words: str = "các tổ trưởng: mai 8h họp ở phường", by: str = "lan") -> None:
    await ward.chat(by).says(f"/thongbao {words}")
    await ward.chat(by).says("1")


async def words_sent(ward: Ward) -> list[str]:
    async with ward.database.read() as read:
        return [one.words for one in await announcements.between(read, ward.campaign, 0, 2**50)]


@pytest.mark.parametrize(
    ("who", "said", "whom", "told"),
    [
        ("lan", "em báo giúp chị với bà con tổ trưởng là tối mai hoãn", "5 tổ trưởng", "“tối mai hoãn”"),
        ("lan", "nhắn mấy đứa đoàn viên mai 19h có mặt ở đình", "6 đoàn viên", "“mai 19h có mặt ở đình”"),
        ("lan", "báo cả phường: tối mai mưa bão, nghỉ hết", "(cả phường)", "“tối mai mưa bão, nghỉ hết”"),
        ("lan", "nói với mấy bác chưa báo số là trước 9h phải có", "tổ trưởng chưa báo số", "“trước 9h phải có”"),
        ("lan", "thông tin tới tất cả các tổ: mai có đoàn về", "5 tổ trưởng", "“mai có đoàn về”"),
        ("son", "nhắn tụi nhỏ mai đi sớm 15 phút", "5 đoàn viên", "“mai đi sớm 15 phút”"),
        ("hoi", "báo các cháu trong đội tối nay gặp ở cổng chợ", "2 người (tổ mình)", "“tối nay gặp ở cổng chợ”"),
        ("hoi", "nhắn anh em tổ mình mang theo dây sạc", "2 người (tổ mình)", "“mang theo dây sạc”"),
        (
            "lan",
            "Viết giúp chị một tin gửi các tổ trưởng: sáng mai 8h giao ban",
            "5 tổ trưởng",
            "“sáng mai 8h giao ban”",
        ),
        ("lan", "nhắn cầu đơ 1, 3 là mai thu lại tờ rơi", "2 tổ trưởng của Cầu Đơ 1, Cầu Đơ 3", "“mai thu lại tờ rơi”"),
        ("lan", "tb cho ha tri 1 va ha tri 2: mai nop anh", "2 tổ trưởng của Hà Trì 1, Hà Trì 2", "“mai nop anh”"),
        ("son", "tb ca doan: hoan buoi thu sau", "5 đoàn viên", "“hoan buoi thu sau”"),
        ("son", "nt tụi nhỏ bên anh: tối nhớ mang thẻ", "5 đoàn viên", "“tối nhớ mang thẻ”"),
        ("hoi", "Bác muốn báo cả đội đứng ở cổng trường", "2 người (tổ mình)", "“đứng ở cổng trường”"),
        ("hoi", "nhắn ae trong đội mang thêm dây sạc giúp bác", "2 người (tổ mình)", "“mang thêm dây sạc”"),
        ("tam", "nhờ cháu gửi lời tới mọi người trong đội, xong ghé nhà cô", "2 người (tổ mình)", "“xong ghé nhà cô”"),
    ],
)
async def test_whom_it_is_for_is_read_in_plain_words(monday: Ward, who: str, said: str, whom: str, told: str):
    await monday.comes_to("17:30", MONDAY)
    chat = monday.chat(who)

    await chat.says(said)

    chat.hears(whom, told, "1 Gửi")
    assert await words_sent(monday) == []


@pytest.mark.parametrize(
    "said",
    [
        "ai đã đọc tin rồi",
        "cho chị coi tin hồi chiều có những ai mở ra xem",
        "bác Mậu nhận được thông báo của chị chưa nhỉ",
        "trong 5 bác thì mấy bác đã phản hồi tin rồi",
        "tin gui cac to truong co ai chua nhan duoc khong",
    ],
)
async def test_what_became_of_it_is_asked_for_in_plain_words(monday: Ward, said: str):
    lan, hoi = monday.chat("lan"), monday.chat("hoi")
    await sent(monday)
    await hoi.says("đã nhận được tin nhé")

    await lan.says(said)

    lan.hears("“mai 8h họp ở phường”", "1 người báo đã rõ", "✅ Đã rõ: bác Hợi", "bác Mậu")


@pytest.mark.parametrize(
    "said", ["đã nhận", "bác nắm được thông tin rồi", "bác xem rồi, mai bác có mặt", "hiểu rồi cháu"]
)
async def test_that_it_is_clear_is_said_in_plain_words(monday: Ward, said: str):
    mau = monday.chat("mau")
    await sent(monday)

    await mau.says(said)

    mau.hears("em ghi bác đã rõ")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("soạn cho chị bài phát loa", "Mai 8 giờ họp ở phường. Xin nhắc lại. Mai 8 giờ"),
        ("chuyển tin vừa nãy thành lời đọc loa 1 phút", "Bản đọc loa"),
        ("cho chị xin bản dán lên nhóm zalo tổ dân phố", "📢 THÔNG BÁO"),
        ("làm giúp chị tờ thông báo khổ A4 để in dán bảng tin", "đang làm"),
    ],
)
async def test_its_forms_are_asked_for_in_plain_words(monday: Ward, said: str, heard: str):
    lan = monday.chat("lan")
    await sent(monday)

    await lan.says(said)

    lan.hears(heard)


@pytest.mark.parametrize(
    ("who", "said", "read", "kept"),
    [
        ("lan", "phường mới cho loa chạy 3 vòng chiều nay", "phát loa 3 lượt, 16h00", ("loudspeaker", 3)),
        ("lan", "chiều qua mình mở lớp tập huấn cho 30 bạn đoàn viên", "tập huấn 1 buổi", ("training", 1)),
        ("hoi", "bác phát tờ rơi cho 40 nhà rồi", "dán, phát áp phích, thứ Hai 11/11, Cầu Đơ 4", ("poster", 1)),
        ("son", "đội anh vừa dán 15 áp phích khu Hà Trì", "dán, phát áp phích 15 tờ", ("poster", 15)),
    ],
)
async def test_what_was_done_in_other_words_is_read_back(
    monday: Ward, who: str, said: str, read: str, kept: tuple[str, int]
):
    chat = monday.chat(who)

    async def written() -> list[tuple[str, int]]:
        async with monday.database.read() as read_:
            return [(one.kind, one.number) for one in await announcements.deeds(read_, monday.campaign, 0, 2**50)]

    await chat.says(said)
    chat.hears(f"Em ghi {read}", "đúng không ạ", "1 Ghi")
    assert await written() == []
    await chat.says("1")

    chat.hears("Em ghi:", "Bỏ ghi")
    assert await written() == [kept]


@pytest.mark.parametrize("said", ["loa tổ bác hỏng chưa đọc được", "mai bác mới phát loa", "ai phát loa hôm nay thế"])
async def test_what_was_not_done_is_not_written_down_whatever_the_words(monday: Ward, said: str):
    await monday.chat("hoi").says(said)

    async with monday.database.read() as read:
        assert await announcements.deeds(read, monday.campaign, 0, 2**50) == ()


@pytest.mark.parametrize(
    "said", ["thu hồi tin vừa gửi", "trong tin chị ghi sai ngày, đính chính giúp", "tin đó sai giờ rồi"]
)
async def test_what_everybody_has_is_corrected_and_never_said_to_be_taken_back(monday: Ward, said: str):
    lan, hoi = monday.chat("lan"), monday.chat("hoi")
    await sent(monday)
    for key in ("binh", "nhan", "hoi", "mau", "suu"):
        await seen(monday, key)

    await lan.says(said)
    lan.hears("“mai 8h họp ở phường” đã tới 5/5 người", "không rút về được", "1 Gửi tin đính chính · 2 Thôi")
    await lan.says("1")
    lan.hears("sửa thông báo:")
    await lan.says("sửa thông báo: mai 9h họp ở phường")
    await lan.says("1")

    await hoi.reads()
    hoi.hears("đính chính tin", "mai 9h")


async def test_what_is_on_its_way_is_stopped_for_whoever_does_not_have_it(both_mondays: Ward):
    """At night all of it waits; whoever spoke meanwhile is awake."""
    lan, hoi, mau = (both_mondays.chat(key) for key in ("lan", "hoi", "mau"))
    both_mondays.clock.at = clock_time("23:00", MONDAY)
    await both_mondays.delivers()
    await mau.reads()
    await sent(both_mondays, "cả phường: mai bắt đầu")

    await lan.says("đừng gửi tin ấy nữa, thu lại")
    lan.hears("đã tới 0/13 người, còn 13 người chưa gửi", "1 Dừng, không gửi tiếp")
    await lan.says("1")
    said = "\n".join(plain(line.words or "") for line in lan.new)
    assert "em dừng ạ: 13 người không nhận tin này nữa, 0 người đã nhận rồi" in said
    await lan.says("đã lâu chưa ra thông báo nào nhỉ")
    lan.hears("Đợt này chưa có thông báo nào")

    await both_mondays.comes_to("06:31", MONDAY.replace(day=12))
    for chat in (hoi, mau):
        await chat.reads()
        assert not any("mai bắt đầu" in (line.words or "") for line in chat.new)
    await lan.reads()
    said = "\n".join(plain(line.words or "") for line in lan.new)
    assert "Lời nhắn đã tới 0/13 người" in said
    assert "Đã rút, không gửi nữa" in said


async def test_whoever_did_not_send_it_stops_nothing(monday: Ward):
    await sent(monday)
    son = monday.chat("son")

    await son.says("thu hồi tin vừa gửi")

    son.hears("Chưa có tin nào được gửi")


@pytest.mark.parametrize(
    "said",
    ["nhắn cầu đơ 1 7 9 là tuần này đi nốt", "nhan ha tri 1 va ha tri 8 la tuan nay thu phieu"],
)
async def test_units_that_are_not_known_are_no_figures_and_nothing_goes(monday: Ward, said: str):
    await monday.comes_to("17:30", MONDAY)
    clerk = monday.chat("lan")

    await clerk.says(said)

    clerk.hears("/thongbao")
    assert await words_sent(monday) == []


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("lan", "gửi không tới những ai, do đâu"),
        ("lan", "ai chưa xem cái sáng nay, đọc tên ra"),
        ("son", "mấy đứa đọc được rồi"),
        ("son", "chúng nó xem tin chưa, đứa nào lặng thinh thì nói anh biết"),
        ("hoi", "có ai bảo biết rồi không cháu"),
        ("tam", "cô nhắn từ nãy, những ai đọc rồi cháu"),
    ],
)
async def test_whether_it_came_is_asked_in_everyday_words(monday: Ward, who: str, said: str):
    await monday.comes_to("17:30", MONDAY)
    words = {"lan": "các tổ trưởng: mai 8h họp", "son": "đoàn viên: mai mang áo mưa"}.get(who, "cả đội: mai đi sớm nhé")
    await sent(monday, words, by=who)

    chat = monday.chat(who)
    await chat.says(said)

    chat.hears("Lời nhắn đã tới")


@pytest.mark.parametrize(
    ("who", "said", "told"),
    [
        ("hoi", "bác đọc loa lúc 4 rưỡi chiều rồi, ba lượt", "phát loa 3 lượt, 16h30"),
        ("hoi", "dán hết 8 tờ ở đầu ngõ rồi nhé", "áp phích 8 tờ"),
        ("lan", "xe loa đi hết hà trì 1 với hà trì 2 hồi 9h rồi", "phát loa 1 lượt, 09h00"),
        ("lan", "ghi giúp chị: bản tin số 5 đã đăng lên nhóm dân cư sáng nay", "đăng tin lên nhóm 1 lần, 07h00"),
        ("son", "buổi tập huấn của đội xong rồi, 18 bạn tới", "tập huấn 1 buổi"),
    ],
)
async def test_a_number_in_a_deed_is_no_figure(monday: Ward, who: str, said: str, told: str):
    await monday.comes_to("17:30", MONDAY)

    chat = monday.chat(who)
    await chat.says(said)

    chat.hears(told, "1 Ghi", "2 Thôi")
