"""Several documents at once are several drafts, one after the other: none is lost, none is put in another's place."""

from datetime import date

import pytest

from storage import campaigns, drafts, queued
from storage.database import Database
from storage.instants import DAY, HOUR
from tests.handlers.plans import PLAN, nights, planned
from tests.handlers.rosters import HEADING
from tests.handlers.sent_files import reads_what_waits, sends_files
from tests.ward import PEOPLE, Chat, Ward, clock_time

LATER = PLAN.replace("16/11", "17/11")
OTHER = "Ngày\tĐịa điểm\tGiờ\n20/11/2024\tCầu Đơ 1\t19h\n21/11/2024\tHà Trì 2\t19h\n"
STRUCTURED = "Buổi;Nơi ra quân;Ghi chú\n23/11/2024;Cầu Đơ 3;\n24/11/2024;Cầu Đơ 4;\n25/11/2024;Hà Trì 1;\n"
TURNED = "\n".join([PLAN.splitlines()[0], *reversed(LATER.splitlines()[1:])])
ROSTER = f"{HEADING}\n1;Ông Nguyễn Văn Bình;Tổ trưởng TDP;Cầu Đơ 1;0900 000 501\n"
COUNTS = "Theo số liệu của Công an phường ngày 05/11/2024\nTổ;Số hộ\nCầu Đơ 1;300\nCầu Đơ 3;210\n"


def said(chat: Chat) -> list[str]:
    return [line.words or "" for line in chat.new if line.edits is None]


async def open_and_waiting(ward: Ward) -> tuple[list[str], int]:
    """The kinds of the open drafts, and how many documents wait behind them."""
    lan = ward.people["lan"].id
    async with ward.database.read() as read:
        return [draft.kind for draft in await drafts.open_of(read, lan)], len(await queued.of(read, lan))


async def test_two_plans_in_one_album_are_shown_one_after_the_other(ward: Ward):
    clerk = ward.chat("lan")

    await sends_files(clerk, {"kh dot 1.csv": LATER, "kh dot 2.csv": OTHER})
    assert "kh dot 1.csv" in said(clerk)[0]
    assert "kh dot 2.csv" in said(clerk)[1]
    shown = next(place for place, words in enumerate(said(clerk)) if "Em đọc xong" in words)
    assert "17/11" in said(clerk)[shown]
    assert shown == len(said(clerk)) - 2
    clerk.hears("Em giữ tệp kh dot 2.csv lại", "còn kế hoạch kh dot 1.csv đang chờ chị", 'nhắn "đồng ý" để lưu')
    assert await open_and_waiting(ward) == (["plan"], 1)

    await clerk.says("đồng ý")
    clerk.hears("Em đã lưu ✅", "Tiếp theo em đọc tệp kh dot 2.csv")
    assert await planned(ward, "Hà Trì 2") == ["17"]
    await reads_what_waits(clerk)
    clerk.hears("Đây là tệp kh dot 2.csv", "Em đọc xong", "20/11")
    assert await open_and_waiting(ward) == (["plan"], 0)

    await clerk.says("đồng ý")
    clerk.hears("Em đã lưu ✅")
    assert "Tiếp theo" not in said(clerk)[-1]
    assert "20" in await planned(ward, "Cầu Đơ 1")
    assert await open_and_waiting(ward) == ([], 0)


async def test_a_no_to_the_first_brings_the_second(ward: Ward):
    clerk = ward.chat("lan")
    before = await nights(ward)

    await sends_files(clerk, {"cu.csv": LATER, "moi.csv": OTHER, "ba.csv": STRUCTURED})
    await clerk.says("thôi")
    clerk.hears("lịch đang có vẫn giữ nguyên", "Tiếp theo em đọc tệp moi.csv")
    assert await nights(ward) == before
    await reads_what_waits(clerk)
    clerk.hears("Đây là tệp moi.csv", "20/11")
    await clerk.presses("Thôi")
    clerk.hears("Tiếp theo em đọc tệp ba.csv")
    await reads_what_waits(clerk)
    clerk.hears("Đây là tệp ba.csv", "25/11")
    await clerk.presses("Đồng ý")
    assert "25" in await planned(ward, "Hà Trì 1")


async def test_doubts_of_the_first_are_answered_while_the_second_waits(ward: Ward):
    clerk = ward.chat("lan")

    await sends_files(clerk, {"mot.csv": f"{LATER}\tHà Trì 5\n", "hai.csv": OTHER})
    clerk.hears("Em giữ tệp hai.csv lại")
    await clerk.says("bỏ dòng 7")
    clerk.hears("Em đọc xong")
    await clerk.says("đồng ý")
    clerk.hears("Em đã lưu ✅", "Tiếp theo em đọc tệp hai.csv")


async def test_a_digit_under_the_notice_means_the_plan_that_waits(ward: Ward):
    clerk = ward.chat("lan")

    await sends_files(clerk, {"mot.csv": LATER, "hai.csv": OTHER})
    assert clerk.choices == ["Đồng ý", "Thôi"]
    await clerk.says("1")
    clerk.hears("Em đã lưu ✅")
    assert await planned(ward, "Hà Trì 2") == ["17"]


@pytest.mark.parametrize("names", [("kh.csv", "ban sao kh.csv"), ("kh.csv", "kh (1).csv"), ("kh.csv", "KH MOI.CSV")])
async def test_the_same_file_twice_is_one_draft(ward: Ward, names: tuple[str, str]):
    clerk = ward.chat("lan")

    await sends_files(clerk, dict.fromkeys(names, LATER))
    clerk.hears("giống hệt bản đang chờ chị", 'nhắn "đồng ý" để lưu bản đó')
    assert await open_and_waiting(ward) == (["plan"], 0)
    await clerk.says("đồng ý")
    clerk.hears("Em đã lưu ✅")
    assert "Tiếp theo" not in said(clerk)[-1]


async def test_the_same_file_twice_behind_another_waits_once(ward: Ward):
    clerk = ward.chat("lan")

    await sends_files(clerk, {"mot.csv": LATER, "hai.csv": OTHER, "hai (1).csv": OTHER})
    assert await open_and_waiting(ward) == (["plan"], 1)


async def test_a_second_plan_while_the_first_is_open_is_told_and_asked(ward: Ward):
    clerk = ward.chat("lan")
    await sends_files(clerk, {"mot.csv": LATER})

    await clerk.says("cảm ơn em")
    await sends_files(clerk, {"mot sua.csv": OTHER})
    clerk.hears("Em giữ tệp mot sua.csv lại", "còn kế hoạch mot.csv đang chờ chị", "khi tệp mới thay cho nó")
    await clerk.says("thôi")
    await reads_what_waits(clerk)
    clerk.hears("Đây là tệp mot sua.csv")
    await clerk.says("đồng ý")
    assert await planned(ward, "Hà Trì 2") == ["16", "21"]


async def test_a_pasted_plan_waits_as_a_file_does(ward: Ward):
    clerk = ward.chat("lan")
    await sends_files(clerk, {"mot.csv": LATER})

    await clerk.says(OTHER)
    await reads_what_waits(clerk)
    clerk.hears("Em giữ bảng vừa dán lại", "kế hoạch mot.csv")
    await clerk.says("đồng ý")
    clerk.hears("Tiếp theo em đọc bảng vừa dán")


async def test_what_is_far_up_is_shown_again_before_it_is_asked_for(ward: Ward):
    clerk = ward.chat("lan")
    await sends_files(clerk, {"mot.csv": LATER})

    ward.clock.at += 2 * HOUR
    await sends_files(clerk, {"hai.csv": OTHER})
    clerk.hears("Em giữ tệp hai.csv lại", "Em đọc xong", "17/11")


async def test_a_plan_and_a_roster_are_answered_in_turn(ward: Ward):
    clerk = ward.chat("lan")

    await sends_files(clerk, {"ke hoach.csv": LATER, "danh sach.csv": ROSTER, "so ho.csv": COUNTS})
    clerk.hears("Em giữ thêm tệp so ho.csv", "kế hoạch ke hoach.csv")
    assert await open_and_waiting(ward) == (["plan"], 2)
    await clerk.says("đồng ý")
    await reads_what_waits(clerk)
    clerk.hears("Đây là tệp danh sach.csv", "Em đọc xong danh sách")
    await clerk.says("đồng ý")
    clerk.hears("Tiếp theo em đọc tệp so ho.csv")
    await reads_what_waits(clerk)
    clerk.hears("Đây là tệp so ho.csv", "Cầu Đơ 1")
    await clerk.says("đồng ý")
    assert await open_and_waiting(ward) == ([], 0)


@pytest.fixture
async def new_ward(sqlite: Database) -> Ward:
    """Nobody has planned anything yet, and no group is known."""
    office = {key: PEOPLE[key] for key in ("lan", "chu")}
    return await Ward.founded(sqlite, plan={}, people=office)


@pytest.mark.parametrize("names", [("danh sach.csv", "ke hoach.csv"), ("ke hoach.csv", "z nguoi.csv")])
async def test_a_roster_beside_the_first_plan_finds_its_groups(new_ward: Ward, names: tuple[str, str]):
    clerk, (first, second) = new_ward.chat("lan"), names
    texts = {name: ROSTER if name in {"danh sach.csv", "z nguoi.csv"} else LATER for name in (first, second)}

    await sends_files(clerk, texts)
    assert await open_and_waiting(new_ward) == (["plan"], 1)
    await clerk.says("giữ cả")
    await clerk.says("đồng ý")
    clerk.hears("Em đã lưu ✅", "Tiếp theo em đọc tệp")
    await reads_what_waits(clerk)
    clerk.hears("Em đọc xong danh sách")
    await clerk.says("đồng ý")
    async with new_ward.database.read() as read:
        found = await read.rows("SELECT unit.name FROM post JOIN unit ON unit.id = post.unit_id WHERE role = 'leader'")
    assert [row["name"] for row in found] == ["Cầu Đơ 1"]


async def test_a_roster_that_came_too_early_says_that_it_is_kept(new_ward: Ward):
    clerk = new_ward.chat("lan")

    await sends_files(clerk, {"danh sach.csv": ROSTER})
    clerk.hears("gửi kế hoạch trước", "Em giữ tệp danh sach.csv ở đây")
    assert await open_and_waiting(new_ward) == ([], 1)


async def test_what_cannot_be_read_waits_for_nobody(ward: Ward):
    clerk = ward.chat("lan")

    await sends_files(clerk, {"trong.csv": " ", "mot.csv": LATER, "thu.csv": "Kính gửi các đồng chí", "hai.csv": OTHER})
    heard = "\n".join(said(clerk))
    assert "<b>trong.csv</b>:\nTệp này trống" in heard
    assert "<b>thu.csv</b>:" in heard
    assert await open_and_waiting(ward) == (["plan"], 1)


async def test_a_document_that_says_nothing_new_lets_the_next_one_come(ward: Ward):
    clerk = ward.chat("lan")
    await sends_files(clerk, {"mot.csv": LATER, "nhu cu.csv": TURNED, "hai.csv": OTHER})

    await clerk.says("đồng ý")
    await reads_what_waits(clerk)
    clerk.hears("nhu cu.csv", "Tiếp theo em đọc tệp hai.csv")
    await reads_what_waits(clerk)
    clerk.hears("Đây là tệp hai.csv")


async def test_a_draft_of_days_ago_holds_up_only_its_own_kind(ward: Ward):
    clerk = ward.chat("lan")
    await sends_files(clerk, {"mot.csv": LATER})

    ward.clock.at += DAY + HOUR
    await sends_files(clerk, {"danh sach.csv": ROSTER})
    clerk.hears("Em đọc xong danh sách")
    assert await open_and_waiting(ward) == (["roster", "plan"], 0)


async def test_a_campaign_that_is_put_away_leaves_nobody_waiting(ward: Ward):
    clerk = ward.chat("lan")
    await sends_files(clerk, {"mot.csv": LATER, "hai.csv": OTHER})
    async with ward.database.write() as tx:
        known = await campaigns.named(tx, "test")
        assert known
        await tx.run("UPDATE campaign SET archived = :now", now=clock_time("21:00", date(2024, 11, 10)))

    await clerk.says("đồng ý")
    assert said(clerk)
