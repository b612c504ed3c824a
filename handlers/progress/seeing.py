"""Whose figures somebody may see, and which unit their words name among them."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from datetime import date

from handlers.intents.answers import Query, ShowBands, ShowMissing, ShowPushes, ShowStatus
from handlers.language.unit_names import gazetteer
from handlers.outcome import Outcome, Request
from handlers.progress import asking
from storage import campaigns, reckoning, units
from storage.database import Rows
from storage.instants import Instant, at
from storage.lookup import OWN, KnownSpeaker, Who
from storage.progress import Scope
from storage.records import Message, Role, Unit

MIDDAY = "12:00"
ABOVE = {Role.CLERK, Role.OBSERVER}
KINDS = {ShowStatus: "status", ShowMissing: "owed", ShowBands: "bands", ShowPushes: "pushes"}
Answered = ShowStatus | ShowMissing | ShowBands | ShowPushes


async def answer_later(intent: Answered, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    """Summed and worded after the commit, as of now: a city's answer holds up no head's count."""
    seen = seen_by(who)
    wanted = replace(intent.wanted, as_of=min(intent.wanted.as_of, request.at))
    params = {name: value for name, value in asdict(wanted).items() if value}
    named = {**params, "scopes": ",".join(str(unit.id) for unit in seen)}
    message = Message(request.ids(), KINDS[type(intent)], request.key, request.at, chat=who.chat, params=named)
    return Outcome(replies=(message,))


def seen_by(who: Who) -> list[Unit]:
    """A clerk's and an observer's unit with all below it; else the units that somebody leads."""
    above = [post.unit for post in who.posts if post.role in ABOVE]
    own = above or [post.unit for post in who.posts if post.role in OWN]
    return list({unit.id: unit for unit in own}.values())


async def meant(read: Rows, who: Who, wanted: Query, now: Instant) -> Scope | None:
    """The one unit that is meant, if a campaign runs there; whoever names none means the own, the first of several."""
    seen = [unit.id for unit in seen_by(who)]
    wanted = await in_campaign(read, wanted, seen)
    known = await found(read, wanted, seen) if seen else []
    if not known or (len(known) > 1 and wanted.name):
        return None
    return await reckoning.scope_of(read, known[0], instant_of(wanted, now), wanted.campaign)


async def in_campaign(read: Rows, wanted: Query, scopes: Collection[int]) -> Query:
    """Where the words name a campaign, that one, and what they name beside it."""
    if not wanted.name or not scopes:
        return wanted
    known = {campaign.id: campaign for campaign in await campaigns.within_reach(read, scopes)}
    tops = list((await units.by_id(read, scopes)).values())
    below = [unit for top in tops for unit in await units.below(read, top.id)]
    id_, rest = asking.campaign_named(wanted.name, known.values(), [*tops, *below])
    if id_ is None:
        return wanted
    above = await units.above(read, scopes)
    own = rest or any(known[id_].unit.id in lies for lies in above.values())
    return replace(wanted, campaign=id_, name=rest, unit=0 if own else known[id_].unit.id)


def instant_of(wanted: Query, now: Instant) -> Instant:
    """The one that says which campaign is meant where none is named: of the night that is asked about."""
    if wanted.night:
        return at(date.fromisoformat(wanted.night), MIDDAY, asking.HOME)
    return wanted.as_of or now


async def found(read: Rows, wanted: Query, scopes: Collection[int]) -> list[Unit]:
    """The units that are meant among those in scope: one where it is certain, several to choose from, none."""
    tops = list((await units.by_id(read, scopes)).values())
    if wanted.unit:
        above = (await units.above(read, [wanted.unit])).get(wanted.unit, frozenset())
        return list((await units.by_id(read, [wanted.unit])).values()) if above & set(scopes) else []
    if not wanted.name:
        return tops
    return asking.fitting(wanted.name, await _scope(read, tops))


async def near(read: Rows, wanted: Query, scopes: Collection[int]) -> list[Unit]:
    """What may be meant by a name that no unit has."""
    known = await _scope(read, (await units.by_id(read, scopes)).values())
    names = gazetteer(tuple(unit.name for unit in known)).near(wanted.name)
    return [unit for unit in known if unit.name in names]


async def _scope(read: Rows, tops: Iterable[Unit]) -> list[Unit]:
    every = [unit for top in tops for unit in (top, *await units.below(read, top.id))]
    return list({unit.id: unit for unit in every}.values())
