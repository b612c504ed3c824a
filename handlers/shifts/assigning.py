"""A captain names people for a night. Whoever cannot be there changes nothing, and the reason is said."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers import reaching, talk
from handlers import texts as common
from handlers.intents.shifts import Assign, AssignPeople, Replace, ShowPlaces
from handlers.intents.talking import NotUnderstood
from handlers.language import people_names
from handlers.language.people_names import NamesClause
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, say, tell
from handlers.shifts import fairness, places, texts
from handlers.shifts.fairness import Pool
from handlers.shifts.shift_words import when
from handlers.tonight import captains_line, scene
from handlers.tonight import texts as tonight_texts
from handlers.tonight.captains_line import NamedEvenings
from handlers.tonight.scene import Scene
from storage import forces, people, shifts
from storage.database import Rows
from storage.facts import Fact
from storage.instants import at
from storage.lookup import Campaigner
from storage.records import Person, Post, Role, Session
from storage.shifts import EXPECTED, Answered, Offered, Shift, ShiftState


@dataclass(frozen=True, slots=True)
class Filling:
    """A session that a captain fills for one force."""

    request: Request
    who: Campaigner
    session: Session
    force: str
    scene: Scene
    pool: Pool

    @property
    def need(self) -> int:
        return self.scene.campaign(self.session).settings.places(self.force)

    @property
    def have(self) -> int:
        return len(self.scene.of_force(self.session, self.force))


async def captaincies(who: Campaigner, request: Request, read: Rows) -> tuple[Post, ...]:
    """The forces that somebody fills places for. The office: first those that nobody leads, then all others."""
    own = tuple(post for post in who.posts if post.role is Role.CAPTAIN and post.force)
    if own or not who.has(Role.CLERK):
        return own
    led = await forces.led(read, who.campaign.unit.id, request.at)
    wanted = [places.force.value for places in who.campaign.settings.team if places.number]
    ordered = sorted(wanted, key=lambda force: force in led)
    return tuple(Post(who.person.id, Role.CAPTAIN, who.campaign.unit, force) for force in ordered)


async def ahead_of(posts: Sequence[Post], who: Campaigner, request: Request, read: Rows) -> list[Session]:
    """The sessions that places are filled for and that have not begun."""
    if not posts:
        return []
    zone, today = who.campaign.zone, who.campaign.day(request.at)
    sessions = await forces.sessions_ahead(read, {post.unit.id for post in posts}, today)
    return [session for session in sessions if request.at < at(session.night, session.ends or "", zone)]


async def filling(session: Session, force: str, request: Request, who: Campaigner, read: Rows) -> Filling:
    seen = await scene.of_sessions(read, [session.id], [], request.at)
    pool = await fairness.pool(read, seen.campaign(session), force, seen.teams, request.at)
    return Filling(request, who, session, force, seen, pool)


NAMES = 2  # words of a line of names; with more, what is no name makes it a sentence


async def assign(intent: Assign, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Names of a force into the places of a night; without a night, into the next that is not full."""
    posts = await captaincies(who, request, read)
    if not posts:
        return await talk.chat(NotUnderstood(), request, who, read)
    ahead = await ahead_of(posts, who, request, read)
    line = captains_line.named(intent.text, who.plan, who.campaign.day(request.written), {s.night for s in ahead})
    force, clause = await _force_of(line.rest, posts, who.campaign.unit.id, request, read)
    if not clause.names and not line.dated:
        return await talk.chat(NotUnderstood(), request, who, read)
    wrong = await _wrong_name(clause, request, who, read)
    fitting = await _with_places(line, ahead, force, request, read)
    if wrong or not fitting:
        nights = sorted({session.night for session in ahead})[: places.SHOWN]
        words = wrong or texts.no_such_night(common.pronouns(who.person), nights)
        sentence = bool(clause.unknown) and len(line.rest.split()) > NAMES
        return say(request, who, words, unread=sentence or not clause.names)
    if len({one.night for one in fitting}) < len(fitting) and line.dated and not line.units:
        return _which_unit(fitting, force, clause, request, who)
    return _assigned(await filling(fitting[0], force, request, who, read), clause)


async def replace_(intent: Replace, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """One goes instead of another: on the night that is named, else on the next that the other has."""
    p, posts = common.pronouns(who.person), await captaincies(who, request, read)
    if not posts:
        return await talk.refuse(request, who)
    ahead = await ahead_of(posts, who, request, read)
    line = captains_line.named(intent.text, who.plan, who.campaign.day(request.written), {s.night for s in ahead})
    force, clause = await _force_of(f"{intent.old}, {intent.new}", posts, who.campaign.unit.id, request, read)
    wrong = await _wrong_name(clause, request, who, read)
    roster = {member.id: member for member in await forces.members(read, who.campaign.unit.id, force, request.at)}
    names = [(id_, person.name) for id_, person in roster.items()]
    leaving, coming = (people_names.names_in(text, names).names for text in (intent.old, intent.new))
    if wrong or len(leaving) != 1 or len(coming) != 1:
        return say(request, who, wrong or texts.nobody_named(p, intent.old))
    unclear = next((named_people for named_people in (*leaving, *coming) if len(named_people.people) > 1), None)
    if unclear is not None:
        return say(request, who, texts.say_which(p, [roster[i] for i in unclear.people]))
    old, new = roster[leaving[0].people[0]], roster[coming[0].people[0]]
    fitting = {session.id: session for session in line.fitting(ahead)}
    held = (await shifts.of_people(read, [old.id], who.campaign.day(request.at))).get(old.id, ())
    place = next((shift for shift in held if shift.session_id in fitting and shift.state in EXPECTED), None)
    if place is None:
        return say(request, who, texts.no_shift_ahead(p, old.given))
    one = await filling(fitting[place.session_id], force, request, who, read)
    refusal = _refusal(one, [new], instead=1)
    if refusal:
        return say(request, who, refusal)
    shown, night = when(one.scene, one.session), one.session
    offered = Shift(request.ids(), night.id, new.id, force, night.night, night.starts or "")
    lost = (await reaching.reach(read, [old])).others
    words = texts.replaced(p, shown, old, new, one.have, one.need, lost)
    hears = texts.somebody_comes_instead(common.pronouns(old), shown, new)
    facts = (Answered(place, ShiftState.DECLINED, request.at), Offered(offered, request.at))
    return say(request, who, words, *facts, others=(tell(request, old, hears),))


async def _force_of(
    text: str, posts: Sequence[Post], unit_id: int, request: Request, read: Rows
) -> tuple[str, NamesClause]:
    """The force to which all who are named belong; the first where none fits."""
    found: list[tuple[str, NamesClause]] = []
    for post in posts:
        roster = await forces.members(read, unit_id, post.force or "", request.at)
        clause = people_names.names_in(text, [(person.id, person.name) for person in roster])
        found.append((post.force or "", clause))
        if clause.names and not clause.unknown:
            return found[-1]
    return next((one for one in found if one[1].names), found[0])


async def _with_places(
    line: NamedEvenings, ahead: Sequence[Session], force: str, request: Request, read: Rows
) -> list[Session]:
    """Those that were named; else the next one that lacks people."""
    fitting = line.fitting(ahead)
    if line.dated or not fitting:
        return fitting
    seen = await scene.of_sessions(read, [one.id for one in fitting], [], request.at)
    return [session for session in fitting if seen.open_places(session).get(force)][:1] or fitting[:1]


async def _wrong_name(clause: NamesClause, request: Request, who: Campaigner, read: Rows) -> Markup:
    """A name that is not in the force: whose it is, where it is known in the ward; empty when all are."""
    if not clause.unknown:
        return Markup("")
    p, name = common.pronouns(who.person), clause.unknown[0]
    everybody = await people.below(read, [who.campaign.unit.id], request.at)
    named_peoples = people_names.names_in(name, [(one.id, one.name) for one in everybody]).names
    posts = await people.posts_of(read, named_peoples[0].people if named_peoples else [], request.at)
    held = next((post for some in posts.values() for post in some if post.force), None)
    if named_peoples and held and held.force:
        person = next(one for one in everybody if one.id == held.person_id)
        return texts.of_another_force(p, person.given, held.force)
    return texts.nobody_named(p, name)


def _which_unit(
    fitting: Sequence[Session], force: str, clause: NamesClause, request: Request, who: Campaigner
) -> Outcome:
    units = {group.unit.id: group.unit.name for group in who.plan}
    sure = tuple(name.people[0] for name in clause.names if len(name.people) == 1)
    options = [(units.get(session.unit_id, ""), AssignPeople(force, ((session.id, sure),))) for session in fitting]
    words = texts.which_unit(common.pronouns(who.person), fitting[0].night)
    return ask(request, who, words, options)


async def assign_people(intent: AssignPeople, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """What was suggested, or made clear; what has changed meanwhile is left out and said."""
    posts = await captaincies(who, request, read)
    ahead = {one.id: one for one in await ahead_of(posts, who, request, read)}
    if not any(post.force == intent.force for post in posts):
        return await talk.refuse(request, who)
    outcomes = []
    for session, chosen in intent.places:
        if session in ahead:
            one = await filling(ahead[session], intent.force, request, who, read)
            known = {person.id: person for person in one.pool.people}
            outcomes.append(_put(one, [known[id_] for id_ in chosen if id_ in known], []))
    if not outcomes:
        return say(request, who, texts.shift_changed(common.pronouns(who.person)))
    words = common.lines(*(Markup(outcome.replies[0].words) for outcome in outcomes))
    return say(request, who, words, *(fact for outcome in outcomes for fact in outcome.facts))


def _assigned(one: Filling, clause: NamesClause) -> Outcome:
    """Those who are clear are recorded; of two with one name it is asked which."""
    known = {person.id: person for person in one.pool.people}
    sure = [known[name.people[0]] for name in clause.names if len(name.people) == 1]
    unclear = [(name.written, [known[id_] for id_ in name.people]) for name in clause.names if len(name.people) > 1]
    if not sure and not unclear:
        p = common.pronouns(one.who.person)
        open_ = places.suggested(one.scene, one.force, [one.session], one.pool)
        words = texts.place(p, open_[0].opening) if open_ else texts.all_filled(p)
        options = list(places.accepting(one.force, open_).items())
        return ask(one.request, one.who, words, options) if options else say(one.request, one.who, words)
    return _put(one, list(dict.fromkeys(sure)), unclear)


def _put(one: Filling, chosen: Sequence[Person], unclear: Sequence[tuple[str, Sequence[Person]]]) -> Outcome:
    refusal = _refusal(one, chosen)
    if refusal:
        return say(one.request, one.who, refusal)
    p, facts = common.pronouns(one.who.person), list[Fact]()
    for person in chosen:
        night = one.session
        offered = Shift(one.request.ids(), night.id, person.id, one.force, night.night, night.starts or "")
        facts.append(Offered(offered, one.request.at))
    names = tonight_texts.names(chosen)
    text = texts.assigned(p, when(one.scene, one.session), names, one.have + len(chosen), one.need)
    warned = [_too_often(one, person) for person in chosen]
    said = common.lines(text if chosen else "", *warned)
    if not unclear:
        return say(one.request, one.who, said, *facts)
    name, some = unclear[0]
    options = [
        (tonight_texts.called(person), AssignPeople(one.force, ((one.session.id, (person.id,)),))) for person in some
    ]
    return ask(one.request, one.who, common.lines(said, tonight_texts.which_one(name, some)), options, *facts)


def _too_often(one: Filling, person: Person) -> Markup:
    usual = one.scene.campaign(one.session).settings.nights_a_week
    nights = one.pool.nights_of_week(person.id, one.session.night) + 1
    return texts.too_often(person.given, nights, usual) if nights > usual else Markup("")


def _refusal(one: Filling, chosen: Sequence[Person], instead: int = 0) -> Markup:
    """Why this cannot be; empty when it can. `instead`: how many give up their places for them."""
    p, session = common.pronouns(one.who.person), one.session
    members = {member.person.id for member in one.scene.team(session)}
    for person in chosen:
        name = tonight_texts.called(person)
        if person.id in members:
            return texts.there_already(p, name)
        if one.pool.is_away(person.id, session):
            return texts.is_away(p, name, session.night)
        if one.pool.is_busy(person.id, session):
            return texts.has_another(p, name, session.night)
    if one.need and one.have + len(chosen) - instead > one.need:
        return texts.too_many(p, one.need, one.have, len(chosen))
    return Markup("")


async def show_places(_intent: ShowPlaces, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """`/phancong`: what is still open, with a suggestion for each."""
    posts = await captaincies(who, request, read)
    p, ahead = common.pronouns(who.person), await ahead_of(posts, who, request, read)
    seen = await scene.of_sessions(read, [one.id for one in ahead], [], request.at)
    for post in posts:
        force = post.force or ""
        wanted = [session for session in ahead if seen.open_places(session).get(force)]
        if wanted:
            pool = await fairness.pool(read, seen.campaign(wanted[0]), force, seen.teams, request.at)
            open_ = places.suggested(seen, force, wanted[: places.SHOWN], pool)
            words = texts.places(p, [lacking_session.opening for lacking_session in open_], len(wanted) - len(open_))
            options = list(places.accepting(force, open_).items())
            return ask(request, who, words, options) if options else say(request, who, words)
    return say(request, who, texts.all_filled(p))
