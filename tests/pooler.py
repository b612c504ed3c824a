"""A pooler of transactions, as PgBouncer is one: each transaction may get another connection to the server.

It keeps a few, gives them out in turn, and takes one back when its transaction is over. So whatever is left in a
session, as a statement that was prepared, is missing in the next. Who asks is greeted by it, and told of a process that
there is not.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

SERVERS = 3
GREETING = (
    b"R\x00\x00\x00\x08\x00\x00\x00\x00"  # welcome
    b"S\x00\x00\x00\x19client_encoding\x00UTF8\x00"
    b"S\x00\x00\x00\x18server_version\x0016.2\x00"
    b"K\x00\x00\x00\x0c\x00\x00\x00\x01\x00\x00\x00\x02"  # process 1, which nobody is
    b"Z\x00\x00\x00\x05I"
)


@dataclass
class _Server:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    client: asyncio.StreamWriter | None = None


@dataclass
class Pooler:
    """`transactions`: how many each connection to the server has had."""

    address: str
    transactions: list[int]


@asynccontextmanager
async def pooler(url: str) -> AsyncIterator[Pooler]:
    idle: asyncio.Queue[_Server] = asyncio.Queue()
    tasks: set[asyncio.Task[None]] = set()
    counted = [0] * SERVERS

    async def answers(server: _Server, number: int) -> None:
        while True:
            kind, message = await _message(server.reader)
            if server.client is not None:
                with suppress(ConnectionError):
                    server.client.write(message)
            if kind == b"Z" and message[-1:] == b"I":
                server.client = None
                counted[number] += 1
                idle.put_nowait(server)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        server: _Server | None = None
        try:
            while (await _start(reader)) is None:  # whether it may be encrypted
                writer.write(b"N")
            writer.write(GREETING)
            while True:
                kind, message = await _message(reader)
                if kind == b"X":
                    return
                if server is None or server.client is not writer:
                    server = await idle.get()
                    server.client = writer
                server.writer.write(message)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # it has gone, or the test has ended
        finally:
            if server is not None and server.client is writer:
                server.writer.write(b"Q\x00\x00\x00\x0dROLLBACK\x00")
            tasks.discard(task)
            await _closed(writer)

    servers = [_Server(*await _connected(url)) for _ in range(SERVERS)]
    for number, server in enumerate(servers):
        tasks.add(asyncio.create_task(answers(server, number)))
        idle.put_nowait(server)
    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        port = listening.sockets[0].getsockname()[1]
        yield Pooler(f"postgresql://postgres@127.0.0.1:{port}/postgres", counted)
    finally:
        listening.close()
        left = list(tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        for server in servers:
            await _closed(server.writer)


async def _closed(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def _start(reader: asyncio.StreamReader) -> bytes | None:
    """What a client begins with; None: it only asked whether it may encrypt."""
    size = int.from_bytes(await reader.readexactly(4))
    body = await reader.readexactly(size - 4)
    return None if body == b"\x04\xd2\x16\x2f" else body


async def _message(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    kind = await reader.readexactly(1)
    size = await reader.readexactly(4)
    return kind, kind + size + await reader.readexactly(int.from_bytes(size) - 4)


async def _connected(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    named = {name: values[-1] for name, values in parse_qs(urlsplit(url).query).items()}
    reader, writer = await asyncio.open_unix_connection(f"{named.pop('host')}/.s.PGSQL.5432")
    given = {"user": "postgres", "database": "postgres", **named}
    body = b"\x00\x03\x00\x00" + b"".join(f"{k}\0{v}\0".encode() for k, v in given.items()) + b"\0"
    writer.write((len(body) + 4).to_bytes(4) + body)
    while (await _message(reader))[0] != b"Z":
        pass
    return reader, writer
