"""What falls due is known wherever it passes: the calendar, those it concerns, the outbox, and who words it."""

from collections.abc import Iterable
from datetime import date

from bot.recipes import RECIPES
from schedules import calendar, changes, evening, office
from schedules.calendar import Evening, Occasion
from storage import calls
from storage.announcements import OutreachDue
from storage.instants import at
from storage.outbox import KINDS
from storage.records import SessionKind
from storage.settings import Cadence, CampaignSettings, Indicator, Outreach, Round, Target, Timetable, Weekday, Weekly
from tests.ward import ZONE

NIGHT = date(2024, 11, 9)
IN_WORDS_ALREADY = {
    "answer",
    "code",
    "file",
    "edit",
    "alarm",
    "announcement",
    "answered",
    "urgent",
}  # said as they were written
ON_THE_WAY = {
    "status",
    "owed",
    "bands",
    "pushes",
    "outcome",
    "excuse",
    "swap",
    "conflict",
    "slip",
    "announcement",
    "progress",
    "receipt",
}  # an update brings them, no hour
BY_THEMSELVES = {"difficulty", "radar"}  # each says when it has to be looked at


def of_sessions() -> set[str]:
    hours, locks = Timetable(), at(NIGHT, "23:59", ZONE)
    some = (
        Evening(SessionKind.EVENING, NIGHT, "19:30", at(NIGHT, "21:25", ZONE), locks),
        Evening(SessionKind.ROUND, NIGHT, None, at(NIGHT, "08:00", ZONE), locks),
    )
    return kinds(one for session in some for one in calendar.evening(session, hours, ZONE))


def of_the_office() -> set[str]:
    settings = CampaignSettings(
        indicators=(Indicator(code="installed", name="Cài mới"),),
        targets=(Target(indicator="installed", measure="smartphone15", percent=50, by=NIGHT),),
        weekly=Weekly(due_on=Weekday.SATURDAY),
        rounds=(Round(code="r1", name="Vòng 1", due=NIGHT, at="16:00"),),
        contacts_by=NIGHT,
    )
    now = at(NIGHT, "12:00", ZONE)
    usual = calendar.campaign(settings, ZONE, (NIGHT, NIGHT), now)
    rhythm = office.outreach(Outreach(kind="loudspeaker"), OutreachDue(now, now, now))
    return kinds((*usual, *office.silence(Cadence(draft_after=36, alarm_after=44), now), *rhythm))


def kinds(occasions: Iterable[Occasion]) -> set[str]:
    return {one.kind for one in occasions}


def test_what_a_session_is_due_concerns_somebody():
    assert of_sessions() == evening._SELECTS.keys() | evening._BY_FORCE.keys()


def test_whatever_falls_due_is_worded_and_nothing_else_is():
    assert of_sessions() | of_the_office() | changes._SELECTS.keys() | ON_THE_WAY | BY_THEMSELVES == RECIPES.keys()
    assert RECIPES.keys() | IN_WORDS_ALREADY == KINDS.keys()


def test_what_calls_for_a_telephone_is_a_kind_of_message():
    assert set(calls.NEWS) <= set(calls.MATTERING) <= KINDS.keys()
    assert set(calls.LADDER) <= of_sessions()
