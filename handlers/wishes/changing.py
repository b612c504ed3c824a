"""Wishes that change something: what would be done is read back with everything resolved, and done only by a yes."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from handlers import reaching, texts, texts_examples, texts_reaching
from handlers.intents.evening import GoAway
from handlers.intents.intent import Intent
from handlers.intents.people import Invite
from handlers.intents.reports import Undo
from handlers.intents.shifts import AnswerShifts
from handlers.intents.wishes import LeaveIt, PassOn, ReadBack, Remind, TellHead, Wish
from handlers.language import people_names
from handlers.language.tokens import fold
from handlers.outcome import Heard, Outcome, answer, ask, tell
from handlers.shifts.shift_words import when
from handlers.tonight import scene
from handlers.wishes import passing
from handlers.wishes import texts_wishes as words
from handlers.wishes.words_wishes import ALL_SILENT
from storage import forces, people, sessions, shifts
from storage.database import Rows
from storage.instants import at
from storage.lookup import Who
from storage.records import Person, Role, Unit
from storage.shifts import EXPECTED, Shift, State

MOST_DAYS = 30
MOST = 4  # evenings among which one may choose


async def read_back(intent: ReadBack, heard: Heard, who: Who, read: Rows) -> Outcome:
    if who.campaign is None or who.person is None:
        return Outcome(replies=(answer(heard, who, texts.stranger()),))
    return await _BACK[intent.wish](intent, heard, who, read)


async def _coming(intent: ReadBack, heard: Heard, who: Who, read: Rows) -> Outcome:
    """Both ways on the screen: one negation misheard turns it round."""
    p, held = texts.pair(who.person), await _shifts(heard, who, read)
    can = intent.wish == "can_go"
    some = [one for one in held if one.night.isoformat() == intent.night] if intent.night else held
    if who.own and not some:
        return await _head(intent, heard, who, read)
    if not some:
        posts = [post for post in who.posts if post.force]
        captains = [
            one for post in posts for one in await forces.captains(read, post.unit.id, post.force or "", heard.at)
        ]
        options: list[tuple[str, Intent]] = [
            (words.PASS_ON, PassOn(intent.wish, intent.text, sure=True)),
            (words.LEAVE, LeaveIt()),
        ]
        return Outcome(replies=(ask(heard, who, words.no_shift(p, next(iter(captains), None)), options),))
    seen = await scene.of_sessions(read, {one.session_id for one in some}, [], heard.at)
    whens = [when(seen, seen.nights[one.session_id].session) for one in some[:MOST]]
    if len(some) > 1 and not intent.night:
        among: list[tuple[str, Intent]] = [
            (
                f"{texts.day(one.night)} {whens[n].unit}",
                ReadBack(intent.wish, intent.text, night=one.night.isoformat()),
            )
            for n, one in enumerate(some[:MOST])
        ]
        return Outcome(replies=(ask(heard, who, words.which_shift(p, whens), among),))
    offers = tuple((one.id, one.version) for one in some)
    both: list[tuple[str, Intent]] = [
        (words.GO, AnswerShifts(offers, going=True)),
        (words.BUSY, AnswerShifts(offers, going=False)),
    ]
    return Outcome(replies=(ask(heard, who, words.going(p, whens[0], can=can), both),))


async def _shifts(heard: Heard, who: Who, read: Rows) -> list[Shift]:
    """Those that may still be answered."""
    if who.campaign is None or who.person is None:
        return []
    held = (await shifts.of_people(read, [who.person.id], who.campaign.day(heard.at))).get(who.person.id, ())
    open_ = [one for one in held if one.state in EXPECTED | {State.DECLINED}]
    return [one for one in open_ if heard.at < at(one.night, one.ends, who.campaign.zone)]


async def _head(intent: ReadBack, heard: Heard, who: Who, read: Rows) -> Outcome:
    """A head who cannot lead: the evening stays; who stands in is said in one line."""
    p, ahead = texts.pair(who.person), await passing.ahead(heard, who, read)
    some = [one for one in ahead if one.night.isoformat() == intent.night] if intent.night else ahead[:1]
    if not some:
        named = date.fromisoformat(intent.night) if intent.night else None
        nights = [one.night for one in ahead][:MOST]
        said = words.no_session_then(p, named, nights) if named else words.no_session(p)
        return Outcome(replies=(answer(heard, who, said),))
    if intent.wish == "can_go":
        seen = await scene.of_sessions(read, [some[0].id], [], heard.at)
        return Outcome(replies=(answer(heard, who, words.own_place(p, when(seen, some[0]))),))
    deputies = await people.deputies(read, [some[0].unit_id], heard.at)
    deputy = deputies.get(some[0].unit_id)
    if deputy is not None and who.person is not None and deputy.id == who.person.id:
        deputy = None
    unit = who.own[some[0].unit_id].unit.name if some[0].unit_id in who.own else ""
    office = await passing.office(heard, who, read)
    options: list[tuple[str, Intent]] = [
        (words.PASS_ON, PassOn(intent.wish, intent.text, sure=True)),
        (words.LEAVE, LeaveIt()),
    ]
    said = words.head_cannot(p, unit, some[0].night, deputy, office)
    return Outcome(replies=(ask(heard, who, said, options),))


async def _to_head(intent: ReadBack, heard: Heard, who: Who, read: Rows) -> Outcome:
    """Late, or there already: the head of the evening hears it in these words."""
    p, ahead = texts.pair(who.person), await passing.ahead(heard, who, read)
    some = [one for one in ahead if one.night.isoformat() == intent.night] if intent.night else ahead[:1]
    seen = await scene.of_sessions(read, [one.id for one in some], [], heard.at)
    leader = seen.head(some[0]) if some else None
    if leader is None or who.person is None or leader.id == who.person.id:
        return await passing.pass_on(PassOn(intent.wish, intent.text), heard, who, read)
    options: list[tuple[str, Intent]] = [(words.TELL, TellHead(some[0].id, intent.text)), (words.LEAVE, LeaveIt())]
    return Outcome(replies=(ask(heard, who, words.tell_head(p, leader, intent.text), options),))


async def _away(intent: ReadBack, heard: Heard, who: Who, _read: Rows) -> Outcome:
    p, days = texts.pair(who.person), int(intent.text)
    if who.campaign is None or not 0 < days <= MOST_DAYS:
        return Outcome(replies=(answer(heard, who, words.left(p)),))
    last = who.campaign.day(heard.at) + timedelta(days=days - 1)
    options: list[tuple[str, Intent]] = [(words.YES_DO, GoAway(days)), (words.LEAVE, LeaveIt())]
    return Outcome(replies=(ask(heard, who, words.away(p, last, days), options),))


async def _back_again(_intent: ReadBack, heard: Heard, who: Who, _read: Rows) -> Outcome:
    options: list[tuple[str, Intent]] = [(words.YES_DO, GoAway(0)), (words.LEAVE, LeaveIt())]
    return Outcome(replies=(ask(heard, who, words.back_again(texts.pair(who.person)), options),))


async def _take_back(intent: ReadBack, heard: Heard, who: Who, read: Rows) -> Outcome:
    if not who.has(Role.CLERK) and not who.own:
        return await passing.pass_on(PassOn(intent.wish, intent.text), heard, who, read)
    options: list[tuple[str, Intent]] = [(words.TAKE_BACK, Undo()), (words.LEAVE, LeaveIt())]
    return Outcome(replies=(ask(heard, who, words.take_back(texts.pair(who.person)), options),))


async def _remind(intent: ReadBack, heard: Heard, who: Who, read: Rows) -> Outcome:
    """Of the office: whom, and for which count, before anything is sent. Whoever owes nothing is not reminded."""
    if not who.has(Role.CLERK) or who.campaign is None:
        return await passing.pass_on(PassOn(intent.wish, intent.text), heard, who, read)
    p, owed = texts.pair(who.person), await _owing(heard, who, read)
    named = people_names.names_in(intent.text, [(leader.id, leader.name) for _, _, leader, _ in owed]).names
    ids = {id_ for name in named for id_ in name.people}
    everybody = not ids and not intent.unit and ALL_SILENT.search(fold(intent.text))
    over = [one for one in owed if one[3]]
    some = over if everybody else [one for one in owed if one[2].id in ids or (one[1].id == intent.unit and not ids)]
    if not some:
        return Outcome(replies=(answer(heard, who, words.nobody_owes(p)),))
    owing = tuple((session, leader.id) for session, _, leader, _ in some)
    options: list[tuple[str, Intent]] = [(words.REMIND, Remind(owing)), (words.LEAVE, LeaveIt())]
    said = words.remind(p, [(unit.name, leader) for _, unit, leader, _ in some])
    return Outcome(replies=(ask(heard, who, said, options),))


async def _owing(heard: Heard, who: Who, read: Rows) -> list[tuple[int, Unit, Person, bool]]:
    """Evenings of today and yesterday without a count: session, unit, head, and whether it is over."""
    if who.campaign is None:
        return []
    today, indicator = who.campaign.day(heard.at), who.campaign.settings.target.indicator
    posts = [post.unit.id for post in who.posts if post.role is Role.CLERK]
    nights = [
        night
        for post in posts
        for night in await sessions.below(read, post, who.campaign.id, heard.at)
        if today - timedelta(days=1) <= night.session.night <= today
        and night.session.state == "planned"
        and night.session.kind != "round"
        and night.standing.value(indicator) is None
    ]
    seen = await scene.of_sessions(read, [one.session.id for one in nights], [], heard.at)
    zone = who.campaign.zone
    return [
        (one.id, seen.unit(one), leader, heard.at >= at(one.night, one.ends or "00:00", zone))
        for one in (night.session for night in nights)
        if (leader := seen.head(one))
    ]


async def remind(intent: Remind, heard: Heard, who: Who, read: Rows) -> Outcome:
    p, wanted = texts.pair(who.person), set(intent.owed)
    some = [one for one in await _owing(heard, who, read) if (one[0], one[2].id) in wanted]
    if not some:
        return Outcome(replies=(answer(heard, who, words.nobody_owes(p)),))
    named = {leader.id: unit.name for _, unit, leader, _ in some}
    reach = await reaching.reach(read, [leader for _, _, leader, _ in some], named)
    some = [one for one in some if one[2] in reach.reached]
    nights = await sessions.by_id(read, [session for session, _, _, _ in some])
    example = texts_examples.count(who.campaign)
    told = [
        tell(
            heard,
            leader,
            words.please_tell(texts.pair(leader), unit.name, nights[session].session.night, example),
        )
        for session, unit, leader, _ in some
    ]
    said = texts.lines(
        words.reminded(p, [leader for _, _, leader, _ in some]),
        texts_reaching.to_call(p, reach.others, "", any_reached=bool(some)),
    )
    return Outcome(replies=(answer(heard, who, said), *told))


async def _invite(intent: ReadBack, heard: Heard, who: Who, read: Rows) -> Outcome:
    if not who.has(Role.CLERK):
        return await passing.pass_on(PassOn(intent.wish, intent.text), heard, who, read)
    p, units = texts.pair(who.person), [post.unit.id for post in who.posts if post.role is Role.CLERK]
    known = await people.below(read, units, heard.at)
    named = people_names.names_in(intent.text, [(one.id, one.name) for one in known]).names
    some = [one for one in known if any(one.id in name.people for name in named)]
    if not some or len(some) > MOST:
        return Outcome(replies=(answer(heard, who, words.invite_whom(p)),))
    options: list[tuple[str, Intent]] = [
        (words.INVITE, Invite(", ".join(one.name for one in some))),
        (words.LEAVE, LeaveIt()),
    ]
    return Outcome(replies=(ask(heard, who, words.invite(p, some), options),))


async def never(intent: Wish, heard: Heard, who: Who, read: Rows) -> Outcome:
    """A choice among wishes is read again where it is understood; nothing arrives here but what was not."""
    return await passing.pass_on(PassOn(intent.wish, intent.text), heard, who, read)


_BACK: dict[str, Callable[[ReadBack, Heard, Who, Rows], Awaitable[Outcome]]] = {
    "can_go": _coming,
    "cannot_go": _coming,
    "running_late": _to_head,
    "check_in": _to_head,
    "away_days": _away,
    "back_again": _back_again,
    "delete_report": _take_back,
    "remind_person": _remind,
    "invite_person": _invite,
}
