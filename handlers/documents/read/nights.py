"""Tokens -> nights. What a careful clerk would have to ask about becomes a fault, never a date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from handlers.documents.read import hours, moon, words
from handlers.documents.read.hours import Slot, Timed
from handlers.documents.read.moments import DateToken, Mention, Sort, has_date, tokens
from handlers.documents.read.words import LONGEST_CELL, clean, fold
from handlers.language.nights import nearest

LUNAR = "a day of the lunar calendar"
LONGEST = 92  # days; a longer range is a campaign, not a row of evenings


@dataclass(frozen=True, slots=True)
class Frame:
    """What the document says around the table, for dates that name no year or no month."""

    year: int | None = None
    month: int | None = None
    named: tuple[tuple[int, int], ...] = ()  # months and their years, as in "từ tháng 12/2024 đến tháng 01/2025"
    within: tuple[tuple[int, int], ...] = ()  # the months of the campaign: asked where the document itself says nothing
    titled: int | None = None  # the month that a title names, with its year or without
    week: tuple[date, date] | None = None  # that the document is about, for weekdays without a date
    lunar: bool = False  # the document says that its days are those of the moon

    def year_of(self, month: int) -> int | None:
        years = {year for named, year in self.named if named == month}
        if len(years) == 1:
            return years.pop()
        if self.year is None and not self.named:
            known = {year for named, year in self.within if named == month}
            return known.pop() if len(known) == 1 else None
        far = bool(self.named) and all(abs(named - month) > 6 for named, _ in self.named)
        return None if far or len(years) > 1 else self.year


@dataclass(frozen=True, slots=True)
class Fault:
    kind: str
    match: str
    why: str


@dataclass(frozen=True, slots=True)
class NightHours:
    """These nights, each at these hours."""

    nights: tuple[date, ...]
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class CellTimes:
    """`slots` are hours that stand without a date."""

    clauses: tuple[NightHours, ...] = ()
    slots: tuple[Slot, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass
class Faults:
    text: str
    found: list[Fault] = field(default_factory=list)

    def at(self, kind: str, first: DateToken, why: str, last: DateToken | None = None) -> None:
        end = (last or first).end
        self.found.append(Fault(kind, self.text[first.start : end].strip(), why))


@dataclass(frozen=True, slots=True)
class DateSpan:
    """One date token, or two that a range joins; `place` is where it begins among the tokens."""

    place: int
    first: DateToken
    last: DateToken
    taken_away: bool = False  # after "trừ"


def read(text: str, frame: Frame) -> CellTimes:
    text = clean(text)
    if len(text) > LONGEST_CELL:
        return CellTimes(faults=(Fault("unclear", text[:40], "too long to be a date"),))
    sighted = moon.looked_for(text)
    if not sighted.mention and not frame.lunar:
        return _by_the_sun(sighted.rest, text, frame)
    if sighted.mention and has_date(sighted.rest):
        return _by_the_sun(sighted.rest, text, replace(frame, lunar=False))
    timed = hours.read(
        [token for token in tokens(sighted.rest) if token.sort in {Sort.TIME, Sort.RANGE, Sort.PART}], text
    )
    dated = next((text[token.start : token.end] for token in tokens(text) if token.sort is Sort.DATE), "")
    mention = sighted.mention or dated
    return CellTimes((), timed.slots, (Fault("lunar", mention.strip(), LUNAR),) if mention else ())


def _by_the_sun(rest: str, text: str, frame: Frame) -> CellTimes:
    faults = Faults(text)
    date_tokens = _dated(_without_place(tokens(rest), rest), frame, faults)
    date_tokens = _one_stretch(hours.spelt_out(_tied(date_tokens, text)), faults)
    timed = hours.read(date_tokens, text)
    overnight = any(fault.kind == "overnight" for fault in faults.found)
    faults.found += [
        Fault(kind, match, hours.WHY[kind]) for kind, match in timed.faults if kind != "time_reversed" or not overnight
    ]
    spans = _spans(date_tokens)
    _misread(date_tokens, faults)
    _doubts(date_tokens, faults)
    _half_open(date_tokens, spans, faults)
    if not spans:
        nights = _of_week(date_tokens, frame)
        if nights:
            return CellTimes((NightHours(nights, timed.slots),), (), tuple(faults.found))
        _undated(date_tokens, faults)
        return CellTimes((), timed.slots, tuple(faults.found))
    days = {span.place: _expanded(span, faults) for span in spans}
    for kind, first, last, why in _weekdays(date_tokens, spans, days):
        faults.at(kind, first, why, last)
    clauses = _clauses(spans, days, timed, faults)
    return CellTimes(clauses, () if clauses else timed.slots, tuple(faults.found))


def _tied(found: list[DateToken], text: str) -> list[DateToken]:
    """A comma or a dash between an hour and its day ("19h30, ngày 09/11", "19h30 - 09/11") parts nothing."""
    strong = [token for token in found if token.sort not in {Sort.FROM, Sort.WEEKDAY, Sort.PART}]
    gone = set()
    for place, token in enumerate(strong):
        before = [near.sort for near in strong[max(place - 2, 0) : place]]
        behind = [near.sort for near in strong[place + 1 : place + 2]]
        sign = text[token.start : token.end]
        to_day = before[-1:] == [Sort.TIME] and behind == [Sort.DATE] and before[:1] != [Sort.DATE]
        to_hour = before[-1:] == [Sort.DATE] and behind == [Sort.TIME]
        to_end = token.sort is Sort.BREAK and behind == [Sort.RANGE] and sign == ","
        if (to_day and sign in {",", "-", "–", "—"}) or (to_hour and sign == ",") or to_end:
            gone.add(id(token))
    return [token for token in found if id(token) not in gone]


def _one_stretch(found: list[DateToken], faults: Faults) -> list[DateToken]:
    """As in "từ 19h30 ngày 09/11 đến 21h30 ngày 09/11", one evening; over midnight it is one night, and asked about.

    In the evening, over several days, it is as many evenings; through days and nights nobody's.
    """
    signs = [
        (place, token.sort)
        for place, token in enumerate(found)
        if token.sort in {Sort.DATE, Sort.TIME, Sort.RANGE, Sort.BREAK, Sort.EXCEPT}
    ]
    for at in range(len(signs) - 4):
        places, sorts = zip(*signs[at : at + 5], strict=True)
        if sorts not in STRETCHES or (at + 5 < len(signs) and signs[at + 5][1] is Sort.RANGE):
            continue
        dates = [found[place] for place in places if found[place].sort is Sort.DATE]
        times = [found[place] for place in places if found[place].sort is Sort.TIME]
        if _goes_over(dates, times, faults):
            rest = [token for token in found if token is not dates[1] and not _weekday_of(dates[1], token, found)]
            return _one_stretch(rest, faults)
    return found


STRETCHES = (
    (Sort.TIME, Sort.DATE, Sort.RANGE, Sort.TIME, Sort.DATE),
    (Sort.DATE, Sort.TIME, Sort.RANGE, Sort.DATE, Sort.TIME),
)
EVENING = 1700
NOON = 1200


def _goes_over(dates: list[DateToken], times: list[DateToken], faults: Faults) -> bool:
    """Whether the second date is only the end of the night of the first; tells what is doubtful in it."""
    days = [_day(token, Faults("")) for token in dates]
    (begins, ends), (first, last) = (token.number for token in times), days
    if first is None or last is None or first >= last:
        return first is not None and first == last
    within = (min(dates[0].start, times[0].start), max(dates[1].end, times[1].end))
    if (last - first).days == 1 and ends <= NOON and ends < begins:
        faults.found.append(Fault("overnight", faults.text[slice(*within)].strip(), "goes on until the next day"))
        return True
    if begins < EVENING or ends <= begins:
        faults.found.append(Fault("unclear", faults.text[slice(*within)].strip(), "one stretch of several days"))
    return False


def _weekday_of(date_token: DateToken, token: DateToken, found: list[DateToken]) -> bool:
    """The weekday that stands beside the end of a stretch."""
    places = found.index(date_token), found.index(token)
    return token.sort is Sort.WEEKDAY and abs(places[0] - places[1]) == 1


def _without_place(found: list[DateToken], text: str) -> list[DateToken]:
    """Numbers behind "tại nhà văn hóa thôn 1" are those of a place, where no date and no hour follows."""
    place = words.PLACE.search(fold(text))
    behind = [token for token in found if place and token.start >= place.start()]
    timely = any(token.sort in {Sort.DATE, Sort.TIME, Sort.MONTH} for token in behind)
    return found if timely or len(behind) == len(found) else found[: len(found) - len(behind)]


def _dated(found: list[DateToken], frame: Frame, faults: Faults) -> list[DateToken]:
    """Days get the month after them ("14, 15/11"), dates the year of their neighbours or of the document."""
    months = _months_before(_months_after(found), frame)
    years = [_framed(token, frame) for token in _years(_years(months[::-1])[::-1])]
    years = _years(_years(years[::-1], over=True)[::-1], over=True)
    for token in years:
        if token.sort is Sort.DAY:
            faults.at("missing_date" if token.number <= 31 else "invalid_date", token, "a number without a month")
    return [token for token in years if token.sort not in {Sort.DAY, Sort.MONTH}]


def _months_after(found: list[DateToken]) -> list[DateToken]:
    """Only a number that a comma, a range or the month itself follows is a day: in "nhà 1, 09/11" the 1 is none."""
    known: Mention | None = None
    done: list[DateToken] = []
    tied = False
    for place, token in reversed(list(enumerate(found))):
        counted = place > 0 and found[place - 1].sort is Sort.WORD
        listed = token.sort is Sort.DAY and tied and not counted
        done.append(_dayed(token, known) if listed and known else token)
        if token.sort in {Sort.DATE, Sort.MONTH}:
            known = token.date
        elif token.sort in {Sort.TIME, Sort.WORD}:
            known = None
        if token.sort not in {Sort.WEEKDAY, Sort.PART}:
            tied = token.sort in {Sort.BREAK, Sort.RANGE, Sort.MONTH}
    return done[::-1]


def _dayed(token: DateToken, known: Mention) -> DateToken:
    return replace(token, sort=Sort.DATE, date=Mention(token.number, known.month, known.year))


def _months_before(found: list[DateToken], frame: Frame) -> list[DateToken]:
    """A month named before its days, or by the title. "9-11" alone may be two days or a date, so it gets none."""
    known = Mention(0, frame.month, frame.year) if frame.month else None
    done: list[DateToken] = []
    for place, token in enumerate(found):
        if token.sort is Sort.MONTH:
            known = token.date
        around = {near.sort for near in found[max(place - 1, 0) : place + 2]}
        lone = token.sort is Sort.DAY and token.number <= 31 and not around & {Sort.RANGE, Sort.WORD, Sort.DATE}
        done.append(_dayed(token, known) if lone and known else token)
    return done


def _years(found: list[DateToken], *, over: bool = False) -> list[DateToken]:
    """One pass in the given order: each is of the year that brings it nearest to its neighbour.

    `over`: only from the end of a year into the next.
    """
    known: Mention | None = None
    done: list[DateToken] = []
    for token in found:
        near = token
        open_ = token.sort is Sort.DATE and token.date is not None and token.date.year is None
        if known and known.year and open_ and token.date and (not over or _turns(known, token.date)):
            near = replace(token, date=replace(token.date, year=_year_beside(token.date, known.year, known.month)))
        if near.date and near.date.year:
            known = near.date
        done.append(near)
    return done


def _turns(one: Mention, other: Mention) -> bool:
    """December and January."""
    return {one.month, other.month} == {1, 12}


def _framed(token: DateToken, frame: Frame) -> DateToken:
    if token.sort is not Sort.DATE or token.date is None or token.date.year:
        return token
    return replace(token, date=replace(token.date, year=frame.year_of(token.date.month or 0)))


def _year_beside(named: Mention, year: int, month: int | None) -> int:
    """By month: which day it is, a fault may have to tell."""
    beside = nearest((1, month, year), date.min) if month else None
    day = nearest((1, named.month, None), beside) if beside and named.month else None
    return day.year if day else year


def _spans(found: list[DateToken]) -> list[DateSpan]:
    spans: list[DateSpan] = []
    away = False
    for place, token in enumerate(found):
        away = away or token.sort is Sort.EXCEPT
        if token.sort is not Sort.DATE:
            continue
        if spans and spans[-1].first is spans[-1].last and hours.joined(found, place, Sort.DATE):
            spans[-1] = replace(spans[-1], last=token)
        else:
            spans.append(DateSpan(place, token, token, away))
    return spans


# A letter that was read, or typed, for a digit: "l1/12", "1O/12".
LOOKALIKE = re.compile(r"(?<![^\W_])[lI|!](?=\d?[/.-]\d)|(?<=\d)[lI|!oO](?=[/.-]\d)")


def _misread(found: list[DateToken], faults: Faults) -> None:
    for letter in LOOKALIKE.finditer(faults.text):
        beside = next((token for token in found if token.sort is Sort.DATE and token.end > letter.end()), None)
        if beside is not None:
            faults.found.append(
                Fault(
                    "invalid_date", faults.text[letter.start() : beside.end].strip(), "a letter in the place of a digit"
                )
            )


def _doubts(found: list[DateToken], faults: Faults) -> None:
    dates = [place for place, token in enumerate(found) if token.sort is Sort.DATE]
    for place, token in enumerate(found):
        between = bool(dates) and dates[0] < place < dates[-1]
        if token.sort is Sort.DOUBT or (token.sort is Sort.WORD and between):
            faults.at("unclear", token, "words that may change the date")
            return


def _half_open(found: list[DateToken], spans: list[DateSpan], faults: Faults) -> None:
    """Such as "từ 09/11" without an end, "đến hết 30/11" without a beginning."""
    for span in spans:
        before = [token for token in found[: span.place] if token.sort is not Sort.WEEKDAY]
        if span.first is not span.last or not before:
            continue
        if before[-1].sort is Sort.FROM:
            faults.at("recurring_no_end", span.first, "a beginning without an end")
        elif before[-1].sort is Sort.RANGE and not any(token.sort in {Sort.DATE, Sort.TIME} for token in before):
            faults.at("unclear", span.first, "an end without a beginning")


def _of_week(found: list[DateToken], frame: Frame) -> tuple[date, ...]:
    """Weekdays of the one week that the document is about."""
    named = [token.number for token in found if token.sort is Sort.WEEKDAY]
    if frame.week is None or any(
        token.sort in {Sort.RECURRING, Sort.RANGE} for token in found if token.sort is not Sort.TIME
    ):
        return ()
    first, last = frame.week
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    nights = tuple(day for day in days if day.weekday() in named)
    return nights if len(nights) == len(set(named)) else ()


def _undated(found: list[DateToken], faults: Faults) -> None:
    """A night that comes again and again without an end, or a weekday without a date."""
    date_tokens = [token for token in found if token.sort in {Sort.RECURRING, Sort.WEEKDAY}]
    if date_tokens and any(token.sort is Sort.RECURRING for token in date_tokens):
        faults.at("recurring_no_end", date_tokens[0], "comes again without an end", date_tokens[-1])
    elif date_tokens:
        faults.at("missing_date", date_tokens[0], "a weekday without a date", date_tokens[-1])


def _expanded(span: DateSpan, faults: Faults) -> list[date]:
    first = _day(span.first, faults)
    last = first if span.first is span.last else _day(span.last, faults)
    if first is None or last is None:
        return []
    if last < first:
        faults.at("range_reversed", span.first, "end before start")
        return []
    if (last - first).days > LONGEST:
        faults.at("unclear", span.first, f"a range of more than {LONGEST} days", span.last)
        return []
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def _day(token: DateToken, faults: Faults) -> date | None:
    mention = token.date
    if mention is None or mention.year is None or mention.month is None:
        faults.at("missing_date", token, "no year is given anywhere")
        return None
    try:
        return date(mention.year, mention.month, mention.day)
    except ValueError:
        faults.at("invalid_date", token, "no such day")
        return None


def _clauses(
    spans: list[DateSpan], days: dict[int, list[date]], timed: Timed, faults: Faults
) -> tuple[NightHours, ...]:
    away = {day for span in spans if span.taken_away for day in days[span.place]}
    kept = [span for span in spans if not span.taken_away]
    events = sorted([(span.place, True) for span in kept] + [(place, False) for place in timed.places])
    blocks: list[tuple[bool, list[int]]] = []
    for place, is_date in events:
        if blocks and blocks[-1][0] is is_date:
            blocks[-1][1].append(place)
        else:
            blocks.append((is_date, [place]))
    dates = [
        [day for place in places for day in days[place] if day not in away] for is_date, places in blocks if is_date
    ]
    at = dict(zip(timed.places, timed.slots, strict=True))
    slots = [
        tuple(hours.named(at[place], timed.slots) for place in places) for is_date, places in blocks if not is_date
    ]
    if len(dates) == 1:
        return (NightHours(tuple(dates[0]), timed.slots),) if dates[0] else ()
    if len(dates) == len(slots):
        return tuple(NightHours(tuple(nights), hours_) for nights, hours_ in zip(dates, slots, strict=True))
    faults.at("unclear", spans[0].first, "hours and dates cannot be paired", spans[-1].last)
    return ()


_Misfit = tuple[str, DateToken, DateToken, str]


def _weekdays(found: list[DateToken], spans: Sequence[DateSpan], days: dict[int, list[date]]) -> list[_Misfit]:
    """Weekdays beside dates must agree with them; with "hàng tuần" they choose the days of a range.

    What does not fit, as (kind, first token, last token, why). Narrows `days` where a rule chooses among them.
    """
    date_tokens = [token for token in found if token.sort is Sort.WEEKDAY]
    recurring = any(token.sort is Sort.RECURRING and not token.word for token in found)
    if recurring and all(span.first is span.last for span in spans):
        return [("recurring_no_end", spans[0].first, spans[-1].last, "comes again without an end")]
    if not date_tokens or not all(days[span.place] for span in spans):
        return []
    if recurring:
        wanted = {token.number for token in date_tokens}
        for span in spans:
            days[span.place] = [day for day in days[span.place] if day.weekday() in wanted]
        return []
    return [problem for run, dates in _runs(found) for problem in _compared(run, dates, spans, days)]


def _runs(found: list[DateToken]) -> list[tuple[list[DateToken], list[DateToken]]]:
    """Runs of weekdays with the run of dates they belong to: the one after them, or before if a date comes first."""
    runs: list[list[DateToken]] = []
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
    run: list[DateToken], dates: list[DateToken], spans: Sequence[DateSpan], days: dict[int, list[date]]
) -> list[_Misfit]:
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
