"""The city that the load is sent in: 126 wards with a campaign each, 17 groups to a ward, a head for every group."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from bench.load import FIRST_ACCOUNT, HEADS, START, TONIGHT, WARDS, ZONE
from storage import chats, facts
from storage.chats import Heard
from storage.database import Database
from storage.facts import Fact
from storage.headcounts import BaselineEntered, HeadcountEntered
from storage.ids import CountingIds, Ids
from storage.instants import DAY, at
from storage.migrate import migrate
from storage.people import Account, Enrolled
from storage.records import Baseline, Headcount, Person, Post, Role, Session, SessionKind, SessionState, Unit
from storage.sessions import SessionPlanned
from storage.settings import CampaignSettings, Indicator, Target
from storage.units import Founded

NIGHTS = tuple(TONIGHT + timedelta(days=step) for step in (-1, 0, 1))
BEFORE = date(2024, 11, 1)
QUARTERS = ("Cầu Đơ", "Hà Trì", "Ngô Thì Nhậm", "Tô Hiệu")
INDICATORS = {
    "installed": "Cài mới",
    "activated": "Kích hoạt",
    "households": "Hộ đã đi",
    "absent": "Hộ vắng",
    "refused": "Từ chối",
    "no_phone": "Không có máy",
    "already": "Đã có từ trước",
    "stuck": "Vướng",
}


@dataclass
class _Made:
    """What is to be written, gathered for the whole city."""

    ids: Ids
    known: list[Fact] = field(default_factory=list)
    campaigns: list[dict[str, object]] = field(default_factory=list)
    chats: list[Heard] = field(default_factory=list)
    asked: list[dict[str, object]] = field(default_factory=list)


_CAMPAIGN = """
INSERT INTO campaign (id, code, unit_id, name, zone, starts, ends, settings)
VALUES (:id, :code, :unit, 'iHanoi', :zone, '2024-11-08', '2024-11-30', :settings)
"""
_OUTBOX = """
INSERT INTO outbox
    (id, kind, person_id, chat_id, channel, words, params, as_of, cause, priority, state, tries, next_at, sent_at)
VALUES
    (:id, 'closeout', :person, :chat, 'telegram', 'Xong buổi rồi, bác nhắn kết quả giúp em.', '{}', :at,
     :cause, 3, 'sent', 1, :at, :at)
"""
_QUESTION = """
INSERT INTO question (id, outbox_id, chat_id, person_id, topic, session_id, opened, expires)
VALUES (:question, :id, :chat, :person, 'count', :session, :at, :expires)
"""


async def found(database: Database, wards: int = WARDS, heads: int = HEADS) -> None:
    """As the program itself leaves it when everybody has just been asked for tonight's count."""
    await migrate(database)
    made = _Made(CountingIds())
    city = Unit(made.ids(), "HN", "district", "Hà Nội")
    made.known.append(Founded(city, None, BEFORE))
    accounts = iter(range(FIRST_ACCOUNT, FIRST_ACCOUNT + wards * heads))
    for number in range(wards):
        _ward(made, city, number, heads, accounts)
    units = [fact for fact in made.known if isinstance(fact, Founded)]
    async with database.write() as tx:
        await facts.write(tx, units)
        await tx.many(_CAMPAIGN, made.campaigns)
        await facts.write(tx, [fact for fact in made.known if not isinstance(fact, Founded)])
        for chat in made.chats:
            await chats.open_chat(tx, chat)
        await tx.many(_OUTBOX, made.asked)
        await tx.many(_QUESTION, made.asked)


def _ward(made: _Made, city: Unit, number: int, heads: int, accounts: Iterator[int]) -> None:
    ward, campaign = Unit(made.ids(), f"P{number:03}", "ward", f"Phường {number}"), made.ids()
    named = {"id": campaign, "code": f"C{number:03}", "unit": ward.id, "zone": ZONE}
    made.campaigns.append({**named, "settings": _settings().model_dump_json()})
    made.known.append(Founded(ward, city.id, BEFORE))
    for n in range(heads):
        name = f"{QUARTERS[n % len(QUARTERS)]} {n // len(QUARTERS) + 1}"
        group = Unit(made.ids(), f"P{number:03}-{n:02}", "group", name)
        made.known.append(Founded(group, ward.id, BEFORE))
        _group(made, group, campaign, next(accounts))


def _group(made: _Made, group: Unit, campaign: int, account: int) -> None:
    address, ids = f"telegram/{account}", made.ids
    head = Person(ids(), f"H{account}", "Nguyễn Văn Bình", "", "bác", "em")
    sessions = [_session(ids(), campaign, group.id, night) for night in NIGHTS]
    headcount = Headcount(group.id, "smartphone15", 980, BEFORE, "số phường", 0)
    baseline = Baseline(campaign, group.id, "installed", 370, BEFORE, "số phường")
    posts = ((ids(), Post(head.id, Role.LEADER, group)),)
    made.known += [SessionPlanned(session) for session in sessions]
    made.known += [HeadcountEntered(ids(), headcount), BaselineEntered(ids(), baseline)]
    made.known.append(Enrolled(head, posts, (Account(head.id, address, head.id),), START - 7 * DAY))
    chat = Heard(ids(), address, "telegram", head.id, 0)
    made.chats.append(chat)
    asked = {
        "id": ids(),
        "question": ids(),
        "person": head.id,
        "chat": chat.id,
        "session": sessions[1].id,
        "cause": f"closeout/{sessions[1].id}",
    }
    made.asked.append({**asked, "at": sessions[1].asks_at, "expires": sessions[1].locks_at})


def _session(id_: int, campaign: int, unit: int, night: date) -> Session:
    asks, locks = at(night, "21:25", ZONE), at(night + timedelta(days=1), "12:00", ZONE)
    return Session(
        id_, campaign, unit, SessionKind.EVENING, night, "19:30", "21:30", SessionState.PLANNED, 1, asks, locks
    )


def _settings() -> CampaignSettings:
    indicators = tuple(Indicator(code=code, name=name) for code, name in INDICATORS.items())
    target = Target(indicator="installed", measure="smartphone15", percent=50, by=date(2024, 11, 30))
    return CampaignSettings(indicators=indicators, targets=(target,))
