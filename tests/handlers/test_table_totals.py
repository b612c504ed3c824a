"""Whatever is told of whichever nights: the sums of every table are those of /status at the same instant."""

import asyncio
import shutil
from datetime import date
from pathlib import Path
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers import texts
from handlers.outgoing import exports
from handlers.outgoing.exports import Asked
from handlers.progress import status
from storage import reckoning
from storage.database import open_database
from storage.instants import MINUTE, Instant
from tests.ward import GROUPS, Ward, clock_time, plain

LAST = clock_time("21:40", date(2024, 11, 16))
NIGHTS = [(name, night) for name, nights in GROUPS.items() for night in nights]
TELLINGS = st.lists(st.tuples(st.sampled_from(NIGHTS), st.integers(0, 60), st.integers(0, 30)), max_size=5)


async def told(url: str, tellings: list[tuple[tuple[str, int], int, int]], after: int) -> None:
    database = await open_database(url)
    try:
        ward = await Ward.founded(database)
        ward.clock.at = LAST
        for (group, night), installed, activated in tellings:
            ward.clock.at += MINUTE
            await ward.chat("lan").says(f"{group} tối {night}/11 cài {installed}, kích hoạt {activated}")
        for as_of in (LAST + after * MINUTE + 1, ward.clock.at + 1):
            await sums_agree(ward, as_of)
    finally:
        await database.close()


async def sums_agree(ward: Ward, as_of: Instant) -> None:
    async with ward.database.read() as read:
        scope = await reckoning.scope_of(read, ward.units["Hà Cầu"], as_of)
        assert scope
        found = await reckoning.of_unit(read, scope, as_of)
        asked = Asked(scope, as_of)
        progress, nights = await exports.progress(read, asked), await exports.nights(read, asked)
        pushed = await exports.pushed(read, asked)
        said = plain(str(await status.of_unit(read, scope, as_of)))
    parts = {part.unit.name: part.total("installed") for part in found.parts}
    start = found.start.value if found.start else 0
    assert f"{texts.number(found.total)}/10.420" in said
    assert progress.sum[6] == sum(row[6] or 0 for row in progress.rows if isinstance(row[6], int)) == found.total
    assert (nights.sum[5] or 0) == found.total - start
    assert (nights.sum[6] or 0) == found.figures.get("activated", 0)
    assert {row[0]: row[2] for row in pushed.rows if len(row) > 1}.items() <= parts.items()


@given(TELLINGS, st.integers(0, 5))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_table_adds_up_to_status(sqlite_url: str, tellings: list[tuple[tuple[str, int], int, int]], after: int):
    empty = Path(sqlite_url.removeprefix("sqlite:///"))
    fresh = empty.with_name(f"{uuid4().hex}.db")
    shutil.copy(empty, fresh)
    asyncio.run(told(f"sqlite:///{fresh}", tellings, after))
