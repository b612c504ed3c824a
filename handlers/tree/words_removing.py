"""How a clerk says that a unit or a person was loaded by mistake: with accents or without."""

import re
import unicodedata

from handlers.intents.removing import Remove
from handlers.language.words_kinds import PLAIN, UNITS, one_of

_DELETE = r"(?:xóa|xoá|xoa)(?:\s+(?:hẳn|han|luôn|luon|giúp|giup))?"
_OFF = r"(?:\s+(?:ra\s+)?(?:khỏi|khoi)\s+(?:danh\s+sách|danh\s+sach|phường|phuong|hệ\s+thống|he\s+thong))?"
_PLACE = re.compile(
    rf"{_DELETE}\s+(?:(?:địa\s+bàn|dia\s+ban|nơi|noi)\s+(?P<named>.+?)"
    rf"|(?P<kind>(?:{one_of(UNITS, folded=False)}|{one_of(PLAIN)}|ban)(?![^\W\d_])\s*.+?)){_OFF}",
    re.IGNORECASE,
)
_PERSON = re.compile(rf"{_DELETE}\s+(?:người|nguoi|tên|ten)\s+(?P<name>.+?){_OFF}", re.IGNORECASE)


def removal(text: str) -> Remove | None:
    said = " ".join(unicodedata.normalize("NFC", text).split()).rstrip(" .!ạ")
    person = _PERSON.fullmatch(said)
    if person:
        return Remove("person", person["name"])
    place = _PLACE.fullmatch(said)
    return Remove("unit", place["named"] or place["kind"]) if place else None
