"""As much HTTP as a fake API needs, over real sockets: it can also drop a connection, or never answer."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

Answer = tuple[int, bytes] | None  # None: the connection is dropped
Handler = Callable[[str, dict[str, Any]], Awaitable[Answer]]


@dataclass(frozen=True)
class Uploaded:
    name: str
    media_type: str
    body: bytes


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
    boundary = headers.get("content-type", "").partition("multipart/form-data; boundary=")[2]
    if boundary:
        return unquote(url.path), dict(parse_qsl(url.query)) | dict(_parts(body, boundary.encode()))
    form = parse_qsl(body.decode(), keep_blank_values=True)
    return unquote(url.path), dict([*parse_qsl(url.query), *form])


def _parts(body: bytes, boundary: bytes) -> Iterator[tuple[str, Any]]:
    """The fields of a form: text as it is, files with their name and kind."""
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        told, content = head.decode(), content.removesuffix(b"\r\n")
        name, file, kind = (
            re.search(sign, told) for sign in (r' name="([^"]*)"', r'filename="([^"]*)"', r"-Type: (.*)")
        )
        assert name, told
        yield name[1], Uploaded(file[1], kind[1] if kind else "", content) if file else content.decode()
