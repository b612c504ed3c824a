"""Whoever is slow, or many, or speaks no HTTP: over real sockets, against the server that `run` starts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import connections
from tests.process import house

LARGE = b"x" * 40_000_000  # more than the system takes from us before anybody reads
HALF = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "
HEAD = b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"


@dataclass
class Served:
    server: uvicorn.Server
    port: int
    read: list[int] = field(default_factory=list)
    writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def opens(self, *said: bytes) -> asyncio.StreamReader:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writers.append(writer)
        writer.write(b"".join(said))
        return reader

    async def asks(self, path: str = "/") -> int:
        async with httpx.AsyncClient(trust_env=False, timeout=5, verify=False) as http:
            return (await http.get(f"http://127.0.0.1:{self.port}{path}")).status_code


@asynccontextmanager
async def serving(most: int = 1_000) -> AsyncIterator[Served]:
    async def echo(request: Request) -> Response:
        try:
            size = len(await request.body())
        except ClientDisconnect:
            size = -1
        served.read.append(size)
        return PlainTextResponse(str(size))

    async def large(_request: Request) -> Response:
        return Response(LARGE)

    async def refuses(_request: Request) -> Response:
        return PlainTextResponse("no", 413)

    routes = [
        Route("/", large, methods=["HEAD"]),
        Route("/large", large),
        *(Route(path, echo, methods=["GET", "POST"]) for path in ("/", "/echo")),
        Route("/refuses", refuses, methods=["POST"]),
    ]
    server = uvicorn.Server(connections.config(Starlette(routes=routes), "127.0.0.1", 0, most))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0)
    served = Served(server, server.servers[0].sockets[0].getsockname()[1])
    try:
        yield served
    finally:
        for writer in served.writers:
            writer.transport.abort()
        server.should_exit = True
        await task


async def ended(reader: asyncio.StreamReader) -> bytes:
    """What was answered before the other side closed."""
    try:
        return await asyncio.wait_for(reader.read(), 5)
    except ConnectionError:
        return b""


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HEAD", "BODY", "LINGERS", "READS"):
        monkeypatch.setattr(connections, name, 0.2)


async def test_half_requests_hold_nobody_up_however_many():
    async with serving(most=20) as served:
        held = [await served.opens(HALF) for _ in range(60)]

        assert [await served.asks() for _ in range(10)] == [200] * 10
        assert len(served.server.server_state.connections) <= 20
        assert await ended(held[0]) == b""


async def test_dripping_bodies_hold_nobody_up_either():
    async with serving(most=20) as served:
        for _ in range(60):
            await served.opens(HEAD % 50, b"a")

        assert [await served.asks() for _ in range(10)] == [200] * 10


async def test_who_is_being_answered_is_never_cut_for_another():
    async with serving(most=5) as served:
        readers = [await served.opens(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n") for _ in range(3)]
        for reader in readers:
            await reader.readuntil(b"\r\n\r\n")
        for _ in range(9):
            await served.opens()

        assert await served.asks() == 200
        for reader in readers:
            assert len(await reader.readexactly(len(LARGE))) == len(LARGE)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    "said",
    [
        (),
        (HALF,),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"G"),  # the next one, that never comes
        (HEAD % 50, b"a"),
        (b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", b"5\r\nab"),
        (b"POST /refuses HTTP/1.1\r\nHost: x\r\nContent-Length: 90000000\r\n\r\n", b"a" * 100_000),
    ],
    ids=["nothing", "half a head", "half a second head", "a dripping body", "a dripping chunk", "an answered body"],
)
async def test_who_does_not_finish_is_cut(said: tuple[bytes, ...]):
    async with serving() as served:
        reader = await served.opens(*said)

        await ended(reader)
        assert not served.server.server_state.connections


@pytest.mark.usefixtures("impatient")
async def test_a_slow_line_that_keeps_its_pace_is_heard_to_the_end(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connections, "PACE", 100)
    async with serving() as served:
        await served.opens(HEAD % 100)
        for _ in range(10):
            served.writers[0].write(b"a" * 10)
            await asyncio.sleep(0.05)

        while not served.read:
            await asyncio.sleep(0.01)
        assert served.read == [100]


@pytest.mark.usefixtures("impatient")
async def test_who_does_not_read_what_they_asked_for_is_cut():
    async with serving() as served:
        await served.opens(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")

        async with asyncio.timeout(5):
            while not (served.server.server_state.total_requests or served.server.server_state.connections):
                await asyncio.sleep(0.01)
            while served.server.server_state.connections:
                await asyncio.sleep(0.01)


async def test_what_is_no_http_and_what_is_too_long_is_refused_and_requests_in_a_row_are_answered_in_order():
    async with serving() as served:
        for said in (b"\x16\x03\x01\x02\x00", b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100_000):
            reader = await served.opens(said)
            assert (await ended(reader)).startswith(b"HTTP/1.1 400")
        posts = [b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (n, b"a" * n) for n in range(200)]
        reader = await served.opens(b"".join(posts), b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        bodies = [one.partition(b"\r\n\r\n")[2] for one in (await ended(reader)).split(b"HTTP/1.1 200")[1:]]
        assert bodies == [str(n).encode() for n in (*range(200), 0)]


def test_there_is_room_for_as_many_as_the_system_lets_us_have():
    assert connections.FEWEST <= connections.room() <= connections.MOST


@pytest.mark.trial
async def test_a_storm_of_half_requests_and_dripping_bodies_stops_nobody(tmp_path: Path):
    """1,100 and 200 of them, for forty seconds, against the real program."""
    async with house(tmp_path, cold=True) as running:
        port, took = int(running.address.rsplit(":", 1)[1].strip("/")), []
        loop = asyncio.get_running_loop()

        async def holds(head: bytes, drips: bytes) -> None:
            until = loop.time() + 40
            while loop.time() < until:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                    with closing(writer):
                        writer.write(head)
                        while loop.time() < until:
                            await asyncio.sleep(2)
                            writer.write(drips)
                            await writer.drain()
                except OSError:
                    await asyncio.sleep(1)

        half = [asyncio.create_task(holds(HALF, b"a")) for _ in range(1_100)]
        slow = HEAD.replace(b"/echo", b"/vao").replace(b"Host: x", b"Host: 127.0.0.1") % 5_000
        dripping = [asyncio.create_task(holds(slow, b"a")) for _ in range(200)]
        async with httpx.AsyncClient(trust_env=False, timeout=5, verify=False) as http:
            for _ in range(60):
                began = loop.time()
                assert (await http.get(running.address)).status_code == 200
                took.append(loop.time() - began)
                await asyncio.sleep(0.5)
        await asyncio.gather(*half, *dripping)
    assert sorted(took)[57] < 1.0, took
