"""Answers pressed buttons on Telegram straight after the commit, so that their waiting mark goes away."""

import asyncio

from bot.channels.telegram.decoding import callback_of
from bot.channels.telegram.sending import Telegram
from bot.intake import Receipt
from handlers.inbound import Inbound


class Callbacks:
    """Nobody waits for these answers, and one that is lost is not repeated: the words come as messages."""

    def __init__(self, channel: Telegram) -> None:
        self._channel = channel
        self._flying: set[asyncio.Task[None]] = set()

    def answer(self, inbound: Inbound, receipt: Receipt) -> None:
        callback = callback_of(inbound)
        if callback is None:
            return
        notice = receipt.notice.striptags() if receipt.notice else ""
        task = asyncio.create_task(self._channel.answer_press(callback, notice))
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)
