"""Instants are UTC milliseconds; a campaign's day ends at four in the morning, in its own zone."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.instants import DAY, MINUTE, at, day_of, instant, local

ZONES = ["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "UTC"]


@given(
    st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    st.integers(0, 1439),
    st.sampled_from(["Asia/Ho_Chi_Minh", "UTC"]),
)
def test_a_clock_time_of_a_day_belongs_to_that_day(day: date, minute: int, zone: str):
    clock = f"{minute // 60:02}:{minute % 60:02}"

    assert day_of(at(day, clock, zone), zone) == day
    assert f"{local(at(day, clock, zone), zone):%H:%M}" == clock


@pytest.mark.parametrize("zone", ZONES)
def test_twenty_past_midnight_is_still_tonight(zone: str):
    night = date(2024, 11, 9)

    assert at(night, "00:20", zone) > at(night, "21:30", zone)
    assert day_of(at(night, "03:59", zone), zone) == night
    assert day_of(at(night, "04:00", zone) - MINUTE + DAY, zone) == night


def test_the_night_in_which_the_clocks_change_has_its_own_length():
    before, after = (at(date(2024, 10, day), "12:00", "Europe/Berlin") for day in (26, 27))

    assert after - before == DAY + 60 * MINUTE


def test_an_instant_is_the_same_from_every_zone():
    moment = datetime(2024, 11, 9, 21, 25, tzinfo=timezone(timedelta(hours=7)))

    assert instant(moment) == instant(moment.astimezone(UTC)) == at(date(2024, 11, 9), "21:25", "Asia/Ho_Chi_Minh")


def test_a_moment_without_a_zone_is_a_mistake():
    with pytest.raises(ValueError, match="without a zone"):
        instant(datetime(2024, 11, 9))  # noqa: DTZ001  that is the mistake
