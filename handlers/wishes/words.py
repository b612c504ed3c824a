"""How the sentences of wishes are written in their files, and what is a word in them."""

import re
import unicodedata

from handlers.language.tokens import strip_accents
from handlers.language.words_kinds import UNITS, one_of


class Unfit:
    """Words that are nobody's wish: as they are written, and what is left of them without accents."""

    def __init__(self, written: str, bare: str) -> None:
        self._written = re.compile(rf"(?<!\w)(?:{written})(?!\w)")
        self._bare = re.compile(rf"(?<![a-z])(?:{bare})(?![a-z])")

    def certainly_in(self, text: str) -> bool:
        """A message that has accents is read by them alone."""
        lower = unicodedata.normalize("NFC", text).lower()
        return bool((self._bare if strip_accents(lower) == lower else self._written).search(lower))


WORD = re.compile(r"[^\W_]+|[?%]")
NUMBER = re.compile(r"\d")
SLOTS = re.compile(r"\s*\{[^{}]*\}\s*$")  # {unit=tổ tôi; night=tối 14}
# What thumbs leave out, written in full.
SHORTHAND = {
    **dict.fromkeys(("k", "ko", "kg", "khg", "hok", "hong", "hông", "hổng", "kh", "hem", "0"), "không"),
    **dict.fromkeys(("dc", "đc", "đk", "đx", "dk"), "được"),
    **dict.fromkeys(("e", "iem"), "em"),
    **dict.fromkeys(("bn", "bnhiu", "nhiu"), "bao nhiêu"),
    **dict.fromkeys(("j", "gi", "ji"), "gì"),
    **dict.fromkeys(("sdt", "sđt", "đt", "dt"), "số điện thoại"),
    **dict.fromkeys(("dv", "đv"), "đoàn viên"),
    **dict.fromkeys(("dq",), "dân quân"),
    "mn": "mọi người",
    "mng": "mọi người",
    "ntn": "như thế nào",
    "lm": "làm",
    "vs": "với",
    "r": "rồi",
    "cx": "cũng",
    "hn": "hôm nay",
    "tn": "tối nay",
    "bt": "biết",
    "b": "bạn",
    "c": "chị",
    "mk": "mật khẩu",
    "nvh": "nhà văn hoá",
    "tnv": "tình nguyện viên",
    "bc": "báo cáo",
    "nt": "nhắn tin",
    "bua": "buổi",
    "bữa": "buổi",
    "ni": "nay",
    "chi": "gì",
    "dcd": "cầu đơ",
    "tks": "cảm ơn",
    "thanks": "cảm ơn",
    "thank": "cảm ơn",
    "thks": "cảm ơn",
    "oke": "ok",
    "okie": "ok",
    "okela": "ok",
    "uh": "ừ",
    "uk": "ừ",
    "um": "ừ",
}

# The units that the sentences speak of; a message is read with those of its own ward.
TAUGHT_PLACES = (
    *(f"Cầu Đơ {n}" for n in range(1, 6)),
    *(f"Hà Trì {n}" for n in range(1, 6)),
    *(f"{n} Ngô Thì Nhậm" for n in range(1, 6)),
    *("Phú Thịnh", "Cảnh sát biển", "Tô Hiệu", "CSB", "5 NTN", "3 NTN", "2 NTN"),
    *(f"tổ {n}" for n in range(1, 20)),
)
TITLES = frozenset(
    {"bác", "anh", "chị", "cô", "chú", "ông", "bà", "bạn", "cháu", "cậu", "em", "thầy", "đc", "bac", "co", "chu", "ong"}
    | {"ba", "ban", "chau", "cau", "thay"}
)

# Folded. What no wish is looked for in.
# As it is written: "còn chỗ" is no dog, "nhà đất" and "nhà đạt" are two.
# Without accents only what can be nothing else.
ABUSE = Unfit(
    r"đm|đmm|dm|dmm|vcl|vkl|vl|clgt|đcm|dcm|du ma|đù má|địt|địt mẹ|con chó|đồ chó|đồ ngu|ngu thế|ngu vcl|mày ngu|"
    r"óc chó|mẹ mày|bố mày|cút đi|cút mẹ|câm mồm|im mồm|đồ điên|"
    r"thằng ngu|con ngu|ngu như (?:bò|lợn|chó)|đồ (?:khốn|mất dạy)|"
    r"đéo (?:hiểu|biết|ra gì|có)",
    r"dm|dmm|vcl|vkl|vl|clgt|dcm|du ma|dit me|do ngu|ngu vcl|may ngu|oc cho|cut me|im mom|cam mom|thang ngu|"
    r"ngu nhu (?:bo|lon|cho)|deo (?:hieu|biet|ra gi)",
)
ADVERT = Unfit(
    r"khuyến mãi|khuyến mại|vay vốn|lãi suất|0% lãi|trúng thưởng|giảm giá|mua ngay|cá độ|tặng quà trị giá|cho vay|"
    r"vay tiền|vay nhanh|chốt đơn|freeship|bảo hiểm nhân thọ|đầu tư sinh lời|hoàn tiền|nhà đất|đất nền|booking|"
    r"bán (?:đất|nhà|căn hộ|sim)|giá rẻ|việc nhẹ lương cao|đăng ký ngay (?:để|hôm nay)|liên hệ ngay (?:số|hotline|\d)",
    r"khuyen mai|vay von|lai suat|trung thuong|tang qua tri gia|vay tien|vay nhanh|freeship|bao hiem nhan tho|"
    r"dau tu sinh loi|dat nen|viec nhe luong cao",
)
FORWARDED = re.compile(r"https?://|(?<![a-z])(?:theo bao|nguon:|chia se:|fwd|forwarded|bai viet|doc bao)(?![a-z])")
FOREIGN = re.compile(
    r"(?<![a-z])(?:hello|hi there|you|your|please|speak|english|what|how|are|the|is|this|who|help me|good morning|"
    r"bonjour|merci|where|when|can i|thank you very much)(?![a-z])"
)
OTHER_LETTERS = re.compile("[\u0400-\u04ff\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
NEVER_MIND = re.compile(
    r"(?:thoi|khong phai|khong can|ko can|thoi khoi|bo qua|khong co gi|de do)(?: a| nhe| em| chau| the| dau)*[ .!]*"
)
_THEN = r"(?: (?:thi sao|thi rang|thi the nao|the nao|sao|rang|nhi|a|em|chau|vay))*"
FOLLOWS = re.compile(
    r"(?:(?:rua|ua|o|u|ma|a|the thi) )?(?:con|the con|vay con|the|vay)\s+(?:(?:ben|phia|cho) )?"
    rf"(?P<first>.+?){_THEN}[ ?.!]*"
    rf"|(?:ma )?(?P<second>.+?) (?:thi sao|thi rang|thi the nao|the nao|sao){_THEN}[ ?.!]*"
)


def about(said: str) -> str | None:
    """What "còn Cầu Đơ 3?", "rứa còn tổ 4 thì răng" ask about, where nothing else is said."""
    found = FOLLOWS.fullmatch(said)
    return (found["first"] or found["second"]) if found else None


CORRECTS = re.compile(r"(?<!\d)\d+ (?:chu |cho )?(?:khong|ko|k) phai(?: la)? \d+(?!\d)")
WEEK_BEFORE = re.compile(r"tuan (?:truoc|qua|vua roi|roi)")
WEEK_NOW = re.compile(r"(?:tuan nay|trong tuan|ca tuan)")
MINUTES = re.compile(r"(?<!\d)(?P<minutes>\d{1,2})\s?(?:p|ph|phut)(?![a-z])")
DAYS = re.compile(r"(?<!\d)(?P<days>\d{1,2})\s?(?:ngay|hom|bua|buoi|toi)(?![a-z])")
WEEKS = re.compile(r"(?<![a-z\d])(?P<weeks>1|2|mot|hai)? ?tuan(?![a-z])")
ASKED = re.compile(
    r"\?|(?<![a-z])(?:khong nhi|chua nhi|co phai|phai khong|duoc khong|dc khong|co duoc|bao gio|khi nao|may gio|"
    r"the nao|lam sao|ra sao|sao (?:cac|may|bac|chua|khong|ko|lau)|tai sao|sao lai|"
    r"co [a-z ]{1,16} (?:khong|ko|k)(?= ?(?:[,.?!]|$)| (?:a|ad|em|chau|vay|the)(?![a-z]))|"
    r"la gi|o dau|ai vay|ai the|hay la|hay phai|hay khong|"
    r"khong (?:a|em|chau|vay|the)$|"
    r"chua (?:a|em|chau)?$|ha (?:em|chau)?$|hay chua|ai (?:di|se|duoc|chua))(?![a-z])"
)
LIES_AT = re.compile(
    r"(?<![a-z])(?:(?:dang|lai|bi) (?:nam|ghi|de|o|vao)(?: nham)?(?: ben| o| cho| vao)*"
    r"|(?:chu|cho) (?:khong|ko|k|hong|chang) phai(?: cua| o| la)*) *$"
)  # before the second of two units: the figures stand there, and belong to the first
OPEN_QUESTION = re.compile(
    r"(?<![a-z])(?:(?:ai|nguoi nao|may nguoi|bao nhieu)(?![a-z])"
    r"|chua(?: (?:a|em|chau|chi|anh|bac|co|ban|vay|the|nhi|ha|ta|day|z|ad))*[ .!]*$)"
)
COUNTS = re.compile(r"(?<!\w)cài\s*\d|\d\s*(?:cài|kích|vắng)(?!\w)")  # figures, by their accents
FORBIDS = re.compile(r"(?<!\w)đừng(?!\w)")
IN_DOUBT = re.compile(r"(?<![a-z])(?:hay thoi|hay khong|chua chac|gia su|neu|dua thoi|noi dua)(?![a-z])")
TAKES_OVER = re.compile(
    r"(?<![a-z])(?:(?:toi|em|chau|chu|co|bac|minh) (?:lam |di |se |xin )*thay|thay (?:bac|anh|chi|co|chu|ong|ba)"
    r"|so|sdt|dien thoai)(?![a-z])"
)
NEGATED = re.compile(
    r"(?<![a-z])(?:khong|chua|dung|chang|thoi khong) (?:nghi|hoan|huy|phan cong|cu|xep|can|phai)(?![a-z])"
)
ANSWERS = re.compile(r"(?:tra loi|tl|nhan lai)\s+(?P<name>[^:\n]{1,40}?)\s*:\s*(?P<text>.+)", re.DOTALL)
NOTES = {"tin chua doc", "tin chua doc duoc", "tinchuadoc", "tin chuyen len", "tin cho", "chua doc", "loi nhan"}
TABLES_NAMED = (("khen thuong", "rewards"), ("thi dua", "rewards"))
OFFICE = re.compile(r"(?<![a-z])(?:phuong|van phong|can bo|uy ban|ubnd|co lan|nguoi that)(?![a-z])")
HEAD = re.compile(r"(?<![a-z])(?:to truong|truong|to pho|dan doi|phu trach)(?![a-z])")
CAPTAINS = re.compile(r"(?<![a-z])(?:bi thu|doan|dan quan|doi truong|truong nhom|nhom truong|chi huy)(?![a-z])")
# Asks why something is so.
WONDERS = re.compile(
    r"^(?:ma |the |o |ua |u )?(?:tai |vi )?sao (?!cho\b)|\bthi sao\b|\bai (?:bao|cho phep) (?:the|vay|day)\b"
)
# No name: a captain's line with one of these is a sentence. Without accents "tối" and "tôi" are one.
NO_NAME = re.compile(
    r"(?<![a-z])(?:ai|bao nhieu|may|nao|gi|sao|khong|chua|cho|xin|muon|lich|xem|hoi|nhac|em|thoi|sdt|dien thoai|"
    r"bao cao|ket qua|giup|cam on|ok|nhung|cac|bot|app|tai sao|neu|ca phuong|xoa|rut)(?![a-z])"
)
OPENS = re.compile(
    r"(?<![a-z])(?:mo|gia han|noi|nha khoa|cho .{1,40} (?:sua|nhap|bao|nop|gui)(?: lai| them| bu)?)(?![a-z])"
)
CLOSES = re.compile(r"(?<![a-z])(?:khoa|chot|dong|niem phong)(?![a-z])")
FIGURE = re.compile(r"(?<![\d/.,])(?:\d{1,3}(?:\.\d{3})+|\d{2,6})(?![\d/%]|\.\d| ?(?:tuoi|%))")
OF_AGE = re.compile(r"(?:tu|tren) \d+ tuoi|smartphone15|15\+")
SOURCE = re.compile(r"(?i)(?:theo|nguồn)\s+(?P<source>.{3,80})$")
TREND = re.compile(
    r"(?<![a-z])(?:so (?:voi|sanh).{0,20} tuan (?:truoc|qua)|tang hay giam|xu huong|di len hay di xuong"
    r"|tuan nay.{0,30} tuan truoc)(?![a-z])"
)
# Somebody taken out of an evening: 'rút Cường khỏi tối nay', 'bỏ Dung ra khỏi buổi 14'.
REMOVES = re.compile(
    r"(?<![a-z])(?:rut|bo|gach|loai|cat) (?:(?:ten|ban|em|chau|thang|con|cai) )*(?!toi|em |minh|het|thong tin)"
    r"[a-z ]{1,30}?"
    r"(?: ra)? (?:khoi|o) (?:(?:buoi|ca|lich) |(?=toi|hom|mai|ngay|thu|chu nhat|\d|cau|ha|to |khu |thon |ap )).{0,40}"
)
FOR_ME = re.compile(r"(?i)(?<!\w)(?:giúp|giup|hộ|ho|dùm|dum|giùm) (?:anh|chị|chi|tôi|toi)(?!\w)")  # nobody named Anh
BUSY_SAID = re.compile(
    r"(?<![a-z])(?:ban|om|sot|nghi|khong di|ko di|k di|khong den|khong qua|vang|ket|huy|rut|tu choi)(?![a-z])"
)
SILENT = re.compile(r"(?<![a-z])(?:chua|im|ai (?:da )?(?:tra loi|xac nhan|nhan loi))(?![a-z])")
OFTEN = re.compile(r"(?<![a-z])(?:(?<!bao )nhieu|it|may buoi|bao nhieu buoi|so buoi|chua di)(?![a-z])")
ANOTHER = re.compile(r"\d{1,2}\D+\d{1,2}|(?:lui|som|muon|day)(?: lai| len)? (?:mot|hai|1|2) (?:hom|ngay|toi)")

# What is taken out of words before they are kept: names stand behind how people are called, unless this follows.
ADDRESSED = {"bac", "anh", "chi", "co", "chu", "ong", "ba", "ban", "cau", "mo", "di", "thim"}
AFTER_ADDRESS = frozenset(
    "a ai ay can chau chua co cung da dang di do duoc em gi gui khong kia nao nay nho oi roi se thi to voi xin".split()  # noqa: SIM905
)
UNIT_KIND = re.compile(rf"(?<![a-z\d])(?:tang|{one_of(UNITS)})\s?\d{{1,3}}(?![a-z\d])")
