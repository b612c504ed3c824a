"""The words by which days of the lunar calendar are known, with their marks."""

import re

from handlers.language.vocabulary import listed

_MARKED = "|".join(sorted(map(re.escape, listed("nights", "lunar")), key=len, reverse=True))
_BARE = r"am\s*lich|lich\s*am|al"  # as it is typed without marks: "am" alone is the morning of a clock
_MARK = rf"(?:{_MARKED}|{_BARE})(?![^\W\d_])(?!\s+tính)"
_MONTH = r"(?:giêng|chạp|gieng|chap)"
_DAY = (
    r"(?<![\d/.])(?:ngày\s*|ngay\s*)?(?:(?:mùng|mồng|mung|mong|rằm)\s*)?"
    rf"\d{{1,2}}\s?(?:(?:[/.-]|tháng|thang)\s?(?:\d{{1,2}}|{_MONTH}))?(?:\s?[/.-]\s?\d{{2,4}})?"
)
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
DAY = re.compile(r"\d{1,2}\s?[/.-]\s?\d|\b(?:mung|mong)\s?\d|\b(?:ram|mung mot) thang\b")  # folded
