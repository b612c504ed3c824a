"""How people ask for the schedule: folded words and patterns. Units are marked with § before these are tried."""

import re

from handlers.language.words_kinds import UNITS, one_of

ASKED = re.compile(r"(?:cho (?:em |chi |anh |bac )?)?(?:(?:xem|gui|giup) )*lich\b(?! su\b)")
WHO_GOES = re.compile(
    r"\b(?:(?:co )?(?:nhung )?ai di|ai (?:di|truc|tham gia)|(?:co )?(?:nhung |may |cac )?(?:dia ban|noi|don vi"
    rf"|{one_of(UNITS - {'team'})}) nao|di (?:nhung )?(?:dau|to nao)|nhung dau|o dau)\b"
)
PEOPLE = re.compile(r"\bai\b")
WEEK = re.compile(r"\b(?:ca )?tuan(?: (?P<which>nay|sau|toi|truoc|qua|roi))?\b")
MONTH = re.compile(r"\b(?:ca )?thang (?:(?P<number>\d{1,2})|(?P<which>nay|sau|toi|truoc))\b")
WEEKS = {None: 0, "nay": 0, "sau": 1, "toi": 1, "truoc": -1, "qua": -1, "roi": -1}
MONTHS = {"nay": 0, "sau": 1, "toi": 1, "truoc": -1}
BESIDE = frozenset(
    "a nhe em oi voi cua o cho cac buoi di ra quan the nao gi co la vay sap toi nua nhi roi va duoc khong".split()  # noqa: SIM905
)
