"""A captain answers for people without an account: 'An, Bình đi; Cường bận'."""

from collections.abc import Mapping, Sequence

from handlers import talk
from handlers import texts as common
from handlers.intents.shifts import AnswerFor, Assign
from handlers.language import people_names
from handlers.language.people_names import NamesClause
from handlers.markup import Markup
from handlers.outcome import Outcome, Request, say
from handlers.shifts import assigning, texts
from handlers.shifts.shift_answers import give_back
from handlers.texts import Callee
from handlers.tonight import captains_line, scene
from handlers.tonight import texts as tonight_texts
from storage import forces, shifts
from storage.database import Rows
from storage.facts import Fact
from storage.lookup import Campaigner
from storage.records import Message, Person, Session
from storage.shifts import EXPECTED, Answered, Shift, ShiftState


async def answer_for(intent: AnswerFor, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Each for their next shift, or for that of the night that was named. A name without one changes nothing."""
    posts = await assigning.captaincies(who, request, read)
    if not posts:
        return await talk.refuse(request, who)
    ahead = await assigning.ahead_of(posts, who, request, read)
    line = captains_line.named(intent.text, who.plan, who.campaign.day(request.written), {s.night for s in ahead})
    force = posts[0].force or ""
    roster = {member.id: member for member in await forces.members(read, who.campaign.unit.id, force, request.at)}
    clauses = people_names.coming(line.rest, [(person.id, person.name) for person in roster.values()])
    named = [name for clause in clauses for name in clause.names]
    if not named or any(not clause.verb for clause in clauses):
        return await assigning.assign(Assign(intent.text), request, who, read)
    theirs = await _next_shifts(read, roster, line.fitting(ahead), force)
    wrong = _wrong(clauses, roster, theirs, who)
    if wrong:
        sentence = len(line.rest.split()) > assigning.NAMES and any(clause.unknown for clause in clauses)
        sent = line.dated and any(clause.verb == "going" for clause in clauses)  # they may be put there, not answer
        return say(request, who, wrong, unread=sentence or sent)
    return await _answered(clauses, theirs, roster, request, who, read)


async def _next_shifts(
    read: Rows, roster: Mapping[int, Person], ahead: Sequence[Session], force: str
) -> dict[int, Shift]:
    if not ahead:
        return {}
    found = await shifts.of_people(read, roster, min(one.night for one in ahead))
    ours = {session.id for session in ahead}
    return {
        person: next(shift for shift in some if shift.session_id in ours)
        for person, some in found.items()
        if any(one.session_id in ours and one.force == force for one in some)
    }


def _wrong(
    clauses: Sequence[NamesClause], roster: Mapping[int, Person], theirs: Mapping[int, Shift], who: Campaigner
) -> Markup:
    p = common.pronouns(who.person)
    for clause in clauses:
        if clause.unknown:
            return texts.nobody_named(p, clause.unknown[0])
        for name in clause.names:
            with_shift = [id_ for id_ in name.people if id_ in theirs]
            if not with_shift:
                return texts.no_shift_ahead(p, roster[name.people[0]].given)
            if len(with_shift) > 1:
                return texts.say_which(p, [roster[id_] for id_ in with_shift])
    return Markup("")


async def _answered(
    clauses: Sequence[NamesClause],
    theirs: Mapping[int, Shift],
    roster: Mapping[int, Person],
    request: Request,
    who: Campaigner,
    read: Rows,
) -> Outcome:
    answers = {
        next(id_ for id_ in name.people if id_ in theirs): clause.verb == "going"
        for clause in clauses
        for name in clause.names
    }
    seen = await scene.of_sessions(read, {theirs[id_].session_id for id_ in answers}, [], request.at)
    facts, messages = list[Fact](), list[Message]()
    asked, others = dict[int, Person](), dict[int, Callee]()
    for id_, going in answers.items():
        shift, state = theirs[id_], ShiftState.ACCEPTED if going else ShiftState.DECLINED
        if shift.state in EXPECTED and shift.state is not state:
            facts.append(Answered(shift, state, request.at))
            back = None if going else await give_back(shift, seen, request, read)
            messages += [message for message in back.messages if message.person_id != who.person.id] if back else []
            asked |= {person.id: person for person in back.asked.reached} if back else {}
            others |= {other.person.id: other for other in back.asked.others} if back else {}
    coming, busy = (
        tonight_texts.names([roster[id_] for id_, yes in answers.items() if yes is going]) for going in (True, False)
    )
    words = texts.answered_for(common.pronouns(who.person), coming, busy, list(asked.values()), list(others.values()))
    return say(request, who, words, *facts, others=messages)
