"""Taking away what was loaded by mistake: a campaign, a unit, a person, as long as nothing was built upon it.

What else a row points at is removed with it in one transaction; what somebody has said or done is never removed.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from storage.campaigns import Campaign
from storage.database import Rows, Stale, Transaction, exactly
from storage.instants import Instant

Counts = Mapping[str, int]  # by what is counted; nothing of a kind: it is absent


@dataclass(frozen=True, slots=True)
class Hanging:
    """`holds`: why it stays; `goes`: what is removed with it."""

    holds: Counts = field(default_factory=dict)
    goes: Counts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitRemoved:
    """A fact; Stale when something hangs on it meanwhile."""

    unit_id: int


@dataclass(frozen=True, slots=True)
class PersonRemoved:
    """A fact; Stale when something hangs on them meanwhile."""

    person_id: int


_NIGHTS = "SELECT id FROM session WHERE campaign_id = :id"


async def of_campaign(read: Rows, campaign: Campaign) -> Hanging:
    goes = await _counted(read, _GO_WITH_CAMPAIGN, campaign.id)
    waiting = len(await _messages(read, _NIGHTS, campaign.id, campaign.id))
    return Hanging(
        await _counted(read, _HOLD_CAMPAIGN, campaign.id), {**goes, **({"messages": waiting} if waiting else {})}
    )


async def of_unit(read: Rows, unit_id: int) -> Hanging:
    return Hanging(await _counted(read, _HOLD_UNIT, unit_id), await _counted(read, _GO_WITH_UNIT, unit_id))


async def of_person(read: Rows, person_id: int) -> Hanging:
    return Hanging(await _counted(read, _HOLD_PERSON, person_id), await _counted(read, _GO_WITH_PERSON, person_id))


_OF_CAMPAIGN = "session_id IN (SELECT id FROM session WHERE campaign_id = :id)"
_OF_A_NIGHT = ("standing", "session_change", "shift", "reopening", "slip")
_UNLOAD = (
    f"UPDATE question SET session_id = NULL WHERE {_OF_CAMPAIGN}",
    f"UPDATE note SET session_id = NULL WHERE {_OF_CAMPAIGN}",
    *(f"DELETE FROM {table} WHERE {_OF_CAMPAIGN}" for table in _OF_A_NIGHT),
    *(f"DELETE FROM {table} WHERE {_OF_CAMPAIGN}" for table in ("later", "excuse")),
    "DELETE FROM deed WHERE campaign_id = :id",
    *(f"DELETE FROM {table} WHERE campaign_id = :id" for table in ("session", "evening", "tally", "baseline")),
    *(f"DELETE FROM {table} WHERE campaign_id = :id" for table in ("guide", "guide_picture")),
    *(f"DELETE FROM {table} WHERE campaign_id = :id" for table in ("official", "bulletin", "draft", "file", "note")),
    "DELETE FROM difficulty WHERE campaign_id = :id",
    "DELETE FROM campaign WHERE id = :id",
)


async def unload(tx: Transaction, campaign: Campaign, now: Instant) -> None:
    """As if it had never been loaded; units and people stay."""
    if await _counted(tx, _HOLD_CAMPAIGN, campaign.id):
        raise Stale(f"campaign {campaign.code}: something was told of it")
    await _fall_silent(tx, campaign.id, now)
    for statement in _UNLOAD:
        await tx.run(statement, id=campaign.id)


async def archive(tx: Transaction, campaign: Campaign, now: Instant) -> None:
    """Everything stays; nothing is asked or said of it any more. Loaded again, it is back."""
    await _fall_silent(tx, campaign.id, now)
    await tx.run("UPDATE difficulty SET looks_at = NULL WHERE campaign_id = :id", id=campaign.id)
    await tx.run("UPDATE evening SET looks_at = NULL WHERE campaign_id = :id", id=campaign.id)
    await tx.run("UPDATE session SET looked = version WHERE campaign_id = :id", id=campaign.id)
    sql = "UPDATE campaign SET archived = :now, looks_at = NULL, looked = version WHERE id = :id"
    exactly(1, await tx.run(sql, id=campaign.id, now=now))


_NIGHTS_OF_UNIT = "SELECT id FROM session WHERE unit_id = :id"
_VOID = "UPDATE outbox SET state = 'void', why = 'put away' WHERE id IN :ids"
_OF_UNIT = "session_id IN (SELECT id FROM session WHERE unit_id = :id)"
_REMOVE_UNIT = (
    "UPDATE campaign SET version = version + 1 WHERE id IN (SELECT campaign_id FROM session WHERE unit_id = :id)",
    f"UPDATE question SET session_id = NULL WHERE {_OF_UNIT}",
    f"UPDATE note SET session_id = NULL WHERE {_OF_UNIT}",
    *(f"DELETE FROM {table} WHERE {_OF_UNIT}" for table in (*_OF_A_NIGHT, "later", "excuse")),
    *(f"DELETE FROM {table} WHERE unit_id = :id" for table in ("session", "tally", "headcount", "baseline")),
    *(f"DELETE FROM {table} WHERE unit_id = :id" for table in ("official", "file", "ancestry")),
    "UPDATE history SET unit_id = NULL WHERE unit_id = :id",
    "DELETE FROM unit WHERE id = :id",
)


async def write_units(tx: Transaction, facts: Iterable[UnitRemoved]) -> None:
    for fact in facts:
        if (await of_unit(tx, fact.unit_id)).holds:
            raise Stale(f"unit {fact.unit_id}: something hangs on it")
        await tx.run(_VOID, ids=await _messages(tx, _NIGHTS_OF_UNIT, fact.unit_id))
        for statement in _REMOVE_UNIT:
            await tx.run(statement, id=fact.unit_id)


_REMOVE_PERSON = (
    *(
        f"DELETE FROM {table} WHERE person_id = :id"
        for table in ("post", "invite", "shift", "away", "later", "note", "chosen", "receipt", "saying", "queued")
    ),
    "UPDATE introduction SET judge_id = NULL WHERE judge_id = :id",
    "DELETE FROM choice WHERE person_id = :id",
    "DELETE FROM outbox WHERE person_id = :id",
    "DELETE FROM history WHERE person_id = :id OR actor_id = :id",
    "DELETE FROM person WHERE id = :id",
)


async def write_people(tx: Transaction, facts: Iterable[PersonRemoved]) -> None:
    for fact in facts:
        if (await of_person(tx, fact.person_id)).holds:
            raise Stale(f"person {fact.person_id}: something hangs on them")
        for statement in _REMOVE_PERSON:
            await tx.run(statement, id=fact.person_id)


_CLOSE_QUESTIONS = f"""
UPDATE question SET closed = :now, closed_by = 'campaign put away' WHERE closed IS NULL AND {_OF_CAMPAIGN}
"""


async def _fall_silent(tx: Transaction, campaign_id: int, now: Instant) -> None:
    await tx.run(_VOID, ids=await _messages(tx, _NIGHTS, campaign_id, campaign_id))
    await tx.run(_CLOSE_QUESTIONS, id=campaign_id, now=now)
    orders = await tx.rows("SELECT id, params FROM errand WHERE state = 'waiting'")
    own = [row["id"] for row in orders if json.loads(row["params"]).get("campaign") == str(campaign_id)]
    await tx.run("DELETE FROM errand WHERE id IN :ids", ids=own)


async def _messages(read: Rows, nights_of: str, id_: int, campaign_id: int = 0) -> list[int]:
    """What was to be said of these nights, or could not be: recipes name a campaign, a night, or a place in one."""
    nights = [row["id"] for row in await read.rows(nights_of, id=id_)]
    places = await read.rows("SELECT id FROM shift WHERE session_id IN :nights", nights=nights)
    named = {
        "campaign": {str(campaign_id)},
        "session": {str(night) for night in nights},
        "shift": {str(row["id"]) for row in places},
    }
    found: list[int] = []
    for row in await read.rows("SELECT id, params FROM outbox WHERE state IN ('waiting', 'unreached', 'doubt')"):
        params = json.loads(row["params"])
        if any(str(params.get(name)) in ids for name, ids in named.items()):
            found.append(row["id"])
    return found


async def _counted(read: Rows, questions: Mapping[str, str], id_: int) -> dict[str, int]:
    found = {name: (await read.rows(sql, id=id_))[0]["n"] for name, sql in questions.items()}
    return {name: number for name, number in found.items() if number}


def _many(table: str, column: str, where: str = "") -> str:
    return f"SELECT COUNT(*) AS n FROM {table} WHERE {column} = :id {where}"


_HOLD_CAMPAIGN = {
    "reports": f"SELECT COUNT(*) AS n FROM event WHERE {_OF_CAMPAIGN}",
    "letters": _many("letter", "campaign_id"),
    "photos": f"SELECT COUNT(*) AS n FROM evidence WHERE {_OF_CAMPAIGN}",
    "announcements": _many("announcement", "campaign_id"),
    "deeds_told": _many("deed", "campaign_id", "AND taken_back IS NULL"),
    "difficulties": _many("difficulty", "campaign_id"),
}
_GO_WITH_CAMPAIGN = {
    "nights": _many("session", "campaign_id"),
    "shifts": f"SELECT COUNT(*) AS n FROM shift WHERE {_OF_CAMPAIGN}",
    "starts": _many("baseline", "campaign_id"),
    "official": _many("official", "campaign_id"),
    "drafts": _many("draft", "campaign_id"),
}
_HOLD_UNIT = {
    "reports": f"SELECT COUNT(*) AS n FROM event WHERE {_OF_UNIT}",
    "answers": f"SELECT COUNT(*) AS n FROM shift WHERE {_OF_UNIT} AND state <> 'offered'",
    "people": _many("post", "unit_id"),
    "units": _many("ancestry", "above_id", "AND steps > 0"),
    "campaigns": _many("campaign", "unit_id"),
    "contacts": _many("contact", "unit_id"),
    "lineage": "SELECT COUNT(*) AS n FROM lineage WHERE predecessor_id = :id OR successor_id = :id",
    "letters": _many("letter", "unit_id"),
    "photos": f"SELECT COUNT(*) AS n FROM evidence WHERE {_OF_UNIT}",
    "difficulties": _many("difficulty", "unit_id"),
    "templates": _many("template_use", "unit_id"),
    "groups": _many("bulletin", "unit_id"),
    "deeds_told": _many("deed", "unit_id"),
}
_GO_WITH_UNIT = {
    "nights": _many("session", "unit_id"),
    "headcounts": _many("headcount", "unit_id"),
    "starts": _many("baseline", "unit_id"),
    "official": _many("official", "unit_id"),
}
_HOLD_PERSON = {
    "accounts": _many("account", "person_id"),
    "reports": "SELECT (SELECT COUNT(*) FROM event WHERE person_id = :id OR for_id = :id)"
    " + (SELECT COUNT(*) FROM slip WHERE person_id = :id OR settled_by = :id)"
    " + (SELECT COUNT(*) FROM reopening WHERE person_id = :id) AS n",
    "answers": _many("shift", "person_id", "AND state <> 'offered'"),
    "letters": _many("letter", "person_id"),
    "photos": _many("evidence", "person_id"),
    "difficulties": "SELECT count(*) AS n FROM difficulty WHERE person_id = :id OR owner_id = :id OR answered_by = :id",
    "drafts": _many("draft", "person_id"),
    "announcements": _many("announcement", "person_id"),
    "deeds_told": _many("deed", "person_id"),
    "deeds": "SELECT (SELECT COUNT(*) FROM history WHERE actor_id = :id AND person_id <> :id)"
    " + (SELECT COUNT(*) FROM session_change WHERE person_id = :id)"
    " + (SELECT COUNT(*) FROM contact WHERE named_by = :id)"
    " + (SELECT COUNT(*) FROM excuse WHERE person_id = :id)"
    " + (SELECT COUNT(*) FROM outbox WHERE called_by = :id)"
    " + (SELECT COUNT(*) FROM template_use WHERE person_id = :id) AS n",
    "talks": _many("question", "person_id"),
}
_GO_WITH_PERSON = {
    "posts": _many("post", "person_id"),
    "invites": _many("invite", "person_id"),
    "shifts": _many("shift", "person_id"),
}
