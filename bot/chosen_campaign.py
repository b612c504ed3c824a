"""Which campaign a command means: the one it names, or the one in question of the only ward there is."""

from collections.abc import Collection
from datetime import date

from bot.console import CommandRefused
from handlers.campaigns import texts as campaigns_texts
from handlers.language.tokens import fold
from storage import campaigns
from storage.campaigns import Campaign
from storage.database import Rows
from storage.instants import Instant


async def chosen_campaign(read: Rows, slug: str, at: Instant, nights: Collection[date] = ()) -> Campaign | None:
    """By its code or its name; None where there is none yet. `nights`: of a plan, which say whose it is."""
    known = await campaigns.alive(read, at)
    if slug:
        named = [campaign for campaign in known if campaign.code == slug] or [
            one for one in known if fold(one.name) == fold(slug)
        ]
        if len(named) != 1:
            raise CommandRefused(campaigns_texts.which_campaign(known, slug))
        return named[0]
    if len({one.unit.id for one in known}) > 1:
        raise CommandRefused(campaigns_texts.which_campaign(known))
    return campaigns.of_nights(known, nights) if known else None
