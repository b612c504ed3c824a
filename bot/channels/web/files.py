"""`/f/…`: what was made is fetched here. Whatever is wrong with a link gets one and the same polite page."""

import hmac
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.devices import cookie_name, hash_of
from bot.channels.web.templates import page
from bot.links import HANDED, Ticket
from bot.services import Services
from handlers.outgoing import texts as outgoing_texts
from storage import files, people
from storage.files import Handout


class Downloads:
    def __init__(self, services: Services) -> None:
        self._services = services

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/f/{signed}", self._fetch),
            Route("/t/{signed}", self._page),
            Route("/t/{signed}/{name}", self._open),
        ]

    async def _fetch(self, request: Request) -> Response:
        now = self._services.clock.now()
        ticket = self._services.links.read(request.path_params["signed"], now)
        if ticket is None:
            return _unknown()
        async with self._services.database.read() as read:
            handout = (await files.by_id(read, [ticket.file])).get(ticket.file)
            if handout is None or (
                handout.named and not _seated(request, ticket, await people.devices(read, ticket.person))
            ):
                return _unknown()
            body = await files.body(read, handout.id)
        return Response(body, headers=_headers(handout), media_type=handout.media_type)

    async def _page(self, request: Request) -> Response:
        """Of a file that was handed to a platform: whatever looks ahead at a link sees this page and no file."""
        handout = await self._handed(request)
        if handout is None:
            return _unknown()
        path = f"/t/{request.path_params['signed']}/{quote(handout.name)}"
        return page("notice.html", {"path": path, **outgoing_texts.handed_file(handout.name)})

    async def _open(self, request: Request) -> Response:
        handout = await self._handed(request)
        if handout is None:
            return _unknown()
        async with self._services.database.read() as read:
            body = await files.body(read, handout.id)
        return Response(body, headers=_shown(handout), media_type=handout.media_type)

    async def _handed(self, request: Request) -> Handout | None:
        signed, now = request.path_params["signed"], self._services.clock.now()
        ticket = self._services.links.read(signed, now, HANDED)
        if ticket is None:
            return None
        async with self._services.database.read() as read:
            return (await files.by_id(read, [ticket.file])).get(ticket.file)


def _unknown() -> Response:
    return page("notice.html", outgoing_texts.file_unknown(), 404)


def _seated(request: Request, ticket: Ticket, devices: frozenset[str]) -> bool:
    """On a device on which this person's chat was opened."""
    given = hash_of(request.cookies.get(cookie_name(ticket.person), ""))
    return any(hmac.compare_digest(given, device) for device in devices)


def _shown(handout: Handout) -> dict[str, str]:
    """Where it stands, as far as a browser inside another app can show it."""
    kept = "inline" if handout.picture or handout.media_type == "application/pdf" else "attachment"
    return {**_headers(handout), "Content-Disposition": f"{kept}; filename*=UTF-8''{quote(handout.name)}"}


def _headers(handout: Handout) -> dict[str, str]:
    """Saved, never shown as a page of ours; what holds names stays in no cache (bot/server.py says no-store)."""
    told = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(handout.name)}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return told if handout.named else {**told, "Cache-Control": "private, max-age=3600"}
