"""The same work as a good developer writes it by hand: one update, one transaction, one statement for every question.

Understanding, deciding and wording are the product's own pure functions, so that both sides say the same and store the
same; what differs is how often the database is asked, and how often a commit is waited for.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bench.drivers import Driver, Named
from handlers import dispatch, understanding
from handlers.inbound import Inbound, Text
from handlers.outcome import Request
from storage import standing, tallies
from storage.campaigns import Campaign, PlannedGroup
from storage.ids import Ids
from storage.instants import Instant
from storage.lookup import COUNTED, Campaigner, OwnUnit
from storage.outbox import KINDS
from storage.questions import QuestionClosed
from storage.records import Baseline, Chat, Headcount, Message, Person, Post, Question, Role, Unit
from storage.sayings import FiguresSaid
from storage.sessions import HeldSession, session_of
from storage.settings import CampaignSettings
from storage.standing import Reported, Standing


class Unexpected(Exception):
    """The load made a decision that this hand-written code does not write."""


@dataclass
class World:
    """What lives between updates: ids, and the campaigns with their plans, by version."""

    ids: Ids
    campaigns: dict[int, tuple[Campaign, tuple[PlannedGroup, ...]]] = field(default_factory=dict)


_CLAIM = "INSERT INTO update_key (key, digest, heard) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING key"
_KEEP = "INSERT INTO saying (cause, person_id, words, heard) VALUES (?, ?, ?, ?)"
_CLOSE = "UPDATE question SET closed = ?, closed_by = ? WHERE id = ? AND closed IS NULL"


async def handle(db: Driver, world: World, inbound: Inbound) -> None:
    await db.begin()
    if await db.rows(_CLAIM, inbound.key, inbound.digest, inbound.heard):
        who = await _who(db, world, inbound)
        understood = understanding.understand(inbound, who)
        said = inbound.content.text if isinstance(inbound.content, Text) else ""
        heard = Request(inbound.key, inbound.written, inbound.heard, world.ids, said)
        outcome = await dispatch.decide(understood, heard, who, Named(db))
        for fact in outcome.facts:
            if isinstance(fact, Reported):
                await _report(db, fact)
            elif isinstance(fact, QuestionClosed):
                await db.run(_CLOSE, fact.at, fact.by, fact.question_id)
            elif isinstance(fact, FiguresSaid):
                await db.run(_KEEP, fact.cause, fact.person_id, fact.words, fact.heard)
            else:
                raise Unexpected(f"{type(fact).__name__} of {inbound.content}")
        for message in outcome.replies:
            await _put(db, message)
    await db.commit()


_PERSON = """
SELECT person.id, person.code, person.name, person.title, person.you, person.me, account.id AS account_id,
    post.role, post.force, post.unit_id, unit.code AS unit_code, unit.kind, unit.name AS unit_name
FROM account JOIN person ON person.id = account.person_id JOIN post ON post.person_id = person.id
    JOIN unit ON unit.id = post.unit_id
WHERE account.address = ? AND account.until IS NULL AND post.since <= ? AND (post.until IS NULL OR post.until > ?)
ORDER BY post.since, post.id
"""
_HEAR = """
INSERT INTO chat (id, address, channel, account_id, heard, recent, recent_since) VALUES (?, ?, ?, ?, ?, 1, ?)
ON CONFLICT (address) DO UPDATE SET heard = excluded.heard, account_id = excluded.account_id,
    recent = 1 + CASE WHEN chat.recent_since > ? THEN chat.recent ELSE 0 END,
    recent_since = CASE WHEN chat.recent_since > ? THEN chat.recent_since ELSE excluded.heard END
RETURNING id
"""
_QUESTION = """
SELECT question.id, question.topic, question.chat_id, question.person_id, question.session_id, question.expires,
    question.outbox_id, question.opened, outbox.words
FROM question JOIN outbox ON outbox.id = question.outbox_id
WHERE question.chat_id = ? AND question.closed IS NULL AND question.opened IS NOT NULL AND question.expires > ?
ORDER BY question.opened DESC, question.id DESC
"""


async def _who(db: Driver, world: World, inbound: Inbound) -> Campaigner:
    now = inbound.heard
    held = await db.rows(_PERSON, inbound.sender, now, now)
    if not held:
        raise Unexpected("a stranger")
    first = held[0]
    counted = (now, now, now - COUNTED, now - COUNTED)
    spoken = await db.rows(_HEAR, world.ids(), inbound.chat, inbound.channel, first["account_id"], *counted)
    chat = Chat(spoken[0]["id"], inbound.chat, inbound.channel)
    person = Person(first["id"], first["code"], first["name"], first["title"], first["you"], first["me"], None)
    unit = Unit(first["unit_id"], first["unit_code"], first["kind"], first["unit_name"])
    asked = await db.rows(_QUESTION, chat.id, now)
    questions = tuple(Question(*(row[name] for name in _ASKED)) for row in asked if row["person_id"] == person.id)
    campaign, plan = await _campaign(db, world, unit.id)
    own = await _own(db, unit, campaign, now)
    posts = tuple(Post(person.id, Role(row["role"]), unit, row["force"]) for row in held)
    return Campaigner(chat, person, posts, plan, {unit.id: own}, questions, campaign=campaign)


_CAMPAIGN = """
SELECT campaign.id, campaign.version
FROM ancestry JOIN campaign ON campaign.unit_id = ancestry.above_id
WHERE ancestry.unit_id = ? ORDER BY ancestry.steps, campaign.starts DESC, campaign.id DESC LIMIT 1
"""
_SETTINGS = """
SELECT campaign.id, campaign.code, campaign.unit_id, campaign.name, campaign.zone, campaign.starts, campaign.ends,
    campaign.version, campaign.settings, unit.code AS unit_code, unit.kind, unit.name AS unit_name
FROM campaign JOIN unit ON unit.id = campaign.unit_id WHERE campaign.id = ?
"""


async def _campaign(db: Driver, world: World, unit: int) -> tuple[Campaign, tuple[PlannedGroup, ...]]:
    row = (await db.rows(_CAMPAIGN, unit))[0]
    known = world.campaigns.get(row["id"])
    if known is None or known[0].version != row["version"]:
        full = (await db.rows(_SETTINGS, row["id"]))[0]
        place = Unit(full["unit_id"], full["unit_code"], full["kind"], full["unit_name"])
        dates = (date.fromisoformat(full["starts"]), date.fromisoformat(full["ends"]))
        settings = CampaignSettings.model_validate_json(full["settings"])
        campaign = Campaign(
            full["id"], full["code"], place, full["name"], full["zone"], *dates, full["version"], settings
        )
        known = world.campaigns[row["id"]] = (campaign, await _plan(db, campaign.id))
    return known


_PLAN = """
SELECT session.unit_id, session.night, unit.code, unit.kind, unit.name
FROM session JOIN unit ON unit.id = session.unit_id
WHERE session.campaign_id = ? AND session.state <> 'cancelled' ORDER BY session.night, session.id
"""


async def _plan(db: Driver, campaign: int) -> tuple[PlannedGroup, ...]:
    nights: dict[Unit, set[date]] = {}
    for row in await db.rows(_PLAN, campaign):
        unit = Unit(row["unit_id"], row["code"], row["kind"], row["name"])
        nights.setdefault(unit, set()).add(date.fromisoformat(row["night"]))
    return tuple(PlannedGroup(unit, frozenset(dates)) for unit, dates in nights.items())


_NIGHTS = """
SELECT session.id, session.campaign_id, session.unit_id, session.kind, session.night, session.starts, session.ends,
    session.state, session.version, session.asks_at, session.locks_at, session.round,
    standing.version AS standing, standing.figures, standing.heard
FROM session LEFT JOIN standing ON standing.session_id = session.id
WHERE session.unit_id = ? AND session.campaign_id = ? AND session.state <> 'cancelled'
ORDER BY session.night, session.id
"""
_HEADCOUNT = """
SELECT unit_id, measure, value, as_of, source, entered FROM headcount
WHERE unit_id = ? AND measure = ? AND as_of <= ? AND entered <= ? ORDER BY as_of DESC, entered DESC LIMIT 1
"""
_BASELINE = """
SELECT campaign_id, unit_id, indicator, value, as_of, source FROM baseline
WHERE unit_id = ? AND campaign_id = ? AND indicator = ? ORDER BY as_of DESC LIMIT 1
"""


async def _own(db: Driver, unit: Unit, campaign: Campaign, now: Instant) -> OwnUnit:
    target = campaign.settings.target
    nights = tuple([_night(row) for row in await db.rows(_NIGHTS, unit.id, campaign.id)])
    counted = await db.rows(_HEADCOUNT, unit.id, target.measure, campaign.day(now).isoformat(), now)
    begun = await db.rows(_BASELINE, unit.id, campaign.id, target.indicator)
    headcount = next((_headcount(row) for row in counted), None)
    baseline = next((_baseline(row) for row in begun), None)
    return OwnUnit(unit, nights, headcount, baseline)


def _night(row: Any) -> HeldSession:
    session = session_of(row)
    if row["standing"] is None:
        return HeldSession(session, Standing(session.id))
    return HeldSession(session, standing.load(session.id, row["standing"], row["figures"], row["heard"]))


def _headcount(row: Any) -> Headcount:
    as_of = date.fromisoformat(row["as_of"])
    return Headcount(row["unit_id"], row["measure"], row["value"], as_of, row["source"], row["entered"])


def _baseline(row: Any) -> Baseline:
    plain = (row["campaign_id"], row["unit_id"], row["indicator"], row["value"])
    return Baseline(*plain, date.fromisoformat(row["as_of"]), row["source"])


_SAY = """
INSERT INTO event
    (id, session_id, seq, kind, person_id, by_clerk, figures, instead_of, undoes, cause, written, heard)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_STAND = """
INSERT INTO standing (session_id, version, figures, heard, disputed) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (session_id) DO UPDATE SET version = excluded.version, figures = excluded.figures, heard = excluded.heard,
    disputed = excluded.disputed
"""
_TALLY = """
INSERT INTO tally (campaign_id, unit_id, night, kind, indicator, total, reports, first)
SELECT session.campaign_id, session.unit_id, CASE part.whole WHEN 1 THEN '' ELSE session.night END, session.kind,
    ?, ?, ?, CASE part.whole WHEN 1 THEN 0 ELSE CAST(? AS BIGINT) END
FROM session CROSS JOIN (SELECT 0 AS whole UNION ALL SELECT 1) AS part
WHERE session.id = ?
ON CONFLICT (campaign_id, unit_id, night, kind, indicator) DO UPDATE
SET total = tally.total + excluded.total, reports = tally.reports + excluded.reports, first = excluded.first
"""


async def _report(db: Driver, fact: Reported) -> None:
    event, after = fact.event, fact.after
    said = (event.id, event.session_id, event.seq, event.kind.value, event.person_id, event.by_clerk)
    figures, instead = json.dumps(dict(event.figures)), json.dumps(dict(event.instead_of))
    await db.run(_SAY, *said, figures, instead, event.undoes, event.cause, event.written, event.heard)
    await db.run(_STAND, after.session_id, after.version, standing.dump(after), after.heard, bool(after.conflicts))
    for move in tallies.moves(fact.before, after):
        told = (move.indicator, move.total, move.reports, move.first)
        await db.run(_TALLY, *told, after.session_id)


_PUT = """
INSERT INTO outbox (id, kind, chat_id, channel, words, params, as_of, cause, priority, next_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


async def _put(db: Driver, message: Message) -> None:
    if message.chat is None:
        raise Unexpected("a message that is more than an answer")
    where = (message.chat.id, message.chat.channel)
    said = (message.words, json.dumps(dict(message.params)), message.as_of, message.cause)
    await db.run(_PUT, message.id, message.kind, *where, *said, KINDS[message.kind].priority, message.as_of)
    if message.question is not None:
        await _ask(db, message.question, message.id)


_ASK = """
INSERT INTO question (id, outbox_id, chat_id, person_id, topic, session_id, opened, expires)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_OFFER = """
INSERT INTO choice (id, outbox_id, question_id, chat_id, person_id, digit, label, intent, expires)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


async def _ask(db: Driver, asked: Question, outbox: int) -> None:
    whose = (asked.chat_id, asked.person_id)
    await db.run(_ASK, asked.id, outbox, *whose, asked.topic, asked.session_id, asked.opened, asked.expires)
    for choice in asked.choices:
        said = (choice.digit, choice.label, choice.intent, asked.expires)
        await db.run(_OFFER, choice.id, outbox, asked.id, *whose, *said)


_ASKED = ("id", "topic", "chat_id", "person_id", "session_id", "expires", "outbox_id", "opened", "words")
