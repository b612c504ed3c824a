"""By what people may come in: the address of our page, and how we are called on each platform."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass

from storage import state
from storage.database import Rows, Transaction
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class OurAccount:
    """We ourselves on a platform: the name that people look for, and the link that brings an invitation's secret."""

    channel: str
    name: str
    link: str = ""  # with {secret} in it; empty: the code has to be typed


async def page(read: Rows) -> str:
    """Of the house that runs, or ran last; empty: nobody outside can open it."""
    known = await state.noted(read, state.Name.PAGE)
    return known.value if known else ""


async def accounts(read: Rows, on: Collection[str] | None = None) -> tuple[OurAccount, ...]:
    """Those that are known of these channels; else of those with which the house runs, or ran last."""
    if on is None:
        running = await state.noted(read, state.Name.CHANNELS)
        on = running.value.split() if running else ()
    known = [await state.noted(read, state.Name.ACCOUNT, channel) for channel in on]
    return tuple(OurAccount(**json.loads(one.value)) for one in known if one)


async def open_page(tx: Transaction, url: str, now: Instant) -> None:
    await state.note(tx, state.Name.PAGE, now, url)


async def learn(tx: Transaction, account: OurAccount, now: Instant) -> None:
    """What a platform has told us of ourselves."""
    await state.note(tx, state.Name.ACCOUNT, now, json.dumps(asdict(account)), account.channel)
