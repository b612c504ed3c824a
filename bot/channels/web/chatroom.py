"""A person's own chat page: opened once on one device, streamed from its last position, spoken to by POST."""

import hmac
import json
import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from markupsafe import Markup, escape
from pydantic import BaseModel, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.channels.web.decoding import BODY_BYTES, CAPTION_LENGTH, FILE_BYTES, TEXT_LENGTH, Bad, decode
from bot.channels.web.devices import COOKIE, hash_of, remember_files, remember_page
from bot.channels.web.posts import FILE as UPLOAD
from bot.channels.web.posts import FORM, JSON, body_of, is_secure, post, refused
from bot.channels.web.templates import page
from bot.channels.web.uploads import Uploads
from bot.rehearsal_stops import stop_after
from bot.services import Services
from handlers import texts
from handlers.people import codes
from handlers.people import texts as people_texts
from storage import accounts, chats, people, units
from storage.chats import LOGGED, Heard, LogLine
from storage.files import Handout
from storage.instants import local
from storage.people import Account
from storage.records import Chat, Person, Role

TOKEN = 40  # signs of a link
STREAMS = 6  # open pages of one chat; who opens one more has left the first, and its line does not know it yet
FILE = Markup('<a class="file" href="{path}" target="_blank" rel="noopener">{inside}</a>')
PICTURE = Markup('<img class="picture" src="{path}" alt="{name}">')
QUIET = 15.0  # seconds after which a silent stream says that it lives


class SeenPosition(BaseModel):
    position: Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class _Visitor:
    account: Account
    person: Person
    here: bool  # on the device that opened the link first


class Chatroom:
    def __init__(self, services: Services, uploads: Uploads) -> None:
        self._services = services
        self._uploads = uploads
        self._streams: dict[int, list[object]] = {}  # by chat, the oldest first
        self._shown: dict[int, int] = {}  # of chats that are open here, how far their logs were when we looked

    def routes(self) -> list[BaseRoute]:
        public = self._services.settings.public_url
        return [
            Route("/c/{token}", self._with_slash),
            Route("/c/{token}/", self._page),
            Route("/c/{token}/stream", self._stream),
            post("/c/{token}/open", self._open, FORM, public),
            post("/c/{token}/say", self._say, JSON, public),
            post("/c/{token}/file", self._file, UPLOAD, public),
            post("/c/{token}/seen", self._seen, JSON, public),
        ]

    async def look(self) -> int:
        """Whoever has delivered may be another process: one question for all pages that are open here."""
        here = list(self._streams)
        if not here:
            return 0
        async with self._services.database.read() as read:
            found = await chats.positions(read, here)
        for chat in found:
            if self._shown.get(chat.id) != chat.position:
                self._services.signals.notify(_signal(chat.address))
        self._shown = {chat.id: chat.position for chat in found}
        return 0

    async def _with_slash(self, request: Request) -> Response:
        token = quote(request.path_params["token"], safe="")
        return RedirectResponse(f"/c/{token}/") if token.strip(".") else page("notice.html", texts.link_unknown(), 404)

    async def _page(self, request: Request) -> Response:
        visitor = await self._visitor(request)
        if visitor is None:
            return await self._nobody(request)
        if visitor.account.device is None:
            return page("door.html", {"name": visitor.person.name, "ward": texts.ANY_WARD})
        if not visitor.here:
            return page("notice.html", texts.link_elsewhere(), 403)
        async with self._services.database.read() as read:
            posts = (await people.posts_of(read, [visitor.person.id], self._services.clock.now())).get(
                visitor.person.id
            )
            ward = await units.ward_above(read, posts[0].unit.id) if posts else None
        shown = texts.page_head(visitor.person, posts[0] if posts else None, ward)
        rehearsal = (
            {"clock": self._time(), "stop": stop_after(self._now(), self._services.zone)}
            if self._services.sample
            else {}
        )
        office = any(post.role is Role.CLERK for post in posts or ())
        sizes = {"largest": FILE_BYTES, "caption": CAPTION_LENGTH, "longest": TEXT_LENGTH}
        opened = page(
            "chat.html",
            {**shown, **sizes, "office": office, "sample": self._services.sample is not None, **rehearsal},
        )
        secure = is_secure(request, self._services.settings.public_url)
        remember_files(opened, request.cookies[COOKIE], visitor.person.id, secure=secure)
        return opened

    async def _nobody(self, request: Request) -> Response:
        """A code in place of a link belongs to the door; whoever was signed out is told so, on their device only."""
        token, cookie = request.path_params["token"], hash_of(request.cookies.get(COOKIE, ""))
        typed = codes.read(token)
        if typed is not None and len(token) < TOKEN:
            return RedirectResponse(f"/vao/{quote(token)}", 303)
        address = accounts.page_of(token)
        async with self._services.database.read() as read:
            seat = (await accounts.at_pages(read, [address])).get(address)
            person = (await people.by_id(read, [seat.person_id]))[seat.person_id] if seat else None
        if seat is None or person is None or not hmac.compare_digest(cookie, seat.device or ""):
            return page("notice.html", texts.link_unknown(), 404)
        return page("notice.html", {**people_texts.signed_out(person), "door": True}, 403)

    async def _open(self, request: Request) -> Response:
        """The first device to press the button is the link's; every later one is turned away."""
        visitor = await self._visitor(request)
        if visitor is None:
            return page("notice.html", texts.link_unknown(), 404)
        device = secrets.token_urlsafe(24)
        async with self._services.database.write() as tx:
            first = await people.bind_device(tx, visitor.account.id, hash_of(device))
            chat = Heard(self._services.ids(), visitor.account.address, LOGGED, visitor.account.id, self._now())
            await chats.open_chat(tx, chat)
        if not first:
            return page("notice.html", texts.link_elsewhere(), 403)
        secure = is_secure(request, self._services.settings.public_url)
        return let_in(request.path_params["token"], device, secure=secure)

    async def _say(self, request: Request) -> Response:
        visitor = await self._visitor(request)
        if visitor is None or not visitor.here:
            return refused(Bad(403 if visitor else 404, "link"))
        body = await body_of(request, BODY_BYTES, "too_long")
        inbound = body if isinstance(body, Bad) else decode(body, visitor.account.address, self._now())
        if isinstance(inbound, Bad):
            return refused(inbound)
        receipt = await self._services.intake.submit(inbound)
        if receipt.clash:
            return refused(Bad(409, "clash"))
        self._services.signals.notify(_signal(inbound.chat))
        return JSONResponse({"notice": str(receipt.notice) if receipt.notice else None})

    async def _file(self, request: Request) -> Response:
        visitor = await self._visitor(request)
        if visitor is None or not visitor.here:
            return refused(Bad(403 if visitor else 404, "link"))
        taken = await self._uploads.take(request, visitor.account)
        if isinstance(taken, Bad):
            return refused(taken)
        self._services.signals.notify(_signal(visitor.account.address))
        return JSONResponse({"notice": str(taken.notice) if taken.notice else None})

    async def _seen(self, request: Request) -> Response:
        visitor = await self._visitor(request)
        if visitor is None or not visitor.here:
            return refused(Bad(403 if visitor else 404, "link"))
        body = await body_of(request, BODY_BYTES, "too_long")
        try:
            seen = SeenPosition.model_validate_json(body if isinstance(body, bytes) else b"")
        except ValidationError:
            return refused(Bad(400, "not_readable"))
        chat = await self._chat(visitor)
        async with self._services.database.write() as tx:
            await chats.mark_seen(tx, chat.id, min(seen.position, 1 << 62))
        return JSONResponse({})

    async def _stream(self, request: Request) -> Response:
        visitor = await self._visitor(request)
        if visitor is None or not visitor.here:
            return refused(Bad(403 if visitor else 404, "link"))
        chat = await self._chat(visitor)
        after = request.headers.get("last-event-id") or request.query_params.get("after", "0")
        lines = self._lines(
            chat, visitor.person.id, int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
        )
        return StreamingResponse(lines, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})

    async def _lines(self, chat: Chat, person: int, position: int) -> AsyncIterator[str]:
        services, signal = self._services, _signal(chat.address)
        own, streams = object(), self._streams.setdefault(chat.id, [])
        streams.append(own)
        if len(streams) > STREAMS:
            streams.pop(0)
            services.signals.notify(signal)
        try:
            yield "retry: 2000\n\n"
            while own in streams and not services.stopping.is_set():
                seen = services.signals.count(signal)
                log_lines = await self._log(chat, position)
                if log_lines is None:
                    return
                for line in log_lines:
                    position = line.position
                    yield f"id: {position}\nevent: message\ndata: {json.dumps(self._event(line, person))}\n\n"
                if not log_lines:
                    yield self._alive()
                    await services.signals.wait(signal, seen, QUIET)
        finally:
            if own in streams:
                streams.remove(own)
            if not streams:
                self._streams.pop(chat.id, None)

    async def _log(self, chat: Chat, position: int) -> Sequence[LogLine] | None:
        """None: signed out meanwhile, and what is said from now on is not for this device."""
        async with self._services.database.read() as read:
            if not await people.by_address(read, [chat.address]):
                return None
            return await chats.log_after(read, chat.id, position)

    def _alive(self) -> str:
        if not self._services.sample:
            return ": alive\n\n"
        shown = {"now": self._time(), "stop": stop_after(self._now(), self._services.zone)}
        return f"event: clock\ndata: {json.dumps(shown)}\n\n"

    def _event(self, line: LogLine, person: int) -> dict[str, object]:
        ours = line.said is None
        file = shown(line.handout, self._services.links.path(line.handout, person, self._now())) if line.handout else ""
        return {
            "position": line.position,
            "side": "bot" if ours else "me",
            "html": f"{line.words}{file}" if ours else str(escape(line.said)),
            "key": None if ours else line.cause.rpartition("/")[2],
            "at": f"{local(line.at, self._services.zone):%H:%M}",
            "choices": [{"id": str(choice.id), "label": choice.label} for choice in line.choices],
            "edits": line.edits,
        }

    async def _visitor(self, request: Request) -> _Visitor | None:
        address = accounts.page_of(request.path_params["token"])
        async with self._services.database.read() as read:
            found = (await people.by_address(read, [address])).get(address)
        if found is None:
            return None
        account, person = found
        cookie = request.cookies.get(COOKIE, "")
        here = account.device is not None and hmac.compare_digest(hash_of(cookie), account.device)
        return _Visitor(account, person, here)

    async def _chat(self, visitor: _Visitor) -> Chat:
        """There from the moment the link was opened."""
        async with self._services.database.read() as read:
            chat = await chats.at_address(read, visitor.account.address)
        if chat is None:
            raise LookupError(f"account {visitor.account.id} was opened without a chat")
        return chat

    def _now(self) -> int:
        return self._services.clock.now()

    def _time(self) -> str:
        return texts.clock_face(local(self._now(), self._services.zone))


def let_in(token: str, device: str, *, secure: bool) -> Response:
    """To the chat's page, with the cookie that is good for this link only."""
    response = RedirectResponse(f"/c/{token}/", 303)
    remember_page(response, device, token, secure=secure)
    return response


def shown(handout: Handout, path: str) -> Markup:
    """A picture where it stands; anything else to be saved."""
    inside = PICTURE.format(path=path, name=handout.name) if handout.picture else escape(handout.name)
    return FILE.format(path=path, inside=inside)


def _signal(address: str) -> str:
    return f"chat/{address}"
