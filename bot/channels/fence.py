"""The last look before a request leaves us: who was held up for longer than a lease lasts says nothing any more.

A process may be stopped at any instruction, and another takes over meanwhile. What is asked once the connection stands
and right before the first byte is written leaves hardly an instruction between the answer and the deed.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from functools import partial
from typing import Any

import httpx

from bot.leases import Lease

acting: ContextVar[Lease | None] = ContextVar("acting", default=None)  # under which lease this task speaks

_WRITES = ("send_request_headers.started", "send_request_body.started")  # without its body a request is none


class Fenced(httpx.ConnectError):
    """Nothing was sent."""


async def fence(request: httpx.Request) -> None:
    """For the event hooks of a client."""
    lease = acting.get()
    if lease is not None:
        request.extensions = {**request.extensions, "trace": partial(_look, lease)}


async def _look(lease: Lease, event: str, _about: Mapping[str, Any]) -> None:
    if event.endswith(_WRITES) and not lease.held:
        raise Fenced(f"the lease {lease.name} has run out")
