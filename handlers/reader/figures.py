"""From counted numbers to entries: parts against totals, two figures for one thing, what may not be recorded."""

from dataclasses import dataclass, field, replace
from datetime import date

from handlers.language import tags
from handlers.language.context import MOST_PEOPLE, Context, Counting, Span
from handlers.language.indicators import counts_doors
from handlers.language.pieces import Flaw, Piece
from handlers.reader.accounting import accounted_for, codes_of, stranger_beside
from handlers.reader.labels import Count
from handlers.reader.ledger import Fate, Ledger, NumberRole, Recorded
from handlers.reader.reading import Doubt, Entry, Option, Unclear
from handlers.reader.sections import Attribution
from handlers.reader.sums import broken_down, reconcile, role_of

MOST = 1000
DOORS = "households"
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
    Flaw.ELSEWHERE: Unclear.WHICH_INDICATOR,
    Flaw.SECOND_THOUGHT: Unclear.INEXACT,
    Flaw.TOMORROW: Unclear.WHICH_NIGHT,
}
_GUESSED = frozenset(
    {Flaw.SLIP, Flaw.TWO_WAYS, Flaw.ABOUT, Flaw.SECOND_THOUGHT, Flaw.ELSEWHERE, Flaw.TOMORROW, Flaw.VAGUE}
)
_OPEN = frozenset({Unclear.WHICH_INDICATOR, Unclear.UNIT, Unclear.SUM})  # what it counts is asked, not how many


@dataclass(slots=True)
class NightFigures:
    """All that one message says about one group and night."""

    place: Attribution
    counts: list[Count] = field(default_factory=list)


@dataclass(slots=True)
class ToldFigures:
    entries: list[Entry] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    passed: list[Span] = field(default_factory=list)  # figures of what is not counted
    fates: list[tuple[Piece, Fate]] = field(default_factory=list)  # what holds once nothing is doubtful


def doubt(why: Unclear, piece: Piece, *options: Option) -> Doubt:
    return Doubt(why, piece.span, options)


def tell(
    counts: list[Count], found: list[Attribution], context: Context, ledger: Ledger, bare_is_install: bool
) -> ToldFigures:
    told_figures = ToldFigures()
    kept, passed = accounted_for(counts, context)
    told_figures.fates += passed
    _doors(kept, context.counting, ledger)
    told_figures.passed = [_words_of(c, ledger) for c in counts if _uncounted(c, context.counting)]
    _larger_part(told_figures, kept, counts)
    _unmatched(told_figures, kept, counts)
    _grand_total(told_figures, kept, list(zip(counts, found, strict=True)), context.counting.target)
    nights: dict[tuple[str | None, date | None, int], NightFigures] = {}
    for at, (count, place) in enumerate(zip(counts, found, strict=True)):
        if not any(count is k for k in kept):
            continue
        key = (place.group, place.night, -1 if place.why is None else at)
        nights.setdefault(key, NightFigures(place)).counts.append(count)
    for night in nights.values():
        if told_figures.doubts:
            break  # the first is asked about, and nothing is recorded
        _tell_night(told_figures, night, context, bare_is_install)
    return told_figures


def with_the_rest(
    unclear: Doubt, counts: list[Count], found: list[Attribution], context: Context, ledger: Ledger
) -> tuple[Option, ...]:
    """Each reading of the unclear number together with all else that the message tells."""
    at = next((i for i, c in enumerate(counts) if _within(c.number.span, unclear.span)), None)
    if at is None:
        return unclear.options
    others = {c.indicator for i, c in enumerate(counts) if i != at and c.indicator}
    told = {c.indicator for c in counts} if unclear.why is Unclear.UNIT else set()
    offered = [o for o in unclear.options if told.isdisjoint(o.entries[0].values)]  # the other of two would be lost
    open_ = unclear.why in _OPEN and len(offered) < 2 and not counts[at].number.flaw
    if open_:
        offered = [_option(counts[at], code) for code in _likely(counts[at], context.counting) if code not in others]
    if open_ and context.counting.target not in others:
        totals = [c for c in counts if role_of(c) is NumberRole.TOTAL and not c.number.flaw and c is not counts[at]]
        offered = [*(_option(c, context.counting.target) for c in totals), *offered]
    readings = [_completed(option, counts, found, context, ledger) for option in offered]
    readings += _without(at, counts, found, context, ledger) if open_ else []
    return tuple(one for i, one in enumerate(readings) if all(one.entries != r.entries for r in readings[:i]))


def _within(span: Span, outer: Span) -> bool:
    return outer.start <= span.start and span.end <= outer.end


def _likely(count: Count, counting: Counting) -> list[str]:
    """What a number without a clear word is most often."""
    codes, unit = codes_of(counting), count.number.unit
    doors = ["absent", DOORS] if unit is tags.HOUSE else ["absent"] if unit is None else []
    target = [counting.target] if unit is not tags.HOUSE or DOORS not in codes else []
    return [code for code in dict.fromkeys([count.indicator, *target, *doors]) if code in codes]


def _without(at: int, counts: list[Count], found: list[Attribution], context: Context, ledger: Ledger) -> list[Option]:
    """The message as if the number told nothing."""
    told_figures = _decided({at: None}, counts, found, context, ledger)
    return [Option(tuple(told_figures.entries))] if told_figures.entries and not told_figures.doubts else []


def _completed(
    option: Option, counts: list[Count], found: list[Attribution], context: Context, ledger: Ledger
) -> Option:
    indicator, value = option.label.get("indicator"), option.label.get("value")
    if len(counts) < 2 or not isinstance(indicator, str) or not isinstance(value, int):
        return option
    at = next((i for i, c in enumerate(counts) if c.number.span == option.entries[0].span), None)
    told_figures = (
        _decided({at: (indicator, value)}, counts, found, context, ledger) if at is not None else ToldFigures()
    )
    return (
        replace(option, entries=tuple(told_figures.entries))
        if told_figures.entries and not told_figures.doubts
        else option
    )


MOST_OPEN = 12  # numbers of one message that are guessed at; where more are open, nothing is made of it


def _decided(
    chosen: dict[int, tuple[str, int] | None],
    counts: list[Count],
    found: list[Attribution],
    context: Context,
    ledger: Ledger,
) -> ToldFigures:
    """With what was chosen for some numbers, none for those left out; whatever else is open is read as is likeliest."""
    target = context.counting.target
    while True:
        figures = [(at, *one) for at, one in chosen.items() if one is not None]
        kept = [
            (at, _as_chosen(count, chosen.get(at)), place)
            for at, (count, place) in enumerate(zip(counts, found, strict=True))
            if chosen.get(at, ("", 0)) is not None
            and not any(
                at != other and (count.indicator or target) == code and at not in chosen and _same(place, found[other])
                for other, code, _ in figures
            )
        ]
        told_figures = tell([c for _, c, _ in kept], [p for _, _, p in kept], context, ledger, bare_is_install=True)
        open_ = next((d for d in told_figures.doubts), None)
        if open_ is None:
            return told_figures
        at = next((i for i, c, _ in kept if _within(c.number.span, open_.span) and i not in chosen), -1)
        taken = {code for _, code, _ in figures} | {c.indicator for i, c, _ in kept if c.indicator and i != at}
        if at < 0 or counts[at].number.flaw or open_.why not in _OPEN or len(chosen) > MOST_OPEN:
            return told_figures
        guess = next((code for code in _likely(counts[at], context.counting)[:1] if code not in taken), "")
        chosen = {**chosen, at: (guess, counts[at].number.value) if guess else None}


def _same(one: Attribution, other: Attribution) -> bool:
    return (one.group, one.night) == (other.group, other.night)


def _as_chosen(count: Count, choice: tuple[str, int] | None) -> Count:
    if choice is None:
        return replace(count)
    number = replace(count.number, value=choice[1], flaw=Flaw.NONE)
    return replace(count, number=number, indicator=choice[0], unit_doubt=False, choices=[], chosen=True, role=None)


def _uncounted(count: Count, counting: Counting) -> bool:
    number = count.number
    return bool(count.indicator) and count.indicator not in codes_of(counting) and not number.flaw


def _words_of(count: Count, ledger: Ledger) -> Span:
    """The number with its label."""
    label = (p for p in count.clause.pieces if p.tag in {tags.INDICATOR, tags.VISIT} and ledger.hears(p))
    pieces = [count.number, *label] if len(ledger.numbers(count.clause.pieces)) == 1 else [count.number]
    return Span(min(p.start for p in pieces), max(p.end for p in pieces))


def _doors(kept: list[Count], counting: Counting, ledger: Ledger) -> None:
    """`31 mức 2, 40 hướng dẫn, 52 hộ`: the doors of the evening, when nothing told is more; of a target that counts
    households, the target.
    """
    doubted = [
        c
        for c in kept
        if c.unit_doubt
        and c.number.unit is tags.HOUSE
        and not c.odd
        and len(ledger.numbers(c.clause.pieces)) == 1
        # "ngo 12 nha" is an address, "kh 38 nha" has a label of its own.
        and not c.clause.has(tags.BEFORE_TRAP, tags.TRAP, tags.NOT, tags.INDICATOR)
    ]
    if len(doubted) != 1:
        return
    codes, told = codes_of(counting), {c.indicator: c.number.value for c in kept if c.indicator}
    (count,) = doubted
    if DOORS in codes and DOORS not in told and counting.target in told and count.number.value >= max(told.values()):
        count.indicator, count.unit_doubt = DOORS, False
    elif DOORS not in codes and counting.target not in told and _names_nothing(count, counting):
        count.bare, count.unit_doubt = True, False


def _names_nothing(count: Count, counting: Counting) -> bool:
    """`31 hộ` and no more, where the target counts households."""
    target = next((indicator for indicator in counting.indicators if indicator.code == counting.target), None)
    return target is not None and counts_doors(target) and not count.clause.has(tags.INDICATOR)


def _larger_part(told: ToldFigures, kept: list[Count], counts: list[Count]) -> None:
    """A part, even one nobody would record, cannot be more than all."""
    if not any(c.role is NumberRole.PART for c in counts):
        return
    most = max((c.number.value for c in kept), default=0)
    told.doubts += [
        doubt(Unclear.SUM, c.number)
        for c in counts
        if kept and role_of(c) is NumberRole.PART and c.number.value > most and c.number.flaw is not Flaw.SEVERAL
    ]


def _unmatched(told: ToldFigures, kept: list[Count], counts: list[Count]) -> None:
    """`ngách 2 được 8 người, ngách 4 được 7 người, tổng là 17`: what was passed over must still add up."""
    total = next((c for c in kept if role_of(c) is NumberRole.TOTAL), None)
    passed = [c for c in counts if c.bare and not c.number.flaw and not any(c is k for k in kept)]
    if total is not None and len(passed) > 1 and sum(c.number.value for c in passed) != total.number.value:
        told.doubts.append(doubt(Unclear.SUM, total.number))


def _grand_total(told: ToldFigures, kept: list[Count], placed: list[tuple[Count, Attribution]], target: str) -> None:
    """A last total over several groups or nights only confirms them; it must agree."""
    total = next((c for c in kept if c is placed[-1][0] and role_of(c) is NumberRole.TOTAL), None)
    if total is None or len({(p.group, p.night) for c, p in placed if role_of(c) is not NumberRole.TOTAL}) < 2:
        return
    same = [c.number.value for c in kept if c is not total and (c.indicator or target) == (total.indicator or target)]
    kept.remove(total)
    if sum(same) != total.number.value:
        told.doubts.append(doubt(Unclear.SUM, total.number))
    else:
        told.fates.append((total.number, Recorded(total.indicator or target, None, None, NumberRole.TOTAL)))


def _tell_night(told: ToldFigures, night: NightFigures, context: Context, bare_is_install: bool) -> None:
    by_indicator: dict[str, list[Count]] = {}
    for count in night.counts:
        problem = _problem(count, context.counting, bare_is_install)
        if problem is not None:
            told.doubts.append(problem)
            return
        by_indicator.setdefault(count.indicator or context.counting.target, []).append(count)
    values: dict[str, int] = {}
    for indicator, some in by_indicator.items():
        value = _value(told, some, indicator)
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
        for count in night.counts:
            indicator = count.indicator or context.counting.target
            told.fates.append((count.number, Recorded(indicator, entry.group, entry.night, role_of(count))))


def _entry(values: dict[str, int], place: Attribution, context: Context, span: Span) -> Entry:
    group = None if place.group == context.own else place.group
    night = place.night if place.named_night or place.night != context.today else None
    return Entry(values, group, night, span=span)


def _place_doubt(place: Attribution, entry: Entry, first: Piece, context: Context) -> Doubt:
    options = tuple(
        Option(
            (Entry(entry.values, None if name == context.own else name, entry.night, span=entry.span),), {"group": name}
        )
        for name in place.groups
    )
    return doubt(place.why or Unclear.WHICH_GROUP, first, *options)


def _problem(count: Count, counting: Counting, bare_is_install: bool) -> Doubt | None:
    number, meant = count.number, count.indicator or counting.target
    if count.chosen:
        return None
    if number.flaw:
        return flawed(count, counting.target)
    if meant not in codes_of(counting):
        return doubt(Unclear.WHICH_INDICATOR, number)
    strange = stranger_beside(count)
    if strange is not None:
        return Doubt(Unclear.WHICH_INDICATOR, Span(min(strange.start, number.start), max(strange.end, number.end)))
    if count.unit_doubt:
        return doubt(Unclear.UNIT, number, *(_option(count, c) for c in _people_or_doors(counting)))
    if count.choices:
        return doubt(Unclear.WHICH_INDICATOR, number, *(_option(count, c) for c in count.choices))
    if count.label_doubt or (count.odd and not count.indicator):
        return doubt(Unclear.WHICH_INDICATOR, number)
    if number.out_of is not None and (number.out_of < number.value or (not count.indicator and number.unit is None)):
        return doubt(Unclear.UNIT, number)
    if count.bare and not count.indicator and not bare_is_install:
        return doubt(Unclear.WHICH_INDICATOR, number, _option(count, meant))
    most = MOST_PEOPLE if meant in {counting.target, "activated"} else MOST
    if number.value >= most:
        return too_many(count.number, meant)
    return None


def _people_or_doors(counting: Counting) -> list[str]:
    return [c.code for c in counting.indicators if c.code in {counting.target, "households"}]


def flawed(count: Count, target: str) -> Doubt:
    guessed = count.number.flaw in _GUESSED and not count.unit_doubt
    indicator = count.indicator or target
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


def _unsaid(count: Count) -> bool:
    """A number with no word to it: beside a labelled one it may be anything, even when it is the same."""
    number = count.number
    return count.bare and not count.indicator and number.unit is None and not count.clause.has(tags.GOT, tags.PLUS)


def _value(told: ToldFigures, some: list[Count], indicator: str) -> int | None:
    """One figure out of all that were given for one indicator."""
    roles = [role_of(count) for count in some]
    summed = len(some) > 2 and sum(c.number.value for c in some[:-1]) == some[-1].number.value
    if not summed and not any(roles) and any(c.indicator for c in some) and any(_unsaid(c) for c in some):
        told.doubts.append(doubt(Unclear.WHICH_INDICATOR, next(c.number for c in some if _unsaid(c))))
        return None
    totals = {c.number.value for c, role in zip(some, roles, strict=True) if role is NumberRole.TOTAL}
    parts = [c.number.value for c, role in zip(some, roles, strict=True) if role is NumberRole.PART]
    plain = [c.number.value for c, role in zip(some, roles, strict=True) if role is None]
    value = reconcile(totals, parts, plain)
    if value is None:
        values = [c.number.value for c in some]
        summing = bool(totals) or bool(parts) or broken_down(some)
        options = tuple(_option(c, indicator) for c in some) if not summing else _sums(some, roles, indicator)
        told.doubts.append(
            doubt(Unclear.SUM if summing or len(values) > 2 else Unclear.ALTERNATIVES, some[-1].number, *options)
        )
    return value


def _sums(some: list[Count], roles: list[NumberRole | None], indicator: str) -> tuple[Option, ...]:
    """The total that was told, or what the parts make."""
    total = next((c for c, role in zip(some, roles, strict=True) if role is NumberRole.TOTAL), some[-1])
    parts = sum(c.number.value for c in some if c is not total)
    return (_option(total, indicator), _guess(total, indicator, parts))


def _impossible(entry: Entry, first: Piece) -> Doubt | None:
    values = entry.values
    if "households" in values and values.get("absent", 0) > values["households"]:
        return doubt(Unclear.IMPOSSIBLE, first)
    return None
