"""Two people differ about a night: both figures are shown to who leads the unit, who picks; what holds is read back."""

from collections.abc import Mapping, Sequence

from handlers import texts as common
from handlers.counts import readback, slips, texts_past
from handlers.counts.readback import AppliedReport
from handlers.intents.past import SettleConflict
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, question_of, remind, say, tell
from handlers.rights import clerk_of, closed_to, may_tell
from storage import campaigns, lookup, people, reports, sessions, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.ids import Ids
from storage.instants import DAY, Instant
from storage.lookup import Campaigner
from storage.records import Event, EventKind, Message, Person, Role
from storage.sending import Dropped, Made, Waiting, Worded
from storage.sessions import HeldSession
from storage.standing import Reported, Standing

SETTLED = Dropped("void", "nobody differs any more")
Option = tuple[str, SettleConflict]


def arisen(told: Sequence[AppliedReport]) -> list[AppliedReport]:
    """Those in which somebody has said another number than the one that stands."""
    return [
        one
        for one in told
        if any(
            name in one.reported.event.figures and figure.disputed == one.reported.event.figures[name]
            for name, figure in one.reported.after.conflicts.items()
        )
    ]


async def asked(told: AppliedReport, who: Campaigner, read: Rows) -> tuple[Markup, list[Option]]:
    """To who leads the unit and has just differed."""
    events = [*await reports.history(read, told.night.session.id), told.reported.event]
    return await _question(told.night, told.reported.after, events, who.campaign, who.person, read)


async def put(told: AppliedReport, request: Request, read: Rows) -> tuple[Message | None, Person | None]:
    """To who leads the unit, if it is somebody else than who has spoken."""
    session = told.night.session
    head = (await people.heads(read, [session.unit_id], request.at)).get(session.unit_id)
    if head is None or head.id == told.reported.event.person_id:
        return None, None
    params = {"session": str(session.id)}
    return remind(request, head, "conflict", params, f"session/{session.id}:{told.reported.event.seq}"), head


def leads(who: Campaigner, unit_id: int) -> bool:
    return any(post.role is Role.LEADER and post.unit.id == unit_id for post in who.posts)


async def word(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """As they differ when it is said."""
    nights = await sessions.by_id(read, {int(one.message.params["session"]) for one in waiting})
    running = await campaigns.by_id(read, {night.session.campaign_id for night in nights.values()})
    heads = await people.by_id(read, {one.message.person_id or 0 for one in waiting})
    said = await reports.histories(read, nights)
    made: dict[int, Made] = {}
    for one in waiting:
        night = nights[int(one.message.params["session"])]
        if not night.standing.conflicts:
            made[one.message.id] = SETTLED
            continue
        campaign, head = running[night.session.campaign_id], heads[one.message.person_id or 0]
        words, options = await _question(night, night.standing, said[night.session.id], campaign, head, read)
        made[one.message.id] = Worded(str(words), question_of(one, options, now + DAY, ids))
    return made


async def _question(
    night: HeldSession, stands: Standing, events: Sequence[Event], campaign: Campaign, head: Person, read: Rows
) -> tuple[Markup, list[Option]]:
    session, differ = night.session, stands.conflicts
    ours = {name: figure.value for name, figure in differ.items()}
    theirs = {name: figure.disputed or 0 for name, figure in differ.items()}
    first = next(iter(differ.values())).person_id
    by = (first, _who_said(theirs, first, events))
    known = await people.by_id(read, {id_ for id_ in by if id_})
    unit = (await units.by_id(read, [session.unit_id]))[session.unit_id]
    p, names = common.pronouns(head), campaign.settings.name_of
    sides = [
        texts_past.Side(known.get(id_), [(names(name), value) for name, value in figures.items()], own=id_ == head.id)
        for id_, figures in zip(by, (ours, theirs), strict=True)
    ]
    labels = [texts_past.side_label(side) for side in sides]
    picks = (SettleConflict(session.id, ours, theirs), SettleConflict(session.id, theirs, ours))
    where = readback.where(unit.name, session, campaign)
    return texts_past.conflict(p, where, sides, labels), list(zip(labels, picks, strict=True))


def _who_said(figures: Mapping[str, int], not_this: int, events: Sequence[Event]) -> int:
    """Whoever said so last; 0: it cannot be told."""
    said = (e for e in reversed(events) if e.person_id != not_this and figures.items() & dict(e.figures).items())
    return next((event.person_id for event in said), 0)


async def settle(intent: SettleConflict, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Once; what has changed since the question stands."""
    p = common.pronouns(who.person)
    night = (await sessions.by_id(read, [intent.session])).get(intent.session)
    unit = next((group.unit for group in who.plan if night and group.unit.id == night.session.unit_id), None)
    if night is None or unit is None or not may_tell(who, unit.id):
        return say(request, who, common.not_allowed(p))
    stands, where = night.standing, readback.where(unit.name, night.session, who.campaign)
    both = {name: {figure.value, figure.disputed} for name, figure in stands.conflicts.items()}
    if both != {name: {value, intent.others[name]} for name, value in intent.figures.items()}:
        stand = readback.standing(stands, who.campaign)
        return say(request, who, texts_past.settled_already(p, where, stand))
    clerk = clerk_of(who, unit.id)
    before = {name: stands.figures[name].value for name in intent.figures}
    if closed_to(who, night.session, request.at):
        return await slips.propose(night, unit, intent.figures, request, who, read)
    plain = (request.ids(), night.session.id, stands.version + 1, EventKind.SET, who.person.id, intent.figures)
    event = Event(
        *(*plain, request.key, request.written, request.at),
        by_clerk=clerk,
        instead_of=before,
        why=texts_past.PICKED,
    )
    reported = Reported(event, stands)
    own = (await lookup.own_units(read, {unit.id: unit}, {unit.id: who.campaign}, request.at))[unit.id]
    told = [AppliedReport(own, night, reported)]
    words = readback.recorded(told, who.person, who.campaign)
    said = await reports.history(read, night.session.id)
    others = {_who_said(one, 0, said) for one in (intent.figures, intent.others)}
    figures = [(who.campaign.settings.name_of(name), value) for name, value in intent.figures.items()]
    hears = [
        tell(
            request,
            person,
            texts_past.was_picked(common.pronouns(person), who.person, where, figures),
        )
        for id_, person in (await people.by_id(read, others - {0, who.person.id})).items()
    ]
    return say(request, who, words, reported, others=hears)
