"""The web server: guards and headers around the pages of the channels, and signs of life. GET never consumes."""

import asyncio
import time

import structlog
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import counting, metrics, room
from bot.log import worth_a_line
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
log = structlog.get_logger()
PROBES = 3.0  # seconds for which one try to write answers all who ask
PATIENCE = 5.0  # seconds for that try


def build(services: Services, routes: list[BaseRoute], hosts: list[str]) -> Starlette:
    """`hosts`: the names it answers to; a page elsewhere cannot make a browser ask under another one."""
    writing = _Writing(services)

    async def health(_request: Request) -> Response:
        return await _health(services, writing)

    async def measured(request: Request) -> Response:
        if not metrics.may_see(request, services.settings.metrics_token.get_secret_value()):
            return Response("metrics: this machine alone, or TUNGNGO_METRICS_TOKEN\n", 403, media_type="text/plain")
        why = await writing.why_not()
        return Response(await metrics.page(services, why, writing.took), media_type=metrics.TEXT)

    guards = [Middleware(_Headers), Middleware(TrustedHostMiddleware, allowed_hosts=hosts)]
    app = Starlette(
        routes=[*routes, Route("/healthz", health), Route("/metrics", measured)],
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
        self._times = 0
        self.took = 0.0  # seconds that the last try took

    async def why_not(self) -> str:
        """Empty when it can."""
        async with self._turn:
            if time.monotonic() >= self._until:
                begun = time.monotonic()
                self._why = await self._try()
                self.took = time.monotonic() - begun
                self._until = time.monotonic() + PROBES
            return self._why

    async def _try(self) -> str:
        if why := self._services.database.misplaced():
            return why
        now = self._services.clock.now()
        try:
            async with asyncio.timeout(PATIENCE), self._services.database.write() as tx:
                await state.note(tx, Name.WRITES, now)
        except TimeoutError:
            return f"no write came through within {PATIENCE} s"
        except Unreachable as error:
            return self._full(str(error))
        return ""

    def _full(self, why: str) -> str:
        """Which files are large is for the log, not for whoever asks."""
        file = self._services.settings.database_file
        left = room.left(file) if file else None
        if left is None or not left.is_short:
            return why
        self._times += 1
        if worth_a_line(self._times):
            log.error("nothing can be written", why=why, disk=str(left), free=room.to_free(self._services.settings))
        return f"{why}; disk: {left}"


async def _health(services: Services, writing: _Writing) -> Response:
    """200 while the store takes writes, the clock looks and every loop turns; what an operator's monitor asks."""
    now, why = services.clock.now(), await writing.why_not()
    async with services.database.read() as read:
        found = await health.health(read, now - DAY, now)
        out = [outage.channel for outage in await downtime.current(read)]
        gauges = await budgets.gauges(read, budgets.month_of(now, services.zone))
        tried, made = await state.noted(read, Name.BACKUP_TRIED), await state.noted(read, Name.BACKUP_MADE)
        tested = await state.noted(read, Name.BACKUP_TESTED)
    looked = found.looked is not None and abs(now - found.looked) < 5 * MINUTE
    told = {"store": not why, "why": why, "due": looked}
    shown = {"last_run": _shown(found.looked), "next_due": _shown(found.next_due)}
    ages = {"look_age": _age(found.looked, now), "intake_age": _age(services.intake.taken, now)}
    failed = next((one.value for one in (tried, tested) if one and one.value), "")
    copies = {"backup": _shown(made.at if made else None), "backup_failed": failed} if tried else {}
    copies |= {"backup_tested": _shown(tested.at)} if tested else {}
    left = {gauge.channel: gauge.left for gauge in gauges}
    ways = {**({"out": out} if out else {}), **({"messages_left": left} if left else {})}
    counts = {"skipped": found.skipped, "doubt": found.doubt, "unreached": found.unreached}
    standing = services.loops.standing
    if jumped := services.clock.jumped // SECOND:
        shown["clock_jumped"] = f"{jumped:+} s"
    loops = {"loops": {loop.name: round(loop.age) for loop in services.loops.running}, "standing": standing}
    well = looked and not why and not standing
    return JSONResponse({**told, **shown, **ages, **loops, **copies, **ways, **counts}, 200 if well else 503)


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
                counting.ANSWERS.add(f"{message['status'] // 100}xx")
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)
