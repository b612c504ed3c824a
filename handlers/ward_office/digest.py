"""The ward office's morning: one message about last night, tonight, and what waits for an answer."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers import texts as common
from handlers.markup import Markup
from handlers.tonight import scene
from handlers.tonight.scene import Scene
from handlers.ward_office import calling, texts
from handlers.ward_office.texts import Missing, NightSummary
from storage import absences, campaigns, difficulties, notes, people, sessions
from storage.campaigns import Campaign
from storage.database import Rows
from storage.ids import Ids
from storage.instants import Instant
from storage.records import Person
from storage.sending import Made, Waiting, Worded
from storage.sessions import HeldSession


async def word(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    running = await campaigns.by_id(read, {int(one.message.params["campaign"]) for one in waiting})
    clerks = await people.by_id(read, {one.message.person_id or 0 for one in waiting})
    made: dict[int, Made] = {}
    for one in waiting:
        params = one.message.params
        campaign, night = running[int(params["campaign"])], date.fromisoformat(str(params["about"]))
        clerk = clerks[one.message.person_id or 0]
        made[one.message.id] = Worded(str(await _morning(read, campaign, night, clerk, now, ids)))
    return made


async def _morning(read: Rows, campaign: Campaign, night: date, clerk: Person, now: Instant, ids: Ids) -> Markup:
    nights = [
        held_session
        for held_session in await sessions.below(read, campaign.unit.id, campaign.id, now)
        if not held_session.session.is_round and night <= held_session.session.night <= night + timedelta(days=1)
    ]
    seen = await scene.of_sessions(read, [one.session.id for one in nights], [], now)
    last = [session for session in nights if session.session.night == night and session.session.planned]
    tonight = [one for one in nights if one.session.night > night and one.session.planned]
    shown = [(seen.unit(one.session).name, seen.open_places(one.session)) for one in tonight]
    night_summary = _told(night, last, seen, campaign) if last else None
    p = common.pronouns(clerk)
    return texts.digest(p, night_summary, shown, await _owed(read, campaign, nights, clerk, now, ids))


async def _owed(
    read: Rows, campaign: Campaign, nights: Sequence[HeldSession], clerk: Person, now: Instant, ids: Ids
) -> Markup:
    excuses = await absences.open_excuses(read, [night.session.id for night in nights])
    unheard = await calling.of_office(read, campaign.unit.id, clerk.id, now, ids)
    waiting = await notes.waiting(read, campaign.id)
    stuck = await difficulties.still_open(read, campaign.id, campaign.unit.id, now)
    return texts.owed(common.pronouns(clerk), len(excuses), len(unheard), len(waiting), stuck)


def _told(night: date, last: Sequence[HeldSession], seen: Scene, campaign: Campaign) -> NightSummary:
    indicator = campaign.settings.target.indicator
    values = [held_session.standing.value(indicator) for held_session in last]
    return NightSummary(
        night,
        len(last),
        sum(session.standing.reported for session in last),
        sum(value or 0 for value in values),
        missing(last, seen, campaign),
        campaign.settings.name_of(indicator),
    )


def missing(nights: Sequence[HeldSession], seen: Scene, campaign: Campaign) -> Missing:
    """Who has not reported, and whose report lacks the figure that the target counts: units, each once."""
    silent = {night.session.unit_id: night.session for night in nights if not night.standing.reported}
    partly = {
        night.session.unit_id: night.session for night in nights if night.standing.reported and not seen.counted(night)
    }
    return Missing(
        tuple((seen.unit(session).name, seen.head(session)) for session in silent.values()),
        tuple((seen.unit(one).name, seen.head(one)) for one in partly.values()),
        common.word(campaign),
    )
