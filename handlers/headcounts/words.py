"""How headcounts are spoken of, without accents: what is counted, by whom, and how one asks where a figure is from."""

import re

LEDGER = ("mau so", "mauso", "headcounts")
WHENCE = ("theo dau", "so lieu theo dau", "mau so dau ra", "lay o dau")
OFFICIAL = "official"
SMARTPHONE = r"(?:smartphone|(?:dien thoai|dt)(?: thong minh)?|dttm)"
# The longer phrase first: "dan co smartphone" are not all residents; those of no age come last.
MEASURES = (
    (re.compile(r"\b(?:so\s+)?(?:tren\s+)?(?:he thong|chinh thuc)\b"), OFFICIAL),
    (
        re.compile(rf"\bsmartphone15\b|\b(?:nguoi\s+|dan\s+)?(?:co|dung)\s+{SMARTPHONE}\b|\bsmartphone\b|\bdttm\b"),
        "smartphone15",
    ),
    (re.compile(r"\badults18\b|\b(?:tu\s+)?(?:du\s+)?18\s*(?:tuoi|\+)|\bnguoi (?:lon|truong thanh)\b"), "adults18"),
    (re.compile(r"\bresidents15\b|\b(?:dan so\s+)?(?:tu\s+)?(?:du\s+)?15\s*(?:tuoi|\+)"), "residents15"),
    (
        re.compile(r"\bstaff\b|\bcb(?:cc)?vc\b|\bcbccvc\b|\bcan bo\b|\bcong chuc\b|\bnhan vien\b|\bgiao vien\b"),
        "staff",
    ),
    (re.compile(r"\bhouseholds\b|\bso ho\b|\bho dan\b|\bho gia dinh\b|^(?:tong )?ho$"), "households"),
    (re.compile(r"\bdan so\b|\btong so dan\b|\bso dan\b"), "residents15"),
)
BY = re.compile(
    r"\s+theo\s+(?P<source>.+?)(?:\s+(?:ngay\s+)?(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}))?)?$"
)
NUMBER = re.compile(r"(?:^|\s)(?P<number>\d{1,3}(?:[.,]\d{3})+|\d+)$")
# A pasted table: cells side by side, below a line that says what is counted and not what was done.
CELLS = re.compile(r"\t|\||;")
COUNTED = re.compile(r"\bcai\b|\bkich hoat\b")
# What the file did not say: "theo số phường 01/11", "số phường 01/11/2024", "ngày 01/11".
SAID = re.compile(
    r"(?:theo\s+|nguon\s*:?\s*)?(?P<source>.*?)\s*(?:,\s*)?(?:(?:tinh\s+)?(?:den\s+)?(?:ngay\s+)?"
    r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}))?)?[\s.]*"
)
ORIGIN = re.compile(r"(?:theo|nguon|tinh den|ngay) |\d{1,2}/\d{1,2}(?:/\d{4})?[\s.]*$")
# Which of several columns is meant: "lấy cột 2026", "cột mới", "năm 2026".
COLUMN = re.compile(r"(?:(?:lay|chon|dung|theo) )?(?:cot|so (?:lieu )?cot|nam)\s+(?P<label>\S.*)")
