"""The schedule as it stands: which units go on which evenings, who comes, what is open, what was called off."""

from datetime import date

from handlers import texts as common
from handlers.intents.papers import Export
from handlers.intents.plans import ShowSchedule
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, say
from handlers.planning import texts
from handlers.tonight import scene
from handlers.tonight import texts as tonight_texts
from handlers.tonight.scene import Scene
from storage import sessions
from storage.database import Rows
from storage.lookup import Campaigner
from storage.records import Role, Session

PAGE = 8  # evenings that a phone shows at once


async def show_schedule(intent: ShowSchedule, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    office = who.has(Role.CLERK, Role.OBSERVER)
    names = {group.unit.id: group.unit.name for group in who.plan if office or group.unit.id in who.own}
    units = {id_: name for id_, name in names.items() if not intent.units or id_ in intent.units}
    # From today to the end of the campaign where no days were said.
    first = date.fromisoformat(intent.first) if intent.first else who.campaign.day(request.written)
    last = date.fromisoformat(intent.last) if intent.last else who.campaign.ends
    found = [
        night.session
        for night in await sessions.register(read, who.campaign.id)
        if night.session.unit_id in units and not night.session.is_round and first <= night.session.night <= last
    ]
    shown = found[intent.skip : intent.skip + PAGE]
    seen = await scene.of_sessions(read, [session.id for session in shown], [], request.at)
    of = next(iter(units.values())) if len(intent.units) == 1 and units else ""
    going = [session for session in found if session.planned]
    parts = [_line(one, units[one.unit_id], seen, names=intent.names) for one in shown]
    left = len(found) - intent.skip - len(shown)
    head = texts.head(of, (first, last), len(going), open_end=not intent.last, today=who.campaign.day(request.written))
    text = common.lines(
        head if not intent.skip else Markup(""), *parts, texts.footer(p, left, office=office, names=intent.names)
    )
    if not left:
        return say(request, who, text)
    following = ShowSchedule(intent.first, intent.last, intent.units, intent.names, intent.skip + PAGE)
    options = [(texts.NEXT, following)]
    return ask(request, who, text, [*options, *([(texts.FILE, Export("nights"))] if office else [])])


def _line(session: Session, unit: str, seen: Scene, *, names: bool) -> Markup:
    if not session.planned:
        return texts.evening(unit, session, {}, {})
    wanted = {places.force.value: places.number for places in seen.campaign(session).settings.team}
    have = {force: seen.of_force(session, force) for force in wanted}
    filled = {force: (len(some), wanted[force]) for force, some in have.items()}
    called = {
        force: tonight_texts.names([shift_member.person for shift_member in some])
        for force, some in have.items()
        if some
    }
    return texts.evening(unit, session, filled, called if names else {})
