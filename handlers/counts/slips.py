"""A correction after the lock: a slip that the office accepts in one word; whoever told it hears."""

from collections.abc import Mapping, Sequence

from handlers import reaching
from handlers import texts as common
from handlers.counts import readback, texts_past
from handlers.counts.readback import AppliedReport
from handlers.intents.past import SettleSlip
from handlers.intents.reports import Telling
from handlers.outcome import Outcome, Request, question_of, remind, say, tell
from handlers.reader.reading import Mode
from handlers.rights import clerk_of
from handlers.texts import FigureChange
from storage import campaigns, locks, lookup, people, sessions, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.facts import Fact
from storage.ids import Ids
from storage.instants import DAY, Instant, local
from storage.locks import Slip, SlipSettled
from storage.lookup import Campaigner
from storage.records import Event, EventKind, Message, Unit
from storage.sending import Dropped, Made, Waiting, Worded
from storage.sessions import HeldSession
from storage.standing import Reported, Standing

SETTLED = Dropped("void", "it was settled already")


def wanted(telling: Telling, stands: Standing) -> dict[str, int]:
    """What is to stand, whatever was told of it."""
    adds = telling.mode is Mode.ADD
    return {name: value + (stands.value(name) or 0 if adds else 0) for name, value in telling.values.items()}


async def propose(
    night: HeldSession, unit: Unit, figures: Mapping[str, int], request: Request, who: Campaigner, read: Rows
) -> Outcome:
    """Nothing is recorded; the office is asked, and it is said why."""
    p, session = common.pronouns(who.person), night.session
    since = local(session.locks_at, who.campaign.zone)
    before = {name: value for name in figures if (value := night.standing.value(name)) is not None}
    if before == dict(figures):
        return say(request, who, texts_past.stands_already(p, unit.name, session.night, since))
    slip = Slip(request.ids(), session.id, who.person.id, dict(figures), before, request.key, request.at)
    clerks = await people.clerks_above(read, [unit.id], request.at)
    reach = await reaching.reach(read, clerks)
    messages = [remind(request, clerk, "slip", {"slip": str(slip.id)}, f"slip/{slip.id}:1") for clerk in reach.reached]
    shown = changes(slip.figures, before, who.campaign)
    words = common.lines(
        texts_past.slip_sent(p, unit.name, session.night, since, shown),
        common.to_call(p, reach.others if not reach.reached else (), "", any_reached=bool(messages)),
    )
    return say(request, who, words, slip, others=messages)


def changes(figures: Mapping[str, int], before: Mapping[str, int], campaign: Campaign) -> list[FigureChange]:
    return [FigureChange(campaign.settings.name_of(name), before.get(name), value) for name, value in figures.items()]


async def word(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """The office is asked, unless another of it has answered meanwhile."""
    open_ = await locks.by_id(read, {int(one.message.params["slip"]) for one in waiting})
    nights = await sessions.by_id(read, {slip.session_id for slip in open_.values()})
    running = await campaigns.by_id(read, {night.session.campaign_id for night in nights.values()})
    places = await units.by_id(read, {night.session.unit_id for night in nights.values()})
    known = await people.by_id(
        read, {one.message.person_id or 0 for one in waiting} | {slip.person_id for slip in open_.values()}
    )
    made: dict[int, Made] = {}
    for one in waiting:
        slip = open_.get(int(one.message.params["slip"]))
        if slip is None:
            made[one.message.id] = SETTLED
            continue
        night = nights[slip.session_id]
        campaign = running[night.session.campaign_id]
        words = texts_past.slip_asked(
            common.pronouns(known[one.message.person_id or 0]),
            known[slip.person_id],
            places[night.session.unit_id].name,
            night.session.night,
            changes(slip.figures, slip.instead_of, campaign),
        )
        options = [
            (texts_past.ACCEPT, SettleSlip((slip.id,), agreed=True)),
            (texts_past.DECLINE, SettleSlip((slip.id,), agreed=False)),
        ]
        made[one.message.id] = Worded(str(words), question_of(one, options, now + DAY, ids))
    return made


async def settle(intent: SettleSlip, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """What stood otherwise when it was told has been changed since: that is said, and nothing is recorded."""
    p = common.pronouns(who.person)
    open_ = await locks.by_id(read, intent.slips)
    nights = await sessions.by_id(read, {slip.session_id for slip in open_.values()})
    mine = [slip for slip in open_.values() if clerk_of(who, nights[slip.session_id].session.unit_id)]
    if not mine:
        return say(request, who, texts_past.slip_settled_already(p))
    tellers = await people.by_id(read, {slip.person_id for slip in mine})
    names = {group.unit.id: group.unit for group in who.plan}
    stands = {id_: night.standing for id_, night in nights.items()}
    facts: list[Fact] = []
    lines, hears = [], list[Message]()
    for slip in mine:
        night, teller = nights[slip.session_id], tellers[slip.person_id]
        unit = names[night.session.unit_id]
        facts.append(SlipSettled(slip.id, who.person.id, request.at, intent.agreed))
        shown = changes(slip.figures, slip.instead_of, who.campaign)
        told = texts_past.slip_heard(
            common.pronouns(teller), unit.name, night.session.night, shown, agreed=intent.agreed
        )
        hears.append(tell(request, teller, told))
        if not intent.agreed:
            lines.append(texts_past.slip_declined(p, unit.name, night.session.night, teller))
            continue
        reported = Reported(_event(slip, stands[slip.session_id], request, who), stands[slip.session_id])
        stands[slip.session_id] = reported.after
        facts.append(reported)
        own = (await lookup.own_units(read, {unit.id: unit}, {unit.id: who.campaign}, request.at))[unit.id]
        lines.append(readback.recorded([AppliedReport(own, night, reported)], who.person, who.campaign))
    return say(request, who, common.lines(*lines), *facts, others=hears)


def _event(slip: Slip, stands: Standing, request: Request, who: Campaigner) -> Event:
    where = (request.ids(), slip.session_id, stands.version + 1, EventKind.SLIP, who.person.id, slip.figures)
    return Event(
        *(*where, slip.cause, request.written, request.at),
        by_clerk=True,
        instead_of={name: value for name in slip.figures if (value := stands.value(name)) is not None},
        for_id=slip.person_id,
    )
