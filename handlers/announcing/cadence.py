"""The rhythm that a campaign wants: how long since the last announcement, what its rules still ask for, and what is
told of having been done outside the chat.
"""

from collections import Counter
from datetime import date, timedelta

from handlers import texts as common
from handlers.announcing import texts
from handlers.announcing.rhythm import Kept, Rhythm
from handlers.intents.announcing import ShowCadence, TakeBackDeed, TellDeed
from handlers.outcome import Outcome, Request, ask, say
from storage import announcements, campaigns
from storage.announcements import BULLETIN, Deed, DeedTakenBack
from storage.campaigns import Announced, Campaign
from storage.database import Rows
from storage.facts import Fact
from storage.instants import Instant, at, local, midnight
from storage.lookup import Campaigner, KnownSpeaker
from storage.records import Role

FUTURE_HOURS = "23:59"


async def of_campaign(read: Rows, campaign: Campaign, now: Instant) -> Rhythm:
    today, known = campaign.day(now), dict[int, Counter[str]]()
    kept: list[Kept] = []
    for rule in campaign.settings.outreach:
        if not (rule.since or date.min) <= today <= (rule.until or date.max):
            continue
        if rule.days not in known:
            known[rule.days] = await done(read, campaign, today - timedelta(days=rule.days - 1), today)
        kept.append(Kept(rule, known[rule.days][rule.kind]))
    return Rhythm(await campaigns.announced(read, campaign.id), tuple(kept))


async def done(read: Rows, campaign: Campaign, first: date, last: date) -> Counter[str]:
    """How often by kind, on these days; of posters how many times some were put up."""
    since = midnight(first, campaign.zone)
    until = midnight(last + timedelta(days=1), campaign.zone)
    counted = Counter(deed.kind for deed in await announcements.deeds(read, campaign.id, since, until))
    counted[BULLETIN] += len(await announcements.bulletins(read, campaign.id, since, until))
    return counted


async def show(_intent: ShowCadence, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p, found = common.pronouns(who.person), await of_campaign(read, who.campaign, request.at)
    return say(request, who, texts.rhythm(p, found, request.at) or texts.no_rhythm(p))


async def tell(intent: TellDeed, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Written down at once, with a way back; of an own unit where the speaker has one."""
    p, day, campaign = common.pronouns(who.person), date.fromisoformat(intent.day), who.campaign
    if not campaign.starts <= day <= campaign.day(request.at):
        return say(request, who, texts.deed_elsewhen(p, day))
    when = min(at(day, intent.hour or FUTURE_HOURS, campaign.zone), request.at)
    unit = _unit(intent, who)
    if not unit:
        return say(request, who, common.only_own(p, [own.unit.name for own in who.own.values()]))
    told = Deed(request.ids(), campaign.id, unit, who.person.id, intent.kind, intent.number, when, request.at)
    facts: list[Fact] = [told]
    last = await campaigns.announced(read, campaign.id)
    if intent.kind == BULLETIN and who.has(Role.CLERK) and (last is None or when > last):
        facts.append(Announced(campaign.id, when))
    before = await of_campaign(read, campaign, request.at)
    rules = [_with(kept, told, campaign) for kept in before.rules if kept.rule.kind == intent.kind]
    name = next((group.unit.name for group in who.plan if group.unit.id == unit), "")
    said = texts.deed(p, intent.kind, intent.number, local(when, campaign.zone), name, hour=bool(intent.hour))
    options = [(texts.NOT_DONE, TakeBackDeed(told.id))]
    return Outcome(
        tuple(facts),
        ask(request, who, common.lines(said, texts.kept(rules), texts.numbered([texts.NOT_DONE])), options).replies,
    )


def _with(kept: Kept, told: Deed, campaign: Campaign) -> Kept:
    first = campaign.day(told.heard) - timedelta(days=kept.rule.days - 1)
    return Kept(kept.rule, kept.done + (campaign.day(told.at) >= first))


def _unit(intent: TellDeed, who: Campaigner) -> int:
    """0: another's is named."""
    own = list(who.own)
    named = int(intent.unit or 0)
    if named and (named in own or who.has(Role.CLERK, Role.CAPTAIN)):
        return named
    if named and own:
        return 0
    return own[0] if own and not who.has(Role.CLERK) else who.campaign.unit.id


async def take_back(intent: TakeBackDeed, request: Request, who: KnownSpeaker, _read: Rows) -> Outcome:
    fact = DeedTakenBack(intent.deed, who.person.id, request.at)
    return say(request, who, texts.deed_taken_back(common.pronouns(who.person)), fact)
