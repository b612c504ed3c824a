"""Sent means in the chat's log, which the page reads by cursor; the page acknowledges what it has shown."""

from bot.channels.channel import Ending, Outgoing, Sent
from storage.instants import Instant


async def send(message: Outgoing, now: Instant) -> Ending:  # noqa: ARG001  recording it is the sending
    return Sent()
