"""Yes and no, as people write and say them. A word with accents is that word only: `đừng` is no `đúng`."""

import re
import unicodedata

from handlers.language.tokens import fold, strip_accents

LONGEST = 200  # signs of an answer to what was asked; more is a message of its own

YES = {"dung", "u", "uh", "vang", "da", "phai", "ok", "oke", "co", "dong y"}
NO = {"khong", "ko", "k", "khong phai", "sai"}

# All of what was shown cut short.
WHOLE = re.compile(
    r"(?:xem|liet ke|hien|ke|doc|cho xem)(?: cho)?(?: (?:em|toi|chi|anh|bac))? (?:het|du|day du|tat ca|ca)"
    r"(?: (?:danh sach|ra|di|nao|cac ten|ten))*"
)
_MARKED = {
    *("đúng", "ừ", "ừm", "vâng", "dạ", "phải", "có", "đồng", "ý", "không", "chuẩn", "chính", "xác"),
    *("ạ", "à", "đấy", "đó", "vậy", "thế", "rồi", "nhé", "nhỉ", "luôn", "đâu", "cháu"),
}
_AROUND = {  # mean nothing beside them
    *("a", "ah", "ak", "em", "e", "chau", "con", "day", "do", "vay", "the", "roi", "nhe", "nha", "nhi", "luon", "dau"),
}
_SURE = {"um", "chuan", "chinh xac"}


def is_yes(text: str) -> bool:
    """`đúng rồi em ạ`, `vang, dung`: nothing but yes, however often."""
    return _is(text, YES | _SURE)


def is_no(text: str) -> bool:
    return _is(text, NO)


def _is(text: str, known: set[str]) -> bool:
    if len(text) > LONGEST:
        return False
    said = unicodedata.normalize("NFC", text).lower().strip(" \"'")
    parts = [part.split() for part in re.split(r"[,.;!]", said) if part.strip()]
    return bool(parts) and all(_means(part, known) for part in parts)


def _means(written: list[str], known: set[str]) -> bool:
    if not all(word.isascii() or word in _MARKED for word in written):
        return False
    words = [word for word in strip_accents(" ".join(written)).split() if word not in _AROUND]
    return " ".join(words) in known or (bool(words) and all(word in known for word in words))


def said_whole(text: str) -> bool:
    """What was shown cut short is to be shown whole."""
    return bool(WHOLE.fullmatch(fold(text).strip(" .!")))
