"""Weekdays beside dates must agree with them; with "hàng tuần" they choose the days of a range."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from handlers.documents.read.moments import Sort, Token

Found = tuple[str, Token, Token, str]


class Spanned(Protocol):
    @property
    def place(self) -> int: ...
    @property
    def first(self) -> Token: ...
    @property
    def last(self) -> Token: ...


def check(found: list[Token], spans: Sequence[Spanned], days: dict[int, list[date]]) -> list[Found]:
    """What does not fit, as (kind, first token, last token, why). Narrows `days` where a rule chooses among them."""
    said = [token for token in found if token.sort is Sort.WEEKDAY]
    recurring = any(token.sort is Sort.RECURRING and not token.word for token in found)
    if recurring and all(span.first is span.last for span in spans):
        return [("recurring_no_end", spans[0].first, spans[-1].last, "comes again without an end")]
    if not said or not all(days[span.place] for span in spans):
        return []
    if recurring:
        wanted = {token.number for token in said}
        for span in spans:
            days[span.place] = [day for day in days[span.place] if day.weekday() in wanted]
        return []
    return [problem for run, dates in _pairs(found) for problem in _compared(run, dates, spans, days)]


def _pairs(found: list[Token]) -> list[tuple[list[Token], list[Token]]]:
    """Runs of weekdays with the run of dates they belong to: the one after them, or before if a date comes first."""
    runs: list[list[Token]] = []
    for token in found:
        if token.sort not in {Sort.WEEKDAY, Sort.DATE}:
            continue
        if runs and runs[-1][0].sort is token.sort:
            runs[-1].append(token)
        else:
            runs.append([token])
    pairs = [(first, second) for first, second in zip(runs[::2], runs[1::2], strict=False)]
    return [(first, second) if first[0].sort is Sort.WEEKDAY else (second, first) for first, second in pairs]


def _compared(
    run: list[Token], dates: list[Token], spans: Sequence[Spanned], days: dict[int, list[date]]
) -> list[Found]:
    nights = {id(span.first): days[span.place][0] for span in spans} | {
        id(span.last): days[span.place][-1] for span in spans
    }
    ranges = [span for span in spans if span.first is not span.last and span.first in dates and span.last in dates]
    wanted = [token.number for token in run]
    if ranges:
        inside = [day for span in ranges for day in days[span.place]]
        week = len(inside) <= 7 and [nights[id(date_)].weekday() for date_ in dates] == wanted
        fits = week or {day.weekday() for day in inside} == set(wanted)
        return [] if fits else [("weekday_mismatch", dates[0], dates[-1], "the range holds other weekdays")]
    expected = wanted * len(dates) if len(wanted) == 1 else wanted
    if len(expected) != len(dates):
        return [("weekday_mismatch", dates[0], dates[-1], "more or fewer weekdays than dates")]
    return [
        ("weekday_mismatch", date_, date_, f"is a {nights[id(date_)]:%A}")
        for date_, weekday in zip(dates, expected, strict=True)
        if nights[id(date_)].weekday() != weekday
    ]
