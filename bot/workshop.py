"""The child process in which foreign documents are read: limited in memory and time, ended when its work is done.

One request on stdin, `{"kind", "file"}`; one JSON answer on stdout. It is the only importer of handlers/documents/.
"""

import json
import resource
import sys
from pathlib import Path

from handlers.documents import plan

MEMORY = 512 * 1024 * 1024
SECONDS = 50


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    asked = json.load(sys.stdin)
    path = Path(asked["file"])
    if asked["kind"] != "read_plan":
        sys.exit(f"no such work: {asked['kind']}")
    json.dump(plan.to_json(plan.read_plan(path.read_bytes(), path.name)), sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
