"""What a session is due: to who leads it, to those who have a place in it, to the captains who fill its places."""

from schedules.calendar import Occasion
from schedules.rows import MINE, SessionGroup, Tick, away, params
from storage.posts import in_office
from storage.settings import CampaignSettings

_SUBJECT = "'session/' || session.id"
_PARAMS = params(session="session.id", version="session.version")


def _present(role: str) -> str:
    """Whether somebody of the unit holds this post and is there."""
    return f"""EXISTS (
    SELECT 1 FROM post AS other
    WHERE other.unit_id = post.unit_id AND other.role = '{role}' AND {in_office("other")} AND NOT {away("other")}
)"""


# Whoever leads: the heads who are there; the deputies while every head is away; an absent head without a deputy.
_IN_CHARGE = f"""
SELECT {_SUBJECT} AS subject, session.version, post.person_id, {_PARAMS}
FROM session JOIN post ON post.unit_id = session.unit_id AND post.role IN ('leader', 'deputy')
WHERE {MINE} AND session.state = 'planned' AND {in_office()} AND CASE post.role
    WHEN 'leader' THEN NOT {away()} OR NOT {_present("deputy")}
    ELSE NOT {away()} AND NOT {_present("leader")} END
"""
_DEPUTIES = f"""
SELECT {_SUBJECT} AS subject, session.version, post.person_id, {_PARAMS}
FROM session JOIN post ON post.unit_id = session.unit_id AND post.role = 'deputy'
WHERE {MINE} AND session.state = 'planned' AND {in_office()} AND NOT {away()} AND {_present("leader")}
"""
_OWED = f"""
SELECT {_SUBJECT} || '/' || CAST(:about AS TEXT) AS subject, session.version, post.person_id, {_PARAMS}
FROM session JOIN post ON post.unit_id = session.unit_id AND post.role = 'leader'
WHERE {MINE} AND session.state = 'planned' AND {in_office()}
"""


# The ward office, about a night that was called off.
_OFF = f"""
SELECT {_SUBJECT} AS subject, session.version, post.person_id, {_PARAMS}
FROM session JOIN campaign ON campaign.id = session.campaign_id
    JOIN post ON post.unit_id = campaign.unit_id AND post.role = 'clerk'
WHERE {MINE} AND session.state = 'excused' AND {in_office()}
"""


def _holders(states: str) -> str:
    """Those who have a place."""
    version = "session.version || '.' || shift.version"
    return f"""
SELECT 'shift/' || shift.id AS subject, {version} AS version, shift.person_id,
    {params(shift="shift.id", version=version)}
FROM session JOIN shift ON shift.session_id = session.id
WHERE {MINE} AND session.state = 'planned' AND shift.state IN ({states})
"""


_SELECTS = {
    "shift": _holders("'offered', 'accepted'"),
    "remind": _holders("'accepted'"),
    "team": _IN_CHARGE,
    "opening": _IN_CHARGE,
    "closeout": _IN_CHARGE,
    "again": _IN_CHARGE,
    "missing": _IN_CHARGE,
    "deputy": _DEPUTIES,
    "round": _OWED,
    "catchup": _OFF,
}
_OF_FORCE = params(session="session.id", version="session.version", force=":force")
_CAPTAINS = f"""
SELECT {_SUBJECT} || '/' || :force AS subject, session.version, post.person_id, {_OF_FORCE}
FROM session JOIN ancestry ON ancestry.unit_id = session.unit_id
    JOIN post ON post.unit_id = ancestry.above_id AND post.role = 'captain' AND post.force = :force
WHERE {MINE} AND session.state = 'planned' AND {in_office()}
"""
# A force that nobody leads there is the ward office's to fill.
_INSTEAD = f"""
SELECT {_SUBJECT} || '/' || :force AS subject, session.version, post.person_id, {_OF_FORCE}
FROM session JOIN campaign ON campaign.id = session.campaign_id
    JOIN post ON post.unit_id = campaign.unit_id AND post.role = 'clerk'
WHERE {MINE} AND session.state = 'planned' AND {in_office()} AND NOT EXISTS (
    SELECT 1 FROM ancestry JOIN post AS leads ON leads.unit_id = ancestry.above_id
    WHERE ancestry.unit_id = session.unit_id AND leads.role = 'captain' AND leads.force = :force
        AND {in_office("leads")}
)
"""
_TAKEN = """
(SELECT count(*) FROM shift WHERE shift.session_id = session.id AND shift.force = :force
    AND shift.state NOT IN ('declined', 'replaced'))
"""
_CLERKS = f"""
SELECT {_SUBJECT} AS subject, session.version, post.person_id, {_PARAMS}
FROM session JOIN campaign ON campaign.id = session.campaign_id
    JOIN post ON post.unit_id = campaign.unit_id AND post.role = 'clerk'
WHERE {MINE} AND session.state = 'planned' AND {in_office()} AND {_TAKEN} < :number
"""
_BY_FORCE = {
    "places": f"{_CAPTAINS} AND {_TAKEN} < :number UNION ALL {_INSTEAD} AND {_TAKEN} < :number",
    "vacancy": f"{_CAPTAINS} AND {_TAKEN} < :number UNION ALL {_CLERKS}",
    "paste": f"{_CAPTAINS} AND {_TAKEN} > 0 AND :number > 0",
}


async def put(look: Tick, occasion: Occasion, group: SessionGroup, settings: CampaignSettings) -> int:
    if occasion.kind in _BY_FORCE:
        return await _captains(look, occasion, group, settings)
    return await look.put(occasion, _SELECTS[occasion.kind], about=occasion.about, **group.named)


async def _captains(look: Tick, occasion: Occasion, group: SessionGroup, settings: CampaignSettings) -> int:
    """One statement per force: each has its own number of places."""
    wanted = [places for places in settings.team if places.number]
    put = 0
    for places in wanted:
        named = {"force": places.force.value, "number": places.number}
        put += await look.put(occasion, _BY_FORCE[occasion.kind], **named, **group.named)
    return put
