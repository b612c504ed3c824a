"""Campaigns and their plans. A campaign's settings are one document; its plan is read once per version."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from storage import units
from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant, day_of
from storage.records import Unit
from storage.settings import Settings


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
    settings: Settings
    rearranged: bool = False  # a unit of it was merged or split: sums follow the lineage

    def day(self, instant: Instant) -> date:
        return day_of(instant, self.zone)


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
    settings: Settings


@dataclass(frozen=True, slots=True)
class Announced:
    """A fact: an announcement to the people went out."""

    campaign_id: int
    at: Instant


class Campaigns:
    """Campaigns with their plans, kept by (id, version): a plan changes a few times a month and is read a lot."""

    def __init__(self) -> None:
        self._known: dict[int, Campaign] = {}
        self._plans: dict[int, tuple[int, tuple[PlannedGroup, ...]]] = {}

    async def above(self, read: Rows, unit_ids: Collection[int]) -> dict[int, Campaign]:
        """The campaign that runs at, or above, each of these units; the nearest, then the newest, wins."""
        nearest = {row["unit_id"]: row for row in await read.rows(_ABOVE, units=list(unit_ids))}
        versions = {row["id"]: row["version"] for row in nearest.values()}
        stale = [id_ for id_, version in versions.items() if self._version(id_) != version]
        if stale:
            self._known.update(await by_id(read, stale))
        return {unit: self._known[row["id"]] for unit, row in nearest.items()}

    async def everywhere(self, read: Rows) -> Sequence[Campaign]:
        """All campaigns there are; a handful, read anew only when they have changed."""
        versions = {row["id"]: row["version"] for row in await read.rows("SELECT id, version FROM campaign")}
        stale = [id_ for id_, version in versions.items() if self._version(id_) != version]
        if stale:
            self._known.update(await by_id(read, stale))
        return [self._known[id_] for id_ in versions]

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
        settings=Settings.model_validate_json(row["settings"]),
        rearranged=bool(row["rearranged"]),
    )


async def named(read: Rows, code: str) -> Campaign | None:
    found = await read.rows(_NAMED, code=code)
    return campaign_of(found[0]) if found else None


async def everything(read: Rows) -> tuple[Campaign, ...]:
    return tuple(campaign_of(row) for row in await read.rows(_EVERYTHING))


async def by_id(read: Rows, ids: Collection[int]) -> dict[int, Campaign]:
    return {row["id"]: campaign_of(row) for row in await read.rows(_BY_ID, ids=list(ids))}


async def announced(read: Rows, campaign_id: int) -> Instant | None:
    """When its last announcement went out."""
    found = await read.rows("SELECT announced FROM campaign WHERE id = :id", id=campaign_id)
    return found[0]["announced"] if found else None


async def newest(read: Rows) -> Campaign | None:
    found = await read.rows(_NEWEST)
    return campaign_of(found[0]) if found else None


async def ids_above(read: Rows, unit_id: int) -> list[int]:
    """The campaigns at or above a unit, the nearest and newest first."""
    return [row["id"] for row in reversed(list(await read.rows(_ABOVE, units=[unit_id])))]


async def ids_below(read: Rows, unit_id: int) -> list[int]:
    """The newest campaign of every unit below, the newest of all first."""
    newest: dict[int, int] = {}
    for row in await read.rows(_BELOW, unit=unit_id):
        newest.pop(row["unit_id"], None)
        newest[row["unit_id"]] = row["id"]
    return list(reversed(newest.values()))


async def _planned(read: Rows, campaign_ids: Collection[int]) -> dict[int, tuple[PlannedGroup, ...]]:
    found: dict[int, dict[int, tuple[Unit, set[date]]]] = {}
    returns: set[tuple[int, int]] = set()
    for row in await read.rows(_PLANNED, campaigns=list(campaign_ids)):
        unit = Unit(row["unit_id"], row["code"], row["kind"], row["name"])
        nights = found.setdefault(row["campaign_id"], {}).setdefault(unit.id, (unit, set()))[1]
        nights.update([date.fromisoformat(row["night"])] if row["state"] != "cancelled" else ())
        if row["kind_of_session"] == "round" and row["state"] != "cancelled":
            returns.add((row["campaign_id"], unit.id))
    lies = await units.above(read, {unit for groups in found.values() for unit in groups})
    return {
        campaign: tuple(
            PlannedGroup(unit, frozenset(nights), lies[unit.id], (campaign, unit.id) in returns)
            for unit, nights in groups.values()
        )
        for campaign, groups in found.items()
    }


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


async def write_announced(tx: Transaction, facts: Iterable[Announced]) -> None:
    """What is due about silence is reckoned anew."""
    for fact in facts:
        exactly(1, await tx.run(_ANNOUNCE, id=fact.campaign_id, at=fact.at))


async def write_changed(tx: Transaction, facts: Iterable[CampaignChanged]) -> None:
    changed = {fact.campaign_id for fact in facts}
    exactly(len(changed), await tx.run("UPDATE campaign SET version = version + 1 WHERE id IN :ids", ids=list(changed)))


_COLUMNS = """campaign.id, campaign.code, campaign.unit_id, campaign.name, campaign.zone, campaign.starts,
    campaign.ends, campaign.version, campaign.settings,
    unit.code AS unit_code, unit.kind AS unit_kind, unit.name AS unit_name,
    COALESCE((
        SELECT 1 FROM ancestry JOIN lineage ON lineage.successor_id = ancestry.unit_id
        WHERE ancestry.above_id = campaign.unit_id AND lineage.kind <> 'rename' LIMIT 1
    ), 0) AS rearranged"""

# Ordered so that the last row of a unit is the nearest and newest campaign.
_ABOVE = """
SELECT ancestry.unit_id, campaign.id, campaign.version
FROM ancestry JOIN campaign ON campaign.unit_id = ancestry.above_id
WHERE ancestry.unit_id IN :units
ORDER BY ancestry.unit_id, ancestry.steps DESC, campaign.starts, campaign.id
"""
_BELOW = """
SELECT campaign.id, campaign.unit_id FROM ancestry JOIN campaign ON campaign.unit_id = ancestry.unit_id
WHERE ancestry.above_id = :unit ORDER BY campaign.starts, campaign.id
"""
_NAMED = f"SELECT {_COLUMNS} FROM campaign JOIN unit ON unit.id = campaign.unit_id WHERE campaign.code = :code"
_SET = """
INSERT INTO campaign (id, code, unit_id, name, zone, starts, ends, settings)
VALUES (:id, :code, :unit_id, :name, :zone, :starts, :ends, :settings)
ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, zone = excluded.zone, starts = excluded.starts, ends = excluded.ends,
    settings = excluded.settings, version = campaign.version + 1
"""
_EVERYTHING = f"SELECT {_COLUMNS} FROM campaign JOIN unit ON unit.id = campaign.unit_id ORDER BY campaign.id"
_BY_ID = f"SELECT {_COLUMNS} FROM campaign JOIN unit ON unit.id = campaign.unit_id WHERE campaign.id IN :ids"
_NEWEST = f"""
SELECT {_COLUMNS} FROM campaign JOIN unit ON unit.id = campaign.unit_id
ORDER BY campaign.starts DESC, campaign.id DESC LIMIT 1
"""
_PLANNED = """
SELECT session.campaign_id, session.unit_id, session.night, session.state, session.kind AS kind_of_session,
    unit.code, unit.kind, unit.name
FROM session JOIN unit ON unit.id = session.unit_id
WHERE session.campaign_id IN :campaigns
ORDER BY session.night, session.id
"""
_ANNOUNCE = "UPDATE campaign SET announced = :at, looked = 0 WHERE id = :id"
