"""The standing of a session: the fold of its events, one pure function for foretelling and for writing."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce

from storage.instants import Instant
from storage.records import Event, EventKind


@dataclass(frozen=True, slots=True)
class Figure:
    """The value that counts, who said it and when it was written; `disputed` is what somebody else said since.

    `first`: when a figure was written here first, by whomever, which decides whether the report was on time.
    """

    value: int
    event_id: int
    person_id: int
    written: Instant
    disputed: int | None = None
    first: Instant = 0


@dataclass(frozen=True, slots=True)
class Standing:
    session_id: int
    version: int = 0  # seq of the last event folded in
    figures: Mapping[str, Figure] = field(default_factory=dict)
    heard: Instant = 0

    def value(self, indicator: str) -> int | None:
        """None is 'not reported', which is never 0."""
        figure = self.figures.get(indicator)
        return None if figure is None else figure.value

    @property
    def reported(self) -> bool:
        """A report is there as soon as any figure stands. The one that the target counts may still be lacking:

        that is asked for on its own, and whoever owes it is nobody who has not reported. In SQL: reckoning.REPORTED.
        """
        return bool(self.figures)

    @property
    def conflicts(self) -> dict[str, Figure]:
        return {name: figure for name, figure in self.figures.items() if figure.disputed is not None}


@dataclass(frozen=True, slots=True)
class Reported:
    """A fact: `event` is added to what stood `before`. `history` is needed for an undo only: all events until now."""

    event: Event
    before: Standing
    history: tuple[Event, ...] = ()
    after: Standing = field(init=False, compare=False)  # folded once, and asked for half a dozen times

    def __post_init__(self) -> None:
        undo = self.event.kind is EventKind.UNDO
        after = fold(self.before.session_id, (*self.history, self.event)) if undo else add(self.before, self.event)
        object.__setattr__(self, "after", after)


def fold(session_id: int, events: Iterable[Event]) -> Standing:
    """The standing after `events` of one session, in order of `seq`."""
    said = list(events)
    undone = {event.undoes for event in said if event.kind is EventKind.UNDO}
    kept = (event for event in said if event.kind is not EventKind.UNDO and event.id not in undone)
    standing = reduce(add, kept, Standing(session_id))
    return replace(standing, version=said[-1].seq, heard=said[-1].heard) if said else standing


def add(standing: Standing, event: Event) -> Standing:
    """What stands after one more event that is not an undo."""
    figures = dict(standing.figures)
    for indicator, number in event.figures.items():
        figures[indicator] = _figure(figures.get(indicator), indicator, number, event)
    return Standing(standing.session_id, event.seq, figures, event.heard)


def _figure(before: Figure | None, indicator: str, number: int, event: Event) -> Figure:
    fresh = Figure(number, event.id, event.person_id, event.written, first=before.first if before else event.written)
    if event.kind is EventKind.ADD and before is not None:
        return replace(fresh, value=number + before.value, disputed=before.disputed)
    if before is None or _settles(before, indicator, event):
        return fresh
    if number == before.value:
        return replace(before, disputed=None)
    if event.person_id == before.person_id:
        return replace(fresh, disputed=None if before.disputed == number else before.disputed)
    return replace(before, disputed=number)


def _settles(before: Figure, indicator: str, event: Event) -> bool:
    """A clerk decides; and so does whoever shows by naming the old value that they know what they replace."""
    if event.by_clerk:
        return True
    named = event.instead_of.get(indicator)
    return named is not None and named in {before.value, before.disputed}


def dump(standing: Standing) -> str:
    return json.dumps(
        {n: [f.value, f.event_id, f.person_id, f.written, f.disputed, f.first] for n, f in standing.figures.items()}
    )


def load(session_id: int, version: int, figures: str, heard: Instant) -> Standing:
    return Standing(session_id, version, {name: Figure(*parts) for name, parts in json.loads(figures).items()}, heard)
