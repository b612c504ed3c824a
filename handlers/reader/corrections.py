"""Reads what changes a recorded count: 24 and not 42, three more, a new total. Judged by the figures that result."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from handlers.language import tags
from handlers.language.context import MOST_PEOPLE, Context, Values
from handlers.language.indicators import MAY_BE_HOUSES
from handlers.language.pieces import Flaw, Piece
from handlers.reader.accounting import codes_of, stranger_beside
from handlers.reader.attach import attach
from handlers.reader.changes import Changes, NumberChange
from handlers.reader.clauses import Clause
from handlers.reader.figures import MOST, doubt, flawed, too_many
from handlers.reader.labels import NEVER_PEOPLE, Count
from handlers.reader.ledger import Ledger, PassedOver, Reason, Recorded
from handlers.reader.reading import Ask, Correction, Doubt, Entry, Mode, Option, Reading, Unclear
from handlers.reader.sections import Attribution, places


@dataclass(slots=True)
class CorrectionTarget:
    """The recorded figure that a change is about."""

    place: Attribution
    indicator: str
    now: int | None
    alone: bool = True  # nothing else changes


def read(told: Changes, clauses: list[Clause], ledger: Ledger, context: Context) -> Reading:
    number_changes = told.changes
    if _moved(clauses):
        return Ask(doubt(Unclear.WHICH_INDICATOR, number_changes[0].number))
    ledger.hush(told.taken_back, Reason.TAKEN_BACK)
    ledger.hush(told.olds, Reason.OLD)
    ledger.labels.update(told.labels)
    for change in number_changes:
        if change.kind is tags.LESS and change.number.flaw is Flaw.NEGATIVE:
            ledger.flaws[change.number.start] = Flaw.NONE  # `-6 người ghi trùng`
    if told.uncertain:
        ledger.doubt(number_changes[0].number, Flaw.VAGUE)
    counts = attach(clauses, ledger)
    found_at = zip(counts, places(clauses, counts, _as_recorded(context), ledger), strict=True)
    by_number = {count.number.start: (count, place) for count, place in found_at}
    entries: dict[tuple[str | None, date | None, Mode], Entry] = {}
    fates: list[tuple[Piece, Recorded]] = []
    for change in number_changes:
        count, place = by_number[change.number.start]
        entry = _one(change, count, place, context, len(number_changes) == 1)
        if isinstance(entry, Doubt):
            return Ask(entry)
        key = (entry.group, entry.night, entry.mode)
        same = entries.get(key)
        if same is not None and set(same.values) & set(entry.values) and same.values != entry.values:
            return Ask(doubt(Unclear.ALTERNATIVES, change.number))
        entries[key] = _joined(same, entry)
        fates.append((change.number, Recorded(next(iter(entry.values)), entry.group, entry.night)))
    settled = _without_steps(entries, context)
    if not settled:
        return Ask(doubt(Unclear.ALTERNATIVES, number_changes[0].number))
    for number, fate in fates:
        ledger.settle(number, fate)
    ledger.settle_open((c.number for c in counts), PassedOver(Reason.PART))
    return Correction(settled)


def _without_steps(
    entries: Mapping[tuple[str | None, date | None, Mode], Entry], context: Context
) -> tuple[Entry, ...]:
    """`sửa 22 thành 25, thêm 3`: a step told besides the new figure only explains it; nothing when it does not."""
    recorded = context.last.values if context.last else {}
    kept = []
    for (group, night, mode), entry in entries.items():
        fixed = entries.get((group, night, Mode.SET))
        if mode is not Mode.ADD or fixed is None:
            kept.append(entry)
            continue
        both = set(entry.values) & set(fixed.values)
        if any(recorded.get(k, 0) + entry.values[k] != fixed.values[k] for k in both):
            return ()
        rest = {k: v for k, v in entry.values.items() if k not in both}
        kept += [replace(entry, values=rest)] if rest else []
    return tuple(kept)


def _as_recorded(context: Context) -> Context:
    """A correction without group or night is about what was recorded last."""
    return replace(context, awaiting=True)


def _joined(one: Entry | None, other: Entry) -> Entry:
    if one is None:
        return other
    values, old = {**one.values, **other.values}, {**one.instead_of, **other.instead_of}
    return Entry(values, one.group, one.night, one.mode, old, one.span)


def _one(change: NumberChange, count: Count, place: Attribution, context: Context, alone: bool) -> Entry | Doubt:
    number, last = count.number, context.last
    assert last is not None
    if number.flaw:
        return flawed(count, context.counting.target)
    if stranger_beside(count) is not None:
        return doubt(Unclear.WHICH_INDICATOR, number)
    if place.group == last.group and not place.named_night:
        place.why = None
    if place.why is not None and (place.named_group or place.named_night):
        return doubt(place.why, number)
    if not place.named_group:
        place.group = last.group
    if not place.named_night:
        if context.awaiting and last.night != context.today and change.old is None:
            return doubt(Unclear.WHICH_NIGHT, number)
        place.night = last.night
    recorded = last.values if (place.group, place.night) == (last.group, last.night) else {}
    indicator = _indicator(change, count, recorded, context)
    if isinstance(indicator, Doubt):
        # `thêm 3`: each choice adds to what stands of it, and is no new figure
        names = [str(option.label["indicator"]) for option in indicator.options]
        made = [
            (name, _entry(change, CorrectionTarget(place, name, recorded.get(name), alone), context)) for name in names
        ]
        label = {"value": number.value}
        options = [Option((entry,), {**label, "indicator": name}) for name, entry in made if isinstance(entry, Entry)]
        return replace(indicator, options=tuple(options))
    return _entry(change, CorrectionTarget(place, indicator, recorded.get(indicator), alone), context)


def _indicator(change: NumberChange, count: Count, here: Values, context: Context) -> str | Doubt:
    number, counting = count.number, context.counting
    unit = number.unit or change.unit
    recorded = here or (context.last.values if context.last else {})
    if (
        count.choices
        or count.label_doubt
        or (count.odd and not count.indicator and unit is not None and change.old is None)
    ):
        return doubt(Unclear.WHICH_INDICATOR, number)
    if change.old is not None and (here or not count.indicator):
        return _holding(change, count, recorded)
    if count.indicator:
        known = count.indicator in codes_of(counting)
        return count.indicator if known else doubt(Unclear.WHICH_INDICATOR, number)
    if unit is tags.HOUSE:
        houses = [name for name in recorded if name in MAY_BE_HOUSES]
        return houses[0] if len(houses) == 1 and len(recorded) == 1 else doubt(Unclear.UNIT, number)
    if unit is tags.PEOPLE and counting.target in recorded:
        # `sửa vắng thành bảy em nhé`: spoken to, or counted
        named = {p.indicator for p in count.clause.pieces if p.tag is tags.INDICATOR} - {counting.target}
        others = [name for name in recorded if name in named]
        if not others:
            return counting.target
        return doubt(Unclear.WHICH_INDICATOR, number, *(_option(name, number) for name in (*others, counting.target)))
    if len(recorded) == 1:
        return next(iter(recorded))
    return doubt(Unclear.WHICH_INDICATOR, number, *(_option(name, number) for name in recorded))


def _moved(clauses: list[Clause]) -> bool:
    """`20 là số người, không phải số hộ`: the figure stands in the wrong place."""
    return any(
        piece.tag is tags.INSTEAD and after.tag in {tags.INDICATOR, tags.HOUSE, tags.PEOPLE}
        for clause in clauses
        for piece, after in pairwise(clause.pieces)
    )


def _holding(change: NumberChange, count: Count, recorded: Values) -> str | Doubt:
    """The indicator that holds the old value the writer named."""
    old = change.old
    assert old is not None
    holders = [name for name, value in recorded.items() if value == old.value]
    if count.indicator:
        fits = holders and (count.indicator in holders or count.indicator not in recorded)
        off = recorded.get(count.indicator, old.value) - change.number.value
        return count.indicator if fits or abs(off) == old.value else doubt(Unclear.WHICH_INDICATOR, change.number)
    if change.number.unit is tags.PEOPLE:
        holders = [name for name in holders if name not in MAY_BE_HOUSES] or holders
    if change.number.unit is tags.PEOPLE and set(holders) & NEVER_PEOPLE:
        return doubt(Unclear.UNIT, change.number)
    if len(holders) == 1:
        return holders[0]
    return doubt(Unclear.WHICH_INDICATOR, change.number, *(_option(name, change.number) for name in holders))


def _option(indicator: str, number: Piece) -> Option:
    entry = Entry({indicator: number.value}, span=number.span)
    return Option((entry,), {"indicator": indicator, "value": number.value})


def _entry(change: NumberChange, target: CorrectionTarget, context: Context) -> Entry | Doubt:
    number, now = change.number, target.now
    unfit = _unfit(change, target)
    if unfit is not None:
        return doubt(unfit, number)
    added = change.kind is tags.ADD
    value = (now or 0) - number.value if change.kind is tags.LESS else number.value
    most = MOST_PEOPLE if target.indicator in {context.counting.target, "activated"} else MOST
    if value + (now or 0 if added else 0) >= most:
        return too_many(number, target.indicator)
    group = None if target.place.group == context.own else target.place.group
    night = None if target.place.night == context.today else target.place.night
    old = {target.indicator: change.old.value} if change.old else {}
    return Entry({target.indicator: value}, group, night, Mode.ADD if added else Mode.SET, old, number.span)


def _unfit(change: NumberChange, target: CorrectionTarget) -> Unclear | None:
    """Why the change cannot be made of what stands."""
    value, now = change.number.value, target.now
    match change.kind:
        case tags.LESS if now is None or now < value:
            return Unclear.IMPOSSIBLE
        case tags.TOTAL if change.step is not None and now is not None and now + change.step != value:
            return Unclear.SUM
        case tags.STILL if now is not None and now != value:
            return Unclear.ALTERNATIVES
        case tags.MISTAKE if now == value and target.alone:
            return Unclear.NO_NUMBER
        case _:
            return None
