"""Words that the office may send as they are, made of the plan and of what was counted."""

from datetime import date, timedelta

from handlers import texts as common
from handlers.announcing import texts
from storage import reckoning
from storage.campaigns import Campaign
from storage.database import Rows
from storage.instants import Instant
from storage.lookup import Who

AHEAD = 7  # days
SHOWN = 6  # evenings


async def every(read: Rows, who: Who, campaign: Campaign, now: Instant) -> tuple[tuple[str, str], ...]:
    """(what it is called, its words), the most useful first."""
    today = campaign.day(now)
    nights = sorted(
        (night, group.unit.name)
        for group in who.plan
        for night in group.nights
        if today <= night <= today + timedelta(days=AHEAD)
    )
    plan = (texts.DRAFT_PLAN, texts.draft_plan(_by_night(nights)))
    progress = (texts.DRAFT_PROGRESS, await in_short(read, campaign, now))
    return tuple((name, said) for name, said in (plan, progress) if said)


async def in_short(read: Rows, campaign: Campaign, now: Instant) -> str:
    """How far the ward is, and a word of thanks; empty where nothing was told yet."""
    scope = await reckoning.scope_at(read, campaign.unit.id, now, campaign.id)
    if scope is None:
        return ""
    found = await reckoning.of_unit(read, scope, now, campaign.starts)
    if not found.told or not found.added:
        return ""
    whole = found.headcount.value if found.headcount else 0
    counted = campaign.settings.name_of(found.indicator)
    return texts.draft_progress(campaign.unit.name, campaign.day(now), common.results(counted), found.told, whole)


def _by_night(nights: list[tuple[date, str]]) -> list[tuple[date, list[str]]]:
    found: dict[date, list[str]] = {}
    for night, unit in nights:
        found.setdefault(night, []).append(unit)
    return list(found.items())[:SHOWN]
