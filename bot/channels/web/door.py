"""The door: a code is typed on a page, "is it you?" is asked there, and a yes opens the person's chat on this device.

It works without scripts. The dialog is the one that every channel has: what is typed goes through intake as the word
of a stranger in a chat of this device, and what the chat answers is shown. GET consumes nothing: links are previewed.
"""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.chatroom import let_in
from bot.channels.web.devices import LASTS, hash_of
from bot.channels.web.posts import FORM, form_of, is_secure, post
from bot.channels.web.templates import page
from bot.services import Services
from handlers import texts
from handlers.inbound import Content, Inbound, Knock, pressed
from handlers.markup import Markup
from handlers.people import codes
from handlers.people import texts as people_texts
from handlers.people.enrol import kept_out_until
from storage import accounts, chats, invites, people
from storage.accounts import Seat
from storage.chats import LOGGED, LogLine
from storage.instants import HOUR, local
from storage.records import Person

COOKIE = "door"
PATH = "/vao"
MOST = 6  # people on one device; who comes beyond takes the place of the first
LONGEST = 300  # signs of what is typed as a code
WAITS, LOOKS = 5.0, 0.25  # seconds for the chat's answer, and between two looks
_SECRET = re.compile(r"[\w-]{32}")


@dataclass(frozen=True, slots=True)
class Key:
    """What this device holds for one person's chat: a secret from which the chat's link and the device follow.

    So a second tap on the same button opens the same chat, and the link alone, passed on, opens nothing.
    """

    secret: str

    @property
    def token(self) -> str:
        return hashlib.sha256(f"tungngo/page/{self.secret}".encode()).hexdigest()[:40]

    @property
    def device(self) -> str:
        return hashlib.sha256(f"tungngo/device/{self.secret}".encode()).hexdigest()

    @property
    def address(self) -> str:
        return accounts.page_of(self.token)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who this device has let in already, and the key under which somebody new may knock."""

    keys: tuple[Key, ...]
    inside: tuple[tuple[Key, Person], ...] = ()
    knocking: Key | None = None


class Door:
    def __init__(self, services: Services) -> None:
        self._services = services

    def routes(self) -> list[BaseRoute]:
        public = self._services.settings.public_url
        return [
            *([Route("/", self._home)] if self._services.sample is None else []),  # whose first page is another
            Route(PATH, self._dialog),
            post(PATH, self._knock, FORM, public),
            post(f"{PATH}/chon", self._choose, FORM, public),
            post(f"{PATH}/mo", self._open, FORM, public),
            Route(f"{PATH}/", self._dialog),
            Route(f"{PATH}/{{code}}", self._filled),
        ]

    async def _home(self, request: Request) -> Response:
        return self._shown(request, await self._visitor(request))

    async def _filled(self, request: Request) -> Response:
        """What a card's square opens."""
        typed = request.path_params["code"][:LONGEST]
        came = codes.read(typed) is not None
        return self._shown(request, await self._visitor(request), code=_shown_code(typed) if came else "", came=came)

    async def _dialog(self, request: Request) -> Response:
        """Where the dialog of this device stands."""
        visitor = await self._visitor(request)
        asked = await self._last(visitor.knocking.address) if visitor.knocking else None
        if asked is None:
            return self._shown(request, visitor)
        words = Markup(asked.words or "")
        if not asked.choices:
            return self._shown(request, visitor, words=words, code=request.query_params.get("ma", "")[:LONGEST])
        shared = [texts.titled(person) for _, person in visitor.inside]
        values = {"words": words, "choices": asked.choices, "shared": people_texts.shared(shared) if shared else ""}
        return self._remembered(page("is_it_you.html", {"ward": texts.ANY_WARD, **values}), request, visitor)

    async def _knock(self, request: Request) -> Response:
        form = await form_of(request)
        if form is None:
            return page("notice.html", people_texts.elsewhere(), 403)
        visitor = await self._visitor(request)
        typed = form.get("ma", "")[:LONGEST]
        refused = _unreadable(typed) if visitor.keys else people_texts.cookies_off()
        if refused is not None:
            return self._shown(request, visitor, words=refused, code=typed)
        key = visitor.knocking or Key(secrets.token_urlsafe(24))
        keys = visitor.keys if key in visitor.keys else (*visitor.keys, key)
        origin = _origin(request)
        refused = await self._kept_out(key, origin)  # again in the chat; here it spares one for every guess of a robot
        if refused is not None:
            return self._shown(request, Visitor(keys, visitor.inside), words=refused, code=typed)
        await self._say(key, Knock(typed, origin))
        answered = RedirectResponse(f"{PATH}?ma={''.join(c for c in typed if c.isalnum() and c.isascii())}", 303)
        return self._remembered(answered, request, Visitor(keys))

    async def _choose(self, request: Request) -> Response:
        """Yes or no. The yes opens the chat, on this device."""
        form, visitor = await form_of(request), await self._visitor(request)
        choice = (form or {}).get("chon", "")
        if form is None or not re.fullmatch(r"[0-9]{1,19}", choice):
            return page("notice.html", people_texts.elsewhere(), 403)
        key = visitor.knocking
        if key is None:  # a second tap, when the first one has opened the chat
            return await self._into(request, visitor.inside[-1][0] if visitor.inside else None)
        answered = await self._say(key, pressed(choice))
        if key.address in {one.address for one, _ in (await self._visitor(request)).inside}:
            return await self._into(request, key)
        if answered:
            return RedirectResponse(PATH, 303)
        return self._shown(request, visitor, words=people_texts.asked_too_long_ago())

    async def _open(self, request: Request) -> Response:
        """Again, by somebody who is in already."""
        form, visitor = await form_of(request), await self._visitor(request)
        wanted = (form or {}).get("ai", "")
        return await self._into(request, next((key for key, _ in visitor.inside if key.token == wanted), None))

    async def _into(self, request: Request, key: Key | None) -> Response:
        """To the chat, which is this device's from now on."""
        if key is None:
            return page("notice.html", people_texts.elsewhere(), 403)
        async with self._services.database.write() as tx:
            seat = (await accounts.at_pages(tx, [key.address]))[key.address]
            await people.bind_device(tx, seat.account_id, hash_of(key.device))
        return let_in(key.token, key.device, secure=is_secure(request, self._services.settings.public_url))

    async def _kept_out(self, key: Key, origin: str) -> Markup | None:
        now = self._services.clock.now()
        async with self._services.database.read() as read:
            chat = await chats.at_address(read, key.address)
            until = kept_out_until(await invites.guesses(read, now - HOUR), chat.id if chat else 0, origin)
        return None if until is None else people_texts.too_many(local(until, self._services.zone))

    async def _say(self, key: Key, content: Content) -> bool:
        """As a stranger in the chat of this key; return when it has answered. False: nothing came of it."""
        services, address, now = self._services, key.address, self._services.clock.now()
        before = await self._position(address)
        inbound = Inbound(f"{LOGGED}/door-{services.ids():x}", LOGGED, address, address, content, now, now)
        signal = f"chat/{address}"
        receipt = await services.intake.submit(inbound)
        if receipt.notice:
            return False
        for _ in range(round(WAITS / LOOKS)):
            seen = services.signals.count(signal)
            if await self._position(address) > before:
                break
            await services.signals.wait(signal, seen, LOOKS)
        return True

    async def _position(self, address: str) -> int:
        lines = await self._log(address)
        return lines[-1].position if lines else 0

    async def _log(self, address: str) -> Sequence[LogLine]:
        async with self._services.database.read() as read:
            chat = await chats.at_address(read, address)
            return await chats.log_latest(read, chat.id) if chat else ()

    async def _last(self, address: str) -> LogLine | None:
        """What the chat said last. An answered question was edited, and asks no more."""
        lines = await self._log(address)
        edited = {line.edits for line in lines if line.edits is not None}
        log_lines = [line for line in lines if line.said is None and line.edits is None]
        return log_lines[-1] if log_lines and log_lines[-1].position not in edited else None

    async def _visitor(self, request: Request) -> Visitor:
        given = request.cookies.get(COOKIE, "").split(".")
        keys = tuple(Key(secret) for secret in given if _SECRET.fullmatch(secret))[-MOST:]
        async with self._services.database.read() as read:
            seats = await accounts.at_pages(read, [key.address for key in keys]) if keys else {}
            live = {address: seat for address, seat in seats.items() if seat.until is None}
            known = await people.by_id(read, {seat.person_id for seat in live.values()}) if live else {}
        inside = tuple((key, known[live[key.address].person_id]) for key in keys if _is_in(key, live))
        # An address that has spoken for somebody, ever, keeps what was said to them: nobody else knocks with it.
        knocking = next((key for key in reversed(keys) if key.address not in seats), None)
        return Visitor(keys, inside, knocking)

    def _shown(
        self, request: Request, visitor: Visitor, *, words: Markup | str = "", code: str = "", came: bool = False
    ) -> Response:
        """The box for the code, and whoever is in already. `came`: the code was in a link."""
        inside = [{"token": key.token, "label": people_texts.open_chat_of(person)} for key, person in visitor.inside]
        values = {"words": words, "code": code, "came": came, "inside": inside, "ward": texts.ANY_WARD}
        keys = visitor.keys or (Key(secrets.token_urlsafe(24)),)
        return self._remembered(page("knock.html", values), request, Visitor(keys))

    def _remembered(self, response: Response, request: Request, visitor: Visitor) -> Response:
        """Lax, since a card's square is opened by another app."""
        kept = ".".join(key.secret for key in visitor.keys[-MOST:])
        secure = is_secure(request, self._services.settings.public_url)
        response.set_cookie(COOKIE, kept, max_age=LASTS, path="/", httponly=True, samesite="lax", secure=secure)
        return response


def _is_in(key: Key, live: dict[str, Seat]) -> bool:
    seat = live.get(key.address)
    return seat is not None and seat.device in {None, hash_of(key.device)}


def _unreadable(typed: str) -> Markup | None:
    """What needs no look into the services."""
    read = codes.read(typed)
    if read is not None and not read.slip:
        return None
    digits = codes.digits_in(typed)
    if read is None and not digits:
        return people_texts.no_digits()
    return people_texts.slip() if read is not None else people_texts.slip(digits)


def _shown_code(code: str) -> str:
    return codes.grouped(code) if code.isdigit() and len(code) in {codes.CARD, codes.DEVICE} else code


def _origin(request: Request) -> str:
    """Whence it is asked, as a hash; of an IPv6 address the part that a household shares."""
    host = request.client.host if request.client else ""
    try:
        known = ip_address(host)
    except ValueError:
        known = None
    if isinstance(known, IPv6Address):
        host = str(int(known) >> 64)
    return hashlib.sha256(f"tungngo/origin/{host}".encode()).hexdigest()[:32]
