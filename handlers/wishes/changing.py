"""Wishes that change something: what would be done is read back with everything resolved, and done only by a yes."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from handlers import reaching
from handlers import texts as common
from handlers.announcing import asking, composing
from handlers.counts import readback
from handlers.intents.announcing import Compose
from handlers.intents.evening import GoAway, Later
from handlers.intents.intent import Choosable
from handlers.intents.me import Withdraw
from handlers.intents.nights import ChangeNight
from handlers.intents.people import Invite
from handlers.intents.reports import Undo
from handlers.intents.shifts import AnswerFor, AnswerShifts, AssignPeople, BusyOn
from handlers.intents.wishes import (
    LeaveIt,
    PassOn,
    ReadBack,
    Remind,
    RemindShifts,
    Reread,
    TellCaptain,
    TellHead,
    TellTeam,
    Wish,
)
from handlers.language import people_names
from handlers.language.night_lines import Verb
from handlers.language.people_names import spelt
from handlers.language.tokens import fold
from handlers.outcome import Outcome, Request, ask, say, tell
from handlers.shifts import assigning
from handlers.shifts import texts as shifts_texts
from handlers.shifts.shift_words import when
from handlers.tonight import captains_line, scene
from handlers.tonight import texts as tonight_texts
from handlers.tonight.scene import Scene
from handlers.wishes import passing, texts
from handlers.wishes.deciding import VERBS
from handlers.wishes.words import BUSY_SAID, FOR_ME, REMOVES
from storage import forces, people, sessions, shifts
from storage.database import Rows
from storage.instants import at
from storage.lookup import Campaigner, KnownSpeaker
from storage.records import Person, Role, Session, Unit
from storage.shifts import EXPECTED, Shift, ShiftMember, ShiftState

MOST_DAYS = 30
AN_HOUR = 60  # minutes
MOST = 4  # evenings among which one may choose


async def read_back(intent: ReadBack, request: Request, who: Campaigner, read: Rows) -> Outcome:
    return await _BACK[intent.wish](intent, request, who, read)


async def _coming(intent: ReadBack, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Both ways on the screen: one negation misheard turns it round."""
    p, held = common.pronouns(who.person), await _shifts(request, who, read)
    can = intent.wish == "can_go"
    wanted = intent.nights or ((intent.night,) if intent.night else ())
    if intent.nights and not can:
        days = [date.fromisoformat(night) for night in intent.nights]
        busy = [
            (texts.YES_DO, BusyOn(", ".join(f"{day:%d/%m/%Y}" for day in days))),
            (texts.LEAVE, LeaveIt()),
        ]
        return ask(request, who, texts.busy_on(p, days), busy)
    some = [shift for shift in held if shift.night.isoformat() in wanted] if wanted else held
    if who.own and not some:
        return await _head(intent, request, who, read)
    if not some:
        posts = [post for post in who.posts if post.force]
        captains = [
            captain
            for post in posts
            for captain in await forces.captains(read, post.unit.id, post.force or "", request.at)
        ]
        options = [
            (texts.PASS_ON, PassOn(intent.wish, intent.text, sure=True)),
            (texts.LEAVE, LeaveIt()),
        ]
        return ask(request, who, texts.no_shift(p, next(iter(captains), None)), options)
    seen = await scene.of_sessions(read, {one.session_id for one in some}, [], request.at)
    whens = [when(seen, seen.nights[one.session_id].session) for one in some[:MOST]]
    if len(some) > 1 and not wanted:
        among = [
            (
                f"{common.day(one.night)} {whens[n].unit}",
                ReadBack(intent.wish, intent.text, night=one.night.isoformat()),
            )
            for n, one in enumerate(some[:MOST])
        ]
        return ask(request, who, texts.which_shift(p, whens), among)
    offers = tuple((one.id, one.version) for one in some)
    both = [
        (texts.GO, AnswerShifts(offers, going=True)),
        (texts.BUSY, AnswerShifts(offers, going=False)),
    ]
    return ask(request, who, texts.going(p, whens if intent.nights else whens[:1], can=can), both)


async def _shifts(request: Request, who: Campaigner, read: Rows) -> list[Shift]:
    """Those that may still be answered."""
    held = (await shifts.of_people(read, [who.person.id], who.campaign.day(request.at))).get(who.person.id, ())
    open_ = [shift for shift in held if shift.state in EXPECTED | {ShiftState.DECLINED}]
    return [one for one in open_ if request.at < at(one.night, one.ends, who.campaign.zone)]


async def _head(intent: ReadBack, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """A head who cannot lead: the evening stays; who stands in is said in one line."""
    p, ahead = common.pronouns(who.person), await passing.ahead(request, who, read)
    some = [session for session in ahead if session.night.isoformat() == intent.night] if intent.night else ahead[:1]
    if not some:
        named = date.fromisoformat(intent.night) if intent.night else None
        nights = [one.night for one in ahead][:MOST]
        text = texts.no_session_then(p, named, nights) if named else texts.no_session(p)
        return say(request, who, text)
    if intent.wish == "can_go":
        seen = await scene.of_sessions(read, [some[0].id], [], request.at)
        return say(request, who, texts.own_place(p, when(seen, some[0])))
    deputies = await people.deputies(read, [some[0].unit_id], request.at)
    deputy = deputies.get(some[0].unit_id)
    if deputy is not None and deputy.id == who.person.id:
        deputy = None
    unit = who.own[some[0].unit_id].unit.name if some[0].unit_id in who.own else ""
    office = await passing.office(request, who, read)
    options = [
        (texts.PASS_ON, PassOn(intent.wish, intent.text, sure=True)),
        (texts.LEAVE, LeaveIt()),
    ]
    text = texts.head_cannot(p, unit, some[0].night, deputy, office)
    return ask(request, who, text, options)


async def _to_head(intent: ReadBack, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Late, or there already: the head of the evening hears it in these words; from the head it is the team."""
    p, ahead = common.pronouns(who.person), await passing.ahead(request, who, read)
    some = [session for session in ahead if session.night.isoformat() == intent.night] if intent.night else ahead[:1]
    seen = await scene.of_sessions(read, [one.id for one in some], [], request.at)
    leader = seen.head(some[0]) if some else None
    if some and some[0].unit_id in who.own and intent.wish in {"tell_team", "running_late"}:
        team = passing.expected(seen, some[0], who)
        if not team and intent.wish == "tell_team":
            return say(request, who, texts.no_team(p))
        if team:
            text = texts.tell_team(p, when(seen, some[0]), tonight_texts.names(team), intent.text)
            telling = [
                (texts.TELL, TellTeam(some[0].id, intent.text)),
                (texts.LEAVE, LeaveIt()),
            ]
            return ask(request, who, text, telling)
    if leader is None or leader.id == who.person.id:
        return await passing.pass_on(PassOn(intent.wish, intent.text), request, who, read)
    options = [(texts.TELL, TellHead(some[0].id, intent.text)), (texts.LEAVE, LeaveIt())]
    return ask(request, who, texts.tell_head(p, leader, intent.text), options)


async def _away(intent: ReadBack, request: Request, who: Campaigner, _read: Rows) -> Outcome:
    p, days = common.pronouns(who.person), int(intent.text)
    if not 0 < days <= MOST_DAYS:
        return say(request, who, texts.left(p))
    last = who.campaign.day(request.at) + timedelta(days=days - 1)
    options = [(texts.YES_DO, GoAway(days)), (texts.LEAVE, LeaveIt())]
    return ask(request, who, texts.away(p, last, days), options)


async def _back_again(_intent: ReadBack, request: Request, who: Campaigner, _read: Rows) -> Outcome:
    options = [(texts.YES_DO, GoAway(0)), (texts.LEAVE, LeaveIt())]
    return ask(request, who, texts.back_again(common.pronouns(who.person)), options)


async def _take_back(intent: ReadBack, request: Request, who: Campaigner, read: Rows) -> Outcome:
    if not who.has(Role.CLERK) and not who.own:
        return await passing.pass_on(PassOn(intent.wish, intent.text), request, who, read)
    options = [(texts.TAKE_BACK, Undo()), (texts.LEAVE, LeaveIt())]
    return ask(request, who, texts.take_back(common.pronouns(who.person)), options)


async def _remind(intent: ReadBack, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Of the office: whom, and for which count, before anything is sent. Whoever owes nothing is not reminded."""
    if who.has(Role.CAPTAIN) and not who.has(Role.CLERK):
        return await _remind_force(intent, request, who, read)
    if not who.has(Role.CLERK):
        return await passing.pass_on(PassOn(intent.wish, intent.text), request, who, read)
    p, owed = common.pronouns(who.person), await _owing(request, who, read)
    heads = await people.heads(read, [group.unit.id for group in who.plan], request.at)
    named = people_names.names_in(intent.text, [(leader.id, leader.name) for leader in heads.values()]).names
    ids = {id_ for name in named for id_ in name.people}
    everybody = not ids and not intent.unit  # whoever is meant by "mấy bác ấy" owes a count
    over = [one for one in owed if one[3]]
    some = over if everybody else [one for one in owed if one[2].id in ids or (one[1].id == intent.unit and not ids)]
    if not some:
        return say(request, who, texts.nobody_owes(p))
    owing = tuple((session, leader.id) for session, _, leader, _ in some)
    options = [(texts.REMIND, Remind(owing)), (texts.LEAVE, LeaveIt())]
    reach = await reaching.reach(read, [leader for _, _, leader, _ in some], spares=True)
    cost = await reaching.price(read, reach, request.at, who.campaign.zone)
    text = texts.remind(p, [(unit.name, leader) for _, unit, leader, _ in some], cost)
    return ask(request, who, text, options)


async def _owing(request: Request, who: Campaigner, read: Rows) -> list[tuple[int, Unit, Person, bool]]:
    """Evenings of today and yesterday without a count: session, unit, head, and whether it is over."""
    today, indicator = who.campaign.day(request.at), who.campaign.settings.target.indicator
    posts = [post.unit.id for post in who.posts if post.role is Role.CLERK]
    nights = [
        night
        for post in posts
        for night in await sessions.below(read, post, who.campaign.id, request.at)
        if today - timedelta(days=1) <= night.session.night <= today
        and night.session.planned
        and not night.session.is_round
        and night.standing.value(indicator) is None
    ]
    seen = await scene.of_sessions(read, [held_session.session.id for held_session in nights], [], request.at)
    zone = who.campaign.zone
    return [
        (session.id, seen.unit(session), leader, request.at >= at(session.night, session.ends or "00:00", zone))
        for session in (night.session for night in nights)
        if (leader := seen.head(session))
    ]


async def remind(intent: Remind, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p, wanted = common.pronouns(who.person), set(intent.owed)
    some = [one for one in await _owing(request, who, read) if (one[0], one[2].id) in wanted]
    if not some:
        return say(request, who, texts.nobody_owes(p))
    named = {leader.id: unit.name for _, unit, leader, _ in some}
    reach = await reaching.reach(read, [leader for _, _, leader, _ in some], named, spares=True)
    some = [one for one in some if one[2] in reach.reached]
    nights = await sessions.by_id(read, [session for session, _, _, _ in some])
    example = common.count(who.campaign)
    messages = []
    for session, unit, leader, _ in some:
        pair, night = common.pronouns(leader), nights[session]
        lacks = readback.lacks(pair, unit.name, night, who.campaign, leader.id)
        text = texts.please_tell(pair, unit.name, night.session.night, example)
        only = lacks + common.please_add(pair, common.target(who.campaign))
        messages.append(tell(request, leader, only if lacks else text, kind="announcement"))
    text = common.lines(
        texts.reminded(p, [leader for _, _, leader, _ in some]),
        common.to_call(p, reach.others, "", any_reached=bool(some)),
    )
    return say(request, who, text, others=messages)


async def _remind_force(intent: ReadBack, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Of a captain: who of the own force has not answered yet, or who is named."""
    p, seen, silent = common.pronouns(who.person), *(await _unanswered(request, who, read))
    roster = [(shift_member.person.id, shift_member.person.name) for shift_member in silent]
    named = {id_ for name in people_names.names_in(intent.text, roster).names for id_ in name.people}
    some = [member for member in silent if member.person.id in named] or silent
    some = [one for one in some if not intent.night or one.shift.night.isoformat() == intent.night] or some
    if not some:
        return say(request, who, texts.all_answered(p))
    people_ = list({one.person.id: one.person for one in some}.values())
    nights = sorted({when(seen, seen.nights[one.shift.session_id].session).short for one in some})
    ids = tuple(one.shift.id for one in some)
    options = [(texts.REMIND, RemindShifts(ids)), (texts.LEAVE, LeaveIt())]
    reach = await reaching.reach(read, people_, spares=True)
    cost = await reaching.price(read, reach, request.at, who.campaign.zone)
    return ask(request, who, texts.remind_force(p, people_, nights, cost), options)


async def _unanswered(request: Request, who: Campaigner, read: Rows) -> tuple[Scene, list[ShiftMember]]:
    posts = await assigning.captaincies(who, request, read)
    forces_ = {post.force for post in posts}
    ahead = await assigning.ahead_of(posts, who, request, read)
    seen = await scene.of_sessions(read, [one.id for one in ahead], [], request.at)
    team = [member for session in ahead for member in seen.team(session) if member.shift.force in forces_]
    return seen, [member for member in team if member.shift.state is ShiftState.OFFERED]


async def remind_shifts(intent: RemindShifts, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p, seen, silent = common.pronouns(who.person), *(await _unanswered(request, who, read))
    some = [shift_member for shift_member in silent if shift_member.shift.id in intent.shifts]
    reach = await reaching.reach(read, list({one.person.id: one.person for one in some}.values()), spares=True)
    some = [member for member in some if member.person in reach.reached]
    messages = [
        tell(
            request,
            one.person,
            texts.please_answer(common.pronouns(one.person), when(seen, seen.nights[one.shift.session_id].session)),
            kind="announcement",
        )
        for one in some
    ]
    text = common.lines(
        texts.reminded(p, list({one.person.id: one.person for one in some}.values())),
        common.to_call(p, reach.others, "", any_reached=bool(some)),
    )
    return say(request, who, text or texts.all_answered(p), others=messages)


async def _names(intent: ReadBack, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Of a captain: who goes, or who said what, by name and night."""
    p, posts = common.pronouns(who.person), await assigning.captaincies(who, request, read)
    ahead = await assigning.ahead_of(posts, who, request, read)
    if not posts:
        return await passing.pass_on(PassOn(intent.wish, intent.text), request, who, read)
    line = captains_line.named(
        intent.text, who.plan, who.campaign.day(request.written), {session.night for session in ahead}
    )
    line = replace(line, rest=FOR_ME.sub(" ", line.rest))
    force, fitting = posts[0].force or "", line.fitting(ahead)
    roster = {member.id: member for member in await forces.members(read, who.campaign.unit.id, force, request.at)}
    names = [(id_, one.name) for id_, one in roster.items()]
    named_peoples = people_names.names_in(line.rest, names).names
    unclear = next((named_people for named_people in named_peoples if len(named_people.people) > 1), None)
    if unclear is not None:
        text = shifts_texts.say_which(p, [roster[id_] for id_ in unclear.people])
        return say(request, who, text)
    if not named_peoples or not fitting:
        nights = [one.night for one in ahead]
        return say(request, who, texts.say_names(p, nights[:1]))
    people_ = [roster[one.people[0]] for one in named_peoples]
    seen = await scene.of_sessions(read, [one.id for one in fitting], [], request.at)
    if intent.wish == "answer_for_others":
        held, removes = _held(seen, fitting, people_), bool(REMOVES.search(fold(spelt(intent.text))))
        if len(held) == len({person.id for person in people_}):
            clauses = [clause for clause in people_names.coming(line.rest, names) if clause.names]
            one_for_all = len({clause.verb for clause in clauses}) < len(people_)
            if one_for_all and not BUSY_SAID.search(fold(spelt(line.rest))):
                going = set(held)
            else:
                said_to_go = [name for clause in clauses if clause.verb == "going" for name in clause.names]
                going = set() if removes else {id_ for name in said_to_go for id_ in name.people}
            return _answers(held, going, seen, request, who)
        if removes:  # nobody is put where they are to be taken out
            lost = next(person for person in people_ if person.id not in held)
            return say(request, who, shifts_texts.no_shift_ahead(p, lost.given))
    return _goes(fitting, people_, force, seen, request, who)


def _held(seen: Scene, ahead: Sequence[Session], people_: Sequence[Person]) -> dict[int, Shift]:
    """The next place of each, by person."""
    team = [member for session in reversed(ahead) for member in seen.team(session)]
    wanted = {person.id for person in people_}
    return {
        shift_member.person.id: shift_member.shift
        for shift_member in team
        if shift_member.person.id in wanted and shift_member.shift.state in EXPECTED
    }


def _answers(held: Mapping[int, Shift], going: set[int], seen: Scene, request: Request, who: Campaigner) -> Outcome:
    p, told = common.pronouns(who.person), list[tuple[Person, bool, shifts_texts.SessionTime]]()
    line = []
    for id_, shift in held.items():
        session = seen.nights[shift.session_id].session
        person = next(shift_member.person for shift_member in seen.team(session) if shift_member.person.id == id_)
        told.append((person, id_ in going, when(seen, session)))
        line.append(texts.answer_line(person, session.night, going=id_ in going))
    nights = {shift.night for shift in held.values()}
    if len(nights) > 1:
        return say(request, who, texts.say_names(p, sorted(nights)[:1]))
    options = [(texts.YES_DO, AnswerFor("; ".join(line))), (texts.LEAVE, LeaveIt())]
    return ask(request, who, texts.answers(p, told), options)


def _goes(
    fitting: Sequence[Session], people_: Sequence[Person], force: str, seen: Scene, request: Request, who: Campaigner
) -> Outcome:
    p, open_ = common.pronouns(who.person), [session for session in fitting if seen.open_places(session).get(force)]
    if not open_:
        return say(request, who, shifts_texts.all_filled(p))
    ids = tuple(dict.fromkeys(person.id for person in people_))
    some = open_[:MOST]
    if len(some) > 1 and len({one.night for one in fitting}) > 1:
        options = [(when(seen, one).short, AssignPeople(force, ((one.id, ids),))) for one in some]
        said_ = texts.goes_when(p, tonight_texts.names(people_), [label for label, _ in options])
        return ask(request, who, said_, options)
    yes = (texts.YES_DO, AssignPeople(force, ((some[0].id, ids),)))
    return ask(
        request, who, texts.goes(p, tonight_texts.names(people_), when(seen, some[0])), [yes, (texts.LEAVE, LeaveIt())]
    )


async def _swap(intent: ReadBack, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Nothing moves before all have agreed: the captain hears it, and asks the other by the line that does it."""
    p, held = common.pronouns(who.person), await _shifts(request, who, read)
    mine = [one for one in held if not intent.night or one.night.isoformat() == intent.night] or held
    mine = [shift for shift in mine if shift.state in EXPECTED]
    if not mine:
        return say(request, who, texts.no_session(p))
    seen = await scene.of_sessions(read, [mine[0].session_id], [], request.at)
    force = mine[0].force
    members = await forces.members(read, who.campaign.unit.id, force, request.at)
    others = [(member.id, member.name) for member in members if member.id != who.person.id]
    found = [name.people[0] for name in people_names.names_in(intent.text, others).names if len(name.people) == 1]
    other = next((member for member in members if found and member.id == found[0]), None)
    captain = next(iter(await forces.captains(read, who.campaign.unit.id, force, request.at)), None)
    shown = when(seen, seen.nights[mine[0].session_id].session)
    line = texts.swap_line(mine[0].night, who.person, other) if other else ""
    options = [
        (texts.ASK_SWAP, TellCaptain(intent.text, line)),
        (texts.BUSY, AnswerShifts(((mine[0].id, mine[0].version),), going=False)),
        (texts.LEAVE, LeaveIt()),
    ]
    return ask(request, who, texts.swap(p, shown, other, captain), options)


async def _stop(_intent: ReadBack, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """What can be less, each by name; nothing is less before a yes."""
    p = common.pronouns(who.person)
    tonight = [session for session in await passing.ahead(request, who, read) if session.unit_id in who.own]
    today = who.campaign.day(request.at)
    options: list[tuple[str, Choosable]] = []
    if tonight and tonight[0].night == today:
        options.append((texts.IN_AN_HOUR, Later(AN_HOUR)))
    options += [
        (texts.THREE_DAYS, ReadBack("away_days", "3")),
        (texts.NO_MORE, Withdraw()),
        (texts.LEAVE, LeaveIt()),
    ]
    return ask(request, who, texts.stop(p, [label for label, _ in options]), options)


async def _wrong_unit(intent: ReadBack, request: Request, who: Campaigner, _read: Rows) -> Outcome:
    """What was told last of the own unit is taken back, or goes to the office, who may tell for the other one."""
    p = common.pronouns(who.person)
    told = [(own, night) for own in who.own.values() for night in own.nights if night.standing.figures]
    pass_on = (texts.PASS_ON, PassOn(intent.wish, intent.text, sure=True))
    if not told:
        options = [pass_on, (texts.LEAVE, LeaveIt())]
        return ask(request, who, texts.wrong_unit_nothing(p), options)
    own, night = max(told, key=lambda one: one[1].standing.heard)
    names = {indicator.code: indicator.name for indicator in who.campaign.settings.indicators}
    figures = [(names.get(code, code), figure.value) for code, figure in night.standing.figures.items()]
    other = next((group.unit.name for group in who.plan if group.unit.id == intent.unit), "")
    options = [(texts.TAKE_BACK, Undo()), pass_on, (texts.LEAVE, LeaveIt())]
    text = texts.wrong_unit(p, own.unit.name, night.session.night, figures, other)
    return ask(request, who, text, options)


async def _night(intent: ReadBack, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Of the office: unit and night by name; of a move from which night, where there are several."""
    group = next((planned_group for planned_group in who.plan if planned_group.unit.id == intent.unit), None)
    if not who.has(Role.CLERK) or group is None:
        return await passing.pass_on(PassOn(intent.wish, intent.text), request, who, read)
    p, verb, units = common.pronouns(who.person), VERBS[intent.wish], ((intent.unit,),)
    today = who.campaign.day(request.written)
    planned = sorted(night for night in group.nights if night >= today and night.isoformat() != intent.to)
    nights = [date.fromisoformat(intent.night)] if intent.night else planned[:MOST]
    to = date.fromisoformat(intent.to) if intent.to else None
    if verb is Verb.MOVE and not nights:
        return say(request, who, texts.no_night_of(p, group.unit.name))
    if len(nights) > 1:
        some = [(texts.from_night(night), ChangeNight(verb, units, night.isoformat(), intent.to)) for night in nights]
        text = texts.moves_from(p, group.unit.name, to, [label for label, _ in some])
        return ask(request, who, text, some)
    options = [
        (texts.YES_DO, ChangeNight(verb, units, nights[0].isoformat(), intent.to or None)),
        (texts.LEAVE, LeaveIt()),
    ]
    return ask(request, who, texts.changes_night(p, intent.wish, group.unit.name, nights[0], to), options)


async def _invite(intent: ReadBack, request: Request, who: Campaigner, read: Rows) -> Outcome:
    if not who.has(Role.CLERK):
        return await passing.pass_on(PassOn(intent.wish, intent.text), request, who, read)
    p, units = common.pronouns(who.person), [post.unit.id for post in who.posts if post.role is Role.CLERK]
    known = await people.below(read, units, request.at)
    named = people_names.names_in(intent.text, [(one.id, one.name) for one in known]).names
    some = [person for person in known if any(person.id in name.people for name in named)]
    if not some or len(some) > MOST:
        return say(request, who, texts.invite_whom(p))
    options = [
        (texts.INVITE, Invite(", ".join(one.name for one in some))),
        (texts.LEAVE, LeaveIt()),
    ]
    return ask(request, who, texts.invite(p, some), options)


async def _announce(intent: ReadBack, request: Request, who: Campaigner, read: Rows) -> Outcome:
    told = asking.announced(intent.text, [group.unit for group in who.plan])
    if not who.has(Role.CLERK, Role.CAPTAIN) and not (told and asking.tells(told, who)):
        return await passing.pass_on(PassOn(intent.wish, intent.text), request, who, read)
    return await composing.compose(Compose(told.text, told.to) if told else Compose(), request, who, read)


async def never(intent: Wish | Reread, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """A choice among wishes is read again where it is understood; nothing arrives here but what was not."""
    return await passing.pass_on(PassOn(getattr(intent, "wish", ""), intent.text), request, who, read)


_BACK: dict[str, Callable[[ReadBack, Request, Campaigner, Rows], Awaitable[Outcome]]] = {
    "can_go": _coming,
    "cannot_go": _coming,
    "running_late": _to_head,
    "tell_team": _to_head,
    "check_in": _to_head,
    "away_days": _away,
    "back_again": _back_again,
    "delete_report": _take_back,
    "remind_person": _remind,
    "invite_person": _invite,
    "assign_people": _names,
    "answer_for_others": _names,
    "swap_shift": _swap,
    "announce": _announce,
    "stop_reminding": _stop,
    "wrong_unit": _wrong_unit,
    **dict.fromkeys(VERBS, _night),
}
