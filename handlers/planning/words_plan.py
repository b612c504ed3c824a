"""What a clerk says about the rows of a plan, and about single nights: folded words and patterns."""

import re

ADOPT = re.compile(r"(?:sua|doi|dung) (?:ca|het|tat ca)|dung roi|dung vay")
KEEP = re.compile(r"(?:giu|de)(?: nguyen)?(?: (?:ca|het|tat ca))?(?: nhu (?:cu|vay))?")
DROP = re.compile(r"bo(?: qua)?(?: (?:ca|het|tat ca))?")
EVERY = re.compile(r" (?:ca|het|tat ca)$")
ROWS = re.compile(r"\b(?:dong|so) (?P<rows>\d+(?:\s*(?:,|va|&)\s*(?:dong )?\d+)*)")
ROW_FIRST = re.compile(r"(?:dong|so) (?P<row>\d+)\s*(?:[:,.=-]|la|thi|sua thanh|sua|doi thanh|thanh)?\s*(?P<rest>.*)")
ABOUT_ROWS = re.compile(r"(?:(?:giu|de|bo|sua)\b.*\bdong \d+|dong \d+\b)")

# A pasted plan: its heading names when and where.
WHEN_HEADED = re.compile(r"\b(?:thoi gian|ngay|lich|buoi)\b")
WHERE_HEADED = re.compile(r"\b(?:dia ban|to dan pho|tdp|thon|khu pho|khu dan cu|xom|ap|ban|khom|khu vuc|dia diem)\b")
DAY_WRITTEN = re.compile(r"(?<!\d)\d{1,2}\s?[/-]\s?\d{1,2}(?!\d)")

# One night by one line. The places of groups are marked with § before these are tried.
MOVES = re.compile(r"\b(?:doi|chuyen|lui|hoan)\b(?: (?:lich|buoi|giup|cho|to))*")
CANCELS = re.compile(
    r"\b(?:huy|bo|nghi|hoan|dung|tam dung)\b(?! (?:so|bao cao|ket qua|dong|tin)\b)(?: (?:bo|lich|giup|cho))*"
)
ADDS = re.compile(r"\b(?:lam bu|di bu|bu|them|bo sung|xep them)\b(?: (?:lich|giup|cho))*")
REINSTATES = re.compile(r"\b(?:khoi phuc|mo lai|phuc hoi|di lai|van di|dat lai|bo huy|khong huy(?: nua)?)\b")
TOWARDS = re.compile(r"\s(?:sang|qua|den|ve|xuong|len|vao|thanh)\s|\s*(?:->|=>|→|⇒)\s*")
LEADS = re.compile(
    r"(?:(?:em|nho|cho|giup|anh|chi|oi|a|nhe|lich|buoi|toi|ngay|nay|mai|kia|hom|o|tai|§|\d{1,2}(?:\s?/\s?\d{1,2})?|[,:.-])\s*)*"
)
EVENING = re.compile(r"\b(?:buoi|toi|lich|ngay)\b")
NIGHT = re.compile(
    r"(?:\b(?:toi|ngay|mung|mong|buoi|hom|dem)\s+)*"
    r"(?:(?<!\d)(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})(?:\s?[/.-]\s?(?P<year>20\d\d))?(?!\d)"
    r"|\b(?P<near>homqua|nay|mai|kia|mot)\b"
    r"|\b(?:thu|t)\s?(?P<weekday>[2-7]|hai|ba|tu|nam|sau|bay)\b|\b(?P<sunday>chu nhat|cn)\b"
    r"|(?<![\d/])(?P<bare>\d{1,2})(?![\d/hg:%]))(?P<later>\s+tuan (?:sau|toi))?"
)
YESTERDAY = re.compile(r"\b(?:toi|hom|dem) qua\b")  # its second word also joins two nights
NEAR = {"homqua": -1, "nay": 0, "mai": 1, "kia": 2, "mot": 2}
WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5} | {str(n + 2): n for n in range(6)}
WHY = re.compile(r"(?:,|\bvì\b|\bdo\b|\btại vì\b)\s*(?P<why>[^,\d]{2,80})$", re.IGNORECASE)
