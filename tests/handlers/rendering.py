"""Renders every text of a module with every pair of address words; each test module brings its own values."""

import inspect
import re
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from handlers.texts import Pronouns

SMALLEST = 1_900  # characters of a Zalo message, with room to spare
PAIRS = [
    *(Pronouns("bác", "em"), Pronouns("anh", "em"), Pronouns("chị", "em")),
    *(Pronouns("cô", "cháu"), Pronouns("chú", "cháu"), Pronouns("bạn", "mình")),
]
LONG = "Khu nhà ở Cảnh sát biển <b>&"

Text = Callable[..., Any]


def sayings(module: ModuleType) -> list[Text]:
    """The public functions that a module of texts defines itself."""
    named = inspect.getmembers(module, inspect.isfunction)
    return [one for name, one in named if one.__module__ == module.__name__ and not name.startswith("_")]


def rendered(text: Text, pair: Pronouns, given: Mapping[str, Any]) -> str:
    """`given` holds a value for each name that a text takes; what has a default keeps it."""
    values = {**given, "p": pair}
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for name, parameter in inspect.signature(text).parameters.items():
        if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            positional += values[name]
        elif parameter.default is inspect.Parameter.empty:
            named[name] = values[name]
    return str(text(*positional, **named))


def whole_safe_and_short(text: Text, given: Mapping[str, Any], *, plain: bool = False) -> None:
    """`plain`: labels and names, which are escaped where they are shown."""
    for pair in PAIRS:
        said = rendered(text, pair, given)
        assert len(said) <= SMALLEST
        assert plain or "{" not in said
        assert plain or "<" not in re.sub(r"</?b>", "", said)
