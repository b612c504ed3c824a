"""The evening before its end: the team list at half past five, the start, who came."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from handlers import choices
from handlers import texts as common
from handlers.intents.evening import AskTeam, Attend, AttendKnown, ShowTeam
from handlers.intents.intent import Choosable
from handlers.language import people_names
from handlers.language.people_names import NamesClause
from handlers.outcome import Outcome, Request, ask, say
from handlers.tonight import captains_line, scene, texts
from handlers.tonight.closeout import GONE
from handlers.tonight.scene import Scene
from handlers.tonight.texts import Mate
from storage import difficulties, people, sessions, shifts
from storage.database import Rows
from storage.facts import Fact
from storage.ids import Ids
from storage.instants import Instant
from storage.lookup import Campaigner
from storage.questions import QuestionClosed
from storage.records import Choice, Person, Question, Session
from storage.sending import Dropped, Made, Waiting, Worded
from storage.sessions import HeldSession
from storage.shifts import EXPECTED, Attended, ShiftMember, ShiftState

TEAMLESS = Dropped("void", "nobody is assigned")


async def word_team(read: Rows, waiting: Sequence[Waiting], now: Instant, _ids: Ids) -> dict[int, Made]:
    """Who will be there tonight, for whoever leads."""
    seen = await scene.of_messages(read, waiting, now)
    phones = await _phones(read, seen)
    made: dict[int, Made] = {}
    for one in waiting:
        session = seen.nights[int(one.message.params["session"])].session
        if scene.changed(one, session):
            made[one.message.id] = GONE
            continue
        p = common.pronouns(seen.people[one.message.person_id or 0])
        today = seen.campaign(session).day(now)
        made[one.message.id] = Worded(str(texts.team(p, _shown(seen, session), today, _mates(seen, session, phones))))
    return made


def _mates(seen: Scene, session: Session, phones: Mapping[int, str]) -> dict[str, tuple[int, list[Mate]]]:
    """By force, how many are wanted and who comes; a telephone only for those to whom it may be shown."""
    shown: dict[str, tuple[int, list[Mate]]] = {}
    for force, (need, members) in seen.by_force(session).items():
        names = texts.names([member.person for member in members])
        mates = [
            Mate(name, phones.get(member.person.id), answered=member.shift.state is not ShiftState.OFFERED)
            for name, member in zip(names, members, strict=True)
        ]
        shown[force] = (need, mates)
    return shown


def _shown(seen: Scene, session: Session) -> texts.EveningShown:
    return texts.EveningShown(seen.unit(session).name, session.night, session.starts, session.ends)


async def _phones(read: Rows, seen: Scene) -> dict[int, str]:
    return await people.phones(read, {member.person.id for team in seen.teams.values() for member in team})


async def ask_team(intent: AskTeam, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Who comes to an evening of one's own: for its head with telephones, for who has a place without."""
    p = common.pronouns(who.person)
    today = who.campaign.day(request.written)
    led = [
        night.session
        for own in who.own.values()
        for night in own.nights
        if night.session.planned and night.session.starts and night.session.night >= today
    ]
    held = () if led else (await shifts.of_people(read, [who.person.id], today)).get(who.person.id, ())
    nights = await sessions.by_id(read, [shift.session_id for shift in held])
    mine = sorted(
        led or [held_session.session for held_session in nights.values()], key=lambda one: (one.night, one.id)
    )
    line = captains_line.named(intent.text, who.plan, today, {one.night for one in mine})
    ahead = line.fitting(mine)
    if not ahead:
        return say(request, who, texts.no_evening_then(p, [one.night for one in mine]))
    chosen = [session for session in ahead if session.night == ahead[0].night]
    seen = await scene.of_sessions(read, [one.id for one in chosen], [], request.at)
    phones = await _phones(read, seen) if led else {}
    if intent.name:
        team = [member.person for one in chosen for member in seen.team(one)]
        named = people_names.names_in(intent.name, [(one.id, one.name) for one in team]).names
        wanted = [person for person in team if any(person.id in name.people for name in named)]
        told = [(texts.called(one), phones.get(one.id)) for one in wanted]
        words = texts.telephones(p, intent.name, told, led=bool(led))
        return say(request, who, words)
    told_ = [texts.team(p, _shown(seen, one), today, _mates(seen, one, phones), led=bool(led)) for one in chosen]
    heads = [texts.led_by(head) for one in chosen if not led and (head := seen.head(one))]
    return say(request, who, common.lines(*told_, *heads))


async def word_opening(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """The start of a session that has a team: all here?"""
    seen = await scene.of_messages(read, waiting, now)
    back = await difficulties.revisits(read, seen.nights)
    made: dict[int, Made] = {}
    for one in waiting:
        session = seen.nights[int(one.message.params["session"])].session
        team, p = seen.team(session), common.pronouns(seen.people[one.message.person_id or 0])
        again = back.get(session.id, 0)
        if scene.changed(one, session):
            made[one.message.id] = GONE
        elif not any(member.shift.state in EXPECTED for member in team):
            alone = texts.opens_with_revisit(p, seen.unit(session).name, again) if again else None
            made[one.message.id] = Worded(str(alone)) if alone else TEAMLESS
        else:
            person = seen.people[one.message.person_id or 0]
            members = {
                force: texts.names([m.person for m in some]) for force, (_, some) in seen.by_force(session).items()
            }
            words = texts.opening(p, seen.unit(session).name, members)
            words = common.lines(words, texts.revisit(p, again) if again else "")
            all_here = Choice(ids(), texts.ALL_HERE, choices.dump(Attend()), 1)
            until = max(session.locks_at, now)
            question = Question(ids(), "attendance", one.chat.id, person.id, session.id, until, choices=(all_here,))
            made[one.message.id] = Worded(str(words), question)
    return made


async def show_team(_intent: ShowTeam, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p, night = common.pronouns(who.person), _session(who, request)
    team = await _team(read, night) if night else ()
    if night is None or not team:
        words = texts.nobody_assigned(p) if night else texts.nothing_tonight(p)
        return say(request, who, words)
    shown = texts.names([member.person for member in team])
    return say(request, who, texts.the_team(p, shown))


async def attend(intent: Attend, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """All but those who are named came; who is named and not in the team changes nothing."""
    p, night = common.pronouns(who.person), _session(who, request)
    team = await _team(read, night) if night else ()
    if night is None or not team:
        words = texts.nobody_assigned(p) if night else texts.nothing_tonight(p)
        return say(request, who, words)
    roster = [(member.person.id, member.person.name) for member in team]
    clauses = people_names.missing(intent.text, roster) if intent.text else []
    unknown = next((word for clause in clauses for word in clause.unknown), None)
    if unknown is not None:
        shown = texts.names([member.person for member in team])
        named = any(clause.names for clause in clauses)
        return say(request, who, texts.not_in_team(p, unknown, shown), unread=not named)
    open_ = next(((c, n) for c in clauses for n in c.names if len(n.people) > 1), None)
    if open_:
        return _which(clauses, *open_, team, night, request, who)
    absent, excused = (_named(clauses, verb) for verb in ("absent", "excused"))
    return _recorded(night, team, absent, excused, request, who)


async def attend_known(intent: AttendKnown, request: Request, who: Campaigner, read: Rows) -> Outcome:
    nights = (night for own in who.own.values() for night in own.nights if night.session.id == intent.session)
    night = next(nights, None)
    if night is None:
        return say(request, who, texts.nothing_tonight(common.pronouns(who.person)))
    team = await _team(read, night)
    return _recorded(night, team, set(intent.absent), set(intent.excused), request, who)


def _session(who: Campaigner, request: Request) -> HeldSession | None:
    """The night whose attendance was asked, else tonight's, else last night's until its lock."""
    asked = {question.session_id for question in who.questions if question.topic == "attendance"}
    today = who.campaign.day(request.written)
    nights = [n for own in who.own.values() for n in own.nights if n.session.planned and n.session.starts]
    open_ = [night for night in nights if request.at <= night.session.locks_at]
    last = [night for night in open_ if night.session.night == today - timedelta(days=1)]
    tonight = [night for night in open_ if night.session.night == today]
    return next((n for n in (*(n for n in open_ if n.session.id in asked), *tonight, *last)), None)


async def _team(read: Rows, night: HeldSession) -> tuple[ShiftMember, ...]:
    shift_members = (await shifts.team(read, [night.session.id])).get(night.session.id, ())
    return tuple(member for member in shift_members if member.shift.state in shifts.LIVE)


def _named(clauses: Sequence[NamesClause], verb: str) -> set[int]:
    return {name.people[0] for clause in clauses if clause.verb == verb for name in clause.names}


def _which(
    clauses: Sequence[NamesClause],
    unclear: NamesClause,
    name: people_names.NamedPeople,
    team: Sequence[ShiftMember],
    night: HeldSession,
    request: Request,
    who: Campaigner,
) -> Outcome:
    """Two of one name: nothing is recorded before it is clear which; the rest is kept for then."""
    people: dict[int, Person] = {member.person.id: member.person for member in team}
    sure = [NamesClause(c.verb, tuple(n for n in c.names if n is not name)) for c in clauses]
    options: list[tuple[str, Choosable]] = []
    for person in name.people:
        marked = {verb: _named(sure, verb) for verb in ("absent", "excused")}
        marked[unclear.verb].add(person)
        known = AttendKnown(night.session.id, tuple(marked["absent"]), tuple(marked["excused"]))
        options.append((texts.called(people[person]), known))
    words = texts.which_one(name.written, [people[person] for person in name.people])
    return ask(request, who, words, options, session=night.session.id)


def _recorded(
    night: HeldSession,
    team: Sequence[ShiftMember],
    absent: set[int],
    excused: set[int],
    request: Request,
    who: Campaigner,
) -> Outcome:
    facts: list[Fact] = []
    for member in team:
        away = ShiftState.ABSENT if member.person.id in absent else ShiftState.EXCUSED
        state = away if member.person.id in absent | excused else ShiftState.PRESENT
        if state is not member.shift.state:
            facts.append(Attended(member.shift, state, request.at))
    shown = [texts.names([m.person for m in team if m.person.id in some]) for some in (absent, excused - absent)]
    present = len(team) - len(absent | excused)
    words = texts.attended(common.pronouns(who.person), present, len(team), *shown)
    asked = (q for q in who.questions if q.topic == "attendance" and q.session_id == night.session.id)
    closed = tuple(QuestionClosed(question.id, request.key, request.at) for question in asked)
    return say(request, who, words, *facts, *closed)
