"""What units are called before their number or name: `data/kinds.txt`, and the patterns that are made of it."""

import re
from collections.abc import Collection

from handlers.language.tokens import plain
from handlers.language.vocabulary import phrases, table

_LINES = {meaning: tuple(phrases(lists)) for meaning, lists in table("kinds")}
KINDS = {kind: forms for kind, forms in _LINES.items() if not kind.startswith("are ")}


def _those(what: str) -> frozenset[str]:
    return frozenset(_LINES[f"are {what}"])


BUILDINGS, HIGHER, ANY, ANY_AREA, AREAS, LOOSE, EVERYDAY, LEFT_OUT, NUMBERED_EVERYWHERE = map(
    _those, ("buildings", "higher", "any", "any area", "areas", "loose", "everyday", "left out", "numbered")
)


def forms(kinds: Collection[str], *, folded: bool = True) -> list[str]:
    """Every way in which these kinds are written, the longest first."""
    written = {plain(form) if folded else form for kind in kinds for form in KINDS[kind]}
    return sorted(written, key=lambda form: (-len(form), form))


def one_of(kinds: Collection[str], *, folded: bool = True) -> str:
    """A pattern for any of them; the longest is tried first."""
    return "(?:" + "|".join(map(re.escape, forms(kinds, folded=folded))).replace(r"\ ", " ") + ")"


# Whatever a campaign may go to; folded, those are left out that are everyday words.
UNITS = frozenset(KINDS) - HIGHER
PLAIN = UNITS - EVERYDAY

AREA_WORDS = {"chung", "cu", "khu", "nha", "o", "do", "thi", "tap", "the", "toa", "cum", "dan"}  # may be left out
SHORT_FOR = frozenset(kind for kind, forms in KINDS.items() if any(form.startswith("tổ ") for form in forms)) - ANY
NUMBERED = "so"
DIGITS = {
    "một": 1, "nhất": 1, "hai": 2, "nhì": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip
# Of other alphabets, and their capitals look the same.
STROKES = {ord("\u00d0"): "Đ", ord("\u00f0"): "đ", ord("\u0189"): "Đ", ord("\u0256"): "đ"}
# Where the mark of a tone is set differs from keyboard to keyboard.
TONES = dict(
    zip(
        ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"),
        ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"),
        strict=True,
    )
)
BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
HIGHER_BEHIND = re.compile(
    r"[\s,;–-]+(?:tp|tx|thành phố|thị xã|thanh pho|thi xa|quận|huyện|quan|huyen|tỉnh|tinh|q|h|t)\b[. ].*$",
    re.IGNORECASE,
)
ABOVE = re.compile(
    r"(?<=\S)[\s,;–-]+(?:thuộc |của )?(?:"
    r"(?:(?:phường|phuong|xã|xa|thị trấn|thi tran)\s+|(?:tt|p|x)\.\s*)(?P<name>[^\W\d_].*)"
    r"|(?:phường|p\.)\s*(?P<number>\d+\b.*))$",
    re.IGNORECASE,
)
HIGHER_WORD = re.compile(
    r"(?:thuộc |của )?(?:(?:phường|phuong|xã|xa|thị trấn|thi tran|tt)\s+|(?:tt|p|x)\.\s*|p(?=\d))(?=\S)", re.IGNORECASE
)
FORMER = re.compile(r"[\s,(-]*\b(?:cũ|cu|trước đây)\b\s*$", re.IGNORECASE)
# In brackets behind a name; they tell no place from another.
REMARKS = re.compile(
    r"ban (?:điều hành|quản trị|quản lý|chỉ đạo|công tác mặt trận)|b[qđ][tlh]"
    r"|(?:họp |học |làm )?bù|bổ sung|tiếp(?: theo)?"
    r"|(?:lần|đợt|buổi|tuần)(?: thứ)? \w+|cũ|mới|\d+ (?:hộ|người|khẩu|nhân khẩu)(?: dân)?"
)

# How the names of those begin who count their own people instead of residents; folded.
SCHOOL = re.compile(r"(?:truong|mam non|mau giao|tieu hoc|thcs|thpt|th|mn) (?!phong\b|ban\b|khoi\b)")
AGENCY = re.compile(
    r"(?:co quan|cong an|tram y te|trung tam|van phong|uy ban|ubnd|hdnd|dang uy|mttq|mat tran|ban chi huy|quan su"
    r"|chi cuc|bao hiem|toa an|vien kiem sat|kho bac|buu dien|cong ty|doanh nghiep|benh vien|phong) "
)
