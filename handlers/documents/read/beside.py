"""What stands in a place's cell beside its name: who leads it, a telephone, a venue, an address, a remark."""

import re
from collections.abc import Iterator
from enum import Enum, auto

from handlers.documents.read import words
from handlers.documents.read.words import fold
from handlers.language import words_kinds
from handlers.language.titles import kind as post
from handlers.language.unit_names import composed, parts


class Sort(Enum):
    """`PERHAPS_PERSON`: a street as likely as whoever leads the place. `LIST`: other places in brackets."""

    PLACE = auto()
    PERSON = auto()
    PERHAPS_PERSON = auto()
    PHONE = auto()
    VENUE = auto()
    ADDRESS = auto()
    REMARK = auto()
    WARD = auto()
    WHEN = auto()
    LIST = auto()
    BROKEN = auto()


AWAY = {Sort.PERSON, Sort.PHONE, Sort.VENUE, Sort.ADDRESS, Sort.REMARK}
UNSURE = {Sort.PERHAPS_PERSON, Sort.WHEN, Sort.LIST, Sort.BROKEN}

_TITLE = r"(?:ông|bà|anh|chị|cô|chú|bác|thầy|đ/c|đ\.c\.?|đc|đồng chí|mr\.?|ms\.?)"
_POST = (
    r"(?:tổ trưởng|tổ phó|trưởng (?:thôn|khu|ban|ấp|khóm|xóm|bản|buôn|làng|tổ|khối|nhóm)|phó (?:trưởng|thôn|khu|ban|bí)"
    r"|bí thư|liên hệ|lh|phụ trách|người phụ trách|cán bộ|đầu mối|tt(?:dp)?\b(?=\s*:)|chủ trì|trưởng kp)"
)
_NUMBER = r"(?:sđt|sdt|đt|dt|đtdđ|điện thoại|zalo|hotline|tel|di động|dđ)"
_SURNAME = "|".join(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh lâm trịnh mai tô tạ hà cao châu lương"
    " vương thái tăng quách chu phùng kiều triệu nông lò vi y k' h'".split()
)
_VENUE = (
    r"nvh\w*|nhà văn ho[áa]|nhà văn hóa|nhà sinh hoạt|nsh\b|nhà họp|nhà cộng đồng|nhà rông|nhà thi đấu|nhà truyền thống"
    r"|hội trường|trụ sở|phòng họp|sân (?!bay)|sảnh|điểm trường|khuôn viên|hầm (?:gửi )?xe|nhà (?:riêng )?(?:ông|bà|anh|chị)\b"
    r"|ubnd|uỷ ban|ủy ban|trung tâm (?:văn ho|học tập|hội nghị)|nha van hoa|hoi truong|nha sinh hoat|tru so|san dinh"
)
_OTHER_VENUE = (
    r"đình\b|chùa\b|đền\b|miếu\b|chợ\b|nhà thờ|công viên|trạm y tế|thư viện|quán|cà phê|cafe|tầng \d|trường\b|khu vui chơi"
    r"|vườn hoa|bãi|bến|cổng|trung tâm|văn phòng|chốt|gốc|dinh\b|chua\b|truong (?:th|tieu|thcs|mam)"
)
VENUE = re.compile(rf"(?:(?:tại|ở|đ/đ|địa điểm|nơi họp|điểm)\b\s*:?\s*|(?:{_VENUE})(?!\w)|(?:{_VENUE}))")
PERHAPS_VENUE = re.compile(rf"(?:{_OTHER_VENUE})")
ADDRESS = re.compile(r"(?:số nhà|sn\b|số \d+\w*[,\s]+(?:đường|ngõ|phố|ngách|hẻm|tổ)|đường|ngõ|ngách|hẻm|kiệt|km ?\d|quốc lộ|ql ?\d)\b")
ABOVE_WARD = re.compile(r"(?:quận|huyện|thị xã|thành phố|tp\.?|tỉnh)\s*\S")
TITLED = re.compile(rf"{_TITLE}\s*:?\s+(?=[^\W\d_])", re.IGNORECASE)
FULL_NAME = re.compile(rf"(?:{_SURNAME})(?: [^\W\d_]+)* (?:văn|thị)(?: [^\W\d_]+){{1,3}}\b")
NAMED = re.compile(rf"(?:{_SURNAME})(?: [^\W\d_]+){{2,4}}$")
PHONE = re.compile(rf"(?:{_NUMBER}[\s.:]*)?\(?(?<![\d/])(?:(?:\+|00)?84|0)(?:[ .-]?\d){{8,10}}(?!\d)\)?", re.IGNORECASE)
ONLY_PHONE = re.compile(rf"(?:{_NUMBER}\b.*|\+?(?:[\s.()-]*\d){{8,}}[\s.()-]*)", re.IGNORECASE)
WHEN = re.compile(
    r"\b\d{1,2}\s?(?:h|g|giờ)\s?(?:[0-5]\d)?\b(?!\w)|\b\d{1,2}:[0-5]\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d\d\b"
    r"|\b(?:ngày|tối|sáng|chiều|thứ)\s+(?:mùng )?\d|\b\d{4}-\d\d-\d\d\b"
)
BROKEN = re.compile(
    r"#\S*[!?]|#n/a|#{2,}|(?:#|e)rr(?:or)?:?\s*\d*|#ref|n/a|null|none|nan|true|false|undefined|\?+|\[object.*"
)
MONTH_NAME = re.compile(
    r"\d{1,4}[-\s](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg ?\d{1,2})\w*(?:[-\s]\d{2,4})?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[-\s]\d{1,4}|thg ?\d{1,2}[-\s]\d{1,4}"
)
NO_NAME = re.compile(r"[\W_]*|-\d+|\d+[.,]\d+|0+|\d{4,}|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?")

# Between a place and what is said of it, where no sign stands.
_TITLE_BEHIND = re.compile(rf"\s+(?={_TITLE}\s*:?\s*(?P<named>[^\W\d_]))")
_SEAM = re.compile(
    rf"\s+(?=tại\s|(?:{_POST})\b|(?:{_VENUE})|{PHONE.pattern}|{_TITLE}\s+{FULL_NAME.pattern})", re.IGNORECASE
)
SEAM = "\x1e"
_CUTS = re.compile(rf"\s*[\n;,]\s*|\s*:\s+|:(?=[^\W\d_])|\s+[-–—•|]\s+|\s*[–—]\s*|{SEAM}")
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
KEPT = "\ue000"
MARKS = " " + "".join(chr(ord(KEPT) + number) for number in range(64))  # brackets that belong to a name, so that nothing in them is taken for a sign between names


class Unsure(ValueError):
    """What stands beside the name may be part of it, or says more than a name."""


def without(cell: str) -> tuple[str, list[str]]:
    """The names that a cell holds, still joined as they were, and the brackets in them. Raises Unsure."""
    brackets: list[str] = []
    bare = _BRACKETED.sub(lambda found: _bracket(found, brackets), cell)
    if any(sign in bare for sign in "()[]"):
        raise Unsure(cell)
    segments = list(_segments(_SEAM.sub(SEAM, _TITLE_BEHIND.sub(_before_a_name, bare))))
    kept = [(sign, text) for place, (sign, text) in enumerate(segments) if _stays(text, segments[:place])]
    if not kept:
        raise Unsure(cell)
    return kept[0][1] + "".join(f"{' ' if sign == SEAM else sign}{text}" for sign, text in kept[1:]), brackets


def restored(name: str, brackets: list[str]) -> str:
    for number, inside in enumerate(brackets):
        name = name.replace(chr(ord(KEPT) + number), inside)
    return name


def _bracket(found: re.Match[str], brackets: list[str]) -> str:
    sort = of(found[1].strip()) if len(brackets) < len(MARKS) - 1 else Sort.LIST
    several = sort is Sort.PLACE and len([part for part in _CUTS.split(found[1]) if re.search(r"\d", part)]) > 1
    if sort in UNSURE or several:
        raise Unsure(found[0])
    if sort in AWAY:
        return ""
    brackets.append(found[0] if found[0][0].isspace() else f" {found[0]}")
    return chr(ord(KEPT) + len(brackets) - 1)


def _before_a_name(found: re.Match[str]) -> str:
    return SEAM if found["named"].isupper() else found[0]


def _segments(text: str) -> Iterator[tuple[str, str]]:
    sign, at = "", 0
    for cut in _CUTS.finditer(text):
        yield sign, text[at : cut.start()]
        sign, at = cut[0], cut.end()
    yield sign, text[at:]


def _stays(text: str, before: list[tuple[str, str]]) -> bool:
    """Behind a place with its number a temple is where people meet; alone it may be a village."""
    sort = of(text.strip(" ."))
    behind = any(parts(one).kinds for _, one in before)
    if behind and sort is Sort.PLACE and len(text.split()) > 1 and PERHAPS_VENUE.match(composed(text)):
        return False
    if sort in UNSURE or (sort is Sort.PERSON and not behind and parts(text).kinds):
        raise Unsure(text)
    return sort not in AWAY


def of(text: str) -> Sort:
    """What one part of a cell is; a place where it is nothing else."""
    said = composed(text)
    if not said:
        return Sort.PLACE
    for sort, pattern in ((Sort.BROKEN, BROKEN), (Sort.REMARK, words_kinds.REMARKS), (Sort.PHONE, ONLY_PHONE)):
        if pattern.fullmatch(said):
            return sort
    if PHONE.search(said) or _is_person(text, said):
        return Sort.PERSON
    return _by_beginning(text, said)


def _by_beginning(text: str, said: str) -> Sort:
    for sort, pattern in (
        (Sort.VENUE, VENUE),
        (Sort.ADDRESS, ADDRESS),
        (Sort.WARD, words_kinds.HIGHER_WORD),
    ):
        if pattern.match(said):
            return sort
    if WHEN.search(said):
        return Sort.WHEN
    return Sort.PERHAPS_PERSON if NAMED.match(said) and _capital(text) else Sort.PLACE


def _is_person(text: str, said: str) -> bool:
    titled = TITLED.match(text)
    if re.match(rf"(?:{_POST})\b", said) or FULL_NAME.match(said):
        return True
    if titled is None:
        return False
    rest = text[titled.end() :]
    return rest[:1].isupper() and (text[:1].islower() or bool(re.match(rf"(?:{_SURNAME})\s", composed(rest))))


def _capital(text: str) -> bool:
    return all(word[:1].isupper() for word in text.split())
