"""Meeting people: who we are, who they are, what can be asked of us, and polite answers to everything else."""

from dataclasses import replace
from datetime import timedelta

from handlers import texts as common
from handlers.counts import round_words, undo
from handlers.intents.talking import Help, StartChat
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, answer, say
from handlers.people import enrol
from handlers.shifts import texts as shifts_texts
from storage import people
from storage.database import Rows
from storage.lookup import Who
from storage.records import Role

DAY = timedelta(days=1)


async def start(intent: StartChat, request: Request, who: Who, read: Rows) -> Outcome:
    """A known person is greeted by name and post; a stranger gets one neutral answer, or brings a code."""
    if intent.code:
        return await enrol.redeem(intent, request, who, read)
    if who.person is None:
        offer = replace(answer(request, who, common.stranger()), params={"asks_contact": common.SHARE_NUMBER})
        return Outcome(replies=(offer,))
    own = next(iter(who.own.values()), None)
    if own is None or who.campaign is None:
        return say(request, who, common.hello_other(who.person))
    asks = who.campaign.settings.timetable.asks
    words = common.hello(who.person, common.head_of(own.unit.name), asks, round_words.example(who))
    return say(request, who, words)


async def show_help(_intent: Help, request: Request, who: Who, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    if who.person is None:
        return say(request, who, common.stranger())
    return say(request, who, common.lines(await _help(p, request, who, read), common.help_guide()))


async def _help(p: common.Pronouns, request: Request, who: Who, read: Rows) -> Markup:
    if who.has(Role.CLERK):
        return await _help_clerk(p, request, who, read)
    if who.has(Role.OBSERVER):
        return common.help_observer(p, _some_unit(who))
    if who.own:
        heads = who.has(Role.LEADER)
        return common.help_leader(p, round_words.example(who), undo.example_of_correction(who), heads=heads)
    if who.has(Role.CAPTAIN):
        ahead = next((evening.night for evening in common.evenings(who, request.at, ahead=True)), None)
        return shifts_texts.help_captain(p, ahead)
    return shifts_texts.help_volunteer(p) if who.has(Role.VOLUNTEER) else common.help_other(p)


async def _help_clerk(p: common.Pronouns, request: Request, who: Who, read: Rows) -> Markup:
    """Every example can be typed as it stands: units, nights and heads are the ward's own."""
    example_nights = common.evenings(who, request.at, ahead=False) or common.evenings(who, request.at, ahead=True)
    ahead = common.evenings(who, request.at, ahead=True)
    if who.campaign is None or not example_nights:
        return common.help_clerk(p, "", "", (), _some_unit(who))
    unit, figures = example_nights[0].unit, common.target(who.campaign)
    head = (await people.heads(read, [unit.id], request.at)).get(unit.id)
    moves = []
    if ahead:
        free = ahead[0].night + DAY
        moves = [common.example_move(ahead[0].unit.name, ahead[0].night, free)] if free <= who.campaign.ends else []
        moves.append(common.example_cancel(ahead[-1].unit.name, ahead[-1].night))
    enters = common.of_night(unit.name, example_nights[0].night, figures)
    return common.help_clerk(p, enters, common.example_handover(unit.name, head), moves, _some_unit(who))


def _some_unit(who: Who) -> str:
    return next((group.unit.name for group in who.plan), "")
