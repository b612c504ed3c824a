"""The child process that alone imports handlers/documents/: it reads or draws, limited in memory and time.

`read`: one request on stdin, `{"kind", "file", "groups"}`, its answer as JSON on stdout.
`draw`: requests `{"maker", "data"}` until stdin ends, each answered with a document; both told by their length.
"""

import importlib
import json
import resource
import sys
from pathlib import Path
from typing import Any, BinaryIO

MEMORY = 512 * 1024 * 1024
SECONDS = 50  # of computing, for each request
SIZE = 4  # bytes, as in bot/workbench.py
READS = {"read_plan", "read_roster", "read_document", "read_campaign"}
ROOM = "handlers.documents."
# maker: the module whose `draw` turns its data into a document
DRAWERS = {
    "cards": "cards",
    "campaign_form": "campaign_form_writing",
    "sheet": "spreadsheet",
    "paper": "paper",
    "picture": "pictures",
    "template": "template",
}


def main(work: str) -> None:
    answers, sys.stdout = sys.stdout.buffer, sys.stderr  # whatever a library prints is no answer
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    if work == "draw":
        _draw(sys.stdin.buffer, answers)
    else:
        _read(json.load(sys.stdin), answers)


def _read(asked: dict[str, Any], answers: BinaryIO) -> None:
    _limit()
    if asked["kind"] not in READS:
        sys.exit(f"no such work: {asked['kind']}")
    path = Path(asked["file"])
    found = _room("received").read(asked["kind"], path.read_bytes(), path.name, asked["groups"])
    answers.write(json.dumps(found, ensure_ascii=False).encode())


def _draw(requests: BinaryIO, answers: BinaryIO) -> None:
    while size := requests.read(SIZE):
        asked = json.loads(requests.read(int.from_bytes(size, "big")))
        _limit()
        if asked["maker"] not in DRAWERS:
            sys.exit(f"no such work: {asked['maker']}")
        drawn: bytes = _room(DRAWERS[asked["maker"]]).draw(asked["data"])
        answers.write(len(drawn).to_bytes(SIZE, "big") + drawn)
        answers.flush()


def _limit() -> None:
    used, hard = resource.getrusage(resource.RUSAGE_SELF), resource.getrlimit(resource.RLIMIT_CPU)[1]
    seconds = int(used.ru_utime + used.ru_stime) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds if hard == resource.RLIM_INFINITY else min(seconds, hard), hard))


def _room(name: str) -> Any:
    """Imported for this work only: a drawing library takes longer to come than a plan to be read."""
    return importlib.import_module(ROOM + name)


if __name__ == "__main__":
    main(sys.argv[1])
