"""In a child: every durable step has a name and is counted, and at one of them the process ends as if it were killed.

A step is a commit (just before it, and when it is done), or a call of the platform (before it goes out, and when it was
answered and nobody here knows yet). They are named by who writes, or by the method: nothing in the program knows of it.
"""

import contextlib
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from telegram.request import HTTPXRequest

from storage.database import SqliteDatabase, Transaction

_BETWEEN = {"_writing", "exclusive"}  # who only opens the transaction for somebody else


class Steps:
    def __init__(self, told: Path, crash: str = "", nth: int = 0) -> None:
        self._file = os.open(told, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._crash, self._nth = crash, nth
        self._passed: Counter[str] = Counter()

    def pass_by(self, name: str) -> None:
        self._passed[name] += 1
        os.write(self._file, f"{name}\n".encode())
        if name == self._crash and self._passed[name] == self._nth:
            os._exit(9)

    def watch(self) -> None:
        write, ask = SqliteDatabase.write, HTTPXRequest.do_request

        def named(database: SqliteDatabase) -> AbstractAsyncContextManager[Transaction]:
            return self._written(write(database), _who())

        async def asked(request: HTTPXRequest, url: str, *more: Any, **named_: Any) -> tuple[int, bytes]:
            method = url.partition("?")[0].rpartition("/")[2]
            method = "a file's body" if "/file/" in url else method
            self.pass_by(f"{method}: before")
            answer = await ask(request, url, *more, **named_)
            self.pass_by(f"{method}: answered")
            return answer

        SqliteDatabase.write = named  # type: ignore[method-assign,assignment]
        HTTPXRequest.do_request = asked  # type: ignore[method-assign,assignment]

    @asynccontextmanager
    async def _written(self, opened: AbstractAsyncContextManager[Transaction], who: str) -> AsyncIterator[Transaction]:
        async with contextlib.AsyncExitStack() as stack:
            yield await stack.enter_async_context(opened)
            self.pass_by(f"{who}: before its commit")
        self.pass_by(f"{who}: committed")


def _who() -> str:
    frame = sys._getframe(2)
    while frame.f_back and (frame.f_code.co_name in _BETWEEN or "contextlib" in frame.f_code.co_filename):
        frame = frame.f_back
    module = str(frame.f_globals["__name__"]).rpartition(".")[2]
    return f"{module}.{frame.f_code.co_qualname}"
