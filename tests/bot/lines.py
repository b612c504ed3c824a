"""Lines of a telephone exchange of the tests: channels that do what they are told, and remember what came through."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.channels.channel import Channel, Ending, Outgoing, Sent, fitted
from bot.delivery import Delivery
from bot.intake import Receipt
from bot.signals import Signals
from handlers.inbound import Inbound, Text
from storage import budgets, chats, facts
from storage.accounts import Linked
from storage.budgets import Budget
from storage.chats import Heard
from storage.instants import Instant
from tests.ward import ZONE, Ward, plain

Answers = Callable[[Outgoing, Instant], Ending | None]  # None: it hangs until the end of the test


def comes_through(_message: Outgoing, _now: Instant) -> Ending:
    return Sent("1")


@dataclass
class Line:
    """`told`: (chat, words, when) of what came through; `tries`: of whatever was handed to it."""

    ward: Ward
    name: str
    answers: Answers = comes_through
    budget: Budget | None = None
    edits: bool = False
    told: list[tuple[str, str, Instant]] = field(default_factory=list)
    tries: list[tuple[str, Instant]] = field(default_factory=list)
    delivery: Delivery = field(init=False)
    _updates: int = 0

    def __post_init__(self) -> None:
        channel = Channel(self.name, self.send, buttons=False, edits=self.edits, budget=self.budget)
        known = (self.ward.database, channel, self.ward.clock, self.ward.ids, Signals())
        self.delivery = Delivery(*known, zone=ZONE)
        self.ward.deliveries.append(self.delivery)
        if self.budget and self.budget.heard_counts:
            self.ward.intake.counted |= {self.name}

    async def opens(self) -> "Line":
        """As the house says at its start what it may cost."""
        if self.budget:
            async with self.ward.database.write() as tx:
                await budgets.declare(tx, {self.name: self.budget})
        return self

    async def send(self, message: Outgoing, now: Instant) -> Ending:
        self.tries.append((message.chat.address, now))
        ending = self.answers(message, now)
        if ending is None:
            await asyncio.Event().wait()
        assert ending is not None
        if isinstance(ending, Sent):
            self.told.append((message.chat.address, plain(fitted(message, self.delivery._channel).words), now))
        return ending

    async def links(self, key: str, heard: Instant | None = None) -> None:
        """Somebody comes in by it, beside their page."""
        ward, address = self.ward, f"{self.name}/{key}"
        at = ward.clock.at if heard is None else heard
        async with ward.database.write() as tx:
            chat = ward.ids()
            await chats.open_chat(tx, Heard(chat, address, self.name, None, at))
            await facts.write(tx, [Linked(ward.ids(), address, chat, ward.people[key].id, ward.clock.at)])

    async def hears(self, key: str, text: str, *, again: bool = False) -> Receipt:
        """Somebody says something by it; `again`: the platform brings it a second time."""
        self._updates += not again
        address, now = f"{self.name}/{key}", self.ward.clock.at
        update = Inbound(f"{address}/{self._updates}", self.name, address, address, Text(text), now, now)
        receipt = (await self.ward.intake.take([update]))[0]
        await self.ward.delivers()
        return receipt

    def said_to(self, key: str) -> list[str]:
        return [words for address, words, _ in self.told if address == f"{self.name}/{key}"]


async def leaves_page(ward: Ward, *keys: str) -> None:
    """These people have no page any more."""
    async with ward.database.write() as tx:
        people = [ward.people[key].id for key in keys]
        await tx.run("UPDATE account SET until = since WHERE address LIKE 'web/%' AND person_id IN :some", some=people)
