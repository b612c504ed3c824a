"""An evening instead of one that was called off: proposed to the office the morning after, added by its yes."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from handlers import texts as common
from handlers.intents.nights import ChangeNight, LeaveNights
from handlers.language.night_lines import Verb
from handlers.outcome import question_of
from handlers.planning import texts
from handlers.tonight import scene
from storage import absences, sessions
from storage.campaigns import Campaign
from storage.database import Rows
from storage.ids import Ids
from storage.instants import DAY, Instant
from storage.records import Session, SessionState
from storage.sending import Dropped, Made, Waiting, Worded
from storage.sessions import HeldSession

AHEAD, PROPOSED = 14, 2  # days that are looked at; nights that are offered
GOES_ON = Dropped("void", "the night is not off any more")
CAUGHT_UP = Dropped("void", "another night was added since")


async def word(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    seen = await scene.of_messages(read, waiting, now)
    off = await absences.called_off(read, seen.nights)
    registers = {id_: await sessions.register(read, id_) for id_ in seen.campaigns}
    made: dict[int, Made] = {}
    for one in waiting:
        session = seen.nights[int(one.message.params["session"])].session
        excuse, why = off.get(session.id, (0, ""))
        campaign, register = seen.campaign(session), registers[session.campaign_id]
        own = [night.session for night in register if night.session.unit_id == session.unit_id]
        if session.state is not SessionState.EXCUSED:
            made[one.message.id] = GOES_ON
        elif any(other.planned and other.id > excuse and other.night > session.night for other in own):
            made[one.message.id] = CAUGHT_UP
        else:
            p, unit = common.pronouns(seen.people[one.message.person_id or 0]), seen.unit(session)
            nights = free(session, register, campaign, campaign.day(now))
            words = texts.catch_up(p, unit.name, session.night, why, nights)
            adds = [
                (texts.catch_up_on(night), ChangeNight(Verb.ADD, ((unit.id,),), to=night.isoformat()))
                for night, _ in nights
            ]
            options = [*adds, (texts.LEAVE, LeaveNights())]
            asked = question_of(one, options, now + DAY, ids) if nights else None
            made[one.message.id] = Worded(str(words), asked)
    return made


def free(session: Session, register: Sequence[HeldSession], campaign: Campaign, today: date) -> list[tuple[date, int]]:
    """The next nights on which the unit stays at home and fewer go out than on the busiest; with how many go."""
    live = [night.session for night in register if night.session.planned and not night.session.is_round]
    out = Counter(one.night for one in live)
    taken = {one.night for one in live if one.unit_id == session.unit_id}
    days = [today + timedelta(days=n) for n in range(1, AHEAD + 1)]
    open_ = [day for day in days if campaign.starts <= day <= campaign.ends and day not in taken]
    busiest = max(out.values(), default=0)
    calm = [day for day in open_ if out[day] < busiest] or open_
    return [(day, out[day]) for day in calm[:PROPOSED]]
