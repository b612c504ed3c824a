"""As much HTTP as a fake API needs, over real sockets: it can also drop a connection, or never answer."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

Answer = tuple[int, bytes] | None  # None: the connection is dropped
Handler = Callable[[str, dict[str, Any]], Awaitable[Answer]]


@asynccontextmanager
async def serving(handler: Handler, port: int = 0) -> AsyncIterator[str]:
    """The address at which `handler` gets path and parameters of every request."""
    open_: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(_converse(handler, reader, writer))
        open_[task] = writer
        task.add_done_callback(open_.pop)

    server = await asyncio.start_server(answer, "127.0.0.1", port)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task, writer in list(open_.items()):
            writer.close()
            task.cancel()
        await asyncio.gather(*open_, return_exceptions=True)


async def _converse(handler: Handler, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            path, params = await _asked(reader)
            answer = await handler(path, params)
            if answer is None:
                break
            status, payload = answer
            told = f"Content-Type: application/json\r\nContent-Length: {len(payload)}\r\n\r\n"
            writer.write(f"HTTP/1.1 {status} X\r\n{told}".encode() + payload)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def _asked(reader: asyncio.StreamReader) -> tuple[str, dict[str, Any]]:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:] if line)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    url = urlsplit(lines[0].split(" ")[1])
    if body and "json" in headers.get("content-type", ""):
        return unquote(url.path), dict(parse_qsl(url.query)) | json.loads(body)
    form = parse_qsl(body.decode(), keep_blank_values=True)
    return unquote(url.path), dict([*parse_qsl(url.query), *form])
