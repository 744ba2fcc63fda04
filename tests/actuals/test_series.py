"""Pieces by day are put together over any period: numbers by hand."""

from datetime import date, timedelta

import numpy as np
import pytest

from bsc.actuals.series import Series, series
from bsc.formula import How
from bsc.model.periods import Calendar, Grain, Period

NOTHING = float("nan")
FIRST = date(2026, 1, 30)
# Friday 30 January, Saturday 31, Monday 2 February, Monday 9 February
DAYS = [FIRST, FIRST + timedelta(1), FIRST + timedelta(3), FIRST + timedelta(10)]
COLUMNS = {
    "day": np.array([str(DAYS[2]), str(DAYS[0]), str(DAYS[3]), str(DAYS[1])], dtype="datetime64[us]"),
    "w0": np.array([5.0, 1.0, 7.0, 2.0]),
    "w1": np.ma.MaskedArray([4, 0, -3, 9], mask=[False, True, False, True]),
}


@pytest.fixture
def by_day() -> Series:
    return series(COLUMNS, ["sum", "gaps"], ["w0", "w1"])


def over(found: Series, how: How, key: str, grain: Grain) -> list[float | None]:
    """Return the value in each period from January to the end of February 2026; None is no value."""
    periods = Calendar().periods(date(2026, 1, 26), date(2026, 3, 1), grain)
    values = found.over(found.spans(periods), {key: how})[key].tolist()
    return [None if value != value else value for value in values]  # noqa: PLR0124 -- NaN is not equal to itself


def test_days_come_in_order_and_missing_values_are_no_number(by_day: Series) -> None:
    assert by_day.pieces["sum"].tolist() == [1, 2, 5, 7]
    assert np.isnan(by_day.pieces["gaps"]).tolist() == [True, True, False, False]
    assert by_day.last_day == DAYS[3]


def test_sums_of_periods_without_a_day_are_nothing_added(by_day: Series) -> None:
    assert over(by_day, How.SUM, "sum", Grain.MONTH) == [3, 12]
    assert over(by_day, How.SUM, "sum", Grain.WEEK) == [3, 5, 7, 0, 0]
    assert over(by_day, How.COUNT, "sum", Grain.YEAR) == [15]


def test_least_and_greatest_pass_over_days_without_a_value(by_day: Series) -> None:
    assert over(by_day, How.LEAST, "gaps", Grain.MONTH) == [None, -3]
    assert over(by_day, How.GREATEST, "gaps", Grain.MONTH) == [None, 4]
    assert over(by_day, How.GREATEST, "gaps", Grain.WEEK) == [None, 4, -3, None, None]
    assert over(by_day, How.LEAST, "sum", Grain.YEAR) == [1]


def test_the_latest_value_is_that_of_the_last_day_that_has_one() -> None:
    columns = {**COLUMNS, "w1": np.ma.MaskedArray([4, 8, 0, 9], mask=[False, False, True, True])}
    found = series(columns, ["sum", "gaps"], ["w0", "w1"])
    assert over(found, How.LATEST, "gaps", Grain.MONTH) == [8, 4]
    assert over(found, How.LATEST, "gaps", Grain.WEEK) == [8, 4, None, None, None]
    assert over(found, How.LATEST, "gaps", Grain.DAY)[4:8] == [8, None, None, 4]


def test_many_pieces_are_put_together_at_once(by_day: Series) -> None:
    january = Calendar().periods(FIRST, DAYS[2], Grain.MONTH)
    found = by_day.over(by_day.spans(january), {"sum": How.COUNT, "gaps": How.GREATEST})
    assert found["sum"].tolist() == [3, 12]
    assert np.isnan(found["gaps"][0])
    assert found["gaps"][1] == 4


def test_periods_may_overlap_come_in_any_order_and_lie_outside(by_day: Series) -> None:
    spans = [(3, 4), (0, 1), (0, 11), (-400, -300), (500, 600), (1, 11)]
    periods = [Period(FIRST + timedelta(a), FIRST + timedelta(b), Grain.DAY) for a, b in spans]
    assert by_day.over(by_day.spans(periods), {"sum": How.SUM})["sum"].tolist() == [5, 1, 15, 0, 0, 14]


def test_no_day_at_all_and_no_period_at_all() -> None:
    nothing = series({"day": np.array([], "datetime64[us]"), "w0": np.array([])}, ["sum"], ["w0"])
    assert nothing.last_day is None
    assert over(nothing, How.SUM, "sum", Grain.MONTH) == [0, 0]
    assert over(nothing, How.LEAST, "sum", Grain.MONTH) == [None, None]
    assert over(nothing, How.LATEST, "sum", Grain.MONTH) == [None, None]
    assert nothing.over(nothing.spans([]), {"sum": How.SUM})["sum"].tolist() == []


def test_more_pieces_of_the_same_days_are_kept_together(by_day: Series) -> None:
    more = series({"day": COLUMNS["day"], "w0": COLUMNS["w0"] * 2}, ["double"], ["w0"])
    both = by_day.with_more(more)
    assert over(both, How.SUM, "double", Grain.MONTH) == [6, 24]
    assert set(both.pieces) == {"sum", "gaps", "double"}


def test_pieces_of_other_days_are_not_mixed_with_them(by_day: Series) -> None:
    fewer = series({"day": COLUMNS["day"][1:], "w0": COLUMNS["w0"][1:]}, ["double"], ["w0"])
    assert set(by_day.with_more(fewer).pieces) == {"double"}
