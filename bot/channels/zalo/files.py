"""Files that people send: Zalo tells where they lie, and they are fetched from its own hosts only, bounded."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from urllib.parse import urlsplit

import httpx

from bot.settings import is_loopback
from bot.trust import trusted

MOST = 20 * 1024 * 1024  # bytes
WAITS = 30.0  # seconds for each piece …
IN_ALL = 120.0  # … and for the whole


class NotFetched(OSError):
    """Why, without the address."""


def fetching(hosts: Collection[str]) -> Callable[[str], Awaitable[bytes]]:
    async def fetch(address: str) -> bytes:
        if not is_known(address, hosts):
            raise NotFetched("not from a host of Zalo's")
        try:
            return await _fetched(address)
        except httpx.HTTPError as error:
            raise NotFetched(type(error).__name__) from None

    return fetch


def is_known(address: str, hosts: Collection[str]) -> bool:
    """The address comes from outside: a link into our own network must lead nowhere."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if host not in hosts and not host.endswith(tuple(f".{known}" for known in hosts)):
        return False
    own = is_loopback(host)  # a test double
    return parts.username is None and (own or (parts.scheme == "https" and port in {None, 443}))


async def _fetched(address: str) -> bytes:
    """No redirection is followed: it might lead to another host."""
    body = bytearray()
    async with (
        asyncio.timeout(IN_ALL),
        httpx.AsyncClient(trust_env=False, timeout=WAITS, verify=trusted()) as http,
        http.stream("GET", address) as answer,
    ):
        if answer.status_code != 200:
            raise NotFetched(f"HTTP {answer.status_code}")
        async for piece in answer.aiter_bytes():
            body += piece
            if len(body) > MOST:
                raise NotFetched(f"more than {MOST} bytes")
    return bytes(body)
