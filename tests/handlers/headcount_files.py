"""A table of headcounts that the clerk sends or pastes: read as the worker does, brought back as by its errand."""

import json

from handlers import attachments
from handlers.documents.read import received
from storage import chats, errands, facts, units
from storage.errands import Errand
from tests.handlers.rosters import returns
from tests.ward import Chat


async def sends_table(clerk: Chat, text: str, name: str = "tong-so.csv") -> None:
    ward = clerk.ward
    async with ward.database.write() as tx:
        chat = await chats.at_address(tx, clerk.address)
        assert chat
        known = [unit.name for unit in await units.below(tx, ward.units["Hà Cầu"].id)]
        sent = {"campaign": "test", "person": str(ward.people[clerk.key].id), "chat": str(chat.id)}
        errand = Errand(ward.ids(), "read_document", sent, "test", ward.clock.at)
        await facts.write(tx, [errand])
    await returns(ward, errand, json.dumps(received.read("read_document", text.encode(), name, known), default=str))
    await clerk.reads()


async def pastes_table(clerk: Chat, text: str) -> None:
    await clerk.says(text)
    async with clerk.ward.database.read() as read:
        waiting = await errands.waiting(read, clerk.ward.clock.at)
        names = [(await attachments.known(one, read))[0] for one in waiting]
    for one, known in zip(waiting, names, strict=True):
        found = received.read(one.kind, one.params["text"].encode(), "dan.txt", known)
        await returns(clerk.ward, one, json.dumps(found, default=str))
    await clerk.reads()
