"""The child process in which documents are read and drawn: limited in memory and time, ended when its work is done.

One request on stdin, `{"kind", …}`; the answer, JSON or a document, on stdout. It alone imports handlers/documents/.
"""

import importlib
import json
import resource
import sys
from pathlib import Path
from typing import Any

MEMORY = 512 * 1024 * 1024
SECONDS = 50
ROOM = "handlers.documents."
DRAWERS = {"cards": "cards"}  # maker: the module whose `draw` turns its data into a document
READS = {"read_plan", "read_roster", "read_document"}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    asked = json.load(sys.stdin)
    sys.stdout.buffer.write(_draw(asked) if asked["kind"] == "draw" else _read(asked))


def _read(asked: dict[str, Any]) -> bytes:
    if asked["kind"] not in READS:
        sys.exit(f"no such work: {asked['kind']}")
    path = Path(asked["file"])
    found = _room("received").read(asked["kind"], path.read_bytes(), path.name, asked["groups"])
    return json.dumps(found, ensure_ascii=False).encode()


def _draw(asked: dict[str, Any]) -> bytes:
    if asked["maker"] not in DRAWERS:
        sys.exit(f"no such work: {asked['maker']}")
    drawn: bytes = _room(DRAWERS[asked["maker"]]).draw(asked["data"])
    return drawn


def _room(name: str) -> Any:
    """Imported for this work only: a drawing library takes longer to come than a plan to be read."""
    return importlib.import_module(ROOM + name)


if __name__ == "__main__":
    main()
