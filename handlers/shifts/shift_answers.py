"""Coming or not: a no opens the place and offers it to others of the force; the first who takes it has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import reaching
from handlers import texts as common
from handlers.intents.shifts import AnswerShifts, LeavePlace, TakePlace
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, remind, say, tell
from handlers.reaching import Reach
from handlers.shifts import fairness, texts
from handlers.shifts.shift_words import when
from handlers.tonight import scene
from handlers.tonight.scene import Scene
from storage import forces, people, shifts
from storage.database import Rows
from storage.facts import Fact
from storage.instants import at
from storage.lookup import KnownSpeaker
from storage.records import Message, Person
from storage.shifts import EXPECTED, Answered, PlaceTaken, Shift, ShiftState

ASKED_AT_ONCE = 3  # people who are offered an open place


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What follows from a no: who is asked instead, what the captains are told."""

    asked: Reach
    told: Person | None  # the captain, else a clerk; None: nobody of them can be written to
    captain: Person | None
    messages: tuple[Message, ...]


async def answer_shifts(intent: AnswerShifts, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    known = await shifts.by_id(read, [id_ for id_, _ in intent.offers])
    seen = await scene.of_sessions(read, {one.session_id for one in known.values()}, [], request.at)
    mine = [known[id_] for id_, _ in intent.offers if known[id_].person_id == who.person.id]
    versions = dict(intent.offers)
    open_ = [shift for shift in mine if not _closed(shift, versions[shift.id], seen, who, request)]
    if not open_:
        why = [_closed(one, versions[one.id], seen, who, request) for one in mine]
        return say(request, who, why[0] if why else common.not_understood(common.pronouns(who.person)))
    state = ShiftState.ACCEPTED if intent.going else ShiftState.DECLINED
    facts: tuple[Fact, ...] = tuple(Answered(one, state, request.at) for one in open_ if one.state is not state)
    if intent.going:
        return await _going(open_, facts, seen, request, who, read)
    back = [await give_back(one, seen, request, read) for one in open_]
    asked = {person.id for given_back in back for person in given_back.asked.reached}
    words = texts.thanks_busy(common.pronouns(who.person), back[0].told, back[0].captain, len(asked))
    return say(request, who, words, *facts, others=(m for one in back for m in one.messages))


async def _going(
    open_: Sequence[Shift], facts: tuple[Fact, ...], seen: Scene, request: Request, who: KnownSpeaker, read: Rows
) -> Outcome:
    """Who had said no may still come, unless another place was taken at that hour."""
    p = common.pronouns(who.person)
    held = (await shifts.of_people(read, [one.person_id for one in open_], min(one.night for one in open_))).values()
    others = [slot for some in held for slot in some if slot.id not in {one.id for one in open_}]
    for shift in open_:
        hours = fairness.slot_of(seen.nights[shift.session_id].session)
        if any(fairness.overlap((other.night, other.starts, other.ends), hours) for other in others):
            return say(request, who, texts.busy_then(p))
    whens = [when(seen, seen.nights[one.session_id].session) for one in open_]
    return say(request, who, texts.thanks_going(p, whens), *facts)


def _closed(one: Shift, version: int, seen: Scene, who: KnownSpeaker, request: Request) -> Markup:
    """Why there is nothing to answer any more; empty when there is."""
    session, p = seen.nights[one.session_id].session, common.pronouns(who.person)
    if not session.planned:
        return texts.shift_gone(p, when(seen, session))
    if one.state is ShiftState.REPLACED:
        return texts.shift_taken(p, when(seen, session))
    if one.version != version:
        return texts.shift_changed(p)
    over = request.at >= at(session.night, session.ends or "", seen.campaign(session).zone)
    if over or one.state not in EXPECTED | {ShiftState.DECLINED}:
        return texts.shift_over(p, when(seen, session))
    return Markup("")


async def give_back(one: Shift, seen: Scene, request: Request, read: Rows) -> GivenBack:
    """The place of `one` is open: those who could come are asked, the captains are told."""
    session = seen.nights[one.session_id].session
    campaign, teams = seen.campaign(session), {session.id: seen.teams.get(session.id, ())}
    pool = await fairness.pool(read, campaign, one.force, teams, request.at)
    free = await reaching.reach(read, pool.free(session))
    asked = Reach(free.reached[:ASKED_AT_ONCE], free.others[: max(ASKED_AT_ONCE - len(free.reached), 0)])
    captains = await forces.captains(read, session.unit_id, one.force, request.at)
    params = {"shift": str(one.id), "version": str(one.version)}
    offers = [
        remind(request, person, "swap", params, f"shift/{one.id}:{one.version}")
        for person in (*asked.reached, *(whom.person for whom in asked.others))
    ]
    leaving = next(member.person for member in teams[session.id] if member.person.id == one.person_id)
    have = sum(m.shift.state in EXPECTED and m.person.id != one.person_id for m in seen.of_force(session, one.force))
    need = campaign.settings.places(one.force)
    clerks = await people.clerks_above(read, [session.unit_id], request.at)
    lead = await reaching.reach(read, captains)
    office = await reaching.reach(read, clerks) if not lead.reached else lead
    told = next(iter((*lead.reached, *office.reached)), None)
    messages = list(offers)
    if told is not None:
        missed = () if lead.reached else lead.others[:1]
        words = texts.captain_hears_busy(
            common.pronouns(told), when(seen, session), leaving, have, need, asked.reached, asked.others, missed
        )
        messages.append(tell(request, told, words))
    return GivenBack(asked, told, captains[0] if captains else None, tuple(messages))


async def take_place(intent: TakePlace, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """The swap is one transaction; whoever comes second hears that the place is gone."""
    p, shift = common.pronouns(who.person), (await shifts.by_id(read, [intent.shift]))[intent.shift]
    seen = await scene.of_sessions(read, [shift.session_id], [shift.person_id], request.at)
    session = seen.nights[shift.session_id].session
    shown = when(seen, session)
    if not session.planned:
        return say(request, who, texts.shift_gone(p, shown))
    if shift.state is not ShiftState.DECLINED or shift.version != intent.version:
        return say(request, who, texts.shift_taken(p, shown))
    if request.at >= at(session.night, session.ends or "", seen.campaign(session).zone):
        return say(request, who, texts.shift_over(p, shown))
    held = (await shifts.of_people(read, [who.person.id], session.night)).get(who.person.id, ())
    if any(fairness.overlap((o.night, o.starts, o.ends), fairness.slot_of(session)) for o in held):
        return say(request, who, texts.busy_then(p))
    by = Shift(
        request.ids(),
        session.id,
        who.person.id,
        shift.force,
        session.night,
        session.starts or "",
        state=ShiftState.ACCEPTED,
    )
    captains = await forces.captains(read, session.unit_id, shift.force, request.at)
    others = captains or await people.clerks_above(read, [session.unit_id], request.at)
    words = texts.captain_hears_swap(shown, seen.people[shift.person_id], who.person)
    told = (tell(request, captain, words) for captain in others[:1])
    return say(request, who, texts.taken(p, shown), PlaceTaken(shift, by, request.at), others=told)


async def leave_place(_intent: LeavePlace, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    return say(request, who, texts.not_taking(common.pronouns(who.person)))
