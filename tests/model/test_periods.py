"""Periods on the company's own calendar: fiscal years, Sunday weeks, names that are read back."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsc.errors import BscError
from bsc.model.periods import Calendar, Grain, Period, WeekStart

PLAIN = Calendar()
FISCAL = Calendar(fiscal_year_starts=7)
SUNDAYS = Calendar(week_starts=WeekStart.SUNDAY)

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
grains = st.sampled_from(Grain)
calendars = st.builds(Calendar, st.sampled_from(WeekStart), st.integers(1, 12))


@pytest.mark.parametrize(
    ("calendar", "grain", "start", "end"),
    [
        (PLAIN, Grain.DAY, date(2026, 8, 14), date(2026, 8, 15)),
        (PLAIN, Grain.WEEK, date(2026, 8, 10), date(2026, 8, 17)),
        (SUNDAYS, Grain.WEEK, date(2026, 8, 9), date(2026, 8, 16)),
        (PLAIN, Grain.MONTH, date(2026, 8, 1), date(2026, 9, 1)),
        (PLAIN, Grain.QUARTER, date(2026, 7, 1), date(2026, 10, 1)),
        (PLAIN, Grain.YEAR, date(2026, 1, 1), date(2027, 1, 1)),
        (FISCAL, Grain.YEAR, date(2026, 7, 1), date(2027, 7, 1)),
        (Calendar(fiscal_year_starts=2), Grain.QUARTER, date(2026, 8, 1), date(2026, 11, 1)),
        (Calendar(fiscal_year_starts=12), Grain.QUARTER, date(2026, 6, 1), date(2026, 9, 1)),
        (Calendar(fiscal_year_starts=9), Grain.YEAR, date(2025, 9, 1), date(2026, 9, 1)),
    ],
)
def test_the_fourteenth_of_august_lies_in(calendar: Calendar, grain: Grain, start: date, end: date) -> None:
    assert calendar.period(date(2026, 8, 14), grain) == Period(start, end, grain)


@pytest.mark.parametrize(
    ("calendar", "name", "start", "end"),
    [
        (PLAIN, "2026", date(2026, 1, 1), date(2027, 1, 1)),
        (PLAIN, "2026-Q3", date(2026, 7, 1), date(2026, 10, 1)),
        (PLAIN, "2026q3", date(2026, 7, 1), date(2026, 10, 1)),
        (PLAIN, "2026-08", date(2026, 8, 1), date(2026, 9, 1)),
        (PLAIN, " 2026-W33 ", date(2026, 8, 10), date(2026, 8, 17)),
        (PLAIN, "2026-08-14", date(2026, 8, 14), date(2026, 8, 15)),
        (SUNDAYS, "2026-W33", date(2026, 8, 9), date(2026, 8, 16)),
        (FISCAL, "2026", date(2026, 7, 1), date(2027, 7, 1)),
        (FISCAL, "2026-Q1", date(2026, 7, 1), date(2026, 10, 1)),
        (FISCAL, "2026-Q4", date(2027, 4, 1), date(2027, 7, 1)),
        (PLAIN, "2026-W53", date(2026, 12, 28), date(2027, 1, 4)),
        (PLAIN, "2024-02-29", date(2024, 2, 29), date(2024, 3, 1)),
    ],
)
def test_a_name_names(calendar: Calendar, name: str, start: date, end: date) -> None:
    period = calendar.parse(name)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "soon",
        "2026-13",
        "2026-00",
        "2026-02-30",
        "2026-Q5",
        "2026-W54",
        "2025-W53",
        "26-08",
        "2026-8",
        "0000",
        "٢٠٢٦",
    ],
)
def test_what_names_no_period_is_told_with_what_would_do(name: str) -> None:
    with pytest.raises(BscError, match="is not one – write 2026, 2026-Q3, 2026-08, 2026-W33 or 2026-08-14"):
        PLAIN.parse(name)


def test_a_month_with_a_grain_names_the_period_of_that_grain_that_it_begins_in() -> None:
    assert FISCAL.parse("2026-08", Grain.YEAR) == FISCAL.parse("2026")
    assert PLAIN.parse("2026-08-14", Grain.MONTH) == PLAIN.parse("2026-08")


@pytest.mark.parametrize(
    ("calendar", "name", "label"),
    [
        (PLAIN, "2026-08-04", "4 Aug 2026"),
        (PLAIN, "2026-W05", "Week 5, 2026"),
        (PLAIN, "2026-08", "Aug 2026"),
        (PLAIN, "2026-Q3", "Q3 2026"),
        (PLAIN, "2026", "2026"),
        (FISCAL, "2026-Q3", "Q3 2026/27"),
        (FISCAL, "1999", "1999/00"),
    ],
)
def test_a_label_is_for_people(calendar: Calendar, name: str, label: str) -> None:
    assert calendar.label(calendar.parse(name)) == label


def test_the_end_of_a_period_is_exclusive() -> None:
    august = PLAIN.parse("2026-08")
    assert (date(2026, 8, 31) in august, date(2026, 9, 1) in august) == (True, False)
    assert (august.days, august.last_day) == (31, date(2026, 8, 31))


def test_the_last_three_quarters_end_with_the_one_that_is_named() -> None:
    names = [FISCAL.name(period) for period in FISCAL.last(FISCAL.parse("2026-Q1"), 3)]
    assert names == ["2025-Q3", "2025-Q4", "2026-Q1"]


def test_periods_share_a_day_with_the_stretch_that_they_cover() -> None:
    months = PLAIN.periods(date(2026, 1, 31), date(2026, 3, 1), Grain.MONTH)
    assert [PLAIN.name(month) for month in months] == ["2026-01", "2026-02"]
    assert PLAIN.periods(date(2026, 1, 31), date(2026, 1, 31), Grain.DAY) == []


@settings(deadline=None)
@given(calendars, days, grains)
def test_every_day_lies_in_its_period_whose_name_is_read_back(calendar: Calendar, day: date, grain: Grain) -> None:
    period = calendar.period(day, grain)
    assert day in period
    assert calendar.parse(calendar.name(period)) == period


@settings(deadline=None)
@given(calendars, days, grains)
def test_periods_of_a_grain_follow_each_other_without_a_gap(calendar: Calendar, day: date, grain: Grain) -> None:
    period = calendar.period(day, grain)
    following = calendar.shifted(period, 1)
    assert following.start == period.end
    assert calendar.shifted(following, -1) == period
    assert calendar.period(period.end - timedelta(days=1), grain) == period


@settings(deadline=None)
@given(calendars, days, grains, st.integers(-30, 30))
def test_a_shift_and_its_return_lead_home(calendar: Calendar, day: date, grain: Grain, steps: int) -> None:
    period = calendar.period(day, grain)
    assert calendar.shifted(calendar.shifted(period, steps), -steps) == period


@settings(deadline=None)
@given(calendars, days, st.sampled_from([Grain.QUARTER, Grain.YEAR]))
def test_months_add_up_to_quarters_and_years(calendar: Calendar, day: date, grain: Grain) -> None:
    period = calendar.period(day, grain)
    months = calendar.periods(period.start, period.end, Grain.MONTH)
    assert len(months) == {Grain.QUARTER: 3, Grain.YEAR: 12}[grain]
    assert (months[0].start, months[-1].end) == (period.start, period.end)
