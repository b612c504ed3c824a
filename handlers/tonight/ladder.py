"""Moving a ladder: later, not tonight; and what the clerk says to that."""

from collections.abc import Collection, Sequence
from datetime import date

from handlers import reaching
from handlers import texts as common
from handlers.intents.evening import CallOff, GoAway, Later, SettleExcuse
from handlers.intents.intent import Choosable
from handlers.intents.nights import LeaveNights
from handlers.outcome import Outcome, Request, ask, question_of, remind, say, tell
from handlers.texts import to_call
from handlers.tonight import scene, texts
from handlers.tonight.closeout import A_STEP
from storage import absences, campaigns, people, sessions, units
from storage.absences import Excused, ExcuseSettled, Postponed
from storage.database import Rows
from storage.ids import Ids
from storage.instants import DAY, MINUTE, Instant, at, local
from storage.lookup import Campaigner, KnownSpeaker, OwnUnit
from storage.records import Message, Person, Session, SessionState
from storage.sending import Dropped, Made, Waiting, Worded
from storage.sessions import HeldSession

ROUNDED = 5 * MINUTE  # nobody says 21:53


async def put_off(intent: Later, request: Request, who: Campaigner, _read: Rows) -> Outcome:
    """That person's own ladder waits, until the hour at which a report is late."""
    p, session = common.pronouns(who.person), _tonight(who, request)
    if session is None:
        return say(request, who, common.heard_you(p))
    late = at(session.night, who.campaign.settings.timetable.late, who.campaign.zone)
    if request.at >= late:
        return say(request, who, texts.later_tomorrow(p))
    wanted = max(request.at + (intent.minutes or A_STEP // MINUTE) * MINUTE, session.asks_at)
    until = min(-(-wanted // ROUNDED) * ROUNDED, late)
    shown = local(until, who.campaign.zone)
    words = texts.latest(p, shown) if wanted > late else texts.later(p, shown)
    fact = Postponed(session.id, who.person.id, until, request.at)
    return say(request, who, words, fact, others=(_once_more(request, who.person, session, until),))


def _once_more(request: Request, person: Person, session: Session, until: Instant) -> Message:
    """The step of the ladder that comes instead of those before it."""
    params = {"session": str(session.id), "version": str(session.version), "until": str(until)}
    return Message(
        request.ids(),
        "again",
        request.key,
        until,
        person_id=person.id,
        params=params,
        once_key=f"again:session/{session.id}:{session.version}.{request.key}:person/{person.id}",
        not_after=until + A_STEP,
    )


async def call_off(intent: CallOff, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """The night that was said is excused at once, and the clerk is asked in one tap. With none said it is tonight's,
    if there is one; else the next is asked about. Nobody calls off what another unit leads.
    """
    p = common.pronouns(who.person)
    led = [own for own in who.own.values() if not intent.units or own.unit.id in intent.units]
    if not led:
        return await _anothers(intent.units, request, who, read)
    today = who.campaign.day(request.written)
    wanted = date.fromisoformat(intent.night) if intent.night else today
    theirs = [(own, night) for own in led for night in own.nights if night.session.starts]
    then = [(own, night) for own, night in theirs if night.session.night == wanted]
    found = next((one for one in then if one[1].session.planned), None)
    if found is None:
        off = next((own for own, night in then if night.session.state is SessionState.EXCUSED), None)
        ahead = [(own, n) for own, n in theirs if n.session.night > today and n.session.planned]
        if off is not None:
            text = texts.called_off_already(p, off.unit.name, texts.evening(wanted, today))
            return say(request, who, text)
        return _no_such_night(
            intent, wanted, min(ahead, key=lambda one: one[1].session.night, default=None), request, who
        )
    own, night = found
    session = night.session
    evening = texts.evening(wanted, today)
    if intent.alone or not intent.sure:
        sure = CallOff(intent.why, wanted.isoformat(), (own.unit.id,))
        rest: Choosable = GoAway(1) if intent.alone and wanted == today else LeaveNights()
        asked = texts.who_is_off(p, own.unit.name, evening, alone=intent.alone)
        options = [
            (texts.ALL_OFF, sure),
            (texts.ONLY_ME if intent.alone else texts.NOT_OFF, rest),
        ]
        return ask(request, who, asked, options)
    fact = Excused(request.ids(), session.id, session.version, who.person.id, intent.why, request.at)
    clerks = await people.clerks_above(read, [session.unit_id], request.at)
    params = {"session": str(session.id), "version": str(session.version + 1)}
    key = f"session/{session.id}:{session.version + 1}"
    messages = [remind(request, clerk, "excuse", params, key) for clerk in clerks]
    reach = await reaching.reach(read, clerks)
    words = texts.called_off(p, own.unit.name, evening, intent.why, () if reach.reached else reach.others[:1])
    return say(request, who, words, fact, others=messages)


def _no_such_night(
    intent: CallOff, wanted: date, coming: tuple[OwnUnit, HeldSession] | None, request: Request, who: Campaigner
) -> Outcome:
    """The next night is offered where the one that was meant is none."""
    p, today = common.pronouns(who.person), who.campaign.day(request.written)
    none = texts.no_evening(p, texts.evening(wanted, today))
    if coming is None:
        return say(request, who, none)
    own, night = coming
    then = night.session.night
    asked = common.lines(none, texts.off_instead(p, own.unit.name, then))
    sure = CallOff(intent.why, then.isoformat(), (own.unit.id,))
    options = [(texts.off_then(then), sure), (texts.NOT_OFF, LeaveNights())]
    return ask(request, who, asked, options)


async def _anothers(unit_ids: Collection[int], request: Request, who: Campaigner, read: Rows) -> Outcome:
    named = {group.unit.id: group.unit.name for group in who.plan if group.unit.id in unit_ids}
    heads = await people.heads(read, named, request.at)
    unit = next(iter(named), 0)
    words = texts.anothers_night(common.pronouns(who.person), named.get(unit, ""), heads.get(unit))
    return say(request, who, words)


async def word_excuse(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """The clerk is asked in one tap, unless another clerk has answered meanwhile."""
    seen = await scene.of_messages(read, waiting, now)
    open_ = await absences.open_excuses(read, seen.nights)
    leaders = await people.by_id(read, {excuse.person_id for excuse in open_.values()})
    made: dict[int, Made] = {}
    for one in waiting:
        session = seen.nights[int(one.message.params["session"])].session
        excuse, clerk = open_.get(session.id), seen.people[one.message.person_id or 0]
        if excuse is None or str(session.version) != one.message.params["version"]:
            made[one.message.id] = Dropped("void", "it was settled already")
            continue
        words = texts.may_it_be_off(
            common.pronouns(clerk), seen.unit(session).name, session.night, leaders[excuse.person_id], excuse.why
        )
        options = {
            texts.AGREE: SettleExcuse(session.id, session.version, agreed=True),
            texts.GOES_ON: SettleExcuse(session.id, session.version, agreed=False),
        }
        made[one.message.id] = Worded(str(words), question_of(one, options.items(), now + DAY, ids))
    return made


async def settle(intent: SettleExcuse, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    night = (await sessions.by_id(read, [intent.session]))[intent.session]
    excuse = (await absences.open_excuses(read, [intent.session])).get(intent.session)
    session = night.session
    if excuse is None or session.version != intent.version or session.state is not SessionState.EXCUSED:
        return say(request, who, texts.settled_already(common.pronouns(who.person)))
    unit = (await units.by_id(read, [session.unit_id]))[session.unit_id].name
    leader = (await people.by_id(read, [excuse.person_id]))[excuse.person_id]
    fact = ExcuseSettled(session.id, session.version, intent.agreed, request.at)
    said = texts.off_agreed if intent.agreed else texts.off_refused
    today = (await campaigns.by_id(read, [session.campaign_id]))[session.campaign_id].day(request.at)
    evening = texts.evening(session.night, today)
    p, hears = (
        common.pronouns(who.person),
        texts.head_hears(common.pronouns(leader), unit, evening, agreed=intent.agreed),
    )
    lost = (await reaching.reach(read, [leader])).others
    words = common.lines(said(unit, session.night), to_call(p, lost, hears, any_reached=False))
    return say(request, who, words, fact, others=(tell(request, leader, hears),))


def _tonight(who: Campaigner, request: Request) -> Session | None:
    """Tonight's session of the speaker's own units that is still asked for."""
    today, target = who.campaign.day(request.written), who.campaign.settings.target.indicator
    nights = [night for own in who.own.values() for night in own.nights if night.session.night == today]
    owed = (n.session for n in nights if n.session.starts and n.session.planned and n.standing.value(target) is None)
    return next(owed, None)
