"""What a message raises: its kind, whose network, how many households; what completes one, or takes it back. Pure."""

import re
import unicodedata
from collections.abc import Mapping

from handlers.choices import load
from handlers.guide.words import CARRIERS, WISHES, carriers
from handlers.intents.difficulties import (
    Complete,
    HowToRaise,
    Raise,
    ShowDifficulties,
    TakeBack,
)
from handlers.intents.intent import Intent
from handlers.intents.nights import TellExtra
from handlers.intents.reports import Clarify, Report
from handlers.language.long_numbers import masked
from handlers.language.people_names import spelt
from handlers.language.tokens import fold, strip_accents
from handlers.reader.reading import Mode
from handlers.texts import code_of
from storage.campaigns import Campaign
from storage.difficulties import DifficultyKind
from storage.lookup import Campaigner, Who
from storage.settings import CampaignSettings

COMMANDS = ("/vuongmac", "/vuong", "/difficulty")
_NAMES = {code: name for code, name, _ in CARRIERS}


def _any(said: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{said})(?![a-z])")


NO = r"(?:khong|ko|k|kg|chua|chang|cha|chan?g thay|hong|hok|hem|kh|dau co|mai khong|het)"
# The first that fits: what is told more exactly stands before what many things may be called.
KINDS: tuple[tuple[DifficultyKind, re.Pattern[str]], ...] = (
    (
        DifficultyKind.OTP,
        _any(
            r"o\.?t\.?p|ma xac (?:nhan|thuc|minh)|ma so (?:gui|nhan)|ma kich hoat|tin nhan ma"
            r"|ma (?:\w+ )?(?:den|ve|toi|gui) (?:tre|cham|muon|lau)"
            rf"|ma (?:\w+ )?{NO} (?:\w+ )?(?:ve|toi|den|gui|thay|nhan)"
            rf"|{NO} (?:\w+ ){{0,2}}(?:nhan|thay|co|lay|gui|ve|ra) (?:\w+ ){{0,2}}(?:ma|tin nhan)"
            r"(?! (?:moi|the|qr|vao|lon))"
        ),
    ),
    (
        DifficultyKind.WRONG_DATA,
        _any(
            r"(?:so|ma) dinh danh"
            r"|(?:sai|nham) (?:bet )?(?:thong tin|ten|ho ten|ngay sinh|nam sinh|so cccd|cccd|can cuoc|du lieu|cmnd"
            r"|so can cuoc|dia chi|que quan|gioi tinh)"
            r"|(?:thong tin|du lieu|ngay sinh|nam sinh|ten|cccd|can cuoc|dia chi|que quan|giay to) (?:\w+ ){0,7}"
            r"(?:bi )?(?:sai|nham|khong khop|ko khop|khong dung|lech|trung|cua (?:nguoi|nha) (?:khac|ben canh)"
            r"|da (?:chet|mat)|nguoi (?:chet|da mat))"
            r"|khong khop|ko khop|lech (?:thong tin|du lieu)|trung (?:so|cccd|tai khoan)"
            r"|(?:cccd|can cuoc|cmnd|so dien thoai|tai khoan) (?:\w+ ){0,2}"
            r"(?:da (?:co|duoc|ton tai)|co nguoi) (?:\w+ )?"
            r"(?:dung|su dung|dang ky|nguoi)?|da ton tai"
        ),
    ),
    (
        DifficultyKind.OLD_PHONE,
        _any(
            r"(?:may|dien thoai|dt) (?:\w+ ){0,2}(?:cu|doi cu|doi thap|yeu)(?: qua)?|doi (?:cu|thap)"
            r"|(?:het|day|thieu|khong du|khong con) (?:dung luong|bo nho|cho)|day bo nho"
            rf"|(?:android|ios|iphone) [3-6](?!\d)|{NO} (?:tuong thich|ho tro)"
        ),
    ),
    (
        DifficultyKind.NO_PHONE,
        _any(
            rf"{NO} (?:co |dung |xai )(?:\w+ )?(?:may|dien thoai|dt|smartphone|smart phone)"
            r"|cuc gach|dap da|may den trang|dien thoai (?:ban phim|den trang|phim)|may (?:ban )?phim|nghe goi thoi"
        ),
    ),
    (
        DifficultyKind.REFUSAL,
        _any(
            rf"(?<!he thong )(?<!app )(?<!may )tu choi"
            rf"|{NO} (?:cho|chiu|dong y|hop tac|muon) (?:\w+ )?(?:cai|vao|mo|nghe|tiep)"
            r"|duoi (?:ra|ve|khoi)|(?:so|bao|bi|la|don) (?:la )?(?:lua dao|da cap)|khong mo cua|phan doi|khong hop tac"
            r"|so mat tien|khong chiu"
        ),
    ),
    (
        DifficultyKind.APP_ERROR,
        _any(
            r"(?:app|ap|ung dung|phan mem|ihanoi|vneid|he thong|may chu|trang|web) (?:\w+ ){0,4}"
            r"(?:loi|treo|dung im|dung yen|dung hinh|sap|do|quay|vang|van ra|cham|trang|lag|bao tri|hong|ban|den thui"
            rf"|{NO} (?:vao|mo|chay|len|tai|dang nhap|hien|lien ket))"
            r"|loi (?:app|ap|ung dung|phan mem|he thong|may chu|dang nhap|mang|ket noi|kich hoat|cai dat|tai|\d{3})"
            r"|bao loi|vang (?:ra|app)|quay (?:tron|vong|mai|hoai|suot)|trang (?:tinh|xoa|boc|man)|bao tri"
            r"|man hinh (?:trang|den)|he thong ban|phien (?:dang nhap )?het han|qua thoi gian cho"
            rf"|{NO} (?:dang nhap|tai|kich hoat|xac thuc|quet|nhan dien|nhan khuon mat|lien ket)(?: \w+)? "
            r"(?:duoc|dc|dk|noi)"
            rf"|(?:quet|chup|nhan dien) (?:khuon )?mat (?:\w+ ){{0,4}}(?:{NO} (?:qua|duoc|dc|nhan)|loi|dung|fail)"
            r"|xac thuc (?:khuon mat )?(?:loi|fail|that bai)"
            r"|dang nhap (?:loi|that bai|khong duoc|ko dc|ko duoc)"
        ),
    ),
)
_KEPT_OUT = _any(rf"{NO} (?:vao|mo)(?: \w+)? (?:duoc|dc|dk|noi)")
AT_ONCE = frozenset(
    {DifficultyKind.OTP, DifficultyKind.APP_ERROR, DifficultyKind.WRONG_DATA}
)  # a statement of one is recorded, figures or none
BESIDE_COUNTS = (
    DifficultyKind.OTP,
    DifficultyKind.WRONG_DATA,
    DifficultyKind.OLD_PHONE,
    DifficultyKind.APP_ERROR,
)  # a cause; the others are figures themselves
STUCK = "stuck"
WISH = "raise_difficulty"  # of the catalogue, where words tell of something else than its other wishes

_HOUSEHOLDS = re.compile(
    r"(?<![\d.,/:])(?P<n>\d{1,3})(?![\d/:.%]) ?(?:ho|nha|may|nguoi|ng|ba con|gia dinh|so|thue bao"
    r"|cai(?= (?:may|dien thoai|nha|bi|deu|loi)))(?![a-z])"
)
# Written without accents, some of them are other words: "ba nha", "sau nha".
_NUMBERS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "bon": 4,
    "chin": 9,
    "muoi": 10,
}
_IN_WORDS = re.compile(rf"(?<!\w)(?P<n>{'|'.join(_NUMBERS)})(?= (?:hộ|nhà|máy|người|ho|nha|may|nguoi)(?!\w))")
_CALLED = r"(?: (?:anh|chi|em|co|chu|bac|chau|con|ad|a|e|vay|the|day|gio|nhi|roi|ha))"
_ORDINAL = re.compile(
    r"(?<![a-z])(?:so|nha so|nha|to|ngo|tang|lan thu|khu|thu|ma|cmnd|cmt|cccd|can cuoc|chung minh|dau|duoi"
    r"|note|iphone|ip|android|ios|galaxy|redmi|reno|lan|buoc|loi|phien ban)\s*$"
)
_ENDS = rf"(?={_CALLED}*(?:$| *[.,!?]))"  # nothing but an address follows
_QUESTION = re.compile(
    r"(?<![a-z])(?:lam sao|the nao|ra sao|thi sao|sao (?:gio|day|ha|a|em|chau|bac|ad)|tai sao|vi sao|sao lai|cach nao|"
    r"co cach|phai lam gi|lam gi (?:gio|day)|bao lau|bao gio|khi nao|la gi|xin hoi|cho (?:\w+ )?hoi|"
    r"(?:bac|em|chau|anh|chi|co|chu|tui|toi) hoi (?:chut|cai|ti|xiu|thu|xem|ve|chau|em)|"
    r"chi (?:giup|dum|ho|cho|em|bac)|huong dan|duoc khong|dc khong|phai khong|ai biet|can gi|o dau|di dau|goi dau|"
    rf"(?<!lam an )(?<!lam viec )kieu gi|co (?:\w+ ){{1,6}}(?:khong|ko|k){_ENDS}|(?:\w+ ){{1,9}}chua{_ENDS}|nhu nao)"
    rf"(?![a-z])|(?<![a-z])(?:sao|bao nhieu){_ENDS}"
)
_ASKING_ACCENTS = re.compile(r"(?<!\w)(?:à|hả|nhỉ|hở|chăng|ư|(?:bác|em|cháu|anh|chị|cô|chú|tôi|tui) hỏi)(?!\w)")


def kind_of(text: str, wish: str = "") -> DifficultyKind | None:
    """As the words say, else as they were read; None where neither says."""
    said = fold(spelt(text))
    known = next((kind for kind, words in KINDS if words.search(said)), None)
    if known is None and wish != WISH and _KEPT_OUT.search(said):
        known = DifficultyKind.APP_ERROR  # of the application, or a dog before the door
    return known or _of_wish(wish)


def _of_wish(wish: str) -> DifficultyKind | None:
    """What the guide has an entry for is a kind, or of none of them."""
    entry = WISHES.get(wish, "")
    return DifficultyKind(entry) if entry in set(DifficultyKind) else DifficultyKind.OTHER if entry else None


def carrier_of(text: str) -> str:
    """The one network that is named; none where several are."""
    named = carriers(fold(text))
    return _NAMES[next(iter(named))] if len(named) == 1 else ""


NEAR = 40  # signs before a number that may say what it is


def households_of(text: str) -> int | None:
    """How many met it: the only number of households, or of their telephones, that the words tell."""
    said = fold(_IN_WORDS.sub(lambda found: str(_NUMBERS[found["n"]]), spelt(text)))
    told = [
        found
        for found in _HOUSEHOLDS.finditer(said)
        if not _ORDINAL.search(said[max(0, found.start() - NEAR) : found.start()])
    ]
    numbers = {int(found["n"]) for found in told}
    return numbers.pop() if len(numbers) == 1 else None


def asks(text: str) -> bool:
    """A question wants an answer; what is told wants to be recorded."""
    written = unicodedata.normalize("NFC", text).lower()
    return "?" in text or bool(_ASKING_ACCENTS.search(written) or _QUESTION.search(fold(spelt(text))))


_GONE = re.compile(
    r"(?<![a-z])(?:(?:khong|ko|k|chua|het|chang|khoi)"
    r"(?: con| co| bi| thay| gap| ai| nha nao| may nao| ho nao| cai nao)*"
    r" (?:loi|vuong|truc trac|kho khan|su co|van de)"
    r"|(?:loi|otp|ma|app|ap|ung dung|mang|dien|vuong mac|wifi)(?: \w+){0,5}"
    r" (?:het|on|ngon|xong|thong|binh thuong|em|ve|sua|khac phuc|xu ly)(?: ca| het| duoc| xong)? (?:roi|r)"
    r"|tron tru|suon se|em ru|ve am am"
    r"|(?:otp|ma|app|ap|mang|ung dung)(?: \w+){0,2} (?:ve|vao|chay|gui|toi) (?:deu|tot|on|ngon|nhanh|binh thuong|het)"
    r"|(?:on|ngon|tot|thong|binh thuong)(?: ca| het)?(?: roi| a| ca)?(?= *(?:[,.!]|$))"
    r"|(?:otp|ma|app|mang|ung dung)(?: da| cung| thi| lai)* (?:ve|toi|chay|vao|on|duoc|nhan)"
    r"(?: het| lai| on| duoc)* (?:roi|r)"
    r"|het loi|khoi loi|tu het|da (?:ve|vao|chay|sua|xu ly|khac phuc|het))(?![a-z])"
)


def gone(text: str) -> bool:
    """That nothing stands in the way, or no more."""
    return bool(_GONE.search(fold(spelt(text))))


def states(text: str) -> bool:
    """A statement of what is recorded at once."""
    return kind_of(text) in AT_ONCE and not asks(text) and not gone(text)


_NOTES = re.compile(
    r"(?:em |chau )?(?:(?:bao|neu|them)(?=.*:)|ghi|nhap|luu)(?: \w+){0,6}? (?:vuong mac|kho khan)"
    r"(?: (?:cua|cho|o|ve|la))*[ :]+(?P<text>.{8,})",
    re.DOTALL,
)


_MAY_NOTE = re.compile(r"mắc|mac|khăn|khan", re.IGNORECASE)


def command(text: str) -> Intent | None:
    """`/vuongmac` alone shows what is open, with words it raises them; so does 'ghi giúp vướng mắc: …'."""
    written = unicodedata.normalize("NFC", text).strip() if _MAY_NOTE.search(text) else ""
    plain = strip_accents(written.lower())
    noted = _NOTES.fullmatch(plain) if len(plain) == len(written) else None
    if noted is not None and not asks(written):
        return Raise(written[noted.start("text") :], sure=True)
    named, _, rest = text.strip().partition(" ")
    first, told = named.lower(), rest.strip()
    if "\n" in named:
        first, _, more = named.partition("\n")
        told = f"{more} {told}".strip()
    if strip_accents(first.split("@")[0]) not in COMMANDS:
        return None
    return Raise(told, sure=True) if told else ShowDifficulties()


def beside(text: str, count: Intent, who: Who) -> list[Raise]:
    """The difficulties that a count tells of: how many are stuck, and by what; unit by unit where it names several."""
    if not isinstance(count, Report | Clarify | TellExtra) or not isinstance(who, Campaigner):
        return []
    readings = (
        count.readings if isinstance(count, Clarify) else (count.report if isinstance(count, TellExtra) else count,)
    )
    code = _stuck_code(who.campaign)
    told = {
        (telling.unit_id, telling.night, telling.values.get(code, 0), telling.mode)
        for reading in readings
        for telling in reading.tellings
    }
    if len(told) == 1 and next(iter(told))[2] <= 0:  # most counts: nobody is stuck, so nothing is looked for
        return []
    if kind_of(text) not in BESIDE_COUNTS or gone(text):
        return []
    names = {group.unit.id: group.unit.name for group in who.plan}
    if not told:
        part = next((one for one in re.split(r"[,;.\n]", text) if kind_of(one) in BESIDE_COUNTS), "")
        met = households_of(masked(part)[0])
        return [Raise(text, households=met, sure=True, beside=True, asks=False)] if met else []
    evenings = {(unit, night) for unit, night, *_ in told}
    if len(evenings) == 1 and (len(told) == 1 or isinstance(count, Report)):
        unit, night, stuck, mode = max(told, key=lambda one: one[2])
        if not unit or (mode is Mode.ADD and isinstance(count, Clarify)):
            return []
        return [Raise(text, "", unit, night, stuck, sure=True, beside=True, asks=isinstance(count, Report))]
    if not isinstance(count, Report) or any(unit not in names for unit, *_ in told):
        return []
    parts = _by_unit(text, {unit: names[unit] for unit, *_ in told})
    return [
        Raise(part, "", unit, night, stuck or _small(households_of(part)), sure=True, beside=True, asks=False)
        for unit, night, stuck, _ in sorted(told)
        for part in (parts.get(unit, ""),)
        if part and kind_of(part) in BESIDE_COUNTS and not gone(part)
    ]


def _stuck_code(campaign: Campaign) -> str:
    """Looked for once for as long as the settings are the same: every count asks."""
    known = _STUCK_CODES.get(campaign.id)
    if known is None or known[0] is not campaign.settings:
        known = _STUCK_CODES[campaign.id] = (campaign.settings, code_of(campaign.settings, STUCK) or STUCK)
    return known[1]


_STUCK_CODES: dict[int, tuple[CampaignSettings, str]] = {}  # by campaign


def _small(households: int | None) -> int:
    return households or 0


def _by_unit(text: str, names: Mapping[int, str]) -> dict[int, str]:
    """What is said behind each name, up to the next."""
    said = unicodedata.normalize("NFC", text)
    plain = strip_accents(said.lower())
    if len(plain) != len(said):
        return {}
    places = sorted(
        (found.start(), unit)
        for unit, name in names.items()
        for found in re.finditer(rf"(?<!\w){re.escape(fold(name))}(?!\w)", plain)
    )
    ends = [*(start for start, _ in places[1:]), len(said)]
    return {unit: said[start:end].strip(" ,;.\n") for (start, unit), end in zip(places, ends, strict=False)}


_CAUSE = re.compile(
    r"[ ,]*(?:(?:do|vi|bi|tai) )?loi (?:otp|app|ap|ma|mang|vneid|he thong|ung dung)"
    rf"(?: (?:{'|'.join(said for _, _, said in CARRIERS)}|khong ve|ko ve|khong gui|cham))*(?![a-z])"
)


_MET_BY = re.compile(r"\d ?(?:ho|nha|may|nguoi|cai|so)$")


def without_causes(text: str) -> str:
    """'Cầu Đơ 4 cài 30 vướng 4 lỗi otp viettel' as figures alone."""
    written = unicodedata.normalize("NFC", text)
    plain = strip_accents(written.lower())
    for found in reversed(list(_CAUSE.finditer(plain)) if len(plain) == len(written) else []):
        if _MET_BY.search(plain[: found.start()]):
            continue  # the number before it is of those who met it
        written = written[: found.start()] + written[found.end() :]
    return written.strip(" ,;")


def apart(text: str) -> tuple[str, str] | None:
    """A part that tells of a difficulty with the households that met it, and the rest, where the whole was unclear."""
    parts = re.split(r"(?<=[,;.\n])\s*", text)
    stuck = [part for part in parts if kind_of(part) in BESIDE_COUNTS and households_of(part) and not gone(part)]
    rest = " ".join(part for part in parts if part not in stuck).strip(" ,;.\n")
    return (rest, stuck[0].strip(" ,;.\n")) if len(stuck) == 1 and rest else None


def instead(text: str, count: Intent, who: Who) -> Raise | None:
    """Words that were taken for an unclear count and tell of nothing but a difficulty: one number, of households."""
    if not isinstance(who, Campaigner) or not isinstance(count, Clarify) or kind_of(text) not in AT_ONCE or asks(text):
        return None
    bare, hid = masked(without_names(text, who))
    households = households_of(bare)
    numbers = re.findall(r"\d+", fold(spelt(bare)))
    alone = numbers in ([], [str(households)]) if households is not None else hid and not numbers
    return Raise(text) if alone else None


def without_names(text: str, who: Campaigner) -> str:
    """The numbers in the names of units are none of households."""
    said = fold(text)
    for unit in sorted({group.unit.name for group in who.plan} | {own.unit.name for own in who.own.values()}, key=len):
        said = re.sub(rf"(?<!\w){re.escape(fold(unit))}(?!\w)", " ", said)
    return said


_TAKES_BACK = re.compile(
    r"(?:rut|bo|xoa|huy)(?: lai)?(?: cai)? (?:vuong mac|vuong|kho khan)(?: vua (?:roi|ke|bao|neu))?[ .!]*"
)
_SHOWS = re.compile(
    r"(?:xem |cho xem |danh sach |mo danh sach |liet ke )*(?:cac )?(?:vuong mac|kho khan vuong mac|vuongmac)"
    r"(?: (?:dang|con) (?:mo|cho|treo))?(?: cua (?:toi|to toi|bac|em))?[ .!?]*"
)
_HOW = re.compile(r"(?:(?:toi|em|bac|chau|anh|chi|minh) )?(?:muon |can |xin )?(?:bao|neu|ke) vuong mac[ .!]*")
HOW_MANY = "mấy hộ"  # stands in the question that a bare number of households answers
_FILLS = re.compile(
    r"(?:mang |sim )?(?P<carrier>[a-z]+)?[ ,;:]*(?:(?P<n>\d{1,3}) ?(?:ho|nha|may)?)?(?: a| em| chau| nhe| nha)*[ .!]*"
)


def read(text: str, who: Who) -> Intent | None:
    """What can be nothing else: what was asked for, a taking back, a look at what is open."""
    if not isinstance(who, Campaigner):
        return None
    said = fold(text)
    filled = _filled(said, who)
    if filled is not None:
        return filled
    if _TAKES_BACK.fullmatch(said):
        return TakeBack()
    if _SHOWS.fullmatch(said):
        return ShowDifficulties()
    return HowToRaise() if _HOW.fullmatch(said) else None


def _filled(said: str, who: Campaigner) -> Complete | None:
    """A network, or so many households, while just that is asked."""
    asked = next(
        (
            intent
            for choice in (who.question.choices if who.question else ())
            if isinstance(intent := load(choice.intent), Complete)
        ),
        None,
    )
    found = _FILLS.fullmatch(said) if said else None
    if found is None or (asked is None and not said.startswith(("mang ", "sim "))):
        return None
    carrier, number = carrier_of(found["carrier"] or ""), found["n"]
    counts = number and not found["carrier"] and said.rstrip(" .!").endswith(("ho", "nha", "may"))
    if not carrier and not (counts and HOW_MANY in (who.question.words or "" if who.question else "")):
        return None
    return Complete(asked.difficulty if asked else 0, carrier, int(number) if number else 0)
