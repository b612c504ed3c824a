"""Who is told of a changed night: those in charge of its unit, each once for one occasion, with old and new."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from handlers import texts
from handlers.markup import Markup
from handlers.outcome import Heard
from handlers.planning import texts_plan
from storage import people
from storage.database import Rows
from storage.nights import NightChanged, SessionCancelled, SessionMoved
from storage.records import Message, Person, Unit
from storage.sessions import SessionPlanned

Change = NightChanged | SessionPlanned


def line(change: Change, unit: str) -> Markup:
    match change:
        case SessionPlanned(session):
            return texts_plan.added(unit, session)
        case SessionMoved(before=before):
            return texts_plan.moved(unit, before, change.after)
        case SessionCancelled(before=before):
            return texts_plan.called_off(unit, before)
        case _:
            return texts_plan.reinstated(unit, change.after)


def unit_of(change: Change) -> int:
    return change.session.unit_id if isinstance(change, SessionPlanned) else change.before.unit_id


async def tell(
    read: Rows, changes: Iterable[Change], units: Mapping[int, Unit], heard: Heard, *, but: int | None, why: str = ""
) -> tuple[Message, ...]:
    """`but`: who said it knows it already."""
    by_unit: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        by_unit[unit_of(change)].append(change)
    charged = await people.in_charge(read, by_unit, heard.at) if by_unit else {}
    told: dict[int, tuple[Person, list[Markup]]] = {}
    for unit, some in by_unit.items():
        name = units[unit].name
        for person in charged.get(unit, ()):
            p = texts.pair(person)
            words = texts_plan.your_nights(p, name, [line(change, name) for change in some], why)
            told.setdefault(person.id, (person, []))[1].append(words)
    return tuple(_message(heard, person, words) for person, words in told.values() if person.id != but)


def _message(heard: Heard, person: Person, words: list[Markup]) -> Message:
    once = f"nights:{heard.key}:person/{person.id}"
    plain = (heard.ids(), "alarm", heard.key, heard.at)
    return Message(*plain, person_id=person.id, words=str(texts.lines(*words)), once_key=once)
