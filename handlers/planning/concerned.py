"""Who is told of a changed night: those in charge of its unit, each once for one occasion, with old and new."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handlers import reaching
from handlers import texts as common
from handlers.markup import Markup
from handlers.outcome import Request
from handlers.planning import texts
from handlers.reaching import Reach
from storage import people
from storage.database import Rows
from storage.instants import Instant
from storage.lookup import KnownSpeaker
from storage.nights import NightChanged, SessionCancelled, SessionMoved
from storage.records import Message, Person, Unit
from storage.sessions import SessionPlanned

Change = NightChanged | SessionPlanned


def line(change: Change, unit: str) -> Markup:
    match change:
        case SessionPlanned(session):
            return texts.added(unit, session)
        case SessionMoved(before=before):
            return texts.moved(unit, before, change.after)
        case SessionCancelled(before=before):
            return texts.called_off(unit, before)
        case _:
            return texts.reinstated(unit, change.after)


def unit_of(change: Change) -> int:
    return change.session.unit_id if isinstance(change, SessionPlanned) else change.before.unit_id


@dataclass(frozen=True, slots=True)
class Informed:
    """Who is told of changed nights, what to say where a telephone has to, and the messages."""

    reach: Reach
    brief: Markup  # one sentence for all of them
    messages: tuple[Message, ...]

    def follow_up(self, request: Request, who: KnownSpeaker) -> tuple[Message, ...]:
        reached = {person.id for person in self.reach.reached}
        sent = [message for message in self.messages if message.person_id in reached]
        return reaching.follow_up(request, who, sent, texts.NEWS)


async def tell(
    read: Rows,
    changes: Iterable[Change],
    units: Mapping[int, Unit],
    request: Request,
    *,
    but: int | None,
    why: str = "",
) -> Informed:
    """`but`: who said it knows it already."""
    changes = list(changes)
    by_unit: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        by_unit[unit_of(change)].append(change)
    charged = await people.in_charge(read, by_unit, request.at) if by_unit else {}
    told: dict[int, tuple[Person, list[Markup], list[Change]]] = {}
    named: dict[int, str] = {}
    for unit, some in by_unit.items():
        name = units[unit].name
        for person in charged.get(unit, ()):
            p = common.pronouns(person)
            words = texts.your_nights(p, name, [line(change, name) for change in some], why)
            _, words_, changes_ = told.setdefault(person.id, (person, [], []))
            words_.append(words)
            changes_.extend(some)
            named[person.id] = name
    told.pop(but or 0, None)
    reach = await reaching.reach(read, [person for person, _, _ in told.values()], named)
    messages = tuple(
        _message(request, person, words, _brief(some, units), some) for person, words, some in told.values()
    )
    return Informed(reach, _brief(changes, units), messages)


def _brief(changes: Sequence[Change], units: Mapping[int, Unit]) -> Markup:
    return texts.brief([line(change, units[unit_of(change)].name) for change in changes])


def _message(
    request: Request, person: Person, words: list[Markup], brief: Markup, changes: Sequence[Change]
) -> Message:
    """Of use until the last of these nights is over."""
    until = max(request.at, *(ends for change in changes for ends in _ends(change)))
    return Message(
        request.ids(),
        "alarm",
        request.key,
        request.at,
        person_id=person.id,
        words=str(common.lines(*words)),
        params={"brief": str(brief)},
        once_key=f"nights:{request.key}:person/{person.id}",
        not_after=until,
    )


def _ends(change: Change) -> list[Instant]:
    sessions = [change.session] if isinstance(change, SessionPlanned) else [change.before]
    if isinstance(change, SessionMoved):
        sessions.append(change.after)
    return [session.asks_at for session in sessions]
