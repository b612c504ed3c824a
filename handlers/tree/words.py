"""How people say that units are renamed, merged, split, or were loaded by mistake: with accents or without."""

import re
import unicodedata
from collections.abc import Iterator

from handlers.intents.removing import Remove
from handlers.intents.units import NewPart, UnitWish
from handlers.language.words_kinds import PLAIN, UNITS, one_of

# --- how people say that units are renamed, merged or split: with accents or without

_CALLED = {"group", "neighbourhood"}
_KIND = re.compile(rf"(?:{one_of(_CALLED, folded=False)}|{one_of(_CALLED)})\s+(?=[^\W\d_])", re.IGNORECASE)
_FROM = re.compile(r"\s+(?:kể\s+|ke\s+)?(?:từ|tu)(?:\s+(?:ngày|ngay|tối|toi))?\s+([\d/.-]+)\s*$", re.IGNORECASE)
_RENAME = re.compile(r"(?:đổi|doi)\s+(?:tên|ten)\s+(?P<rest>.+)", re.IGNORECASE)
_MERGE = re.compile(r"(?:gộp|gop|sáp\s+nhập|sap\s+nhap|hợp\s+nhất|hop\s+nhat)\s+(?P<rest>.+)", re.IGNORECASE)
_SPLIT = re.compile(r"(?:tách|tach)\s+(?P<rest>.+)", re.IGNORECASE)
_INTO = re.compile(r"\s+(?:thành|thanh)\s+", re.IGNORECASE)
_UNDER = re.compile(r"\s+(?:vào|vao)\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,(?!\d)|\+|;|\s(?:và|va|với|voi)\s)\s*", re.IGNORECASE)
_SHARE = re.compile(r"(?P<name>.+?)\s*[:(=]?\s*(?P<share>\d{1,3}(?:[.,]\d{1,2})?)\s*%\)?")


def without_kind(name: str) -> str:
    return _KIND.sub("", name, count=1) if _KIND.match(name) else name


def wishes(text: str) -> tuple[UnitWish, ...]:
    """Every way in which it can be read: a name may hold the very word that leads to the new name."""
    said = " ".join(unicodedata.normalize("NFC", text).split()).rstrip(" .!")
    since = _FROM.search(said)
    day = since[1] if since else ""
    said = said[: since.start()] if since else said
    return tuple(wish for kind in (_renames, _merges, _splits) for wish in kind(said, day))


def _renames(said: str, day: str) -> Iterator[UnitWish]:
    found = _RENAME.fullmatch(said)
    for old, new in _halves(found["rest"], _INTO) if found else ():
        yield UnitWish("rename", (old,), (NewPart(new),), day)


def _merges(said: str, day: str) -> Iterator[UnitWish]:
    found = _MERGE.fullmatch(said)
    rest = found["rest"] if found else ""
    for old, new in _halves(rest, _INTO):
        yield UnitWish("merge", tuple(_AND.split(old)), (NewPart(new),), day)
    for old, new in _halves(rest, _UNDER):
        yield UnitWish("merge", (new, *_AND.split(old)), (NewPart(new),), day)


def _splits(said: str, day: str) -> Iterator[UnitWish]:
    """Shares are said with every part; a split without them is none that could be carried out, and is told so."""
    found = _SPLIT.fullmatch(said)
    for old, new in _halves(found["rest"], _INTO) if found else ():
        named = [_SHARE.fullmatch(part) for part in _AND.split(new)]
        parts = [NewPart(one["name"], _hundredths(one["share"])) for one in named if one]
        if len(parts) < len(named):
            parts = [NewPart(part, 0) for part in _AND.split(new)]
        yield UnitWish("split", (old,), tuple(parts), day)


def _halves(text: str, between: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    for found in between.finditer(text):
        yield text[: found.start()], text[found.end() :]


def _hundredths(share: str) -> int:
    return round(float(share.replace(",", ".")) * 100)


# --- how a clerk says that a unit or a person was loaded by mistake: with accents or without

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
