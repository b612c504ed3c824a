"""Another ward, another campaign: its own indicators, words, hours and denominators; nothing of it is built in."""

from datetime import date
from importlib.resources import files

import pytest

from bot.campaign_cli import take_over
from bot.channels.web.channel import PAGES
from bot.delivery import Delivery
from bot.intake import Intake
from bot.signals import Signals
from handlers.campaigns.campaign_file import read_toml
from handlers.outgoing import exports, letter, pictures
from storage import campaigns, chats, facts, people, reckoning, units
from storage.chats import LOGGED, Heard
from storage.database import Database
from storage.ids import CountingIds
from storage.instants import at
from storage.people import Account, Enrolled
from storage.records import Person, Post, Role, Session, SessionKind, SessionState
from storage.sessions import SessionPlanned
from tests.ward import ZONE, StoodClock, Ward

NIGHT = date(2025, 3, 10)


@pytest.fixture
async def ward(sqlite: Database) -> Ward:
    """Tân Bình with its clerk, the head of Khu phố 1, and one night."""
    clock, ids, signals = StoodClock(at(date(2025, 3, 2), "10:00", ZONE)), CountingIds(), Signals()
    delivery = Delivery(sqlite, PAGES, clock, ids, signals)
    made = Ward(sqlite, ids, clock, Intake(sqlite, ids, signals, ZONE), [delivery], {}, {})
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
        plain = (ids(), campaign.id, group.id, SessionKind.EVENING, NIGHT, "18:30", "20:30", SessionState.PLANNED, 1)
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


ELSEWHERE = ("cài", "ihanoi", "Cầu Đơ", "Hà Trì", "Hà Cầu")  # of the sample's ward and campaign


def foreign(words: object) -> list[str]:
    said = str(words)
    return [one for one in ELSEWHERE if one.lower() in said.lower()]


async def test_the_example_that_it_teaches_is_understood(ward: Ward):
    chat = ward.chat("tu")
    await ward.comes_to("20:25", NIGHT)
    await chat.reads()
    example = (chat.new[-1].words or "").partition('Ví dụ: "')[2].partition('"')[0]

    await chat.says(example)

    assert "35" in example
    chat.hears("định danh mức 2 35", "tích hợp giấy tờ 30")


async def test_a_second_report_of_several_figures_is_one_choice_that_names_each(ward: Ward):
    chat = ward.chat("tu")
    await ward.comes_to("20:25", NIGHT)
    await chat.says("định danh 31, tích hợp 40, vắng 4")

    await chat.says("định danh 38, tích hợp 61, vắng 9")

    chat.hears(
        "định danh mức 2 31, tích hợp giấy tờ 40, hộ vắng 4", "thay bằng định danh mức 2 38, tích hợp giấy tờ 61"
    )
    assert chat.choices[0] == "Thay bằng định danh mức 2 38, tích hợp giấy tờ 61, hộ vắng 9"
    await chat.says("thay")
    chat.hears("định danh mức 2 31 → 38", "tích hợp giấy tờ 40 → 61", "hộ vắng 4 → 9")


async def test_a_figure_that_it_does_not_count_is_said_to_be_left_out(ward: Ward):
    chat = ward.chat("tu")
    await ward.comes_to("20:25", NIGHT)

    await chat.says("định danh 31, đi 52 hộ")

    chat.hears("định danh mức 2 31", 'không đếm "đi 52 hộ"')


@pytest.mark.parametrize(
    "text", ["định danh được 12 hộ", "khoảng 30", "định danh 30, à 31", "20 hộ", "định danh 900", "12 đỏ"]
)
async def test_no_question_speaks_of_another_campaign(ward: Ward, text: str):
    chat = ward.chat("tu")
    await ward.comes_to("20:25", NIGHT)

    await chat.says(text)

    assert chat.new
    assert [foreign(line.words) for line in chat.new if foreign(line.words)] == []
    assert [choice for choice in chat.choices if foreign(choice)] == []


async def test_nothing_that_is_said_or_handed_out_speaks_of_another_campaign(ward: Ward):
    head, clerk = ward.chat("tu"), ward.chat("duc")
    await ward.comes_to("20:25", NIGHT)
    heard = []
    for chat, said in (
        *((head, "định danh 31, tích hợp 40"), (head, "trợ giúp"), (head, "sửa"), (head, "tiến độ"), (head, "lịch sử")),
        *((clerk, "trợ giúp"), (clerk, "/status"), (clerk, "thiếu"), (clerk, "/xephang"), (clerk, "/mauso")),
        *((clerk, "/daymanh"), (clerk, "lịch sử"), (clerk, "đầu mối"), (clerk, "/status Khu phố 1")),
    ):
        await chat.says(said)
        heard += [(said, line.words) for line in chat.new]
    await ward.comes_to("07:00", date(2025, 3, 11))
    await clerk.reads()
    heard += [("morning", line.words) for line in clerk.new]

    assert {said: foreign(words) for said, words in heard if foreign(words)} == {}
    assert any("+31" in (words or "") for said, words in heard if said == "morning")
    async with ward.database.read() as read:
        campaign = await campaigns.named(read, "vneid-2025")
        assert campaign is not None
        scope = await reckoning.scope_of(read, campaign.unit, ward.clock.at)
        assert scope is not None
        written = await letter.written(read, scope, ward.clock.at)
        papers = {kind: await letter.filled(read, written, kind) for kind in ("weekly", "final")}
        shown = {kind: await pictures.gather(read, scope, ward.clock.at, kind) for kind in pictures.KINDS}
        tables = {
            kind: await exports.TABLES[kind](read, exports.Asked(scope, ward.clock.at, ""))
            for kind in ("progress", "nights", "push")
        }
    for made in (*papers.values(), *shown.values(), *tables.values()):
        assert foreign(made) == []
    assert "641 lượt định danh mức 2" in papers["weekly"]["fields"]["ket_qua"]
    assert "thêm 31 lượt định danh mức 2" in papers["weekly"]["fields"]["trong_tuan"]


async def test_the_first_weekly_letter_does_not_begin_before_the_campaign(ward: Ward):
    await ward.comes_to("20:00", date(2025, 3, 5))
    async with ward.database.read() as read:
        campaign = await campaigns.named(read, "vneid-2025")
        assert campaign is not None
        scope = await reckoning.scope_of(read, campaign.unit, ward.clock.at)
        assert scope is not None
        written = await letter.written(read, scope, ward.clock.at)

    assert written.week[0] == date(2025, 3, 3)
    assert "từ ngày 03/03/2025" in str(written.fields["trich_yeu"])


async def test_help_is_made_of_the_wards_own_units_nights_and_words(ward: Ward):
    head, clerk = ward.chat("tu"), ward.chat("duc")
    await ward.comes_to("20:25", NIGHT)
    await head.says("định danh 31")
    await head.says("trợ giúp")
    head.hears('"định danh 32 chứ không phải 31"', '"định danh 35')
    await head.says("định danh 32 chứ không phải 31")
    head.hears("31 → 32")
    await clerk.says("trợ giúp")
    clerk.hears('"Khu phố 1 tối 10/3 định danh 35"')
