"""How an evening is made: its hours, when its result is asked for, when its figures are locked."""

from dataclasses import dataclass
from datetime import date, timedelta

from storage.campaigns import Campaign
from storage.instants import at
from storage.records import Session, SessionKind, SessionState
from storage.settings import Round


@dataclass(frozen=True, slots=True)
class SpokenHours:
    """None where nobody has said any: then those of the campaign."""

    starts: str | None = None
    ends: str | None = None


def made(campaign: Campaign, unit_id: int, night: date, hours: SpokenHours, id_: int) -> Session:
    """The result is asked for as long before the end as the campaign's timetable does."""
    times, zone = campaign.settings.timetable, campaign.zone
    usual = hours.starts is None
    ends = times.ends if usual else hours.ends
    asks = at(night, times.asks, zone)
    return Session(
        id=id_,
        campaign_id=campaign.id,
        unit_id=unit_id,
        kind=SessionKind.EVENING,
        night=night,
        starts=times.starts if usual else hours.starts,
        ends=ends,
        state=SessionState.PLANNED,
        version=1,
        asks_at=asks + at(night, ends, zone) - at(night, times.ends, zone) if ends else asks,
        locks_at=at(night + timedelta(days=1), times.locks, zone),
    )


def round_due(campaign: Campaign, unit_id: int, due: date, id_: int, of: Round | None = None) -> Session:
    """A return that is owed by a day: in vain after the hour of its round; a plan's, of no round, after the morning."""
    times, zone = campaign.settings.timetable, campaign.zone
    asks, locks = at(due, of.at if of else "08:00", zone), at(due + timedelta(days=1), times.locks, zone)
    return Session(
        id_,
        campaign.id,
        unit_id,
        SessionKind.ROUND,
        due,
        None,
        None,
        SessionState.PLANNED,
        1,
        asks,
        locks,
        of.code if of else None,
    )
