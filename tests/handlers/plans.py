"""The worker's part of a dialog about plans, done in this process: what waits is read and comes back as an update."""

import json
from dataclasses import asdict
from datetime import date

from handlers import attachments
from handlers.documents.read import plan
from handlers.documents.unreadable import Unreadable
from handlers.inbound import Done, Inbound
from storage import errands
from tests.ward import Chat, Ward

PLAN = """Thời gian\tĐịa bàn
09/11/2024\tCầu Đơ 1
10/11/2024\tCầu Đơ 3
11/11/2024, 12/11/2024\tCầu Đơ 4
14/11/2024, 15/11/2024\tHà Trì 1
16/11/2024\tHà Trì 2
"""


async def sends(chat: Chat, text: str) -> None:
    """The table is pasted; the errand that reads it is done."""
    await chat.says(text)
    await read_what_waits(chat.ward)
    await chat.reads()


async def sends_file(chat: Chat, name: str, body: bytes) -> None:
    """As `sends`, with the bytes of a file in place of the text."""
    await chat.says("/kehoach bảng trong tệp")
    await read_what_waits(chat.ward, name, body)
    await chat.reads()


async def read_what_waits(ward: Ward, name: str = "dan.txt", body: bytes | None = None) -> None:
    async with ward.database.read() as read:
        waiting = await errands.waiting(read, ward.clock.now())
        days = [(await attachments.known(errand, read))[1] for errand in waiting]
    for errand, known in zip(waiting, days, strict=True):
        within = [date.fromisoformat(day) for day in known]
        told = _read(errand.params["text"].encode() if body is None else body, name, within)
        done, now = Done(errand.id, errand.kind, dict(errand.params), told), ward.clock.now()
        await ward.intake.take([Inbound(f"errand/{errand.id}", "errand", "errand", "errand", done, now, now)])
    await ward.delivers()


def _read(body: bytes, name: str, within: list[date]) -> str:
    try:
        return json.dumps(asdict(plan.read_plan(body, name, within)), default=str)
    except Unreadable as refused:
        return json.dumps({"refused": refused.code})


async def nights(ward: Ward) -> list[tuple[str, str, str]]:
    """Every session as (unit, day of the month, state), by unit and night."""
    async with ward.database.read() as read:
        rows = await read.rows(
            "SELECT unit.name, session.night, session.state, session.kind FROM session "
            "JOIN unit ON unit.id = session.unit_id ORDER BY unit.name, session.night, session.kind"
        )
    return [
        (row["name"], row["night"][8:] + ("" if row["kind"] == "evening" else f" {row['kind']}"), row["state"])
        for row in rows
    ]


async def planned(ward: Ward, unit: str) -> list[str]:
    return [night for name, night, state in await nights(ward) if name == unit and state == "planned"]
