"""How people speak of people: address words, posts, forces, invitations, codes as they are typed. Folded."""

import re

from handlers.language.tokens import fold
from handlers.language.words_kinds import UNITS, one_of
from storage.contacts import Part

# --- how people speak of people: address words, posts, forces, dates from which somebody stands in. Folded to ASCII

ELDER = ("bác", "em")
PAIRS = {
    "bac": ELDER,
    "anh": ("anh", "em"),
    "chi": ("chị", "em"),
    "chu": ("chú", "cháu"),
    "co": ("cô", "cháu"),
    "di": ("dì", "cháu"),
    "ong": ("ông", "cháu"),
    "ba": ("bà", "cháu"),
    "thay": ("thầy", "em"),
    "ban": ("bạn", "mình"),
    "dong chi": ("đồng chí", "em"),
    "anh chi": ("anh/chị", "em"),
}
TITLED = {"ong": "anh", "anh": "anh", "chu": "anh", "bac": "bac", "ba": "chi", "chi": "chi", "co": "chi"}


def calls(title: str, name: str, *, leads: bool) -> tuple[str, str]:
    """The pair of address words of somebody new: heads and deputies are elders, the title tells of the others."""
    if leads:
        return ELDER
    said = next((word for word in re.findall(r"[a-z]+", fold(title)) if word in TITLED), "")
    if not said and " thi " in f" {fold(name)} ":
        return PAIRS["chi"]
    return PAIRS[TITLED.get(said, "anh chi")]


# --- handing a post over

TITLE = r"(?:bac|chu|co|ong|ba|anh|chi|di|cau|dong chi|dc|ban|em)"
NAME = r"[a-z]+(?: [a-z]+){0,3}?"
BEHIND_NAME = r"(?= (?:lam|thay|len|se|tu|den|toi|phu|trong|mai|nhe|ngay|luon|han|to|ve|\d)\b|$)"
_GROUP = one_of(UNITS - {"team", "street"})
AS_HEAD = rf"(?:lam|len) (?:to truong|truong {_GROUP}|{_GROUP} truong)"
BEHIND_STAND_IN = re.compile(r" (?:to pho|pho|truc|di|lam|dung|dan|trong|se|qua|xuong|ra|len)\b.*")  # no part of a name
TONIGHT = re.compile(r"\b(?:toi|dem|hom|bua|chieu) nay\b")
DEPUTY = re.compile(rf"\b(?:to pho|pho (?:truong )?{_GROUP}|{_GROUP} pho)\b")
REPLACEMENT = re.compile(rf"\b{TITLE} (?P<name>{NAME}) (?:se |len )?(?:thay|{AS_HEAD})\b")
HANDED_TO = re.compile(rf"\bban giao\b.*?\bcho (?:{TITLE} )?(?P<name>{NAME}){BEHIND_NAME}")
HANDING = re.compile(rf"\bthay (?:cho )?(?:toi|minh|em|chau|bac|anh|chi|co|chu|ong|ba)\b|\b{AS_HEAD}\b|\bban giao\b")
FOR_GOOD = re.compile(rf"\b{AS_HEAD}\b|\bluon\b|\bhan\b|\blau dai\b|\bban giao\b")
FOR_NIGHTS = re.compile(r"(?<![\d/])(\d{1,2}|mot|hai|ba|bon|nam|sau|bay) (toi|ngay|hom|buoi|tuan)\b")
SMALL_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7}
WRITTEN_DAY = r"(\d{1,2})\s?[/.-]\s?(\d{1,2})"
FROM_DAY = re.compile(rf"\btu (?:ngay |toi )?{WRITTEN_DAY}")
TO_DAY = re.compile(rf"\bden (?:het )?(?:ngay |toi )?{WRITTEN_DAY}")
AHEAD = ((re.compile(r"\b(?:ngay kia|mot)\b"), 2), (re.compile(r"\b(?:tu|ngay|toi|sang)? ?mai\b"), 1))


# --- other things people say about themselves and each other

CALL_ME = re.compile(
    r"(?:cu )?(?:goi|xung ho voi) (?:toi|minh|em|tui|tao|chau|bac|anh|chi)? ?(?:la|bang) (?P<you>[a-z ]+)"
)
_TO_ME = r"(?: (?:cho|voi|toi))?(?: (?:toi|minh|em|tui|tao|chau|bac|anh|chi|chu|co|ong|ba|di))?"
_WRITE = rf"(?:nhan tin|nhan|gui tin|gui|bao tin|lien lac|lien he){_TO_ME}"
_POLITE = r"(?: (?:thoi|nhe|nha|a|di|giup|em|truoc|cho tien|cho de|la duoc|cung duoc|nua))*"
_BY_CHANNEL = rf"(?:qua|bang|tren|vao|o) (?:kenh )?(?P<channel>trang web|[a-z]{{3,12}}){_POLITE}"
PREFER_CHANNEL = re.compile(rf"(?:(?:tu gio|tu nay|lan sau|em|chau|cu|hay|nho|xin|cac em) )*{_WRITE} {_BY_CHANNEL}")
NEVER_BY_CHANNEL = re.compile(rf"(?:(?:em|chau|xin|nho) )*(?:dung|khong|thoi|dung co) {_WRITE} {_BY_CHANNEL}")
_WHICHEVER = r"kenh nao (?:cung duoc|tien thi gui|tien thi nhan)"
ANY_CHANNEL = re.compile(rf"(?:(?:cu )?{_WRITE} )?(?:qua |bang )?{_WHICHEVER}{_POLITE}")
DROP_CHANNEL = re.compile(r"(?:bo|go|xoa|ngat) kenh (?P<number>\d)")
SELF = r"(?:toi|em|minh|chau|bac|chu|co|anh|chi|tui)"
I_AM = re.compile(
    rf"\b{SELF} (?:la|ten(?: la)?) (?:{TITLE} )?(?P<name>[a-z]+(?: [a-z]+){{0,4}}?)"
    r"(?=\s*[,.;:(\n-]|\s(?:doan vien|dan quan|to truong|to pho|to|tdp|thanh vien|hoi vien|can bo|cong chuc|bi thu|"
    r"o|ben|thuoc|phuong|khu|lam|day|a|nhe|ca|ban)\b|\s*$)"
)
# --- contact persons: "đầu mối Cầu Đơ 1 cán bộ: chị Hoa 0900 000 123"

PARTS_SAID: tuple[tuple[str, Part], ...] = (
    (r"\b(?:lanh dao|chu tich|truong|pho)\b", "leader"),
    (r"\b(?:can bo|cong chuc|chuyen vien|nhan vien)\b", "officer"),
)
CONTACT_PHONE = re.compile(r"(?:\+?84|0)[\d\s.-]{8,13}\d")
CONTACT_NAME = re.compile(
    r"\b(?P<title>ông|bà|anh|chị|cô|chú|bác|đ/c|đồng chí)\s+"
    r"(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+){0,4})(?=\s*(?:[,.:;(0-9+-]|$))",
    re.IGNORECASE,
)


# --- who is put into a post or taken from one, and new numbers; a name is as short as what follows allows

_NAMED = rf"(?:(?P<title>{TITLE}|d/c) )?(?P<name>{NAME})"
_NUMBER = r"(?P<phone>(?:\+ ?84|0)[\d .-]{5,14}\d)"
_PHONE = r"(?:so dien thoai|so dt|sdt|dien thoai|so)"
APPOINT = re.compile(
    rf"(?P<verb>them|bo sung|cu|giao|phan cong)(?: ten)? {_NAMED}(?:,? ?{_PHONE}? ?{_NUMBER})?"
    r"(?:,? (?P<as>lam|la|vao|phu trach)|,) (?P<post>.+)"
)
TAKES_CHARGE = re.compile(rf"{_NAMED} (?:se )?(?P<as>lam|phu trach) (?P<post>.+)")
TRAILING_PHONE = re.compile(rf"[,;.]? ?(?:{_PHONE} ?:? ?)?{_NUMBER}$")
DISMISS = (
    re.compile(rf"go (?:bo )?(?:viec |chuc )?(?P<post>[a-z ]+?) cua {_NAMED}"),
    re.compile(rf"(?:go|rut|bo|loai) (?:ten )?{_NAMED} (?:khoi|ra khoi) (?:danh sach|doi|viec|chuc|to|nhom)\b.*"),
    re.compile(rf"(?:cho |mien nhiem )?{_NAMED} (?:khong|ko|k|thoi|nghi|het)(?: con)? lam (?P<post>[a-z ]+?)(?: nua)?"),
    re.compile(rf"(?:go|mien nhiem) {_NAMED}"),
)
REPHONE = (
    re.compile(
        rf"(?:doi|sua|cap nhat|thay)(?: lai)? {_PHONE}(?: moi)?(?: cua| cho)? {_NAMED}(?: thanh| la| sang)?:? {_NUMBER}"
    ),
    re.compile(rf"{_PHONE}(?: moi)?(?: cua) {_NAMED}(?: la| doi thanh| bay gio la)?:? {_NUMBER}"),
    re.compile(
        rf"{_NAMED}(?: da| vua)? doi {_PHONE}(?: moi)?(?: roi)?,?(?: {_PHONE}(?: moi)?)?(?: la| thanh)?:? {_NUMBER}"
    ),
)
SELF_NAMED = {"toi", "em", "minh", "chau", "tui", "ai"}


def mobile(written: str) -> str:
    """0 and nine digits, or nothing."""
    digits = re.sub(r"\D", "", written)
    digits = f"0{digits[2:]}" if digits.startswith("84") else digits
    return digits if re.fullmatch(r"0[35789]\d{8}", digits) else ""


# --- how a clerk asks for invitations: «/moi thẻ», «mời Đặng Văn Hai», «làm mới thẻ của bác Bảy»

# «thế» is somebody's name; without accents it is taken for the card, which is what clerks type.
CARDS = ("thẻ mời", "in thẻ", "in lại thẻ", "thẻ", "the moi", "in the", "in lai the", "the")
RENEWING = ("làm mới", "lam moi")

# In plain words only what cannot mean «mới» or «mỗi».
INVITING_SAID = ("mời vào chat", "mời lại", "mời")
PRINTING_SAID = ("in lại thẻ mời", "in lại thẻ", "in thẻ mời", "in thẻ", "in lai the moi", "in lai the", "in the moi")
RENEWING_SAID = ("làm mới thẻ mời", "làm mới thẻ", "làm lại thẻ", "lam moi the", "lam lai the")
OF = "của "
EVERYBODY = {"", "tat ca", "het", "ca phuong", "moi nguoi", "tat ca moi nguoi"}


# --- how codes are typed: the words around them, and what Vietnamese keyboards make of their letters

ANNOUNCED = re.compile(r"\b(?:ma|code|so the)\b")  # folded
# A letter taken apart: the sign it carries, and the keys that Telex and VNI put it there with.
AGAIN = "again"  # the letter itself
HORN = "\N{COMBINING HORN}"
KEYS = {
    "\N{COMBINING CIRCUMFLEX ACCENT}": (AGAIN, "6"),
    "\N{COMBINING BREVE}": ("W", "8"),
    HORN: ("W", "7"),
    "\N{COMBINING ACUTE ACCENT}": ("S", "1"),
    "\N{COMBINING GRAVE ACCENT}": ("F", "2"),
    "\N{COMBINING HOOK ABOVE}": ("R", "3"),
    "\N{COMBINING TILDE}": ("X", "4"),
    "\N{COMBINING DOT BELOW}": ("J", "5"),
}
STRUCK = "Đ"
STRUCK_KEYS = ("D", "9")

# A code as it was typed, in groups or in letters and digits.
TYPED = re.compile(r"(?=[^\W_]*\d)[^\W_]+(?:[\s.,_\-–—]{1,3}(?:[^\W_a-zà-ỹ]{4}(?!\w)|\d+(?!\w)))*")
