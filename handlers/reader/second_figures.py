"""A second figure for a night that has one already: replace it or add to it is for the person to say."""

from handlers.language.context import Context
from handlers.reader.figures import ToldFigures
from handlers.reader.reading import Doubt, Entry, Mode, Option, Unclear


def against_record(told: ToldFigures, context: Context) -> Doubt | None:
    """A doubt when an entry changes what stands without a word of correction and without having been asked for."""
    last = context.last
    if last is None or context.awaiting:
        return None
    for entry in told.entries:
        here = (entry.group or context.own or last.group, entry.night or context.today)
        changed = {k: v for k, v in entry.values.items() if last.values.get(k, v) != v}
        if here == (last.group, last.night) and changed:
            return Doubt(Unclear.REPLACE_OR_ADD, entry.span, options(entry, context))
    return None


def options(entry: Entry, context: Context) -> tuple[Option, ...]:
    found = []
    for mode in (Mode.SET, Mode.ADD):
        choice = Entry(entry.values, entry.group, entry.night, mode, span=entry.span)
        found.append(Option((choice,), {"mode": mode.value, **_after(choice, context)}))
    return tuple(found)


def _after(entry: Entry, context: Context) -> dict[str, int]:
    """What would stand then."""
    recorded = context.last.values if context.last else {}
    return {k: v + (recorded.get(k, 0) if entry.mode is Mode.ADD else 0) for k, v in entry.values.items()}
