"""Asks the workshop, a child process with limits of its own: documents never enter the memory of this one."""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from storage.cancellation import finish

SECONDS = 60  # more than the largest plan needs; the child has limits of its own


class WorkshopFailed(Exception):
    """The child did not come back with a result."""


async def read(kind: str, path: Path, groups: Sequence[str] = ()) -> str:
    """What a document says, as JSON. `groups`: the names the ward knows."""
    return (await _ask({"kind": kind, "file": str(path), "groups": list(groups)})).decode()


async def draw(maker: str, data: object) -> bytes:
    """The document itself."""
    return await _ask({"kind": "draw", "maker": maker, "data": data})


async def _ask(asked: Mapping[str, object]) -> bytes:
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.workshop"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        answered, complained = await asyncio.wait_for(child.communicate(json.dumps(asked).encode()), SECONDS)
    except TimeoutError:
        raise WorkshopFailed("it took too long") from None
    finally:
        if child.returncode is None:  # late, or we are told to stop
            child.kill()
            await finish(child.communicate())
    if child.returncode != 0:
        raise WorkshopFailed(complained.decode("utf-8", "replace")[-500:])
    return answered
