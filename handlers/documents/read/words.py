"""The words by which plans and rosters are recognised, folded to ASCII, and the patterns built from them."""

import re

from handlers.language.tokens import flat
from handlers.language.unit_names import SIGNS, letters
from handlers.language.words_kinds import BUILDINGS, LEFT_OUT, PLAIN, UNITS, forms, one_of

# --- the words by which plans and rosters are recognised, folded to ASCII, and the patterns built from them

UNTIL = re.compile(r"\btới\b", re.IGNORECASE)  # folded, it could not be told from the evening
LONGEST_CELL = 1_000  # signs; what is longer is prose, and no pattern is tried on it


# "19 giờ 30 đến" and below it "21 giờ 30".
_HOUR = r"(?:\d[hg:]|\d|giờ|phút)"
BROKEN_RANGE = re.compile(
    rf"(?P<above>{_HOUR}\s?(?:đến|tới|[-–—]))[ \t]*\n\s*(?=\d)"
    rf"|(?P<hour>{_HOUR})[ \t]*\n\s*(?=(?:đến|tới)\s+\d|[-–—]\s?\d\d?\s?(?:[:hg]|giờ))",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Composed, each letter as Vietnamese has it, without the signs nobody sees; a range broken over lines is one."""
    whole = letters(text)
    return BROKEN_RANGE.sub(lambda found: f"{found['above'] or found['hour']} ", whole) if "\n" in whole else whole


def fold(text: str) -> str:
    """As `flat`, sign for sign, with "tới" as it means here: up to."""
    return flat(UNTIL.sub("den", text))


def folded_words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", fold(text))


def names_venues(heading: str) -> bool:
    """Where people meet, and not who: "Địa điểm tổ chức"."""
    return bool(VENUES.match(" ".join(folded_words(heading))))


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


PARTS = {"sang": "sáng", "trua": "trưa", "chieu": "chiều", "toi": "tối"}
ALL_DAY = "cả ngày"
AFTER_NOON = {"trua": range(1, 3), "chieu": range(1, 7), "toi": range(5, 12)}  # hours that are said without the twelve

WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5, "cn": 6}

ORDINAL = re.compile(r"\(?(?:[0-9]{1,2}|[a-z])\)?")
PARENTHESES = re.compile(r"\([^()]*\)?")
NUMBER_HEADERS = {"stt", "tt", "so tt", "so thu tu", "s tt", "so"}

# A heading consists of these words and nothing else; "thôn Đông" is a place, "thôn" a heading.
GROUP_SIGNS = (*SIGNS, "dia ban", "ten to")
GROUP_WORDS = _set(" ".join(SIGNS)) | _set(
    """
    dia diem don vi ten chung noi thuc
    hien trien khai ho tro cac so va hoac tren duoc den phan cong khu vuc phuong xa di cai dat cong tac
    lich tuyen truyen theo tai toi gom tham gia chi noi dp danh sach nhan tu quan
    """
)
NOT_GROUP = (
    "truong", "ho ten", "ho va ten", "so ho", "so nguoi", "can bo", "dien thoai", "nguoi", "luc luong",
    "thanh phan", "ghi chu", "sdt", "so luong", "lien he",
)  # fmt: skip
NOT_PLACE = (
    "noi dung", "noi nhan", "noi cap", "noi sinh", "ket qua", "chu tri", "phu trach", "dai bieu", "bao cao vien",
    "giang vien", "chi tieu", "so", "stt", "ten cong viec", "cong viec", "hoat dong", "hinh thuc", "doi tuong", "muc",
    "to cong tac", "to giup viec", "to xung kich", "to ho tro", "to chuc thuc hien", "doi hinh",
)  # fmt: skip
LONGEST_PLACE = 60
NUMBERED_HEADS = re.compile(r"(?:ten )?(?P<name>chi bo|chi hoi|chi doan|don vi bau cu)")
VENUES = re.compile(
    r"(?:dia diem|noi|diem|dia chi|vi tri|hoi truong|nha van hoa|tru so|cho|phong)\b(?! (?:dan cu|dung))"
)
# a group's name only where no better column stands beside
PLACE_SIGNS = ("dia diem", "don vi", "noi thuc hien", "noi to chuc", "khu vuc", "dia chi", "diem", "noi")

WEEKDAY_HEADERS = {"thu", "thu trong tuan", "ngay thu", "ngay trong tuan"}
SIX = "sáu"  # folded, it could not be told from the word for "after"
WEDNESDAY = "tư"  # folded, it could not be told from the word for "from"
FROM_SIGNS = ("bat dau", "tu ngay", "tu gio", "tu luc")
TO_SIGNS = ("ket thuc", "den ngay", "den gio", "den luc", "den het")
WHEN_SIGNS = ("ngay", "thoi gian", "gio", "buoi", "thoi diem", "lich", "thu", "ca", "tg", "t g")
WHEN_WORDS = _set(
    """
    ngay thang nam thoi gian gio buoi thoi diem lich thu ca thuc hien trien khai cai dat ho tro to chuc
    cac tu den bat dau ket thuc va lam viec du kien di ra quan duong toi sang chieu trong tuan cu the khung
    tg t g
    """
)
NOT_WHEN = ("ngay sinh", "ngay cap", "nam sinh", "ngay ky", "so ngay", "so buoi")
PART_HEADER = re.compile(r"(?:buoi )?(sang|trua|chieu|toi)\b")

TOTALS = re.compile(
    r"tong (?:cong|so)\b|(?:tong|cong)\s*(?:[:(\d].*|(?:dot|tuan|thang|muc|phan|chung|toan)\b.*)?$"
    rf"|so (?:doan|doi|buoi|luong|nguoi|can bo|ho|luot|dia ban|{one_of(PLAIN)})\b(?! *(?:so *)?\d)"
)
CLOSING = re.compile(
    r"(?:noi nhan|nguoi lap|lap bieu|kt\.|tm\.|tl\.|tuq\.|chu tich|pho chu tich|ky ten|\(?da ky|\(ky|thu truong"
    r"|xac nhan|luu\s*:)"
)
SIGNED = re.compile(r"[^,\d]{2,40},\s*ngay\b.*\bthang\b.*\bnam\b")
ASIDE = re.compile(r"(?:\*|\(?ghi chu|\(?luu y|\(danh sach|\(lich)")
OFF = re.compile(r"\b(?:hoãn|hủy|huỷ|dời|chuyển sang|chuyển lịch|tạm dừng|không thực hiện|nghỉ)\b", re.IGNORECASE)
MOVED = re.compile(r"\b(?:chuyển|đổi|lùi|rút|đẩy) (?:sang|qua|đến|tới|lên|xuống|về|vào|ngày|lịch)\b", re.IGNORECASE)
OFF_BEHIND = re.compile(
    r"[(\[–—-]\s*(?:đã |bị |tạm |mới |còn )*(?:hoãn|hủy|huỷ|dời|bỏ|dừng|nghỉ|dự kiến|chưa chốt|lịch cũ)\b",
    re.IGNORECASE,
)
CHANGES = re.compile(
    r"\b(?:đổi|chuyển|lùi|rút|thay (?:bằng|cho|đổi)|bỏ|thôi|không (?:đi|làm|còn|tham gia)|ko (?:đi|làm|còn)"
    r"|huy|hoan|doi (?:sang|lich|ngay)|chuyen (?:sang|lich|ngay)|lui (?:lich|ngay|sang))\b",
    re.IGNORECASE,
)  # said beside a cell
SECTION = re.compile(r"(?:[ivx]+|[a-h])[.)]?")
EVERYONE = re.compile(
    rf"(?:cac|nhung|moi|toan) (?:{one_of(UNITS)}|don vi|ho|phuong|xa|bo|the|dia ban|thi tran)\b(?! (?:so )?\d)"
    rf"|(?:tat ca|con lai)\b|\d+ {one_of(PLAIN)}$"
)

GROUP_PREFIX = re.compile(rf"(?:t\.d\.p\.?|{one_of(LEFT_OUT)})(?![a-z])\s*[:.]?\s*")
PLAIN_PREFIXES = forms(LEFT_OUT)
ADDRESS = re.compile(r"\s*(?:phuong|xa|quan|huyen|thi tran|thanh pho|tp|so nha|so|duong|pho|ngo|tinh|p|q)\b")
PLACE = re.compile(r"\btai\b(?! (?:ngay|thoi))|\bdia diem\b|\bo (?:nha|tru so|truong|dinh|chua)\b")
BLANKS = re.compile(r"[\s.\-…_/]*")
SURNAMES = {"ngô", "đỗ", "đặng", "lê", "lý", "hồ", "vũ", "võ", "bùi", "trần", "phạm", "phan", "hà", "hoàng", "tô", "tạ"}

APART = re.compile(
    r"[\s\d.)+*-]*(?:doi voi|rieng)\s+"
    r"(?P<name>(?:(?:cum|khu|toa)\s+)?(?:chung cu|do thi|nha o|tap the|toa nha|nha|truong|co quan)\s[^,;:.]{2,60}?)"
    r"\s*[,;:]"
)
UNTIL_DAY = re.compile(
    r"(?:truoc|cham nhat|den het|het|han)\s+(?:vao\s+)?(?:ngay\s+)?"
    r"(?P<day>\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?\d{4})?)(?![\d/])"
)
MONTH_OF_YEAR = re.compile(
    r"(?:thang\s*|\b(?:lich|ke hoach)\b(?: [a-z]+){0,5} t?|^\W*t)(?<![\d/])(\d{1,2})"
    r"\s*(?:/|-|nam|,\s*nam)\s*(\d{4})(?!\d)"
)
BARE_MONTH = re.compile(r"\bthang\s*(\d{1,2})\b(?!\s*(?:/|-|nam)\s*\d)")
FULL_DATE = re.compile(r"(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?!\d)")
YEAR = re.compile(r"nam\s*(20\d\d)(?!\d|\s*-\s*20)")
BARE_YEAR = re.compile(r"\b(?:lich|ke hoach|dot)\b.*(?<![\d/.-])(20\d\d)(?![\d/]|\s*-\s*20)")
LETTERHEAD = re.compile(r"ngay[\s.…\d]*thang")
REFERENCE = re.compile(
    r"\b(?:can cu|thuc hien (?:ke hoach|cong van|quyet dinh|chi thi|nghi quyet)|theo (?:ke hoach|cong van)|giai doan)\b"
)
HOURS_OF_PLAN = re.compile(
    r"\b(?:lich|ke hoach|thoi gian|buoi toi|cac toi|buoi sang|buoi chieu|moi buoi|moi toi|hang ngay|khung gio"
    r"|tu \d+ ?(?:h|gio|:))"
)
HOURS_OF_OTHERS = re.compile(
    r"\b(?:hop|giao ban|bao cao|khai mac|tap huan|ra quan|hanh chinh|tong ket|truoc|so ket|hoi nghi)\b"
)

NAME_HEADERS = (
    "ho va ten", "ho ten", "ho va", "ho dem", "ho", "ten", "ho va ten dem", "ten can bo", "ten thanh vien", "ten d c",
    "ten dong chi", "ten nguoi", "ten doan vien", "ten hoi vien", "ten to truong", "full name", "fullname",
)  # fmt: skip
# These say who stands below only where nothing else does, and a number stands beside it.
NAME_HEADERS_ALONE = {
    "dong chi", "d c", "cac dong chi", "thanh vien", "can bo", "nhan su", "nguoi phu trach", "can bo phu trach",
    "nguoi thuc hien", "danh sach", "danh sach thanh vien", "danh sach nhan su", "nguoi duoc phan cong", "name",
    "can bo duoc phan cong", "dau moi", "nguoi lien he", "ong ba", "thanh phan tham gia",
}  # fmt: skip
NO_FIELD = {"email", "e mail", "gmail", "facebook", "dia chi", "ngay cap", "noi cap", "ngay sinh", "ghi chu"}
ROLE_HEADERS = (
    "cong viec",
    "vi tri",
    "phan cong",
    "cv",
    "la",
    "chuc",
    "position",
    "chuc vu",
    "chuc danh",
    "nhiem vu",
    "vai tro",
    "luc luong",
    "thanh phan",
    "chuc vu nhiem vu",
    "chuc trach",
)
UNIT_HEADERS = ("don vi", "co quan", "noi cong tac", "don vi cong tac", "to chuc", "doan the", "bo phan")
PHONE_HEADER = re.compile(
    r"(?:so )?(?:dien thoai|di dong|sdt|dtdd|dt|zalo|lien he|lien lac|phone|mobile|tel|hotline)\b|so may\b"
)
NO_PHONE = re.compile(
    r"[-–—./x?0]*|trong|(?:dang|se) (?:cap nhat|bo sung)|bo sung sau"
    r"|(?:chua|khong|ko|k)(?: (?:co|xin|cho|dung|su dung|cap nhat|ro|biet))*(?: (?:duoc|so|dt|sdt|dien thoai|zalo))*"
)
# Whose number stands there: of the family, of a neighbour, or no longer.
OF_OTHERS = re.compile(
    r"\b(?:vo|chong|con(?: (?:gai|trai|dau|re))?|chau|bo|cha|me|em(?: (?:gai|trai))?|anh trai|chi gai|hang xom"
    r"|nguoi nha|gia dinh|nho|cu)\b"
)
# What a heading says beside a post: what stands in its cells; what is of somebody in a post, and not they.
_PHONE = r"(?:so )?(?:dien thoai|di dong|sdt|dtdd|dt|zalo|lien he|lien lac)"
OF_CELLS = re.compile(rf"\(?\b(?:(?:ho (?:va )?ten|ten|{_PHONE})(?:\s*[,;/&+–-]\s*| va |\s+)?)+(?:\)|\b|$)")
PHONE_WITHIN = re.compile(rf"\b{_PHONE}\b")
OF_A_POST = re.compile(
    r"\b(?:xac nhan|chu ky|ky (?:ten|nhan)|y kien|nhan xet|danh gia|quyet dinh|phu cap|de xuat|so luong|tong so|bau|nam"
    r"|ngay|trinh do|tuoi|so (?:to|pho|nguoi|can bo))\b|\bky$"
)
OF_NUMBERS = frozenset({"số", "của", "cá", "nhân", "riêng", "di", "động", "liên", "hệ", "điện", "thoại", "lạc"})
BARE_POSTS = frozenset({"truong", "pho", "cap truong", "cap pho", "nguoi dung dau"})
POSTS_WRITTEN_OUT = {"bi thu": "Bí thư chi bộ", "pho bi thu": "Phó bí thư chi bộ"}  # in a table of places
BOTH_POSTS = re.compile(
    r"\W*(?:(?:to truong|truong|pho|to pho|bi thu)(?: [a-z]+){0,3} )?kiem(?: nhiem| luon| chuc)?\W*"
)
# Where somebody lives is not what they answer for.
OF_HOMES = re.compile(
    r"\b(?:dia chi|noi o|cho o|thuong tru|tam tru|tru tai|cu tru|tru quan|que quan|nguyen quan|noi sinh|nha rieng"
    r"|ho khau)\b"
)
HOME = re.compile(
    r"^(?:so )?\d+[a-z]?(?:/\d+[a-z]?)*,?\s+(?!va\b|den\b)[a-z]|\b(?:so nha|ngo|ngach|hem|duong|kiet)\s+\S"
)
OF_RELATIVES = re.compile(r"\b(?:vo|chong|cha|me|nguoi than|bao ho|con|chu ho|gioi thieu|ghi chu|nguoi ky|xac nhan)\b")
CHARGE_SIGNS = ("phu trach", "dia ban", "dung chan", "khu vuc", "noi thuc hien", *forms(PLAIN - BUILDINGS))
WHOLE_NAME = re.compile(r"ho (?:va )?ten(?! dem)\b")
TITLES = re.compile(
    r"(?:ông\s*/\s*bà|ông\s*\(bà\)|\((?:ông|bà)\)|ông|bà|anh|chị|cô|chú|bác|đ[/.]c|đc|đồng chí|ths|ts|cn|ks|bs"
    r"|(?:thiếu|trung|thượng|đại)\s+(?:úy|uý|tá))(?:\.\s*|:\s*|\s+)|(?:ô(?:\.\s*|:\s*|\s+)|[bac](?:\.\s+|:\s*))(?=\w)",
    re.IGNORECASE,
)
TITLE_BEHIND = re.compile(r"\s*\((ông|bà|anh|chị|cô|chú|bác)\)$", re.IGNORECASE)

TITLE_HEADERS = ("danh xung", "xung ho", "ong ba")
NAME_NOTE = re.compile(r"\s*(?:\((?P<inside>[^()]*)\)|(?:\s[-–]\s|[,;]\s*)(?P<behind>.*))$")
LISTED = re.compile(r"[\n;,]")
PHONE_BEHIND = re.compile(
    r"[\s:(,-]*(?:(?:sđt|đt|sdt|dt|zalo)[\s.:]*)?\(?(?:\+|00)?[\doO][\d\soO.)(-]{7,}$", re.IGNORECASE
)
SURNAME_AS_TITLE = re.compile(r"ông thị\b|bà văn \S+$", re.IGNORECASE)
TITLE_AS_SURNAME = re.compile(r"(?:ông|bà|cô) (?:thị|văn) \S+", re.IGNORECASE)

ENUMERATOR = re.compile(r"(?:[IVXivx]+|[A-Ha-h]|\d{1,2})[.):]\s*|[-+*•]\s+")
EVERYWHERE = re.compile(
    rf"(?:toan|tat ca|ca)\b.*\b(?:phuong|xa|dia ban|{one_of(PLAIN)})|tat ca$"
    rf"|cac {one_of(UNITS)}(?: (?:dan|pho|cu|trong|tren|dia|ban|toan|phuong|xa|thuoc))*$"
)
PHONE_WORDS = re.compile(
    r"\([^)\d]*\)|\b(?:zalo|sdt|dtdd|dt|dd|tel|phone|mobile|di dong|dien thoai|hoac|va|so|may ban|nr|cq)\b[.:]?"
)


ONE_PLACE = one_of(PLAIN)
HEAD_OF = re.compile(rf"\b(?:trưởng|phó)\s+(?P<kind>{one_of(UNITS - {'group', 'neighbourhood'}, folded=False)})\b")
DITTO = re.compile(r"\W*(?:n\W{0,2}t|nhu tren|cung tren|idem)\W*|[-–—\s]*(?:[\"″“”„〃]|''|,,|//)[-–—\s]*")
NOBODY = re.compile(
    r"\W*(?:(?:con |dang |hien )?(?:khuyet|trong)|(?:chua|khong|ko) (?:co|bau|bo tri|phan cong)(?: nguoi| ai)?)\W*"
)
_LED = "thon|khu|kp|ap|khom|xom|to|tdp|ban"
POST_FIRST = re.compile(
    rf"\W*(?:to (?:truong|pho)|truong (?:{_LED})|pho (?:truong|bi thu|chu tich|{_LED})|bi thu|chu tich|chi huy"
    r"|thanh vien|doan vien|dvtn|dan quan|hoi vien|can bo|cong an|cskv|dang vien|cong tac vien|ctv)\b"
)
POST_ALONE = re.compile(
    rf"(?:(?:{_LED}|khoi|lang|cum)(?: (?:dan pho|pho))? )?(?:truong|pho)(?: (?:{_LED}|khoi|lang|cum))?(?: pho)?"
)
BORN = re.compile(r"\s*[(,;-]?\s*(?:sn|ns|sinh(?: nam| ngay)?|nam sinh)\b[^)]*\)?$|\s*\((?:1[89]|20)\d\d\)$")

# --- the words by which a table of headcounts is recognised, folded to ASCII, beside those that one types

UNIT_HEAD = re.compile(
    rf"(?:ten |cac )?(?:{'|'.join(SIGNS)}|dia ban|don vi|co quan|truong hoc|truong|to chuc)(?: so)?"
    r"(?:\b(?!\s*(?:truong|pho\b)).*)?"
)
NO_UNIT = re.compile(r"\b(?:so|tong)\b|\bto (?:truong|pho)\b|\bho (?:va )?ten\b")
# A column that counts something else: what was done, a part of the people, a rate, whose number it is.
OTHER = re.compile(
    r"%|\b(?:cai|kich hoat|t[yi] le|chenh|muc tieu|chi tieu|ghi chu|chua|khong|duoi|phu trach|ho (?:va )?ten|lien he"
    r"|sdt|ho (?:co|dung|nhan|van) \w+|ngheo|can ngheo|cao tuoi)\b|^(?:nam|nu)$"
)
GENERIC = re.compile(
    r"(?:tong|tong so|tong cong|so luong|so nguoi|toan bo|so lieu|nguoi|cong|ngay|thang|den|[\d/.\s])*"
)
OLD_OR_YOUNG = re.compile(r"\b15\b|\b18\b")
TOTAL = re.compile(r"(?:[ivxa-h\d]+[.)]?\s+)?(?:tong|cong|toan (?:phuong|xa)|ca (?:phuong|xa)|phuong|xa)\b")
UNITS_BEHIND = re.compile(r"\s*(?:nguoi|ho|khau|nhan khau|may)\.?$|(?<=\d)\.$")
WHOLE = re.compile(r"\d+|\d{1,3}(?P<mark>[., '’])\d{3}(?:(?P=mark)\d{3})*")
TWO_NUMBERS = re.compile(r"\d{3} \d{3}|.*\d\s*\n\s*\d.*", re.DOTALL)  # of a place, no hundred thousands
FRACTION = re.compile(r"\d{1,3}[.,]\d{1,2}")  # as Excel leaves 1.250 that it took for one and a quarter
OF_YEAR = re.compile(r"20\d\d")
ALL_AGES = re.compile(r"(?:tong )?(?:so )?(?:nhan )?khau")
SCALED = re.compile(r"\b(?:dvt|don vi tinh|don vi)\b.*\b(?:nghin|ngan|trieu)\b|\((?:nghin|ngan|trieu) ?(?:nguoi|ho)?\)")
NOUGHTS = re.compile(r"[.,]0{1,2}$")
BARE = re.compile(r"(?:so\s*)?(?P<number>\d+)")

AS_OF = re.compile(r"\btinh den\b|\bden (?:het )?ngay\b|\bthoi diem\b|\bcap nhat\b|\bso lieu\b.*\bngay\b|^\W*ngay\b")
LONG_DATE = re.compile(r"ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})")
SOURCE = re.compile(
    r"(?:^\W*nguon(?: so lieu)?\s*:?\s+|\bdon vi cung cap\s*:\s*|\btheo (?:so lieu )?(?:cua )?)(?P<source>\S.*)"
)
BEHIND_SOURCE = re.compile(r"[\s,;:(.-]*\b(?:tinh den|den ngay|ngay|thoi diem|cap nhat|den)\b.*$|[\s).,;]+$")
LONGEST_SOURCE = 80
