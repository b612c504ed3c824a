"""Yes and no, as people write them; folded."""

import re

YES = {"dung", "u", "uh", "vang", "da", "phai", "ok", "oke", "co", "dong y"}
NO = {"khong", "ko", "k", "khong phai", "sai"}

# All of what was shown cut short.
WHOLE = re.compile(
    r"(?:xem|liet ke|hien|ke|doc|cho xem)(?: cho)?(?: (?:em|toi|chi|anh|bac))? (?:het|du|day du|tat ca|ca)"
    r"(?: (?:danh sach|ra|di|nao|cac ten|ten))*"
)
