"""Reads of which days and units the schedule is wanted: "lịch tuần này", "lịch Khu phố 1", "tối nay ai đi". Pure."""

import re
from datetime import date, timedelta

from handlers import scope
from handlers.intents.intent import Intent
from handlers.intents.plans import ShowSchedule
from handlers.intents.shifts import ShowAhead
from handlers.language import night_lines
from handlers.language.tokens import fold
from handlers.planning import words
from storage.instants import Instant
from storage.lookup import OWN, Who
from storage.records import Role

OFFICE = (Role.CLERK, Role.OBSERVER)


def asked(text: str, who: Who, now: Instant) -> Intent | None:
    """None for what is something else, or holds words that are none of this."""
    said = fold(text)
    if (
        who.campaign is None
        or len(text) > night_lines.LONGEST
        or not (words.ASKED.search(said) or words.WHO_GOES.search(said))
    ):
        return None
    today = who.campaign.day(now)
    plan = scope.plan(who.plan)
    named, night, rest = night_lines.place_and_night(text.removeprefix("/"), plan, today)
    schedule, goes = words.ASKED.search(rest), words.WHO_GOES.search(rest)
    if not schedule and not (goes and who.has(*OFFICE)):
        return None
    span, rest = _span(rest, today, (who.campaign.starts, who.campaign.ends))
    if span is None and night is not None:
        span = (night, night)
    if goes and span is None and not named:
        return None
    left = words.WHO_GOES.sub(" ", words.ASKED.sub(" ", rest))
    if [word for word in re.findall(r"[a-z0-9]+", left) if word not in words.BESIDE]:
        return None
    if not who.has(*OFFICE, *OWN):
        return ShowAhead()
    ids = {group.name: group.unit for group in plan.groups}
    first, last = (span[0].isoformat(), span[1].isoformat()) if span else ("", "")
    if not (first or named or goes) and not who.has(*OFFICE):
        return ShowAhead()
    units = tuple(dict.fromkeys(ids[name] for names in named for name in names))
    return ShowSchedule(first, last, units, names=bool(goes and words.PEOPLE.search(goes[0])))


def _span(said: str, today: date, campaign: tuple[date, date]) -> tuple[tuple[date, date] | None, str]:
    week, month = words.WEEK.search(said), words.MONTH.search(said)
    if week:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=words.WEEKS[week["which"]])
        return (monday, monday + timedelta(days=6)), words.WEEK.sub(" ", said)
    if month:
        return _month(month, today, campaign), words.MONTH.sub(" ", said)
    return None, said


def _month(month: re.Match[str], today: date, campaign: tuple[date, date]) -> tuple[date, date] | None:
    """In the year in which the campaign has it; none for a thirteenth."""
    if month["which"]:
        count = today.year * 12 + today.month - 1 + words.MONTHS[month["which"]]
    elif 1 <= int(month["number"]) <= 12:
        years = [
            year for year in (campaign[0].year, campaign[1].year) if campaign[0] <= date(year, int(month["number"]), 28)
        ]
        count = (years[0] if years else campaign[1].year) * 12 + int(month["number"]) - 1
    else:
        return None
    first = date(count // 12, count % 12 + 1, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
