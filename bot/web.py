"""The web: what is served where, the landing page and signs of life. GET never consumes anything."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.bells import Bells
from bot.clock import Clock
from bot.intake import Intake
from storage import health, state
from storage.database import Database, Unreachable
from storage.ids import Ids
from storage.instants import DAY, MINUTE, SECOND, Instant, local
from storage.state import Name

PAGES = Path(str(files("bot").joinpath("pages")))
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
PROBES = 3.0  # seconds for which one try to write answers all who ask
PATIENCE = 5.0  # seconds for that try
_pages = Environment(loader=FileSystemLoader(PAGES), autoescape=True)


@dataclass(frozen=True, slots=True)
class House:
    """What the pages need of the house: given once, by bot/app.py."""

    database: Database
    intake: Intake
    clock: Clock
    bells: Bells
    ids: Ids
    zone: str
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


def page(template: str, values: Mapping[str, object], status: int = 200) -> HTMLResponse:
    return HTMLResponse(_pages.get_template(template).render(values), status)


def build(house: House, routes: list[BaseRoute], hosts: list[str]) -> Starlette:
    """`hosts`: the names it answers to; a page elsewhere cannot make a browser ask under another one."""
    writing = _Writing(house)

    async def health(_request: Request) -> Response:
        return await _health(house, writing)

    static = Mount("/static", StaticFiles(directory=PAGES))
    guards = [Middleware(TrustedHostMiddleware, allowed_hosts=hosts), Middleware(_Headers)]
    return Starlette(
        routes=[*routes, Route("/healthz", health), static],
        middleware=guards,
        exception_handlers={Unreachable: _unreachable},
    )


class _Writing:
    """Whether anything can be written: tried for real, at most once in a while however often it is asked."""

    def __init__(self, house: House) -> None:
        self._house = house
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
        if not self._house.database.in_place():
            return "the database file was removed or replaced while we run: restart"
        now = self._house.clock.now()
        try:
            async with asyncio.timeout(PATIENCE), self._house.database.write() as tx:
                await state.note(tx, Name.WRITES, now)
        except TimeoutError:
            return f"no write came through within {PATIENCE} s"
        except Unreachable as error:
            return str(error)
        return ""


async def _health(house: House, writing: _Writing) -> Response:
    """200 while the store takes writes and the clock looks; what an operator's monitor asks."""
    now, why = house.clock.now(), await writing.why_not()
    async with house.database.read() as read:
        found = await health.health(read, now - DAY, now)
        tried, made = await state.noted(read, Name.BACKUP_TRIED), await state.noted(read, Name.BACKUP_MADE)
    looked = found.looked is not None and abs(now - found.looked) < 5 * MINUTE
    told = {"store": not why, "why": why, "due": looked}
    shown = {"last_run": _shown(found.looked), "next_due": _shown(found.next_due)}
    ages = {"look_age": _age(found.looked, now), "intake_age": _age(house.intake.taken, now)}
    copies = {"backup": _shown(made.at if made else None), "backup_failed": tried.value} if tried else {}
    counts = {"skipped": found.skipped, "doubt": found.doubt, "unreached": found.unreached}
    return JSONResponse({**told, **shown, **ages, **copies, **counts}, 200 if looked and not why else 503)


def _age(at: Instant | None, now: Instant) -> int | None:
    """In seconds."""
    return (now - at) // SECOND if at is not None else None


def _shown(at: Instant | None) -> str | None:
    return local(at, "UTC").isoformat(timespec="seconds") if at is not None else None


async def _unreachable(_request: Request, _error: Exception) -> Response:
    return JSONResponse({"error": "store unreachable"}, 503, headers={"Retry-After": "2"})


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
