"""What is left of the month where messages are counted: the clerks are told in time, then what can be is spared."""

from handlers.outcome import Request, tell
from handlers.texts import pronouns
from handlers.ward_office import texts
from storage import budgets, campaigns, outbox, people, sending, ways
from storage.budgets import SPARES, Gauge
from storage.database import Transaction
from storage.ids import Ids
from storage.instants import Instant


async def weigh(tx: Transaction, ids: Ids, now: Instant, zone: str) -> None:
    """At each look at the clock: whoever counts does not ask how much is left."""
    month = budgets.month_of(now, zone)
    for gauge in await budgets.gauges(tx, month):
        if gauge.level > gauge.warned and await budgets.warn_once(tx, gauge.channel, month, gauge.level):
            await _warn(tx, ids, gauge, now)
        until = budgets.next_month(now, zone) if gauge.level >= SPARES else None
        if until != gauge.spared_until:
            await budgets.spare(tx, gauge.channel, until)
            if until is not None:
                await sending.look_elsewhere(tx, gauge.channel, now, spares=True)


async def _warn(tx: Transaction, ids: Ids, gauge: Gauge, now: Instant) -> None:
    name = next((account.name for account in await ways.accounts(tx, [gauge.channel])), "")
    wards = {campaign.unit.id for campaign in await campaigns.alive(tx, now)}
    request = Request(f"budget/{gauge.channel}/{now}", now, now, ids)
    clerks = await people.clerks_above(tx, wards, now)
    words = [texts.budget_warning(pronouns(clerk), name, gauge) for clerk in clerks]
    await outbox.write(tx, [tell(request, *told) for told in zip(clerks, words, strict=True)])
