"""Being away: duties go to the deputy, the shifts of those days are given back."""

from datetime import date, timedelta

from handlers import reaching
from handlers import texts as common
from handlers.intents.evening import GoAway
from handlers.intents.shifts import BusyOn
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, say, tell
from handlers.shifts import texts
from handlers.shifts.shift_answers import give_back
from handlers.tonight import captains_line, scene
from storage import people, shifts
from storage.absences import Busy, WentAway
from storage.database import Rows
from storage.facts import Fact
from storage.instants import at
from storage.lookup import Campaigner
from storage.records import Message, Person, Role
from storage.shifts import EXPECTED, Answered, Shift, ShiftState

MOST_DAYS = 30
DAY_ENDS = "04:00"


async def go_away(intent: GoAway, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    if intent.days is None:
        return say(request, who, texts.how_to_go(p))
    if intent.days == 0:
        back = WentAway(request.ids(), who.person.id, request.at, request.at)
        return say(request, who, texts.back(p), back)
    if intent.days > MOST_DAYS:
        return say(request, who, texts.too_long(p, MOST_DAYS))
    last = who.campaign.day(request.at) + timedelta(days=intent.days - 1)
    until = at(last + timedelta(days=1), DAY_ENDS, who.campaign.zone)
    facts: list[Fact] = [WentAway(request.ids(), who.person.id, request.at, until)]
    deputies = await people.deputies(read, who.own, request.at) if who.has(Role.LEADER) else {}
    led = [own for own in who.own.values() if who.has(Role.LEADER)]
    messages = []
    for own in led:
        if deputy := deputies.get(own.unit.id):
            hears = texts.deputy_hears(common.pronouns(deputy), who.person, own.unit.name, last)
            messages.append(tell(request, deputy, hears))
    returned, told_of_it, asked = await _given_back(who.person, who.campaign.day(request.at), last, request, read)
    reach = await reaching.reach(read, deputies.values())
    lost = {other.person.id: other for other in reach.others}
    passed = [
        (own.unit.name, person, lost.get(person.id) if person else None)
        for own in led
        for person in (deputies.get(own.unit.id),)
    ]
    words = texts.away(p, last, passed, len(returned), told_of_it)
    return say(request, who, words, *facts, *returned, others=(*messages, *asked))


async def busy_on(intent: BusyOn, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Said beforehand: nobody suggests them then; a place they have on such a night is open."""
    p = common.pronouns(who.person)
    nights = captains_line.days(intent.text, who.plan, who.campaign.day(request.written))
    if not nights:
        return say(request, who, texts.how_to_go(p))
    facts, messages = list[Fact](), list[Message]()
    open_, person = 0, None
    for night in nights:
        since, until = (at(day, DAY_ENDS, who.campaign.zone) for day in (night, night + timedelta(days=1)))
        facts.append(Busy(request.ids(), who.person.id, since, until))
        returned, whom, asked = await _given_back(who.person, night, night, request, read)
        facts += returned
        messages += asked
        open_, person = open_ + len(returned), person or whom
    back = texts.open_places(p, open_, person) if open_ else Markup("")
    return say(request, who, texts.busy_on(p, nights, back), *facts, others=messages)


async def _given_back(
    person: Person, first: date, last: date, request: Request, read: Rows
) -> tuple[list[Answered], Person | None, list[Message]]:
    """Nobody comes while away: each place is open from now on, others are asked, and whose it is to fill is told."""
    held = (await shifts.of_people(read, [person.id], first)).get(person.id, ())
    mine: list[Shift] = [shift for shift in held if shift.night <= last and shift.state in EXPECTED]
    seen = await scene.of_sessions(read, {one.session_id for one in mine}, [], request.at)
    back = [await give_back(one, seen, request, read) for one in mine]
    facts = [Answered(one, ShiftState.DECLINED, request.at) for one in mine]
    told = next((given_back.told for given_back in back if given_back.told), None)
    return facts, told, [message for one in back for message in one.messages]
