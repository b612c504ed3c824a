"""Whose figures somebody may see, and which unit their words name among them."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, replace

from handlers.intents.answers import ShowBands, ShowMissing, ShowPushes, ShowStatus, Wanted
from handlers.naming.unit_names import gazetteer
from handlers.outcome import Heard, Outcome
from handlers.progress import asking
from storage import units
from storage.database import Rows
from storage.lookup import OWN, Who
from storage.records import Message, Role, Unit

ABOVE = {Role.CLERK, Role.OBSERVER}
KINDS = {ShowStatus: "status", ShowMissing: "owed", ShowBands: "bands", ShowPushes: "pushes"}
Answered = ShowStatus | ShowMissing | ShowBands | ShowPushes


async def answer_later(intent: Answered, heard: Heard, who: Who, _read: Rows) -> Outcome:
    """Summed and worded after the commit, as of now: a city's answer holds up no head's count."""
    seen = seen_by(who)
    wanted = replace(intent.wanted, as_of=min(intent.wanted.as_of, heard.at))
    params = {name: value for name, value in asdict(wanted).items() if value}
    named = {**params, "scopes": ",".join(str(unit.id) for unit in seen)}
    message = Message(heard.ids(), KINDS[type(intent)], heard.key, heard.at, chat=who.chat, params=named)
    return Outcome(replies=(message,))


def seen_by(who: Who) -> list[Unit]:
    """A clerk's and an observer's unit with all below it; else the units that somebody leads."""
    above = [post.unit for post in who.posts if post.role in ABOVE]
    own = above or [post.unit for post in who.posts if post.role in OWN]
    return list({unit.id: unit for unit in own}.values())


async def meant(read: Rows, who: Who, wanted: Wanted) -> Unit | None:
    """The one unit that is meant; whoever names none means the own, the first of several."""
    seen = seen_by(who)
    known = await found(read, wanted, [unit.id for unit in seen]) if seen else []
    return known[0] if len(known) == 1 or (known and not wanted.name) else None


async def found(read: Rows, wanted: Wanted, scopes: Collection[int]) -> list[Unit]:
    """The units that are meant among those in scope: one where it is certain, several to choose from, none."""
    tops = list((await units.by_id(read, scopes)).values())
    if wanted.unit:
        above = (await units.above(read, [wanted.unit])).get(wanted.unit, frozenset())
        return list((await units.by_id(read, [wanted.unit])).values()) if above & set(scopes) else []
    if not wanted.name:
        return tops
    return asking.fitting(wanted.name, await _scope(read, tops))


async def near(read: Rows, wanted: Wanted, scopes: Collection[int]) -> list[Unit]:
    """What may be meant by a name that no unit has."""
    known = await _scope(read, (await units.by_id(read, scopes)).values())
    names = gazetteer(tuple(unit.name for unit in known)).near(wanted.name)
    return [unit for unit in known if unit.name in names]


async def _scope(read: Rows, tops: Iterable[Unit]) -> list[Unit]:
    every = [unit for top in tops for unit in (top, *await units.below(read, top.id))]
    return list({unit.id: unit for unit in every}.values())
