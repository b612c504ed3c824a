"""From counted numbers to entries: parts against totals, two figures for one thing, what may not be recorded."""

from dataclasses import dataclass, field
from datetime import date

from handlers.reader.attach import INSTALLED, Count, odd_neighbour
from handlers.reader.pieces import Flaw, Piece, Tag
from handlers.reader.sections import Place
from handlers.reader.sums import broken_down, reconcile, role_of
from handlers.reading import Context, Doubt, Entry, Option, Span, Unclear

MOST_PEOPLE = 300  # an evening of more installs than a team can make is a slip of the thumb
MOST = 1000
_WHY = {
    Flaw.ABOUT: Unclear.INEXACT,
    Flaw.RANGE: Unclear.INEXACT,
    Flaw.EITHER: Unclear.ALTERNATIVES,
    Flaw.PERCENT: Unclear.INEXACT,
    Flaw.DECIMAL: Unclear.INEXACT,
    Flaw.NEGATIVE: Unclear.IMPOSSIBLE,
    Flaw.SLIP: Unclear.INEXACT,
    Flaw.VAGUE: Unclear.INEXACT,
    Flaw.TWO_WAYS: Unclear.INEXACT,
    Flaw.SEVERAL: Unclear.SEVERAL_NIGHTS,
    Flaw.NOT_OVER: Unclear.NO_NUMBER,
    Flaw.TOMORROW: Unclear.WHICH_NIGHT,
}
_INEXACT = frozenset({Flaw.ABOUT, Flaw.RANGE, Flaw.NEGATIVE})
_GUESSED = frozenset({Flaw.SLIP, Flaw.TWO_WAYS})


@dataclass(slots=True)
class Night:
    """All that one message says about one group and night."""

    place: Place
    counts: list[Count] = field(default_factory=list)


@dataclass(slots=True)
class Told:
    entries: list[Entry] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def doubt(why: Unclear, piece: Piece, *options: Option) -> Doubt:
    return Doubt(why, piece.span, options)


def tell(counts: list[Count], found: list[Place], context: Context, bare_is_install: bool) -> Told:
    told = Told()
    kept = _worth_keeping(counts, context)
    _larger_part(told, kept, counts)
    _grand_total(told, kept, counts, found)
    nights: dict[tuple[str | None, date | None, int], Night] = {}
    for at, (count, place) in enumerate(zip(counts, found, strict=True)):
        if not any(count is k for k in kept):
            continue
        key = (place.group, place.night, -1 if place.why is None else at)
        nights.setdefault(key, Night(place)).counts.append(count)
    for night in nights.values():
        _tell_night(told, night, context, bare_is_install)
    return told


def _larger_part(told: Told, kept: list[Count], counts: list[Count]) -> None:
    """A part, even one nobody would record, cannot be more than all."""
    most = max((c.number.value for c in kept), default=0)
    told.doubts += [
        doubt(Unclear.SUM, c.number) for c in counts if kept and role_of(c) is Tag.PART and c.number.value > most
    ]


def _grand_total(told: Told, kept: list[Count], counts: list[Count], found: list[Place]) -> None:
    """A last total over several groups or nights only confirms them; it must agree."""
    keys = {
        (place.group, place.night)
        for count, place in zip(counts, found, strict=True)
        if role_of(count) is not Tag.TOTAL
    }
    total = next((c for c in kept if c is counts[-1] and role_of(c) is Tag.TOTAL), None)
    if total is None or len(keys) < 2:
        return
    same = [
        c.number.value for c in kept if c is not total and (c.indicator or INSTALLED) == (total.indicator or INSTALLED)
    ]
    kept.remove(total)
    if sum(same) != total.number.value:
        told.doubts.append(doubt(Unclear.SUM, total.number))


def _worth_keeping(counts: list[Count], context: Context) -> list[Count]:
    """Without the numbers nobody would take for a result once the message has given one in plain words."""
    clear = [c for c in counts if c.indicator == INSTALLED and not c.odd and not c.number.flaw] or [
        c for c in counts if c.indicator and not c.number.flaw
    ]
    kept = []
    for count in counts:
        suspect = any(p.tag is Tag.SUSPECT and not p.word.startswith("chua kich hoat") for p in count.clause.pieces)
        visited = count.clause.has(Tag.VISIT) and count.number.unit is None and not odd_neighbour(count)
        strange = (
            (count.odd and not suspect and not visited) or odd_neighbour(count) or count.number.flaw is Flaw.PERCENT
        )
        if count.number.flaw is Flaw.PERCENT and not count.indicator and any(not c.number.flaw for c in counts):
            continue
        incidental = not count.indicator and not count.choices and (strange or count.clause.has(Tag.ALSO))
        if (
            _labels_itself(count)
            or ((count.number.unit is Tag.HOUSE or _negated(count)) and count.number.role is not Tag.PART)
            or count.number.flaw in _INEXACT
        ):
            incidental = False
        if incidental and count.number.unit is not Tag.HOUSE and not any(c.indicator == INSTALLED for c in clear):
            incidental = not context.awaiting and count.odd
        part_of_doors = count.unit_doubt and count.number.role is Tag.PART
        if clear and (incidental or part_of_doors or count.number.flaw is Flaw.SEVERAL or _anecdote(count, clear)):
            continue
        if incidental and not clear and odd_neighbour(count) and _rambling(counts):
            continue
        if incidental and not clear and not context.awaiting and not count.clause.has(Tag.INDICATOR):
            continue
        kept.append(count)
    return kept


def _negated(count: Count) -> bool:
    """`không thẻ 4`: something was not there, and was counted."""
    pieces = count.clause.pieces
    return pieces[0].tag is Tag.NOT and pieces[-1] is count.number


def _rambling(counts: list[Count]) -> bool:
    """More words nobody knows than one slip explains: talk, not a report."""
    clauses = {id(c.clause): c.clause for c in counts}
    return sum(p.tag is Tag.UNKNOWN for clause in clauses.values() for p in clause.pieces) > 1


def _labels_itself(count: Count) -> bool:
    """`bận 6` after `cài 22`: a label nobody knows is asked about, not dropped."""
    pieces = count.clause.pieces
    at = next(i for i, p in enumerate(pieces) if p is count.number)
    label = at - 2 if at > 1 and pieces[at - 1].word == ":" else at - 1
    if label >= 0 and pieces[label].tag is Tag.UNKNOWN and len(pieces[label].word) < 4:
        return count.number.unit is None and not odd_neighbour(count)
    if len(pieces) < 2 or any(p.tag is not Tag.FILL for p in pieces[2:]):
        return False
    first, second = pieces[0], pieces[1]
    before = first.tag is Tag.UNKNOWN and second is count.number
    return before or (first is count.number and second.tag is Tag.UNKNOWN and len(second.word) < 3)


def _anecdote(count: Count, clear: list[Count]) -> bool:
    """`có một cụ 85 tuổi cũng cài được`."""
    return (
        count.clause.has(Tag.ALSO)
        and all(count is not c for c in clear[:1])
        and count.number.value < clear[0].number.value
    )


def _tell_night(told: Told, night: Night, context: Context, bare_is_install: bool) -> None:
    by_indicator: dict[str, list[Count]] = {}
    for count in night.counts:
        problem = _problem(count, bare_is_install)
        if problem is not None:
            told.doubts.append(problem)
            return
        by_indicator.setdefault(count.indicator or INSTALLED, []).append(count)
    values: dict[str, int] = {}
    for indicator, some in by_indicator.items():
        value = _value(told, some)
        if value is None:
            return
        values[indicator] = value
    first, last = night.counts[0].number, night.counts[-1].number
    entry = _entry(values, night.place, context, Span(first.start, last.end))
    wrong = _impossible(entry, first)
    if wrong is not None:
        told.doubts.append(wrong)
    elif night.place.why is not None:
        told.doubts.append(_place_doubt(night.place, entry, first, context))
    else:
        told.entries.append(entry)


def _entry(values: dict[str, int], place: Place, context: Context, span: Span) -> Entry:
    group = None if place.group == context.own else place.group
    night = place.night if place.named_night or place.night != context.today else None
    return Entry(values, group, night, span=span)


def _place_doubt(place: Place, entry: Entry, first: Piece, context: Context) -> Doubt:
    options = tuple(
        Option(
            (Entry(entry.values, None if name == context.own else name, entry.night, span=entry.span),), {"group": name}
        )
        for name in place.groups
    )
    return doubt(place.why or Unclear.WHICH_GROUP, first, *options)


def _problem(count: Count, bare_is_install: bool) -> Doubt | None:
    number = count.number
    if number.flaw:
        return flawed(count)
    if count.unit_doubt:
        return doubt(Unclear.UNIT, number, _option(count, INSTALLED), _option(count, "households"))
    if count.choices:
        return doubt(Unclear.WHICH_INDICATOR, number, *(_option(count, c) for c in count.choices))
    if count.label_doubt or (count.odd and not count.indicator):
        return doubt(Unclear.WHICH_INDICATOR, number)
    if number.out_of is not None and (number.out_of < number.value or (not count.indicator and number.unit is None)):
        return doubt(Unclear.UNIT, number)
    if count.bare and not count.indicator and not bare_is_install:
        return doubt(Unclear.WHICH_INDICATOR, number, _option(count, INSTALLED))
    most = MOST_PEOPLE if (count.indicator or INSTALLED) in {INSTALLED, "activated"} else MOST
    if number.value >= most:
        return too_many(count.number, count.indicator or INSTALLED)
    return None


def flawed(count: Count) -> Doubt:
    guessed = count.number.flaw in _GUESSED and not count.unit_doubt
    indicator = count.indicator or INSTALLED
    options = [_option(count, indicator)] if guessed else [_guess(count, indicator, v) for v in count.number.guesses]
    return doubt(_WHY[count.number.flaw], count.number, *options)


def too_many(number: Piece, indicator: str) -> Doubt:
    value = number.value
    values = [value // 10, value] if value < MOST and value % 10 == 0 else []
    options = [Option((Entry({indicator: v}, span=number.span),), {"indicator": indicator, "value": v}) for v in values]
    return doubt(Unclear.TOO_MANY, number, *options)


def _option(count: Count, indicator: str) -> Option:
    return _guess(count, indicator, count.number.value)


def _guess(count: Count, indicator: str, value: int) -> Option:
    return Option((Entry({indicator: value}, span=count.number.span),), {"indicator": indicator, "value": value})


def _value(told: Told, some: list[Count]) -> int | None:
    """One figure out of all that were given for one indicator."""
    roles = [role_of(count) for count in some]
    totals = {c.number.value for c, role in zip(some, roles, strict=True) if role is Tag.TOTAL}
    parts = [c.number.value for c, role in zip(some, roles, strict=True) if role is Tag.PART]
    plain = [c.number.value for c, role in zip(some, roles, strict=True) if role is None]
    value = reconcile(totals, parts, plain)
    if value is None:
        values = [c.number.value for c in some]
        summing = bool(totals) or bool(parts) or broken_down(some)
        options = () if summing else tuple(_option(c, c.indicator or INSTALLED) for c in some)
        told.doubts.append(
            doubt(Unclear.SUM if summing or len(values) > 2 else Unclear.ALTERNATIVES, some[-1].number, *options)
        )
    return value


def _impossible(entry: Entry, first: Piece) -> Doubt | None:
    values = entry.values
    if "households" in values and values.get("absent", 0) > values["households"]:
        return doubt(Unclear.IMPOSSIBLE, first)
    return None
