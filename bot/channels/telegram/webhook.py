"""The route by which Telegram brings us updates: guarded by a secret, answered 200 only after the commit."""

import asyncio
import hmac

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from telegram.error import TelegramError

from bot.channels.body import body_of
from bot.channels.telegram.callbacks import Callbacks
from bot.channels.telegram.decoding import Me, decode
from bot.channels.telegram.sending import Access, Telegram
from bot.channels.telegram.setup import learn, note
from bot.loops import Turns, unwatched
from bot.services import Services
from storage.database import Unreachable

ASKS_AGAIN = 30.0  # seconds until Telegram is asked again who we are
HEADER = "x-telegram-bot-api-secret-token"

log = structlog.get_logger()


class Webhook:
    """Unreachable is answered 503 by the house, and Telegram comes again."""

    def __init__(self, services: Services, access: Access, channel: Telegram, secret: str) -> None:
        self._services = services
        self._channel = channel
        self._secret = secret.encode()
        self._callbacks = Callbacks(channel)
        self._me = Me(access.bot_id)

    def routes(self) -> list[BaseRoute]:
        return [Route("/telegram/{path}", self._take, methods=["POST"])]

    async def learn(self, turned: Turns = unwatched) -> None:
        """Our own name, for what is said to us in groups: asked until Telegram has told it."""
        while True:
            try:
                self._me = await self._channel.me()
                await learn(self._services.database, self._me, self._services.clock.now())
            except (TelegramError, Unreachable) as error:
                log.warning("telegram could not be asked who we are", why=type(error).__name__)
                if isinstance(error, TelegramError):
                    await note(self._services, error)
                turned(ASKS_AGAIN)
                await asyncio.sleep(ASKS_AGAIN)
            else:
                return

    async def _take(self, request: Request) -> Response:
        given = request.headers.get(HEADER, "").encode()
        if not self._secret or not hmac.compare_digest(given, self._secret):
            return Response(status_code=403)
        body = await body_of(request)
        if body is None:
            return Response(status_code=413)
        inbound = decode(body, self._me, self._services.clock.now())
        if inbound is not None:
            receipt = await self._services.intake.submit(inbound)
            self._callbacks.answer(inbound, receipt)
        else:
            log.info("update that is not for us")
        return Response(status_code=200)
