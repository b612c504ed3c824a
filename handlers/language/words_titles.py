"""How titles are written: the bodies one may belong to, and the ranks one may hold in them. Folded to ASCII.

Three words keep a sign of their accents where the text has them, for without them they are others: `pho!` is "phó",
`pho_` is "phố", `ban!` is "bản".
"""

import re

from handlers.language.words_kinds import BUILDINGS

ACCENTED = {"phó": "pho!", "phố": "pho_", "bản": "ban!"}

# Several titles of one person; a dash stands inside names of offices too ("Văn phòng - Thống kê").
_BEGINS = r"(?:trưởng|phó|tổ trưởng|tổ phó|bí thư|chủ tịch|truong|pho|to truong|to pho|bi thu|chu tich)\b"
APART = re.compile(
    r"\s*(?:[,;/+\n|]|\b(?:kiêm|kiem)(?: (?:nhiệm|nhiem))?\b|\b(?:đồng thời|dong thoi)(?: (?:là|la))?\b"
    rf"|\s[-–]\s*(?={_BEGINS}))\s*",
    re.IGNORECASE,
)

# The first body that a title names decides: "Bí thư Chi đoàn khu phố 3" is of the youth, wherever it is.
BODIES: dict[str, tuple[str, ...]] = {
    "digital": ("cong nghe so", "chuyen doi so", "cnscd", "cdscd", "cns ?cd", "cds ?cd", "cns", "cds"),
    "militia": (
        *("quan su", "bch ?qs", "chqs", "chi huy", "dan quan", "dq(?:tt|tv|cd)?", "trung doi", "tieu doi"),
        "(?:thon|ap|xom|khu|khom) doi",
    ),
    "cell": ("chi bo", "dang vien"),
    "party": ("dang uy", "dang bo", "cap uy"),
    "front": ("mat tran", "mttq", "ubmttq", "b?ctmt"),
    "association": (
        *("(?<!xa )hoi(?! dong)", "lhpn", "phu nu", "nong dan", "cuu chien binh", "ccb", "nguoi cao tuoi", "nct"),
        *("chu thap do", "khuyen hoc", "cong doan"),
    ),
    "youth": (
        *("doan vien", "thanh nien", "dvtn", "dv", "tncs", "chi doan"),
        "doan(?! (?:the|ket|cong tac|kiem tra))",
    ),
    "police": (
        "cong an",
        "canh sat",
        "cskv",
        "ca (?:khu vuc|kv)",
        "cakv",
        "an ninh (?:trat tu|co so)",
        "antt",
        "bao ve dan pho_?",
    ),
    "culture": ("van hoa", "vh ?tt", "vh ?xh"),
    "office": ("van phong", "vp ?tk", "thong ke", "vp"),
    "taskforce": (
        "to (?:cong tac|de an|giup viec|truyen thong|tu van|hoa giai|bao ve)",
        *("de an", "ban chi dao", "bcd"),
    ),
    "neighbourhood": (
        *("to dan pho_?", "dan pho_?", "p?t ?dp", "khu pho_?", "kp", "khu dan cu", "kdc", "khu tap the", "ktt"),
        *("tieu khu", "khu", "thon", "xom", "ap", "ban!", "buon", "bon", "lang", "khom", "khoi(?: pho_?)?", "soc"),
        *("phum", "cum(?: dan cu)?", "chung cu", "toa(?: nha)?", "block", "ban (?:quan tri|quan ly|qt|ql)", "bqt"),
        *("bql", r"to(?= (?:\d|truong\b|pho\b|pho!|so\b)|$)"),
    ),
    "authority": ("ubnd", "uy ban", "hdnd", "hoi dong nhan dan", "phuong", "xa", "thi tran", "chu tich"),
}
DEPUTY = (r"pho!?(?! ?\d)", "ptdp", r"p(?= (?:truong|tdp|kp|thon)\b)")
HEAD = (
    *("truong", "bi thu", "chu tich", "chu nhiem", "giam doc", "chi huy", "^phu trach(?= )", "^dau moi(?= )"),
    *("dung dau", "ttdp", r"tt(?= (?:tdp|thon|to|khu|kp)\b)", "^tt$"),
)
OF_GROUP = ("to truong", "to pho!?", "t truong", "t pho!?", "ttdp", "tt")  # without any body they are of the group
BARE = ("truong", "pho!?")  # of whatever stands over the row
# What the head and the deputy of a unit are called; of any other kind, and of none, tổ trưởng and tổ phó.
HEADS = {
    "quarter": ("trưởng khu phố", "phó khu phố"),
    "block of streets": ("trưởng khối phố", "phó khối phố"),
    "residents": ("trưởng khu dân cư", "phó khu dân cư"),
    "small area": ("trưởng tiểu khu", "phó tiểu khu"),
    "village": ("trưởng thôn", "phó thôn"),
    "hamlet": ("trưởng xóm", "phó xóm"),
    "southern hamlet": ("trưởng ấp", "phó ấp"),
    "mountain village": ("trưởng bản", "phó bản"),
    "highland village": ("trưởng buôn", "phó buôn"),
    "bon": ("trưởng bon", "phó bon"),
    "ward hamlet": ("trưởng khóm", "phó khóm"),
    **dict.fromkeys(BUILDINGS, ("trưởng ban quản trị", "phó ban quản trị")),
}
USUAL = ("tổ trưởng", "tổ phó")
ESTATE = ("chung cu", "cc", r"ct ?\d*", "khu nha", "nha o", "khu do thi", "kdt", "toa", "block", "khu tap the", "ktt")
