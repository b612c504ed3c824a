"""The instants of an evening at which something happens: where the sample's clock can be moved to."""

from storage.instants import Instant, at, day_of, local
from storage.quiet import ONE_DAY

STOPS = ("07:00", "10:00", "17:30", "19:30", "21:25", "21:45", "22:15")


def next_stop(now: Instant, zone: str) -> Instant:
    today = day_of(now, zone)
    stops = (at(day, clock, zone) for day in (today, today + ONE_DAY) for clock in STOPS)
    return next(stop for stop in stops if stop > now)


def stop_after(now: Instant, zone: str) -> str:
    """As the button of the page shows it."""
    return f"{local(next_stop(now, zone), zone):%H:%M}"
