"""How a count may be written, in the words of the campaign that counts it: 'cài 35, kích hoạt 30, vắng 7'."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.language.context import Counted, Counting
from handlers.language.indicators import kinds_of
from storage.campaigns import Campaign
from storage.instants import Instant
from storage.lookup import Who
from storage.records import Unit
from storage.settings import Indicator, Settings

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
_ABSENT, _HOUSEHOLDS = "absent", "households"
HOUSEHOLDS = " hộ"
NONE = "35"  # where no campaign says what is counted, a number alone


def counting(indicators: Sequence[Indicator], target: str) -> Counting:
    """What a campaign counts, as the reader is told of it."""
    return Counting(tuple(Counted(one.code, one.words, one.name) for one in indicators), target)


def count(campaign: Campaign | None) -> str:
    if campaign is None:
        return NONE
    return counted(campaign.settings.indicators, campaign.settings.target.indicator)


def counted(indicators: Sequence[Indicator], target_code: str) -> str:
    """The target first, one more, and the doors that stayed closed where they are counted."""
    kinds = kinds_of(counting(indicators, target_code).indicators)
    ordered = sorted(indicators, key=lambda one: one.code != target_code)
    doors = [one for one in ordered if kinds.get(one.code) == _ABSENT and one.code != target_code]
    people = [one for one in ordered if one not in doors][: len(_PEOPLE)]
    told = [*zip(people, _PEOPLE, strict=False), *((one, _DOORS) for one in doors)]
    return ", ".join(
        _told(_word(one, kinds.get(one.code, "")), kinds.get(one.code, ""), number) for one, number in told
    )


def _told(word: str, kind: str, number: int) -> str:
    """Where people went needs its "hộ": "đi 30" alone may be people who came along."""
    return f"{word} {number}{HOUSEHOLDS if kind == _HOUSEHOLDS and word == _USUAL[_HOUSEHOLDS] else ''}"


def kinds(settings: Settings) -> Mapping[str, str]:
    """What everybody knows, by the campaign's own code of it."""
    return kinds_of(counting(settings.indicators, settings.target.indicator).indicators)


def code_of(settings: Settings, kind: str) -> str:
    """The campaign's own code of what everybody knows; empty where it does not count that."""
    return next((code for code, known in kinds(settings).items() if known == kind), "")


@dataclass(frozen=True, slots=True)
class Evening:
    """A night of the plan, to make an example of."""

    unit: Unit
    night: date


def evenings(who: Who, now: Instant, *, ahead: bool) -> list[Evening]:
    """Of each unit that the person may speak of, the next night, or (`ahead` not) the last one, the nearest first."""
    if who.campaign is None:
        return []
    today = who.campaign.day(now)
    groups = [g for g in who.plan if not g.rounds and (not who.own or g.unit.id in who.own)]
    found = []
    for group in groups:
        some = [night for night in group.nights if (night > today if ahead else night <= today)]
        if some:
            found.append(Evening(group.unit, min(some) if ahead else max(some)))
    return sorted(found, key=lambda one: (abs((one.night - today).days), one.unit.name))


def target(campaign: Campaign | None) -> str:
    """The target's count alone."""
    return count(campaign).partition(",")[0]


def word(campaign: Campaign) -> str:
    """What the target is called, in a few letters."""
    settings = campaign.settings
    indicator = next(one for one in settings.indicators if one.code == settings.target.indicator)
    return _word(indicator, kinds(settings).get(indicator.code, ""))


def _word(one: Indicator, kind: str) -> str:
    """As people say it; a word with a number in it is longer to type, and easily taken for the count."""
    usual, named = _USUAL.get(kind, ""), one.name.lower()
    if usual and (set(usual.split()) <= set(named.split()) or named == one.code):
        return usual
    said = (*one.words, _decapitalised(one.name))
    return next((word for word in said if not re.search(r"\d", word)), said[0])


def _decapitalised(name: str) -> str:
    """`Hướng dẫn` becomes `hướng dẫn`; `BHYT` stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
