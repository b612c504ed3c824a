"""The Bot API as we ask it: one client a bot. No error that leaves this file names the token.

An answer is judged by its `ok`: errors arrive as HTTP 200, and what stands in front of the API answers in HTML.
"""

import logging
from typing import Annotated, Any

import httpx
from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool

from bot.channels.body import read
from bot.channels.fence import fence
from bot.channels.zalo.settings import ZaloBot
from bot.trust import trusted

WAITS = {"sendMessage": 30.0, "setWebhook": 60.0, "sendPhoto": 150.0}  # seconds for an answer …
USUALLY_WAITS = 15.0  # … to everything else
KEEP_ALIVE = 60.0
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


class ZaloError(Exception):
    """Why, in one line without the token."""


class Unreached(ZaloError):
    """There was no connection: nothing was asked."""


class Unanswered(ZaloError):
    """It was asked, and whether it was done is not known."""


class NotOk(ZaloError):
    """The API, or what stands before it, has said no. `code`: HTTP's where it gave none, and 0 where that was 200."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(f"{code} {why}".strip())
        self.code = code


def _number(value: Any) -> int:
    """Codes come as numbers and as strings."""
    return int(value) if str(value).lstrip("-").isdecimal() else 0


# {"ok": true, "result": {…}}  or  {"ok": false, "description": "Quota exceeded", "error_code": 429}
class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore")

    ok: StrictBool
    result: Any = None
    description: Any = ""
    error_code: Annotated[
        int, BeforeValidator(_number), Field(validation_alias=AliasChoices("error_code", "errorCode"))
    ] = 0


class BotApi:
    def __init__(self, bot: ZaloBot, base: str) -> None:
        logging.getLogger("httpx").setLevel(logging.WARNING)  # whose lines hold the whole address
        self._bot = bot
        self._base = base.rstrip("/")
        limits = httpx.Limits(max_connections=16, max_keepalive_connections=8, keepalive_expiry=KEEP_ALIVE)
        hooks = {"request": [fence]}
        self._http = httpx.AsyncClient(verify=trusted(), trust_env=False, limits=limits, event_hooks=hooks)

    async def call(self, method: str, *, waits: float | None = None, **asked: str | None) -> Any:
        """The `result`, which may be missing; what is None is not asked for."""
        seconds = WAITS.get(method, USUALLY_WAITS) if waits is None else waits
        times = httpx.Timeout(15.0, connect=10.0, read=seconds)
        given = {name: value for name, value in asked.items() if value is not None}
        address = f"{self._base}/bot{self._bot.token}/{method}"
        try:
            answer = await self._http.post(address, json=given, timeout=times)
        except NOT_SENT as error:
            raise Unreached(type(error).__name__) from None
        except httpx.HTTPError as error:
            raise Unanswered(type(error).__name__) from None
        return self._read(answer)

    def _read(self, answer: httpx.Response) -> Any:
        refused = answer.status_code if answer.status_code >= 400 else 0
        try:
            told = read(_Answer, answer.content)
        except ValueError:
            if refused:
                raise NotOk(refused, "answered by what stands before the Bot API") from None
            raise Unanswered("answered with something else than the Bot API does") from None
        if told.ok:
            return told.result
        raise NotOk(told.error_code or refused, str(told.description).replace(self._bot.token, "***")[:200])

    async def close(self) -> None:
        await self._http.aclose()
