"""Which campaign a command means: the one it names, or the only one there is."""

from bot.console import Refused
from storage import campaigns
from storage.campaigns import Campaign
from storage.database import Rows


async def chosen_campaign(read: Rows, slug: str) -> Campaign | None:
    """None where there is none yet."""
    if slug:
        found = await campaigns.named(read, slug)
        if found is None:
            raise Refused(f"no campaign {slug}")
        return found
    running = await campaigns.everything(read)
    if len(running) > 1:
        raise Refused(f"several campaigns: say which with --campaign ({', '.join(one.code for one in running)})")
    return running[0] if running else None
