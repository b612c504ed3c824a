"""Dates of the lunar calendar: nobody's evening until somebody says which day of the sun that is."""

import re
from dataclasses import dataclass

from handlers.documents.read.words import fold
from handlers.language.vocabulary import listed

_MARKED = "|".join(sorted(map(re.escape, listed("nights", "lunar")), key=len, reverse=True))
_BARE = r"am\s*lich|lich\s*am|al"  # as it is typed without marks: "am" alone is the morning of a clock
_MARK = rf"(?:{_MARKED}|{_BARE})(?![^\W\d_])(?!\s+tính)"
_MONTH = r"(?:giêng|chạp|gieng|chap)"
_DAY = rf"(?<![\d/.])(?:ngày\s*|ngay\s*)?(?:(?:mùng|mồng|mung|mong|rằm)\s*)?\d{{1,2}}\s?(?:(?:[/.-]|tháng|thang)\s?(?:\d{{1,2}}|{_MONTH}))?(?:\s?[/.-]\s?\d{{2,4}})?"
_SAID = r"(?:tức\s*(?:là\s*)?|tuc\s*(?:la\s*)?|nhằm\s*|nham\s*)?"
MENTION = re.compile(
    rf"{_SAID}(?:{_DAY}[\s(,]*(?:năm\s+\w+\s+\w+\s*)?{_MARK}[^,;\n\x1f)]*\)?|{_MARK}[\s:(]*{_DAY}\)?)"
    rf"|{_SAID}(?:(?:ngày|tối|đêm)\s*)?(?:rằm|\bram(?=\s*thang))(?:\s*(?:tháng|thang)\s*(?:\d{{1,2}}|\w+))?"
    rf"|{_SAID}(?:(?:mùng|mồng|mung|mong|ngày|ngay)\s*)?\w+\s*(?:(?:tháng|thang)\s*)?{_MONTH}\b"
    rf"|(?:(?:mùng|mồng|mung|mong)\s*\w+|\b(?:29|30|hai chín|ba mươi))\s*(?:tháng|thang)?\s*t[ếe]t\b"
    rf"|giao thừa|\((?:theo )?(?:{_MARK})\)"
)
SUN = re.compile(r"\(?\b(?:dương\s*lịch|lịch\s*dương|duong\s*lich|lich\s*duong|dl)\b\)?")
HEADING = re.compile(rf"\b(?:{_MARK})")
ALL = re.compile(r"\b(?:theo|tính theo|ghi theo|là ngày|là|lịch|ngày)\s+(?:lịch âm|âm lịch)\b")


@dataclass(frozen=True, slots=True)
class Sighted:
    """`rest`: the text without what the moon counts, sign for sign as long; `mention`: the first of it."""

    rest: str
    mention: str = ""


def looked_for(text: str) -> Sighted:
    lowered = text.lower()
    if len(lowered) != len(text):
        return Sighted(text)
    found = list(MENTION.finditer(lowered))
    rest = _blanked(text, [match.span() for match in found])
    return Sighted(
        _blanked(rest, [match.span() for match in SUN.finditer(lowered)]), found[0][0].strip() if found else ""
    )


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def is_heading(text: str) -> bool:
    """Such as "Ngày (âm lịch)", "Ngày ÂL", but not the "AL" of a place's name."""
    return bool(HEADING.search(text.lower())) and "duong" not in fold(text)
