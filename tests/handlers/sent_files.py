"""Files as people send them, one by one or several at once; what waits is read as the document worker reads it."""

import json
from collections.abc import Mapping

from handlers import attachments
from handlers.documents.read import received
from handlers.inbound import Done, FileKind, Inbound, ReceivedFile
from storage import errands
from storage.chats import LOGGED
from tests.ward import Chat

Files = Mapping[str, str]  # name: what is in it


async def sends_files(chat: Chat, files: Files, caption: str = "") -> None:
    """All of them arrive before the first is read, as an album does; the caption goes with the first."""
    ward, now = chat.ward, chat.ward.clock.at
    for number, (name, text) in enumerate(files.items()):
        said = caption if number == 0 else ""
        sent = ReceivedFile(FileKind.DOCUMENT, f"test:{text}", name, len(text), said)
        await ward.intake.take([Inbound(f"file/{ward.ids()}", LOGGED, chat.address, chat.address, sent, now, now)])
    await ward.delivers()
    await reads_what_waits(chat)


async def brings_file(chat: Chat, kind: FileKind, name: str, caption: str = "") -> None:
    """One file, whose bytes nobody asks for yet."""
    ward, now = chat.ward, chat.ward.clock.at
    sent = ReceivedFile(kind, f"test:{name}", name, len(name), caption)
    await ward.intake.take([Inbound(f"file/{ward.ids()}", LOGGED, chat.address, chat.address, sent, now, now)])
    await ward.delivers()
    await chat.reads()


async def reads_what_waits(chat: Chat) -> None:
    ward, now = chat.ward, chat.ward.clock.at
    async with ward.database.read() as read:
        waiting = await errands.waiting(read, now)
        known = [await attachments.known(errand, read) for errand in waiting]
    for errand, (groups, within) in zip(waiting, known, strict=True):
        text, name = errand.params.get("text"), errand.params.get("name", "dan.txt")
        body = (errand.params["file"].partition(":")[2] if text is None else text).encode()
        told = json.dumps(received.read(errand.kind, body, name, groups, within), default=str)
        done = Done(errand.id, errand.kind, dict(errand.params), told)
        await ward.intake.take([Inbound(f"errand/{errand.id}", "errand", "errand", "errand", done, now, now)])
        await ward.delivers()
    await chat.reads()
