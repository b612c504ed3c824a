"""What a captain's line names: nights and units of the plan, and the rest, in which names are looked for. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from handlers import scope
from handlers.language import nights, tags, words_nights
from handlers.language.nights import Towards
from handlers.language.people_names import spelt
from handlers.language.scan import commonly
from storage.campaigns import PlannedGroup
from storage.records import Session


@dataclass(frozen=True, slots=True)
class NamedEvenings:
    """`dated`: a night was named, whether or not one of them is planned; `rest`: the text without both."""

    nights: frozenset[date]
    units: frozenset[int]
    dated: bool
    rest: str

    def fitting(self, ahead: Sequence[Session]) -> list[Session]:
        return [
            session
            for session in ahead
            if (not self.dated or session.night in self.nights) and (not self.units or session.unit_id in self.units)
        ]


def days(text: str, groups: tuple[PlannedGroup, ...], today: date) -> list[date]:
    """The days to come that a line names; a weekday is the next one."""
    line, _ = _without_units(text, groups, today)
    meant = (night.meant(today, Towards.AHEAD) for night in _dated(line))
    return sorted({day for day in meant if day is not None and day >= today})


def named(text: str, groups: tuple[PlannedGroup, ...], today: date, planned: Collection[date]) -> NamedEvenings:
    """`planned`: the nights that have places to fill. A weekday means the next one of them."""
    line, units = _without_units(text, groups, today)
    dated = _dated(line)
    meant = frozenset(day for night in dated if (day := night.meant(today, Towards.AHEAD, planned)) in planned and day)
    return NamedEvenings(meant, units, bool(dated), nights.without(line, dated))


def _dated(line: str) -> list[nights.Night]:
    """Beside another night 'mai' is somebody's name."""
    dated = [night for night in nights.named(line) if not night.alone]
    return [night for night in dated if line[night.start : night.end].strip().lower() != words_nights.MAI] or dated


def _without_units(text: str, groups: tuple[PlannedGroup, ...], today: date) -> tuple[str, frozenset[int]]:
    """The line as the readers of nights and names take it."""
    plan = scope.plan(groups)
    by_name = {group.unit.name: group.unit.id for group in groups}
    places = [piece for piece in commonly(text, plan, today) if piece.tag is tags.GROUP and piece.choices]
    line = list(text)
    for piece in places:
        line[piece.start : piece.end] = " " * (piece.end - piece.start)
    units = frozenset(by_name[name] for piece in places for name in piece.choices if name in by_name)
    return spelt("".join(line)), units
