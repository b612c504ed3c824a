"""When things are due: pure date arithmetic in a campaign's zone. Knows no database and no words.

An occasion is due at `at` and of no use any more after `until`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from storage.instants import DAY, HOUR, MINUTE, Instant, at, day_of
from storage.records import SessionKind
from storage.settings import CampaignSettings, Round, Timetable, Weekly

ONE_DAY = timedelta(days=1)
PATIENCE = 15 * MINUTE  # a step of the ladder that was put off to the last moment still goes out
AS_SOON_AS_KNOWN: Instant = 0
DAY_BEGINS = "04:00"


@dataclass(frozen=True, slots=True)
class Occasion:
    kind: str
    at: Instant
    until: Instant
    about: str = ""  # of a campaign: which night, week or round


@dataclass(frozen=True, slots=True)
class Evening:
    """What the hours of a session depend on; many sessions share one."""

    kind: SessionKind
    night: date
    starts: str | None  # null for a round
    asks_at: Instant
    locks_at: Instant


def evening(one: Evening, hours: Timetable, zone: str) -> tuple[Occasion, ...]:
    """Everything that a session is due, by its own hours where they differ from the campaign's."""
    if one.kind is SessionKind.ROUND or one.starts is None:
        return tuple(_round(one, zone))
    return (*_before(one, hours, zone), *_during(one, hours, zone))


def _before(one: Evening, hours: Timetable, zone: str) -> Iterator[Occasion]:
    night, eve = one.night, one.night - ONE_DAY
    begins = at(night, one.starts or hours.starts, zone)
    shifted = begins - at(night, hours.starts, zone)
    yield Occasion("places", AS_SOON_AS_KNOWN, begins)
    yield Occasion("shift", at(eve, hours.shifts, zone), begins)
    yield Occasion("paste", at(eve, hours.shifts, zone), begins)
    yield Occasion("vacancy", at(eve, hours.open_places, zone), begins)
    yield Occasion("remind", at(night, hours.reminds, zone) + shifted, begins)
    yield Occasion("team", at(night, hours.reminds, zone) + shifted, begins)
    yield Occasion("opening", at(night, hours.opens, zone) + shifted, one.asks_at)


def _during(one: Evening, hours: Timetable, zone: str) -> Iterator[Occasion]:
    night = one.night
    asks, late = at(night, hours.asks, zone), at(night, hours.late, zone)
    yield Occasion("closeout", one.asks_at, one.locks_at)
    for kind, clock in (("again", hours.asks_again), ("deputy", hours.asks_deputy)):
        due = one.asks_at + at(night, clock, zone) - asks
        yield Occasion(kind, due, max(late, due) + PATIENCE)
    morning = at(night + ONE_DAY, hours.digest, zone)
    yield Occasion("missing", morning, max(one.locks_at, morning))
    yield Occasion("catchup", morning, morning + DAY // 2)


def _round(one: Evening, zone: str) -> Iterator[Occasion]:
    """A dated return: what is still owed, the evening before and in the morning."""
    yield Occasion("round", at(one.night - ONE_DAY, ROUND_EVE, zone), at(one.night, ROUND_DAY, zone), "eve")
    yield Occasion("round", at(one.night, ROUND_DAY, zone), at(one.night, ROUND_ENDS, zone), "day")


ROUND_EVE, ROUND_DAY, ROUND_ENDS = "20:00", "08:00", "18:00"


def campaign(settings: CampaignSettings, zone: str, span: tuple[date, date], now: Instant) -> tuple[Occasion, ...]:
    """What the ward office is due around now: nights, letters, rounds."""
    first, last = span
    today = day_of(now, zone)
    days = [today + timedelta(days=n) for n in range(-BEHIND, AHEAD)]
    running = [day for day in days if first <= day <= last]
    weekly = _weekly(settings.weekly, zone, running) if settings.weekly else ()
    contacts = _contacts(settings.contacts_by, zone) if settings.contacts_by else ()
    return (*_nights(settings.timetable, zone, running), *weekly, *_rounds(settings.rounds, zone), *contacts)


BEHIND, AHEAD = 4, 9  # days: longer than any outage that is still of interest; a week always lies ahead


def _nights(hours: Timetable, zone: str, nights: Iterable[date]) -> Iterator[Occasion]:
    for night in nights:
        morning = at(night + ONE_DAY, hours.digest, zone)
        yield Occasion("summary", at(night, hours.summary, zone), morning + HOUR, night.isoformat())
        yield Occasion("digest", morning, morning + DAY // 2, night.isoformat())


def _contacts(by: date, zone: str) -> Iterator[Occasion]:
    """Units that have not named whom to ask: some days before, and on the last day."""
    ahead, day = at(by - CONTACTS_AHEAD, ROUND_DAY, zone), at(by, ROUND_DAY, zone)
    yield Occasion("contacts", ahead, day, f"{by.isoformat()}/ahead")
    yield Occasion("contacts", day, at(by, ROUND_EVE, zone), f"{by.isoformat()}/day")


CONTACTS_AHEAD = timedelta(days=2)
PAPERS = {"draft", "final"}  # steps that bring the letter itself


def _weekly(weekly: Weekly, zone: str, days: Iterable[date]) -> Iterator[Occasion]:
    for day in days:
        if day.weekday() != weekly.due_on:
            continue
        eve = at(day - ONE_DAY, weekly.draft, zone)
        steps = {"draft": eve, **{n: at(day, getattr(weekly, n), zone) for n in ("missing", "final", "alarm")}}
        ends = [*list(steps.values())[1:], at(day, weekly.due, zone) + HOUR]
        for (step, due), until in zip(steps.items(), ends, strict=True):
            yield Occasion("paper" if step in PAPERS else "letter", due, until, f"{day.isoformat()}/{step}")


def _rounds(rounds: Iterable[Round], zone: str) -> Iterator[Occasion]:
    """Each is said of its day: a round that gets another day is another occasion."""
    for one in rounds:
        eve, day, ends = at(one.due - ONE_DAY, ROUND_EVE, zone), at(one.due, ROUND_DAY, zone), at(one.due, one.at, zone)
        yield Occasion("round", eve, day, f"{one.code}/{one.due.isoformat()}/eve")
        yield Occasion("round", day, max(ends, day + HOUR), f"{one.code}/{one.due.isoformat()}/day")


def due(occasions: Iterable[Occasion], looks_at: Instant | None, now: Instant, *, fresh: bool) -> list[Occasion]:
    """What has come since the last look, late or not; of what is new or has changed, all that is still of use."""
    return [
        occasion
        for occasion in occasions
        if occasion.at <= now
        and ((looks_at is not None and occasion.at >= looks_at) or (fresh and occasion.until > now))
    ]


def begins(day: date, zone: str) -> Instant:
    """The first instant of a campaign's day."""
    return at(day, DAY_BEGINS, zone)


def following(occasions: Iterable[Occasion], now: Instant) -> Instant | None:
    return min((occasion.at for occasion in occasions if occasion.at > now), default=None)
