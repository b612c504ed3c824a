"""Moving a ladder: later, not tonight; and what the clerk says to that."""

from collections.abc import Sequence

from handlers import reaching, texts
from handlers.intents.evening import CallOff, Later, SettleExcuse
from handlers.outcome import Heard, Outcome, answer, question_of, remind, tell
from handlers.texts_reaching import to_call
from handlers.tonight import scene, texts_evening
from handlers.tonight.closeout import A_STEP
from storage import absences, people, sessions, units
from storage.absences import Excused, ExcuseSettled, Postponed
from storage.campaigns import Campaign
from storage.database import Rows
from storage.ids import Ids
from storage.instants import DAY, MINUTE, Instant, at, local
from storage.lookup import OwnUnit, Who
from storage.records import Message, Person, Session
from storage.sending import Dropped, Made, Waiting, Worded
from storage.sessions import Night

ROUNDED = 5 * MINUTE  # nobody says 21:53


async def put_off(intent: Later, heard: Heard, who: Who, _read: Rows) -> Outcome:
    """That person's own ladder waits, until the hour at which a report is late."""
    p, found = texts.pair(who.person), _tonight(who, heard)
    if found is None or who.campaign is None or who.person is None:
        return Outcome(replies=(answer(heard, who, texts.heard_you(p)),))
    session = found[1].session
    late = at(session.night, who.campaign.settings.timetable.late, who.campaign.zone)
    if heard.at >= late:
        return Outcome(replies=(answer(heard, who, texts_evening.later_tomorrow(p)),))
    wanted = max(heard.at + (intent.minutes or A_STEP // MINUTE) * MINUTE, session.asks_at)
    until = min(-(-wanted // ROUNDED) * ROUNDED, late)
    shown = local(until, who.campaign.zone)
    words = texts_evening.latest(p, shown) if wanted > late else texts_evening.later(p, shown)
    fact = Postponed(session.id, who.person.id, until, heard.at)
    return Outcome((fact,), (answer(heard, who, words), _once_more(heard, who.person, session, until)))


def _once_more(heard: Heard, person: Person, session: Session, until: Instant) -> Message:
    """The step of the ladder that comes instead of those before it."""
    params = {"session": str(session.id), "version": str(session.version), "until": str(until)}
    return Message(
        heard.ids(),
        "again",
        heard.key,
        until,
        person_id=person.id,
        params=params,
        once_key=f"again:session/{session.id}:{session.version}.{heard.key}:person/{person.id}",
        not_after=until + A_STEP,
    )


async def call_off(intent: CallOff, heard: Heard, who: Who, read: Rows) -> Outcome:
    """Tonight is excused at once, and the clerk is asked in one tap."""
    p, found = texts.pair(who.person), _tonight(who, heard, told=True)
    if found is None or who.campaign is None or who.person is None:
        off = next((own for own, night in _nights(who, heard) if night.session.state == "excused"), None)
        words = texts_evening.called_off_already(p, off.unit.name) if off else texts_evening.nothing_tonight(p)
        return Outcome(replies=(answer(heard, who, words),))
    own, night = found
    session = night.session
    fact = Excused(heard.ids(), session.id, session.version, who.person.id, intent.why, heard.at)
    clerks = await people.clerks_above(read, [session.unit_id], heard.at)
    params = {"session": str(session.id), "version": str(session.version + 1)}
    key = f"session/{session.id}:{session.version + 1}"
    told = [remind(heard, clerk, "excuse", params, key) for clerk in clerks]
    reach = await reaching.reach(read, clerks)
    words = texts_evening.called_off(p, own.unit.name, intent.why, () if reach.reached else reach.others[:1])
    return Outcome((fact,), (answer(heard, who, words), *told))


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
        where = (seen.unit(session).name, session.night)
        words = texts_evening.may_it_be_off(texts.pair(clerk), *where, leaders[excuse.person_id], excuse.why)
        options = {
            texts_evening.AGREE: SettleExcuse(session.id, session.version, agreed=True),
            texts_evening.GOES_ON: SettleExcuse(session.id, session.version, agreed=False),
        }
        made[one.message.id] = Worded(str(words), question_of(one, options, now + DAY, ids))
    return made


async def settle(intent: SettleExcuse, heard: Heard, who: Who, read: Rows) -> Outcome:
    night = (await sessions.by_id(read, [intent.session]))[intent.session]
    excuse = (await absences.open_excuses(read, [intent.session])).get(intent.session)
    session = night.session
    if excuse is None or session.version != intent.version or session.state != "excused":
        return Outcome(replies=(answer(heard, who, texts_evening.settled_already(texts.pair(who.person))),))
    unit = (await units.by_id(read, [session.unit_id]))[session.unit_id].name
    leader = (await people.by_id(read, [excuse.person_id]))[excuse.person_id]
    fact = ExcuseSettled(session.id, session.version, intent.agreed, heard.at)
    said = texts_evening.off_agreed if intent.agreed else texts_evening.off_refused
    p, hears = texts.pair(who.person), texts_evening.head_hears(texts.pair(leader), unit, agreed=intent.agreed)
    lost = (await reaching.reach(read, [leader])).others
    words = texts.lines(said(unit, session.night), to_call(p, lost, hears, any_reached=False))
    return Outcome((fact,), (answer(heard, who, words), tell(heard, leader, hears)))


def _nights(who: Who, heard: Heard) -> list[tuple[OwnUnit, Night]]:
    """Tonight's sessions of the speaker's own units."""
    today = who.campaign.day(heard.written) if who.campaign else None
    return [(own, n) for own in who.own.values() for n in own.nights if n.session.night == today and n.session.starts]


def _tonight(who: Who, heard: Heard, *, told: bool = False) -> tuple[OwnUnit, Night] | None:
    """The one that is still to be reported, or any that is planned."""
    planned = [(own, night) for own, night in _nights(who, heard) if night.session.state == "planned"]
    return next((one for one in planned if told or not _is_told(one[1], who.campaign)), None)


def _is_told(night: Night, campaign: Campaign | None) -> bool:
    return campaign is not None and night.standing.value(campaign.settings.target.indicator) is not None
