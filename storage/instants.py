"""Instants and local days: UTC milliseconds inside, the campaign's own calendar towards people."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

Instant = int  # UTC milliseconds

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
DAY_ENDS = timedelta(hours=4)  # 00:20 is still tonight


@lru_cache(maxsize=16)
def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def local(instant: Instant, zone_name: str) -> datetime:
    return datetime.fromtimestamp(instant / SECOND, zone(zone_name))


@lru_cache(maxsize=1_024)
def day_of(instant: Instant, zone_name: str) -> date:
    """The campaign's day at this instant; it ends at 04:00."""
    return (local(instant, zone_name).replace(tzinfo=None) - DAY_ENDS).date()


def at(day: date, clock: str, zone_name: str) -> Instant:
    """The instant of `HH:MM` on a campaign's day; hours before 04:00 belong to the night before."""
    hour, minute = map(int, clock.split(":"))
    moment = datetime.combine(day, time(hour, minute), zone(zone_name))
    if timedelta(hours=hour, minutes=minute) < DAY_ENDS:
        moment += timedelta(days=1)
    return instant(moment)


def midnight(day: date, zone_name: str) -> Instant:
    """When the calendar's day begins; evenings go on until 04:00 of the next."""
    return instant(datetime.combine(day, time.min, zone(zone_name)))


def span(since: str, until: str) -> Instant:
    """From one `HH:MM` of a campaign's day to another; hours before 04:00 are the later ones."""
    hours = [timedelta(hours=int(clock[:2]), minutes=int(clock[3:])) for clock in (since, until)]
    first, last = (hour + timedelta(days=1) if hour < DAY_ENDS else hour for hour in hours)
    return round((last - first).total_seconds()) * SECOND


def instant(moment: datetime) -> Instant:
    """Of an aware moment; a naive one is a mistake of the caller."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone is no instant")
    return round(moment.astimezone(UTC).timestamp() * SECOND)
