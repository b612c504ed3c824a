"""From nothing to an invited team on the command line, and then an evening, of a campaign that counts other things."""

import asyncio
from collections.abc import Iterator

import pytest

from bot.channels.web.channel import PAGES
from bot.delivery import Delivery
from bot.intake import Intake
from bot.signals import Signals
from storage.database import open_database
from storage.ids import Ids
from tests.office import NIGHT, Office
from tests.ward import ZONE, StoodClock, Ward, clock_time


@pytest.fixture
def evening(office: Office) -> Iterator[tuple[asyncio.Runner, Ward]]:
    """The house on the campaign's first night, without its loops."""
    with asyncio.Runner() as runner:
        database = runner.run(open_database(office.url))
        clock = StoodClock(clock_time("18:00", NIGHT))
        ids, signals = Ids(clock.now), Signals()
        intake = Intake(database, ids, signals, ZONE)
        yield runner, Ward(database, ids, clock, intake, [Delivery(database, PAGES, clock, ids, signals)], {}, {})
        runner.run(database.close())


@pytest.mark.walk  # the day is today: no transcript holds it
def test_an_evening_is_counted_in_the_campaigns_own_words(office: Office, evening: tuple[asyncio.Runner, Ward]):
    runner, ward = evening
    runner.run(counted(office, ward))


async def counted(office: Office, ward: Ward) -> None:
    assert set(office.codes) == {"Lê Minh Đức", "Trần Văn Minh", "Hoàng Thị Sen"}
    head, clerk = ward.chat("minh"), ward.chat("duc")
    for chat, name in [(head, "Trần Văn Minh"), (clerk, "Lê Minh Đức")]:
        await chat.says(f"/start {office.codes[name]}")
        await chat.says("đúng")
    await ward.comes_to("20:25", NIGHT)
    await head.reads()
    head.hears("Xong buổi Khu phố 1", '"định danh 35, tích hợp giấy tờ 30, vắng 7"')

    await head.says("định danh 12, giấy tờ 5, vắng 2")
    head.hears("Khu phố 1", "định danh mức 2 12", "tích hợp giấy tờ 5", "hộ vắng 2")
    head.hears("622/900 = 69,1 % (người từ 18 tuổi, công an phường")

    await clerk.says("/status")
    clerk.hears("Định danh mức 2: 622/4.100 = 15,2 %", "Tối nay 1/1 tổ đã báo: Khu phố 1 +12")
