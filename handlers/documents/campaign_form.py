"""A campaign's file as an Excel form: which sheets it has, and what stands on them. Its keys are those of the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from handlers.campaigns.campaign_file import About, Clerk, Counted, Place, Started
from handlers.campaigns.words import CHOICES
from handlers.documents.texts_campaign import LABELS, TITLES
from storage.settings import Cadence, Indicator, Places, Quiet, Reward, Round, Target, Timetable, Weekly


class Kind(Enum):
    TEXT = auto()
    WORDS = auto()  # several in one cell, with commas between
    NUMBER = auto()
    DATE = auto()
    TIME = auto()
    CHOICE = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """`choices`: what the file says → what the form shows."""

    key: str
    label: str
    help: str
    kind: Kind
    choices: Mapping[str | int, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet: the keys of a table below each other, or (`many`) those of a list beside each other."""

    path: tuple[str, ...]
    title: str
    many: bool
    entries: tuple[Entry, ...]


def _part(path: str, model: type[BaseModel], *, many: bool) -> Part:
    entries = tuple(_entry(path, key, field) for key, field in model.model_fields.items())
    return Part(tuple(path.split(".")), TITLES[path], many, entries)


def _entry(path: str, key: str, field: FieldInfo) -> Entry:
    label, told = LABELS.get(f"{path}.{key}") or LABELS[key]
    choices = CHOICES.get(f"{path}.{key}") or CHOICES.get(key, {})
    return Entry(key, label, told, Kind.CHOICE if choices else _kind(field), choices)


def _kind(field: FieldInfo) -> Kind:
    """By its type; a time is a text whose pattern has hours and minutes."""
    types = {field.annotation, *get_args(field.annotation)}
    if any(":" in str(getattr(one, "pattern", "")) for one in field.metadata):
        return Kind.TIME
    if date in types:
        return Kind.DATE
    if types & {int, float}:
        return Kind.NUMBER
    return Kind.WORDS if Ellipsis in types else Kind.TEXT


PARTS: tuple[Part, ...] = (
    _part("campaign", About, many=False),
    _part("unit", Place, many=False),
    _part("above", Place, many=True),
    _part("clerk", Clerk, many=False),
    _part("indicators", Indicator, many=True),
    _part("targets", Target, many=True),
    _part("team", Places, many=True),
    _part("timetable", Timetable, many=False),
    _part("quiet", Quiet, many=False),
    _part("weekly", Weekly, many=False),
    _part("rounds", Round, many=True),
    _part("cadence", Cadence, many=False),
    _part("rewards", Reward, many=True),
    _part("ledger.headcounts", Counted, many=True),
    _part("ledger.baselines", Started, many=True),
)


def at(written: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """What a campaign's file says there; None where it says nothing."""
    for key in path:
        written = written.get(key) or {}
    return written or None
