"""Which entry of the guide words mean, which application a campaign is about, which picture is meant; all folded."""

import re

# Wishes in one's own words that an entry answers.
WISHES = {
    "install_guide": "install",
    "sign_in": "sign_in",
    "otp_trouble": "otp",
    "forgot_password": "password",
    "app_trouble": "app_error",
    "old_phone": "old_phone",
    "no_smartphone": "no_phone",
    "why_install": "refusal",
    "wrong_data": "wrong_data",
    "hotline": "other",
}
# The first that is found says which entry is meant.
_ENTRIES = (
    ("otp", r"otp|ma xac (?:nhan|thuc|minh)|ma khong ve|ma ko ve"),
    ("password", r"mat khau|pass(?:word|code)?|mk"),
    ("sign_in", r"dang nhap|vneid|doi may"),
    ("old_phone", r"(?:may|iphone|dien thoai|android) (?:cu|doi cu|qua cu)|khong tuong thich|may cu"),
    ("no_phone", r"khong co (?:may|dien thoai|smartphone)|khong may|cac cu|nguoi gia"),
    ("wrong_data", r"sai (?:ten|ho ten|ngay sinh|thong tin|so|du lieu)"),
    ("refusal", r"ngai|tu choi|de lam gi|khong muon"),
    ("app_error", r"loi|treo|quay|vang|dung may"),
    ("other", r"tong dai|hotline|1022|viec khac"),
    ("install", r"cai|kich hoat|tai|qr|link|duong dan"),
)
ENTRIES = tuple((code, re.compile(rf"(?<![a-z0-9])(?:{said})(?![a-z0-9])")) for code, said in _ENTRIES)
APPS = (("ihanoi", ("ihanoi",)), ("vneid", ("vneid", "dinhdanhdientu", "dinhdanhmuc2")))  # in a name without spaces
# Networks, once for all rooms: the code that a guide's file has, how it is called, how it is written.
CARRIERS = (
    ("viettel", "Viettel", r"vie?t+el+|vtel|vt"),
    ("vinaphone", "Vina", r"vina(?:phone?|fone)?|vnp"),
    ("mobifone", "Mobi", r"mobi(?:fone|phone)?|mobile fone"),
    ("vietnamobile", "Vietnamobile", r"vietnam ?mobile|vietnamobile|vnmobile|vnm"),
    ("gmobile", "Gmobile", r"gmobile|beeline"),
    ("itel", "itel", r"itel(?:ecom)?"),
    ("wintel", "Wintel", r"wintel|reddi"),
    ("vnsky", "VNSKY", r"vnsky"),
    ("local", "Local", r"mang local|sim local"),
)
_CARRIER = re.compile("|".join(rf"(?P<{code}>(?<![a-z])(?:{said})(?![a-z]))" for code, _, said in CARRIERS))
NUMBER = re.compile(r"(?:so |muc |xem (?:so |muc )?)?([1-9])(?: a| nhe| di)*[ .?!]*")  # of the list
# What was shown has not helped.
DID_NOT_HELP = re.compile(
    r"(?:(?:em|chau|bac|co|chu|anh|chi|toi|ba con|nha ay|ho|ho) )*(?:lam|thu|bam)?(?: \w+){0,5} ?(?:van|ma) "
    r"(?:\w+ )?(?:khong|ko|k|chua|chang|cha|hong) (?:\w+ )?(?:duoc|dc|dk|ve|vao|xong|len|an thua|qua|mo|thay|nhan)"
    r"(?: (?:em|chau|a|ad|anh|chi|bac|oi|ma|nhe|dau|gi))*[ .!]*"
    r"|(?:khong|ko|k|hong|chua) (?:an thua|duoc|dc|ve|vao duoc)(?: (?:em|chau|a|ad|anh|chi|oi|dau))*[ .!]*"
)
PICTURE = re.compile(
    r"(?P<hides>(?:bo|xoa|go) )?(?:anh|hinh)(?: anh)?(?: minh hoa)?(?: cho| cua)? huong dan"
    r"(?P<what>[a-z0-9 ]*?)(?:\s*buoc (?:thu )?(?P<step>\d{1,2}))?[ .!]*"
)


def entry(said: str) -> str:
    """The code of what these words name; empty where they name nothing."""
    return next((code for code, pattern in ENTRIES if pattern.search(said)), "")


def carriers(said: str) -> frozenset[str]:
    """The codes of all networks that are named."""
    return frozenset(found.lastgroup or "" for found in _CARRIER.finditer(said))


def carrier(said: str) -> str:
    """The first network that is named, by its code."""
    found = _CARRIER.search(said)
    return found.lastgroup or "" if found else ""


_INSTALLS = re.compile(r"(?<![a-z])(?:cai|tai|kich hoat|dang ky|quet ma)(?![a-z])")


def installs(said: str, app: str) -> bool:
    """People are asked to install the application of this name."""
    return bool(app) and app in said and bool(_INSTALLS.search(said))


def app_of(name: str) -> str:
    """Of a campaign's name without spaces; ours for any where it names none that we know."""
    return next((app for app, signs in APPS if any(sign in name for sign in signs)), "any")
