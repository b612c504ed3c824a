"""Taking a unit or a person away in the chat: shown first what goes with them, and never what something hangs on."""

from collections.abc import Sequence

from handlers import texts as common
from handlers.intents.removing import ConfirmRemove, KeepAll, Remove
from handlers.language.tokens import fold
from handlers.language.unit_names import composed
from handlers.outcome import Outcome, Request, ask, say
from handlers.progress import asking
from storage import people, removing, units
from storage.database import Rows
from storage.lookup import KnownSpeaker
from storage.records import Person, Role, Unit
from storage.removing import PersonRemoved, UnitRemoved


async def remove(intent: Remove, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    p = common.pronouns(who.person)
    found = _fitting(intent, *await _reach(who, request, read))
    if len(found) != 1:
        words = common.several(p, intent.name) if found else common.unknown(p, intent.name)
        return say(request, who, words)
    one = found[0]
    hanging = await (removing.of_unit if isinstance(one, Unit) else removing.of_person)(read, one.id)
    if hanging.holds:
        return say(request, who, common.stays(one.name, hanging))
    options = [
        (common.YES, ConfirmRemove(intent.what, one.id)),
        (common.NO, KeepAll()),
    ]
    return ask(request, who, common.sure(p, one.name, hanging), options)


async def confirm(intent: ConfirmRemove, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """Looked at again: somebody may have spoken since."""
    places, persons = await _reach(who, request, read)
    some: Sequence[Unit | Person] = places if intent.what == "unit" else persons
    one = next((one for one in some if one.id == intent.id), None)
    if one is None:
        return say(request, who, common.not_allowed(common.pronouns(who.person)))
    hanging = await (removing.of_unit if isinstance(one, Unit) else removing.of_person)(read, one.id)
    if hanging.holds:
        return say(request, who, common.stays(one.name, hanging))
    fact = UnitRemoved(one.id) if isinstance(one, Unit) else PersonRemoved(one.id)
    return say(request, who, common.removed(one.name, hanging), fact)


async def keep(_intent: KeepAll, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    return say(request, who, common.left_in_place(common.pronouns(who.person)))


async def _reach(who: KnownSpeaker, request: Request, read: Rows) -> tuple[list[Unit], list[Person]]:
    """What a clerk answers for, the own unit apart."""
    desks = [post.unit.id for post in who.posts if post.role is Role.CLERK]
    places = {unit.id: unit for desk in desks for unit in await units.below(read, desk)}
    persons = await people.below(read, desks, request.at)
    return list(places.values()), [person for person in persons if person.id != who.person.id]


def _fitting(intent: Remove, places: Sequence[Unit], persons: Sequence[Person]) -> Sequence[Unit | Person]:
    """By the whole name before anything like it: twins differ in nothing but how they are written."""
    some: Sequence[Unit | Person] = places if intent.what == "unit" else persons
    said = fold(intent.name)
    written = [one for one in some if composed(one.name) == composed(intent.name)]
    exact = written or [one for one in some if said in {fold(one.name), fold(one.code)}]
    return exact or (asking.fitting(intent.name, places) if intent.what == "unit" else [])
