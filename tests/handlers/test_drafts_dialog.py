"""What holds for plan, roster and headcounts alike: a yes counts for what was shown, and what was shown has names."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

import pytest

from storage import facts, people
from storage.database import Database
from storage.facts import Fact
from storage.headcounts import HeadcountEntered
from storage.people import PersonChanged
from storage.records import Headcount
from tests.handlers.headcount_files import sends_table
from tests.handlers.plans import PLAN, nights, planned, sends
from tests.handlers.rosters import sends_roster
from tests.ward import PEOPLE, Chat, Ward

ROWS = [
    "Ông Nguyễn Văn Bình;Tổ trưởng TDP;Cầu Đơ 1;0900 000 501",
    "Chị Mai Thị Hoa;ĐVTN;Cầu Đơ 4;O900 000 505",
]
TABLE = "Theo số liệu của Công an phường\nTổ;Số hộ\nCầu Đơ 1;300\nCầu Đơ 33;210\n"
EARLIER = PLAN.replace("16/11", "17/11")


async def numbers(ward: Ward) -> object:
    async with ward.database.read() as read:
        return await people.phones(read, [person.id for person in await people.everybody(read)])


async def households(ward: Ward) -> object:
    async with ward.database.read() as read:
        rows = await read.rows("SELECT unit_id, value FROM headcount WHERE measure = 'households' ORDER BY id")
    return [(row["unit_id"], row["value"]) for row in rows]


async def sends_plan(clerk: Chat) -> None:
    await sends(clerk, f"{EARLIER}\tHà Trì 5\n")


async def sends_people(clerk: Chat) -> None:
    await sends_roster(clerk, ROWS)


async def sends_counts(clerk: Chat) -> None:
    await sends_table(clerk, TABLE)
    await clerk.says("ngày 05/11/2024")


@dataclass(frozen=True)
class Document:
    """`answers`: what shows the draft again, and changes it; `stored`: what a yes changes; `changed`: why it is "
    "shown."""

    sends: Callable[[Chat], Awaitable[None]]
    answers: tuple[str, ...]
    stored: Callable[[Ward], Awaitable[object]]
    changed: str


DOCUMENTS = {
    "plan": Document(sends_plan, ("/kehoach", "bỏ dòng 7"), nights, "bản này hoặc lịch của đợt đã thay đổi"),
    "roster": Document(sends_people, ("/danhsach", "xem", "1"), numbers, "bản này hoặc danh sách đang có đã thay đổi"),
    "headcounts": Document(sends_counts, (), households, "bảng này hoặc tổng số đang có đã thay đổi"),
}


@pytest.mark.parametrize("kind", ["plan", "roster"])
async def test_a_yes_to_an_older_preview_shows_what_has_become_of_it(ward: Ward, kind: str):
    clerk, document = ward.chat("lan"), DOCUMENTS[kind]
    await document.sends(clerk)
    before, older = await document.stored(ward), clerk.new[-1].choices[0]
    for text in document.answers:
        await clerk.says(text)

    await ward.intake.take([ward.update("lan", choice=str(older.id))])
    await ward.delivers()
    await clerk.reads()
    clerk.hears(f"Trong lúc chờ, {document.changed} nên em chưa lưu. Chị xem lại giúp em:", 'nhắn "đồng ý"')
    assert await document.stored(ward) == before

    await clerk.says("đồng ý")
    clerk.hears("✅")
    assert await document.stored(ward) != before


@pytest.mark.parametrize("kind", ["plan", "roster"])
async def test_a_draft_that_is_only_shown_again_is_the_same(ward: Ward, kind: str):
    clerk, document = ward.chat("lan"), DOCUMENTS[kind]
    await document.sends(clerk)
    before, first = await document.stored(ward), clerk.new[-1].choices[0]
    await clerk.says(document.answers[0])

    await ward.intake.take([ward.update("lan", choice=str(first.id))])
    await ward.delivers()
    await clerk.reads()
    clerk.hears("✅")
    assert await document.stored(ward) != before


async def meanwhile(ward: Ward, kind: str) -> Fact:
    """Somebody else is quicker."""
    at = ward.clock.at
    if kind == "roster":
        return PersonChanged(ward.people["binh"].id, None, None, "0900000501")
    return HeadcountEntered(
        ward.ids(), Headcount(ward.units["Cầu Đơ 1"].id, "households", 290, date(2024, 11, 4), "phường", at)
    )


@pytest.mark.parametrize("kind", ["roster", "headcounts"])
async def test_a_yes_is_none_to_what_stands_otherwise_than_it_was_shown(ward: Ward, kind: str):
    clerk, document = ward.chat("lan"), DOCUMENTS[kind]
    await document.sends(clerk)
    async with ward.database.write() as tx:
        await facts.write(tx, [await meanwhile(ward, kind)])
    before = await document.stored(ward)

    await clerk.says("đồng ý")
    clerk.hears(document.changed, "" if kind == "roster" else "hộ 290 (phường 04/11/2024) → 300")
    assert await document.stored(ward) == before

    await clerk.says("đồng ý")
    clerk.hears("✅")


@pytest.mark.parametrize(("kind", "unit"), [("plan", "Hà Trì 2"), ("roster", "Cầu Đơ 4"), ("headcounts", "Cầu Đơ 1")])
async def test_a_unit_that_has_another_name_by_now_is_shown_before_anything_is_stored(ward: Ward, kind: str, unit: str):
    clerk, document = ward.chat("lan"), DOCUMENTS[kind]
    await document.sends(clerk)
    before = await document.stored(ward)
    async with ward.database.write() as tx:
        await tx.run("UPDATE unit SET name = 'Đồng Mới' WHERE id = :id", id=ward.units[unit].id)

    await clerk.says("đồng ý")
    clerk.hears(document.changed)
    if kind != "plan":  # its rows name their unit
        assert await document.stored(ward) == before


async def test_a_yes_is_none_to_a_plan_whose_nights_were_moved_meanwhile(ward: Ward):
    clerk = ward.chat("lan")
    await sends(clerk, EARLIER)
    old = clerk.new[-1].choices[0]
    await clerk.says("hủy buổi 12/11 ở Cầu Đơ 4")
    await ward.intake.take([ward.update("lan", choice=str(old.id))])
    await ward.delivers()
    await clerk.reads()

    clerk.hears(DOCUMENTS["plan"].changed)
    assert await planned(ward, "Hà Trì 2") == ["16"]


async def test_what_stands_may_change_where_the_yes_does_not_rest_on_it(ward: Ward):
    clerk = ward.chat("lan")
    await sends_people(clerk)
    async with ward.database.write() as tx:
        await facts.write(tx, [PersonChanged(ward.people["hoi"].id, None, None, "0900000999")])

    await clerk.says("đồng ý")
    clerk.hears("đã lưu danh sách ✅")


async def test_a_ward_without_places_is_shown_those_that_its_first_plan_would_make(sqlite: Database):
    ward = await Ward.founded(sqlite, people={"lan": PEOPLE["lan"]}, plan={})
    clerk = ward.chat("lan")

    await sends(clerk, PLAN)
    clerk.hears("5 địa bàn, 7 buổi", "Địa bàn mới: Cầu Đơ 1, Cầu Đơ 3, Cầu Đơ 4, Hà Trì 1, Hà Trì 2.")
    assert "gửi nhầm tệp" not in str(clerk.new[-1].words)


async def test_who_is_new_is_named(ward: Ward):
    clerk = ward.chat("lan")

    await sends_people(clerk)
    clerk.hears("mới 1 người", "• Người mới: Mai Thị Hoa.")
