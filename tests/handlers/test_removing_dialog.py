"""What was loaded by mistake can be taken away as long as nothing hangs on it; else it is said what does."""

from collections.abc import Collection
from datetime import date

import pytest

from handlers.intents.removing import Remove
from handlers.tree.words import removal
from storage import facts, removing, units
from storage.database import Database, Stale
from storage.headcounts import HeadcountEntered
from storage.ids import CountingIds
from storage.people import Enrolled
from storage.records import Headcount, Person, Post, Role, Unit
from storage.removing import UnitRemoved
from storage.sessions import SessionPlanned
from storage.units import Founded
from tests.ward import FIRST, Ward, clock_time


async def mistaken(ward: Ward, name: str = "KP4", kind: str = "group") -> Unit:
    """A unit with a planned night and a headcount, about which nobody has said anything."""
    unit = Unit(ward.ids(), name.replace(" ", "-"), kind, name)
    session = ward.session(unit, date(2024, 11, 20))
    headcount = Headcount(unit.id, "smartphone15", 300, date(2024, 11, 1), "số phường", 0)
    async with ward.database.write() as tx:
        founded = Founded(unit, ward.units["Hà Cầu"].id, FIRST)
        await facts.write(tx, [founded, SessionPlanned(session), HeadcountEntered(ward.ids(), headcount)])
    return unit


async def named(ward: Ward, table: str) -> Collection[str]:
    async with ward.database.read() as read:
        return {row["name"] for row in await read.rows(f"SELECT name FROM {table}")}


async def test_a_unit_of_which_nothing_was_told_is_removed_after_a_yes(both_wards: Ward):
    await mistaken(both_wards)
    clerk = both_wards.chat("lan")

    await clerk.says("xóa địa bàn KP4")
    clerk.hears("KP4", "1 buổi trong lịch", "1 tổng số", "phải không chị")
    assert "KP4" in await named(both_wards, "unit")

    await clerk.says("xóa")
    clerk.hears("Đã xóa KP4")
    assert "KP4" not in await named(both_wards, "unit")
    await clerk.says("/status")
    clerk.hears("iHanoi Hà Cầu")


async def test_no_leaves_everything(ward: Ward):
    await mistaken(ward)
    clerk = ward.chat("lan")

    await clerk.says("xóa địa bàn KP4")
    await clerk.says("thôi")

    clerk.hears("giữ nguyên")
    assert "KP4" in await named(ward, "unit")


async def test_a_unit_with_figures_or_people_stays_and_what_hangs_on_it_is_said(ward: Ward):
    await ward.chat("binh").says("cài 20")
    clerk = ward.chat("lan")

    await clerk.says("xóa địa bàn Cầu Đơ 1")

    clerk.hears("Cầu Đơ 1 chưa xóa được, vì còn: 1 lần báo số, 3 người")
    assert clerk.choices == []


async def test_a_person_who_never_came_is_removed_and_one_who_did_is_not(ward: Ward):
    extra = Person(ward.ids(), "x1", "Lò Văn Nhầm", "", "bác", "em")
    async with ward.database.write() as tx:
        post = Post(extra.id, Role.LEADER, ward.units["Cầu Đơ 4"])
        await facts.write(tx, [Enrolled(extra, ((ward.ids(), post),), (), 0)])
    clerk = ward.chat("lan")

    await clerk.says("xóa người Lò Văn Nhầm")
    clerk.hears("Lò Văn Nhầm", "1 chức danh")
    await clerk.says("xóa")
    clerk.hears("Đã xóa Lò Văn Nhầm")
    await clerk.says("xóa người Nguyễn Văn Bình")
    clerk.hears("Nguyễn Văn Bình chưa xóa được", "đã vào chat")

    assert "Lò Văn Nhầm" not in await named(ward, "person")


async def test_the_clerk_does_not_remove_herself_and_nobody_else_removes_anything(ward: Ward):
    clerk, head = ward.chat("lan"), ward.chat("binh")

    await clerk.says("xóa người Phạm Thị Lan")
    clerk.hears('không thấy "Phạm Thị Lan"')
    await head.says("xóa địa bàn Hà Trì 2")

    assert "Hà Trì 2" in await named(ward, "unit")
    assert not any("Xóa hẳn" in (line.words or "") for line in head.new)


async def test_what_was_told_between_the_question_and_the_yes_keeps_the_unit(ward: Ward):
    unit = await mistaken(ward)
    clerk = ward.chat("lan")
    await clerk.says("xóa địa bàn KP4")
    async with ward.database.write() as tx:
        extra = Person(ward.ids(), "x2", "Lò Thị Mới", "", "bác", "em")
        await facts.write(tx, [Enrolled(extra, ((ward.ids(), Post(extra.id, Role.LEADER, unit)),), (), 0)])

    await clerk.says("xóa")

    clerk.hears("KP4 chưa xóa được", "1 người")


async def test_a_removal_that_was_overtaken_writes_nothing(both_wards: Ward):
    group = both_wards.units["Cầu Đơ 1"]
    async with both_wards.database.write() as tx:
        with pytest.raises(Stale):
            await removing.write_units(tx, [UnitRemoved(group.id)])
        assert group.id in await units.by_id(tx, [group.id])


@pytest.mark.parametrize(
    ("said", "what", "name"),
    [
        ("xóa địa bàn KP4", "unit", "KP4"),
        ("Xoá địa bàn Khu phố 4", "unit", "Khu phố 4"),
        ("xoa dia ban to 5", "unit", "to 5"),
        ("xóa khu phố 4 khỏi danh sách", "unit", "khu phố 4"),
        ("XÓA ĐỊA BÀN Chung cư Sao Mai", "unit", "Chung cư Sao Mai"),
        ("xóa giúp thôn Đoài", "unit", "thôn Đoài"),
        ("xóa người Nguyễn Văn A", "person", "Nguyễn Văn A"),
        ("xóa hẳn người Lê Thị B ra khỏi danh sách", "person", "Lê Thị B"),
        ("xoa nguoi tran van c.", "person", "tran van c"),
    ],
)
def test_how_it_is_said(said: str, what: str, name: str):
    found = removal(said)

    assert isinstance(found, Remove)
    assert (found.what, found.name) == (what, name)


@pytest.mark.parametrize("said", ["xóa", "xóa số vừa báo", "xóa 31", "xóa tin vừa rồi", "người dân xóa app"])
def test_what_is_no_removal(said: str):
    assert removal(said) is None


KNOWN = {
    "person": {
        *(
            "account",
            "away",
            "choice",
            "chosen",
            "contact",
            "difficulty",
            "draft",
            "event",
            "evidence",
            "excuse",
            "history",
            "introduction",
            "invite",
        ),
        *("announcement", "deed", "receipt", "reopening", "saying", "slip"),
        *("later", "letter", "note", "outbox", "post", "question", "queued", "session_change", "shift", "template_use"),
    },
    "unit": {
        *(
            "ancestry",
            "baseline",
            "bulletin",
            "campaign",
            "contact",
            "difficulty",
            "file",
            "headcount",
            "history",
            "letter",
        ),
        *("deed", "lineage", "official", "post", "session", "tally", "template_use", "unit"),
    },
    "campaign": {
        *("announcement", "deed"),
        *("baseline", "bulletin", "difficulty", "draft", "evening", "file", "guide", "guide_picture", "letter", "note"),
        *("official", "session", "tally"),
    },
    "session": {
        *("event", "evidence", "excuse", "later", "note", "question", "reopening", "session_change", "shift", "slip"),
        "standing",
    },
}


async def test_every_table_that_points_at_what_can_be_removed_is_thought_of(sqlite: Database):
    """A new one is added to storage/removing.py: as what holds, or as what goes along."""
    pointing: dict[str, set[str]] = {name: set() for name in KNOWN}
    async with sqlite.read() as read:
        for table in await read.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
            for key in await read.rows(f"SELECT \"table\" AS target FROM pragma_foreign_key_list('{table['name']}')"):
                if key["target"] in pointing:
                    pointing[key["target"]].add(table["name"])

    assert pointing == KNOWN


async def test_the_messages_of_a_removed_unit_are_not_sent(ward: Ward):
    unit = await mistaken(ward)
    extra = Person(ward.ids(), "x3", "Lò Văn Trưởng", "", "bác", "em")
    async with ward.database.write() as tx:
        await facts.write(
            tx, [Enrolled(extra, ((CountingIds()() + 77_000, Post(extra.id, Role.LEADER, unit)),), (), 0)]
        )
    await ward.comes_to("17:30", date(2024, 11, 20))
    async with ward.database.write() as tx:
        await tx.run("DELETE FROM post WHERE person_id = :id", id=extra.id)
        await facts.write(tx, [UnitRemoved(unit.id)])
        left = await tx.rows("SELECT state FROM outbox WHERE person_id = :id", id=extra.id)

    assert left
    assert {row["state"] for row in left} == {"void"}
    await ward.comes_to("21:25", date(2024, 11, 20))
    assert ward.clock.at == clock_time("21:25", date(2024, 11, 20))


async def test_the_unit_that_was_written_is_removed_and_not_its_namesake(ward: Ward):
    made = [Unit(ward.ids(), code, "group", name) for code, name in (("HC-D1", "Xóm Đông"), ("HC-D2", "Xóm Đồng"))]
    async with ward.database.write() as tx:
        await facts.write(tx, [Founded(unit, ward.units["Hà Cầu"].id, FIRST) for unit in made])
    clerk = ward.chat("lan")

    await clerk.says("xóa địa bàn Xóm Đồng")
    await clerk.says("xóa")

    assert "Xóm Đông" in await named(ward, "unit")
    assert "Xóm Đồng" not in await named(ward, "unit")
