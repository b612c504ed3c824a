"""A campaign's file as an Excel form: which sheets it has, and what stands on them. Its keys are those of the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from handlers.campaigns.campaign_file import About, BaselineEntry, Clerk, HeadcountEntry, Level
from handlers.campaigns.words import CHOICES
from handlers.documents.texts_campaign import LABELS, TITLES
from storage.settings import Cadence, Difficulties, Indicator, Places, Quiet, Reward, Round, Target, Timetable, Weekly


class EntryKind(Enum):
    TEXT = auto()
    WORDS = auto()  # several in one cell, with commas between
    NUMBER = auto()
    DATE = auto()
    TIME = auto()
    CHOICE = auto()


@dataclass(frozen=True, slots=True)
class FormEntry:
    """`choices`: what the file says → what the form shows."""

    key: str
    label: str
    help: str
    kind: EntryKind
    choices: Mapping[str | int, str]


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet: the keys of a table below each other, or (`many`) those of a list beside each other."""

    path: tuple[str, ...]
    title: str
    many: bool
    entries: tuple[FormEntry, ...]


def _part(path: str, model: type[BaseModel], *, many: bool) -> FormSheet:
    entries = tuple(_entry(path, key, field) for key, field in model.model_fields.items())
    return FormSheet(tuple(path.split(".")), TITLES[path], many, entries)


def _entry(path: str, key: str, field: FieldInfo) -> FormEntry:
    label, told = LABELS.get(f"{path}.{key}") or LABELS[key]
    choices = CHOICES.get(f"{path}.{key}") or CHOICES.get(key, {})
    return FormEntry(key, label, told, EntryKind.CHOICE if choices else _kind(field), choices)


def _kind(field: FieldInfo) -> EntryKind:
    """By its type; a time is a text whose pattern has hours and minutes."""
    types = {field.annotation, *get_args(field.annotation)}
    if any(":" in str(getattr(one, "pattern", "")) for one in field.metadata):
        return EntryKind.TIME
    if date in types:
        return EntryKind.DATE
    if types & {int, float}:
        return EntryKind.NUMBER
    return EntryKind.WORDS if Ellipsis in types else EntryKind.TEXT


PARTS: tuple[FormSheet, ...] = (
    _part("campaign", About, many=False),
    _part("unit", Level, many=False),
    _part("above", Level, many=True),
    _part("clerk", Clerk, many=False),
    _part("indicators", Indicator, many=True),
    _part("targets", Target, many=True),
    _part("team", Places, many=True),
    _part("timetable", Timetable, many=False),
    _part("quiet", Quiet, many=False),
    _part("weekly", Weekly, many=False),
    _part("rounds", Round, many=True),
    _part("cadence", Cadence, many=False),
    _part("difficulties", Difficulties, many=False),
    _part("rewards", Reward, many=True),
    _part("ledger.headcounts", HeadcountEntry, many=True),
    _part("ledger.baselines", BaselineEntry, many=True),
)


def at(written: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """What a campaign's file says there; None where it says nothing."""
    for key in path:
        written = written.get(key) or {}
    return written or None
