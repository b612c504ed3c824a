"""A roster that the clerk of the ward sends: read as the document worker reads it, brought back as its errand is."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from handlers.documents.read.roster import read_roster
from handlers.inbound import Done, Inbound
from storage import chats, facts, units
from storage.errands import Errand
from tests.ward import Chat, Ward

HEADING = "STT;Họ và tên;Chức vụ;Tổ dân phố phụ trách;SĐT"


async def sends_roster(clerk: Chat, rows: Iterable[str], heading: str = HEADING) -> None:
    ward = clerk.ward
    async with ward.database.write() as tx:
        groups = [unit.name for unit in await units.below(tx, ward.units["Hà Cầu"].id)]
        chat = await chats.at_address(tx, clerk.address)
        assert chat
        sent = {"campaign": "test", "person": str(ward.people[clerk.key].id), "chat": str(chat.id)}
        errand = Errand(ward.ids(), "read_document", sent, "test", ward.clock.at)
        await facts.write(tx, [errand])
    text = "\n".join([heading, *(f"{n};{row}" for n, row in enumerate(rows, start=1))])
    read = asdict(read_roster(text.encode(), "ds.csv", groups))
    await returns(ward, errand, json.dumps({"kind": "roster", **read}))
    await clerk.reads()


async def returns(ward: Ward, errand: Errand, result: str) -> None:
    done, at = Done(errand.id, errand.kind, dict(errand.params), result), ward.clock.at
    await ward.intake.take([Inbound(f"errand/{errand.id}", "errand", "errand", "errand", done, at, at)])
    await ward.delivers()
