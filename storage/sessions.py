"""Sessions and what stands about them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from storage import standing, tallies
from storage.database import Row, Rows, Transaction, exactly
from storage.instants import Instant
from storage.records import Event, Session, SessionKind, SessionState
from storage.reports import event_of
from storage.standing import Standing

AT_ONCE = 500  # sessions whose events are folded in one go


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session with what stands about it."""

    session: Session
    standing: Standing


@dataclass(frozen=True, slots=True)
class Touched:
    """A session about which something was heard, or which was moved or called off, after an instant: now, and then."""

    now: HeldSession
    then: HeldSession


@dataclass(frozen=True, slots=True)
class SessionPlanned:
    """A fact: a figure is expected of this unit on this night from now on."""

    session: Session


@dataclass(frozen=True, slots=True)
class SessionTimed:
    """A fact: the hours of the campaign have changed; Stale when the session was changed since `version`."""

    session_id: int
    version: int
    starts: str | None
    ends: str | None
    asks_at: Instant
    locks_at: Instant


@dataclass(frozen=True, slots=True)
class SessionHanded:
    """A fact: another unit's from now on; Stale when the session was changed since `version`."""

    session_id: int
    version: int
    unit_id: int


# What session_of reads; and _night, of a session with what stands about it.
SESSION = """session.id, session.campaign_id, session.unit_id, session.kind, session.night, session.starts,
    session.ends, session.state, session.version, session.asks_at, session.locks_at, session.round"""
_NIGHT = f"{SESSION}, standing.version AS standing_version, standing.figures, standing.heard"
_NIGHTS = f"SELECT {_NIGHT} FROM session LEFT JOIN standing ON standing.session_id = session.id"
_SINCE = f"""
{_NIGHTS}
WHERE session.unit_id IN :units AND session.night >= :night AND session.state <> 'cancelled'
ORDER BY session.night, session.id
"""


async def since(read: Rows, unit_ids: Collection[int], night: date) -> tuple[HeldSession, ...]:
    """Of these units, from this night on, whatever the campaign; what is cancelled is left out."""
    return tuple(_night(row) for row in await read.rows(_SINCE, units=list(unit_ids), night=night.isoformat()))


_OF_CAMPAIGN = f"""
SELECT {SESSION} FROM session
WHERE campaign_id = :campaign AND night >= :since AND state <> 'cancelled' ORDER BY night, id
"""


async def of_campaign(read: Rows, campaign_id: int, since: date) -> tuple[Session, ...]:
    """The nights to come that are not cancelled, `since` included."""
    rows = await read.rows(_OF_CAMPAIGN, campaign=campaign_id, since=since.isoformat())
    return tuple(session_of(row) for row in rows)


_OF_UNITS = f"""
{_NIGHTS}
WHERE session.unit_id IN :units AND session.state <> 'cancelled'
ORDER BY session.night, session.id
"""


async def of_units(read: Rows, unit_ids: Collection[int]) -> dict[int, tuple[HeldSession, ...]]:
    """All sessions of these units that are not cancelled, by night."""
    nights: dict[int, list[HeldSession]] = defaultdict(list)
    for row in await read.rows(_OF_UNITS, units=list(unit_ids)):
        nights[row["unit_id"]].append(_night(row))
    return {unit: tuple(held_sessions) for unit, held_sessions in nights.items()}


_REGISTER = f"""
{_NIGHTS}
WHERE session.campaign_id = :campaign ORDER BY session.night, session.id
"""


async def register(read: Rows, campaign_id: int) -> tuple[HeldSession, ...]:
    """Every session of the campaign, also the cancelled ones, by night."""
    return tuple(_night(row) for row in await read.rows(_REGISTER, campaign=campaign_id))


_BY_ID = f"""
{_NIGHTS} WHERE session.id IN :ids
"""


async def by_id(read: Rows, ids: Collection[int]) -> dict[int, HeldSession]:
    return {row["id"]: _night(row) for row in await read.rows(_BY_ID, ids=list(ids))}


_BELOW = f"""
SELECT {_NIGHT}
FROM ancestry JOIN session ON session.unit_id = ancestry.unit_id
    LEFT JOIN standing ON standing.session_id = session.id
WHERE ancestry.above_id = :unit AND session.campaign_id = :campaign AND session.state <> 'cancelled'
ORDER BY session.night, session.id
"""


async def below(read: Rows, unit_id: int, campaign_id: int, as_of: Instant) -> tuple[HeldSession, ...]:
    """The campaign's sessions of this unit and all under it, as they stood at `as_of`."""
    nights = {row["id"]: _night(row) for row in await read.rows(_BELOW, unit=unit_id, campaign=campaign_id)}
    nights |= {one.now.session.id: one.then for one in await touched(read, unit_id, [campaign_id], as_of)}
    held = [night for night in nights.values() if night.session.state is not SessionState.CANCELLED]
    return tuple(sorted(held, key=lambda one: (one.session.night, one.session.id)))


# The few that may be disputed first.
_DISPUTED = f"""
SELECT {_NIGHT}
FROM standing CROSS JOIN session CROSS JOIN ancestry
WHERE standing.disputed AND session.id = standing.session_id AND session.campaign_id IN :campaigns
    AND session.state <> 'cancelled' AND ancestry.unit_id = session.unit_id AND ancestry.above_id = :unit
ORDER BY session.night, session.id
"""


async def disputed(read: Rows, unit_id: int, campaign_ids: Collection[int]) -> list[HeldSession]:
    """The nights of this unit and all under it about which two people differ now."""
    rows = await read.rows(_DISPUTED, unit=unit_id, campaigns=list(campaign_ids))
    return [night for night in map(_night, rows) if night.standing.conflicts]


# What was heard lately first: CROSS JOIN keeps SQLite from walking through all sessions of the unit.
_TOUCHED = f"""
SELECT {_NIGHT}
FROM standing CROSS JOIN session CROSS JOIN ancestry
WHERE standing.heard > :as_of AND session.id = standing.session_id AND session.campaign_id IN :campaigns
    AND ancestry.unit_id = session.unit_id AND ancestry.above_id = :unit
ORDER BY session.night, session.id
"""
# The first change since is the last of its session here, and says what was before.
_CHANGED = """
SELECT session_change.session_id, session_change.night, session_change.starts, session_change.ends,
    session_change.state, session_change.asks_at
FROM session_change CROSS JOIN session CROSS JOIN ancestry
WHERE session_change.at > :as_of AND session.id = session_change.session_id AND session.campaign_id IN :campaigns
    AND ancestry.unit_id = session.unit_id AND ancestry.above_id = :unit
ORDER BY session_change.at DESC, session_change.version DESC
"""


async def touched(read: Rows, unit_id: int, campaign_ids: Collection[int], as_of: Instant) -> list[Touched]:
    """The sessions below a unit that have not stood since `as_of` as they stand now."""
    asked = {"unit": unit_id, "campaigns": list(campaign_ids), "as_of": as_of}
    nights = {row["id"]: _night(row) for row in await read.rows(_TOUCHED, **asked)}
    said = await _folded(read, list(nights), as_of)
    were = {row["session_id"]: row for row in await read.rows(_CHANGED, **asked)}
    if were.keys() - nights.keys():
        nights |= await by_id(read, were.keys() - nights.keys())
    return [
        Touched(night, HeldSession(_as_it_was(night.session, were.get(id_)), said.get(id_, night.standing)))
        for id_, night in nights.items()
    ]


def _as_it_was(session: Session, before: Row | None) -> Session:
    if before is None:
        return session
    return replace(
        session,
        night=date.fromisoformat(before["night"]),
        starts=before["starts"],
        ends=before["ends"],
        state=SessionState(before["state"]),
        asks_at=before["asks_at"] or session.asks_at,
    )


_SAID_UNTIL = """
SELECT * FROM event WHERE session_id IN :sessions AND heard <= :as_of ORDER BY session_id, seq
"""


async def _folded(read: Rows, session_ids: Sequence[int], as_of: Instant) -> dict[int, Standing]:
    """In pieces, between which others get their turn: a year of a city may have been told since."""
    stood: dict[int, Standing] = {}
    for start in range(0, len(session_ids), AT_ONCE):
        said: dict[int, list[Event]] = {id_: [] for id_ in session_ids[start : start + AT_ONCE]}
        for row in await read.rows(_SAID_UNTIL, sessions=list(said), as_of=as_of):
            said[row["session_id"]].append(event_of(row))
        stood.update({session: standing.fold(session, events) for session, events in said.items()})
    return stood


_PLAIN = ["id", "campaign_id", "unit_id", "kind", "starts", "ends", "state", "version", "asks_at", "locks_at", "round"]
_PLAN = """
INSERT INTO session
    (id, campaign_id, unit_id, kind, night, starts, ends, state, version, asks_at, locks_at, round)
VALUES
    (:id, :campaign_id, :unit_id, :kind, :night, :starts, :ends, :state, :version, :asks_at, :locks_at, :round)
"""


async def write_planned(tx: Transaction, facts: Iterable[SessionPlanned]) -> None:
    sessions = [fact.session for fact in facts]
    records = [{**{name: getattr(s, name) for name in _PLAIN}, "night": s.night.isoformat()} for s in sessions]
    exactly(len(records), await tx.many(_PLAN, records))


_TIME = """
UPDATE session SET starts = :starts, ends = :ends, asks_at = :asks_at, locks_at = :locks_at, version = version + 1
WHERE id = :session_id AND version = :version
"""


async def write_timed(tx: Transaction, facts: Iterable[SessionTimed]) -> None:
    records = [{name: getattr(fact, name) for name in SessionTimed.__slots__} for fact in facts]
    exactly(len(records), await tx.many(_TIME, records))


_HAND = """
UPDATE session SET unit_id = :unit_id, version = version + 1
WHERE id = :session_id AND version = :version
"""


async def write_handed(tx: Transaction, facts: Iterable[SessionHanded]) -> None:
    records = [{name: getattr(fact, name) for name in SessionHanded.__slots__} for fact in facts]
    left = await by_id(tx, [fact["session_id"] for fact in records])
    exactly(len(records), await tx.many(_HAND, records))
    await tallies.renew(tx, {night.session.unit_id for night in left.values()} | {fact["unit_id"] for fact in records})


def session_of(row: Row) -> Session:
    plain = {name: row[name] for name in _PLAIN}
    kind, state = SessionKind(row["kind"]), SessionState(row["state"])
    return Session(**{**plain, "night": date.fromisoformat(row["night"]), "kind": kind, "state": state})


def _night(row: Row) -> HeldSession:
    session = session_of(row)
    if row["standing_version"] is None:
        return HeldSession(session, Standing(session.id))
    return HeldSession(session, standing.load(session.id, row["standing_version"], row["figures"], row["heard"]))
