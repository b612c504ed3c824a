"""A word to many: of a captain to the own force, of the office to the heads or to a force. Read back, then sent."""

from handlers import reaching
from handlers import texts as common
from handlers.intents.wishes import Announce, LeaveIt, PassOn, ReadBack
from handlers.language.tokens import fold
from handlers.outcome import Outcome, Request, ask, say, tell
from handlers.shifts import assigning
from handlers.wishes import passing, texts
from handlers.wishes.deciding import announced
from handlers.wishes.words import FORCES_NAMED
from storage import forces, people
from storage.database import Rows
from storage.lookup import Campaigner
from storage.quiet import awake
from storage.records import Person, Role


async def read_back(intent: ReadBack, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """How many it goes to and who cannot be reached, before anything is sent."""
    p, told = common.pronouns(who.person), announced(intent.text)
    if not who.has(Role.CLERK, Role.CAPTAIN):
        return await passing.pass_on(PassOn(intent.wish, intent.text), request, who, read)
    force = await _force(intent.text, who, request, read)
    some = await _audience(force, request, who, read)
    if told is None:
        return say(request, who, texts.announce_what(p, force))
    if not some:
        return say(request, who, texts.nobody_listed(p))
    reach = await reaching.reach(read, some, spares=True)
    late = awake(request.at, who.campaign.settings.quiet, who.campaign.zone) > request.at
    asked = texts.announce(p, (len(some), len(reach.reached)), force, told, late=late)
    lost = common.to_call(p, reach.others, "", any_reached=bool(reach.reached))
    if not reach.reached:
        return say(request, who, common.lines(asked, lost))
    options = [(texts.SEND, Announce(force, told)), (texts.LEAVE, LeaveIt())]
    cost = await reaching.price(read, reach, request.at, who.campaign.zone)
    shown = common.lines(asked, lost, cost, common.numbered([label for label, _ in options]))
    return ask(request, who, shown, options)


async def announce(intent: Announce, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Whom it did not reach after all is told later, in this chat."""
    p = common.pronouns(who.person)
    own = {post.force for post in await assigning.captaincies(who, request, read)}
    if not who.has(Role.CLERK) and intent.force not in own:
        return await passing.pass_on(PassOn("announce", intent.text), request, who, read)
    reach = await reaching.reach(read, await _audience(intent.force, request, who, read), spares=True)
    sent = [
        tell(
            request,
            person,
            texts.announcement(common.pronouns(person), who.person, intent.text, office=not intent.force),
            kind="announcement",
        )
        for person in reach.reached
    ]
    text = common.lines(
        texts.announcing(p, len(sent)) if sent else "",
        common.to_call(p, reach.others, "", any_reached=bool(sent)),
    )
    later = reaching.follow_up(request, who, sent, texts.ANNOUNCED, always=True)
    return say(request, who, text or texts.nobody_listed(p), others=(*sent, *later))


async def _force(text: str, who: Campaigner, request: Request, read: Rows) -> str:
    """Of a captain the own one; of the office the one that is named, or none: then it goes to the heads."""
    posts = await assigning.captaincies(who, request, read)
    if not who.has(Role.CLERK):
        return posts[0].force or "" if posts else ""
    plain = fold(text)
    named = [force for word, force in FORCES_NAMED if word in plain]
    return named[0] if named else ""


async def _audience(force: str, request: Request, who: Campaigner, read: Rows) -> list[Person]:
    if force:
        some = await forces.members(read, who.campaign.unit.id, force, request.at)
    else:
        some = tuple((await people.heads(read, [group.unit.id for group in who.plan], request.at)).values())
    return list({person.id: person for person in some if person.id != who.person.id}.values())
