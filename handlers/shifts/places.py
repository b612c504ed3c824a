"""Captains fill the places of their force: a fair suggestion, a date and names, or an answer for their people."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from handlers import texts as common
from handlers.intents.intent import Choosable
from handlers.intents.shifts import AssignPeople
from handlers.outcome import question_of
from handlers.shifts import fairness, texts
from handlers.shifts.fairness import Pool
from handlers.shifts.shift_words import TOGETHER, when
from handlers.shifts.texts import Opening
from handlers.tonight import scene
from handlers.tonight import texts as tonight_texts
from handlers.tonight.scene import Scene
from handlers.tonight.texts import FORCES
from storage.database import Rows
from storage.ids import Ids
from storage.instants import DAY, Instant
from storage.records import Person, Session
from storage.sending import Dropped, Made, Waiting, Worded

SHOWN = 6  # sessions in one message: a screen of a phone
FULL = Dropped("void", "the places are filled")


@dataclass(frozen=True, slots=True)
class LackingSession:
    """A session that lacks people of a force, and who could come."""

    session: Session
    opening: Opening
    people: tuple[Person, ...]


Say = Callable[[Person, Sequence[LackingSession]], str]


def suggested(seen: Scene, force: str, some: Sequence[Session], pool: Pool) -> list[LackingSession]:
    """In order of night, so that the nights are shared out evenly."""
    lacking_sessions = []
    for session in some:
        need, have = seen.campaign(session).settings.places(force), len(seen.of_force(session, force))
        if have < need:
            people = pool.suggest(session, need - have)
            names = tuple(tonight_texts.names(people))
            opening = Opening(when(seen, session), FORCES[force], need, have, names)
            lacking_sessions.append(LackingSession(session, opening, tuple(people)))
    return lacking_sessions


def accepting(force: str, some: Sequence[LackingSession]) -> Mapping[str, Choosable]:
    chosen = tuple(
        (lacking_session.session.id, tuple(person.id for person in lacking_session.people))
        for lacking_session in some
        if lacking_session.people
    )
    return {texts.ALL_RIGHT: AssignPeople(force, chosen)} if chosen else {}


async def word_places(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """What a captain's force owes, the next nights first, with a suggestion for each: one message for all of them."""
    return await _worded(read, waiting, now, ids, _all_places)


async def word_vacancy(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids) -> dict[int, Made]:
    """The evening before: who is still missing. The office hears it of all forces."""
    mine = [one for one in waiting if "force" in one.message.params]
    made = await _worded(read, mine, now, ids, _vacancies)
    office = [one for one in waiting if "force" not in one.message.params]
    seen = await scene.of_messages(read, office, now)
    short: dict[int, list[tuple[Waiting, Session]]] = {}
    for one in office:
        session = seen.nights[int(one.message.params["session"])].session
        made[one.message.id] = FULL
        if not scene.changed(one, session) and seen.open_places(session):
            short.setdefault(one.message.person_id or 0, []).append((one, session))
    for person, some in short.items():
        made.update({one.message.id: TOGETHER for one, _ in some})
        parts = [texts.vacancy_for_office(when(seen, session), seen.open_places(session)) for _, session in some]
        how = texts.how_the_office_assigns(common.pronouns(seen.people[person]), some[0][1].night)
        made[some[0][0].message.id] = Worded(str(common.lines(*parts, how)))
    return made


def _all_places(person: Person, some: Sequence[LackingSession]) -> str:
    p = common.pronouns(person)
    if len(some) == 1:
        return str(texts.place(p, some[0].opening))
    return str(texts.places(p, [lacking_session.opening for lacking_session in some[:SHOWN]], len(some) - SHOWN))


def _vacancies(person: Person, some: Sequence[LackingSession]) -> str:
    p = common.pronouns(person)
    parts = [texts.vacancy(p, lacking_session.opening) for lacking_session in some]
    return str(common.lines(*parts, texts.how_to_assign(p, some[0].opening)))


async def _worded(read: Rows, waiting: Sequence[Waiting], now: Instant, ids: Ids, say: Say) -> dict[int, Made]:
    seen = await scene.of_messages(read, waiting, now)
    made: dict[int, Made] = {}
    rows: dict[tuple[int, str], list[Waiting]] = {}
    for one in waiting:
        changed = scene.changed(one, seen.nights[int(one.message.params["session"])].session)
        made[one.message.id] = Dropped("void", "the night has changed") if changed else FULL
        if not changed:
            rows.setdefault((one.message.person_id or 0, str(one.message.params["force"])), []).append(one)
    for (person, force), some in rows.items():
        wanted = sorted(
            (seen.nights[int(one.message.params["session"])].session for one in some), key=lambda s: (s.night, s.id)
        )
        pool = await fairness.pool(read, seen.campaign(wanted[0]), force, seen.teams, now)
        open_ = suggested(seen, force, wanted, pool)
        if open_:
            made.update({one.message.id: TOGETHER for one in some})
            options = accepting(force, open_[:SHOWN])
            question = question_of(some[0], options.items(), now + 2 * DAY, ids, "places") if options else None
            made[some[0].message.id] = Worded(say(seen.people[person], open_), question)
    return made
