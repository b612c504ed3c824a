"""Sums kept as reports come in: what each unit has told of each indicator, by night and in the whole campaign.

A round's figure is a total to date (storage/rounds.py): of the nights before it nothing is left in the whole's total.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from storage import standing
from storage.database import Row, Transaction
from storage.instants import Instant
from storage.standing import Reported, Standing

UNITS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Move:
    """What a session's sum of one indicator changes by, and the number of sessions in which it stands."""

    indicator: str
    total: int
    reports: int
    first: Instant


def moves(before: Standing, after: Standing) -> Iterator[Move]:
    """What must be added to the sums when `after` takes the place of `before`."""
    for indicator in sorted({*before.figures, *after.figures}):
        was, now = before.figures.get(indicator), after.figures.get(indicator)
        total = (now.value if now else 0) - (was.value if was else 0)
        reports = (now is not None) - (was is not None)
        if total or reports:
            yield Move(indicator, total, reports, now.first if now else 0)


def in_a_round(night: str, indicator: str, before: str = "") -> str:
    """In SQL, what `rounds.gains` says: whether a round was told after this night, whose total has its figures in it.

    `night`: a table or alias with a campaign, unit and night; `before`: only rounds before the night of this one.
    """
    until = f"AND newer.night < {before}.night " if before else ""
    return f"""EXISTS (
    SELECT 1 FROM tally AS newer JOIN session AS due ON due.campaign_id = newer.campaign_id
        AND due.unit_id = newer.unit_id AND due.night = newer.night AND due.kind = newer.kind
    WHERE newer.campaign_id = {night}.campaign_id AND newer.unit_id = {night}.unit_id AND newer.night > {night}.night
        {until}AND newer.kind = 'round' AND newer.indicator = {indicator} AND newer.reports > 0
        AND due.state <> 'cancelled'
)"""


_ADD = f"""
INSERT INTO tally (campaign_id, unit_id, night, kind, indicator, total, reports, first)
SELECT session.campaign_id, session.unit_id, CASE part.whole WHEN 1 THEN '' ELSE session.night END, session.kind,
    :indicator,
    CASE WHEN part.whole = 1 AND {in_a_round("session", "CAST(:indicator AS TEXT)")} THEN 0
        ELSE CAST(:total AS BIGINT) END,
    :reports, CASE part.whole WHEN 1 THEN 0 ELSE CAST(:first AS BIGINT) END
FROM session CROSS JOIN (SELECT 0 AS whole UNION ALL SELECT 1) AS part
WHERE session.id = :session AND (part.whole = 0 OR (session.state <> 'cancelled' AND session.kind <> 'round'))
ON CONFLICT (campaign_id, unit_id, night, kind, indicator) DO UPDATE
SET total = tally.total + excluded.total, reports = tally.reports + excluded.reports, first = excluded.first
"""


_OF_ROUNDS = "SELECT DISTINCT unit_id FROM session WHERE id IN :sessions AND kind = 'round'"


async def add(tx: Transaction, facts: Iterable[Reported]) -> None:
    """The night's row and the whole's with one statement for all facts; what a round does to the whole is recounted."""
    values = [value for fact in facts for value in _values(fact.before, fact.after)]
    await tx.many(_ADD, values)
    sessions = list({value["session"] for value in values})
    rows = await tx.rows(_OF_ROUNDS, sessions=sessions) if sessions else ()
    if rows:
        await recount(tx, [row["unit_id"] for row in rows])


_WHOLE = f"""
INSERT INTO tally (campaign_id, unit_id, night, kind, indicator, total, reports, first)
SELECT session.campaign_id, session.unit_id, '', session.kind, tally.indicator,
    SUM(CASE WHEN {in_a_round("session", "tally.indicator")} THEN 0 ELSE tally.total END),
    SUM(tally.reports), 0
FROM session JOIN tally ON tally.campaign_id = session.campaign_id AND tally.unit_id = session.unit_id
    AND tally.night = session.night AND tally.kind = session.kind
WHERE session.unit_id IN :units AND session.state <> 'cancelled'
GROUP BY session.campaign_id, session.unit_id, session.kind, tally.indicator
"""


async def recount(tx: Transaction, unit_ids: Collection[int]) -> None:
    """The whole of these units anew from their nights, after nights were called off or reinstated, or a round told."""
    await tx.run("DELETE FROM tally WHERE unit_id IN :units AND night = ''", units=list(unit_ids))
    await tx.run(_WHOLE, units=list(unit_ids))


_STANDING_OF = """
SELECT standing.session_id, standing.version, standing.figures, standing.heard
FROM session JOIN standing ON standing.session_id = session.id WHERE session.unit_id IN :units
"""


async def renew(tx: Transaction, unit_ids: Collection[int]) -> None:
    """Everything of these units anew from what stands, after sessions went from one to another."""
    await tx.run("DELETE FROM tally WHERE unit_id IN :units", units=list(unit_ids))
    await _fill(tx, await tx.rows(_STANDING_OF, units=list(unit_ids)))
    await recount(tx, unit_ids)


_STANDING_AFTER = """
SELECT session_id, version, figures, heard FROM standing WHERE session_id > :last ORDER BY session_id LIMIT :most
"""


async def rebuild(tx: Transaction, at_once: int = 5_000) -> None:
    """Everything anew from what stands, in pieces; for a database in which nothing was kept so far."""
    await tx.run("DELETE FROM tally")
    last = -1
    while rows := await tx.rows(_STANDING_AFTER, last=last, most=at_once):
        await _fill(tx, rows)
        last = rows[-1]["session_id"]
    units = [row["unit_id"] for row in await tx.rows("SELECT DISTINCT unit_id FROM tally")]
    for start in range(0, len(units), UNITS_AT_ONCE):
        await recount(tx, units[start : start + UNITS_AT_ONCE])


_NIGHT = """
INSERT INTO tally (campaign_id, unit_id, night, kind, indicator, total, reports, first)
SELECT campaign_id, unit_id, night, kind, :indicator, CAST(:total AS BIGINT), :reports, CAST(:first AS BIGINT)
FROM session WHERE id = :session
ON CONFLICT (campaign_id, unit_id, night, kind, indicator) DO UPDATE
SET total = tally.total + excluded.total, reports = tally.reports + excluded.reports, first = excluded.first
"""


async def _fill(tx: Transaction, told: Iterable[Row]) -> None:
    """The nights alone; their wholes are to be counted afterwards."""
    stands = [standing.load(row["session_id"], row["version"], row["figures"], row["heard"]) for row in told]
    await tx.many(_NIGHT, [values for stand in stands for values in _values(Standing(stand.session_id), stand)])


def _values(before: Standing, after: Standing) -> Iterator[dict[str, object]]:
    for move in moves(before, after):
        counted = {"total": move.total, "reports": move.reports, "first": move.first}
        yield {"session": after.session_id, "indicator": move.indicator, **counted}
