"""How a count may be written, in the words of the campaign that counts it: 'cài 35, kích hoạt 30, vắng 7'."""

import re

from storage.campaigns import Campaign
from storage.settings import Indicator

_USUAL = {
    "installed": "cài",
    "activated": "kích hoạt",
    "households": "đi",
    "absent": "vắng",
    "refused": "từ chối",
    "no_phone": "không máy",
    "already": "có sẵn",
    "stuck": "vướng",
}
_PEOPLE, _DOORS = (35, 30), 7
_ABSENT = "absent"
NONE = "35"  # where no campaign says what is counted, a number alone


def count(campaign: Campaign | None) -> str:
    """The target first, one more, and the doors that stayed closed where they are counted."""
    if campaign is None:
        return NONE
    settings = campaign.settings
    counted = sorted(settings.indicators, key=lambda one: one.code != settings.target.indicator)
    doors = [one for one in counted if one.code == _ABSENT]
    people = [one for one in counted if one.code != _ABSENT][: len(_PEOPLE)]
    told = [*zip(people, _PEOPLE, strict=False), *((one, _DOORS) for one in doors)]
    return ", ".join(f"{_word(one)} {number}" for one, number in told)


def target(campaign: Campaign | None) -> str:
    """The target's count alone."""
    return count(campaign).partition(",")[0]


def _word(one: Indicator) -> str:
    """As people say it; a word with a number in it would be read as a count."""
    plain = (word for word in (*one.words, one.name.lower()) if not re.search(r"\d", word))
    return _USUAL.get(one.code) or next(plain, one.words[0] if one.words else one.name)
