"""The route by which Zalo brings one bot's updates: guarded by a secret, answered 200 only after the commit."""

import hmac

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.body import body_of
from bot.channels.zalo.decoding import PLATFORM, decode
from bot.channels.zalo.settings import ZaloBot
from bot.services import Services

HEADER = "x-bot-api-secret-token"

log = structlog.get_logger()


class ZaloWebhook:
    """Unreachable is answered 503 by the house: whether Zalo comes again is not known, after a 200 it never does."""

    def __init__(self, services: Services, bot: ZaloBot, *, lets_probes: bool) -> None:
        self._services = services
        self._bot = bot
        self._refused = 200 if lets_probes else 403

    def routes(self) -> list[BaseRoute]:
        return [Route(path_of(self._bot), self._take, methods=["POST"])]

    async def _take(self, request: Request) -> Response:
        given = request.headers.get(HEADER, "").encode()
        if not self._bot.secret or not hmac.compare_digest(given, self._bot.secret.encode()):
            return Response(status_code=self._refused)
        body = await body_of(request)
        if body is None:
            return Response(status_code=413)
        inbound = decode(body, self._bot.key, self._services.clock.now())
        if inbound is not None:
            await self._services.intake.submit(inbound)
        else:
            log.info("update that is not for us", channel=self._bot.channel)
        return Response(status_code=200)


def path_of(bot: ZaloBot) -> str:
    return f"/{PLATFORM}/{bot.key}"
