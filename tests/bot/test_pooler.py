"""Behind a pooler of transactions everything is as it is without one."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from bot.leases import Leases
from storage.database import Database, open_database
from tests.pooler import Pooler, pooler
from tests.ward import Ward


@pytest.fixture
async def pooled(postgres_url: str) -> AsyncIterator[Pooler]:
    async with pooler(postgres_url) as made:
        yield made


@pytest.fixture
async def behind(pooled: Pooler) -> AsyncIterator[Database]:
    database = await open_database(pooled.address)
    yield database
    await database.close()


async def test_what_is_prepared_is_lost_behind_it(pooled: Pooler):
    """Else the other tests would prove nothing."""
    connection = await asyncpg.connect(pooled.address)
    prepared = await connection.prepare("SELECT 1")
    await prepared.fetch()
    with pytest.raises(asyncpg.InvalidSQLStatementNameError):
        await prepared.fetch()
    await connection.close()


async def test_an_evening_behind_a_pooler(behind: Database, pooled: Pooler):
    ward = await Ward.founded(behind)
    await ward.comes_to("21:25")
    head = ward.chat("binh")
    await head.says("cài 42, kích hoạt 40")
    head.hears("cài mới 42")
    await head.says("sửa lại cài 43")
    head.hears("42 → 43")
    clerk = ward.chat("lan")
    await clerk.says("/status")
    clerk.hears("1/1")

    assert min(pooled.transactions) > 10, "they were spread over all its connections"


async def test_leases_are_kept_and_handed_over_behind_a_pooler(behind: Database):
    first, second = Leases(behind), Leases(behind)
    lease, other = first.lease("deliver/web"), second.lease("deliver/web")
    await first.enter()
    await second.enter()
    assert (lease.fence, other.fence) == (1, None)

    await first.leave()
    await second.stay()
    assert other.fence == 2
