"""The rhythm that a campaign wants: how long since the last announcement, what its rules still ask for, and what is
told of having been done outside the chat.
"""

from dataclasses import replace
from datetime import date, timedelta

from handlers import texts as common
from handlers.announcing import texts
from handlers.announcing.rhythm import Kept, Rhythm
from handlers.intents.announcing import ShowCadence, TakeBackDeed, TellDeed
from handlers.intents.wishes import LeaveIt
from handlers.outcome import Outcome, Request, ask, say
from storage import announcements, campaigns
from storage.announcements import BULLETIN, ONE_EACH, Deed, DeedTakenBack
from storage.campaigns import Announced, Campaign
from storage.database import Rows
from storage.facts import Fact
from storage.instants import Instant, at, local, midnight
from storage.lookup import Campaigner, KnownSpeaker
from storage.records import Role

FUTURE_HOURS = "23:59"
A_WEEK = 7


async def of_campaign(read: Rows, campaign: Campaign, now: Instant) -> Rhythm:
    today = campaign.day(now)
    kept = [
        Kept(rule, await done(read, campaign, rule.kind, today - timedelta(days=rule.days - 1), today))
        for rule in campaign.settings.outreach
        if (rule.since or date.min) <= today <= (rule.until or date.max)
    ]
    return Rhythm(await campaigns.announced(read, campaign.id), tuple(kept))


async def done(read: Rows, campaign: Campaign, kind: str, first: date, last: date) -> int:
    """How often, on these days; of posters how many times some were put up."""
    since = midnight(first, campaign.zone)
    until = midnight(last + timedelta(days=1), campaign.zone)
    return len(await announcements.times(read, campaign, kind, since, until))


async def show(_intent: ShowCadence, request: Request, who: Campaigner, read: Rows) -> Outcome:
    p, found = common.pronouns(who.person), await of_campaign(read, who.campaign, request.at)
    today, ruled = who.campaign.day(request.at), {kept.rule.kind for kept in found.rules} | {BULLETIN}
    first = today - timedelta(days=A_WEEK - 1)
    lately = {kind: await done(read, who.campaign, kind, first, today) for kind in texts.KINDS if kind not in ruled}
    return say(request, who, common.lines(texts.rhythm(p, found, request.at), texts.done_lately(lately, A_WEEK)))


async def tell(intent: TellDeed, request: Request, who: Campaigner, read: Rows) -> Outcome:
    """Written down at once, with a way back; of an own unit where the speaker has one."""
    p, day, campaign = common.pronouns(who.person), date.fromisoformat(intent.day), who.campaign
    if not campaign.starts <= day <= campaign.day(request.at):
        return say(request, who, texts.deed_elsewhen(p, day))
    if not intent.kind:
        kinds = [(texts.DONE[kind], replace(intent, kind=kind)) for kind in texts.DONE]
        shown = common.lines(texts.which_deed(p), texts.numbered([label for label, _ in kinds]))
        return ask(request, who, shown, kinds)
    when = min(at(day, intent.hour or FUTURE_HOURS, campaign.zone), request.at)
    unit = _unit(intent, who)
    if not unit:
        return say(request, who, common.only_own(p, [own.unit.name for own in who.own.values()]))
    name = next((group.unit.name for group in who.plan if group.unit.id == unit), "")
    if not intent.sure:
        yes = [(texts.RECORD, replace(intent, sure=True)), (texts.LEAVE, LeaveIt())]
        hour = bool(intent.hour)
        asked = texts.deed_read_back(p, intent.kind, intent.number, local(when, campaign.zone), name, hour=hour)
        return ask(request, who, common.lines(asked, texts.numbered([label for label, _ in yes])), yes)
    told = Deed(request.ids(), campaign.id, unit, who.person.id, intent.kind, intent.number, when, request.at)
    facts: list[Fact] = [told]
    last = await campaigns.announced(read, campaign.id)
    wards = intent.kind != BULLETIN or unit == campaign.unit.id
    if intent.kind == BULLETIN and wards and (last is None or when > last):
        facts.append(Announced(campaign.id, when))
    before = await of_campaign(read, campaign, request.at)
    rules = [_with(kept, told, campaign) for kept in before.rules if wards and kept.rule.kind == intent.kind]
    said = texts.deed(p, intent.kind, intent.number, local(when, campaign.zone), name, hour=bool(intent.hour))
    options = [(texts.NOT_DONE, TakeBackDeed(told.id))]
    return Outcome(
        tuple(facts),
        ask(request, who, common.lines(said, texts.kept(rules), texts.numbered([texts.NOT_DONE])), options).replies,
    )


def _with(kept: Kept, told: Deed, campaign: Campaign) -> Kept:
    first = campaign.day(told.heard) - timedelta(days=kept.rule.days - 1)
    times = 1 if told.kind in ONE_EACH else told.number
    return Kept(kept.rule, kept.done + times * (campaign.day(told.at) >= first))


def _unit(intent: TellDeed, who: Campaigner) -> int:
    """0: another's is named."""
    own = list(who.own)
    named = int(intent.unit or 0)
    if named and (named in own or who.has(Role.CLERK, Role.CAPTAIN)):
        return named
    if named and own:
        return 0
    return own[0] if own and not who.has(Role.CLERK) else who.campaign.unit.id


async def take_back(intent: TakeBackDeed, request: Request, who: KnownSpeaker, read: Rows) -> Outcome:
    """With a bulletin goes what was reckoned from it: the one before it is the last."""
    p, told = common.pronouns(who.person), await announcements.deed(read, intent.deed)
    if told is None or told.person_id != who.person.id:
        return say(request, who, texts.deed_gone(p))
    facts: list[Fact] = [DeedTakenBack(told.id, who.person.id, request.at)]
    campaign = (await campaigns.by_id(read, [told.campaign_id]))[told.campaign_id]
    if told.kind == BULLETIN and await campaigns.announced(read, campaign.id) == told.at:
        before = await announcements.times(read, campaign, BULLETIN, 0, told.at)
        facts.append(Announced(campaign.id, before[-1] if before else None))
    return say(request, who, texts.deed_taken_back(p), *facts)
