"""How headcounts are spoken of, without accents: what is counted, by whom, and how one asks where a figure is from."""

import re

LEDGER = ("mau so", "mauso", "headcounts")
WHENCE = ("theo dau", "so lieu theo dau", "mau so dau ra", "lay o dau")
OFFICIAL = "official"
# The longer phrase first: "dan co smartphone" are not all residents.
MEASURES = (
    (re.compile(r"\b(?:so\s+)?(?:he thong|chinh thuc)\b"), OFFICIAL),
    (
        re.compile(r"\bsmartphone15\b|\b(?:nguoi\s+|dan\s+)?co\s+(?:smartphone|dien thoai)\b|\bsmartphone\b"),
        "smartphone15",
    ),
    (re.compile(r"\bresidents15\b|\b(?:tu\s+)?15\s*(?:tuoi|\+)|\bdan so\b"), "residents15"),
    (re.compile(r"\badults18\b|\b(?:tu\s+)?18\s*(?:tuoi|\+)"), "adults18"),
    (re.compile(r"\bstaff\b|\bcbccvc\b|\bcan bo\b|\bnhan vien\b|\bgiao vien\b"), "staff"),
    (re.compile(r"\bhouseholds\b|\bso ho\b|\bho dan\b"), "households"),
)
BY = re.compile(
    r"\s+theo\s+(?P<source>.+?)(?:\s+(?:ngay\s+)?(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}))?)?$"
)
NUMBER = re.compile(r"(?:^|\s)(?P<number>\d{1,3}(?:[.,]\d{3})+|\d+)$")
