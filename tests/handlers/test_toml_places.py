"""Where the values of a TOML text stand: told for hand-made texts, and for any document that can be written down."""

import json
import tomllib
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.campaigns.toml_places import Path, line_of, lines

TEXT = '''# what it is
usual = 38

[campaign] # the campaign
code = "a # b"
share = 1.5
team = [
    { force = "youth", number = 5 }, # hello ]

    { force = "militia" },
]
[[targets]]
by = 2024-11-30
[[targets]]
note = """two
[lines]"""
a.b = 3
[targets.sub]
z = [[1, 2], [3]]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("usual",), 2),
        (("campaign",), 4),
        (("campaign", "code"), 5),
        (("campaign", "share"), 6),
        (("campaign", "team", 0, "number"), 8),
        (("campaign", "team", 1), 10),
        (("targets", 0, "by"), 13),
        (("targets", 1), 14),
        (("targets", 1, "a", "b"), 17),
        (("targets", 1, "sub", "z", 1, 0), 19),
    ],
)
def test_each_value_has_its_line(path: tuple[str | int, ...], line: int):
    assert lines(TEXT)[path] == line


def test_what_is_not_written_stands_where_it_would_belong():
    assert line_of(lines(TEXT), ("targets", 1, "percent")) == 14
    assert line_of(lines(TEXT), ("nowhere",)) == 1


TRICKY = ["# no comment", "[no.table]", "a = 1", "] } ,", 'it\'s "quoted"', "\\", "một\nhai", "'''", ""]
keys = st.sampled_from(["a", "b", "c-d", "e_1", "2024", "Cầu Đơ 1", "x.y", 'q"q', "#", "="])
scalars = st.integers(0, 99) | st.booleans() | st.sampled_from(TRICKY)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=6
)
tables = st.dictionaries(keys, st.dictionaries(keys, values, max_size=3), max_size=3)
arrays = st.dictionaries(keys.map(lambda key: f"{key}s"), st.lists(tables, min_size=1, max_size=3), max_size=2)
noise = st.sampled_from(["", "# a remark ] } \" ''' =", "   ", "\t# [[x]]"])


@dataclass
class Writer:
    """Writes a document in one of the many ways TOML has, and remembers the line of every key."""

    data: st.DataObject
    lines: list[str] = field(default_factory=list)
    places: dict[Path, int] = field(default_factory=dict)

    def note(self, path: Path) -> None:
        for length in range(1, len(path) + 1):
            self.places.setdefault(path[:length], len(self.lines) + 1)

    def put(self, line: str) -> None:
        self.lines.append(line)
        for _ in range(self.data.draw(st.integers(0, 1))):
            self.lines.append(self.data.draw(noise))

    def pairs(self, table: dict[str, Any], path: Path) -> None:
        for key, value in table.items():
            self.note((*path, key))
            self.lines.append("")
            self.append(f"{quoted(key)} = ")
            self.value(value, (*path, key))
            self.put_after()

    def value(self, value: Any, path: Path) -> None:
        if isinstance(value, list):
            self.array(value, path)
        elif isinstance(value, dict):
            self.inline(value, path)
        elif isinstance(value, bool):
            self.append(str(value).lower())
        elif isinstance(value, str) and self.data.draw(st.booleans()) and "'''" not in value and value:
            for number, part in enumerate(f"'''{value} '''".split("\n")):
                self.lines += [""] if number else []
                self.append(part)
        else:
            self.append(json.dumps(value))

    def array(self, values: list[Any], path: Path) -> None:
        self.append("[")
        for number, value in enumerate(values):
            if self.data.draw(st.booleans()):
                self.append(" # ] one, more")
                self.lines.append("  ")
            self.places.setdefault((*path, number), len(self.lines))
            self.value(value, (*path, number))
            self.append(", ")
        self.append("]")

    def inline(self, table: dict[str, Any], path: Path) -> None:
        self.append("{")
        for number, (key, value) in enumerate(table.items()):
            self.places.setdefault((*path, key), len(self.lines))
            self.append(f"{', ' if number else ''}{quoted(key)} = ")
            self.value(value, (*path, key))
        self.append("}")

    def append(self, text: str) -> None:
        self.lines[-1] += text

    def put_after(self) -> None:
        for _ in range(self.data.draw(st.integers(0, 1))):
            self.lines.append(self.data.draw(noise))


def quoted(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)


def paths(value: Any, path: Path = ()) -> set[Path]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return ({path} if path else set()).union(*(paths(one, (*path, key)) for key, one in inner))


@settings(max_examples=60, deadline=None)
@given(st.data(), st.dictionaries(keys.map(lambda key: f"{key}!"), values, max_size=2), tables, arrays)
def test_every_value_is_found_on_its_line(
    data: st.DataObject, root: dict[str, Any], named: dict[str, Any], many: dict[str, Any]
):
    writer = Writer(data)
    writer.pairs(root, ())
    for key, table in named.items():
        writer.note((key,))
        writer.put(f"[{quoted(key)}] # [[")
        writer.pairs(table, (key,))
    for key, elements in many.items():
        for number, element in enumerate(elements):
            writer.note((key, number))
            writer.put(f"[[ {quoted(key)} ]]")
            for name, table in element.items():
                writer.note((key, number, name))
                writer.put(f"[{quoted(key)} . {quoted(name)}]")
                writer.pairs(table, (key, number, name))
    text = "\n".join(writer.lines)

    assert set(lines(text)) == paths(tomllib.loads(text))
    assert lines(text) == writer.places
