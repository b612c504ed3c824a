"""How far a unit and each of its parts are, from the kept sums; for a past instant what was heard since is taken back.

The same for a group (its one part is itself), a ward and a city. Nothing here grows with the length of a campaign.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from storage import headcounts, sessions, tallies, units
from storage.campaigns import Campaign
from storage.database import Row, Rows
from storage.instants import Instant, span
from storage.records import Headcount, Session, Unit
from storage.sessions import Touched
from storage.standing import Standing

LOOKED_BACK = timedelta(days=31)  # nights before are in the sums; what they still owe is a matter for the final report


@dataclass(frozen=True, slots=True)
class Evening:
    """Of one night: reports expected, told, told on time, asked for in vain; and what was counted, extra visits too."""

    planned: int = 0
    told: int = 0
    on_time: int = 0
    owed: int = 0
    total: int = 0

    def __add__(self, other: "Evening") -> "Evening":
        return Evening(
            self.planned + other.planned,
            self.told + other.told,
            self.on_time + other.on_time,
            self.owed + other.owed,
            self.total + other.total,
        )

    def __neg__(self) -> "Evening":
        return Evening(-self.planned, -self.told, -self.on_time, -self.owed, -self.total)


@dataclass(frozen=True, slots=True)
class Sum:
    total: int = 0
    reports: int = 0  # 0: not reported, which is no 0


@dataclass(frozen=True, slots=True)
class Start:
    """Where a part stood before the campaign: its units' newest baselines, added up."""

    value: int
    as_of: date
    source: str


@dataclass(frozen=True, slots=True)
class Part:
    unit: Unit
    sums: Mapping[str, Sum] = field(default_factory=dict)
    evenings: Mapping[date, Evening] = field(default_factory=dict)  # of the last LOOKED_BACK
    starts: Mapping[str, Start] = field(default_factory=dict)
    headcount: Headcount | None = None

    def total(self, indicator: str) -> int | None:
        """With what was there before; None: nobody has said anything."""
        told, start = self.sums.get(indicator, Sum()), self.starts.get(indicator)
        if not told.reports and start is None:
            return None
        return told.total + (start.value if start else 0)

    @property
    def silent(self) -> bool:
        return not self.sums and not self.evenings and not self.starts


@dataclass(frozen=True, slots=True)
class Progress:
    unit: Unit
    campaign: Campaign
    as_of: Instant
    day: date
    parts: tuple[Part, ...]
    headcount: Headcount | None  # the unit's own, else of all its parts together
    since: tuple[Touched, ...] = ()  # what has been heard about since `as_of`

    @property
    def indicator(self) -> str:
        return self.campaign.settings.target.indicator

    @property
    def total(self) -> int:
        return sum(part.total(self.indicator) or 0 for part in self.parts)

    @property
    def figures(self) -> dict[str, int]:
        """In the campaign's order; what nobody told is absent."""
        found = {}
        for known in self.campaign.settings.indicators:
            told = [value for part in self.parts if (value := part.total(known.code)) is not None]
            if told:
                found[known.code] = sum(told)
        return found

    @property
    def start(self) -> Start | None:
        known = [start for part in self.parts if (start := part.starts.get(self.indicator))]
        newest = max(known, key=lambda start: start.as_of, default=None)
        return replace(newest, value=sum(start.value for start in known)) if newest else None

    @property
    def evenings(self) -> dict[date, Evening]:
        """Of all parts together, by night."""
        found: dict[date, Evening] = defaultdict(Evening)
        for part in self.parts:
            for night, evening in part.evenings.items():
                found[night] += evening
        return dict(sorted(found.items()))


async def of_unit(read: Rows, campaign: Campaign, unit: Unit, as_of: Instant) -> Progress:
    """As it was known at `as_of`."""
    day, target = campaign.day(as_of), campaign.settings.target
    asked = {"unit": unit.id, "campaign": campaign.id, "indicator": target.indicator, "as_of": as_of}
    known = {one.id: one for one in (*await units.children(read, unit.id), unit)}
    sums = _by_part(await read.rows(_SUMS, unit=unit.id, campaign=campaign.id))
    nights = {"since": (day - LOOKED_BACK).isoformat(), "today": day.isoformat(), "grace": grace(campaign)}
    evenings = _by_part(await read.rows(_EVENINGS, **asked, **nights))
    starts = _by_part(await read.rows(_STARTS, unit=unit.id, campaign=campaign.id, today=day.isoformat()))
    ledgers = await headcounts.of_units(read, list(known))
    parts = {
        id_: Part(
            one,
            {row["indicator"]: Sum(row["total"], row["reports"]) for row in sums[id_]},
            {date.fromisoformat(row["night"]): _evening(row) for row in evenings[id_]},
            {row["indicator"]: _start(row) for row in starts[id_]},
            headcounts.valid(ledgers.get(id_, ()), target.measure, day, as_of),
        )
        for id_, one in known.items()
    }
    touched = await sessions.touched(read, unit.id, campaign.id, as_of)
    await _take_back(read, parts, touched, campaign, as_of)
    speaking = tuple(part for part in parts.values() if not (part.unit.id == unit.id and part.silent))
    shown = speaking or (parts[unit.id],)
    return Progress(unit, campaign, as_of, day, shown, _whole(parts, unit), tuple(touched))


def grace(campaign: Campaign) -> Instant:
    """How long after it was asked for a report is still on time."""
    return span(campaign.settings.timetable.asks, campaign.settings.timetable.late)


def counted(session: Session, standing: Standing, campaign: Campaign, as_of: Instant) -> Evening:
    """What one session adds to its night: the same rule as in _EVENINGS."""
    figure = standing.figures.get(campaign.settings.target.indicator)
    expected = session.state == "planned" and session.kind != "extra"
    on_time = figure is not None and figure.first <= session.asks_at + grace(campaign)
    return Evening(
        planned=int(expected),
        told=int(expected and figure is not None),
        on_time=int(expected and on_time),
        owed=int(expected and figure is None and session.asks_at <= as_of),
        total=figure.value if figure else 0,
    )


async def _take_back(
    read: Rows, parts: dict[int, Part], touched: Collection[Touched], campaign: Campaign, as_of: Instant
) -> None:
    above = await units.above(read, {one.session.unit_id for one in touched}) if touched else {}
    earliest = campaign.day(as_of) - LOOKED_BACK
    for one in touched:
        lies = above[one.session.unit_id]
        part = next(part for id_, part in parts.items() if id_ in lies)  # the unit itself is the last of them
        sums, evenings = dict(part.sums), dict(part.evenings)
        for move in tallies.moves(one.now, one.then):
            was = sums.get(move.indicator, Sum())
            sums[move.indicator] = Sum(was.total + move.total, was.reports + move.reports)
        night = one.session.night
        if earliest <= night <= campaign.day(as_of):
            evenings[night] = (
                evenings.get(night, Evening())
                + counted(one.session, one.then, campaign, as_of)
                + -counted(one.session, one.now, campaign, as_of)
            )
        parts[part.unit.id] = replace(part, sums=sums, evenings=evenings)


def _whole(parts: Mapping[int, Part], unit: Unit) -> Headcount | None:
    """The unit's own headcount; without one, the sum of its parts', as old as the oldest of them."""
    own = parts[unit.id].headcount
    known = [part.headcount for part in parts.values() if part.headcount]
    if own or not known:
        return own
    oldest = min(known, key=lambda headcount: headcount.as_of)
    return replace(oldest, unit_id=unit.id, value=sum(headcount.value for headcount in known))


def _by_part(rows: Collection[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["part_id"]].append(row)
    return found


def _evening(row: Row) -> Evening:
    return Evening(row["planned"], row["told"], row["on_time"], row["owed"], row["total"])


def _start(row: Row) -> Start:
    return Start(row["total"], date.fromisoformat(row["as_of"]), row["source"])


# Every unit below with the part it belongs to: a child of the unit, or the unit itself for what is its own.
PARTS = """
WITH part (unit_id, part_id) AS (
    SELECT ancestry.unit_id, child.id
    FROM unit AS child JOIN ancestry ON ancestry.above_id = child.id WHERE child.parent_id = :unit
    UNION ALL SELECT id, id FROM unit WHERE id = :unit
)"""
_SUMS = f"""{PARTS}
SELECT part.part_id, tally.indicator, SUM(tally.total) AS total, SUM(tally.reports) AS reports
FROM part JOIN tally ON tally.campaign_id = :campaign AND tally.unit_id = part.unit_id AND tally.night = ''
GROUP BY part.part_id, tally.indicator
"""
_EVENINGS = f"""{PARTS},
expected AS (
    SELECT part.part_id, session.night, session.asks_at, tally.total, tally.first,
        session.state = 'planned' AND session.kind <> 'extra' AS planned, COALESCE(tally.reports, 0) > 0 AS told
    FROM part JOIN session ON session.campaign_id = :campaign AND session.unit_id = part.unit_id
            AND session.night BETWEEN :since AND :today
        LEFT JOIN tally ON tally.campaign_id = session.campaign_id AND tally.unit_id = session.unit_id
            AND tally.night = session.night AND tally.kind = session.kind AND tally.indicator = :indicator
    WHERE session.state <> 'cancelled'
)
SELECT part_id, night,
    SUM(CASE WHEN planned THEN 1 ELSE 0 END) AS planned,
    SUM(CASE WHEN planned AND told THEN 1 ELSE 0 END) AS told,
    SUM(CASE WHEN planned AND told AND first <= asks_at + :grace THEN 1 ELSE 0 END) AS on_time,
    SUM(CASE WHEN planned AND NOT told AND asks_at <= :as_of THEN 1 ELSE 0 END) AS owed,
    SUM(COALESCE(total, 0)) AS total
FROM expected GROUP BY part_id, night
"""
_STARTS = f"""{PARTS}
SELECT part.part_id, baseline.indicator, SUM(baseline.value) AS total, MAX(baseline.as_of) AS as_of,
    MAX(baseline.source) AS source
FROM part JOIN baseline ON baseline.unit_id = part.unit_id AND baseline.campaign_id = :campaign
WHERE baseline.as_of <= :today AND NOT EXISTS (
    SELECT 1 FROM baseline AS newer
    WHERE newer.unit_id = baseline.unit_id AND newer.campaign_id = baseline.campaign_id
        AND newer.indicator = baseline.indicator AND newer.as_of > baseline.as_of AND newer.as_of <= :today
)
GROUP BY part.part_id, baseline.indicator
"""
