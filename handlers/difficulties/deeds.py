"""What the office, or who was given one, says of difficulties: taken, given away, mended, still waited for. Pure.

Some words can be nothing else (`read`); the others are wishes (`wishes/deciding.py: DEEDS`), and what they are about is
found here: a number, a name, households to go back to, what whoever raised it should hear of them.
"""

import re
import unicodedata
from itertools import takewhile

from handlers.difficulties.words import asks
from handlers.intents.difficulties import AnswerDifficulty, OwnDifficulty
from handlers.intents.intent import Intent
from handlers.language.tokens import fold, strip_accents
from storage.lookup import Campaigner, Who
from storage.records import Role

_NUMBER = r"(?:(?:viec |vuong mac |vuong |muc |cum |cai |vu )?(?:so )?(?P<number>\d{1,4}))"
_ANSWERS = re.compile(rf"(?:tra loi|tl|dap) {_NUMBER}\s*[:,.\-–]?\s+(?P<text>.+)", re.DOTALL)
# The same in passing, with more words around it: read back before it is said.
_WHICH = r"(?:cai|vu|viec|loi|vuong mac|vuong|muc|cum)(?: so)? ?(?P<number>\d{1,4})(?![\d/:]\d)"
_ANSWERS_SO = re.compile(
    rf"(?:em |chau )?(?:tra loi|tl|dap|nhan lai|bao lai)(?: \w+){{1,6}}? {_WHICH}(?: giup| ho| chi| anh| em| nhe)*"
    r"\s*[:,–-]\s*(?P<text>.+)",
    re.DOTALL,
)
_SHUTS = rf"(?:em |chau )?(?:dong|khep)(?: lai| luon| giup| ho| chi| anh)* {_WHICH}"
_CLOSES = re.compile(rf"{_SHUTS}(?![a-z\d]).*", re.DOTALL)
_BACK = r"(?:cac (?:to|bac|anh chi) )?quay lai (?P<back>\d{1,3}) (?:ho|nha|may)"
_DONE = re.compile(
    rf"(?:{_NUMBER}[ :,.\-]+)?(?:loi )?(?:otp |app |mang |ung dung |viettel |vina |mobi )*(?:da |vua )?"
    r"(?:sua|khac phuc|xu ly|giai quyet|(?<=\d )xong)(?: duoc)?(?: xong)?(?: roi)?"
    rf"(?: {_NUMBER.replace('number', 'after')})?"
    rf"(?:[ ,;.]+(?:{_BACK}).*|[ .!]*)"
)
_OWNS = re.compile(
    r"nhan (?:viec |so |vuong mac |cai )+(?P<bare>\d{1,4})(?: nhe| nha| roi| a)*[ .!]*|"
    rf"(?:anh|chi|em|co|chu|bac|toi|minh) (?:xin )?nhan(?: (?:viec|xu ly|vuong mac)(?: (?:nay|do))?)?(?: {_NUMBER})?"
    r"(?: nhe| nha| roi| a)*[ .!]*"
)
_GIVES = re.compile(
    rf"(?:giao|chuyen|phan)(?: {_NUMBER})?(?: viec(?: nay)?)? "
    r"cho (?P<name>[^\d:,.]{2,40}?)(?: (?:xu ly|lo|lam|nhe))*"
    r"(?P<by>\s*[,;]\s*(?:han|xong|phai xong|truoc) .{1,30})?[ .!]*"
)
_BARE = frozenset(
    [
        "so",
        "viec",
        "vu",
        "cai",
        "loi",
        "vuong",
        "mac",
        "muc",
        "cum",
        "da",
        "vua",
        "duoc",
        "xong",
        "het",
        "roi",
        "r",
        "khep",
        "on",
        "ok",
        "sua",
        "khac",
        "phuc",
        "xu",
        "ly",
        "giai",
        "quyet",
        "thong",
        "ngon",
        "em",
        "a",
        "nhe",
        "nha",
        "chau",
        "chi",
        "anh",
        "nay",
        "do",
        "day",
        "thi",
        "lai",
        "vao",
        "app",
        "ap",
        "otp",
        "ma",
        "mang",
        "ung",
        "dung",
        "vneid",
        "ihanoi",
        "viettel",
        "vina",
        "mobi",
        "bao",
        "cac",
        "bac",
        "to",
        "moi",
        "nguoi",
        "giup",
        "dum",
        "ho",
        "voi",
        "di",
        "luon",
        "bon",
        "minh",
        "la",
        "cho",
        "biet",
        "tra",
        "loi",
        "nhan",
        "noi",
        "tat",
        "ca",
        "toan",
        "bo",
        "deu",
        "hoat",
        "dong",
        "binh",
        "thuong",
        "chay",
        "ve",
    ]
)
_NAMED_NUMBER = re.compile(
    r"(?:(?<![a-z])(?:viec|vu|vuong mac|vuong|muc|cum|cai|so|loi)(?: so)?|^) ?(?P<number>\d{1,4})"
    r"(?! ?(?:ho|nha|may|nguoi|to|h|p|gio|phut|ngay)(?![a-z]))(?![\d/:])"
)
_REFERENCE = re.compile(
    r"^(?:(?:em|chau) (?:bao|nhan|noi|tra loi) (?:lai )?)?"
    r"(?:(?:cai|vu|viec|loi|vuong mac|vuong|muc|cum)(?: so)? ?\d{1,4}|so \d{1,4}|\d{1,4}(?= ))"
    r"(?: (?:thi|la))?[ ,:;.\-]*"
)
_GIVEN_BY = re.compile(
    r"(?:viec|vu|cai)(?: ma)? (?:phuong|(?:anh|chi|co|chu|bac) \w+|toi|minh|em|anh|chi) (?:vua )?(?:giao|nho|nhan)"
    r"(?: hom \w+)? ?"
)
_TO_TELL = re.compile(
    r"[ ,;.]*(?:em |chau )?(?:bao|nhan|noi|tra loi|thong bao)(?: lai)?(?: cho| voi| toi)? (?:(?:cac|moi|ca|nhung) )?"
    r"(?:bac|to|nguoi|ba con|ho|anh chi|anh em|ban)(?: (?:ay|do|to|truong|biet))*"
    r"(?: (?:giup|ho|dum|cho|voi|nhe|nha|di))*"
    r"(?: (?:chi|anh|toi|minh|em|a))*[ .!]*$"
)
_SAYS_THAT = re.compile(
    r"^(?:em |chau )?(?:bao|nhan|noi|tra loi|thong bao)(?: lai)?(?: cho| voi| toi)? (?:[a-z]+ ){1,5}?(?:la|rang) "
)
_SHUT_FIRST = re.compile(
    rf"^{_SHUTS}(?: (?:di|lai|luon|giup|ho|dum|gium|nhe|nha|cho|em|chau|chi|anh|a|oi|duoc roi))*(?![a-z])[ ,:;.\-]*"
)
_SHUT_LAST = re.compile(
    r"[ ,;.]+(?:va |thi |em |cu )*(?:dong|khep)"
    r"(?: (?:lai|luon|di|giup|ho|dum|gium|em|chau|nhe|nha|chi|anh|a|cho))*[ .!]*$"
)
_ADDRESS = re.compile(r"(?: (?:em|chau|nhe|nha|a|oi|ban|luon))+[ .!]*$")


def read(text: str, who: Who) -> Intent | None:
    """What can be nothing else: an answer, a taking over, a giving away."""
    if not isinstance(who, Campaigner) or not who.has(Role.CLERK, Role.OBSERVER, Role.CAPTAIN):
        return None
    written = unicodedata.normalize("NFC", text).strip()
    said = fold(written)
    plain = strip_accents(written.lower())
    answered = _ANSWERS.fullmatch(plain) if len(plain) == len(written) else None
    if answered is not None:
        told = written[answered.start("text") : answered.end("text")]
        back = re.search(_BACK, fold(told))
        return AnswerDifficulty(int(answered["number"]), told, int(back["back"]) if back else 0, sure=True)
    answered = _ANSWERS_SO.fullmatch(plain) if len(plain) == len(written) else None
    if answered is not None and who.has(Role.CLERK, Role.OBSERVER):
        told = written[answered.start("text") : answered.end("text")]
        return AnswerDifficulty(int(answered["number"]), told, back_of(told))
    closes = _CLOSES.fullmatch(plain)
    if closes is not None and not asks(written):
        return AnswerDifficulty(int(closes["number"]), written, back_of(written))
    done = _DONE.fullmatch(said)
    if done is not None and not asks(written):
        return AnswerDifficulty(int(done["number"] or done["after"] or 0), written, int(done["back"] or 0), sure=True)
    if not who.has(Role.CLERK, Role.OBSERVER):
        return None
    owns = _OWNS.fullmatch(said)
    if owns is not None:
        return OwnDifficulty(int(owns["number"] or owns["bare"] or 0))
    gives = _GIVES.fullmatch(plain) if len(plain) == len(written) else None
    if gives is not None and (gives["number"] or not gives["by"]):
        named = written[gives.start("name") : gives.end("name")]
        return OwnDifficulty(int(gives["number"] or 0), named, asks=bool(gives["by"]))
    return None


_WAITING = re.compile(r"(?<![a-z])(?:dang|cho|chua|se|hen|de (?:em|chi|anh) (?:hoi|xem))(?![a-z])")
_SETTLES = re.compile(r"(?<![a-z])(?:da (?:sua|xong|khac phuc|xu ly|co)|xong|sua duoc|quay lai|lam nhu sau)(?![a-z])")


def settles(text: str) -> bool:
    """An answer ends it, unless it says that it is still waited for."""
    said = fold(text)
    return bool(_SETTLES.search(said)) or not _WAITING.search(said)


def is_bare(text: str) -> bool:
    """Nothing is said but that it is done."""
    said = _GIVEN_BY.sub("", fold(text)).strip(" .!”“")
    return said == "da khac phuc xong" or bool(_DONE.fullmatch(said)) or not set(re.findall(r"[a-z]+", said)) - _BARE


def number_of(text: str) -> int:
    """Of the difficulty that the office names; 0: none, or several."""
    found = {int(one["number"]) for one in _NAMED_NUMBER.finditer(fold(text))}
    return found.pop() if len(found) == 1 else 0


_GIVEN_TO = re.compile(r"(?<![a-z])(?:anh|chi|em|co|chu|bac|ban|dong chi|ong|ba) (?P<name>[a-z]+)")


def name_in(text: str) -> str:
    """Whom the office speaks of, as it was written, to be said back; all of it where nobody is called so."""
    written = " ".join(unicodedata.normalize("NFC", text).split())
    plain = strip_accents(written.lower())
    found = list(_GIVEN_TO.finditer(plain)) if len(plain) == len(written) else []
    if not found:
        return text
    first, *others = written[found[-1].start("name") :].split()
    return " ".join([first, *takewhile(str.istitle, others)]).strip(" .,!")


def back_of(text: str) -> int:
    found = re.search(_BACK, fold(text))
    return int(found["back"]) if found else 0


def to_be_told(text: str) -> str:
    """What whoever raised it should hear of the office's words: neither which one is meant, nor that they be told."""
    written = " ".join(unicodedata.normalize("NFC", text).split())
    for pattern in (_SHUT_FIRST, _SHUT_LAST, _REFERENCE, _GIVEN_BY, _SAYS_THAT, _TO_TELL, _ADDRESS):
        plain = strip_accents(written.lower())
        found = pattern.search(plain) if len(plain) == len(written) else None
        if found and found.end() - found.start() < len(written):
            written = f"{written[: found.start()]}{written[found.end() :]}"
    return written[:1].upper() + written[1:]


def every(text: str) -> bool:
    """All that are open are meant."""
    return bool(
        re.search(r"(?<![a-z])(?:tat ca|toan bo|het ca|het moi|moi vuong mac|cac vuong mac)(?![a-z])", fold(text))
    )


_MISTAKEN = re.compile(
    r"(?<![a-z])(?:nham|lon|khong (?:co )?(?:loi|vuong|gi)|bo (?:cai|di|giup|ho|dum|vuong)"
    r"|rut|huy|xoa|khoi|dung bao|khong can)(?![a-z])"
)


def mistaken(text: str) -> bool:
    """It never was one; else it was, and is over."""
    return bool(_MISTAKEN.search(fold(text)))
