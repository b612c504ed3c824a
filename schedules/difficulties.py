"""What becomes of difficulties by the clock: the same from several units is one; silence climbs, each step once.

Every difficulty says when it has to be looked at next; what is settled says nothing.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schedules.rows import Tick
from storage import campaigns
from storage.campaigns import Campaign
from storage.database import Row
from storage.difficulties import SPREADING, DifficultyKind
from storage.instants import DAY, MINUTE, Instant
from storage.outbox import KINDS
from storage.posts import in_office

JUST_RAISED, TOLD, REMINDED, CLIMBED = range(4)
STEPS = {TOLD: "tells_at", REMINDED: "due", CLIMBED: "climbs_at"}
OF_USE = DAY  # a message that could not go out within a day gives way to the morning's digest

_DUE = """
SELECT id, campaign_id, kind, step, cluster_id, owner_id, tells_at, due, climbs_at FROM difficulty
WHERE looks_at IS NOT NULL AND looks_at <= :now ORDER BY looks_at, id
"""
_LOOKED = "UPDATE difficulty SET step = :step, looks_at = :next WHERE id = :id AND settled IS NULL"


@dataclass(frozen=True, slots=True)
class _Step:
    """What one step says of one campaign to the same people."""

    campaign: int
    kind: str
    step: int
    owner: int | None


async def put(look: Tick) -> Counter[str]:
    found: Counter[str] = Counter()
    due = await look.tx.rows(_DUE, now=look.now)
    known = await campaigns.by_id(look.tx, {row["campaign_id"] for row in due})
    for campaign, kind in dict.fromkeys((row["campaign_id"], DifficultyKind(row["kind"])) for row in due):
        if kind in SPREADING:
            found["radar"] += await _radar(look, known[campaign], kind)
    heads = await _clusters(look, due)
    said: dict[_Step, list[int]] = defaultdict(list)
    moved = []
    for row in due:
        step = max((step for step, at in STEPS.items() if row[at] <= look.now), default=JUST_RAISED)
        following = min((row[at] for at in STEPS.values() if row[at] > look.now), default=None)
        moved.append({"id": row["id"], "step": step, "next": following})
        cluster = heads.get(row["id"])
        spoken = cluster is None or (cluster == row["id"] and step > TOLD)  # a cluster is told as one
        if step > row["step"] and spoken:
            owner = None if step == CLIMBED else row["owner_id"]
            said[_Step(row["campaign_id"], "difficulty", step, owner)].append(row["id"])
    await look.tx.many(_LOOKED, moved)
    for one, ids in said.items():
        params = {"campaign": str(one.campaign), "ids": ",".join(map(str, ids)), "step": str(one.step)}
        found[one.kind] += await _tell(look, known[one.campaign], one, params, ids[0])
    return found


_CLUSTERED = "SELECT id, cluster_id FROM difficulty WHERE id IN :ids AND cluster_id IS NOT NULL"


async def _clusters(look: Tick, due: Sequence[Row]) -> dict[int, int]:
    rows = await look.tx.rows(_CLUSTERED, ids=[row["id"] for row in due])
    return {row["id"]: row["cluster_id"] for row in rows}


_OPEN = """
SELECT id, unit_id, carrier, heard, cluster_id FROM difficulty
WHERE campaign_id = :campaign AND settled IS NULL AND kind = :kind ORDER BY heard, id
"""
_JOIN = "UPDATE difficulty SET cluster_id = :cluster WHERE id = :id AND cluster_id IS NULL AND settled IS NULL"


async def _radar(look: Tick, campaign: Campaign, kind: DifficultyKind) -> int:
    """What joins a cluster that is open joins it silently; what makes a new one is told, once."""
    times = campaign.settings.difficulties
    rows = await look.tx.rows(_OPEN, campaign=campaign.id, kind=kind)
    made = 0
    for some in _alike(rows, kind):
        open_ = next((row["cluster_id"] for row in some if row["cluster_id"] is not None), None)
        alone = [row for row in some if row["cluster_id"] is None]
        near = alone if open_ is not None else _within(alone, times.window * MINUTE, times.units)
        if not near:
            continue
        cluster = open_ if open_ is not None else near[0]["id"]
        await look.tx.many(_JOIN, [{"id": row["id"], "cluster": cluster} for row in near])
        if open_ is None:
            params = {"campaign": str(campaign.id), "difficulty": str(cluster)}
            made += await _tell(look, campaign, _Step(campaign.id, "radar", TOLD, None), params, cluster)
    return made


def _alike(rows: Iterable[Row], kind: DifficultyKind) -> list[list[Row]]:
    """By carrier, where it is one's network that fails; who named none goes with the only one that was named."""
    rows = list(rows)
    named = {row["carrier"] for row in rows if row["carrier"]} if kind is DifficultyKind.OTP else set()
    if len(named) <= 1:
        return [rows]
    return [[row for row in rows if row["carrier"] == one] for one in sorted(named | {""})]


def _within(rows: Sequence[Row], window: Instant, units: int) -> list[Row]:
    """The first stretch of time in which enough units met it, and what came since."""
    for place, first in enumerate(rows):
        near = [row for row in rows[place:] if row["heard"] - first["heard"] <= window]
        if len({row["unit_id"] for row in near}) >= units:
            return list(rows[place:])
    return []


_OFFICE = f"SELECT DISTINCT person_id FROM post WHERE unit_id = :unit AND role = :role AND {in_office()}"
_PUT = """
INSERT INTO outbox (id, once_key, kind, person_id, params, as_of, cause, priority, not_after, next_at)
VALUES (:id, :key, :kind, :person, :params, :now, :cause, :priority, :until, :now)
ON CONFLICT (once_key) DO NOTHING
"""


async def _tell(look: Tick, campaign: Campaign, said: _Step, params: dict[str, str], first: int) -> int:
    """`first`: the difficulty by which this saying is known, so that none is said twice."""
    whom = [said.owner] if said.owner is not None else []
    if not whom:
        role = "observer" if said.step == CLIMBED else "clerk"
        rows = await look.tx.rows(_OFFICE, unit=campaign.unit.id, role=role, now=look.now)
        whom = [row["person_id"] for row in rows]
    subject = f"difficulty/{first}/{said.step}"
    records = [
        {
            "id": look.ids(),
            "key": f"{said.kind}:{subject}:1:person/{person}",
            "kind": said.kind,
            "person": person,
            "params": json.dumps(params),
            "cause": f"{said.kind}/{subject}",
            "priority": KINDS[said.kind].priority,
            "until": look.now + OF_USE,
            "now": look.now,
        }
        for person in whom
    ]
    return await look.tx.many(_PUT, records)
