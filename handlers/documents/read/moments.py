"""The grammar of a cell that says when: its words, from dates and hours to ranges, weekdays and doubts, as tokens."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from handlers.documents.read.words import LONGEST_CELL, SIX, WEEKDAYS, clean, fold


class Sort(Enum):
    DATE = auto()
    DAY = auto()  # a number that waits for its month
    MONTH = auto()
    TIME = auto()
    WEEKDAY = auto()
    PART = auto()
    RANGE = auto()
    FROM = auto()
    BREAK = auto()
    RECURRING = auto()
    EXCEPT = auto()
    DOUBT = auto()
    WORD = auto()


@dataclass(frozen=True, slots=True)
class Mention:
    """A date as far as the cell itself names it."""

    day: int
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class DateToken:
    """`start:end` in the clean text. `number` is 1930 for the TIME 19h30, 0 for a WEEKDAY that is Monday."""

    sort: Sort
    start: int
    end: int
    date: Mention | None = None
    number: int = 0
    word: str = ""


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(sorted(phrases, key=len, reverse=True)).replace(" ", r"\s+")


_ONES = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_TEENS = _ONES | {"muoi mot": 11, "muoi hai": 12}
MONTH_WORDS = _TEENS | {"tu": 4}
HOUR_WORDS = (
    _TEENS
    | {f"muoi {word}": 10 + number for word, number in _ONES.items() if 2 < number < 10}
    | {"muoi lam": 15, "hai muoi": 20, "hai muoi mot": 21, "hai mot": 21, "hai muoi hai": 22, "hai hai": 22}
)
MINUTE_WORDS = {
    "ruoi": 30,
    "ba muoi": 30,
    "muoi lam": 15,
    "bon lam": 45,
    "bon muoi lam": 45,
    "hai muoi": 20,
    "muoi": 10,
} | {"15": 15, "30": 30, "45": 45, "00": 0}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ENGLISH_MONTHS = {word: number for number, word in enumerate(_MONTHS, 1)}
ROMAN_MONTHS = {
    word: number
    for number, word in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1)
}
LATE = {"dem": "toi", "khuya": "toi"}

_GRAMMAR = r"""
      (?P<iso>(?<!\d)(?P<iy>\d{4})[-/](?P<im>\d{1,2})[-/](?P<id>\d{1,2})(?!\d))
    | (?P<full>(?<!\d)(?P<fd>\d{1,2})\s?(?P<sign>[/.-])\s?(?P<fm>\d{1,2})\s?(?P=sign)\s?(?P<fy>\d{4}|\d{2})(?![\d/]))
    | (?P<long>(?<!\d)(?P<ld>\d{1,2})\s*thang\s*(?P<lm>\d{1,2})(?:\s*(?:,?\s*nam|/|-)\s*(?P<ly>\d{4}))?)
    | (?P<named>(?<!\d)(?P<nd>\d{1,2})(?:
        \s*thang\s*(?P<nw>MONTHS_IN_WORDS)\b(?!\s*\d{4})(?:\s*,?\s*nam\s*(?P<nv>\d{4}))?
        |[\s/-]*(?:thg|th|(?<=[/-])t)\.?\s?(?P<nn>\d{1,2})(?!\d)(?:[\s,/-]{1,2}(?P<nx>\d{4}|\d{2}))?(?![\d:hg])
        |[\s/.-](?P<ne>MONTHS_IN_ENGLISH)[a-z]*\b(?:[\s,/.-]{1,2}(?P<nz>\d{4}|\d{2}))?(?![\d:hg])
        |[/.-](?P<nr>xii|xi|ix|x|viii|vii|vi|v|iv|iii|ii|i)[/.-](?P<nq>\d{4})(?!\d)))
    | (?P<monthyear>(?<!\d)(?P<ym>\d{1,2})\s?/\s?(?P<yy>\d{4})(?!\d))
    | (?P<spoken>\b(?P<sw>HOURS_IN_WORDS)(?:\s*gio\b|(?=\s*ruoi\b))(?:\s*(?P<sp>MINUTES_IN_WORDS)\b)?(?:\s*phut\b)?)
    | (?P<short>(?<!\d)(?P<sd>\d{1,2})(?:\s?/\s?|(?<=ngay\s\d\d)\.)(?P<sm>\d{1,2})(?!\d)(?:\s*nam\s*(?P<sy>\d{4}))?)
    | (?P<clock>(?<!\d)(?P<ch>\d{1,2})(?::(?P<cm>\d{2})(?::\d{2})?
        |\s?(?:h|g)(?![a-z])(?P<hm>\d{2}|\s(?:00|15|30|45))?(?!\d)
        |\s*gio\b(?:\s*(?P<gm>\d{2})(?!\d|\s?/|[.,]\s?\d))?
        |\.(?P<dm>00|15|30|45)(?![\d.])|(?=\s?(?:ruoi\b|[ap]\.?m\b(?!\s*lich))))
        (?:\s?(?P<half>ruoi)\b|\s?kem\s?(?P<less>\d{1,2})(?!\d))?(?:[ ]?(?:phut|p\b|'))?
        (?:\s?(?P<noon>[ap]\.?m)\b(?!\s*lich)\.?|(?<=:\d\d)\s?(?P<hand>sa|ch)\b(?=\s*(?:$|[-,;)&\n\x1f])))?)
    | (?P<month>thang\s*(?P<mm>\d{1,2})(?:\s*(?:/|-|,?\s*nam)\s*(?P<my>\d{4}))?)
    | (?P<ordinal>(?:^|(?<=\n))\s*\d{1,2}[.)]\s
        |\b(?:dot|lan|ca|vong|tuan|phien|buoi|so)\s*(?:thu\s*|so\s*)?\d{1,2}\b(?!\s?/|:\d|\s?h))
    | (?P<count>(?<!ngay\s)(?<!\d)\d{1,2}\s+(?:buoi|dem|lan|ho|nguoi|ngay)\b)
    | (?P<weekday>\bthu\s*(?P<wn>hai|ba|tu|nam|sau|bay|[2-7])(?![0-9a-z])
        |\bt\.?\s?(?P<wt>[2-7])(?!\w)|\b(?P<ws>chu\s*nhat|cn)\b
        |(?:(?<=,\s)|(?<=,)|(?<=va\s)|(?<=-)|(?<=-\s))(?P<wl>hai|ba|tu|nam|sau|bay)\b(?!\s*(?:\d|ngay|thu|gio)))
    | (?P<part>\b(?:buoi\s*)?(?P<pn>sang|trua|chieu|toi|dem|khuya)\b|\bca\s*ngay\b)
    | (?P<recurring>\b(?:hang|moi)\s*(?:tuan|thang|(?P<daily>ngay|dem|toi\b))\b
        |\bmoi(?=\s*(?:thu|chu\s*nhat|t[2-7]\b|cn\b))|\bdinh\s*ky\b|\bthuong\s*xuyen\b)
    | (?P<except>\btru\b|\bkhong\s*ke\b)
    | (?P<doubt>\b(?:truoc|sau|cham\s*nhat|muon\s*nhat|hoac|du\s*kien|hoan|huy|doi\s*sang|chuyen\s*sang
        |neu|khoang|nghi|khong|xong)\b)
    | (?P<range>\bden\b(?:\s*het\b)?|\bket\s*thuc\b(?:\s*(?:vao|luc|ngay))*|-+>?|~|→|›)
    | (?P<from>\btu\b)
    | (?P<break>[,;\n+&/|\x1f]|\bva\b)
    | (?P<noise>\b(?:ngay|cac|gio|luc|vao|mung|mong|bat\s*dau|thoi\s*gian|nam|thang|buoi|moi|hai|h)\b
        |[().:*'"’‘“”′″`\s\[\]#•]+)
    | (?P<number>\d+)
    | (?P<word>[^\W\d]+|.)
    """
GRAMMAR = re.compile(
    _GRAMMAR.replace("MONTHS_IN_WORDS", _any_of(MONTH_WORDS))
    .replace("MONTHS_IN_ENGLISH", _any_of(ENGLISH_MONTHS))
    .replace("HOURS_IN_WORDS", _any_of(HOUR_WORDS))
    .replace("MINUTES_IN_WORDS", _any_of(MINUTE_WORDS)),
    re.VERBOSE | re.DOTALL,
)

SORTS = {
    "part": Sort.PART,
    "recurring": Sort.RECURRING,
    "except": Sort.EXCEPT,
    "doubt": Sort.DOUBT,
    "range": Sort.RANGE,
    "from": Sort.FROM,
    "break": Sort.BREAK,
    "word": Sort.WORD,
}
DATES = {"iso": "i", "full": "f", "long": "l", "short": "s"}


def tokens(text: str) -> list[DateToken]:
    """Text must be clean; what means nothing for the calendar is left out."""
    return list(_scanned(text))


@lru_cache(maxsize=1024)
def _scanned(text: str) -> tuple[DateToken, ...]:
    date_tokens = [_token(match, text) for match in GRAMMAR.finditer(fold(text))]
    bulleted = _bulleted(_joined([token for token in date_tokens if token]), text)
    return tuple(_hours(_listed_weekdays(bulleted), text))


def has_date(text: str) -> bool:
    return len(text) <= LONGEST_CELL and any(token.sort is Sort.DATE for token in tokens(clean(text)))


def _token(match: re.Match[str], text: str) -> DateToken | None:
    kind = match.lastgroup or "word"
    start, end = match.span()
    if kind in DATES:
        return DateToken(Sort.DATE, start, end, date=_mention(match, DATES[kind]))
    match kind:
        case "monthyear":
            return DateToken(Sort.MONTH, start, end, date=Mention(0, int(match["ym"]), int(match["yy"])))
        case "month":
            return DateToken(
                Sort.MONTH, start, end, date=Mention(0, int(match["mm"]), int(match["my"]) if match["my"] else None)
            )
        case "named":
            said = _is_said(match, "nw", text)
            return DateToken(Sort.DATE if said else Sort.DOUBT, start, end, date=_month_named(match) if said else None)
        case "clock":
            return DateToken(Sort.TIME, start, end, number=_clock(match))
        case "spoken":
            told = HOUR_WORDS[_spaced(match["sw"])] * 100 + MINUTE_WORDS.get(_spaced(match["sp"] or ""), 0)
            return DateToken(Sort.TIME if _is_said(match, "sw", text) else Sort.DOUBT, start, end, number=told)
        case "weekday":
            return DateToken(Sort.WEEKDAY, start, end, number=_weekday(match))
        case "number":
            return DateToken(Sort.DAY, start, end, number=int(match[0][:9]))
        case "noise" | "count" | "ordinal":
            return None
        case _:
            part = match["pn"] or ""
            return DateToken(SORTS[kind], start, end, word=LATE.get(part, part) or match["daily"] or "")


def _is_said(match: re.Match[str], group: str, text: str) -> bool:
    """Whether it is: "sáu giờ" is an hour and "tháng sáu" a month; "sau giờ" and "tháng sau" are not."""
    return match[group] != "sau" or text[slice(*match.span(group))].lower() == SIX


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _clock(match: re.Match[str]) -> int:
    hour = int(match["ch"])
    minutes = 30 if match["half"] else int(match["cm"] or match["hm"] or match["gm"] or match["dm"] or "0")
    if match["less"]:
        hour, minutes = hour - 1, 60 - int(match["less"])
    half_day = (match["noon"] or match["hand"] or "")[:1]
    if half_day in {"p", "c"} and 1 <= hour < 12:
        hour += 12
    return (0 if half_day in {"a", "s"} and hour == 12 else hour) * 100 + minutes


def _month_named(match: re.Match[str]) -> Mention:
    word, roman, english = match["nw"], match["nr"], match["ne"]
    month = (
        MONTH_WORDS[_spaced(word)]
        if word
        else ROMAN_MONTHS[roman]
        if roman
        else ENGLISH_MONTHS[english]
        if english
        else 0
    )
    year = int(match["nv"] or match["nx"] or match["nz"] or match["nq"] or 0)
    return Mention(int(match["nd"]), month or int(match["nn"]), (year + 2000 if year < 100 else year) if year else None)


def _mention(match: re.Match[str], prefix: str) -> Mention:
    year = match[prefix + "y"]
    full = int(year) if year else None
    if full is not None and full < 100:
        full += 2000
    return Mention(int(match[prefix + "d"]), int(match[prefix + "m"]), full)


def _weekday(match: re.Match[str]) -> int:
    said = match["wn"] or match["wl"] or match["wt"]
    if not said:
        return WEEKDAYS["cn"]
    return int(said) - 2 if said.isdecimal() else WEEKDAYS[said]


def _listed_weekdays(found: list[DateToken]) -> list[DateToken]:
    """In "thứ 2, 4, 6" the later numbers are weekdays too; 7, 2/11 is not such a list, for 2/11 is a date."""
    listed: list[DateToken] = []
    for token in found:
        after_weekday = (
            len(listed) > 1 and listed[-1].sort in {Sort.BREAK, Sort.RANGE} and listed[-2].sort is Sort.WEEKDAY
        )
        single = token.end - token.start == 1
        if after_weekday and token.sort is Sort.DAY and single and 2 <= token.number <= 7:
            listed.append(replace(token, sort=Sort.WEEKDAY, number=token.number - 2))
        else:
            listed.append(token)
    return listed


def _joined(found: list[DateToken]) -> list[DateToken]:
    """The dash of "T7 - 08/11" joins a weekday to its date; it is no range."""
    kept: list[DateToken] = []
    for place, token in enumerate(found):
        ties = 0 < place < len(found) - 1 and found[place - 1].sort is Sort.WEEKDAY
        dated = (
            ties and found[place + 1].sort is Sort.DATE and all(date_token.sort is not Sort.DATE for date_token in kept)
        )
        if token.sort is not Sort.RANGE or not dated:
            kept.append(token)
    return kept


def _bulleted(found: list[DateToken], text: str) -> list[DateToken]:
    """A dash that opens a line is a bullet in a list, the second half of "từ" before it, or unclear."""
    return [replace(token, sort=_dash(token, text)) if token.sort is Sort.RANGE else token for token in found]


def _dash(token: DateToken, text: str) -> Sort:
    before = text[: token.start]
    if text[token.start] != "-" or before.rpartition("\n")[2].strip():
        return Sort.RANGE
    if text.lstrip().startswith("-"):
        return Sort.BREAK
    return Sort.RANGE if re.search(r"\btu\b", fold(before)) else Sort.DOUBT


def _hours(found: list[DateToken], text: str) -> list[DateToken]:
    """In "7-9h" the first number is an hour, unless it stands in a list of days."""
    hours = list(found)
    for index, token in enumerate(found[:-2]):
        opens = index == 0 or found[index - 1].sort not in {Sort.DAY, Sort.RANGE, Sort.TIME}
        follows = found[index + 1].sort is Sort.RANGE and found[index + 2].sort is Sort.TIME
        listed = index > 1 and found[index - 2].sort is Sort.DAY
        called_day = fold(text[: token.start]).rstrip().endswith("ngay")
        if token.sort is Sort.DAY and opens and follows and not listed and not called_day:
            hours[index] = replace(token, sort=Sort.TIME, number=token.number * 100)
    return _afternoons(hours, text)


def _afternoons(found: list[DateToken], text: str) -> list[DateToken]:
    """In "7:30 - 9:30 PM" both are in the afternoon."""
    hours = list(found)
    for place in range(len(found) - 2):
        first, between, second = found[place : place + 3]
        joined = [first.sort, between.sort, second.sort] == [Sort.TIME, Sort.RANGE, Sort.TIME]
        if joined and AFTERNOON.search(fold(text[second.start : second.end])) and first.number < NOON:
            told = HALF_DAY.search(fold(text[first.start : first.end]))
            later = first.number + NOON
            hours[place] = first if told or later >= second.number else replace(first, number=later)
    return hours


NOON = 1200
HALF_DAY = re.compile(r"[ap]\.?m\b|\b(?:sa|ch)$")
AFTERNOON = re.compile(r"p\.?m\b|\bch$")
