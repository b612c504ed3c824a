"""How people speak of the plan, of single nights and of the schedule. Folded."""

import re

from handlers.language.words_kinds import ANY, PLAIN, UNITS, one_of

# --- what a clerk says about the rows of a plan, and about single nights: folded words and patterns

ADOPT = re.compile(r"(?:sua|doi|dung) (?:ca|het|tat ca)|dung roi|dung vay")
KEEP = re.compile(r"(?:giu|de)(?: nguyen)?(?: (?:ca|het|tat ca))?(?: nhu (?:cu|vay))?")
DROP = re.compile(r"bo(?: qua)?(?: (?:ca|het|tat ca))?")
EVERY = re.compile(r" (?:ca|het|tat ca)$")
ROWS = re.compile(r"\b(?:dong|so) (?P<rows>\d+(?:\s*(?:,|va|&)\s*(?:dong )?\d+)*)")
ROW_FIRST = re.compile(r"(?:dong|so) (?P<row>\d+)\s*(?:[:,.=-]|la|thi|sua thanh|sua|doi thanh|thanh)?\s*(?P<rest>.*)")
IS_UNIT = re.compile(
    r"(?P<name>\S.*?)\s+(?:chính là|chinh la|tức là|tuc la|cũng là|cung la|là|la|=)\s+(?P<unit>\S.*)", re.IGNORECASE
)
IS = re.compile(r"^\s*(?:là|la)\s+", re.IGNORECASE)
NAMED_VERB = re.compile(r"(?P<verb>bỏ qua|bo qua|bỏ|bo|giữ|giu)\s+(?:tên\s+|ten\s+)?(?P<name>\D.*)", re.IGNORECASE)
WHOLE = re.compile(r"(?:ban nay )?thay (?:ca|toan bo|het) (?:ban |ke hoach |lich )*(?:cu|lich|ke hoach|dang co)?")
KEEP_NIGHTS = re.compile(
    r"giu (?:lai )?(?:het|ca|nguyen)?\s*(?:cac|nhung|may) buoi(?: do| nay| cu)*|khong huy(?: buoi nao| gi)?(?: ca)?"
    r"|giu het"
)
ABOUT_ROWS = re.compile(r"(?:(?:giu|de|bo|sua)\b.*\bdong \d+|dong \d+\b)")
EVENT = re.compile(
    r"(?:le |buoi |hop |hoi nghi )*(?:tong ket|so ket|ra quan|khai mac|be mac|tap huan|hoi nghi|rut kinh nghiem"
    r"|giao ban|phat dong|kiem tra|du phong|hop|nghi le|tong hop|bao cao|toan phuong|tat ca|nghi|hoi thao|lien hoan)\b"
)

# A pasted plan: its heading names when and where.
WHEN_HEADED = re.compile(r"\b(?:thoi gian|ngay|lich|buoi)\b")
WHERE_HEADED = re.compile(rf"\b(?:dia ban|dia diem|ban|{one_of(PLAIN - ANY)})\b")
LISTED_DAYS = re.compile(
    r"(?:(?<![\d/])\d{1,2}\s*(?:,|va|&|-)\s*)*(?<![\d/])\d{1,2}\s?[/-]\s?\d{1,2}(?:\s?[/-]\s?20\d\d)?(?![\d/])"
)
HOURS_WRITTEN = re.compile(r"\b\d{1,2}\s?(?:h|gio|:)\s?(?:\d{2})?(?![a-z\d])")
ABOUT_DAYS = re.compile(
    r"\b(?:(?:thu|t)\s?(?:[2-7]|hai|ba|tu|nam|sau|bay)|chu nhat|cn|hang tuan|cac|toi|ngay|buoi|tu|den|va"
    r"|thang \d{1,2})\b"
)
PLACE_ALONE = re.compile(r"\W*(?:\d{1,2}[.)]\s+)?[a-z][a-z ./()']*(?:\d{1,3}[a-z]?)?\W*")
LISTED = re.compile(r"^\s*(?:[^\w\s]+|\d{1,2}[.)/](?=\s)|[a-z]\))\s*")
KINDED = re.compile(rf"{one_of(PLAIN)}\s")
DAY_WRITTEN = re.compile(r"(?<!\d)\d{1,2}\s?[/-]\s?\d{1,2}(?!\d)")


# --- how people ask for the schedule: folded words and patterns. Units are marked with § before these are tried

ASKED = re.compile(r"(?:cho (?:em |chi |anh |bac )?)?(?:(?:xem|gui|giup) )*lich\b(?! su\b)")
WHO_GOES = re.compile(
    r"\b(?:(?:co )?(?:nhung )?ai di|ai (?:di|truc|tham gia)|(?:co )?(?:nhung |may |cac )?(?:dia ban|noi|don vi"
    rf"|{one_of(UNITS - {'team'})}) nao|di (?:nhung )?(?:dau|to nao)|nhung dau|o dau)\b"
)
PEOPLE = re.compile(r"\bai\b")
WEEK = re.compile(r"\b(?:ca )?tuan(?: (?P<which>nay|sau|toi|truoc|qua|roi))?\b")
MONTH = re.compile(r"\b(?:ca )?thang (?:(?P<number>\d{1,2})|(?P<which>nay|sau|toi|truoc))\b")
WEEKS = {None: 0, "nay": 0, "sau": 1, "toi": 1, "truoc": -1, "qua": -1, "roi": -1}
MONTHS = {"nay": 0, "sau": 1, "toi": 1, "truoc": -1}
BESIDE = frozenset(
    "a nhe em oi voi cua o cho cac buoi di ra quan the nao gi co la vay sap toi nua nhi roi va duoc khong".split()  # noqa: SIM905
)
