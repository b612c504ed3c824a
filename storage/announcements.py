"""Words to many with their receipts, and what was done to tell people outside the chat: a record that is kept."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from storage.campaigns import Campaign
from storage.database import Row, Rows, Transaction, exactly
from storage.instants import DAY, HOUR, Instant
from storage.records import MessageState
from storage.settings import Outreach

BULLETIN = "bulletin"
ONE_EACH = frozenset({"poster"})  # of which a number tells how many were put up, and no more often


@dataclass(frozen=True, slots=True)
class Announcement:
    """`audience`: as it was chosen, JSON; `office`: from the ward office, not from who leads a force or a unit;
    `bulletin`: for its people at large, so that the cadence counts it, unless it was stopped on its way.
    """

    id: int
    campaign_id: int
    person_id: int
    audience: str
    words: str
    office: bool
    bulletin: bool
    at: Instant
    corrects: int | None = None
    stopped: Instant | None = None


@dataclass(frozen=True, slots=True)
class AnnouncementStopped:
    """A fact: whoever does not have it yet gets it no more."""

    announcement_id: int
    at: Instant


@dataclass(frozen=True, slots=True)
class AnnouncementSent:
    """A fact. `receipts`: by person the message that tells them; None: there is no chat to write to."""

    announcement: Announcement
    receipts: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Cleared:
    """A fact: somebody has said that it is clear; the first time counts."""

    announcement_id: int
    person_id: int
    at: Instant


@dataclass(frozen=True, slots=True)
class Deed:
    """Also a fact: something was done outside the chat so that people know."""

    id: int
    campaign_id: int
    unit_id: int
    person_id: int
    kind: str
    number: int
    at: Instant
    heard: Instant


@dataclass(frozen=True, slots=True)
class DeedTakenBack:
    """A fact: it was written down by mistake."""

    deed_id: int
    person_id: int
    at: Instant


@dataclass(frozen=True, slots=True)
class Reception:
    """`state` None: there was no chat to write to. `seen`: it does not stand in a page that was not opened since."""

    person_id: int
    state: MessageState | None
    seen: bool
    next_at: Instant | None
    clear: Instant | None

    @property
    def moving(self) -> bool:
        return self.state in {MessageState.WAITING, MessageState.SENDING}

    @property
    def delivered(self) -> bool:
        return self.clear is not None or (self.state is MessageState.SENT and self.seen)


_COLUMNS = "id, campaign_id, person_id, audience, words, office, bulletin, at, corrects, stopped"
_BY_ID = f"SELECT {_COLUMNS} FROM announcement WHERE id IN :ids"


async def by_id(read: Rows, ids: Collection[int]) -> dict[int, Announcement]:
    return {row["id"]: _announcement(row) for row in await read.rows(_BY_ID, ids=list(ids))}


_BETWEEN = f"""
SELECT {_COLUMNS} FROM announcement
WHERE campaign_id = :campaign AND at >= :since AND at < :until ORDER BY at DESC, id DESC
"""


async def between(read: Rows, campaign_id: int, since: Instant, until: Instant) -> tuple[Announcement, ...]:
    """The newest first."""
    rows = await read.rows(_BETWEEN, campaign=campaign_id, since=since, until=until)
    return tuple(_announcement(row) for row in rows)


_CORRECTED = "SELECT corrects FROM announcement WHERE corrects IN :ids"


async def corrected(read: Rows, ids: Collection[int]) -> set[int]:
    """Those of them that were corrected since."""
    return {row["corrects"] for row in await read.rows(_CORRECTED, ids=list(ids))}


_RECEIPTS = """
SELECT receipt.person_id, receipt.clear, outbox.state, outbox.next_at,
    outbox.channel IS NULL OR outbox.channel <> 'web' OR EXISTS (
        SELECT 1 FROM log JOIN chat ON chat.id = log.chat_id
        WHERE log.outbox_id = outbox.id AND log.position <= chat.seen
    ) AS seen
FROM receipt LEFT JOIN outbox ON outbox.id = receipt.outbox_id
WHERE receipt.announcement_id = :id ORDER BY receipt.person_id
"""


async def receipts(read: Rows, announcement_id: int) -> tuple[Reception, ...]:
    rows = await read.rows(_RECEIPTS, id=announcement_id)
    return tuple(
        Reception(
            row["person_id"],
            MessageState(row["state"]) if row["state"] else None,
            bool(row["seen"]),
            row["next_at"],
            row["clear"],
        )
        for row in rows
    )


_DEED = """
SELECT id, campaign_id, unit_id, person_id, kind, number, at, heard FROM deed WHERE id = :id AND taken_back IS NULL
"""


async def deed(read: Rows, deed_id: int) -> Deed | None:
    rows = await read.rows(_DEED, id=deed_id)
    return next((Deed(**{name: row[name] for name in Deed.__slots__}) for row in rows), None)


_DEEDS = """
SELECT id, campaign_id, unit_id, person_id, kind, number, at, heard FROM deed
WHERE campaign_id = :campaign AND at >= :since AND at < :until AND taken_back IS NULL ORDER BY at, id
"""


async def deeds(read: Rows, campaign_id: int, since: Instant, until: Instant) -> tuple[Deed, ...]:
    rows = await read.rows(_DEEDS, campaign=campaign_id, since=since, until=until)
    return tuple(Deed(**{name: row[name] for name in Deed.__slots__}) for row in rows)


_BULLETINS = """
SELECT at FROM announcement
WHERE campaign_id = :campaign AND at >= :since AND at < :until AND bulletin AND corrects IS NULL
    AND stopped IS NULL ORDER BY at
"""


async def bulletins(read: Rows, campaign_id: int, since: Instant, until: Instant) -> tuple[Instant, ...]:
    """When the office has told people something in the chat; corrections are none."""
    rows = await read.rows(_BULLETINS, campaign=campaign_id, since=since, until=until)
    return tuple(row["at"] for row in rows)


async def times(read: Rows, campaign: Campaign, kind: str, since: Instant, until: Instant) -> list[Instant]:
    """When it was done, the oldest first; twice at once is twice. A bulletin is the ward's: what a unit posts in a
    group of its own is none.
    """
    told = [one for one in await deeds(read, campaign.id, since, until) if one.kind == kind]
    if kind == BULLETIN:
        told = [one for one in told if one.unit_id == campaign.unit.id]
    found = [one.at for one in told for _ in range(1 if kind in ONE_EACH else one.number)]
    return sorted([*found, *(await bulletins(read, campaign.id, since, until) if kind == BULLETIN else ())])


@dataclass(frozen=True, slots=True)
class OutreachDue:
    """What a rule of the rhythm is due next: so long after the last, and never while enough was done."""

    since: Instant
    remind: Instant
    alarm: Instant


def pace(rule: Outreach, done: Sequence[Instant], begins: Instant) -> OutreachDue:
    """`done`: the oldest first; `begins`: when the rule does."""
    draft, alarm = (hours * HOUR for hours in rule.hours)
    since = max(done[-1], begins) if done else begins
    enough_until = done[-rule.at_least] + rule.days * DAY if len(done) >= rule.at_least else begins
    due = max(since + alarm, enough_until)
    return OutreachDue(since, min(max(since + draft, enough_until - max(alarm - draft, 0)), due), due)


_DEEDS_BY_UNIT = """
SELECT unit_id, COUNT(*) AS n FROM deed
WHERE campaign_id IN :campaigns AND heard <= :as_of AND (taken_back IS NULL OR taken_back > :as_of) GROUP BY unit_id
"""


async def deeds_by_unit(read: Rows, campaign_ids: Sequence[int], as_of: Instant) -> Counter[int]:
    """How often something was done in each unit."""
    rows = await read.rows(_DEEDS_BY_UNIT, campaigns=list(campaign_ids), as_of=as_of)
    return Counter({row["unit_id"]: row["n"] for row in rows})


_SEND = """
INSERT INTO announcement (id, campaign_id, person_id, audience, words, office, bulletin, at, corrects, stopped)
VALUES (:id, :campaign_id, :person_id, :audience, :words, :office, :bulletin, :at, :corrects, :stopped)
"""
_RECEIPT = "INSERT INTO receipt (announcement_id, person_id, outbox_id) VALUES (:id, :person, :outbox)"


async def write_sent(tx: Transaction, facts: Iterable[AnnouncementSent]) -> None:
    sent = list(facts)
    plain = [{name: getattr(one.announcement, name) for name in Announcement.__slots__} for one in sent]
    exactly(len(sent), await tx.many(_SEND, plain))
    rows = [
        {"id": one.announcement.id, "person": person, "outbox": message}
        for one in sent
        for person, message in one.receipts
    ]
    exactly(len(rows), await tx.many(_RECEIPT, rows))


_STOP = "UPDATE announcement SET stopped = :at WHERE id = :id AND stopped IS NULL"
_WAITS_NO_MORE = """
UPDATE outbox SET state = 'void', why = 'stopped'
WHERE state = 'waiting' AND id IN (SELECT outbox_id FROM receipt WHERE announcement_id = :id)
"""


async def write_stopped(tx: Transaction, facts: Iterable[AnnouncementStopped]) -> None:
    """The first time counts; what is in the air lands."""
    some = list(facts)
    await tx.many(_STOP, [{"id": one.announcement_id, "at": one.at} for one in some])
    await tx.many(_WAITS_NO_MORE, [{"id": one.announcement_id} for one in some])


_CLEAR = """
UPDATE receipt SET clear = :at WHERE announcement_id = :announcement AND person_id = :person AND clear IS NULL
"""


async def write_cleared(tx: Transaction, facts: Iterable[Cleared]) -> None:
    await tx.many(
        _CLEAR, [{"announcement": one.announcement_id, "person": one.person_id, "at": one.at} for one in facts]
    )


_DO = """
INSERT INTO deed (id, campaign_id, unit_id, person_id, kind, number, at, heard)
VALUES (:id, :campaign_id, :unit_id, :person_id, :kind, :number, :at, :heard)
"""


_LOOK = "UPDATE campaign SET looked = 0 WHERE id IN (SELECT campaign_id FROM deed WHERE id IN :deeds)"


async def write_deeds(tx: Transaction, facts: Iterable[Deed]) -> None:
    """What is due of the rhythm is reckoned anew."""
    records = [{name: getattr(fact, name) for name in Deed.__slots__} for fact in facts]
    exactly(len(records), await tx.many(_DO, records))
    await tx.run(_LOOK, deeds=[record["id"] for record in records])


_TAKE_BACK = "UPDATE deed SET taken_back = :at WHERE id = :id AND person_id = :person AND taken_back IS NULL"


async def write_taken_back(tx: Transaction, facts: Iterable[DeedTakenBack]) -> None:
    records = [{"id": one.deed_id, "person": one.person_id, "at": one.at} for one in facts]
    await tx.many(_TAKE_BACK, records)
    await tx.run(_LOOK, deeds=[record["id"] for record in records])


def _announcement(row: Row) -> Announcement:
    flags = {name: bool(row[name]) for name in ("office", "bulletin")}
    return Announcement(**{**{name: row[name] for name in Announcement.__slots__}, **flags})
