"""Quiet hours: nothing but what a person asked for goes out, by the clock of the campaign they are part of."""

from collections.abc import Sequence

from storage import quiet
from storage.campaigns import Campaigns
from storage.database import Rows
from storage.instants import Instant
from storage.outbox import KINDS
from storage.sending import Held, Waiting

ASLEEP = "quiet hours"


async def held(read: Rows, waiting: Sequence[Waiting], now: Instant, known: Campaigns) -> dict[int, Held]:
    """By message: until when it has to wait. Asks nothing at all where only answers are waiting."""
    may_wait = [one for one in waiting if not KINDS[one.message.kind].wakes]
    if not may_wait:
        return {}
    running = await known.running(read, now)
    ends = {one.id: quiet.awake(now, one.settings.quiet, one.zone) for one in running}
    asleep = {id_: until for id_, until in ends.items() if until > now}
    if not asleep:
        return {}
    found = await quiet.campaigns_of(read, may_wait, asleep)
    return {message: Held(asleep[campaign], ASLEEP) for message, campaign in found.items()}
