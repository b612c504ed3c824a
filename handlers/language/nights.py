"""The nights that a line names, and what each means to who looks back or ahead. Pure.

"Tối nay", "thứ 6 tuần sau", "tối 12", "ngày 12 tháng 11", "3 hôm nữa": for orders, wishes and questions alike. The
reader of counts knows nights among figures by `dates`, lexeme by lexeme, and documents by a grammar of whole cells;
the words and the rule of the year are the ones of this file.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from handlers.language import words_nights as words
from handlers.language.tokens import fold, strip_accents
from handlers.language.vocabulary import listed, table

WEEK = timedelta(days=7)


class Towards(Enum):
    """Where a night lies of which only the weekday, or the day of the month, is said."""

    BACK = -1  # figures, history
    AHEAD = 1  # orders, wishes, who comes


@dataclass(frozen=True, slots=True)
class Night:
    """`start:end` of the line. Either `step` (days from today), or `weekday` (Monday 0), or `day` of a month.

    `week`: from this one, None where no word says. `month` 0: not said. `alone`: a bare number, which may be anything.
    """

    start: int
    end: int
    step: int | None = None
    weekday: int | None = None
    week: int | None = None
    day: int = 0
    month: int = 0
    year: int = 0
    alone: bool = False
    said: Towards | None = None  # by a word beside it: "vừa rồi", "tới"
    also: "Night | None" = None  # the same night told twice: "thứ ba 12/11"

    def days(self, today: date, towards: Towards) -> tuple[date, ...]:
        """Every day that it may be, the likeliest first; none where the calendar has no such day."""
        if self.also is not None:
            alone = replace(self, also=None).days(today, towards)
            agreed = tuple(day for day in alone if self.also.fits(day, today))
            return agreed or (*alone[:1], *self.also.days(today, towards)[:1])
        towards = self.said or towards
        if self.step is not None:
            return (today + timedelta(days=self.step),)
        if self.weekday is not None:
            return self._of_weeks(self.weekday, today, towards)
        if self.month:
            found = nearest((self.day, self.month, self.year or None), today)
            return (found,) if found else ()
        count = today.year * 12 + today.month - 1
        months = (divmod(count + step * towards.value, 12) for step in (0, 1, 2, -1))
        days = [made for year, month in months if (made := _made(year, month + 1, self.day))]
        return tuple(sorted(days, key=lambda day: (day - today).days * towards.value < 0))

    def fits(self, day: date, today: date) -> bool:
        """Whether the words may be said of that day, whichever way one looks."""
        if self.step is not None:
            return day == today + timedelta(days=self.step)
        if self.weekday is not None:
            weeks = (day - timedelta(days=day.weekday()) - today + timedelta(days=today.weekday())).days // 7
            return day.weekday() == self.weekday and self.week in {None, weeks}
        return day.day == self.day and self.month in {0, day.month}

    def clashes(self, today: date, towards: Towards) -> bool:
        """Told twice, and not the same day: "thứ ba 13/11", where the 13th is a Wednesday."""
        if self.also is None:
            return False
        return not any(self.also.fits(day, today) for day in replace(self, also=None).days(today, towards))

    def _of_weeks(self, weekday: int, today: date, towards: Towards) -> tuple[date, ...]:
        of_this_week = today + timedelta(days=weekday - today.weekday())
        if self.week is not None:
            return (of_this_week + WEEK * self.week,)
        if towards is Towards.BACK:
            latest = (
                of_this_week - WEEK if of_this_week > today or (self.said and of_this_week == today) else of_this_week
            )
            return (latest, latest - WEEK)
        soonest = of_this_week + WEEK if of_this_week < today else of_this_week
        return (soonest, soonest + WEEK)

    def meant(self, today: date, towards: Towards, planned: Collection[date] = ()) -> date | None:
        """The likeliest of its days that is one of the `planned` nights, else the likeliest; None for no such day."""
        days = self.days(today, towards)
        return next((day for day in days if day in planned), next(iter(days), None))


Dated = tuple[int, int, int | None]  # day, month, year


def nearest(named: Dated, near: date) -> date | None:
    """That day in the year which brings it nearest, where none is said; None when there is none."""
    day, month, year = named
    years = [year + 2000 if year < 100 else year] if year else [near.year, near.year + 1, near.year - 1]
    days = [made for one in years if (made := _made(one, month, day))]
    return min(days, key=lambda made: abs((made - near).days), default=None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def named(line: str) -> list[Night]:
    """In a line as it is written, of lower case and composed: with its accents where it has them."""
    return list(_named(line))


@lru_cache(maxsize=512)
def _named(line: str) -> tuple[Night, ...]:
    """Several readers ask on the way of one message."""
    folded = strip_accents(line)
    spelt = line if len(line) == len(folded) else folded
    nights = [
        _night(match)
        for match in _form().finditer(folded)
        if _agrees(match, spelt[match.start() : match.end()])
        and not _is_somebody(folded, spelt, match)
        and not _is_small(match)
    ]
    return tuple(_joined(nights, folded, spelt))


def _joined(found: Sequence[Night], folded: str, spelt: str) -> list[Night]:
    """A night and what follows it: the same told again, one more, or the last of a row ("thứ ba 12/11", "12 và 13").

    Of a row every night is given, those between its ends without words of their own.
    """
    nights: list[Night] = []
    for night in found:
        last = nights[-1] if nights else None
        gap = folded[last.end : night.start] if last else ""
        tail = _COUNTED.match(folded, night.end) if night.alone else None
        if last is None or tail or (last.alone and night.alone):
            nights.append(night)
        elif _same_kind(last, night) and (_leads_on(last, gap) or spelt.startswith(words.UNTIL, night.start)):
            before = folded[max(0, last.start - AHEAD) : last.start]
            first = replace(last, start=last.start - len(before) + len(_FROM.sub("", before)))
            nights[-1:] = _row(first, replace(night, alone=False))
        elif last.weekday is not None and night.alone and night.day in _WEEKDAYS and _LIST.fullmatch(gap):
            nights[-1:] = [replace(last, end=night.start), Night(night.start, night.end, weekday=night.day - 2)]
        elif last.weekday is not None and night.weekday is not None and _LIST.fullmatch(gap):
            nights[-1:] = [replace(last, week=night.week if last.week is None else last.week), night]
        elif _is_day(last) and _is_day(night) and _LIST.fullmatch(gap):
            same = replace(last, alone=False, month=last.month or night.month, year=last.year or night.year)
            nights[-1:] = [replace(same, end=night.start), replace(night, alone=False)]
        elif not _same_kind(last, night) and not last.also and not night.alone and _TWICE.fullmatch(gap):
            dated, other = (night, last) if _is_day(night) else (last, night)
            nights[-1] = replace(dated, start=last.start, end=night.end, also=other, alone=False)
        else:
            nights.append(night)
    return nights


_LIST = re.compile(r"\s*(?:[,;&+]|\b(?:va|voi|cung|lan|hoac|hay)\b|,\s*(?:va|voi)\b)\s*(?:ca\s+)?")
ROW = re.compile(r"\s*(?:-|–|—|→|⇒|->|=>|\b(?:cho )?(?:den|toi)(?: het)?\b)\s*")
_TWICE = re.compile(r"\s*[,(]?\s*(?:\b(?:tuc|la|tuc la|nham|nham ngay)\b\s*)?\(?\s*")
_FROM = re.compile(r"\b(?:ke )?tu\s+$")
_COUNTED = re.compile(
    r"\s*(?:%|(?:ng|nguoi|ngui|nha|ho|may|cu|tk|tai khoan|gio|phut|h|g|p|k|nghin|tuoi|ban|dua|cho|suat|dong chi)\b)"
)
_WEEKDAYS = range(2, 8)  # as they are numbered: "thứ 2, 4, 6"
LONGEST_ROW = 14  # nights


def _leads_on(night: Night, gap: str) -> bool:
    """A number alone with a dash set off from it begins no row: "Cầu Đơ 4 - 12/11"."""
    return bool(ROW.fullmatch(gap)) and not (night.alone and gap != gap.strip() and gap.strip() in {"-", "–", "—"})


def _is_day(night: Night) -> bool:
    return bool(night.day)


def _same_kind(one: Night, other: Night) -> bool:
    return (_is_day(one), one.weekday is None) == (_is_day(other), other.weekday is None)


def _row(first: Night, last: Night) -> list[Night]:
    """From the first to the last; those two alone where no short row leads from one to the other."""
    inner: list[Night] = []
    if first.weekday is not None and last.weekday is not None:
        first = replace(first, week=last.week if first.week is None else first.week)
        inner = [replace(last, weekday=day) for day in range((first.weekday or 0) + 1, last.weekday)]
    elif first.step is not None and last.step is not None:
        inner = [replace(last, step=step) for step in range(first.step + 1, last.step)]
    else:
        first = replace(first, month=first.month or last.month, year=first.year or last.year, alone=False)
        inner = [replace(last, day=day) for day in range(first.day + 1, last.day) if first.month == last.month]
    inner = inner if len(inner) < LONGEST_ROW else []
    return [replace(first, end=last.start), *(replace(night, end=night.start) for night in inner), last]


def spans(line: str, today: date) -> tuple[tuple[int, int], tuple[date, ...]] | None:
    """Days without a name of their own, with their place: "cuối tuần", "cả tuần sau", "ba tối tới"."""
    folded = strip_accents(line)
    found = _span().search(folded)
    written = line[found.start() : found.end()] if found and len(line) == len(folded) else ""
    known = {*listed("nights", "evenings", "following", "these", "weekend", "whole", "days")}
    known |= {word for phrase in known for word in phrase.split()}
    if found is None or not all(word.isascii() or word in known for word in re.findall(r"[^\W\d_]+", written)):
        return None
    if any(night.start < found.end() and night.end > found.start() for night in named(line)):
        return None
    if found["many"]:
        days = [today + timedelta(days=n) for n in range(1, _number(found["many"]) + 1)]
    else:
        monday = today - timedelta(days=today.weekday()) + (WEEK if found["next"] or found["then"] else timedelta())
        days = [monday + timedelta(days=n) for n in (range(5, 7) if found["weekend"] else range(7))]
    ahead = tuple(day for day in days if day >= today)
    return (found.span(), ahead) if ahead and len(ahead) <= LONGEST_ROW else None


@lru_cache(maxsize=1)
def _span() -> re.Pattern[str]:
    weekend, whole, evenings, following, these = (
        _either(listed("nights", kind)) for kind in ("weekend", "whole", "evenings", "following", "these")
    )
    return re.compile(
        rf"\b(?P<weekend>{weekend})\b(?:\s+(?:(?P<next>{following})|{these})\b)?"
        rf"|\b(?:{whole})\s+(?:(?P<then>{following})|{these})\b"
        rf"|\b(?P<many>\d{{1,2}}|{_either(_day_words())})\s+(?:{evenings})\s+(?:{following})\b"
    )


def without(line: str, nights: Sequence[Night]) -> str:
    for night in reversed(nights):
        line = f"{line[: night.start]} {line[night.end :]}"
    return line


def numbered(line: str) -> list[Night]:
    """Those whose number cannot be a figure as well, as in "12.5" or "8-10", and weekdays."""
    return [
        night
        for night in named(line)
        if night.step is None
        and not night.alone
        and (line[night.start].isalpha() or not _DECIMAL.fullmatch(line, night.start, night.end))
    ]


def by_the_moon(line: str) -> bool:
    """A night of the lunar calendar: "rằm", "mùng 1 âm lịch"."""
    folded = strip_accents(line)
    spelt = line if len(line) == len(folded) else folded
    full, behind, moons = _moons()
    dated = [behind.match(folded, night.end) for night in named(line) if night.day]
    for found in (*full.finditer(folded), *filter(None, dated)):
        written = " ".join(spelt[slice(*found.span("moon"))].split())
        if written in moons or (written.isascii() and written != "ram"):  # that is a phone's
            return True
    return False


@lru_cache(maxsize=1)
def _moons() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    full, lunar = listed("nights", "full moon"), listed("nights", "lunar")
    behind = re.compile(rf"[\s(,]*\b(?P<moon>{_either(lunar)})\b(?!\s+tinh\b)")
    return re.compile(rf"\b(?P<moon>{_either(full)})\b"), behind, frozenset(full + lunar)


_DECIMAL = re.compile(r"\d+\s?[.-]\s?\d+")


def _agrees(match: re.Match[str], written: str) -> bool:
    """Each word that has accents is a word for nights: "mãi" is not "mai", "này" is not "nay"."""
    known = _words(match["step"] is not None)
    return all(word.isascii() or word in known for word in re.findall(r"[^\W\d_]+", written))


def _is_somebody(folded: str, spelt: str, match: re.Match[str]) -> bool:
    """Nobody whose name is Mai; who is "bận mai" is no "bạn Mai"."""
    return match["step"] is not None and match.span("step") in _somebodies(folded, spelt)


AHEAD = 40  # signs before a night that may belong to it


@lru_cache(maxsize=16)
def _somebodies(folded: str, spelt: str) -> frozenset[tuple[int, int]]:
    """Where such names stand in a line."""
    named = [found for found in _NAMED_MAI.finditer(folded) if not words.BUSY_THEN.match(spelt, found.start())]
    return frozenset(span for found in named for span in (found.span("first"), found.span("second")))


def _is_small(match: re.Match[str]) -> bool:
    """`tối ba tôi bận`: a small number in words is a day behind "ngày" and "mùng", or before its month."""
    if not match["spelled"] or match["of"]:
        return False
    return not match["before"] or (_number(match["spelled"]) < _SMALL and not _EARLY.search(match["before"]))


_SMALL = 11
_EARLY = re.compile(r"\b(?:ngay|mung|mong)\b")
_NAMED_MAI = re.compile(
    r"\b(?:bac|chu|co|anh|chi|em|ban|ong|ba|dong chi)\s+(?P<first>mai)\b(?! (?:ban|khong di|di duoc)\b)"
    r"|^(?P<second>mai)\s+xin\b"
)


@lru_cache(maxsize=2)
def _words(steps: bool) -> frozenset[str]:
    """Of steps alone, or of all that names nights."""
    meanings = [meaning for meaning, _ in table("nights") if meaning.startswith("step") or not steps]
    return frozenset(word for phrase in listed("nights", *meanings) for word in phrase.split())


@lru_cache(maxsize=4)
def _numbers(kind: str) -> dict[str, int]:
    """The number of each phrase, folded, by the lines "kind number: phrases"."""
    rows = ((meaning.split(), lists) for meaning, lists in table("nights"))
    return {fold(one): int(name[1]) for name, lists in rows if name[0] == kind for part in lists for one in part}


@lru_cache(maxsize=1)
def _day_words() -> dict[str, int]:
    words = {fold(one): number for number, one in enumerate(listed("nights", "days"), 1)}
    return words | {fold(one): number for number, one in enumerate(listed("nights", "twenties"), 21)}


def _either(phrases: Iterable[str]) -> str:
    """The longest first, so that "tối hôm nay" is one phrase."""
    longest = sorted(set(map(fold, phrases)), key=len, reverse=True)
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in longest)


@lru_cache(maxsize=1)
def _form() -> re.Pattern[str]:
    steps, weeks, weekdays = (_either(_numbers(kind)) for kind in ("step", "week", "weekday"))
    words = _either(_day_words())
    day, sunday, ahead, back, gone, coming = (
        _either(listed("nights", meaning)) for meaning in ("day", "sunday", "ahead", "back", "gone", "coming")
    )
    lead = rf"(?:\b(?:{_either(listed('nights', 'lead'))})\s+){{0,5}}"  # no more: endless rows cost their square
    of_month = rf"\s+(?:{_either(listed('nights', 'month'))})\s+"
    year = rf"\s+(?:{_either(listed('nights', 'year'))})\s+"
    counted = rf"\b(?P<number>\d{{1,2}}|{words})\s+(?:(?P<ahead>{ahead})|(?P<back>{back}))\b"
    step = rf"(?<!thang )(?<!tuan )\b(?P<step>{steps})\b"
    dated = (
        # "25/11 - 34 người" names no year, "Cầu Đơ 4 - 12/11" no 4th of December
        rf"{lead}(?<![\d/])(?P<day>\d{{1,2}})(?P<sign>\s?/\s?|[.-]|{of_month})(?P<month>0?[1-9]|1[0-2])(?!\d)"
        rf"(?:(?:[/.-]|{year})(?P<year>20\d\d)|(?P=sign)(?P<short>\d\d))?(?!\d|/\d|-\d(?!\d?\s?[/.]\s?\d))"
    )
    weekly = (
        rf"{lead}\b(?:(?:{day})\s?(?P<weekday>{weekdays})|(?P<sunday>{sunday}))\b"
        rf"(?:\s+(?:(?P<week>{weeks})|(?P<gone>{gone})|(?P<coming>{coming}))\b)?"
    )
    bare = rf"(?P<lead>{lead})(?<![\d/.])(?P<bare>\d{{1,2}})(?![\d/%]|:\d|[hg](?:\d|\b))"
    spelled = rf"(?P<before>{lead})\b(?P<spelled>{words})\b(?:{of_month}(?P<of>\d{{1,2}}|{words})\b)?"
    return re.compile(f"{counted}|{step}|{dated}|{weekly}|{bare}|{spelled}")


def _night(match: re.Match[str]) -> Night:
    """The lead's words belong to the night; a space before them does not."""
    at = (match.start(), match.end())
    if match["number"]:
        count = _number(match["number"])
        return Night(*at, step=count if match["ahead"] else -count)
    if match["day"]:
        return Night(
            *at, day=int(match["day"]), month=int(match["month"]), year=int(match["year"] or match["short"] or 0)
        )
    if match["step"]:
        return Night(*at, step=_numbers("step")[_spaced(match["step"])])
    if match["weekday"] or match["sunday"]:
        week = _numbers("week")[_spaced(match["week"])] if match["week"] else None
        towards = Towards.BACK if match["gone"] else Towards.AHEAD if match["coming"] else None
        return Night(
            *at, weekday=6 if match["sunday"] else _numbers("weekday")[match["weekday"]], week=week, said=towards
        )
    if match["bare"]:
        return Night(*at, day=int(match["bare"]), alone=not match["lead"])
    return Night(*at, day=_number(match["spelled"]), month=_number(match["of"] or "0"))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _day_words()[_spaced(text)]


def _spaced(text: str) -> str:
    return " ".join(text.split())
