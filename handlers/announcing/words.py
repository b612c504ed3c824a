"""How people name those whom a word is for, and what they say of announcements and of what was done outside the chat.

Folded.
"""

import re


def _one_of(*words: str) -> str:
    return f"(?:{'|'.join(words)})"


def _any_of(*words: str) -> str:
    """Any number of them, each with a space behind it."""
    return f"(?:{_one_of(*words)} )*"


def _more_of(*words: str) -> str:
    """Any number of them, each with a space before it."""
    return f"(?: {_one_of(*words)})*"


_STOP = "[ .!?]*"
_ALL = _any_of("tat ca", "toan bo", "toan the", "het thay", "moi", "may", "cac", "nhung", "quy")
_TITLE = _one_of("ba con", "bac", "co", "chu", "anh", "chi", "ong", "ba", "dong chi", "ban", "em", "chau")
_TITLES = rf"(?:{_TITLE}(?:, ?| va )?(?: |(?={_TITLE})))*"
_FORCE = _any_of("dua", "ban", "em", "chau", "anh em", "chi em", "luc luong", "ben", "hoi", "can bo")
_OWN = f"(?: {_one_of('minh', 'doi minh', 'ben minh', 'cua minh')})?"
# Without accents "tôi" and "tối" are one.
_MY = " (?:minh|bac|anh|chi|co|chu|tui|toi(?! (?:nay|mai|qua|hom|thu)))"
_MINE = f"(?:{_MY})?"
_UNIT = _one_of("to", "khu", "khu pho", "thon", "ap", "xom")
_PLURAL = _one_of("cac", "may", "nhung")
_WITHIN = f"(?:trong|cua|o) (?:ca )?(?:doi|to|nhom|chi doan){_MINE}"
# Who is named → how an audience holds them; the longer names stand first.
PEOPLE: tuple[tuple[str, str, str], ...] = (
    ("roles", "leader", rf"{_ALL}{_TITLES}{_UNIT}(?: dan pho)? truong"),
    ("roles", "deputy", rf"{_ALL}{_TITLES}{_UNIT} pho"),
    ("roles", "captain", _ALL + _TITLES + _one_of("bi thu(?: chi)?(?: doan)?", "doi truong", "nhom truong", "chi huy")),
    ("roles", "volunteer", _ALL + _TITLES + _one_of("tinh nguyen vien", "tnv", "cong tac vien")),
    (
        "forces",
        "youth",
        _ALL + _FORCE + _one_of("doan vien", "doan thanh nien", "thanh nien", "chi doan", "(?:ca|toan) doan") + _OWN,
    ),
    ("forces", "militia", f"{_ALL}{_FORCE}dan quan{_OWN}"),
    ("forces", "police", _ALL + _FORCE + _one_of("cong an", "canh sat khu vuc") + _OWN),
    ("forces", "members", _ALL + _FORCE + _one_of("phu nu", "hoi vien") + _OWN),
    ("forces", "culture", f"{_ALL}{_FORCE}van hoa"),
    ("forces", "digital", f"{_ALL}(?:to )?cong nghe so(?: cong dong)?"),
    ("team", "", f"(?:tat ca |toan the )?(?:moi nguoi|ca nha) {_WITHIN}"),
    (
        "everyone",
        "",
        _one_of(
            *("(?:ca|toan|toan the|toan bo) (?:phuong|xa|luc luong)(?: minh)?", "(?:tat ca |toan the )?moi nguoi"),
            *("ca nha", "(?:(?:nhung|cac) )?(?:nguoi|ai)(?= (?:nao |con |ma )*chua)"),
        ),
    ),
    (
        "roles",
        "leader",
        _one_of(
            "(?:tat ca |toan bo |het )?cac (?:to|bac)(?: dan pho)?(?= (?:la|rang|con|chua|no|biet)(?![a-z])| ?[:,-])",
            *("tat ca cac (?:to|bac)", f"{_PLURAL} bac to", "(?:cac|may) bac(?: co)?"),
            "(?:toan the )?(?:ba con|nhan dan|nguoi dan)(?: (?:ca|cac|trong|o))?(?: (?:to|phuong|to dan pho))?",
        ),
    ),
    (
        "team",
        "",
        _one_of(
            f"(?:ca|toan|trong) (?:doi|to|nhom|chi doan){_MINE}",
            f"(?:anh (?:chi )?em|ae|{_PLURAL} (?:ban|dong chi|chau|em|dua))"
            f"(?: (?:trong |o )?(?:doi|to|nhom)(?![a-z]){_MINE})?",
            *(
                "doi(?= (?:la|rang)(?![a-z]))",
                f"doi{_MY}",
                "tat ca doi",
                "(?:tui|bon|chung) (?:no|nho|em|tre|minh)(?: ben (?:anh|chi|minh|tui))?",
            ),
        ),
    ),
)
AND = re.compile(r" ?(?:,|va|cung|voi|\+|&|lan) ")
_MESSAGE = "(?:(?:mot|1|cai|may) )?(?:tin(?: nhan)?|thong bao|loi nhan|ban tin)"
_WRITES = f"(?:soan|viet|dua|nt|tb){_more_of('giup', 'ho', 'dum', 'cho', 'chi', 'anh', 'bac', 'co', 'toi')}"
_WISHES = "(?:(?:bac|co|chu|anh|chi|toi|tui|em|minh) )?(?:muon|can|nho(?: (?:em|chau))?) (?:(?:em|chau) )?"
_TELLS_MANY = f"(?:nhan(?: tin)?|thong bao|gui {_MESSAGE}|nt|tb|{_WRITES} {_MESSAGE}(?: (?:gui|nhan|bao))?)"
# "Báo", "gửi" and "nói" with units alone may bring figures.
VERB_TO_UNITS = re.compile(
    f"(?:{_WISHES})?{_any_of('em', 'chau', 'giup')}{_TELLS_MANY}"
    + _more_of("giup", "ho", "dum", "gium", "anh", "chi", "cho", "toi", "den", "may", "cac")
    + " "
)
NUMBERED = re.compile(r"[a-z ]+\d{1,3}(?:(?: ?,| va| voi)? ?(?:[a-z]+ ){0,3}\d{1,3})+ ?")
UNITS_END = re.compile(r",? (?:la|rang)(?![a-z])| ?:")
VERB = re.compile(
    f"(?:{_WISHES})?"
    + _any_of("em", "chau", "nho em", "nho chau", "nho", "giup", "ho", "hay")
    + _one_of(
        *(
            "(?:nhan|phat)(?: tin| chung)?",
            "bao(?: tin)?",
            "(?:phat )?thong bao",
            "gui(?: (?:tin(?: nhan)?|thong bao|loi(?: nhan)?))?",
            *("nt", "tb", f"{_WRITES} {_MESSAGE}(?: (?:gui|nhan|bao))?"),
        ),
        *("pho bien", "truyen (?:dat|loi)", "loan (?:tin|bao)", "ban tin", "noi", "thong tin", "dan", "keu"),
    )
    + _more_of("giup", "ho", "dum", "gium", "anh", "chi", "toi", "minh", "1 tin", "mot tin", "het")
    + _more_of("cho", "toi", "den", "voi", "xuong", "chung", "het")
    + f" (?={_one_of(*(said for _, _, said in PEOPLE))})"
)
FILLER = re.compile(
    rf"{_more_of('biet', 'hay', 'ho', 'giup', 'dum', 'gium', 'anh', 'chi', 'voi', '1 tin', 'mot tin')}"
    r"(?P<sign>,? (?:la|rang)(?![a-z])| ?[:\n])?(?: ?[:,\n-])? ?"
)
ASKS_LAST = re.compile(
    r"[ ,]+(?:ho|giup|dum|gium) (?:bac|co|chu|anh|chi|a|c)(?: (?:nhe|nha|voi|em|chau|nghen))*[ .!]*$"
)
_STILL = _any_of("con", "nao", "ma", "dang")
STATES = (
    (
        "unreported",
        _STILL + _one_of("chua (?:bao|gui|nop)(?: cao)?(?: so)?", "no (?:so|bao cao)", "thieu so", "con thieu"),
    ),
    (
        "not_joined",
        f"{_STILL}chua {_one_of('vao', 'tham gia', 'dang ky', 'co tai khoan', 'lien ket')}(?: chat| nhom)?",
    ),
    ("unclear", f"{_STILL}chua {_one_of('ro', 'xem', 'doc', 'xac nhan', 'tra loi')}(?: tin)?"),
)
REMINDS = re.compile(
    _any_of("nao", "con", "ai", "dang")
    + _one_of("chua", "no so", "thieu", "nop so", "nop bao cao", "bao so", "gui so", "xac nhan", "tra loi")
    + "(?![a-z])"
)
COMMAND = re.compile(r"/?(?:thong ?bao|announce)(?P<rest>[ :].*)?", re.DOTALL)

# --- of what was sent

_TOLD = _one_of("(?:cai |ban )?tin(?: nhan)?", "(?:cai |ban )?thong bao", "loi nhan")
_LATELY = (
    *("hom qua", "hom nay", "sang nay", "chieu nay", "toi qua", "toi nay", "hom kia"),
    *("vua roi", "vua gui", "luc nay", "moi gui", "gan nhat", "hoi sang", "da gui", "truoc", "nay"),
)
_THAT = f"{_TOLD}(?: (?:cua )?(?:phuong|em|anh|chi|toi|minh))?{_more_of(*_LATELY)}"
_READ = _one_of("xem", "doc", "ro", "nhan(?: duoc)?", "xac nhan", "biet", "thay", "mo")
_COUNTED = _one_of("ai", "bao nhieu nguoi", "may nguoi", "nguoi nao", "bac nao", "to nao", "ban nao")
_WHO = f"(?:con |co |nhung )*{_COUNTED}(?: (?:la|thi|con|nao))*"
_HAVE = f"(?:da |con chua |chua )?{_READ}"
_TAIL = _more_of("roi", "chua", "tin", "thong bao", "het", "a", "em", "nhi", "the", "vay", "day", "nhe", *_LATELY)
RECEIPT = re.compile(
    "(?:/?thong ?bao |cho (?:anh|chi|toi) (?:biet |xem )?|xem |kiem tra )?"
    + _one_of(
        f"{_THAT},?(?: thi)? {_WHO} {_HAVE}{_TAIL}",
        f"{_WHO} {_HAVE} {_THAT}{_TAIL}",
        f"{_THAT}(?: da)? (?:toi|den)(?: duoc)? (?:ai|dau|may nguoi|bao nhieu nguoi|het chua|du chua){_TAIL}",
        f"{_WHO} (?:chua|da) (?:ro|xem|doc|xac nhan){_TAIL}",
    )
    + _STOP
)
RECEIPT_COMMAND = re.compile(r"/thong ?bao (?:ai .*|ket qua|da gui|bien nhan|xem)")
_LATER_WORDS = _more_of("giup", "ho", "cho", "lai", "anh", "chi", "em")
CORRECTS = re.compile(
    f"(?:sua lai|sua|dinh chinh){_LATER_WORDS} (?P<what>{_TOLD}){_more_of(*_LATELY)}(?P<sign> ?[:,\n-]| thanh| la|$) ?"
)
CORRECTS_COMMAND = re.compile(r"/thong ?bao (?:sua|dinh chinh)(?: lai)? ?[:,-]? ?")
CLEAR = re.compile(
    _any_of("da", "vang", "ok", "oke", "u", "uh", "bac", "co", "chu", "anh", "chi", "em", "chau", "minh", "toi")
    + _any_of("da", "cua phuong", "tin", "thong bao")
    + _one_of(
        *("ro", "nghe ro", "nam ro", "nam duoc", "nam", "nhan tin", "nhan duoc", "nhan", "xem", "doc", "biet", "thay"),
        *("hieu", "tiep thu", "ghi nho"),
    )
    + _more_of("duoc", "tin", "thong tin", "thong bao", "cua phuong", "roi", "nhe", "a", "em", "chau", "day", "phuong")
    + _STOP
    + "|(?:ok|oke|okie|vang|da vang|da)"
    + _more_of("a", "em", "nhe", "roi", "chau", "chi", "anh")
    + _STOP
)

# --- the same in other forms

_LOUD = _one_of("loa(?: phuong| truyen thanh)?", "phat thanh", "truyen thanh")
FORM = re.compile(
    "(?:/?thong ?bao )?(?:(?:cho|lay|xin|gui|soan|lam)(?: (?:giup|ho|cho|anh|chi|toi|em|minh))* )?"
    + _one_of(
        r"(?P<paste>(?:ban|tin|noi dung)(?: de)?(?: dan)?(?: (?:vao|len|cho|tren))?(?: nhom)? za ?lo|za ?lo|ban dan)",
        rf"(?P<loud>(?:ban|bai|loi|kich ban)(?: doc| phat)?(?: tren| qua)? {_LOUD}|loa)(?: 60 giay)?",
        r"(?P<notice>(?:ban|to|giay) (?:in|a4|dan bang tin|niem yet)(?: a4| ra giay)?|in(?: a4| ra giay)?|a4)",
    )
    + _more_of("nhe", "a", "em", "giup", "voi", "cua tin (?:nay|vua roi)", "tin nay", "tin vua roi")
    + _STOP
)

# --- the rhythm

_HOW_LONG = _one_of("bao lau", "may ngay", "may hom")
_SOUND = _one_of("phat loa", "phat thanh", "dan ap phich", "ra tin", "ra thong bao", "tap huan")
_HOW_MANY = "(?:may|bao nhieu) (?:lan|to|luot|buoi|tin)"
CADENCE = re.compile(
    _one_of(
        f"(?:da |duoc )?{_HOW_LONG}(?: roi)?(?: (?:minh|phuong|phuong minh))? (?:chua|khong)"
        f"{_more_of('co', 'ra', 'gui')} {_one_of('thong bao', 'tin', 'ban tin')}(?: (?:nao|moi))*",
        "(?:lan|tin|thong bao) (?:gan nhat|cuoi) (?:la |gui |luc |tu )*(?:khi nao|bao gio|hom nao|luc nao)",
        f"/?(?:nhip thong bao|nhip tin|nhip tuyen truyen|nhip){_more_of('the nao', 'den dau', 'du chua', 'ra sao')}",
        f"(?:tuan nay|hom nay) (?:da )?{_SOUND} {_HOW_MANY}(?: roi)?",
        f"(?:tuan nay|hom nay) (?:con )?(?:thieu|no) {_HOW_MANY} {_one_of('loa', 'phat loa', 'phat thanh', 'tin')}",
    )
    + _STOP
)

# --- what was done outside the chat, alone in its message: who, what, how many, when

SPELLED = dict(zip("mot hai ba bon nam sau bay tam chin muoi".split(), range(1, 11), strict=True))  # noqa: SIM905
NUMBERS = ("n1", "n2")
_NUMBER = "(?:{before})?(?P<{name}>" + _one_of(r"\d{{1,3}}", *SPELLED) + ")"
_SOME = _NUMBER.format(before=_any_of("duoc", "them", "het", "ca", "xong"), name="n1") + " "
_TIMES = " " + _NUMBER.format(before=_any_of("duoc", "them"), name="n2") + " "
_DAY = (
    *("sang nay", "trua nay", "chieu nay", "toi nay", "toi qua", "hom qua", "sang qua", "chieu qua", "sang hom qua"),
    *("chieu hom qua", "toi hom qua", "hom kia", "hom nay", "vua xong", "vua nay", "luc nay", "ban nay"),
    *(r"(?:ngay )?\d{1,2}/\d{1,2}(?:/\d{4})?", r"\d{1,2} ?(?:h|g|gio) ?(?:\d{2})?(?: phut)?(?: sang| chieu| toi)?"),
)
_BEFORE = (
    r"(?:(?:(?:bac|co|chu|anh|chi|em|chau|toi|minh|phuong|ben em|ben anh|doi|to)(?: minh)?"
    r"|sang nay|chieu nay|toi qua|hom qua|hom nay)[ ,]+)*"
)
_WHEN = rf"(?:[ ,]+(?:(?:vao|luc|hoi|tu|ngay) )?{_one_of(*_DAY)})*"
_END = r"(?:[ ,]+(?:roi|xong|nhe|a|em|ad|chau|day|nua|(?:o|tai) [a-z0-9 ]{1,40}))*[ .!]*"
PAST = re.compile(rf"(?<![a-z])(?:da|vua|moi|xong|roi|{'|'.join(_DAY[:-2])})(?![a-z])")
_LOUDSPEAKER = (
    _one_of(
        _one_of("phat", "doc", "bat", "chay", "tuyen truyen", "thong bao")
        + "(?: thong bao| tin| bai)?(?: tren| qua| bang)? "
        + _one_of("loa", "phat thanh", "truyen thanh"),
        *("phat thanh", "truyen thanh"),
    )
    + _more_of("phuong", "truyen thanh", "keo", "di dong", "to dan pho")
    + f"(?:{_TIMES}{_one_of('lan', 'luot', 'buoi', 'bai')})?"
)
_POSTER = (
    _one_of("dan", "treo", "cang", "in", "phat", "rai")
    + f" (?:{_SOME})?"
    + _any_of("to", "tam", "cai", "chiec", "ban", "tap")
    + _one_of("ap phich", "poster", "to roi", "to gap", "bang ron", "pano", "giay thong bao")
    + f"(?:{_TIMES}{_one_of('to', 'tam', 'cai', 'noi', 'diem', 'cho')})?"
)
_TRAINING = (
    _any_of("to chuc", "mo", "lam", "xong")
    + f"(?:{_SOME})?(?:buoi |lop )?(?:tap huan|huong dan chung)"
    + _more_of(
        "xong", "duoc", "cho", "doan vien", "cac", "to truong", "ca to", "luc luong", "tinh nguyen vien", "ba con"
    )
    + f"(?:{_TIMES}{_one_of('buoi', 'lan', 'lop')})?"
)
_BULLETIN = (
    _one_of("dang", "gui", "dua", "dan", "chuyen")
    + _more_of("thong bao", "tin", "bai", "ban tin")
    + "(?: (?:len|vao|qua|toi|trong|tren))+ "
    + _any_of("cac", "tat ca", "het", "nhom", "trang")
    + _one_of("za ?lo", "facebook", "fb", "fanpage", "trang", "nhom to", "nhom dan cu", "nhom", "cong thong tin")
    + _more_of("to dan pho", "dan pho", "to", "phuong", "cua to", "cua phuong", "dan cu", "chung cu", "cu dan")
    + f"(?:{_TIMES}{_one_of('tin', 'bai', 'lan')})?"
)
DEEDS = tuple(
    (kind, re.compile(f"{_BEFORE}{_any_of('da', 'vua', 'moi', 'xong', 'cung')}{said}{_WHEN}{_END}"))
    for kind, said in (
        ("loudspeaker", _LOUDSPEAKER),
        ("poster", _POSTER),
        ("training", _TRAINING),
        ("bulletin", _BULLETIN),
    )
)
# As one may say it in any words, where it is wished for: read back before it is written down.
DONE = tuple(
    (kind, re.compile(rf"(?<![a-z]){said}(?![a-z])"))
    for kind, said in (
        ("training", _one_of("tap huan", "huong dan chung", "lop huong dan", "buoi huong dan")),
        (
            "poster",
            _one_of(
                "ap phich",
                "poster",
                "to roi",
                "to gap",
                "bang ron",
                "pano",
                "phat giay",
                "(?<!cu )(?<!nhan )(?<!nguoi )dan(?! (?:cu|pho|quan|van))",
                "treo",
            ),
        ),
        ("loudspeaker", _one_of("loa", "phat thanh", "truyen thanh", "dai")),
        ("bulletin", _one_of("za ?lo", "facebook", "fb", "fanpage", "trang", "nhom", "dang tin", "dang bai", "bai")),
    )
)
_COUNTS = "(?P<n>" + _one_of(r"\d{1,4}", *SPELLED) + ")"
TIMES_OF = {
    "loudspeaker": re.compile(_COUNTS + " " + _one_of("lan", "luot", "vong", "buoi", "bai", "bat")),
    "poster": re.compile(_COUNTS + " " + _one_of("to", "tam", "cai", "chiec", "ap phich", "bang ron", "pano", "ban")),
    "training": re.compile(_COUNTS + " " + _one_of("buoi", "lop", "lan")),
    "bulletin": re.compile(_COUNTS + " " + _one_of("tin", "bai", "lan")),
}
FORMS = (
    ("loud", re.compile(r"(?<![a-z])(?:loa|phat thanh|truyen thanh|dai|doc)(?![a-z])")),
    ("paste", re.compile(r"(?<![a-z])(?:za ?lo|chep|copy|nhom|facebook|fanpage)(?![a-z])")),
    (
        "notice",
        re.compile(r"(?<![a-z])(?:in|a4|bang tin|niem yet|dan (?:cua|bang|tuong|len tuong|o)|kho giay)(?![a-z])"),
    ),
)
NOT_DONE = re.compile(r"(?<![a-z])(?:chua|khong|ko|mai|se|ai|bao gio|may gio|dinh|nho|nhac)(?![a-z])")
TODAY = ("hom nay", "sang nay", "chieu nay", "toi nay", "trua nay")
DAYS_AGO = (("hom kia", 2), ("hom qua", 1), ("toi qua", 1), ("sang qua", 1), ("chieu qua", 1))
HOURS_OF = (("sang", "07:00"), ("trua", "11:30"), ("chieu", "16:00"), ("toi", "19:00"))
CLOCK = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2}) ?(?:(?:h|g|gio)(?![a-z]) ?(?P<minute>\d{2})?(?: ?(?P<half>ruoi)(?![a-z])| phut)?"
    r"|(?P<half_alone>ruoi)(?![a-z]))(?: (?P<part>sang|chieu|toi))?"
)
DATE = re.compile(r"(?<!\d)(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>\d{4}))?")
LINK = re.compile(r"https?://[^\s<>\"”]+")

# --- as it is read aloud

SPOKEN = (
    (re.compile(r"(?<!\d)(\d{1,2})\s?[hg](\d{2})(?!\d)"), r"\1 giờ \2"),
    (re.compile(r"(?<!\d)(\d{1,2})\s?[hg](?!\w)"), r"\1 giờ"),
    (re.compile(r"(?<![\d/])(?:ngày )?(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])"), r"ngày \1 tháng \2 năm \3"),
    (re.compile(r"(?<![\d/])(?:ngày )?(\d{1,2})/(\d{1,2})(?![\d/])"), r"ngày \1 tháng \2"),
    (re.compile(r"(?<=\d)\s?%"), " phần trăm"),
    (re.compile(r"(?<=\d)\s?[–-]\s?(?=\d)"), " đến "),
)
SPOKEN_WORDS = {
    "NVH": "nhà văn hoá",
    "TDP": "tổ dân phố",
    "UBND": "Uỷ ban nhân dân",
    "CCCD": "căn cước công dân",
    "OTP": "mã xác thực",
    "SĐT": "số điện thoại",
    "TNV": "tình nguyện viên",
}
