"""Dates and hours: pure arithmetic in named zones."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from schedules import calendar
from schedules.calendar import Evening, Occasion
from storage.instants import DAY, HOUR, at, local
from storage.quiet import awake
from storage.records import SessionKind
from storage.settings import CampaignSettings, Quiet, Timetable
from tests.ward import ZONE, _settings

NIGHT = date(2024, 11, 9)


def hours(one: Evening, timetable: Timetable | None = None, zone: str = ZONE) -> dict[str, str]:
    due = calendar.evening(one, timetable or Timetable(), zone)
    return {o.kind: f"{local(o.at, zone):%d %H:%M}" for o in due if o.at}


def evening(starts: str = "19:30", asks: str = "21:25", zone: str = ZONE, night: date = NIGHT) -> Evening:
    return Evening(
        SessionKind.EVENING, night, starts, at(night, asks, zone), at(night + timedelta(days=1), "12:00", zone)
    )


def test_an_evening_by_default():
    assert hours(evening()) == {
        "shift": "08 10:00",
        "paste": "08 10:00",
        "vacancy": "08 18:00",
        "remind": "09 17:30",
        "team": "09 17:30",
        "opening": "09 19:30",
        "closeout": "09 21:25",
        "again": "09 21:45",
        "deputy": "09 22:00",
        "missing": "10 07:00",
        "catchup": "10 07:00",
    }


def test_a_session_of_its_own_hours_takes_its_reminders_along():
    due = hours(evening("14:00", "15:55"))

    assert (due["remind"], due["opening"], due["closeout"], due["again"]) == (
        "09 12:00",
        "09 14:00",
        "09 15:55",
        "09 16:15",
    )


@pytest.mark.parametrize(("night", "begins"), [(date(2024, 3, 30), 17.5), (date(2024, 10, 26), 17.5)])
def test_a_zone_with_daylight_saving_keeps_the_wall_clock(night: date, begins: float):
    zone = "Europe/Berlin"
    due = calendar.evening(evening(zone=zone, night=night), Timetable(), zone)
    morning = next(one for one in due if one.kind == "missing")

    assert local(morning.at, zone).hour == 7
    assert abs(morning.at - at(night, "07:00", zone)) in {23 * HOUR, 25 * HOUR}
    assert local(next(one for one in due if one.kind == "remind").at, zone).hour + 0.5 == begins


def test_what_comes_due_is_due_once_in_order():
    some = [Occasion("a", 10, 20), Occasion("b", 30, 40), Occasion("c", 50, 60)]

    assert [one.kind for one in calendar.due(some, 10, 30, fresh=False)] == ["a", "b"]
    assert [one.kind for one in calendar.due(some, None, 30, fresh=True)] == ["b"]
    assert calendar.following(some, 30) == 50
    assert calendar.following(some, 50) is None


@pytest.mark.parametrize(("now", "until"), [
    ("22:29", None), ("22:30", "06:30"), ("23:59", "06:30"), ("01:00", "06:30"), ("06:29", "06:30"), ("06:30", None),
])  # fmt: skip
def test_people_sleep_from_half_past_ten_to_half_past_six(now: str, until: str | None):
    instant = at(NIGHT, now, ZONE)

    end = awake(instant, Quiet(), ZONE)

    assert f"{local(end, ZONE):%H:%M}" == (until or now)
    assert 0 <= end - instant < DAY


def test_a_silence_that_begins_after_midnight():
    quiet = Quiet(since="00:30", until="05:00")

    assert awake(at(NIGHT, "00:29", ZONE), quiet, ZONE) == at(NIGHT, "00:29", ZONE)
    assert awake(at(NIGHT, "03:00", ZONE), quiet, ZONE) == at(NIGHT + timedelta(days=1), "05:00", ZONE)


def test_a_silence_at_noon_ends_the_same_day():
    quiet = Quiet(since="12:00", until="13:30")

    assert awake(at(NIGHT, "12:30", ZONE), quiet, ZONE) == at(NIGHT, "13:30", ZONE)


def test_the_weekly_letter_has_four_steps():
    now, span = at(date(2024, 11, 13), "09:00", ZONE), (NIGHT, date(2024, 11, 30))
    due = calendar.campaign(_settings(0), ZONE, span, now)

    letters = [(one.about, f"{local(one.at, ZONE):%d %H:%M}") for one in due if one.kind in {"paper", "letter"}]
    assert letters[:4] == [
        ("2024-11-14/draft", "13 20:00"),
        ("2024-11-14/missing", "14 08:00"),
        ("2024-11-14/final", "14 12:00"),
        ("2024-11-14/alarm", "14 14:00"),
    ]


def test_no_weekly_letter_no_steps():
    settings = _settings(0).model_copy(update={"weekly": None})

    assert not {"paper", "letter"} & {
        one.kind for one in calendar.campaign(settings, ZONE, (NIGHT, NIGHT), at(NIGHT, "9:00", ZONE))
    }


@pytest.mark.parametrize(("wrong", "why"), [
    ({"timetable": {"asks": "25:00"}}, "should match pattern"),
    ({"timetable": {"starts": "21:30", "ends": "19:30"}}, "ends 19:30 comes before starts 21:30"),
    ({"timetable": {"starts": "19:30", "ends": "19:30"}}, "the evening ends when it starts"),
    ({"timetable": {"asks_again": "21:00"}}, "asks_again 21:00 comes before asks 21:25"),
    ({"team": [{"force": "youth", "number": -1}]}, "greater than or equal to 0"),
])  # fmt: skip
def test_a_timetable_that_cannot_be_is_refused_with_its_reason(wrong: dict[str, object], why: str):
    plain = _settings(0).model_dump()

    with pytest.raises(ValidationError, match=why):
        CampaignSettings.model_validate({**plain, **wrong})


def test_hours_after_midnight_are_still_of_the_night():
    assert Timetable(ends="00:30", asks="00:25", asks_again="00:40", asks_deputy="00:50", late="01:00", summary="01:00")
