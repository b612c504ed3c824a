"""A correction after the lock: a slip that the office accepts in one word; whoever told it hears."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handlers import reaching
from handlers import texts as common
from handlers.counts import readback, texts, texts_past
from handlers.counts.readback import AppliedReport
from handlers.counts.texts import STAFF
from handlers.intents.past import SettleSlip
from handlers.intents.reports import Telling
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, question_of, remind, say, tell
from handlers.reader.reading import Mode
from handlers.rights import clerk_of
from handlers.texts import FigureChange
from storage import campaigns, headcounts, locks, lookup, people, sessions, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.facts import Fact
from storage.headcounts import HeadcountEntered
from storage.ids import Ids
from storage.instants import DAY, Instant, local
from storage.locks import Slip, SlipSettled
from storage.lookup import Campaigner
from storage.records import Event, EventKind, Headcount, Message, Session, Unit
from storage.sending import Dropped, Made, Waiting, Worded
from storage.sessions import HeldSession
from storage.standing import Reported, Standing

SETTLED = Dropped("void", "it was settled already")


def wanted(telling: Telling, stands: Standing) -> dict[str, int]:
    """What is to stand, whatever was told of it."""
    adds = telling.mode is Mode.ADD
    return {name: value + (stands.value(name) or 0 if adds else 0) for name, value in telling.values.items()}


@dataclass(frozen=True, slots=True)
class Late:
    """What was told too late: what is said of it, the slip, and who is asked."""

    words: Markup
    facts: tuple[Fact, ...] = ()
    asks: tuple[Message, ...] = ()


async def propose(
    night: HeldSession, unit: Unit, figures: Mapping[str, int], request: Request, who: Campaigner, read: Rows
) -> Outcome:
    told = await late(night, unit, figures, request, who, read)
    return say(request, who, told.words, *told.facts, others=told.asks)


async def late(
    night: HeldSession,
    unit: Unit,
    figures: Mapping[str, int],
    request: Request,
    who: Campaigner,
    read: Rows,
    total: int | None = None,
) -> Late:
    """Nothing is recorded; the office is asked, and it is said why. Whoever tells again means what they tell last.

    `total`: of a round, the staff that stands in the ledger.
    """
    p, session = common.pronouns(who.person), night.session
    since, where = local(session.locks_at, who.campaign.zone), readback.where(unit.name, session, who.campaign)
    before = {name: value for name in figures if (value := _stands(name, night.standing, total)) is not None}
    if before == dict(figures):
        return Late(texts_past.stands_already(p, where, since))
    told = [slip for slip in await locks.waiting_of(read, session.id) if slip.person_id == who.person.id]
    shown = changes(figures, before, who.campaign)
    if any(slip.figures == dict(figures) for slip in told):
        return Late(texts_past.slip_waits(p, where, shown))
    slip = Slip(request.ids(), session.id, who.person.id, dict(figures), before, request.key, request.at)
    again = tuple(SlipSettled(one.id, who.person.id, request.at, agreed=False) for one in told)
    clerks = await people.clerks_above(read, [unit.id], request.at)
    reach = await reaching.reach(read, clerks)
    asks = [remind(request, clerk, "slip", {"slip": str(slip.id)}, f"slip/{slip.id}:1") for clerk in reach.reached]
    words = common.lines(
        texts_past.slip_sent(p, where, since, shown),
        common.to_call(p, reach.others if not reach.reached else (), "", any_reached=bool(asks)),
    )
    return Late(words, (*again, slip), tuple(asks))


def _stands(name: str, stands: Standing, total: int | None) -> int | None:
    return total if name == STAFF else stands.value(name)


def changes(figures: Mapping[str, int], before: Mapping[str, int], campaign: Campaign) -> list[FigureChange]:
    named = {name: texts.TOTAL if name == STAFF else campaign.settings.name_of(name) for name in figures}
    return [FigureChange(named[name], before.get(name), value) for name, value in figures.items()]


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
            readback.where(places[night.session.unit_id].name, night.session, campaign),
            changes(slip.figures, slip.instead_of, campaign),
        )
        options = [
            (texts_past.ACCEPT, SettleSlip((slip.id,), agreed=True)),
            (texts_past.DECLINE, SettleSlip((slip.id,), agreed=False)),
        ]
        made[one.message.id] = Worded(str(words), question_of(one, options, now + DAY, ids))
    return made


async def settle(intent: SettleSlip, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """What stood otherwise when it was told has been changed since: that is shown, and asked about anew."""
    p = common.pronouns(who.person)
    open_ = await locks.by_id(read, intent.slips)
    nights = await sessions.by_id(read, {slip.session_id for slip in open_.values()})
    mine = [slip for slip in open_.values() if clerk_of(who, nights[slip.session_id].session.unit_id)]
    if not mine:
        return say(request, who, texts_past.slip_settled_already(p))
    tellers = await people.by_id(read, {slip.person_id for slip in mine})
    units = {group.unit.id: group.unit for group in who.plan}
    wanted = {night.session.unit_id: units[night.session.unit_id] for night in nights.values()}
    owns = await lookup.own_units(read, wanted, dict.fromkeys(wanted, who.campaign), request.at)
    totals = {unit: await _total(unit, nights, request, read) for unit in wanted}
    stands = {id_: night.standing for id_, night in nights.items()}
    facts: list[Fact] = []
    lines, hears, changed = [], list[Message](), list[tuple[Slip, dict[str, int], int]]()
    for slip in mine:
        night, teller = nights[slip.session_id], tellers[slip.person_id]
        own = owns[night.session.unit_id]
        where = readback.where(own.unit.name, night.session, who.campaign)
        now = stands[slip.session_id]
        total = totals[own.unit.id]
        held = {name: value for name in slip.figures if (value := _stands(name, now, total)) is not None}
        if intent.agreed and held != dict(slip.instead_of) and intent.version != now.version:
            changed.append((slip, held, now.version))
            continue
        facts.append(SlipSettled(slip.id, who.person.id, request.at, intent.agreed))
        shown = changes(slip.figures, held if intent.agreed else slip.instead_of, who.campaign)
        told = texts_past.slip_heard(common.pronouns(teller), where, shown, agreed=intent.agreed)
        hears.append(tell(request, teller, told))
        if not intent.agreed:
            lines.append(texts_past.slip_declined(p, where, teller))
            continue
        counted = _counted(slip, own.unit, night.session, request, who)
        if counted:
            facts.append(HeadcountEntered(request.ids(), counted))
            whole = changes({STAFF: counted.value}, held, who.campaign)
            lines.append(common.recorded(p, where, whole, corrected=STAFF in held))
            own, totals[own.unit.id] = replace(own, headcount=counted), counted.value
        if slip.figures.keys() - {STAFF}:
            reported = Reported(_event(slip, now, request, who), now)
            stands[slip.session_id] = reported.after
            facts.append(reported)
            lines.append(readback.recorded([AppliedReport(own, night, reported)], who.person, who.campaign))
    if not changed:
        return say(request, who, common.lines(*lines), *facts, others=hears)
    slip, held, version = changed[0]
    session = nights[slip.session_id].session
    where = readback.where(units[session.unit_id].name, session, who.campaign)
    shown = changes(slip.figures, held, who.campaign)
    lines.append(texts_past.changed_since(p, tellers[slip.person_id], where, shown))
    options = [
        (texts_past.ACCEPT, SettleSlip((slip.id,), agreed=True, version=version)),
        (texts_past.DECLINE, SettleSlip((slip.id,), agreed=False)),
    ]
    asked = ask(request, who, common.lines(*lines), options, *facts)
    return replace(asked, replies=(*asked.replies, *hears))


async def _total(unit: int, nights: Mapping[int, HeldSession], request: Request, read: Rows) -> int | None:
    """The staff of a unit that owes rounds."""
    due = [night.session.night for night in nights.values() if night.session.unit_id == unit and night.session.is_round]
    if not due:
        return None
    held = (await headcounts.of_units(read, [unit])).get(unit, [])
    valid = headcounts.valid(held, STAFF, max(due), request.at)
    return valid.value if valid else None


def _counted(slip: Slip, unit: Unit, session: Session, request: Request, who: Campaigner) -> Headcount | None:
    if STAFF not in slip.figures:
        return None
    due, campaign = session.night, who.campaign
    source = texts.source(unit.name, texts.name_of(campaign.round(session.round), due), by_clerk=False)
    return Headcount(unit.id, STAFF, slip.figures[STAFF], min(campaign.day(slip.heard), due), source, request.at)


def _event(slip: Slip, stands: Standing, request: Request, who: Campaigner) -> Event:
    told = {name: value for name, value in slip.figures.items() if name != STAFF}
    where = (request.ids(), slip.session_id, stands.version + 1, EventKind.SLIP, who.person.id, told)
    return Event(
        *(*where, slip.cause, request.written, request.at),
        by_clerk=True,
        instead_of={name: value for name in told if (value := stands.value(name)) is not None},
        for_id=slip.person_id,
    )
