"""Every text of every room, with every pair of address words: whole, safe, short enough for the smallest channel.

What a text takes is made from the types it names; where a word has to be one of a few, CODES tells which.
"""

import dataclasses
import importlib
import pkgutil
import re
import types
import typing
from collections.abc import Callable, Iterator
from collections.abc import Mapping as AnyMapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from enum import Enum
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

import handlers
from handlers.markup import Markup
from handlers.texts import Pronouns
from storage.settings import CampaignSettings
from tests.handlers.rendering import LONG, Text, sayings, whole_safe_and_short
from tests.ward import ZONE, _settings

NIGHT, AT = date(2024, 11, 9), datetime.fromisoformat("2024-11-09T21:31:00+07:00")
MANY, FEW = 9, 2  # of a list, and of a list in a list
SETTINGS = _settings(youth=3)
PLAIN: dict[type, Any] = {
    CampaignSettings: SETTINGS,
    bool: True,
    int: 999,
    float: 1_234.5,
    str: LONG,
    date: NIGHT,
    datetime: AT,
    bytes: b"x",
}
CODES: dict[str, Any] = {  # by what is asked for, or by whose it is and what it is called there
    "force": "youth",
    "measure": "smartphone15",
    "used": "smartphone15",
    "zone": ZONE,
    "code": "installed",
    "role": "leader",
    "part": "leader",
    "starts": "19:30",
    "ends": "21:30",
    **dict.fromkeys(("table_file.kind", "title.kind"), "progress"),
    **dict.fromkeys(("fell_back.kind", "handed.kind", "offer.kind", "reset.kind", "used.kind"), "weekly"),
    **dict.fromkeys(("template_handed.kind", "template_file.kind", "which_back.kinds", "wrong.kind"), "weekly"),
    "counts.found_key": "reports",
    "Problem.why": "unknown",
    "Problem.kind": "unknown",
    **dict.fromkeys(("Hanging.holds_key", "Hanging.goes_key"), "reports"),
    "Past.kind": "took",
    "digest.tonight_key": "youth",
    "holders_line.held": "volunteer",
    "Holding.role": "leader",
    "changed.kind": "new",
    "choice.kind": "same_name",
    "choice.chosen": "apart",
    "doubt_asked.kind": "same_name",
    "Pushes.kinds": "groups",
    "unclear.why": "inexact",
    "web_refusal.why": "empty",
    **dict.fromkeys(("called_off.why", "may_it_be_off.why"), "mưa"),
    "changes_night.wish": "move_night",
    "own_band.mine": "near",
    "own_band.counted": "near",
    "picture_name.kind": "pace",
    "holds.counts_key": "group",
    "template.name": "ihanoi",
    **dict.fromkeys(("missing_key", "numbers_key", "short_key", "members_key", "mates_key", "turnout_key"), "youth"),
    **dict.fromkeys(("filled_key", "names_key", "open__key", "short_by_force_key"), "youth"),
}
SHORT = {"pushes", "away", "preview", "force_team", "answer_unclear", "digest"}  # whoever words them has no more to say
MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(handlers.__path__, "handlers.")
    if re.fullmatch(r"texts(_\w+)?", found.name.rsplit(".", 1)[-1]) and ".documents." not in found.name
]
TEXTS = [
    text for module in MODULES for text in sayings(module) if typing.get_type_hints(text)["return"] in {str, Markup}
]


def made(wanted: Any, name: str, of: str, *, few: bool = False) -> Any:
    """A value of this type, as large as it may come; `of`: whose it is, `name`: what it is called there."""
    for key in (f"{of}.{name}", name):
        if key in CODES and wanted in {str, str | None}:
            return CODES[key]
    few = few or of in SHORT
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin in {typing.Union, types.UnionType}:
        return made(next(one for one in inner if one is not type(None)), name, of, few=few)
    if origin is Literal:
        return inner[0]
    if origin is tuple and not (len(inner) == 2 and inner[1] is ...):
        return tuple(made(one, name, of, few=few) for one in inner)
    if origin is Callable or wanted is Callable:
        return lambda *_: Markup("42")
    if isinstance(origin, type) and issubclass(origin, AnyMapping):
        return {made(inner[0], f"{name}_key", of): made(inner[1], name, of, few=True)}
    if origin is tuple:
        return (made(inner[0], name, of, few=True),) * (FEW if few else MANY)
    if isinstance(origin, type):
        value = made(inner[0], name, of, few=True)
        return {value} if issubclass(origin, AbstractSet) else [value] * (FEW if few else MANY)
    if wanted in PLAIN:
        return PLAIN[wanted]
    if isinstance(wanted, type) and issubclass(wanted, Markup):
        return Markup("412/980")
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return next(iter(wanted))
    if isinstance(wanted, type) and dataclasses.is_dataclass(wanted):
        hints = typing.get_type_hints(wanted)
        fields = [field for field in dataclasses.fields(wanted) if field.init]
        return wanted(**{field.name: made(hints[field.name], field.name, wanted.__name__, few=few) for field in fields})
    if isinstance(wanted, type) and issubclass(wanted, BaseModel):
        fields_ = {key: made(field.annotation, key, wanted.__name__) for key, field in wanted.model_fields.items()}
        return wanted.model_construct(**fields_)
    raise TypeError(f"{of}.{name}: {wanted}")


def arguments(text: Text) -> Iterator[tuple[str, Any]]:
    for name, wanted in typing.get_type_hints(text).items():
        if name != "return" and wanted is not Pronouns:
            yield name, made(wanted, name, text.__name__)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{text.__module__.removeprefix('handlers.')}.{text.__name__}")
def test_a_text_is_whole_safe_and_short(text: Text):
    """What is no markup is a label or a name, which is escaped where it is shown."""
    plain = typing.get_type_hints(text)["return"] is not Markup

    whole_safe_and_short(text, dict(arguments(text)), plain=plain)
