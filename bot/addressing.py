"""Chooses the chat for what we start ourselves: where the person was heard last; nowhere means the call list."""

from collections.abc import Mapping

from storage import chats, sending
from storage.database import Database
from storage.instants import Instant
from storage.records import Chat
from storage.sending import Dropped


async def route(database: Database, now: Instant) -> int:
    """Return how many messages were given a chat or put on the call list."""
    async with database.read() as read:
        waiting = await sending.unrouted(read, now)
        if not waiting:
            return 0
        known = await chats.of_people(read, {person for _, person in waiting})
    chosen: Mapping[int, Chat] = {message: known[person] for message, person in waiting if person in known}
    nowhere = {message: Dropped("unreached", "no chat") for message, person in waiting if person not in known}
    async with database.write() as tx:
        await sending.route(tx, chosen)
        await sending.drop(tx, nowhere)
    return len(waiting)
