"""How long somebody may take over a request, and how many connections there may be: nobody stands in others' way.

Who has not said yet what they want makes room for whoever comes; who is being answered is never cut for another.
"""

import asyncio
import resource
from typing import Any

import h11
import structlog
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.log import worth_a_line

HEAD = 10.0  # seconds for a request's first lines, also until the next one comes …
BODY, PACE = 15.0, 4_000  # … seconds for its body, and one more for so many bytes of it
LINGERS = 10.0  # seconds for what still comes of a body when it is answered already
READS, READ_PACE = 30.0, 1_000  # looks at who reads our answer: so many bytes a second, or they have gone
KEPT_FREE = 256  # descriptors for the store, children, and what we ask of others
MOST, FEWEST = 4_000, 64  # connections, where the system allows as many
ACCEPTED = 128  # at once, before those that have come are looked at

log = structlog.get_logger()


def room() -> int:
    """How many connections the system lets us have; what it grants on demand is asked for."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST + KEPT_FREE
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(FEWEST, min(MOST, soft - KEPT_FREE))


def config(app: ASGIApp, host: str, port: int, most: int | None = None) -> uvicorn.Config:
    """`most`: connections; else as many as there is room for."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=PatientConnection,
        limit_concurrency=most or room(),
        backlog=ACCEPTED,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )


class PatientConnection(H11Protocol):
    cuts = 0  # since the start

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._patience: asyncio.TimerHandle | None = None
        self.until = 0.0
        self._reading: asyncio.TimerHandle | None = None
        self._left = 0  # bytes that were not read at the last look

    @property
    def waits(self) -> bool:
        """For a request, or for the rest of one; what was answered before has been read."""
        answered = self.cycle is None or self.cycle.response_complete
        return (answered and not self.transport.get_write_buffer_size()) or self._is_coming()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for(HEAD)
        if self.limit_concurrency is not None and len(self.connections) >= self.limit_concurrency:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._patience, self._reading):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._wait_for(BODY)
        elif self._is_coming():
            self.until += len(data) / PACE

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._wait_for(LINGERS if self._is_coming() else HEAD)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch_reading()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        self._wait_for(HEAD)

    def _is_coming(self) -> bool:
        return self.conn.their_state is h11.SEND_BODY

    def _wait_for(self, seconds: float) -> None:
        self.until = self.loop.time() + seconds
        if self._patience is None:
            self._patience = self.loop.call_at(self.until, self._look)

    def _look(self) -> None:
        self._patience = None
        if self.transport.is_closing():
            return
        if self.transport.get_write_buffer_size() and not self._is_coming():
            self._watch_reading()
        elif self.waits and self.loop.time() < self.until:
            self._patience = self.loop.call_at(self.until, self._look)
        elif self.waits:
            self.cut("too slow")

    def _watch_reading(self) -> None:
        if self._reading is None:
            self._left = self.transport.get_write_buffer_size()
            self._reading = self.loop.call_later(READS, self._look_at_reading)

    def _look_at_reading(self) -> None:
        self._reading, left = None, self.transport.get_write_buffer_size()
        if not left:
            self._wait_for(HEAD)
        elif self._left - left < READS * READ_PACE:
            self.cut("our answer is not read")
        else:
            self._watch_reading()

    def _make_room(self) -> None:
        """Who has waited longest goes."""
        waiting = [
            one for one in self.connections if isinstance(one, PatientConnection) and one.waits and one is not self
        ]
        if waiting:
            min(waiting, key=lambda one: one.until).cut("others want in")

    def cut(self, why: str) -> None:
        PatientConnection.cuts += 1
        if worth_a_line(PatientConnection.cuts):
            log.info("connection cut", why=why, times=PatientConnection.cuts)
        self.connections.discard(self)
        self.transport.abort()
