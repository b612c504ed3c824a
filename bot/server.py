"""The web server: guards and headers around the pages of the channels, and signs of life. GET never consumes."""

import asyncio
import time

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.services import Services
from storage import budgets, downtime, health, state
from storage.database import Unreachable
from storage.instants import DAY, MINUTE, SECOND, Instant, local
from storage.state import Name

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers that know no frame-ancestors
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "no-store",
}
PROBES = 3.0  # seconds for which one try to write answers all who ask
PATIENCE = 5.0  # seconds for that try


def build(services: Services, routes: list[BaseRoute], hosts: list[str]) -> Starlette:
    """`hosts`: the names it answers to; a page elsewhere cannot make a browser ask under another one."""
    writing = _Writing(services)

    async def health(_request: Request) -> Response:
        return await _health(services, writing)

    guards = [Middleware(_Headers), Middleware(TrustedHostMiddleware, allowed_hosts=hosts)]
    app = Starlette(
        routes=[*routes, Route("/healthz", health)],
        middleware=guards,
        exception_handlers={Unreachable: _unreachable, ClientDisconnect: _gone, Exception: _broken},
    )
    app.router.redirect_slashes = False  # an address that is none of ours leads nowhere
    return app


class _Writing:
    """Whether anything can be written: tried for real, at most once in a while however often it is asked."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._turn = asyncio.Lock()
        self._why, self._until = "", 0.0

    async def why_not(self) -> str:
        """Empty when it can."""
        async with self._turn:
            if time.monotonic() >= self._until:
                self._why = await self._try()
                self._until = time.monotonic() + PROBES
            return self._why

    async def _try(self) -> str:
        if not self._services.database.in_place():
            return "the database file was removed or replaced while we run: restart"
        now = self._services.clock.now()
        try:
            async with asyncio.timeout(PATIENCE), self._services.database.write() as tx:
                await state.note(tx, Name.WRITES, now)
        except TimeoutError:
            return f"no write came through within {PATIENCE} s"
        except Unreachable as error:
            return str(error)
        return ""


async def _health(services: Services, writing: _Writing) -> Response:
    """200 while the store takes writes and the clock looks; what an operator's monitor asks."""
    now, why = services.clock.now(), await writing.why_not()
    async with services.database.read() as read:
        found = await health.health(read, now - DAY, now)
        out = [outage.channel for outage in await downtime.current(read)]
        gauges = await budgets.gauges(read, budgets.month_of(now, services.zone))
        tried, made = await state.noted(read, Name.BACKUP_TRIED), await state.noted(read, Name.BACKUP_MADE)
    looked = found.looked is not None and abs(now - found.looked) < 5 * MINUTE
    told = {"store": not why, "why": why, "due": looked}
    shown = {"last_run": _shown(found.looked), "next_due": _shown(found.next_due)}
    ages = {"look_age": _age(found.looked, now), "intake_age": _age(services.intake.taken, now)}
    copies = {"backup": _shown(made.at if made else None), "backup_failed": tried.value} if tried else {}
    left = {gauge.channel: gauge.left for gauge in gauges}
    ways = {**({"out": out} if out else {}), **({"messages_left": left} if left else {})}
    counts = {"skipped": found.skipped, "doubt": found.doubt, "unreached": found.unreached}
    return JSONResponse({**told, **shown, **ages, **copies, **ways, **counts}, 200 if looked and not why else 503)


def _age(at: Instant | None, now: Instant) -> int | None:
    """In seconds."""
    return (now - at) // SECOND if at is not None else None


def _shown(at: Instant | None) -> str | None:
    return local(at, "UTC").isoformat(timespec="seconds") if at is not None else None


async def _unreachable(_request: Request, _error: Exception) -> Response:
    return JSONResponse({"error": "store unreachable"}, 503, headers={"Retry-After": "2"})


async def _gone(_request: Request, _error: Exception) -> Response:
    """Nobody hears it."""
    return Response(status_code=400)


async def _broken(_request: Request, _error: Exception) -> Response:
    """Outside of all guards, so that the headers are its own."""
    return Response("Internal Server Error", 500, HEADERS, "text/plain")


class _Headers:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)
