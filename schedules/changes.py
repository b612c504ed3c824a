"""What was moved or called off since the last look: those who have a place are told once, old and new.

Their places go along with the session and are offered anew; who has another one at that hour loses this one.
"""

from schedules.calendar import Occasion
from schedules.rows import Tick, params
from storage.database import Row
from storage.instants import DAY

_EXPECTED = "shift.state IN ('offered', 'accepted')"
# CROSS JOIN, so that SQLite begins with the sessions, which are few, and not with all shifts.
_CHANGED = "session.looked > 0 AND session.looked <> session.version"
_ELSEWHEN = "(shift.night <> session.night OR shift.starts <> session.starts)"


def _told(why: str) -> str:
    """Those who have a place, with the hour that they know of."""
    known = params(shift="shift.id", version="session.version", night="shift.night", starts="shift.starts")
    return f"""
SELECT 'session/' || session.id AS subject, session.version, shift.person_id, {known}
FROM session CROSS JOIN shift
WHERE shift.session_id = session.id AND {_CHANGED} AND {_EXPECTED} AND {why}
"""


_SELECTS = {
    "called_off": _told("session.state <> 'planned' AND NOT shift.off"),
    "moved": _told(f"session.state = 'planned' AND (shift.off OR {_ELSEWHEN})"),
}
_MINE = f"SELECT session.id FROM session WHERE {_CHANGED} AND session.state"
_OFF = f"UPDATE shift SET off = TRUE WHERE session_id IN ({_MINE} <> 'planned') AND {_EXPECTED}"
_ON_AGAIN = f"UPDATE shift SET off = FALSE WHERE off AND session_id IN ({_MINE} = 'planned')"


async def put(look: Tick) -> dict[str, int]:
    told = {kind: await look.put(Occasion(kind, 0, look.now + DAY), select) for kind, select in _SELECTS.items()}
    if any(told.values()):
        await look.tx.run(_OFF)
        await _follow(look)
        await look.tx.run(_ON_AGAIN)
    return told


_MOVING = f"""
SELECT shift.id, shift.person_id, session.night, session.starts
FROM session CROSS JOIN shift
WHERE shift.session_id = session.id AND {_CHANGED} AND session.state = 'planned'
    AND {_EXPECTED} AND {_ELSEWHEN} ORDER BY shift.id
"""
_LET_GO = "UPDATE shift SET state = 'declined', changed = :now WHERE id IN :ids"
_TAKE_UP = """
UPDATE shift SET state = 'offered', version = version + 1, night = :night, starts = :starts
WHERE id = :id AND NOT EXISTS (
    SELECT 1 FROM shift AS other
    WHERE other.person_id = :person_id AND other.night = :night AND other.starts = :starts
        AND other.state NOT IN ('declined', 'replaced')
)
"""


async def _follow(look: Tick) -> None:
    """First all let go of their hour, so that two sessions may change places."""
    moving = await look.tx.rows(_MOVING)
    if not moving:
        return
    await look.tx.run(_LET_GO, ids=[row["id"] for row in moving], now=look.now)
    await look.tx.many(_TAKE_UP, [_values(row) for row in moving])


def _values(row: Row) -> dict[str, object]:
    return {name: row[name] for name in ("id", "person_id", "night", "starts")}
