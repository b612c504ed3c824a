"""A server that writes down what is spoken, over real HTTP: it says what a note is told to hold, or misbehaves."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.fake_http import Answer, Uploaded, serving

HANGS = b"\0hangs"


class FakeSpeech:
    """`spoken`: by the bytes of a note, its words, or a whole answer; `heard`: every request's fields."""

    def __init__(self) -> None:
        self.spoken: dict[bytes, str | tuple[int, bytes] | None] = {}
        self.heard: list[dict[str, Any]] = []
        self.url = ""
        self.open = asyncio.Event()  # until it is set, a note that HANGS gets no answer

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["FakeSpeech"]:
        async with serving(self._answer) as address:
            self.url = f"{address}/v1/audio/transcriptions"
            yield self

    async def _answer(self, path: str, params: dict[str, Any]) -> Answer:
        assert path == "/v1/audio/transcriptions", path
        note = params["file"]
        assert isinstance(note, Uploaded)
        self.heard.append({**params, "file": note.name})
        if note.body.endswith(HANGS):
            await self.open.wait()
        said = self.spoken.get(note.body, "")
        if isinstance(said, str):
            return 200, json.dumps({"text": said}).encode()
        return said
