"""Reads what an answer is wanted of: "Cầu Đơ 1", "09/11", "tuần", "15h 09/12". Pure."""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, time

from handlers.intents.answers import Query, ShowBands, ShowMissing, ShowPushes, ShowStatus
from handlers.intents.intent import Intent
from handlers.language import nights
from handlers.language.nights import Towards, nearest
from handlers.language.tokens import fold
from handlers.language.unit_names import gazetteer, parts
from handlers.language.words_kinds import ANY
from handlers.progress import words
from storage import instants
from storage.campaigns import Campaign
from storage.instants import Instant, zone
from storage.records import Unit

COMMANDS = [
    (intent, spelt)
    for intent, names in (
        *((ShowStatus, words.STATUS), (ShowMissing, words.MISSING)),
        *((ShowBands, words.BANDS), (ShowPushes, words.PUSHES)),
    )
    for name in names
    for spelt in (name, name.replace(" ", ""))
]
_NAMES = tuple(name for _, name in COMMANDS)
LONGEST_NAME = 120  # signs of a unit with all that stands above it; more is no name, and need not be remembered as one
HOME = "Asia/Ho_Chi_Minh"  # of whoever is above all campaigns


def asked(
    text: str, campaign: Campaign | None, known: Collection[Unit], now: Instant, others: Collection[Campaign] = ()
) -> Intent | None:
    """A wish for an answer, by its command or by a unit's name alone; None when the text is something else.

    Without a slash what follows must name one of the `known` units, or a campaign: "tình hình mưa to quá" is talk.
    """
    running = (campaign, *others) if campaign else ()
    said = fold(text.removeprefix("/")).strip(" .?!")
    for intent, name in COMMANDS if said.startswith(_NAMES) else ():
        if said == name:
            return intent()
        if said.startswith(f"{name} "):
            wanted = want(said.removeprefix(f"{name} "), campaign, now)
            wanted = replace(wanted, name=as_written(wanted.name, text))
            named = not wanted.name or campaign_named(wanted.name, running, known) != (None, wanted.name)
            return intent(wanted) if text.startswith("/") or named or fitting(wanted.name, known) else None
    if len(said) > LONGEST_NAME:
        return None
    alone = said.removeprefix("xem ")
    alone = as_written(alone, text)
    one = parts(alone)
    ours = one.kind & gazetteer(tuple(unit.name for unit in known)).kinds - ANY  # of a number that is not known as well
    meant = one.kinds and ((one.is_number and ours) or fitting(alone, known))
    return ShowStatus(Query(name=alone)) if meant else None


def as_written(said: str, text: str) -> str:
    """The words of the text that fold to what was said, with their accents."""
    written, size = text.split(), len(said.split())
    for start in range(len(written) - size + 1):
        if fold(" ".join(written[start : start + size])).strip(" .?!/") == said:
            return " ".join(written[start : start + size]).strip(" .?!/")
    return said


def want(said: str, campaign: Campaign | None, now: Instant) -> Query:
    """`said` is folded. What is neither a time nor a week is taken for a name; an hour is one of the day beside it."""
    where = campaign.zone if campaign else HOME
    today = instants.day_of(now, where)
    rest, clock, day = _moment(said, today)
    rest, wanted = _night(rest, Query(), today)
    if clock and not day and wanted.night:
        day, wanted = date.fromisoformat(wanted.night), replace(wanted, night="")
    if clock:
        moment = datetime.combine(day or today, clock, zone(where))
        wanted = replace(wanted, as_of=instants.instant(moment))
    while words.FILLERS.search(rest):
        rest = words.FILLERS.sub("", rest)
    return replace(wanted, name=rest.strip())


def _moment(said: str, today: date) -> tuple[str, time | None, date | None]:
    """An hour, and the day that stands right behind it."""
    found = words.MOMENT.search(said)
    if found is None or int(found["hour"]) > 23 or int(found["minute"] or 0) > 59:
        return said, None, None
    day = day_of(found, today) if found["day"] else None
    if found["day"] and day is None:
        return said, None, None
    clock = time(int(found["hour"]), int(found["minute"] or 0))
    return said[: found.start()].rstrip() + said[found.end() :], clock, day


def _night(said: str, wanted: Query, today: date) -> tuple[str, Query]:
    bare = said.strip()
    for week, named in ((1, words.THIS_WEEK), (2, words.LAST_WEEK)):
        for phrase in sorted(named, key=len, reverse=True):
            if bare == phrase or bare.endswith(f" {phrase}"):
                return bare.removesuffix(phrase), replace(wanted, week=week)
    night = next((night for night in reversed(nights.named(bare)) if not night.alone), None)
    day = night.meant(today, Towards.BACK) if night else None
    if night is None or day is None:
        return bare, wanted
    return nights.without(bare, [night]).strip(), replace(wanted, night=day.isoformat())


def day_of(found: re.Match[str], today: date) -> date | None:
    """In the year that brings it nearest to today, where none is given."""
    return nearest((int(found["day"]), int(found["month"]), int(found["year"] or 0) or None), today)


def fitting(name: str, known: Collection[Unit]) -> list[Unit]:
    """The units that a name may mean: by code or name, else by its number alone, else by some of its words."""
    named = gazetteer(tuple(unit.name for unit in known))
    coded = [unit for unit in known if name.replace(" ", "").lower() == unit.code.lower()]
    number = int(name) if name.strip().isdecimal() else 0
    meant = named.meant(name) or (named.numbered(number) if number else named.holding(name))
    return coded or [unit for unit in known if unit.name in meant]


def campaign_named(name: str, campaigns: Collection[Campaign], known: Collection[Unit]) -> tuple[int | None, str]:
    """The campaign that a name, or its end, tells, and what else it tells; a unit's name comes before a part."""
    said = fold(name)
    named = words.CAMPAIGN.sub("", said)
    exact = [campaign for campaign in campaigns if named in {fold(campaign.name), fold(campaign.code)}]
    if len(exact) == 1:
        return exact[0].id, ""
    for campaign in campaigns:
        rest = said.removesuffix(f" {fold(campaign.name)}")
        if rest != said:
            before = words.CAMPAIGN_BEHIND.sub("", rest)
            return campaign.id, " ".join(name.split()[: len(before.split())])
    if fitting(name, known):
        return None, name
    partly = [campaign for campaign in campaigns if len(named) > 1 and f" {named} " in f" {fold(campaign.name)} "]
    return (partly[0].id, "") if len(partly) == 1 else (None, name)
