"""The child process that alone imports handlers/documents/: it reads or draws, limited in memory and time.

`read`: one request on stdin, `{"kind", "file", "groups", "within"}`, its answer as JSON on stdout.
`draw`: requests `{"maker", "data"}` until stdin ends, each answered with a document; both told by their length.
The rows of a table come behind its request, some at a time and ended by none, and are drawn as they come.
"""

import ctypes
import importlib
import json
import os
import resource
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

MEMORY = 512 * 1024 * 1024
OFFICE = 1024 * 1024 * 1024  # for LibreOffice, which a reader may start
SECONDS = 50  # of computing, for each request
PR_SET_PDEATHSIG = 1
SIZE, STREAMED = 4, {"sheet"}  # bytes, and who draws rows as they come, as in bot/worker_pool.py
ROOM = "handlers.documents."
# kind of document: the module of documents/read/ whose `read` says what is in it
READERS = {
    "read_plan": "received",
    "read_roster": "received",
    "read_headcounts": "received",
    "read_document": "received",
    "read_campaign": "campaign_form",
}
# maker: the module of documents/draw/ whose `draw` turns its data into a document
DRAWERS = {
    "cards": "cards",
    "campaign_form": "campaign_form",
    "sheet": "spreadsheet",
    "paper": "paper",
    "picture": "pictures",
    "scan": "scan",
    "template": "template",
    "notice": "notice",
    "calls": "paper",
    "own_data": "paper",
}


def main(work: str, parent: int = 0) -> None:
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # whatever a library prints is no answer
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY if work == "draw" else OFFICE))
    _die_with_parent(parent)
    if work == "draw":
        _draw(sys.stdin.buffer, answers)
    else:
        _read(json.load(sys.stdin), answers)


def _read(asked: dict[str, Any], answers: BinaryIO) -> None:
    _limit()
    if asked["kind"] not in READERS:
        sys.exit(f"no such work: {asked['kind']}")
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would take longer to import it than to read
    path = Path(asked["file"])
    known = (asked["groups"], asked["within"]) if asked.get("within") else (asked["groups"],)
    try:
        found = _room(f"read.{READERS[asked['kind']]}").read(asked["kind"], path.read_bytes(), path.name, *known)
    except MemoryError:
        found = {"refused": "too_big"}
    answers.write(json.dumps(found, ensure_ascii=False, default=str).encode())


def _draw(requests: BinaryIO, answers: BinaryIO) -> None:
    while asked := _request(requests):
        _limit()
        if asked["maker"] not in DRAWERS:
            sys.exit(f"no such work: {asked['maker']}")
        data = asked["data"]
        if asked["maker"] in STREAMED:
            data["rows"] = _rows(requests)
        drawn: bytes = _room(f"draw.{DRAWERS[asked['maker']]}").draw(data)
        answers.write(len(drawn).to_bytes(SIZE, "big"))
        answers.write(drawn)
        answers.flush()


def _rows(requests: BinaryIO) -> Iterator[list[Any]]:
    while some := _request(requests):
        yield from some


def _request(requests: BinaryIO) -> Any:
    """None at the end."""
    size = requests.read(SIZE)
    return json.loads(requests.read(int.from_bytes(size, "big"))) if size else None


def _die_with_parent(parent: int) -> None:
    """Where the system can: nobody would hear the answer."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if parent and os.getppid() != parent:  # it has died before we could ask for that
        sys.exit("nobody waits for it")


def _limit() -> None:
    used, hard = resource.getrusage(resource.RUSAGE_SELF), resource.getrlimit(resource.RLIMIT_CPU)[1]
    seconds = int(used.ru_utime + used.ru_stime) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds if hard == resource.RLIM_INFINITY else min(seconds, hard), hard))


def _room(name: str) -> Any:
    """Imported for this work only: a drawing library takes longer to come than a plan to be read."""
    return importlib.import_module(ROOM + name)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
