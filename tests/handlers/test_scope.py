"""What a head and a clerk answer for, and what lies beyond: the next group, the ward above, another ward."""

import pytest

from handlers import scope
from storage import contacts, facts, posts
from storage.chats import LOGGED, Heard, open_chat
from storage.people import Account, Enrolled
from storage.records import Person, Post, Role, Unit
from storage.units import Founded
from tests.ward import FIRST, Ward


@pytest.fixture
async def neighbour(ward: Ward) -> Ward:
    """Another ward with a group, a campaign of its own and a clerk, Mai, in the same house."""
    async with ward.database.write() as tx:
        other, group = Unit(ward.ids(), "PL", "ward", "Phú La"), Unit(ward.ids(), "PL1", "group", "Văn Phú 1")
        await facts.write(tx, [Founded(other, None, FIRST), Founded(group, other.id, FIRST)])
        columns = "id, code, unit_id, name, zone, starts, ends, version, settings"
        copied = (
            f"INSERT INTO campaign ({columns}) SELECT :id, 'other', :unit, name, zone, starts, ends, version, settings"
        )
        await tx.run(f"{copied} FROM campaign WHERE code = 'test'", id=ward.ids(), unit=other.id)
        mai = Person(ward.ids(), "mai", "Lê Thị Mai", "", "chị", "em")
        account = Account(mai.id, f"{LOGGED}/mai", mai.id)
        post = (ward.ids(), Post(mai.id, Role.CLERK, other))
        await facts.write(tx, [Enrolled(mai, (post,), (account,), 0)])
        await open_chat(tx, Heard(ward.ids(), account.address, LOGGED, account.id, 0))
    return ward


@pytest.mark.parametrize(
    "text",
    [
        "từ mai cô Tâm làm tổ trưởng Cầu Đơ 1 thay bác Bình",
        "đầu mối Cầu Đơ 1 cán bộ: chị Hoa 0900000123",
        "lịch sử Cầu Đơ 1",
        "đầu mối",
        "chưa vào",
    ],
)
async def test_the_clerk_of_another_ward_learns_and_changes_nothing_here(neighbour: Ward, text: str):
    clerk = neighbour.chat("mai")

    await clerk.says(text)
    assert all(name not in str(clerk.new[-1].words) for name in ("Tâm", "Bình", "Hà Trì 1", "<b>Cầu Đơ 1</b>"))
    async with neighbour.database.read() as read:
        assert await contacts.below(read, [neighbour.units["Hà Cầu"].id]) == ()


@pytest.mark.parametrize("key", ["nhan", "tam", "an", "chu"])
async def test_a_sibling_a_deputy_a_volunteer_and_an_observer_change_no_post(ward: Ward, key: str):
    chat, unit = ward.chat(key), ward.units["Cầu Đơ 1"].id
    async with ward.database.read() as read:
        before = await posts.below(read, [unit], ward.clock.at)

    for text in ("từ mai cô Tâm làm tổ trưởng Cầu Đơ 1 thay bác Bình", "đúng", "1"):
        await chat.says(text)
    async with ward.database.read() as read:
        assert await posts.below(read, [unit], ward.clock.at) == before


async def test_a_longer_name_hides_the_shorter_one_within_it():
    units = [Unit(n, str(n), "group", name) for n, name in enumerate(("Cầu Đơ 1", "Cầu Đơ 11", "Đơ 1"))]

    assert scope.named("từ mai ở cầu đơ 11", units) == [units[1]]
    assert scope.named("Cau Do 1, mai", units) == [units[0]]
    assert scope.named("không đâu cả", units) == []
