"""What a message raises: its kind, whose network, how many households; and what the office says to it. Pure."""

import re
import unicodedata

from handlers.choices import load
from handlers.intents.difficulties import (
    AnswerDifficulty,
    Complete,
    HowToRaise,
    OwnDifficulty,
    Raise,
    ShowDifficulties,
    TakeBack,
)
from handlers.intents.intent import Intent
from handlers.intents.reports import Clarify, Report
from handlers.language.people_names import spelt
from handlers.language.tokens import fold, strip_accents
from handlers.reader.reading import Mode
from handlers.texts import code_of
from storage.difficulties import DifficultyKind
from storage.lookup import Campaigner, Who
from storage.records import Role

COMMANDS = ("/vuongmac", "/vuong", "/difficulty")
OTHER_CARRIER = "khác"
CARRIERS = {
    "Viettel": r"viettel|vietel|viettell|vtel|vt",
    "Vina": r"vinaphone|vinafone|vina|vnp|vinaphon",
    "Mobi": r"mobifone|mobiphone|mobi|mobile fone",
    "Vietnamobile": r"vietnamobile|vietnammobile|vnmobile|vnm",
    "Gmobile": r"gmobile|beeline",
    "itel": r"itel|itelecom",
    "Wintel": r"wintel|reddi",
    "VNSKY": r"vnsky",
    "Local": r"mang local|sim local",
}
_CARRIER = re.compile(
    "|".join(rf"(?P<c{place}>(?<![a-z])(?:{said})(?![a-z]))" for place, said in enumerate(CARRIERS.values()))
)
_NAMES = tuple(CARRIERS)


def _any(said: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{said})(?![a-z])")


# The first that fits: what is told more exactly stands before what many things may be called.
KINDS: tuple[tuple[DifficultyKind, re.Pattern[str]], ...] = (
    (
        DifficultyKind.OTP,
        _any(
            r"o\.?t\.?p|ma xac (?:nhan|thuc)|ma so (?:gui|nhan)|ma kich hoat|tin nhan ma"
            r"|ma (?:mai |cu |van |thi )?(?:khong|ko|k|chua|cha|chang) (?:thay )?(?:ve|toi|den|gui)"
        ),
    ),
    (
        DifficultyKind.WRONG_DATA,
        _any(
            r"(?:so|ma) dinh danh"
            r"|sai (?:thong tin|ten|ngay sinh|so cccd|cccd|can cuoc|du lieu|cmnd|so can cuoc|dia chi)"
            r"|(?:thong tin|du lieu|ngay sinh|ten|cccd|can cuoc) (?:bi )?"
            r"(?:sai|khong khop|ko khop|khong dung|lech|trung)"
            r"|khong khop|ko khop|lech (?:thong tin|du lieu)|trung (?:so|cccd|tai khoan)"
        ),
    ),
    (
        DifficultyKind.OLD_PHONE,
        _any(
            r"(?:may|dien thoai|dt) (?:\w+ ){0,2}(?:cu|doi cu|doi thap|yeu)(?: qua)?|doi cu"
            r"|(?:het|day|thieu|khong du|khong con) (?:dung luong|bo nho)|day bo nho"
            r"|(?:android|ios|iphone) [3-6](?!\d)|khong (?:tuong thich|ho tro)"
        ),
    ),
    (
        DifficultyKind.NO_PHONE,
        _any(
            r"(?:khong|ko|k|kg|chua|chang) (?:co |dung |xai )(?:\w+ )?(?:may|dien thoai|dt|smartphone|smart phone)"
            r"|cuc gach|may den trang|dien thoai (?:ban phim|den trang|phim)|may phim"
        ),
    ),
    (
        DifficultyKind.REFUSAL,
        _any(
            r"tu choi|khong (?:cho|chiu|dong y|hop tac|muon) (?:\w+ )?(?:cai|vao|mo|nghe|tiep)"
            r"|duoi (?:ra|ve)|(?:so|bao|bi) (?:la )?lua dao|khong mo cua|phan doi|khong hop tac"
        ),
    ),
    (
        DifficultyKind.APP_ERROR,
        _any(
            r"(?:app|ap|ung dung|phan mem|ihanoi|vneid|he thong|may chu|trang|web) (?:\w+ ){0,4}"
            r"(?:loi|treo|dung|sap|do|quay|vang|van ra|cham|trang|lag|bao tri"
            r"|(?:khong|ko|k) (?:vao|mo|chay|len|tai|dang nhap))"
            r"|loi (?:app|ap|ung dung|phan mem|he thong|may chu|dang nhap|mang|ket noi|kich hoat|cai dat|tai)"
            r"|vang (?:ra|app)|quay (?:tron|vong|mai|hoai|suot)|trang (?:tinh|xoa)|bao tri"
            r"|man hinh (?:trang|den)"
            r"|(?:khong|ko|k|chua) (?:dang nhap|tai|mo|vao|kich hoat|xac thuc|quet|nhan dien|nhan khuon mat)"
            r"(?: \w+)? (?:duoc|dc|dk)"
            r"|xac thuc (?:khuon mat )?(?:loi|fail|that bai)"
            r"|dang nhap (?:loi|that bai|khong duoc|ko dc|ko duoc)"
        ),
    ),
)
OF_WISH = {
    "otp_trouble": DifficultyKind.OTP,
    "app_trouble": DifficultyKind.APP_ERROR,
    "forgot_password": DifficultyKind.OTHER,
    "no_smartphone": DifficultyKind.NO_PHONE,
    "why_install": DifficultyKind.REFUSAL,
}
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
    r"(?<![\d.,/:])(?P<n>\d{1,3})(?![\d/:.%]) ?(?:ho|nha|may|nguoi|ng|ba con|gia dinh|so|thue bao|cai)(?![a-z])"
)
_ORDINAL = re.compile(r"(?:so|nha so|nha|to|ngo|tang|lan thu|khu|thu)\s*$")
_QUESTION = re.compile(
    r"(?<![a-z])(?:lam sao|the nao|ra sao|thi sao|sao (?:gio|day|ha|a|em|chau|bac|ad)|tai sao|vi sao|sao lai|cach nao|"
    r"co cach|phai lam gi|lam gi (?:gio|day)|kieu gi|bao lau|bao gio|khi nao|la gi|xin hoi|cho (?:\w+ )?hoi|"
    r"(?:bac|em|chau|anh|chi|co|chu|tui|toi) hoi|chi (?:giup|dum|ho|cho|em|bac)|huong dan|duoc khong|dc khong|"
    r"phai khong|co (?:\w+ ){1,4}(?:khong|ko|k)(?= |$|[.,!])|ai biet|can gi|o dau)(?![a-z])"
    r"|(?<![a-z])sao[ .!]*$"
)
_ASKING_ACCENTS = re.compile(r"(?<!\w)(?:à|hả|nhỉ|hở|chăng|ư)(?!\w)")
_RAISES = re.compile(r"(?<![a-z])(?:vuong mac|kho khan|bao (?:len )?phuong|kien nghi|ghi nhan|phan anh)(?![a-z])")


def kind_of(text: str, wish: str = "") -> DifficultyKind | None:
    """As the words say, else as they were read; None where neither says."""
    said = fold(spelt(text))
    return next((kind for kind, words in KINDS if words.search(said)), OF_WISH.get(wish))


def carrier_of(text: str) -> str:
    """The one network that is named; none where several are."""
    named = {int((found.lastgroup or "c0")[1:]) for found in _CARRIER.finditer(fold(text))}
    return _NAMES[named.pop()] if len(named) == 1 else ""


def households_of(text: str) -> int | None:
    """How many met it: the only number of households, or of their telephones, that the words tell."""
    said = fold(spelt(text))
    told = [found for found in _HOUSEHOLDS.finditer(said) if not _ORDINAL.search(said[: found.start()])]
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
    r"|(?:on|ngon|tot|thong|binh thuong)(?: ca| het)?(?: roi| a| ca)?(?= *(?:[,.!]|$))"
    r"|(?:otp|ma|app|mang|ung dung)(?: da| cung| thi| lai)* (?:ve|chay|vao|on|duoc|nhan)(?: het| lai| on| duoc)* roi"
    r"|het loi|khoi loi|da (?:ve|vao|chay|sua|xu ly|khac phuc|het))(?![a-z])"
)


def gone(text: str) -> bool:
    """That nothing stands in the way, or no more."""
    return bool(_GONE.search(fold(spelt(text))))


def command(text: str) -> Intent | None:
    """`/vuongmac` alone shows what is open, with words it raises them."""
    named, _, rest = text.strip().partition(" ")
    first, told = named.lower(), rest.strip()
    if "\n" in named:
        first, _, more = named.partition("\n")
        told = f"{more} {told}".strip()
    if strip_accents(first.split("@")[0]) not in COMMANDS:
        return None
    return Raise(told, sure=True) if told else ShowDifficulties()


def beside(text: str, count: Intent, who: Who) -> Raise | None:
    """The difficulty that a count tells of: how many are stuck, and by what."""
    if not isinstance(who, Campaigner) or not isinstance(count, Report | Clarify):
        return None
    if kind_of(text) not in BESIDE_COUNTS or gone(text):
        return None
    readings = count.readings if isinstance(count, Clarify) else (count,)
    code = code_of(who.campaign.settings, STUCK) or STUCK
    told = {
        (telling.unit_id, telling.night, telling.values.get(code, 0), telling.mode, len(reading.tellings))
        for reading in readings
        for telling in reading.tellings
    }
    unit, night, stuck, mode, many = told.pop() if len(told) == 1 else (0, "", 0, Mode.SET, 0)
    if stuck <= 0 or not unit or many != 1 or (mode is Mode.ADD and isinstance(count, Clarify)):
        return None
    return Raise(text, "", unit, night, stuck, sure=True, beside=True, asks=isinstance(count, Report))


def instead(text: str, count: Intent, who: Who) -> Raise | None:
    """Words that were taken for an unclear count and tell of nothing but a difficulty: one number, of households."""
    if not isinstance(who, Campaigner) or not isinstance(count, Clarify) or kind_of(text) not in AT_ONCE:
        return None
    numbers = re.findall(r"\d+", fold(spelt(text)))
    households = households_of(text)
    return Raise(text) if households is not None and numbers == [str(households)] and not asks(text) else None


_OFFICE_SAYS = r"(?:(?:anh|chi|em|co|chu|bac|toi|minh) )?"
_NUMBER = r"(?:(?:viec |vuong mac |vuong |muc |cum )?(?:so )?(?P<number>\d{1,4}))"
_ANSWERS = re.compile(rf"(?:tra loi|tl|dap) {_NUMBER}\s*[:,.\-–]?\s+(?P<text>.+)", re.DOTALL)
_MENDED = r"(?:da |vua )?(?:sua|khac phuc|xu ly|chua|giai quyet|thong)(?: duoc)?(?: xong)?(?: roi)?"
_BACK = r"(?:cac (?:to|bac|anh chi) )?quay lai (?P<back>\d{1,3}) (?:ho|nha|may)"
_DONE = re.compile(
    rf"(?:{_NUMBER}[ :,.\-]+)?(?:loi )?(?:otp |app |mang |ung dung |viettel |vina |mobi )*(?:da |vua )?"
    rf"(?:sua|khac phuc|xu ly|giai quyet)(?: duoc)?(?: xong)?(?: roi)?(?: {_NUMBER.replace('number', 'after')})?"
    rf"(?:[ ,;.]+(?:{_BACK}).*|[ .!]*)"
)
_OWNS = re.compile(
    rf"(?:anh|chi|em|co|chu|bac|toi|minh) (?:xin )?nhan(?: (?:viec|xu ly|vuong mac)(?: (?:nay|do))?)?(?: {_NUMBER})?"
    r"(?: nhe| nha| roi| a)*[ .!]*"
)
_GIVES = re.compile(
    rf"(?:giao|chuyen|phan)(?: {_NUMBER})?(?: viec(?: nay)?)? "
    r"cho (?P<name>[^\d:,.]{2,40}?)(?: (?:xu ly|lo|lam|nhe))*[ .!]*"
)
_TAKES_BACK = re.compile(
    r"(?:rut|bo|xoa|huy)(?: lai)?(?: cai)? (?:vuong mac|vuong|kho khan)(?: vua (?:roi|ke|bao|neu))?[ .!]*"
)
_SHOWS = re.compile(
    r"(?:xem |cho xem |danh sach |mo danh sach |liet ke )*(?:cac )?(?:vuong mac|kho khan vuong mac|vuongmac)"
    r"(?: (?:dang|con) (?:mo|cho|treo))?(?: cua (?:toi|to toi|bac|em))?[ .!?]*"
)
_HOW = re.compile(r"(?:(?:toi|em|bac|chau|anh|chi|minh) )?(?:muon |can |xin )?(?:bao|neu|ke) vuong mac[ .!]*")
_FILLS = re.compile(
    r"(?:mang |sim )?(?P<carrier>[a-z]+)?[ ,;:]*(?:(?P<n>\d{1,3}) ?(?:ho|nha|may)?)?(?: a| em| chau| nhe| nha)*[ .!]*"
)


def read(text: str, who: Who) -> Intent | None:
    """What can be nothing else: an answer of the office, a taking over, what was asked for, a taking back."""
    if not isinstance(who, Campaigner):
        return None
    written = unicodedata.normalize("NFC", text).strip()
    said = fold(written)
    filled = _filled(said, who)
    if filled is not None:
        return filled
    if _TAKES_BACK.fullmatch(said):
        return TakeBack()
    if _SHOWS.fullmatch(said):
        return ShowDifficulties()
    if _HOW.fullmatch(said):
        return HowToRaise()
    return _office(written, said, who) if who.has(Role.CLERK, Role.OBSERVER, Role.CAPTAIN) else None


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
    if not carrier and (not number or found["carrier"] or not said.rstrip(" .!").endswith(("ho", "nha", "may"))):
        return None
    return Complete(asked.difficulty if asked else 0, carrier, int(number) if number else 0)


def _office(written: str, said: str, who: Campaigner) -> Intent | None:
    plain = strip_accents(written.lower())
    answered = _ANSWERS.fullmatch(plain) if len(plain) == len(written) else None
    if answered is not None:
        told = written[answered.start("text") : answered.end("text")]
        back = re.search(_BACK, fold(told))
        return AnswerDifficulty(int(answered["number"]), told, int(back["back"]) if back else 0)
    done = _DONE.fullmatch(said)
    if done is not None and not asks(written):
        return AnswerDifficulty(int(done["number"] or done["after"] or 0), written, int(done["back"] or 0))
    if not who.has(Role.CLERK, Role.OBSERVER):
        return None
    owns = _OWNS.fullmatch(said)
    if owns is not None:
        return OwnDifficulty(int(owns["number"] or 0))
    gives = _GIVES.fullmatch(plain) if len(plain) == len(written) else None
    if gives is not None:
        return OwnDifficulty(int(gives["number"] or 0), written[gives.start("name") : gives.end("name")])
    return None


_WAITING = re.compile(r"(?<![a-z])(?:dang|cho|chua|se|hen|de (?:em|chi|anh) (?:hoi|xem))(?![a-z])")
_SETTLES = re.compile(r"(?<![a-z])(?:da (?:sua|xong|khac phuc|xu ly|co)|xong|sua duoc|quay lai|lam nhu sau)(?![a-z])")


def settles(text: str) -> bool:
    """An answer ends it, unless it says that it is still waited for."""
    said = fold(text)
    return bool(_SETTLES.search(said)) or not _WAITING.search(said)


def is_bare(text: str) -> bool:
    """Nothing is said but that it is done."""
    return bool(_DONE.fullmatch(fold(text).strip()))
