"""As much of YAML as deploy/compose.yaml uses, so that no package is needed to read it: maps, lists, anchors, JSON."""

import json
import re
from typing import Any

_KEY = re.compile(r'("?)([\w./-]+)\1:(?:\s+(.*))?$')


def read(text: str) -> Any:
    lines = [(len(line) - len(line.lstrip()), line.strip()) for line in text.splitlines()]
    kept = [(depth, line) for depth, line in lines if line and not line.startswith("#")]
    found, rest = _block(kept, {})
    assert not rest, f"not read: {rest[0]}"
    return found


def _block(lines: list[tuple[int, str]], anchors: dict[str, Any]) -> tuple[Any, list[tuple[int, str]]]:
    depth = lines[0][0]
    made: Any = [] if lines[0][1].startswith("- ") else {}
    while lines and lines[0][0] == depth:
        line, lines = lines[0][1], lines[1:]
        if isinstance(made, list):
            made.append(_scalar(line.removeprefix("- "), anchors))
            continue
        found = _KEY.match(line)
        assert found, f"neither a key nor an item: {line}"
        value = found[3] or ""
        anchor = value[1:] if value.startswith("&") else ""
        if value and not anchor:
            made[found[2]] = _scalar(value, anchors)
        else:
            made[found[2]], lines = _block(lines, anchors) if lines and lines[0][0] > depth else (None, lines)
            anchors |= {anchor: made[found[2]]} if anchor else {}
    return made, lines


def _scalar(value: str, anchors: dict[str, Any]) -> Any:
    if value.startswith("*"):
        return anchors[value[1:]]
    if value[0] in '["{':
        return json.loads(value)
    return {"true": True, "false": False}.get(value, value)
