"""What people say about the evening itself, and how such lines begin. Folded by the readers."""

import re

# --- what people say about the evening itself: who comes, who is missing, later, not tonight. Folded by the readers

ALL_HERE = "đủ|đủ cả|đủ hết|đủ người|đủ quân|đủ rồi|có đủ|đông đủ|đủ đội|đầy đủ|đủ quân số|đội đủ|đủ mặt"
YES = "được|ok|oke|đồng ý|nhất trí|ừ|vâng|chốt|duyệt|thế nhé|được rồi|ok em|vâng em|được nhé"
LATER = (
    "lát|lát nữa|tí nữa|tý nữa|chút nữa|tẹo nữa|xíu nữa|chốc nữa|lúc nữa|đợi chút|chờ chút|chờ tí|đợi tí|báo sau|"
    "tí báo|lát báo|đang đếm|chưa xong"
)
HALF_AN_HOUR = "nửa tiếng|nửa giờ|nửa tiếng đồng hồ"
MINUTES = "phút|ph|p"
HOURS = "tiếng|giờ"
REASONS = ("mưa", "bão", "ngập", "mất điện", "tang")  # what a night is called off for; texts_evening.py words them
DAYS = {"ngày": 1, "hôm": 1, "bữa": 1, "tối": 1, "buổi": 1, "tuần": 7}


# --- how whole lines about an evening begin or look

# What the office says as a captain would: with the verb, or a day and nothing but names.
ASSIGN = re.compile(r"^(?:phân công|phan cong|phân|cử|xếp)(?!\w)", re.IGNORECASE)
ASSIGNS = re.compile(
    r"(?:(?:phan cong|phan|cu|xep)(?![a-z]).*[a-z].*"
    r"|(?:toi |ngay )*\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?[ :,]+[a-z][a-z ,;]*)[ .!]*"
)

# Who comes with us? Nobody-came reports and figures are none.
TEAM_ASKED = re.compile(
    r"(?<![a-z])(?:doi(?: cua)?(?: minh| toi| bac| em| to)?(?: toi nay| mai)? (?:co|gom|la)(?: nhung)? ai"
    r"|(?:danh sach|ds) doi|doi hinh"
    r"|(?:co )?(?:nhung )?ai(?: se| duoc phan)? (?:di|den|toi)(?: cung| voi| toi nay| mai|(?= (?:toi|hom|thu|ngay)))"
    r"|(?:di|lam) (?:cung|voi) (?:ai|nhung ai)|(?:cung|voi) nhung ai"
    r"|(?:toi nay|toi mai|mai|hom nay)(?: thi)? (?:co )?(?:nhung )?ai di)(?![a-z])"
)
NOT_ASKED = re.compile(r"(?<![a-z])(?:khong|ko|k|kg|chua|chang|cha|hong) (?:co )?ai|(?<![a-z])ho(?![a-z])")
NUMBER_ASKED = re.compile(
    r"(?:cho |xin |bac |toi |em |gui |hoi )*(?:so|sdt|so dien thoai|dien thoai|so may|so dt|dt)"
    r"(?: cua)? (?:ban|anh|chi|em|co|chu|chau|dong chi|dc|cau) (?P<name>[a-z]+(?: [a-z]+)?)(?: la)?(?: bao nhieu| gi)?"
    r"(?: a| nhe| voi| di)*[ ?.!]*"
)

_NAME = r"(?:(?:ban|anh|chi|em|dong chi|dc) )?[a-z]+(?: [a-z]+){0,3}?"
INSTEAD = (
    re.compile(
        rf"[ :,]*(?:thay|doi) (?P<old>{_NAME}) (?:bang|thanh|lay) (?P<new>{_NAME})(?: nhe| nha| giup anh)?[ .!]*"
    ),
    re.compile(rf"[ :,]*(?P<new>{_NAME}) (?:di )?thay (?:cho )?(?P<old>{_NAME})[ .!]*"),
)
# What stands beside days and a no, where a volunteer says it before being asked.
BUSY_WORDS = frozenset(
    [
        "em",
        "toi",
        "minh",
        "chau",
        "anh",
        "chi",
        "xin",
        "phep",
        "bao",
        "thua",
        "da",
        "a",
        "va",
        "ban",
        "viec",
        "co",
        "nghi",
        "khong",
        "di",
        "duoc",
        "vang",
        "nhe",
        "nha",
        "roi",
        "thi",
        "ca",
    ]
)
