"""The words by which a table of headcounts is recognised, folded to ASCII, beside those that one types."""

import re

from handlers.language.unit_names import SIGNS

UNIT_HEAD = re.compile(
    rf"(?:ten |cac )?(?:{'|'.join(SIGNS)}|dia ban|don vi|co quan|truong hoc|truong|to chuc)(?: so)?"
    r"(?:\b(?!\s*(?:truong|pho\b)).*)?"
)
NO_UNIT = re.compile(r"\b(?:so|tong)\b|\bto (?:truong|pho)\b|\bho (?:va )?ten\b")
# A column that counts something else: what was done, a part of the people, a rate, whose number it is.
OTHER = re.compile(
    r"%|\b(?:cai|kich hoat|t[yi] le|chenh|muc tieu|chi tieu|ghi chu|chua|khong|duoi|phu trach|ho (?:va )?ten|lien he"
    r"|sdt|ho (?:co|dung|nhan|van) \w+|ngheo|can ngheo|cao tuoi)\b|^(?:nam|nu)$"
)
GENERIC = re.compile(
    r"(?:tong|tong so|tong cong|so luong|so nguoi|toan bo|so lieu|nguoi|cong|ngay|thang|den|[\d/.\s])*"
)
OLD_OR_YOUNG = re.compile(r"\b15\b|\b18\b")
TOTAL = re.compile(r"(?:[ivxa-h\d]+[.)]?\s+)?(?:tong|cong|toan (?:phuong|xa)|ca (?:phuong|xa)|phuong|xa)\b")
UNITS_BEHIND = re.compile(r"\s*(?:nguoi|ho|khau|nhan khau|may)\.?$")
WHOLE = re.compile(r"\d+|\d{1,3}(?P<mark>[., ])\d{3}(?:(?P=mark)\d{3})*")
NOUGHTS = re.compile(r"[.,]0{1,2}$")
BARE = re.compile(r"(?:so\s*)?(?P<number>\d+)")

AS_OF = re.compile(r"\btinh den\b|\bden (?:het )?ngay\b|\bthoi diem\b|\bcap nhat\b|\bso lieu\b.*\bngay\b|^\W*ngay\b")
LONG_DATE = re.compile(r"ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})")
SOURCE = re.compile(
    r"(?:^\W*nguon(?: so lieu)?\s*:?\s+|\bdon vi cung cap\s*:\s*|\btheo (?:so lieu )?(?:cua )?)(?P<source>\S.*)"
)
BEHIND_SOURCE = re.compile(r"[\s,;:(.-]*\b(?:tinh den|den ngay|ngay|thoi diem|cap nhat|den)\b.*$|[\s).,;]+$")
LONGEST_SOURCE = 80
