"""Zalo's Bot API of our own over real HTTP, as it was measured: errors as HTTP 200, one update a poll, 408 for none."""

import asyncio
import json
import re
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from tests.fake_http import Answer, serving

BOT, SECOND_BOT = "1111111111111111111", "2222222222222222222"
TOKENS = {key: f"{key}:" + "fake" * 12 + key[:3] for key in (BOT, SECOND_BOT)}  # put together: no scanner knows them
NAMES = {BOT: ("bot.aBcDeFgHi", "Bot Hà Cầu"), SECOND_BOT: ("bot.zYxWvUtSr", "Bot Hà Cầu 2")}
QUICK = 0.05  # seconds for which a long poll is held at most
HTML = b"<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>"
AT = 1_731_162_305_000  # when people of these tests write, if nothing else is said


@dataclass
class ZaloSaid:
    """One message of a bot as its reader sees it."""

    bot: str
    chat: str
    text: str
    photo: str = ""
    id: str = ""


@dataclass
class ZaloFault:
    """What happens to the next calls of `method`: a no with a code, a page of what stands before the API, silence."""

    method: str = "sendMessage"
    code: int | str = 0  # a string where the API gives one
    why: str = ""
    status: int = 200  # HTTP's
    body: bytes | None = None  # instead of the API's own answer
    waits: float = 0.0
    drops: str = ""  # 'before' or 'after' the deed
    bot: str | None = None
    chat: str | None = None
    times: int = 1
    deed: bool = False  # it is done, whatever is answered


@dataclass
class FakeZalo:
    api: str = ""
    sent: list[ZaloSaid] = field(default_factory=list)
    pending: dict[str, deque[dict[str, Any]]] = field(default_factory=lambda: defaultdict(deque))
    calls: Counter[str] = field(default_factory=Counter)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    faults: list[ZaloFault] = field(default_factory=list)
    hooks: dict[str, tuple[str, str]] = field(default_factory=dict)  # by bot: address, secret
    verification: dict[str, Any] | None = field(default_factory=lambda: {"ok": True, "outcome": "webhook.ok"})
    tokens: dict[str, str] = field(default_factory=lambda: dict(TOKENS))
    files: dict[str, bytes] = field(default_factory=dict)
    wrapped: bool = False
    ids: "count[int]" = field(default_factory=count)
    now: Callable[[], int] = field(default=lambda: AT)
    _arrived: dict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))

    @asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator["FakeZalo"]:
        async with serving(self._answer, port) as self.api:
            yield self

    # --- what people do

    def update(self, user: str, event: str = "text", chat: str = "", **more: Any) -> dict[str, Any]:
        place = {"id": chat or user, "chat_type": "GROUP" if chat and chat != user else "PRIVATE"}
        sender = {"id": user, "display_name": "Bà Lan", "is_bot": False}
        said = {"from": sender, "chat": place, "message_id": f"{next(self.ids):020x}", "date": self.now(), **more}
        return {"event_name": f"message.{event}.received", "message": said}

    def says(self, user: str, text: str, bot: str = BOT, **more: Any) -> dict[str, Any]:
        return self.arrives(self.update(user, text=text, **more), bot)

    def arrives(self, update: dict[str, Any], bot: str = BOT) -> dict[str, Any]:
        self.pending[bot].append({"ok": True, "result": update} if self.wrapped else update)
        self._arrived[bot].set()
        return update

    def heard(self, chat: str) -> list[str]:
        return [one.text for one in self.sent if one.chat == chat]

    async def bring(self, root: str, bot: str = BOT) -> list[int]:
        """Each of what waits once, as Zalo does; how each was answered. `root`: where our house really listens."""
        answers: list[int] = []
        # No HTTPS here: to read whom it trusts would take ten times as long as to bring something.
        async with httpx.AsyncClient(trust_env=False, verify=False) as client:
            while self.pending[bot]:
                answers.append(await self.post(client, root, self.pending[bot].popleft(), bot))
        return answers

    async def post(self, client: httpx.AsyncClient, root: str, update: dict[str, Any], bot: str) -> int:
        path, secret = re.sub(r"^https?://[^/]+", "", self.hooks[bot][0]), self.hooks[bot][1]
        headers = {"X-Bot-Api-Secret-Token": secret, "User-Agent": "Java/1.8.0_192"}
        return (await client.post(f"{root}{path}", content=_raw(update), headers=headers)).status_code

    # --- the API

    async def _answer(self, path: str, params: dict[str, Any]) -> Answer:
        if path.startswith("/files/"):
            return (200, self.files[path]) if path in self.files else (404, b"")
        found = re.fullmatch(r"/bot([^/]+)/(\w+)", path)
        bot = next((key for key, token in self.tokens.items() if found and found[1] == token), None)
        if found is None or bot is None:
            return 200, _no(401, "Unauthorized")
        self.calls[found[2]] += 1
        self.asked.append((found[2], params))
        return await self._faulty(found[2], bot, params)

    async def _faulty(self, method: str, bot: str, params: dict[str, Any]) -> Answer:
        chat = params.get("chat_id")
        fits = (f for f in self.faults if f.method == method and f.bot in {None, bot} and f.chat in {None, chat})
        fault = next(fits, None)
        if fault is None:
            return await self._done(method, bot, params)
        fault.times -= 1
        if fault.times <= 0:
            self.faults.remove(fault)
        if fault.waits:
            await asyncio.sleep(fault.waits)
        done = await self._done(method, bot, params) if fault.deed or fault.drops == "after" else None
        if fault.drops:
            return None
        if fault.body is not None:
            return fault.status, fault.body
        if fault.code:
            return fault.status, _no(fault.code, fault.why)
        return done or await self._done(method, bot, params)

    async def _done(self, method: str, bot: str, params: dict[str, Any]) -> tuple[int, bytes]:
        handler = getattr(self, re.sub("([A-Z])", r"_\1", f"_{method}").lower(), None)
        if handler is None:
            return 200, _no(404, "Not Found")
        done: tuple[int, bytes] = await handler(bot, params)
        return done

    async def _get_me(self, bot: str, _params: dict[str, Any]) -> tuple[int, bytes]:
        account, name = NAMES[bot]
        me = {"id": bot, "account_name": account, "account_type": "BASIC", "can_join_groups": False}
        return 200, _yes({**me, "display_name": name})

    async def _get_updates(self, bot: str, params: dict[str, Any]) -> tuple[int, bytes]:
        """Read is gone."""
        if bot in self.hooks:
            return 200, _no(409, "webhook is set")
        if not self.pending[bot]:
            self._arrived[bot].clear()
            try:
                await asyncio.wait_for(self._arrived[bot].wait(), min(float(params["timeout"]), QUICK))
            except TimeoutError:
                return 200, _no(408, "Request timeout")
        one = self.pending[bot].popleft()
        return 200, b'{"ok": true, "result": %s}' % _raw(one.get("result", one))

    async def _send_message(self, bot: str, params: dict[str, Any]) -> tuple[int, bytes]:
        if not params.get("text", "").strip() or len(params["text"].encode("utf-16-le")) // 2 > 2_000:
            return 200, _no(400, "Bad request: text")
        return self._says(bot, params, params["text"])

    async def _send_photo(self, bot: str, params: dict[str, Any]) -> tuple[int, bytes]:
        if not str(params.get("photo", "")).startswith(("http://", "https://")):
            return 200, _no(400, "photo must start with http:// or https://")
        return self._says(bot, params, params.get("caption", ""), params["photo"])

    def _says(self, bot: str, params: dict[str, Any], text: str, photo: str = "") -> tuple[int, bytes]:
        if set(params) - {"chat_id", "text", "photo", "caption"}:
            return 200, _no(400, f"Bad request: {sorted(params)}")
        said = ZaloSaid(bot, params["chat_id"], text, photo, f"{next(self.ids):020x}")
        self.sent.append(said)
        return 200, _yes({"message_id": said.id, "date": AT})

    async def _send_chat_action(self, _bot: str, _params: dict[str, Any]) -> tuple[int, bytes]:
        return 200, b'{"ok": true}'

    async def _set_webhook(self, bot: str, params: dict[str, Any]) -> tuple[int, bytes]:
        """Kept, whatever the trial brings."""
        if not 8 <= len(params["secret_token"]) <= 256:
            return 200, _no(400, "Bad request: secret_token")
        self.hooks[bot] = (params["url"], params["secret_token"])
        trial = {"verification": self.verification} if self.verification else {}
        return 200, _yes({"url": params["url"], "updated_at": AT, **trial})

    async def _test_webhook(self, _bot: str, _params: dict[str, Any]) -> tuple[int, bytes]:
        return 200, _yes(self.verification)

    async def _get_webhook_info(self, bot: str, _params: dict[str, Any]) -> tuple[int, bytes]:
        if bot not in self.hooks:
            return 200, _no(404, "Webhook not found")
        return 200, _yes({"url": self.hooks[bot][0], "updated_at": AT})

    async def _delete_webhook(self, bot: str, _params: dict[str, Any]) -> tuple[int, bytes]:
        self.hooks.pop(bot, None)
        return 200, _yes({"url": "", "updated_at": AT})


def _raw(update: dict[str, Any]) -> bytes:
    """As it is brought; `raw`: what no JSON of ours would be."""
    return update["raw"] if "raw" in update else json.dumps(update).encode()


def _yes(result: Any) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


def _no(code: int | str, why: str) -> bytes:
    return json.dumps({"ok": False, "error_code": code, "description": why}).encode()
