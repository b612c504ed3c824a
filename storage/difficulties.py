"""What stands in the way of the work: raised by whoever meets it, owned, answered to them. `number` names it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.database import Row, Rows, Transaction, exactly
from storage.instants import DAY, Instant

LASTS = 30 * DAY  # of the words, once it is settled; what it was and how many met it stays for the letters


class DifficultyKind(StrEnum):
    OTP = "otp"
    APP_ERROR = "app_error"
    OLD_PHONE = "old_phone"
    NO_PHONE = "no_phone"
    REFUSAL = "refusal"
    WRONG_DATA = "wrong_data"
    OTHER = "other"


SPREADING = (
    DifficultyKind.OTP,
    DifficultyKind.APP_ERROR,
    DifficultyKind.WRONG_DATA,
)  # that the city's hotline can mend for all at once


class Ending(StrEnum):
    ANSWERED = "answered"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class Difficulty:
    """`cluster_id`: of the first of the same from several units. `number` is given when it is written."""

    id: int
    campaign_id: int
    unit_id: int
    night: date
    person_id: int
    kind: DifficultyKind
    carrier: str
    households: int | None
    words: str
    heard: Instant
    tells_at: Instant
    due: Instant
    climbs_at: Instant
    number: int = 0
    step: int = 0
    owner_id: int | None = None
    cluster_id: int | None = None
    settled: Instant | None = None
    outcome: Ending | None = None
    answer: str = ""
    revisit: int = 0

    @property
    def group(self) -> int:
        return self.cluster_id or self.id


@dataclass(frozen=True, slots=True)
class Raised:
    """A fact."""

    difficulty: Difficulty


@dataclass(frozen=True, slots=True)
class Retold:
    """A fact: more is known of one that is open."""

    id: int
    carrier: str
    households: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Owned:
    """A fact: somebody of the office has taken these, or was given them."""

    ids: tuple[int, ...]
    owner_id: int


@dataclass(frozen=True, slots=True)
class DifficultySettled:
    """A fact. Stale when another has settled it meanwhile."""

    id: int
    outcome: Ending
    at: Instant
    by: int
    answer: str = ""
    revisit: int = 0


_TOLD = (
    "id, campaign_id, unit_id, night, person_id, kind, carrier, households, words, heard, tells_at, due, climbs_at, "
    "number, step, owner_id, cluster_id, settled, outcome, answer, revisit"
)


def _read(rows: Iterable[Row]) -> tuple[Difficulty, ...]:
    return tuple(
        Difficulty(
            **{
                **{name: row[name] for name in Difficulty.__slots__},
                "night": date.fromisoformat(row["night"]),
                "kind": DifficultyKind(row["kind"]),
                "outcome": Ending(row["outcome"]) if row["outcome"] else None,
            }
        )
        for row in rows
    )


_OPEN = f"SELECT {_TOLD} FROM difficulty WHERE campaign_id = :campaign AND settled IS NULL ORDER BY heard, id"


async def waiting(read: Rows, campaign_id: int) -> tuple[Difficulty, ...]:
    """What is open, the oldest first."""
    return _read(await read.rows(_OPEN, campaign=campaign_id))


async def by_id(read: Rows, ids: Collection[int]) -> tuple[Difficulty, ...]:
    rows = await read.rows(f"SELECT {_TOLD} FROM difficulty WHERE id IN :ids ORDER BY heard, id", ids=list(ids))
    return _read(rows)


async def in_clusters(read: Rows, ids: Collection[int]) -> tuple[Difficulty, ...]:
    """Those of these clusters that are open."""
    sql = f"SELECT {_TOLD} FROM difficulty WHERE settled IS NULL AND cluster_id IN :ids AND campaign_id IN :campaigns"
    known = await by_id(read, ids)
    campaigns = list({one.campaign_id for one in known})
    rows = await read.rows(f"{sql} ORDER BY heard, id", ids=list(ids), campaigns=campaigns) if known else ()
    return _read(rows)


_OF_PERSON = f"""
SELECT {_TOLD} FROM difficulty WHERE person_id = :person AND heard >= :since ORDER BY heard DESC, id DESC
"""


async def of_person(read: Rows, person_id: int, since: Instant) -> tuple[Difficulty, ...]:
    """What somebody has raised lately, the newest first."""
    return _read(await read.rows(_OF_PERSON, person=person_id, since=since))


@dataclass(frozen=True, slots=True)
class DifficultySum:
    """Of one kind, network and unit: how often it was raised, by how many households, and how many are open."""

    kind: DifficultyKind
    carrier: str
    unit_id: int
    notes: int
    households: int
    open: int


_SUM = """
SELECT difficulty.kind, difficulty.carrier, difficulty.unit_id, COUNT(*) AS notes,
    SUM(coalesce(difficulty.households, 0)) AS households,
    SUM(CASE WHEN difficulty.settled IS NULL OR difficulty.settled > :as_of THEN 1 ELSE 0 END) AS open
FROM ancestry JOIN difficulty ON difficulty.unit_id = ancestry.unit_id
WHERE ancestry.above_id = :unit AND difficulty.campaign_id = :campaign AND difficulty.heard <= :as_of AND {}
GROUP BY difficulty.kind, difficulty.carrier, difficulty.unit_id
ORDER BY difficulty.kind, difficulty.carrier, difficulty.unit_id
"""
_MET = _SUM.format(
    "difficulty.night BETWEEN :since AND :until AND (difficulty.outcome IS NULL OR difficulty.outcome <> 'taken back')"
)
_STILL_OPEN = _SUM.format("difficulty.settled IS NULL")


async def met(
    read: Rows, campaign_id: int, unit_id: int, days: tuple[date, date], as_of: Instant
) -> tuple[DifficultySum, ...]:
    """At or below a unit, on these nights."""
    since, until = (day.isoformat() for day in days)
    rows = await read.rows(_MET, campaign=campaign_id, unit=unit_id, since=since, until=until, as_of=as_of)
    return _sums(rows)


async def still_open(read: Rows, campaign_id: int, unit_id: int, as_of: Instant) -> tuple[DifficultySum, ...]:
    """At or below a unit."""
    return _sums(await read.rows(_STILL_OPEN, campaign=campaign_id, unit=unit_id, as_of=as_of))


def _sums(rows: Iterable[Row]) -> tuple[DifficultySum, ...]:
    return tuple(
        DifficultySum(
            DifficultyKind(row["kind"]), *(row[name] for name in ("carrier", "unit_id", "notes", "households", "open"))
        )
        for row in rows
    )


_REVISITS = """
SELECT session.id, SUM(difficulty.revisit) AS households
FROM session JOIN difficulty ON difficulty.unit_id = session.unit_id
    AND difficulty.campaign_id = session.campaign_id AND difficulty.revisit > 0
    AND difficulty.settled < session.asks_at
WHERE session.id IN :sessions AND NOT EXISTS (
    SELECT 1 FROM session AS earlier
    WHERE earlier.unit_id = session.unit_id AND earlier.campaign_id = session.campaign_id
        AND earlier.state = 'planned' AND earlier.kind <> 'round'
        AND earlier.asks_at < session.asks_at AND earlier.asks_at > difficulty.settled
)
GROUP BY session.id
"""


async def revisits(read: Rows, sessions: Collection[int]) -> dict[int, int]:
    """By session, the households to go back to: of what was mended since the unit's night before."""
    rows = await read.rows(_REVISITS, sessions=list(sessions)) if sessions else ()
    return {row["id"]: int(row["households"]) for row in rows}


_NUMBERS = "UPDATE campaign SET name = name WHERE id = :id"  # whoever numbers next, in whichever process, waits
_RAISE = """
INSERT INTO difficulty (id, campaign_id, number, unit_id, night, person_id, kind, carrier, households, words, heard,
    tells_at, due, climbs_at, looks_at)
SELECT :id, CAST(:campaign_id AS BIGINT), coalesce(max(number), 0) + 1, CAST(:unit_id AS BIGINT),
    CAST(:night AS TEXT), CAST(:person_id AS BIGINT), CAST(:kind AS TEXT), CAST(:carrier AS TEXT),
    CAST(:households AS INTEGER), CAST(:words AS TEXT), CAST(:heard AS BIGINT), CAST(:tells_at AS BIGINT),
    CAST(:due AS BIGINT), CAST(:climbs_at AS BIGINT), CAST(:heard AS BIGINT)
FROM difficulty WHERE campaign_id = :campaign_id
"""
_RAISED = (
    *("id", "campaign_id", "unit_id", "person_id", "kind", "carrier", "households", "words"),
    *("heard", "tells_at", "due", "climbs_at"),
)


async def write_raised(tx: Transaction, facts: Iterable[Raised]) -> None:
    records = [
        {**{name: getattr(fact.difficulty, name) for name in _RAISED}, "night": fact.difficulty.night.isoformat()}
        for fact in facts
    ]
    await tx.many(_NUMBERS, [{"id": id_} for id_ in sorted({record["campaign_id"] for record in records})])
    exactly(len(records), await tx.many(_RAISE, records))


_RETELL = """
UPDATE difficulty SET carrier = :carrier, households = :households, words = :words, looks_at = heard
WHERE id = :id AND settled IS NULL
"""


async def write_retold(tx: Transaction, facts: Iterable[Retold]) -> None:
    records = [{name: getattr(fact, name) for name in Retold.__slots__} for fact in facts]
    exactly(len(records), await tx.many(_RETELL, records))


_OWN = "UPDATE difficulty SET owner_id = :owner WHERE id = :id AND settled IS NULL"


async def write_owned(tx: Transaction, facts: Iterable[Owned]) -> None:
    records = [{"id": id_, "owner": fact.owner_id} for fact in facts for id_ in fact.ids]
    exactly(len(records), await tx.many(_OWN, records))


_SETTLE = """
UPDATE difficulty SET settled = :at, outcome = :outcome, answer = :answer, answered_by = :by, revisit = :revisit,
    looks_at = NULL
WHERE id = :id AND settled IS NULL
"""


async def write_settled(tx: Transaction, facts: Iterable[DifficultySettled]) -> None:
    records = [{name: getattr(fact, name) for name in DifficultySettled.__slots__} for fact in facts]
    exactly(len(records), await tx.many(_SETTLE, records))


async def forget(tx: Transaction, now: Instant) -> int:
    """The words of what was settled long ago."""
    sql = "UPDATE difficulty SET words = '', answer = '' WHERE settled <= :until AND (words <> '' OR answer <> '')"
    return await tx.run(sql, until=now - LASTS)
