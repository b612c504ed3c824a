"""What goes to somebody else: passed on to the office, told to who leads the evening, answered by the office."""

from datetime import date

from handlers import reaching, talk
from handlers import texts as common
from handlers.counts import report
from handlers.intents.past import AttachNote
from handlers.intents.wishes import AnswerNote, LeaveIt, PassOn, SettleNotes, ShowNotes, TellCaptain, TellHead, TellTeam
from handlers.language import people_names
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, ask, say, tell
from handlers.reaching import office as office  # noqa: PLC0414  who passes on, or answers, names whom to ask
from handlers.shifts import assigning
from handlers.shifts.shift_words import when
from handlers.tonight import scene
from handlers.tonight.scene import Scene
from handlers.wishes import catalogue, texts
from storage import forces, notes, people, sessions, shifts
from storage.database import Rows
from storage.instants import at, local
from storage.lookup import Campaigner, KnownSpeaker, Who
from storage.notes import Note, NoteAttached, NoteSettled
from storage.records import Person, Session

LONGEST = 1000  # signs that are kept of somebody's words
SHOWN = 10


async def ahead(request: Request, who: Campaigner, read: Rows) -> list[Session]:
    """The evenings that lie before somebody: of their unit, of their shifts, or that they fill."""
    today, zone = who.campaign.day(request.at), who.campaign.zone
    led = [night.session for own in who.own.values() for night in own.nights]
    held = (await shifts.of_people(read, [who.person.id], today)).get(who.person.id, ())
    nights = await sessions.by_id(read, [shift.session_id for shift in held if shift.state in shifts.EXPECTED])
    filled = await assigning.ahead_of(await assigning.captaincies(who, request, read), who, request, read)
    some = {session.id: session for session in (*led, *(night.session for night in nights.values()), *filled)}
    open_ = [
        one
        for one in some.values()
        if one.planned and one.starts and one.night >= today and request.at < at(one.night, one.ends or "", zone)
    ]
    return sorted(open_, key=lambda one: (one.night, one.id))


def kept(text: str, wish: str, request: Request, who: Campaigner) -> Note:
    return Note(request.ids(), who.campaign.id, who.person.id, wish, text[:LONGEST], request.at)


async def pass_on(intent: PassOn, request: Request, who: Who, read: Rows) -> Outcome:
    """Offered first; then kept, and said to the office at once where it is a wish."""
    if not isinstance(who, Campaigner):
        return await talk.refuse(request, who)
    p, there = common.pronouns(who.person), await office(request, who, read)
    entry = catalogue.entries().get(intent.wish)
    wish = entry.said if entry else ""
    if not intent.sure:
        options = [
            (texts.PASS_ON, PassOn(intent.wish, intent.text, sure=True)),
            (texts.LEAVE, LeaveIt()),
        ]
        return ask(request, who, texts.pass_on(p, wish, there), options)
    note = kept(intent.text, intent.wish, request, who)
    if not intent.wish:
        return say(request, who, texts.kept(p, there), note)
    clerks = [clerk for clerk in await reaching.clerks(request, who, read) if clerk.id != who.person.id]
    clerks = list((await reaching.reach(read, clerks)).reached)
    if not clerks:
        return say(request, who, texts.nobody_there(p, there), note)
    post = next((one.unit.name for one in who.posts), "")
    messages = [
        tell(request, clerk, texts.to_office(common.pronouns(clerk), who.person, post, wish, intent.text))
        for clerk in clerks
    ]
    return say(request, who, texts.passed_on(p, there), note, others=messages)


async def tell_head(intent: TellHead, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    seen = await scene.of_sessions(read, [intent.session], [], request.at)
    mine = {session.id for session in await ahead(request, who, read)}
    night = seen.nights.get(intent.session)
    leader = seen.head(night.session) if night and intent.session in mine else None
    if leader is None:
        return say(request, who, texts.no_session(p))
    if not (await reaching.reach(read, [leader])).reached:
        phones = await people.phones(read, [leader.id])
        return say(request, who, texts.head_unreached(p, leader, phones.get(leader.id)))
    message = tell(request, leader, texts.head_hears(common.pronouns(leader), who.person, intent.text))
    return say(request, who, texts.told_head(p, leader), others=(message,))


async def tell_team(intent: TellTeam, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Of an evening that one leads; whoever cannot be reached is named with a telephone."""
    p = common.pronouns(who.person)
    seen = await scene.of_sessions(read, [intent.session], [], request.at)
    night = seen.nights.get(intent.session)
    led = night is not None and night.session.unit_id in who.own  # still
    if night is None or not led or not night.session.planned:
        return say(request, who, texts.no_session(p))
    team = expected(seen, night.session, who)
    reach = await reaching.reach(read, team, {one.id: "" for one in team})
    messages = [
        tell(
            request,
            person,
            texts.team_hears(common.pronouns(person), who.person, when(seen, night.session), intent.text),
        )
        for person in reach.reached
    ]
    text = common.lines(
        texts.told_team(p, list(reach.reached)) if messages else Markup(""),
        common.to_call(p, reach.others, "", any_reached=bool(messages)),
    )
    return say(request, who, text or texts.no_team(p), others=messages)


def expected(seen: Scene, session: Session, who: KnownSpeaker) -> list[Person]:
    some = [shift_member.person for shift_member in seen.team(session) if shift_member.shift.state in shifts.EXPECTED]
    return [person for person in some if person.id != who.person.id]


async def tell_captain(intent: TellCaptain, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Who leads one's force decides; where nobody does it goes to the office."""
    p = common.pronouns(who.person)
    captains = await captains_of(request, who, read)
    reached = list((await reaching.reach(read, captains)).reached)
    if not reached:
        return await pass_on(PassOn("swap_shift", intent.text, sure=True), request, who, read)
    messages = [
        tell(request, person, texts.captain_hears(common.pronouns(person), who.person, intent.text, intent.line))
        for person in reached
    ]
    return say(request, who, texts.told_captain(p, reached[0]), others=messages)


async def captains_of(request: Request, who: KnownSpeaker, read: Rows) -> list[Person]:
    """Who leads the forces that somebody belongs to."""
    held = [post for post in who.posts if post.force]
    some = [
        captain for post in held for captain in await forces.captains(read, post.unit.id, post.force or "", request.at)
    ]
    return [person for person in some if person.id != who.person.id]


async def leave(_intent: LeaveIt, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    return say(request, who, texts.left(common.pronouns(who.person)))


async def show_notes(_intent: ShowNotes, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    waiting = await notes.waiting(read, who.campaign.id)
    shown = waiting[:SHOWN]
    senders = await people.by_id(read, {one.person_id for one in shown})
    phones = await people.phones(read, list(senders))
    entries = catalogue.entries()
    told = [
        (
            str(texts.office(senders[note.person_id], phones.get(note.person_id))),
            local(note.heard, who.campaign.zone),
            entries[note.wish].said if note.wish in entries else "",
            note.words,
        )
        for note in shown
    ]
    text = texts.notes(p, told, len(waiting) - len(shown))
    options = [(texts.SEEN, SettleNotes(tuple(one.id for one in shown)))]
    return ask(request, who, text, options) if shown else say(request, who, text)


async def settle_notes(intent: SettleNotes, request: Request, who: Campaigner, read: Rows) -> Outcome:
    open_ = [note for note in await notes.by_id(read, intent.notes) if note.campaign_id == who.campaign.id]
    facts = tuple(NoteSettled(one.id, request.at) for one in open_)
    return say(request, who, texts.notes_settled(common.pronouns(who.person), len(facts)), *facts)


async def attach_note(intent: AttachNote, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Of the list as it is shown: it stands in the history of that night from now on."""
    p = common.pronouns(who.person)
    waiting = await notes.waiting(read, who.campaign.id)
    if not 0 < intent.place <= len(waiting[:SHOWN]):
        return say(request, who, texts.no_such_note(p, len(waiting)))
    note = waiting[intent.place - 1]
    own = (await report.units_at(read, [intent.unit], who, request)).get(intent.unit)
    day = date.fromisoformat(intent.night) if intent.night else who.campaign.day(note.heard)
    night = own.night(day) if own else None
    if own is None or night is None:
        nights = [one.session.night for one in own.nights] if own else []
        return say(request, who, common.not_planned(p, own.unit.name if own else "", day, nights))
    fact = NoteAttached(note.id, night.session.id, request.at)
    return say(request, who, texts.note_attached(p, own.unit.name, day, note.words), fact)


async def answer_note(intent: AnswerNote, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """To the one of that name who waits; their notes are settled by it."""
    p = common.pronouns(who.person)
    waiting = await notes.waiting(read, who.campaign.id)
    senders = await people.by_id(read, {one.person_id for one in waiting})
    named_peoples = people_names.names_in(intent.name, [(sender.id, sender.name) for sender in senders.values()]).names
    meant = [intent.person] if intent.person else [id_ for name in named_peoples for id_ in name.people]
    meant = [id_ for id_ in dict.fromkeys(meant) if id_ in senders]
    if not meant:
        return say(request, who, texts.nobody_waits(p, intent.name))
    if len(meant) > 1:
        labels = [senders[id_].name for id_ in meant]
        options = [(label, AnswerNote(intent.name, intent.text, id_)) for label, id_ in zip(labels, meant, strict=True)]
        return ask(request, who, texts.which(p, labels), options)
    person, theirs = senders[meant[0]], [note for note in waiting if note.person_id == meant[0]]
    reached = bool((await reaching.reach(read, [person])).reached)
    if not reached:
        return say(request, who, texts.answered_note(p, person, reached=False))
    message = tell(
        request,
        person,
        texts.office_answers(common.pronouns(person), who.person, intent.text[:LONGEST], theirs[-1].words),
    )
    facts = tuple(NoteSettled(their.id, request.at) for their in theirs)
    return say(request, who, texts.answered_note(p, person, reached=True), *facts, others=(message,))
