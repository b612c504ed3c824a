"""Answers to wishes in free words: small talk, the guide, and what is looked up for whoever asks."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from handlers import texts as common
from handlers.guide import guide
from handlers.guide import words as guide_words
from handlers.intents.intent import Choosable
from handlers.intents.wishes import AskAbout, Converse, PassOn, Wonder
from handlers.language import people_names
from handlers.language.tokens import fold
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, say
from handlers.progress import bands
from handlers.progress import texts as progress_texts
from handlers.progress.texts import StatusLine
from handlers.shifts import assigning, fairness
from handlers.shifts.shift_words import when
from handlers.tonight import scene
from handlers.tonight import texts as tonight_texts
from handlers.wishes import catalogue, deciding, passing, texts
from handlers.wishes.words import CAPTAINS, HEAD, OFFICE, OFTEN, SILENT
from storage import forces, people, reckoning, sessions, shifts
from storage.database import Rows
from storage.instants import local
from storage.lookup import OWN, Campaigner, KnownSpeaker, Who
from storage.records import Person, Role, Session
from storage.shifts import EXPECTED, ShiftState

NIGHTS = 6  # of the plan, in one answer


async def converse(intent: Converse, request: Request, who: Who, read: Rows) -> Outcome:
    """One fitting line; an open question stays open."""
    if who.person is None and intent.wish not in {"who_are_you", "wrong_person", "privacy"}:
        return say(request, who, common.stranger())
    p, office = common.pronouns(who.person), await passing.office(request, who, read)
    ward = who.campaign.unit.name if who.campaign else ""
    ward = f"{texts.WARD} {ward}" if ward else ""
    if intent.wish == "acknowledge" and any(question.topic == "count" for question in who.questions):
        return say(request, who, common.heard_you(p))
    if isinstance(who, KnownSpeaker) and intent.wish in guide_words.WISHES:
        return await guide.show_wish(intent.wish, intent.text, request, who, read)
    return say(request, who, texts.reply(catalogue.reply(intent.wish, who), p, ward, office))


async def wonder(intent: Wonder, request: Request, who: Who, read: Rows) -> Outcome:
    """The nearest as choices; where nothing is near, what can be said, and the words are kept for the office."""
    p = common.pronouns(who.person)
    if who.person is None:
        return say(request, who, common.stranger())
    if not intent.wishes:
        facts = [passing.kept(intent.text, "", request, who)] if isinstance(who, Campaigner) else []
        office = await passing.office(request, who, read)
        said = texts.unread(p, texts.EXAMPLES[_kind(who)], office, kept=bool(facts))
        return say(request, who, said, *facts)
    labels = [catalogue.entries()[wish].said for wish in intent.wishes]
    options: list[tuple[str, Choosable]] = [
        (label, deciding.wished(wish, text))
        for label, wish, text in zip(labels, intent.wishes, intent.parts or (intent.text,) * len(labels), strict=True)
    ]
    options.append((texts.SOMETHING_ELSE, PassOn("", intent.text, sure=True)))
    return ask(request, who, texts.which(p, [label for label, _ in options]), options)


async def ask_about(intent: AskAbout, request: Request, who: Campaigner, read: Rows) -> Outcome:
    text = await _ANSWERS[intent.wish](intent, request, who, read)
    return say(request, who, text)


def _kind(who: Who) -> str:
    roles = ((OWN, "head"), ((Role.CLERK, Role.OBSERVER), "office"), ((Role.CAPTAIN,), "captain"))
    return next((kind for some, kind in roles if who.has(*some)), "helper")


async def _ward(_intent: AskAbout, request: Request, who: Campaigner, read: Rows) -> Markup:
    """The whole alone: whose units are which is for those who lead them."""
    scope = await reckoning.scope_of(read, who.campaign.unit, request.at, who.campaign.id)
    if scope is None:
        return texts.no_session(common.pronouns(who.person))
    progress = await reckoning.of_unit(read, scope, request.at)
    whole = StatusLine(
        title=scope.campaign.name,
        at=local(request.at, scope.campaign.zone),
        total=progress.told,
        headcount=progress.headcount,
        reported=(0, 0),
        owed=0,
        past=False,
        units=scope.one_campaign,
    )
    return progress_texts.headline(whole)


async def _recorded(_intent: AskAbout, request: Request, who: Campaigner, _read: Rows) -> Markup:
    p, campaign = common.pronouns(who.person), who.campaign
    names = {indicator.code: indicator.name for indicator in campaign.settings.indicators}
    told = [(own, night) for own in who.own.values() for night in own.nights if night.standing.reported]
    today = campaign.day(request.written)
    owed = [
        own.unit.name
        for own in who.own.values()
        for night in own.nights
        if night.session.night == today and night.session.planned and not night.standing.reported
    ]
    if not told:
        return texts.not_recorded_yet(p)
    own, night = max(told, key=lambda one: one[1].standing.heard)
    figures = [(names.get(code, code), figure.value) for code, figure in night.standing.figures.items()]
    at = local(night.standing.heard, campaign.zone)
    last = texts.recorded_last(p, own.unit.name, night.session.night, at, figures)
    return common.lines(last, texts.tonight_still_owed(p, owed[0]) if owed else "")


async def _where(intent: AskAbout, request: Request, who: Campaigner, read: Rows) -> Markup:
    """The evening that is named, or the next: when, and whom to ask where to meet."""
    p, ahead = common.pronouns(who.person), await passing.ahead(request, who, read)
    chosen = [session for session in ahead if session.night.isoformat() == intent.night] if intent.night else ahead[:1]
    if not chosen:
        nights = [one.night for one in ahead][:NIGHTS]
        named = date.fromisoformat(intent.night) if intent.night else None
        return texts.no_session_then(p, named, nights) if named else texts.no_session(p)
    seen = await scene.of_sessions(read, [chosen[0].id], [], request.at)
    leader = seen.head(chosen[0])
    if leader is None or leader.id == who.person.id:
        return texts.own_place(p, when(seen, chosen[0]))
    phones = await people.phones(read, [leader.id])
    return texts.next_session(p, when(seen, chosen[0]), leader, phones.get(leader.id))


async def _leads(intent: AskAbout, request: Request, who: Campaigner, read: Rows) -> Markup:
    said = fold(intent.text)
    p, allowed = common.pronouns(who.person), await _working_with(request, who, read)
    told: list[tuple[str, Person]] = []
    if OFFICE.search(said) and not intent.unit:
        clerks = await people.clerks_above(read, [post.unit.id for post in who.posts], request.at)
        told = [(texts.OFFICE.capitalize(), clerk) for clerk in clerks]
    elif intent.unit:
        named = next((group.unit.name for group in who.plan if group.unit.id == intent.unit), "")
        held = await people.in_charge(read, [intent.unit], request.at)
        told = [(named, one) for one in held.get(intent.unit, ())]
    else:
        ahead = await passing.ahead(request, who, read)
        seen = await scene.of_sessions(read, [one.id for one in ahead[:1]], [], request.at)
        told = [(seen.unit(session).name, head) for session in ahead[:1] if (head := seen.head(session))]
        held = {} if told else await people.in_charge(read, list(who.own), request.at)
        told += [(who.own[unit].unit.name, one) for unit, some in held.items() for one in some]
    phones = await people.phones(read, [one.id for _, one in told if one.id in allowed])
    return texts.leaders(p, [(unit, person, phones.get(person.id)) for unit, person in told])


async def _phone(intent: AskAbout, request: Request, who: Campaigner, read: Rows) -> Markup:
    """Only of who works with them, and of the office; the office itself may have any."""
    p, said = common.pronouns(who.person), fold(intent.text)
    allowed = await _working_with(request, who, read)
    office = await passing.office(request, who, read)
    everybody = await people.below(read, [who.campaign.unit.id], request.at)
    others = [person for person in everybody if person.id != who.person.id]  # "bác hỏi" is no Hợi
    named_peoples = people_names.names_in(intent.text, [(other.id, other.name) for other in others]).names
    wanted = [other for other in others if any(other.id in name.people for name in named_peoples)]
    if not wanted and (intent.unit or HEAD.search(said)):
        ahead = [] if intent.unit else await passing.ahead(request, who, read)
        units = [intent.unit] if intent.unit else [session.unit_id for session in ahead[:1]]
        held = await people.in_charge(read, units, request.at)
        wanted = [one for some in held.values() for one in some[:1]]
    elif not wanted and CAPTAINS.search(said):
        wanted = await passing.captains_of(request, who, read)
    if not wanted:
        return texts.whose_phone(p, office)
    shown = [one for one in wanted if one.id in allowed or who.has(Role.CLERK)]
    if not shown:
        return texts.phone_not_shown(p, office)
    phones = await people.phones(read, [one.id for one in shown])
    return texts.phone_of(p, [(one, phones.get(one.id)) for one in shown])


async def _working_with(request: Request, who: Campaigner, read: Rows) -> set[int]:
    """Heads and teams of the evenings before them, captains of their force, the office."""
    ahead = (await passing.ahead(request, who, read))[:1]
    seen = await scene.of_sessions(read, [one.id for one in ahead], [], request.at)
    units = {*(one.unit_id for one in ahead), *who.own}
    held = await people.in_charge(read, units, request.at)
    team = [member.person.id for session in ahead for member in seen.team(session)] if who.has(*OWN) else []
    clerks = await people.clerks_above(read, [post.unit.id for post in who.posts], request.at)
    captains = await passing.captains_of(request, who, read)
    led = [post for post in who.posts if post.role is Role.CAPTAIN]
    team += [
        person.id for post in led for person in await forces.members(read, post.unit.id, post.force or "", request.at)
    ]
    return {*(one.id for some in held.values() for one in some), *team, *(one.id for one in (*clerks, *captains))}


async def _place(_intent: AskAbout, request: Request, who: Campaigner, read: Rows) -> Markup:
    """Of a head: the band of the own unit, and how many units are in each; nobody is last."""
    p, campaign = common.pronouns(who.person), who.campaign
    scope = await reckoning.scope_of(read, campaign.unit, request.at, campaign.id)
    if scope is None:
        return texts.no_session(p)
    found = bands.bands(await reckoning.of_unit(read, scope, request.at))
    some = (("reached", found.reached), ("near", found.near), ("coming", found.coming), ("behind", found.behind))
    own = {unit.unit.name for unit in who.own.values()}
    mine = [(place, band) for band, places in some for place in places if place.unit in own]
    return texts.own_band(p, mine, [(band, len(places)) for band, places in some], sorted(own & set(found.owing)))


async def _force_team(intent: AskAbout, request: Request, who: Campaigner, read: Rows) -> Markup:
    """Of a captain: who has said yes, and who has not answered, evening by evening."""
    p, posts = common.pronouns(who.person), await assigning.captaincies(who, request, read)
    ahead = await assigning.ahead_of(posts, who, request, read)
    some = [one for one in ahead if not intent.night or one.night.isoformat() == intent.night]
    some = [one for one in some if not intent.unit or one.unit_id == intent.unit] or ahead
    seen = await scene.of_sessions(read, [one.id for one in some], [], request.at)
    forces_ = {post.force for post in posts}
    told = []
    for session in some[:NIGHTS]:
        team = [member for member in seen.team(session) if member.shift.force in forces_]
        by_state = [
            tonight_texts.names(
                [member.person for member in team if (member.shift.state is ShiftState.OFFERED) is silent]
            )
            for silent in (False, True)
        ]
        missing = sum(number for force, number in seen.open_places(session).items() if force in forces_)
        told.append((when(seen, session), by_state[0], by_state[1], missing))
    if SILENT.search(fold(intent.text)):
        told = [one for one in told if one[2]]
        if not told:
            return texts.all_answered(p)
    return texts.force_team(p, told)


async def _been(_intent: AskAbout, _heard: Request, who: Campaigner, read: Rows) -> Markup:
    """Evenings that somebody was at, as the heads have told."""
    p = common.pronouns(who.person)
    held = (await shifts.of_people(read, [who.person.id], who.campaign.starts)).get(who.person.id, ())
    nights = [shift.night for shift in held if shift.state is ShiftState.PRESENT]
    ahead = [one.night for one in held if one.state in EXPECTED]
    return texts.nights_been(p, nights, len(ahead))


async def _deadline(_intent: AskAbout, _heard: Request, who: Campaigner, _read: Rows) -> Markup:
    times = who.campaign.settings.timetable
    return texts.deadlines(common.pronouns(who.person), times.asks, times.late, times.locks, who.campaign.ends)


async def _person(_intent: AskAbout, request: Request, who: Campaigner, read: Rows) -> Markup:
    return texts.talk_to(common.pronouns(who.person), await passing.office(request, who, read))


async def _again(_intent: AskAbout, _heard: Request, who: Campaigner, _read: Rows) -> Markup:
    """What was asked last, once more; else what can be said."""
    p = common.pronouns(who.person)
    asked = who.question.words if who.question else None
    return texts.again(p, asked) if asked else texts.simply(p, texts.EXAMPLES[_kind(who)])


async def _roster(intent: AskAbout, request: Request, who: Campaigner, read: Rows) -> Markup:
    """Of a captain the own force; of a head the own unit; of the office all forces."""
    p = common.pronouns(who.person)
    top = [who.campaign.unit.id]
    units = list(who.own) if who.own and not who.has(Role.CLERK, Role.OBSERVER, Role.CAPTAIN) else top
    everybody = {person.id: person for person in await people.below(read, units, request.at)}
    posts = await people.posts_of(read, list(everybody), request.at)
    forces_ = {post.force for post in who.posts if post.role is Role.CAPTAIN}
    held = {id_: post.force for id_, some in posts.items() for post in some if post.force}
    mine = {id_: force for id_, force in held.items() if not forces_ or force in forces_}
    if not mine:
        return texts.nobody_listed(p)
    if who.has(Role.CAPTAIN) and OFTEN.search(fold(intent.text)):
        held_ = await shifts.of_people(read, list(mine), who.campaign.starts)
        counted = {id_: sum(shift.state is ShiftState.PRESENT for shift in held_.get(id_, ())) for id_ in mine}
        ordered = sorted(mine, key=lambda id_: (-counted[id_], everybody[id_].name))
        called = tonight_texts.names([everybody[id_] for id_ in ordered])
        return texts.how_often(p, [(name, counted[id_]) for name, id_ in zip(called, ordered, strict=True)])
    names = tonight_texts.names([everybody[id_] for id_ in mine])
    shown = 30
    return texts.people_of_forces(Counter(mine.values()), names[:shown], max(0, len(names) - shown))


async def _free(intent: AskAbout, request: Request, who: Campaigner, read: Rows) -> Markup:
    """Who of the force has no place that night and is not away, the fewest nights first."""
    p, posts = common.pronouns(who.person), await assigning.captaincies(who, request, read)
    ahead = await assigning.ahead_of(posts, who, request, read)
    some = [one for one in ahead if not intent.night or one.night.isoformat() == intent.night]
    some = [one for one in some if not intent.unit or one.unit_id == intent.unit]
    if not some or not posts:
        named = date.fromisoformat(intent.night) if intent.night else None
        nights = sorted({one.night for one in ahead})[:NIGHTS]
        return texts.no_session_then(p, named, nights) if named else texts.no_session(p)
    some = some if intent.night else [one for one in some if one.night == some[0].night]
    seen = await scene.of_sessions(read, [one.id for one in some], [], request.at)
    parts = []
    for session in some:
        pool = await fairness.pool(read, seen.campaign(session), posts[0].force or "", seen.teams, request.at)
        parts.append(texts.all_free(when(seen, session), tonight_texts.names(pool.free(session))))
    return common.lines(*parts)


async def _open(intent: AskAbout, request: Request, who: Campaigner, read: Rows) -> Markup:
    p, nights = common.pronouns(who.person), await _planned(request, who, read)
    some = [night for night in nights if not intent.night or night.night.isoformat() == intent.night]
    own = [session for session in some if session.unit_id in who.own] if who.own else some
    seen = await scene.of_sessions(read, [one.id for one in own[:30]], [], request.at)
    told = [(when(seen, one), seen.open_places(one)) for one in own[:30] if seen.open_places(one)]
    return common.lines(*(texts.places_open(*one) for one in told[:NIGHTS])) or texts.all_full(p)


async def _plan(intent: AskAbout, request: Request, who: Campaigner, read: Rows) -> Markup:
    """Which units go on the night that is named, or on those to come; of a unit its own."""
    p, nights = common.pronouns(who.person), await _planned(request, who, read)
    some = [night for night in nights if not intent.unit or night.unit_id == intent.unit]
    units = {group.unit.id: group.unit.name for group in who.plan}
    if intent.night:
        day = date.fromisoformat(intent.night)
        return texts.plan_on(day, [units.get(one.unit_id, "") for one in some if one.night == day])
    by_night: dict[date, list[str]] = {}
    for session in some:
        by_night.setdefault(session.night, []).append(units.get(session.unit_id, ""))
    if not by_night:
        return texts.no_session(p)
    return texts.plan_ahead(list(by_night.items())[:NIGHTS], max(0, len(by_night) - NIGHTS))


async def _planned(request: Request, who: Campaigner, read: Rows) -> Sequence[Session]:
    found = await sessions.of_campaign(read, who.campaign.id, who.campaign.day(request.at))
    return [session for session in found if not session.is_round and session.planned]


_ANSWERS = {
    "ward_figures": _ward,
    "check_recorded": _recorded,
    "where_when": _where,
    "my_nights": _been,
    "who_leads": _leads,
    "phone_of": _phone,
    "deadline": _deadline,
    "talk_to_person": _person,
    "explain_again": _again,
    "show_roster": _roster,
    "best_worst": _place,
    "my_team": _force_team,
    "open_places": _open,
    "who_free": _free,
    "ward_plan": _plan,
}
