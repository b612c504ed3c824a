"""What lies ahead: the shifts of one's force, the nights of one's unit, one's own."""

from handlers import texts as common
from handlers.intents.plans import ShowSchedule
from handlers.intents.shifts import ShowAhead, ShowShifts
from handlers.outcome import Outcome, Request, say
from handlers.planning import schedule
from handlers.shifts import assigning, texts
from handlers.shifts.shift_words import when
from handlers.tonight import scene
from handlers.tonight import texts as tonight_texts
from storage import shifts
from storage.database import Rows
from storage.lookup import Campaigner
from storage.records import Role
from storage.shifts import ShiftState

SHOWN = 10  # sessions in one answer


async def show_shifts(_intent: ShowShifts, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """For a captain, who comes when; for everybody else, their own plan."""
    posts = await assigning.captaincies(who, request, read)
    if not posts or not who.has(Role.CAPTAIN):
        return await show_ahead(ShowAhead(), request, who, read)
    force, some = posts[0].force or "", (await assigning.ahead_of(posts, who, request, read))[:SHOWN]
    seen = await scene.of_sessions(read, [one.id for one in some], [], request.at)
    told = [
        (
            when(seen, session),
            tonight_texts.names([member.person for member in seen.of_force(session, force)]),
            seen.open_places(session).get(force, 0),
        )
        for session in some
    ]
    return say(request, who, texts.shifts_of_force(told))


async def show_ahead(_intent: ShowAhead, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    if who.has(Role.CLERK, Role.OBSERVER) and not who.own:
        return await schedule.show_schedule(ShowSchedule(), request, who, read)
    today = who.campaign.day(request.at)
    held = (await shifts.of_people(read, [who.person.id], today)).get(who.person.id, ())
    seen = await scene.of_sessions(read, [one.session_id for one in held], [], request.at)
    own = [(when(seen, seen.nights[shift.session_id].session), shift.state is ShiftState.ACCEPTED) for shift in held]
    led = [
        texts.SessionTime(unit.unit.name, night.session.night, night.session.starts, night.session.ends)
        for unit in who.own.values()
        for night in unit.nights
        if night.session.night >= today and night.session.planned
    ]
    return say(request, who, texts.ahead(p, led[:SHOWN], own[:SHOWN]))
