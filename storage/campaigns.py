"""Campaigns and their plans. A campaign's settings are one document; its plan is read once per version.

A ward has one campaign after the other, and at times two at once: which of them an instant is about is `in_question`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from storage import units
from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant, day_of
from storage.records import SessionKind, SessionState, Unit
from storage.settings import CampaignSettings, Round

LATELY = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Campaign:
    id: int
    code: str
    unit: Unit
    name: str
    zone: str
    starts: date
    ends: date
    version: int
    settings: CampaignSettings
    rearranged: bool = False  # a unit of it was merged or split: sums follow the lineage
    archived: Instant | None = None

    def day(self, instant: Instant) -> date:
        return day_of(instant, self.zone)

    def runs(self, instant: Instant) -> bool:
        return self.starts <= self.day(instant) <= self.ends

    def round(self, code: str | None) -> Round | None:
        return next((one for one in self.settings.rounds if one.code == code), None)


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """A unit of the plan, the nights on which figures are expected of it, and the ids of all units it lies in.

    No nights when all were called off. `rounds`: some of them are dated returns.
    """

    unit: Unit
    nights: frozenset[date]
    above: frozenset[int] = frozenset()
    rounds: bool = False


@dataclass(frozen=True, slots=True)
class CampaignChanged:
    """A fact: what is known of the campaign's plan or settings must be read anew."""

    campaign_id: int


@dataclass(frozen=True, slots=True)
class CampaignSet:
    """A fact: a campaign begins, or goes on under these settings; its version rises."""

    campaign_id: int
    code: str
    unit_id: int
    name: str
    zone: str
    starts: date
    ends: date
    settings: CampaignSettings


@dataclass(frozen=True, slots=True)
class Announced:
    """A fact: an announcement to the people went out; none has, where the only one was taken back."""

    campaign_id: int
    at: Instant | None


_SPAN = "campaign.id, campaign.version, campaign.name, campaign.zone, campaign.starts, campaign.ends"
_ABOVE = f"""
SELECT ancestry.unit_id, ancestry.steps, {_SPAN}
FROM ancestry JOIN campaign ON campaign.unit_id = ancestry.above_id
WHERE ancestry.unit_id IN :units AND campaign.archived IS NULL
"""
_ALIVE = f"SELECT campaign.unit_id, 0 AS steps, {_SPAN} FROM campaign WHERE campaign.archived IS NULL"


class Campaigns:
    """Campaigns with their plans, kept by (id, version): a plan changes a few times a month and is read a lot."""

    def __init__(self) -> None:
        self._known: dict[int, Campaign] = {}
        self._plans: dict[int, tuple[int, tuple[PlannedGroup, ...]]] = {}

    async def above(self, read: Rows, unit_ids: Collection[int], at: Instant) -> dict[int, tuple[Campaign, ...]]:
        """What somebody at each of these units may speak of: the campaign in question first."""
        rows = await read.rows(_ABOVE, units=list(unit_ids))
        by_unit: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            by_unit[row["unit_id"]].append(row)
        spoken = {
            unit: [one for n, one in enumerate(in_question(some, at)) if n == 0 or _spoken_of(one, at)]
            for unit, some in by_unit.items()
        }
        known = await self._current(read, [row for some in spoken.values() for row in some])
        return {unit: tuple(known[row["id"]] for row in some) for unit, some in spoken.items()}

    async def running(self, read: Rows, at: Instant) -> Sequence[Campaign]:
        """Of every unit what runs there now; where nothing does, the campaign in question."""
        by_unit: dict[int, list[Row]] = defaultdict(list)
        for row in await read.rows(_ALIVE):
            by_unit[row["unit_id"]].append(row)
        ordered = [in_question(some, at) for some in by_unit.values()]
        rows = [one for some in ordered for n, one in enumerate(some) if n == 0 or _phase(one, at) == 0]
        return list((await self._current(read, rows)).values())

    async def _current(self, read: Rows, rows: Sequence[Row]) -> dict[int, Campaign]:
        """Read anew only when they have changed."""
        stale = {row["id"] for row in rows if self._version(row["id"]) != row["version"]}
        if stale:
            self._known.update(await by_id(read, stale))
        return {row["id"]: self._known[row["id"]] for row in rows}

    async def plans(self, read: Rows, campaigns: Iterable[Campaign]) -> Mapping[int, tuple[PlannedGroup, ...]]:
        """By campaign id; asks only for those that are new or have changed."""
        wanted = {campaign.id: campaign for campaign in campaigns}
        stale = {c.id for c in wanted.values() if self._plans.get(c.id, (0, ()))[0] != c.version}
        if stale:
            groups = await _planned(read, stale)
            self._plans.update({id_: (wanted[id_].version, groups.get(id_, ())) for id_ in stale})
        return {id_: self._plans[id_][1] for id_ in wanted}

    def _version(self, campaign_id: int) -> int | None:
        known = self._known.get(campaign_id)
        return known.version if known else None


def in_question(some: Iterable[Row], at: Instant) -> list[Row]:
    """The one that an instant is about first.

    What runs comes before what has ended, and that before what is still to begin, so that nothing changes for the one
    that runs when the next is made ready; then the nearest, and of those the one whose turn came, or comes, soonest.
    """
    return sorted(some, key=lambda row: _order(row, at))


def _order(row: Row, at: Instant) -> tuple[int, int, int, int]:
    phase, starts, ends = _phase(row, at), date.fromisoformat(row["starts"]), date.fromisoformat(row["ends"])
    turn = (-starts.toordinal(), -ends.toordinal(), starts.toordinal())[phase]
    return phase, row["steps"], turn, -row["id"]


def _phase(row: Row, at: Instant) -> int:
    """0: it runs, 1: it has ended, 2: it is to begin."""
    today = day_of(at, row["zone"]).isoformat()
    return 0 if row["starts"] <= today <= row["ends"] else 1 if row["ends"] < today else 2


def _spoken_of(row: Row, at: Instant) -> bool:
    """Long after its end a campaign is asked about by its name, and nothing is told of it."""
    return date.fromisoformat(row["ends"]) >= day_of(at, row["zone"]) - LATELY


def campaign_of(row: Row) -> Campaign:
    return Campaign(
        id=row["id"],
        code=row["code"],
        unit=Unit(row["unit_id"], row["unit_code"], row["unit_kind"], row["unit_name"]),
        name=row["name"],
        zone=row["zone"],
        starts=date.fromisoformat(row["starts"]),
        ends=date.fromisoformat(row["ends"]),
        version=row["version"],
        settings=CampaignSettings.model_validate_json(row["settings"]),
        rearranged=bool(row["rearranged"]),
        archived=row["archived"],
    )


_COLUMNS = """campaign.id, campaign.code, campaign.unit_id, campaign.name, campaign.zone, campaign.starts,
    campaign.ends, campaign.version, campaign.settings, campaign.archived,
    unit.code AS unit_code, unit.kind AS unit_kind, unit.name AS unit_name,
    COALESCE((
        SELECT 1 FROM ancestry JOIN lineage ON lineage.successor_id = ancestry.unit_id
        WHERE ancestry.above_id = campaign.unit_id AND lineage.kind <> 'rename' LIMIT 1
    ), 0) AS rearranged"""
_NAMED = f"SELECT {_COLUMNS} FROM campaign JOIN unit ON unit.id = campaign.unit_id WHERE campaign.code = :code"


async def named(read: Rows, code: str) -> Campaign | None:
    rows = await read.rows(_NAMED, code=code)
    return campaign_of(rows[0]) if rows else None


_EVERYTHING = f"SELECT {_COLUMNS} FROM campaign JOIN unit ON unit.id = campaign.unit_id ORDER BY campaign.id"


async def everything(read: Rows) -> tuple[Campaign, ...]:
    return tuple(campaign_of(row) for row in await read.rows(_EVERYTHING))


_BY_ID = f"SELECT {_COLUMNS} FROM campaign JOIN unit ON unit.id = campaign.unit_id WHERE campaign.id IN :ids"


async def by_id(read: Rows, ids: Collection[int]) -> dict[int, Campaign]:
    return {row["id"]: campaign_of(row) for row in await read.rows(_BY_ID, ids=list(ids))}


async def announced(read: Rows, campaign_id: int) -> Instant | None:
    """When its last announcement went out."""
    rows = await read.rows("SELECT announced FROM campaign WHERE id = :id", id=campaign_id)
    return rows[0]["announced"] if rows else None


async def alive(read: Rows, at: Instant) -> tuple[Campaign, ...]:
    """All that were not put away, the one in question first."""
    rows = in_question(await read.rows(_ALIVE), at)
    known = await by_id(read, [row["id"] for row in rows])
    return tuple(known[row["id"]] for row in rows)


def of_nights(some: Sequence[Campaign], nights: Collection[date]) -> Campaign:
    """In whose time most of these nights lie; of several the first."""
    return max(some, key=lambda one: sum(one.starts <= night <= one.ends for night in nights))


async def one_above(read: Rows, unit_id: int, at: Instant, wanted: int = 0) -> tuple[int | None, tuple[str, ...]]:
    """The campaign at or above a unit that is wanted, else the one in question; and who runs beside it, by name."""
    rows = in_question(await read.rows(_ABOVE, units=[unit_id]), at)
    chosen = next((row["id"] for row in rows if wanted in {0, row["id"]}), None)
    return chosen, tuple(row["name"] for row in rows if row["id"] != chosen and _phase(row, at) == 0)


_WITHIN_REACH = """
SELECT campaign.id FROM campaign JOIN ancestry ON ancestry.above_id = campaign.unit_id
WHERE ancestry.unit_id IN :units AND campaign.archived IS NULL
UNION
SELECT campaign.id FROM campaign JOIN ancestry ON ancestry.unit_id = campaign.unit_id
WHERE ancestry.above_id IN :units AND campaign.archived IS NULL
"""


async def within_reach(read: Rows, unit_ids: Collection[int]) -> tuple[Campaign, ...]:
    """All that run, ran or will run at, above or below one of these units."""
    rows = await read.rows(_WITHIN_REACH, units=list(unit_ids))
    return tuple((await by_id(read, [row["id"] for row in rows])).values())


_BELOW = f"""
SELECT campaign.unit_id, 0 AS steps, {_SPAN} FROM ancestry JOIN campaign ON campaign.unit_id = ancestry.unit_id
WHERE ancestry.above_id = :unit AND campaign.archived IS NULL
"""


async def ids_below(read: Rows, unit_id: int, at: Instant) -> list[int]:
    """The campaign in question of every unit below, the one by whose settings they are measured first."""
    first: dict[int, Row] = {}
    for row in in_question(await read.rows(_BELOW, unit=unit_id), at):
        first.setdefault(row["unit_id"], row)
    return [row["id"] for row in first.values()]


_PLANNED = """
SELECT session.campaign_id, session.unit_id, session.night, session.state, session.kind AS kind_of_session,
    unit.code, unit.kind, unit.name
FROM session JOIN unit ON unit.id = session.unit_id
WHERE session.campaign_id IN :campaigns
ORDER BY session.night, session.id
"""


async def _planned(read: Rows, campaign_ids: Collection[int]) -> dict[int, tuple[PlannedGroup, ...]]:
    found: dict[int, dict[int, tuple[Unit, set[date]]]] = {}
    returns: set[tuple[int, int]] = set()
    for row in await read.rows(_PLANNED, campaigns=list(campaign_ids)):
        unit = Unit(row["unit_id"], row["code"], row["kind"], row["name"])
        nights = found.setdefault(row["campaign_id"], {}).setdefault(unit.id, (unit, set()))[1]
        nights.update([date.fromisoformat(row["night"])] if row["state"] != SessionState.CANCELLED else ())
        if row["kind_of_session"] == SessionKind.ROUND and row["state"] != SessionState.CANCELLED:
            returns.add((row["campaign_id"], unit.id))
    lies = await units.above(read, {unit for groups in found.values() for unit in groups})
    return {
        campaign: tuple(
            PlannedGroup(unit, frozenset(nights), lies[unit.id], (campaign, unit.id) in returns)
            for unit, nights in groups.values()
        )
        for campaign, groups in found.items()
    }


_SET = """
INSERT INTO campaign (id, code, unit_id, name, zone, starts, ends, settings)
VALUES (:id, :code, :unit_id, :name, :zone, :starts, :ends, :settings)
ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, zone = excluded.zone, starts = excluded.starts, ends = excluded.ends,
    settings = excluded.settings, version = campaign.version + 1, archived = NULL
"""


async def write_set(tx: Transaction, facts: Iterable[CampaignSet]) -> None:
    records = [
        {
            **{name: getattr(fact, name) for name in ("code", "unit_id", "name", "zone")},
            "id": fact.campaign_id,
            "starts": fact.starts.isoformat(),
            "ends": fact.ends.isoformat(),
            "settings": fact.settings.model_dump_json(),
        }
        for fact in facts
    ]
    exactly(len(records), await tx.many(_SET, records))


_ANNOUNCE = "UPDATE campaign SET announced = :at, looked = 0 WHERE id = :id"


async def write_announced(tx: Transaction, facts: Iterable[Announced]) -> None:
    """What is due about silence is reckoned anew."""
    for fact in facts:
        exactly(1, await tx.run(_ANNOUNCE, id=fact.campaign_id, at=fact.at))


async def write_changed(tx: Transaction, facts: Iterable[CampaignChanged]) -> None:
    changed = {fact.campaign_id for fact in facts}
    exactly(len(changed), await tx.run("UPDATE campaign SET version = version + 1 WHERE id IN :ids", ids=list(changed)))
