"""On which line of a TOML text each value stands: what tomllib does not tell. Pure, for text that tomllib accepts.

A path is what leads to a value in the parsed document: ("targets", 0, "percent").
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}'  # strings over several lines
    r'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
    r"|\#[^\n]*|\n|[\[\]{}=,.]|[^\s\[\]{}=,.\"'#]+",
    re.DOTALL,
)


@dataclass(slots=True)
class _TomlReader:
    """Walks over the tokens once; `table` is the path of the table that the current statement is in."""

    tokens: list[tuple[str, int]]
    at: int = 0
    table: Path = ()
    lines: dict[Path, int] = field(default_factory=dict)
    lengths: dict[Path, int] = field(default_factory=dict)  # of arrays of tables

    def read(self) -> None:
        while self.at < len(self.tokens):
            sign, line = self.tokens[self.at]
            if sign == "\n":
                self.at += 1
            elif sign == "[":
                self._header(line)
            else:
                self._pair(self.table)

    def _header(self, line: int) -> None:
        """`[a.b]`, `[[a.b]]`; below an array of tables the last of its tables is meant."""
        several = self.tokens[self.at + 1][0] == "["
        brackets = 2 if several else 1
        self.at += brackets
        keys = self._keys()
        self.at += brackets
        path: Path = ()
        for key in keys[:-1]:
            path = self._current((*path, key))
        path = (*path, keys[-1])
        if several:
            number = self.lengths.get(path, 0)
            self.lengths[path] = number + 1
            self.lines.setdefault(path, line)
            path = (*path, number)
        self.table = path
        self.lines.setdefault(path, line)

    def _current(self, path: Path) -> Path:
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def _keys(self) -> list[str]:
        keys = [self._key()]
        while self.tokens[self.at][0] == ".":
            self.at += 1
            keys.append(self._key())
        return keys

    def _key(self) -> str:
        sign = self.tokens[self.at][0]
        self.at += 1
        return next(iter(tomllib.loads(f"{sign} = 0"))) if sign[0] in "\"'" else sign

    def _pair(self, below: Path) -> None:
        line = self.tokens[self.at][1]
        path = (*below, *self._keys())
        for size in range(len(below) + 1, len(path) + 1):
            self.lines.setdefault(path[:size], line)
        self.at += 1
        self._value(path)

    def _value(self, path: Path) -> None:
        sign, line = self.tokens[self.at]
        self.lines.setdefault(path, line)
        if sign == "[":
            self._array(path)
        elif sign == "{":
            self._inline(path)
        else:
            while self.at < len(self.tokens) and self.tokens[self.at][0] not in {"\n", ",", "]", "}"}:
                self.at += 1  # 1.5, and a date with its time, come in pieces

    def _array(self, path: Path) -> None:
        self.at += 1
        number = 0
        while self.tokens[self.at][0] != "]":
            if self.tokens[self.at][0] in {",", "\n"}:
                self.at += 1
            else:
                self._value((*path, number))
                number += 1
        self.at += 1

    def _inline(self, path: Path) -> None:
        self.at += 1
        while self.tokens[self.at][0] != "}":
            if self.tokens[self.at][0] in {",", "\n"}:
                self.at += 1
            else:
                self._pair(path)
        self.at += 1


def lines(text: str) -> Mapping[Path, int]:
    """By path, counted from 1. Tables and arrays stand where they begin."""
    reader = _TomlReader(list(_tokens(text)))
    reader.read()
    return reader.lines


def line_of(found: Mapping[Path, int], path: Path) -> int:
    """Of the value, or of the nearest thing around it that is written; 1 when nothing is."""
    sizes = range(len(path), -1, -1)
    return next((found[path[:size]] for size in sizes if path[:size] in found), 1)


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line, before = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", before, match.start())
        before = match.start()
        if not match[0].startswith("#"):
            yield match[0], line
