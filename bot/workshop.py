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
READERS = {"read_plan": "plan"}
DRAWERS = {"cards": "cards"}  # maker: the module whose `draw` turns its data into a document


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    asked = json.load(sys.stdin)
    work = _draw if asked["kind"] == "draw" else _read
    sys.stdout.buffer.write(work(asked))


def _read(asked: dict[str, Any]) -> bytes:
    path, room = Path(asked["file"]), _room(READERS, asked["kind"])
    found = room.to_json(getattr(room, asked["kind"])(path.read_bytes(), path.name, **asked["beside"]))
    return json.dumps(found, ensure_ascii=False).encode()


def _draw(asked: dict[str, Any]) -> bytes:
    drawn: bytes = _room(DRAWERS, asked["maker"]).draw(asked["data"])
    return drawn


def _room(rooms: dict[str, str], work: str) -> Any:
    """Imported for this work only: a drawing library takes longer to come than a plan to be read."""
    if work not in rooms:
        sys.exit(f"no such work: {work}")
    return importlib.import_module(f"handlers.documents.{rooms[work]}")


if __name__ == "__main__":
    main()
