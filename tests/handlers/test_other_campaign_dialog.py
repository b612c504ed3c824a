"""Another ward, another campaign: its own indicators, words, hours and denominators; nothing of it is built in."""

from datetime import date
from importlib.resources import files

import pytest

from bot.bells import Bells
from bot.campaign_cli import take_over
from bot.channels.webchat import WebChat
from bot.delivery import Delivery
from bot.intake import Intake
from handlers.campaigns.campaign_file import read_toml
from storage import campaigns, chats, facts, people, units
from storage.chats import LOGGED, Heard
from storage.database import Database
from storage.ids import Counting
from storage.instants import at
from storage.people import Account, Enrolled
from storage.records import Person, Post, Role, Session
from storage.sessions import SessionPlanned
from tests.ward import ZONE, StoodClock, Ward

NIGHT = date(2025, 3, 10)


@pytest.fixture
async def ward(sqlite: Database) -> Ward:
    """Tân Bình with its clerk, the head of Khu phố 1, and one night."""
    clock, ids, bells = StoodClock(at(date(2025, 3, 2), "10:00", ZONE)), Counting(), Bells()
    delivery = Delivery(sqlite, WebChat(), clock, ids, bells)
    made = Ward(sqlite, ids, clock, Intake(sqlite, ids, bells, ZONE), [delivery], {}, {})
    file = read_toml(files("bot").joinpath("sample", "vneid.toml").read_text("utf-8")).file
    assert file is not None
    await take_over(sqlite, file, ids, clock.at)
    async with sqlite.write() as tx:
        campaign = await campaigns.named(tx, file.about.code)
        assert campaign is not None
        group = next(unit for unit in await units.below(tx, campaign.unit.id) if unit.name == "Khu phố 1")
        (clerk,) = await people.clerks_above(tx, [group.id], clock.at)
        head = Person(ids(), "tu", "Trần Văn Tư", "", "chú", "cháu")
        account = Account(ids(), f"{LOGGED}/tu", head.id)
        await facts.write(tx, [Enrolled(head, ((ids(), Post(head.id, Role.LEADER, group)),), (account,), clock.at)])
        await tx.run(
            "INSERT INTO account (id, address, person_id, since) VALUES (:id, :address, :person, :since)",
            id=ids(),
            address=f"{LOGGED}/duc",
            person=clerk.id,
            since=clock.at,
        )
        hours = (at(NIGHT, "20:25", ZONE), at(date(2025, 3, 11), "10:00", ZONE))
        plain = (ids(), campaign.id, group.id, "evening", NIGHT, "18:30", "20:30", "planned", 1)
        await facts.write(tx, [SessionPlanned(Session(*plain, *hours)), campaigns.CampaignChanged(campaign.id)])
        await chats.open_chat(tx, Heard(ids(), f"{LOGGED}/tu", LOGGED, account.id, 0))
    return made


async def test_it_asks_at_its_own_hour_in_its_own_words(ward: Ward):
    chat = ward.chat("tu")
    await ward.comes_to("20:24", NIGHT)
    await chat.reads()
    asked_early = [line for line in chat.new if "kết quả" in (line.words or "")]

    await ward.comes_to("20:25", NIGHT)
    await chat.reads()

    assert not asked_early
    chat.hears("Khu phố 1", "chú", "định danh 35, tích hợp giấy tờ 30")
    assert "cài" not in (chat.new[-1].words or "")


async def test_its_words_are_counted_and_read_back_under_its_own_names(ward: Ward):
    chat = ward.chat("tu")
    await ward.comes_to("20:25", NIGHT)

    await chat.says("định danh 12, tích hợp giấy tờ 9, vắng 4 hộ")

    chat.hears("định danh mức 2 12", "tích hợp giấy tờ 9", "hộ vắng 4", "622/900", "từ 18 tuổi", "công an phường")


async def test_a_bare_number_is_what_its_target_counts(ward: Ward):
    chat = ward.chat("tu")
    await ward.comes_to("20:25", NIGHT)

    await chat.says("15")

    chat.hears("định danh mức 2 15", "625/900")


async def test_what_it_does_not_count_is_never_recorded(ward: Ward):
    chat = ward.chat("tu")
    await ward.comes_to("20:25", NIGHT)

    await chat.says("kích hoạt 15")

    async with ward.database.read() as read:
        assert not await read.rows("SELECT id FROM event")


async def test_its_clerk_sees_its_share_of_its_own_whole(ward: Ward):
    await ward.comes_to("20:25", NIGHT)
    await ward.chat("tu").says("định danh 12")
    clerk = ward.chat("duc")

    await clerk.says("/status")

    clerk.hears("Định danh mức 2", "622/4.100", "từ 18 tuổi")
