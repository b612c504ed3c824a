"""What units are called before their number or name, north and south, in villages and in towers.

Each kind with every way it is written; the first is the full one. One short form may stand for several kinds.
"""

import re

KINDS: dict[str, str] = {
    "group": "tổ|tổ số",
    "neighbourhood": "tổ dân phố|tdp|tổ dp|tổ dân phố số|tdp số",
    "people's group": "tổ nhân dân|tnd|tổ dân cư|tổ tự quản|tổ nd",
    "families": "liên gia|tổ liên gia|cụm liên gia|nhóm liên gia",
    "quarter": "khu phố|kp|khu fố|kphố",
    "block of streets": "khối phố|khối|kp",
    "residents": "khu dân cư|kdc|khu dc",
    "cluster": "cụm dân cư|cụm|cdc|cụm dc",
    "area": "khu",
    "city area": "khu vực|kv",
    "street": "phố",
    "small area": "tiểu khu",
    "village": "thôn",
    "hamlet": "xóm",
    "southern hamlet": "ấp",
    "mountain village": "bản",
    "highland village": "buôn",
    "bon": "bon",
    "old village": "làng",
    "ward hamlet": "khóm",
    "phum": "phum",
    "soc": "sóc",
    "team": "đội",
    "flats": "chung cư|cc|ct|khu chung cư|nhà chung cư|cụm chung cư|tòa chung cư",
    "tower": "tòa nhà|tòa",
    "tower block": "block|blốc",
    "old flats": "khu tập thể|tập thể|ktt|nhà tập thể",
    "new town": "khu đô thị|kđt|khu đt",
    "housing": "khu nhà ở|nhà ở|knơ",
    "ward": "phường|xã|thị trấn",
    "district": "quận|huyện|thị xã",
    "city": "thành phố|tp|tỉnh",
    "board": "ban quản lý|bql|ban quản trị|bqt",
}
BUILDINGS = frozenset({"flats", "tower", "tower block", "old flats", "new town", "housing", "board"})
HIGHER = frozenset({"ward", "district", "city"})
# What people say of any unit where residents live, and of whatever is called "khu …".
ANY = frozenset({"group"})
ANY_AREA = frozenset({"area"})
AREAS = frozenset({"quarter", "residents", "area", "city area", "housing", "old flats", "new town"})
# Said of a unit with a name of its own, whatever it is: the register's word for where people live.
LOOSE = frozenset({"group", "area", "neighbourhood", "residents", "board", "cluster"})

AREA_WORDS = {"chung", "cu", "khu", "nha", "o", "do", "thi", "tap", "the", "toa", "cum", "dan"}  # may be left out
NUMBERED = "so"
DIGITS = {
    "một": 1, "nhất": 1, "hai": 2, "nhì": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
ROMAN = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
}  # fmt: skip# Without their accents other words: "đổi", "dời", "bạn", "khói".
EVERYDAY = frozenset({"team", "mountain village", "old village", "block of streets", "tower", "street"})

STROKES = {ord("\u00f0"): "đ"}  # of another alphabet, and looks the same in capitals
# Where the mark of a tone is set differs from keyboard to keyboard.
TONES = dict(
    zip(
        ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"),
        ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"),
        strict=True,
    )
)
BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
ABOVE = re.compile(r"(?<=\S)[\s,;–-]+(?:phường|phuong|xã|xa|thị trấn|thi tran|tt\.|p\.)\s*[^\W\d_].*$", re.IGNORECASE)

# How the names of those begin who count their own people instead of residents; folded.
SCHOOL = re.compile(r"(?:truong|mam non|mau giao|tieu hoc|thcs|thpt|th|mn) (?!phong\b|ban\b|khoi\b)")
AGENCY = re.compile(
    r"(?:co quan|cong an|tram y te|trung tam|van phong|uy ban|ubnd|hdnd|dang uy|mttq|mat tran|ban chi huy|quan su"
    r"|chi cuc|bao hiem|toa an|vien kiem sat|kho bac|buu dien|cong ty|doanh nghiep|benh vien|phong) "
)
