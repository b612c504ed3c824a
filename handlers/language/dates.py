"""Nights as people name them: last night, Saturday, the 9th, 9/11.

Each gives every date it may mean, the likeliest first.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from handlers.language import tags
from handlers.language import words_dates as words
from handlers.language.nights import Dated, nearest
from handlers.language.numbers import STARTS as NUMBER_STARTS
from handlers.language.numbers import spelled
from handlers.language.phrases import agrees
from handlers.language.pieces import Piece
from handlers.language.tokens import Token, plain
from handlers.language.vocabulary import listed

_SEPARATORS = re.compile(r"\s?[/.-]\s?")
_DAY_MONTH = re.compile(r"\d{1,2}[.-]\d{1,2}")
_WEEK = timedelta(days=7)
_DAYTIME = frozenset({"sang", "trua", "chieu"})
_TELLING = frozenset({"cai", "duoc", "co", "dat", "tai"})
Phrase = tuple[tuple[str, ...], tuple[str, ...]]  # folded, and as spelled
Table = dict[str, list[Phrase]]


def _table(text: str) -> Table:
    """By their first word, the longest first."""
    spelled = sorted((tuple(phrase.split()) for phrase in text.split("|")), key=len, reverse=True)
    table: Table = {}
    for phrase in spelled:
        folded = tuple(plain(word) for word in phrase)
        table.setdefault(folded[0], []).append((folded, phrase))
    return table


def _days() -> dict[str, list[tuple[Phrase, int]]]:
    """By their first word, the longest first."""
    tables = ((days, _table(text)) for days, text in words.DAYS_AGO.items())
    listed = [(phrase, days) for days, table in tables for some in table.values() for phrase in some]
    listed.sort(key=lambda entry: -len(entry[0][0]))
    by_first: dict[str, list[tuple[Phrase, int]]] = {}
    for phrase, days in listed:
        by_first.setdefault(phrase[0][0], []).append((phrase, days))
    return by_first


_AGO = _days()
_NIGHT = _table(words.NIGHT)
_SUNDAY = _table(words.SUNDAY)
_LAST_WEEK = _table(words.LAST_WEEK)
_JUST_GONE = _table(words.JUST_GONE)
_EARLY = frozenset(plain(word) for word in words.EARLY.split("|"))
_WEEKDAYS = {plain(word): day for word, day in words.WEEKDAYS.items()}
_WEEKDAY, _MONTH, _YEAR = plain(words.WEEKDAY), plain(words.MONTH), plain(words.YEAR)
STARTS = frozenset(_NIGHT) | frozenset(_SUNDAY) | frozenset(_AGO) | {_WEEKDAY, "t"}
_COUNTED = frozenset(plain(unit) for unit in listed("phrases", "people", "house") if " " not in unit) | {
    "%",
    "tuoi",
    "dong",
}


def find(tokens: list[Token], at: int, today: date, accented: bool) -> tuple[Piece, int] | None:
    token = tokens[at]
    if token.word not in STARTS:
        if token.kind == "date":
            return _written(tokens, at, at, today)
        return _spelled_out(tokens, at, today, accented) if token.word in NUMBER_STARTS else None
    days, end = _days_ago(tokens, at, accented)
    if days is not None:
        return _piece(tokens, at, end, (today - timedelta(days=days),))
    night = _end_of(_NIGHT, tokens, at, accented)
    return _weekday(tokens, at, night or at, today, accented) or (
        _day(tokens, at, night, today, accented) if night else None
    )


def _spelled_out(tokens: list[Token], at: int, today: date, accented: bool) -> tuple[Piece, int] | None:
    """`mười bốn tháng mười một`."""
    if _MONTH not in [t.word for t in tokens[at + 1 : at + 4]]:
        return None
    day, end = _small(tokens, at, accented)
    return _with_month(tokens, at, day, end, today) if day and _month_follows(tokens, end) else None


def bare(tokens: list[Token], at: int, today: date) -> tuple[Piece, int] | None:
    """`CĐ1 9-11: 35` and `9-11 cài 35`: of this month, behind a name or at the start, before more words."""
    dotted = tokens[at].kind == "number" and _DAY_MONTH.fullmatch(tokens[at].word)
    if not dotted and not _dashed(tokens, at):
        return None
    piece, size = _written(tokens, at, at, today)
    after = tokens[at + size].word if at + size < len(tokens) else ""
    ours = bool(piece.nights) and piece.nights[0].month == today.month and bool(after) and after not in _COUNTED
    return (piece, size) if ours else None


def _days_ago(tokens: list[Token], at: int, accented: bool) -> tuple[int | None, int]:
    for (folded, spelt), days in _AGO.get(tokens[at].word, ()):
        end = at + len(folded)
        if (
            end <= len(tokens)
            and (len(folded) > 1 or folded == ("nay",))
            and _stands(tokens, at, folded, spelt, accented)
        ):
            return days, end
    return None, at


def _end_of(table: Table, tokens: list[Token], at: int, accented: bool) -> int:
    """Where the phrase of the table that begins here ends; 0 when none does."""
    if at >= len(tokens):
        return 0
    for folded, spelt in table.get(tokens[at].word, ()):
        end = at + len(folded)
        if end <= len(tokens) and _stands(tokens, at, folded, spelt, accented):
            return end
    return 0


def _stands(tokens: list[Token], at: int, folded: tuple[str, ...], spelt: tuple[str, ...], accented: bool) -> bool:
    for word, want in zip(folded, spelt, strict=True):
        if tokens[at].word != word or not agrees(tokens[at].raw, want, accented):
            return False
        at += 1
    return True


def _weekday(tokens: list[Token], at: int, start: int, today: date, accented: bool) -> tuple[Piece, int] | None:
    day, end = _which_day(tokens, start, accented)
    if day is None:
        return None
    latest = today - timedelta(days=(today.weekday() - day) % 7)
    week = _end_of(_LAST_WEEK, tokens, end, accented)
    if week:
        monday = today - timedelta(days=today.weekday())
        return _piece(tokens, at, week, (monday - _WEEK + timedelta(days=day),))
    gone = _end_of(_JUST_GONE, tokens, end, accented)
    if gone and latest == today:
        latest -= _WEEK
    return _piece(tokens, at, gone or end, (latest, latest - _WEEK))


def _which_day(tokens: list[Token], at: int, accented: bool) -> tuple[int | None, int]:
    """The weekday named here, Monday as 0, and where its name ends."""
    sunday = _end_of(_SUNDAY, tokens, at, accented)
    if sunday:
        return 6, sunday
    if at + 1 >= len(tokens):
        return None, at
    first, second = tokens[at], tokens[at + 1]
    named = first.word == _WEEKDAY and agrees(first.raw, words.WEEKDAY, accented)
    if second.word in {"2", "3", "4", "5", "6", "7"} and (named or (first.word == "t" and second.glued)):
        return int(second.word) - 2, at + 2
    if named and second.word in _WEEKDAYS and second.raw != "nam":
        return _WEEKDAYS[second.word], at + 2
    return None, at


def _day(tokens: list[Token], at: int, start: int, today: date, accented: bool) -> tuple[Piece, int] | None:
    """`tối 14`, `mùng 9`, `ngày 9 tháng 11`, `ngày 9-11`."""
    if start >= len(tokens) or _part_of_the_day(tokens, at):
        return None
    token = tokens[start]
    if token.kind == "date" or (token.kind == "number" and _DAY_MONTH.fullmatch(token.word)) or _dashed(tokens, start):
        return _written(tokens, at, start, today)
    early = any(t.word in _EARLY for t in tokens[at:start])
    day, end = _small(tokens, start, accented)
    told = early or _month_follows(tokens, end) or (end - start > 1 and _tells(tokens, end))
    if not 1 <= day <= 31 or (token.kind == "word" and not told):
        return None
    if _month_follows(tokens, end):
        return _with_month(tokens, at, day, end, today)
    if end < len(tokens) and tokens[end].word in _COUNTED and not early:
        return None
    return _piece(tokens, at, end, tuple(_same_day(day, today)))


def _part_of_the_day(tokens: list[Token], at: int) -> bool:
    """`sáng 5 tối 20`: no night of the 20th."""
    return tokens[at].word == "toi" and any(t.word in _DAYTIME for t in tokens[max(at - 3, 0) : at])


def _tells(tokens: list[Token], end: int) -> bool:
    """`tối hăm hai cài được ...`: what follows a night in words tells of it."""
    return end < len(tokens) and tokens[end].word in _TELLING


def _dashed(tokens: list[Token], at: int) -> bool:
    """`9-11` comes as three tokens."""
    some = tokens[at : at + 3]
    return (
        len(some) == 3
        and some[0].kind == some[2].kind == "number"
        and some[1].word == "-"
        and some[1].glued
        and some[2].glued
        and some[0].word.isdigit()
        and some[2].word.isdigit()
        and int(some[0].word) <= 31
        and int(some[2].word) <= 12
    )


def _month_follows(tokens: list[Token], end: int) -> bool:
    return end + 1 < len(tokens) and tokens[end].word == _MONTH


def _with_month(tokens: list[Token], at: int, day: int, end: int, today: date) -> tuple[Piece, int] | None:
    month, end = _small(tokens, end + 1, accented=False)
    if not month:
        return None
    year: int | None = None
    if end + 1 < len(tokens) and tokens[end].word == _YEAR and re.fullmatch(r"20\d\d", tokens[end + 1].word):
        year, end = int(tokens[end + 1].word), end + 2
    return _piece(tokens, at, end, _dated((day, month, year), today))


def _small(tokens: list[Token], at: int, accented: bool) -> tuple[int, int]:
    if at >= len(tokens):
        return 0, at
    token = tokens[at]
    if token.kind == "number" and token.word.isdigit() and len(token.word) <= 2:
        return int(token.word), at + 1
    read = spelled(tokens, at, accented)
    return (read[0].value, at + read[1]) if read and not read[0].flaw else (0, at)


def _same_day(day: int, today: date) -> Iterable[date]:
    """That day of this month, or of the month before when this month has not come to it."""
    year, month = today.year, today.month
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    return _valid([(year, month, day), (*before, day)])


def _valid(candidates: list[tuple[int, int, int]]) -> list[date]:
    days = []
    for year, month, day in candidates:
        try:
            days.append(date(year, month, day))
        except ValueError:  # the 31st of November: the reader asks
            continue
    return days


def _dated(named: Dated, today: date) -> tuple[date, ...]:
    night = nearest(named, today)
    return (night,) if night else ()


def _written(tokens: list[Token], at: int, start: int, today: date) -> tuple[Piece, int]:
    dashed = tokens[start].kind == "number" and _dashed(tokens, start)
    text = f"{tokens[start].word}-{tokens[start + 2].word}" if dashed else tokens[start].word
    parts = [int(part) for part in _SEPARATORS.split(text)]
    night = _dated((parts[0], parts[1], parts[2] if len(parts) > 2 else None), today)
    piece, size = _piece(tokens, at, start + (3 if dashed else 1), night)
    return replace(piece, value=parts[0], out_of=parts[1]), size


def _piece(tokens: list[Token], at: int, end: int, nights: tuple[date, ...]) -> tuple[Piece, int]:
    word = " ".join(t.word for t in tokens[at:end])
    piece = Piece(tags.DATE, tokens[at].start, tokens[end - 1].end, word, nights=nights, glued=tokens[at].glued)
    return piece, end - at
