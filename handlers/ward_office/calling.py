"""The call list: who has to be told by telephone, and what. What does not hold any more drops out by itself."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from handlers import texts as common
from handlers.markup import Markup
from handlers.shifts import shift_words
from handlers.shifts.shift_words import TOGETHER
from handlers.shifts.texts import SessionTime
from handlers.texts import Callee
from handlers.tonight import scene
from handlers.tonight.scene import Scene
from handlers.ward_office import texts
from storage import calls, people, shifts, units
from storage.calls import Missed
from storage.database import Rows
from storage.ids import Ids
from storage.instants import Instant, at
from storage.records import Chat, Role, Session
from storage.sending import Dropped, Made, Waiting
from storage.shifts import Shift

RESULTS = {"closeout", "again", "deputy", "missing"}
PLACES = {"places", "vacancy"}
AT_ONCE: Instant = 0
# The recipes know best whether a message about a shift still holds.
SHIFTS: dict[str, Callable[[Rows, Sequence[Waiting], Instant, Ids], Awaitable[dict[int, Made]]]] = {
    "shift": shift_words.word_shift,
    "remind": shift_words.word_remind,
    "moved": shift_words.word_moved,
    "called_off": shift_words.word_called_off,
    "swap": shift_words.word_swap,
}
NOWHERE = Chat(0, "", "")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that somebody should have heard, by when they have to know, and the messages that said it."""

    words: Markup
    due: Instant
    messages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Call:
    whom: Callee
    items: tuple[Item, ...]

    @property
    def messages(self) -> tuple[int, ...]:
        return tuple(id_ for item in self.items for id_ in item.messages)


async def of_office(read: Rows, unit_id: int, clerk_id: int, now: Instant, ids: Ids) -> tuple[Call, ...]:
    """Of the people of a ward, the most urgent first; not the clerk who asks, nor what is another ward's."""
    some = await calls.missed(read, unit_id, clerk_id, now)
    if not some:
        return ()
    ours = {unit_id, *(unit.id for unit in await units.below(read, unit_id))}
    return await _calls(read, some, now, ids, ours)


async def waiting_for(read: Rows, person_id: int, now: Instant, ids: Ids) -> tuple[str, ...]:
    """The kinds of messages that somebody has missed who was in no chat, as far as they still hold."""
    some = await calls.missed_by(read, person_id, now)
    found = await _items(read, some, now, ids, None) if some else {}
    kinds = {missed.message.id: missed.message.kind for missed in some}
    return tuple(kinds[item.messages[0]] for item in sorted(found.get(person_id, ()), key=lambda item: item.due))


async def _calls(read: Rows, some: Sequence[Missed], now: Instant, ids: Ids, ours: set[int] | None) -> tuple[Call, ...]:
    items = await _items(read, some, now, ids, ours)
    whom = {missed.person.id: missed for missed in some if missed.person.id in items}
    held = await people.posts_of(read, whom, now)
    named = {
        person: next((post.unit.name for post in posts if post.role in {Role.LEADER, Role.DEPUTY}), "")
        for person, posts in held.items()
    }
    made = [
        Call(Callee(one.person, named.get(id_, ""), one.phone), tuple(sorted(items[id_], key=lambda item: item.due)))
        for id_, one in whom.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.items[0].due, one.whom.person.id)))


async def _items(
    read: Rows, some: Sequence[Missed], now: Instant, ids: Ids, ours: set[int] | None
) -> dict[int, list[Item]]:
    """By person; of things that would be said in the same words one."""
    about_shifts = [one for one in some if one.message.kind in SHIFTS]
    known = await shifts.by_id(read, {int(shift.message.params["shift"]) for shift in about_shifts})
    sessions = {int(one.message.params["session"]) for one in some if "session" in one.message.params}
    seen = await scene.of_sessions(
        read, sessions | {one.session_id for one in known.values()}, {one.person_id for one in known.values()}, now
    )
    gone = await _gone(read, about_shifts, now, ids)
    found: dict[tuple[int, Markup], tuple[Instant, list[int]]] = {}
    places: dict[tuple[int, str], list[tuple[Session, int]]] = {}
    for missed in some:
        message, session = missed.message, _session(missed, seen, known)
        if message.id in gone or (session is not None and ours is not None and session.unit_id not in ours):
            continue
        if message.kind in PLACES:
            force = str(message.params.get("force", ""))
            if session is not None and _is_open(missed, session, force, seen):
                places.setdefault((missed.person.id, force), []).append((session, message.id))
            continue
        gist = _gist(missed, session, seen, known)
        if gist:
            due, same = found.get((missed.person.id, gist), (_due(missed, session, seen), []))
            found[missed.person.id, gist] = (min(due, _due(missed, session, seen)), [*same, message.id])
    items: dict[int, list[Item]] = {}
    for (person, gist), (due, messages) in found.items():
        items.setdefault(person, []).append(Item(gist, due, tuple(messages)))
    for (person, force), wanted in places.items():
        nights = sorted({one.id: one for one, _ in wanted}.values(), key=lambda one: (one.night, one.id))
        first = nights[0]
        missing = seen.open_places(first)
        gist = texts.ask_for_people(
            shift_words.when(seen, first), {force: missing[force]} if force else missing, len(nights)
        )
        items.setdefault(person, []).append(Item(gist, _begins(first, seen), tuple(id_ for _, id_ in wanted)))
    return items


async def _gone(read: Rows, some: Sequence[Missed], now: Instant, ids: Ids) -> set[int]:
    """What its recipe would not say any more."""
    gone: set[int] = set()
    for kind, recipe in SHIFTS.items():
        rows = [
            Waiting(missed.message, NOWHERE, missed.person.id, 0, None)
            for missed in some
            if missed.message.kind == kind
        ]
        made = await recipe(read, rows, now, ids) if rows else {}
        gone |= {id_ for id_, what in made.items() if isinstance(what, Dropped) and what is not TOGETHER}
    return gone


def _session(one: Missed, seen: Scene, known: dict[int, Shift]) -> Session | None:
    params = one.message.params
    id_ = int(params["session"]) if "session" in params else None
    if "shift" in params:
        id_ = known[int(params["shift"])].session_id
    return seen.nights[id_].session if id_ is not None else None


def _is_open(one: Missed, session: Session, force: str, seen: Scene) -> bool:
    missing = seen.open_places(session)
    return not _changed(one, session) and bool(missing.get(force) if force else missing)


def _changed(one: Missed, session: Session) -> bool:
    return not session.planned or str(session.version) != str(one.message.params["version"])


def _gist(one: Missed, session: Session | None, seen: Scene, known: dict[int, Shift]) -> Markup:
    """What to tell, in one short sentence; empty when there is nothing to tell any more."""
    message = one.message
    if session is None:
        brief = str(message.params.get("brief", ""))
        return Markup(brief) if brief else texts.tell_again(message.words or "")
    unit = seen.unit(session).name
    if message.kind in RESULTS or message.kind == "round":
        night = seen.nights[session.id]
        if seen.counted(night) or _changed(one, session):
            return Markup("")
        asks = texts.ask_result if message.kind in RESULTS else texts.ask_round
        return asks(unit, session.night, common.word(seen.campaign(session)) if night.standing.reported else "")
    if message.kind not in SHIFTS:
        return Markup("")
    when, shift = shift_words.when(seen, session), known[int(message.params["shift"])]
    match message.kind:
        case "moved":
            was = date.fromisoformat(str(message.params["night"])), str(message.params["starts"])
            return texts.tell_moved(when, SessionTime(when.unit, *was, None))
        case "called_off":
            return texts.tell_off(when)
        case "swap":
            return texts.ask_instead(when, seen.people[shift.person_id])
        case "remind":
            return texts.remind(when)
        case _:
            return texts.ask_coming(when)


def _due(one: Missed, session: Session | None, seen: Scene) -> Instant:
    if one.message.kind == "urgent":
        return AT_ONCE
    if session is None:
        return one.message.not_after or one.message.as_of
    return session.asks_at if one.message.kind in RESULTS else _begins(session, seen)


def _begins(session: Session, seen: Scene) -> Instant:
    return at(session.night, session.starts, seen.campaign(session).zone) if session.starts else session.asks_at
