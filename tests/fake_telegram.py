"""A Bot API of our own over real HTTP: true offsets, redelivery, limits that are counted, and every kind of fault."""

import asyncio
import json
import random
import re
import time
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.fake_http import Answer, Uploaded, serving

BOT, NAME = 424242, "tung_ngo_bot"
TOKEN = f"{BOT}:" + "fake" * 8 + "ABC"  # put together, so that no scanner takes it for a real one
QUICK = 0.05  # seconds for which a long poll is held at most


@dataclass
class Message:
    """One message of the bot as its reader sees it."""

    id: int
    chat: int
    text: str
    keys: dict[str, Any] = field(default_factory=dict)
    params: dict[str, Any] = field(default_factory=dict)
    versions: list[str] = field(default_factory=list)
    file: Uploaded | None = None
    kind: str = ""  # of the file: photo or document

    @property
    def buttons(self) -> dict[str, str]:
        rows = self.keys.get("inline_keyboard", [])
        return {key["text"]: key["callback_data"] for row in rows for key in row}


@dataclass
class Fault:
    """What happens to the next call of `method` (in this chat): a status with a description, a wait, or no answer."""

    method: str = "sendMessage"
    chat: int | None = None
    status: int = 0
    why: str = ""
    parameters: dict[str, int] = field(default_factory=dict)
    waits: float = 0.0
    drops: str = ""  # 'before' or 'after' the deed
    times: int = 1


class FakeTelegram:
    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.api = ""
        self.pending: deque[dict[str, Any]] = deque()
        self.messages: dict[tuple[int, int], Message] = {}
        self.sent: list[Message] = []
        self.presses: dict[str, str] = {}  # callback id: notice
        self.calls: Counter[str] = Counter()
        self.questions: list[dict[str, Any]] = []  # what getUpdates was asked with
        self.menus: dict[str, list[str]] = {}
        self.violations: Counter[str] = Counter()
        self.faults: list[Fault] = []
        self.storm: Callable[[int], int] = lambda _chat: 0  # seconds of a 429 for this send; 0 = none
        self.files: dict[str, bytes] = {}
        self.held: dict[str, tuple[str, Uploaded]] = {}  # what the bot has uploaded, by file id: (kind, file)
        self.signs: list[tuple[int, str, float]] = []  # chat actions: (chat, which, when)
        self.takes = {"photo": 10 * 1024 * 1024, "document": 50 * 1024 * 1024}  # bytes
        self.webhook = ""
        self.secret = ""
        self.next_update = 90_001
        self._next_message = 100
        self._arrived = asyncio.Event()
        self._asking = 0
        self._at: deque[float] = deque()
        self._chat_at: dict[int, deque[float]] = defaultdict(deque)
        self._until: dict[int, float] = {}

    @asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator["FakeTelegram"]:
        async with serving(self._answer, port) as self.api:
            yield self

    # --- what people do

    def arrives(self, **update: Any) -> int:
        """Something happened: it waits to be asked for, or is brought."""
        id_ = self.next_update
        self.next_update += 1
        self.pending.append({"update_id": id_, **update})
        self._arrived.set()
        return id_

    def arrives_broken(self, body: str | bytes) -> None:
        """An update as somebody between us has left it; `ID` in it is its id."""
        id_ = self.arrives()
        raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
        self.pending[-1]["raw"] = raw.replace(b"ID", str(id_).encode())

    def says(self, user: int, text: str, chat: int | None = None, **more: Any) -> dict[str, Any]:
        said = self.message(user, chat, text=text, **more)
        self.arrives(message=said)
        return said

    def message(self, user: int, chat: int | None = None, **more: Any) -> dict[str, Any]:
        self._next_message += 1
        kind = "private" if chat is None or chat == user else "supergroup"
        place = {"id": chat if chat is not None else user, "type": kind}
        sender = {"id": user, "is_bot": False, "first_name": "A"}
        return {"message_id": self._next_message, "date": int(self.now()), "chat": place, "from": sender, **more}

    def edits(self, said: dict[str, Any], text: str, later: int = 5) -> None:
        self.arrives(edited_message={**said, "text": text, "edit_date": said["date"] + later})

    def presses_button(self, user: int, message: Message, data: str, chat: int | None = None) -> str:
        id_ = f"press{self.next_update}"
        sender = {"id": user, "is_bot": False, "first_name": "A"}
        where = chat if chat is not None else message.chat
        place = {"id": where, "type": "private" if where == user else "supergroup"}
        shown = {"message_id": message.id, "date": int(self.now()), "chat": place, "text": message.text}
        self.arrives(callback_query={"id": id_, "from": sender, "message": shown, "data": data, "chat_instance": "1"})
        return id_

    def forgets_ids(self, start: int = 0) -> None:
        """After a quiet week the next id is random."""
        self.next_update = start or random.randrange(1, 80_000)

    def forgets_times(self) -> None:
        """Its own clock is right, whatever ours was."""
        self._at.clear()
        self._chat_at.clear()
        self._until.clear()

    def last(self, chat: int) -> Message:
        return next(message for message in reversed(self.sent) if message.chat == chat)

    def heard(self, chat: int) -> list[str]:
        return [message.text for message in self.sent if message.chat == chat]

    def refuses(self, chat: int | None, status: int, why: str, parameters: dict[str, int] | None = None) -> None:
        self.faults.append(Fault(chat=chat, status=status, why=why, parameters=parameters or {}))

    async def bring(self) -> None:
        """Webhook: bring everything that waits, each until it is taken."""
        async with httpx.AsyncClient(trust_env=False, verify=False) as client:
            while self.pending:
                headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret}
                answer = await client.post(self.webhook, content=_raw(self.pending[0]), headers=headers)
                if answer.status_code == 200:
                    self.pending.popleft()

    # --- the API

    async def _answer(self, path: str, params: dict[str, Any]) -> Answer:
        if path.startswith(f"/file/bot{TOKEN}/"):
            return 200, self.files[path.rsplit("/", 1)[1]]
        if not path.startswith(f"/bot{TOKEN}/"):
            return 401, _no(401, "Unauthorized")
        method = path.rsplit("/", 1)[1]
        self.calls[method] += 1
        return await self._faulty(method, params)

    async def _faulty(self, method: str, params: dict[str, Any]) -> Answer:
        chat = int(params.get("chat_id", 0))
        fault = next((f for f in self.faults if f.method == method and f.chat in {None, chat}), Fault())
        if fault in self.faults:
            fault.times -= 1
            if fault.times <= 0:
                self.faults.remove(fault)
        if fault.waits:
            await asyncio.sleep(fault.waits)
        if fault.drops == "before":
            return None
        if fault.status:
            return fault.status, _no(fault.status, fault.why, fault.parameters)
        handler = getattr(self, re.sub("([A-Z])", r"_\1", f"_{method}").lower(), None)
        if handler is None:
            return 404, _no(404, "Not Found")
        done: tuple[int, bytes] = await handler(params)
        return None if fault.drops == "after" else done

    async def _get_me(self, _params: dict[str, Any]) -> tuple[int, bytes]:
        return 200, _yes({"id": BOT, "is_bot": True, "first_name": "Từng Ngõ", "username": NAME})

    async def _get_updates(self, params: dict[str, Any]) -> tuple[int, bytes]:
        if self.webhook:
            return 409, _no(409, "Conflict: can't use getUpdates method while webhook is active")
        self.questions.append(params)
        self._asking += 1
        mine = self._asking
        if "offset" in params:
            self._confirm(int(params["offset"]))
        if not self.pending:
            self._arrived.clear()
            await _until(self._arrived, min(float(params.get("timeout", 0)), QUICK))
        if mine != self._asking:
            return 409, _no(409, "Conflict: terminated by other getUpdates request")
        some = list(self.pending)[: int(params.get("limit", 100))]
        return 200, b'{"ok": true, "result": [%s]}' % b", ".join(map(_raw, some))

    def _confirm(self, offset: int) -> None:
        """What is below the offset is gone; an offset far above, from before the ids began anew, hides everything."""
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()

    async def _send_message(self, params: dict[str, Any]) -> tuple[int, bytes]:
        throttled = self._throttles(int(params["chat_id"]))
        if throttled:
            return throttled
        if _units(params["text"]) > 4096:
            return 400, _no(400, "Bad Request: message is too long")
        if not params["text"].strip():
            return 400, _no(400, "Bad Request: message text is empty")
        return 200, _yes(_shown(self._says(params, params["text"])))

    async def _send_photo(self, params: dict[str, Any]) -> tuple[int, bytes]:
        return self._send_file("photo", params)

    async def _send_document(self, params: dict[str, Any]) -> tuple[int, bytes]:
        return self._send_file("document", params)

    def _send_file(self, kind: str, params: dict[str, Any]) -> tuple[int, bytes]:
        """A new file, or the id of one that it holds already, of the same kind."""
        throttled = self._throttles(int(params["chat_id"]))
        if throttled:
            return throttled
        given, caption = params[kind], params.get("caption", "")
        if _units(caption) > 1024:
            return 400, _no(400, "Bad Request: message caption is too long")
        if not isinstance(given, Uploaded):
            if given not in self.held:
                return 400, _no(400, "Bad Request: wrong file identifier/HTTP URL specified")
            if self.held[given][0] != kind:
                return 400, _no(400, f"Bad Request: can't use file of type {self.held[given][0]} as {kind}")
            return self._hands(params, caption, given)
        if len(given.body) > self.takes[kind]:
            return 413, _no(413, "Request Entity Too Large")
        if kind == "photo" and not given.body.startswith((b"\x89PNG", b"\xff\xd8")):
            return 400, _no(400, "Bad Request: IMAGE_PROCESS_FAILED")
        id_ = f"{kind}-{len(self.held)}"
        self.held[id_] = (kind, given)
        return self._hands(params, caption, id_)

    def _hands(self, params: dict[str, Any], caption: str, file_id: str) -> tuple[int, bytes]:
        said = self._says(params, caption)
        said.kind, said.file = self.held[file_id]
        named = {"file_id": file_id, "file_unique_id": file_id, "width": 1, "height": 1}
        return 200, _yes({**_shown(said), "text": None, said.kind: [named] if said.kind == "photo" else named})

    async def _send_chat_action(self, params: dict[str, Any]) -> tuple[int, bytes]:
        chat = int(params["chat_id"])
        self.violations["inside retry_after"] += self.now() < self._until.get(chat, 0)
        self.signs.append((chat, params["action"], self.now()))
        return 200, _yes(True)

    def _throttles(self, chat: int) -> tuple[int, bytes] | None:
        self._count(chat)
        seconds = self.storm(chat)
        if not seconds:
            return None
        self._until[chat] = self.now() + seconds
        return 429, _no(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})

    def _says(self, params: dict[str, Any], text: str) -> Message:
        self._next_message += 1
        keys = json.loads(params.get("reply_markup", "{}"))
        said = Message(self._next_message, int(params["chat_id"]), text, keys, params)
        self.messages[said.chat, said.id] = said
        self.sent.append(said)
        return said

    async def _edit_message_text(self, params: dict[str, Any]) -> tuple[int, bytes]:
        said = self.messages.get((int(params["chat_id"]), int(params["message_id"])))
        if said is None:
            return 400, _no(400, "Bad Request: message to edit not found")
        keys = json.loads(params.get("reply_markup", "{}"))
        if said.text == params["text"] and said.keys == keys:
            return 400, _no(400, "Bad Request: message is not modified")
        said.versions.append(said.text)
        said.text, said.keys = params["text"], keys
        return 200, _yes(_shown(said))

    async def _answer_callback_query(self, params: dict[str, Any]) -> tuple[int, bytes]:
        self.presses[params["callback_query_id"]] = params.get("text", "")
        return 200, _yes(True)

    async def _set_my_commands(self, params: dict[str, Any]) -> tuple[int, bytes]:
        self.menus[params["scope"]] = [one["command"] for one in json.loads(params["commands"])]
        return 200, _yes(True)

    async def _set_webhook(self, params: dict[str, Any]) -> tuple[int, bytes]:
        self.webhook, self.secret = params["url"], params.get("secret_token", "")
        return 200, _yes(True)

    async def _delete_webhook(self, _params: dict[str, Any]) -> tuple[int, bytes]:
        self.webhook = ""
        return 200, _yes(True)

    async def _get_webhook_info(self, _params: dict[str, Any]) -> tuple[int, bytes]:
        info = {"url": self.webhook, "has_custom_certificate": False, "pending_update_count": len(self.pending)}
        return 200, _yes(info)

    async def _get_file(self, params: dict[str, Any]) -> tuple[int, bytes]:
        name = params["file_id"]
        if name not in self.files:
            return 400, _no(400, "Bad Request: invalid file_id")
        size = len(self.files[name])
        return 200, _yes({"file_id": name, "file_unique_id": name, "file_size": size, "file_path": f"files/{name}"})

    def _count(self, chat: int) -> None:
        """The limits as Telegram tells them: 30 a second, 1 a second in a chat, 20 a minute in a group."""
        now, here = self.now(), self._chat_at[chat]
        while self._at and self._at[0] <= now - 1:
            self._at.popleft()
        while here and here[0] <= now - 60:
            here.popleft()
        self.violations["a second"] += len(self._at) >= 30
        self.violations["a chat"] += bool(here) and now - here[-1] < 1
        self.violations["a group"] += chat < 0 and len(here) >= 20
        self.violations["inside retry_after"] += now < self._until.get(chat, 0)
        self._at.append(now)
        here.append(now)


async def _until(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return


def _shown(said: Message) -> dict[str, Any]:
    place = {"id": said.chat, "type": "private" if said.chat > 0 else "supergroup"}
    return {"message_id": said.id, "date": 1_731_162_305, "chat": place, "text": said.text}


def _raw(update: dict[str, Any]) -> bytes:
    """As it is brought; `raw`: what no JSON of ours would be."""
    return update["raw"] if "raw" in update else json.dumps(update).encode()


def _yes(result: Any) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


def _no(code: int, why: str, parameters: dict[str, int] | None = None) -> bytes:
    more = {"parameters": parameters} if parameters else {}
    return json.dumps({"ok": False, "error_code": code, "description": why, **more}).encode()


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
