"""`/status`: the own unit for a head, at once; the ward for the clerk, a recipe that is answered after the commit."""

from collections.abc import Sequence

from handlers import readback, texts, texts_plan
from handlers.intents.answers import ShowStatus
from handlers.markup import Markup
from handlers.outcome import Heard, Outcome, answer
from handlers.texts import Tonight
from storage import campaigns, headcounts, lineage, people, register, sessions, units
from storage.campaigns import Campaign
from storage.database import Rows
from storage.ids import Ids
from storage.instants import Instant, local
from storage.lookup import OwnUnit, Who
from storage.records import Baseline, Message, Role
from storage.sending import Made, Waiting, Worded
from storage.sessions import Night


async def show_status(_intent: ShowStatus, heard: Heard, who: Who, _read: Rows) -> Outcome:
    above = next((p.unit for p in who.posts if p.role in {Role.CLERK, Role.OBSERVER}), None)
    if above is not None and who.campaign is not None:
        params = {"unit": str(above.id), "campaign": str(who.campaign.id)}
        recipe = Message(heard.ids(), "status", heard.key, heard.at, chat=who.chat, params=params)
        return Outcome(replies=(recipe,))
    if not who.own or who.campaign is None:
        return Outcome(replies=(answer(heard, who, texts.help_other(texts.pair(who.person))),))
    campaign = who.campaign
    told = [own_status(own, campaign, heard.at) for own in who.own.values()]
    return Outcome(replies=(answer(heard, who, texts.lines(*told)),))


def own_status(own: OwnUnit, campaign: Campaign, at: Instant) -> Markup:
    total = texts.share(own.total(campaign.settings.target.indicator), own.headcount)
    nights = [
        (night.session.night, readback.changes(night.standing, night.standing, campaign, ())) for night in own.nights
    ]
    return texts.status_of_unit(own.unit.name, local(at, campaign.zone), total, nights)


async def word(read: Rows, waiting: Sequence[Waiting], _now: Instant, _ids: Ids) -> dict[int, Made]:
    """Each as of the instant at which it was asked, whenever it is answered."""
    running = await campaigns.by_id(read, {int(one.message.params["campaign"]) for one in waiting})
    made: dict[int, Made] = {}
    for one in waiting:
        campaign, unit = running[int(one.message.params["campaign"])], int(one.message.params["unit"])
        made[one.message.id] = Worded(str(await ward_status(read, campaign, unit, one.message.as_of)))
    return made


async def ward_status(read: Rows, campaign: Campaign, unit_id: int, as_of: Instant) -> Markup:
    """The answer as it was at `as_of`: what was heard later does not count."""
    nights = await sessions.below(read, unit_id, campaign.id, as_of)
    groups = {unit.id: unit for unit in await units.ever_below(read, unit_id)}
    today = campaign.day(as_of)
    expected = register.expected_of(campaign.settings)
    states = {n.session.id: register.state(n.session, n.standing, as_of, expected) for n in nights}
    names = await lineage.names_on(read, groups, today)
    tonight = [n for n in nights if n.session.night == today and states[n.session.id] is not register.State.EXCUSED]
    owed = [n.session for n in nights if n.session.night < today and states[n.session.id] in register.OWED]
    heads = await people.heads(read, [night.session.unit_id for night in tonight], as_of)
    target = campaign.settings.target
    shown = [
        Tonight(
            names.get(n.session.unit_id) or groups[n.session.unit_id].name,
            n.standing.value(target.indicator),
            heads.get(n.session.unit_id),
        )
        for n in tonight
    ]
    ledgers = await headcounts.of_units(read, [unit_id])
    whole = headcounts.valid(ledgers.get(unit_id, ()), target.measure, today, as_of)
    starts = await _starts(read, campaign, list(groups), as_of)
    carried = await lineage.carried(read, unit_id, lineage.Asked(campaign.id, target.indicator, today, as_of))
    total = sum(b.value for b in starts) + _sum(nights, target.indicator) + carried
    told = texts.status_of_ward(
        campaign.name,
        local(as_of, campaign.zone),
        texts.share(total, whole),
        shown,
        texts.target(target.percent, whole, target.by),
        texts.started(starts),
    )
    return texts.lines(told, texts_plan.still_owed([(groups[one.unit_id].name, one.night) for one in owed]))


def _sum(nights: tuple[Night, ...], indicator: str) -> int:
    return sum(night.standing.value(indicator) or 0 for night in nights)


async def _starts(read: Rows, campaign: Campaign, unit_ids: list[int], as_of: Instant) -> list[Baseline]:
    known = await headcounts.baselines(read, unit_ids)
    indicator, today = campaign.settings.target.indicator, campaign.day(as_of)
    found = (headcounts.start(known.get(unit, ()), campaign.id, indicator, today, as_of) for unit in unit_ids)
    return [baseline for baseline in found if baseline is not None]
