"""What a captain's line names: nights and units of the plan, and the rest, in which names are looked for. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.language.context import Context, Group, Plan
from handlers.language.pieces import Tag
from handlers.language.scan import scan
from storage.campaigns import PlannedGroup
from storage.records import Session

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Named:
    """`dated`: a night was named, whether or not one of them is planned; `rest`: the text without both."""

    nights: frozenset[date]
    units: frozenset[int]
    dated: bool
    rest: str

    def fitting(self, ahead: Sequence[Session]) -> list[Session]:
        return [
            one
            for one in ahead
            if (not self.dated or one.night in self.nights) and (not self.units or one.unit_id in self.units)
        ]


def days(text: str, groups: Sequence[PlannedGroup], today: date) -> list[date]:
    """The days to come that a line names; a weekday is the next one."""
    plan = Plan(tuple(Group(one.unit.name, one.nights, one.unit.id) for one in groups))
    dates = [piece for piece in scan(text, Context(plan, today)) or [] if piece.tag is Tag.DATE and piece.nights]
    ahead = ([day for one in piece.nights for day in (one, one + WEEK) if day >= today] for piece in dates)
    return sorted({min(some) for some in ahead if some})


def named(text: str, groups: Sequence[PlannedGroup], today: date, nights: Collection[date]) -> Named:
    """A weekday means the next one, as places are filled for nights to come."""
    plan = Plan(tuple(Group(one.unit.name, one.nights, one.unit.id) for one in groups))
    pieces = scan(text, Context(plan, today)) or []
    by_name = {one.unit.name: one.unit.id for one in groups}
    dates = [piece for piece in pieces if piece.tag is Tag.DATE]
    places = [piece for piece in pieces if piece.tag is Tag.GROUP and piece.choices]
    rest = list(text)
    for piece in (*dates, *places):
        rest[piece.start : piece.end] = " " * (piece.end - piece.start)
    meant = {night for piece in dates for one in piece.nights for night in (one, one + WEEK) if night in nights}
    units = {by_name[name] for piece in places for name in piece.choices if name in by_name}
    return Named(frozenset(meant), frozenset(units), bool(dates), "".join(rest))
