"""One text of SQL for two engines: how parameters and lists are written for each of them."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache

_LIST = re.compile(r"\bIN :(\w+)")
_NAMED = re.compile(r"'(?:[^']|'')*'|(?<!:):([a-z_]\w*)")  # what is quoted holds no parameters


@lru_cache(maxsize=1024)
def sqlite_form(sql: str) -> str:
    return _LIST.sub(r"IN (SELECT value FROM json_each(:\1))", sql)


def sqlite_values(named: Mapping[str, object]) -> dict[str, object]:
    return {k: json.dumps(list(v)) if isinstance(v, (list, tuple, set, frozenset)) else v for k, v in named.items()}


@lru_cache(maxsize=1024)
def postgres_form(sql: str) -> tuple[str, tuple[str, ...]]:
    """The statement with numbered parameters, and their names in that order."""
    names: list[str] = []

    def number(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0]
        if match[1] not in names:
            names.append(match[1])
        return f"${names.index(match[1]) + 1}"

    return _NAMED.sub(number, _LIST.sub(r"= ANY(:\1)", sql)), tuple(names)


def postgres_value(value: object) -> object:
    return list(value) if isinstance(value, (tuple, set, frozenset)) else value
