"""Where the values of a TOML text stand: told for hand-made texts, and for any document that can be written down."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.toml_places import line_of, lines

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


_KEYS = st.text("abcdefgh_-", min_size=1, max_size=6)
_TEXTS = st.text("ab #[]{}=,.'à", max_size=8).map(lambda text: f'"{text}"')
_PLAIN = st.one_of(_TEXTS, st.integers(-9, 99).map(str), st.just("2024-11-09"), st.just('"""x\n]"""'), st.just("'#'"))
_VALUES = st.recursive(
    _PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda some: "[\n" + "".join(f"  {one}, # ]\n" for one in some) + "]"),
        st.dictionaries(_KEYS, _PLAIN.filter(lambda one: "\n" not in one), max_size=3).map(
            lambda pairs: "{ " + ", ".join(f"{key} = {one}" for key, one in pairs.items()) + " }"
        ),
    ),
    max_leaves=5,
)


@given(
    st.dictionaries(_KEYS, st.lists(st.dictionaries(_KEYS, _VALUES, max_size=3), min_size=1, max_size=3), max_size=3)
)
def test_every_value_of_any_document_has_a_line_and_no_other(tables: dict[str, list[dict[str, str]]]):
    text, at = "", {}
    for name, entries in tables.items():
        for number, entry in enumerate(entries):
            text += f"[[{name}]]\n"
            for key, value in entry.items():
                at[name, number, key] = text.count("\n") + 1
                text += f"{key} = {value}\n"

    found = lines(text)

    assert {path: line for path, line in found.items() if path in at} == at
    assert set(found) == set(_paths(tomllib.loads(text)))


def _paths(value: Any, below: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*([below] if below else []), *(path for key, one in inside for path in _paths(one, (*below, key)))]
