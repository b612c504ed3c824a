"""What the lists of a campaign's file are called by people, and how they write figures, days and hours in it."""

import re

# As they stand in its Excel form, by key, or by section and key; the first name of a code is the one that is shown.
CHOICES: dict[str, dict[str | int, str]] = {
    "kind": {"province": "Tỉnh – thành phố", "district": "Quận – huyện", "ward": "Phường – xã"},
    "measure": {
        "smartphone15": "15+ có smartphone",
        "residents15": "Người từ 15 tuổi",
        "adults18": "Người từ 18 tuổi",
        "households": "Hộ",
        "staff": "Cán bộ – nhân viên",
    },
    "rewards.measure": {
        "percent": "Tỷ lệ đạt",
        "reported": "Số buổi đã báo",
        "on_time": "Báo đúng giờ",
        "counted": "Số đếm được",
        "announcements": "Số thông báo",
        "presence": "Có mặt ở các buổi",
    },
    "whom": {
        "everyone": "Mọi nơi",
        "groups": "Tổ, toà nhà",
        "schools": "Trường học",
        "agencies": "Cơ quan",
        "youth": "Chi đoàn",
        "militia": "Dân quân",
        "digital": "Tổ công nghệ số",
        "culture": "Văn hóa – thể thao",
        "police": "Công an",
        "members": "Hội viên",
    },
    "force": {
        "youth": "Đoàn viên",
        "militia": "Dân quân",
        "digital": "Tổ công nghệ số",
        "culture": "Văn hóa – thể thao",
        "police": "Công an",
        "members": "Hội viên",
    },
    "due_on": {
        0: "Thứ Hai",
        1: "Thứ Ba",
        2: "Thứ Tư",
        3: "Thứ Năm",
        4: "Thứ Sáu",
        5: "Thứ Bảy",
        6: "Chủ nhật",
    },
}

# Further names of the same, folded.
ALSO = {
    "province": ("tinh", "thanh pho", "tp", "city"),
    "district": ("quan", "huyen", "thi xa", "thanh pho thuoc tinh"),
    "ward": ("phuong", "xa", "thi tran", "dac khu"),
    "youth": ("doan thanh nien", "doan vien thanh nien"),
    "digital": ("to cong nghe so cong dong", "cnscd", "to cnscd"),
    "culture": ("van hoa the thao", "vh-tt", "vhtt"),
    "members": ("hoi phu nu", "phu nu"),
    "smartphone15": ("smartphone", "co smartphone"),
    "residents15": ("tu 15 tuoi", "15+"),
    "adults18": ("tu 18 tuoi", "18+"),
    "households": ("so ho", "ho dan"),
    "staff": ("can bo", "nhan vien"),
}

LEVEL = re.compile(r"(?:phuong|xa|thi tran|dac khu|quan|huyen|thi xa|thanh pho|tp|tinh)\.?\s+")  # before a name, folded
PLACEHOLDER = re.compile(r"<[^<>]*>")  # what a template has where something must be filled in
DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?")
YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
LONG_DATE = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(\d{4}))?", re.IGNORECASE)
WORDS = re.compile(r"(?!(?:true|false|inf|nan)\b)[^\W\d_][^\\\x00]*")  # a name that nobody has put into quotes
TIME = re.compile(r"(\d{1,2})\s*(?:h|g|:|giờ|gio)\s*(\d{2})?(?:\s*(?:phút|phut|p|'))?", re.IGNORECASE)
PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:%|phần trăm|phan tram)", re.IGNORECASE)
GROUPED = re.compile(r"\d{1,3}(?:[. ]\d{3})+")
# A value without quotes that TOML does not know, or would read as another number.
BARE = re.compile(
    r"""(?P<skip>"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*)"""
    r"""|(?P<is>=[ \t]*)(?P<value>[^\s"'\[\]{},\#=][^"'\[\]{},\#=\n]*?)(?=[ \t]*(?:[,}\]\#\n\r]|$))"""
)
