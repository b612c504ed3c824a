"""By what people may come in: the address of our page, and how we are called on each platform."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass

from storage import heartbeats
from storage.chats import ON
from storage.database import Rows, Transaction
from storage.heartbeats import Heartbeat
from storage.instants import Instant

PAGE = "address"  # the heartbeat whose note says where the web page is reached


@dataclass(frozen=True, slots=True)
class Account:
    """We ourselves on a platform: the name that people look for, and the link that brings an invitation's secret."""

    channel: str
    name: str
    link: str = ""  # with {secret} in it; empty: the code has to be typed


async def page(read: Rows) -> str:
    """Of the house that runs, or ran last; empty: nobody outside can open it."""
    known = await heartbeats.last(read, PAGE)
    return known.note if known else ""


async def accounts(read: Rows, on: Collection[str] | None = None) -> tuple[Account, ...]:
    """Those that are known of these channels; else of those with which the house runs, or ran last."""
    if on is None:
        running = await heartbeats.last(read, ON)
        on = running.note.split() if running else ()
    known = [await heartbeats.last(read, f"account/{channel}") for channel in on]
    return tuple(Account(**json.loads(one.note)) for one in known if one)


async def open_page(tx: Transaction, url: str, now: Instant) -> None:
    await heartbeats.beat(tx, Heartbeat(PAGE, now, now, url))


async def learn(tx: Transaction, account: Account, now: Instant) -> None:
    """What a platform has told us of ourselves."""
    await heartbeats.beat(tx, Heartbeat(f"account/{account.channel}", now, now, json.dumps(asdict(account))))
