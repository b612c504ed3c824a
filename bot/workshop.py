"""The child process in which foreign documents are read: limited in memory and time, ended when its work is done.

One request on stdin, `{"kind", "file"}`; one JSON answer on stdout, `{"refused": code}` for what is unreadable.
It is the only importer of handlers/documents/.
"""

import json
import resource
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from handlers.documents import plan
from handlers.documents.tables import Unreadable

MEMORY = 512 * 1024 * 1024
SECONDS = 50


def _plan(data: bytes, name: str) -> Mapping[str, object]:
    return plan.to_json(plan.read_plan(data, name))


WORKS: Mapping[str, Callable[[bytes, str], Mapping[str, object]]] = {"read_plan": _plan}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    asked = json.load(sys.stdin)
    if asked["kind"] not in WORKS:
        sys.exit(f"no such work: {asked['kind']}")
    path = Path(asked["file"])
    try:
        done = WORKS[asked["kind"]](path.read_bytes(), path.name)
    except Unreadable as error:
        done = {"refused": error.code}
    json.dump(done, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
