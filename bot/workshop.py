"""The child process in which documents are read and made: limited in memory and time, ended when its work is done.

One request on stdin, `{"kind", "file", "groups"}`; one JSON answer on stdout, `{"refused": code}` for what cannot be
read. It is the only importer of handlers/documents/.
"""

import json
import resource
import sys
import tomllib
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from handlers.documents import campaign_form_reading, campaign_form_writing, plan, roster
from handlers.documents.tables import Unreadable

MEMORY = 512 * 1024 * 1024
SECONDS = 50


def _plan(data: bytes, name: str, _groups: Sequence[str]) -> Mapping[str, object]:
    return plan.to_json(plan.read_plan(data, name))


def _roster(data: bytes, name: str, groups: Sequence[str]) -> Mapping[str, object]:
    return {"kind": "roster", **roster.with_titles(roster.read_roster(data, name, groups))}


def _campaign(data: bytes, _name: str, _groups: Sequence[str]) -> Mapping[str, object]:
    return campaign_form_reading.read(data)


def _form(data: bytes, _name: str, _groups: Sequence[str]) -> Mapping[str, object]:
    """The form, filled in as the campaign's file says."""
    return {"form": b64encode(campaign_form_writing.write(tomllib.loads(data.decode()))).decode()}


def _document(data: bytes, name: str, groups: Sequence[str]) -> Mapping[str, object]:
    """A plan has nights, a roster has people and none."""
    schedule = _plan(data, name, groups)
    people = {} if schedule["sessions"] else _roster(data, name, groups)
    return people if people.get("people") else schedule


WORKS: Mapping[str, Callable[[bytes, str, Sequence[str]], Mapping[str, object]]] = {
    "read_plan": _plan,
    "read_roster": _roster,
    "read_document": _document,
    "read_campaign": _campaign,
    "campaign_form": _form,
}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    asked = json.load(sys.stdin)
    if asked["kind"] not in WORKS:
        sys.exit(f"no such work: {asked['kind']}")
    path = Path(asked["file"])
    try:
        done = WORKS[asked["kind"]](path.read_bytes(), path.name, asked.get("groups", []))
    except Unreadable as error:
        done = {"refused": error.code}
    json.dump(done, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
