"""By what people may come in: the address of our page, and how we are called on each platform."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass

from storage import downtime, sending, state
from storage.database import Rows, Transaction
from storage.instants import Instant


@dataclass(frozen=True, slots=True)
class OurAccount:
    """We ourselves on a platform: the name that people look for, and the link that leads to us.

    `people`: how many it can serve; None: any number.
    """

    channel: str
    name: str
    link: str = ""  # with {secret} in it, else the code has to be typed; empty: it has to be looked for
    people: int | None = None

    @property
    def platform(self) -> str:
        """What several accounts of ours have in common."""
        return self.channel.partition("/")[0]

    @property
    def carries(self) -> bool:
        """Its link brings the secret of an invitation."""
        return "{secret}" in self.link


async def page(read: Rows) -> str:
    """Of the house that runs, or ran last; empty: nobody outside can open it."""
    known = await state.noted(read, state.Name.PAGE)
    return known.value if known else ""


async def accounts(read: Rows, on: Collection[str] | None = None) -> tuple[OurAccount, ...]:
    """Those that are known of these channels; else of those with which the house runs, or ran last."""
    if on is None:
        on = await _on(read)
    known = [await state.noted(read, state.Name.ACCOUNT, channel) for channel in on]
    return tuple(OurAccount(**json.loads(one.value)) for one in known if one)


async def platforms(read: Rows) -> list[str]:
    """On which somebody can be written to, if they have joined there."""
    return sorted({channel.partition("/")[0] for channel in await _on(read)})


async def _on(read: Rows) -> list[str]:
    running = await state.noted(read, state.Name.CHANNELS)
    return running.value.split() if running else []


async def names(read: Rows, channels: Collection[str]) -> dict[str, str]:
    """By channel how we are called there; empty where that is not known yet."""
    known = {account.channel: account.name for account in await accounts(read, channels)}
    return {channel: known.get(channel, "") for channel in channels}


async def open_page(tx: Transaction, url: str, now: Instant) -> None:
    await state.note(tx, state.Name.PAGE, now, url)


async def learn(tx: Transaction, account: OurAccount, now: Instant) -> None:
    """What a platform has told us of ourselves: it knows us. Where it did not before, its people can be told again."""
    if await state.forget(tx, state.Name.SHUT, account.channel):
        await downtime.bring_back(tx, account.channel, now)
    await state.note(tx, state.Name.ACCOUNT, now, json.dumps(asdict(account)), account.channel)


async def shut(tx: Transaction, channel: str, why: str, now: Instant) -> bool:
    """Nothing can be sent by it until it knows us again: what waits for people there looks for other chats of theirs.

    False: that was known.
    """
    if not await state.note_once(tx, state.Name.SHUT, now, why, channel):
        return False
    await sending.look_elsewhere(tx, channel, now)
    return True


async def shut_accounts(read: Rows) -> list[tuple[str, str]]:
    """(channel, why) of those by which nothing can be sent."""
    return [(channel, one.value) for channel, one in (await state.noted_of(read, state.Name.SHUT)).items()]
