"""Which target holds when, for whom, and how much of it a period owes."""

from datetime import date
from typing import Any

import pytest

from bsc.model.definitions import Kpi
from bsc.model.periods import Calendar, Grain, Period
from bsc.scoring.judging import Anchors
from bsc.scoring.targets import Measure, Terms, anchors_owed, share_owed, target_in_force

CALENDAR = Calendar()
TARGETS = [
    {"start": date(2026, 1, 1), "target": 100, "red_line": 50},
    {"start": date(2026, 7, 1), "target": 120, "red_line": 60},
    {"start": date(2026, 3, 1), "target": 40, "red_line": 20, "where": {"channel": "email"}},
    {"start": date(2026, 3, 1), "target": 30, "red_line": 15, "where": {"channel": "email", "region": "DE"}},
]


def kpi(*targets: dict[str, Any]) -> Kpi:
    plain: dict[str, Any] = {
        "id": "leads",
        "name": "Leads",
        "objective": "more",
        "dataset": "crm",
        "formula": "count(*)",
    }
    return Kpi.model_validate({**plain, "targets": targets})


def wanted(period: str, measure: Measure = Measure.RATE, **filters: tuple[str, ...]) -> float | None:
    target = target_in_force(kpi(*TARGETS), CALENDAR.parse(period), filters, measure)
    return target.target if target and isinstance(target.target, float) else None


def test_the_past_keeps_its_target() -> None:
    assert [wanted(month) for month in ("2025-12", "2026-01", "2026-06", "2026-07", "2027-01")] == [
        None,
        100,
        100,
        120,
        120,
    ]


def test_a_target_that_begins_within_the_period_does_not_hold_for_it_yet() -> None:
    assert wanted("2026") == 100
    assert wanted("2026-W27") == 100  # begins on 29 June


def test_of_two_targets_from_the_same_day_the_later_one_in_the_list_holds() -> None:
    twice = kpi(TARGETS[0], {**TARGETS[0], "target": 80})
    target = target_in_force(twice, CALENDAR.parse("2026-02"), {}, Measure.RATE)
    assert target is not None
    assert target.target == 80


def test_a_segment_has_its_own_target() -> None:
    assert wanted("2026-04", Measure.FLOW, channel=("email",)) == 40
    assert wanted("2026-04", Measure.FLOW, channel=("email",), region=("DE",)) == 30


def test_a_segments_target_does_not_hold_for_everybody() -> None:
    only_email = kpi(TARGETS[2])
    assert target_in_force(only_email, CALENDAR.parse("2026-04"), {}, Measure.RATE) is None


def test_a_rate_inherits_the_target_that_says_most_about_its_segment() -> None:
    assert wanted("2026-04", channel=("social",)) == 100
    assert wanted("2026-04", channel=("email",), persona=("newcomer",)) == 40
    assert wanted("2026-02", channel=("email",)) == 100  # e-mail's own begins in March


@pytest.mark.parametrize("measure", [Measure.FLOW, Measure.STOCK, Measure.DISTINCT])
def test_a_part_of_the_customers_owes_nothing_to_the_count_of_all(measure: Measure) -> None:
    assert wanted("2026-04", measure, channel=("social",)) is None
    assert wanted("2026-04", measure, channel=("email",), persona=("newcomer",)) is None


def test_a_filter_on_two_values_is_not_the_segment_of_one() -> None:
    assert wanted("2026-04", Measure.FLOW, channel=("email", "social")) is None


def owed(frequency: Grain, period: str, measure: Measure = Measure.FLOW, elapsed: float = 1.0) -> float | None:
    return share_owed(frequency, CALENDAR.parse(period), measure, CALENDAR, elapsed)


def test_a_flow_owes_as_many_targets_as_frequency_periods_fit_in() -> None:
    assert owed(Grain.MONTH, "2026-08") == 1
    assert owed(Grain.MONTH, "2026-Q3") == 3
    assert owed(Grain.MONTH, "2026") == 12
    assert owed(Grain.QUARTER, "2026") == 4


def test_a_shorter_period_owes_its_days() -> None:
    assert owed(Grain.MONTH, "2026-08-14") == pytest.approx(1 / 31)
    assert owed(Grain.MONTH, "2026-W33") == pytest.approx(7 / 31)
    assert owed(Grain.QUARTER, "2026-08") == pytest.approx(31 / 92)


def test_a_week_across_two_months_owes_days_of_each() -> None:
    assert owed(Grain.MONTH, "2026-W27") == pytest.approx(2 / 30 + 5 / 31)  # 29 and 30 June, 1 to 5 July


def test_a_month_of_weekly_targets_counts_its_weeks_in_days() -> None:
    assert owed(Grain.WEEK, "2026-08") == pytest.approx(31 / 7)


def test_a_rate_and_a_stock_owe_the_same_at_every_grain_and_in_every_unfinished_period() -> None:
    assert owed(Grain.MONTH, "2026", Measure.RATE, 0.4) == 1
    assert owed(Grain.MONTH, "2026-08-14", Measure.STOCK, 0.0) == 1


def test_a_flow_owes_of_an_unfinished_period_what_has_elapsed() -> None:
    assert owed(Grain.MONTH, "2026-09", elapsed=0.5) == 0.5
    assert owed(Grain.MONTH, "2026-Q3", elapsed=46 / 92) == pytest.approx(1 + 15 / 31)  # July, and 15 days of August
    assert owed(Grain.MONTH, "2026-W27", elapsed=3 / 7) == pytest.approx(2 / 30 + 1 / 31)  # 29 and 30 June, 1 July


def test_nothing_can_be_said_of_a_flow_before_its_first_day_is_over() -> None:
    assert owed(Grain.MONTH, "2026-09", elapsed=0.0) is None


def test_a_distinct_count_compares_at_its_own_frequency_and_in_whole_periods_only() -> None:
    assert owed(Grain.MONTH, "2026-08", Measure.DISTINCT) == 1
    assert owed(Grain.MONTH, "2026-Q3", Measure.DISTINCT) is None
    assert owed(Grain.MONTH, "2026-08", Measure.DISTINCT, 0.9) is None


def test_what_counts_per_head_adds_up_over_time_and_keeps_its_size_in_a_part() -> None:
    assert owed(Grain.MONTH, "2026-Q3", Measure.PER_HEAD) == 3
    assert wanted("2026-04", Measure.PER_HEAD, channel=("social",)) == 100


def test_what_counts_per_different_customer_keeps_its_size_in_a_part_only() -> None:
    assert owed(Grain.MONTH, "2026-Q3", Measure.PER_DISTINCT) is None
    assert owed(Grain.MONTH, "2026-08", Measure.PER_DISTINCT) == 1
    assert wanted("2026-04", Measure.PER_DISTINCT, channel=("social",)) == 100


def test_a_fiscal_year_is_twelve_months_on_its_own_calendar() -> None:
    april = Calendar(fiscal_year_starts=4)
    year = Period(date(2026, 4, 1), date(2027, 4, 1), Grain.YEAR)
    assert share_owed(Grain.QUARTER, year, Measure.FLOW, april) == 4


def held_to(period: str, measure: Measure, elapsed: float = 1.0, *targets: dict[str, Any]) -> Anchors | None:
    return anchors_owed(kpi(*(targets or TARGETS)), CALENDAR.parse(period), Terms(measure, {}, CALENDAR), elapsed)


def test_a_flow_is_held_to_what_its_period_owes() -> None:
    assert held_to("2026-08", Measure.FLOW) == Anchors(120, 60)
    assert held_to("2026-Q1", Measure.FLOW) == Anchors(300, 150)
    assert held_to("2026-08", Measure.FLOW, 0.5) == Anchors(60, 30)


def test_a_target_that_changes_within_the_period_counts_from_its_day_on() -> None:
    assert held_to("2026", Measure.FLOW) == Anchors(6 * 100 + 6 * 120, 6 * 50 + 6 * 60)
    week = held_to("2026-W27", Measure.FLOW)
    assert week is not None
    assert week.target == pytest.approx(2 / 30 * 100 + 5 / 31 * 120)


def test_a_year_whose_january_met_its_target_once_fell_short_of_it() -> None:
    assert held_to("2026", Measure.FLOW, 31 / 365) == held_to("2026-01", Measure.FLOW) == Anchors(100, 50)


def test_a_target_that_is_still_to_come_once_counted_in_an_unfinished_year() -> None:
    assert held_to("2026", Measure.FLOW, 181 / 365) == Anchors(6 * 100, 6 * 50)  # 120 from July on is not owed in June


def test_a_rate_keeps_the_target_of_the_periods_start() -> None:
    assert held_to("2026", Measure.RATE) == Anchors(100, 50)
    assert held_to("2026-09", Measure.RATE, 0.1) == Anchors(120, 60)


def test_a_target_from_the_middle_of_a_period_on_is_no_target_for_the_whole() -> None:
    assert held_to("2026-Q3", Measure.FLOW, 1.0, {"start": date(2026, 8, 1), "target": 10}) is None
    assert held_to("2026-Q4", Measure.FLOW, 1.0, {"start": date(2026, 8, 1), "target": 10}) == Anchors(30, 30)


def test_a_weekly_target_from_the_first_of_a_month_holds_for_that_month() -> None:
    weekly = kpi({"start": date(2026, 9, 1), "target": 70}).model_copy(update={"frequency": Grain.WEEK})
    held = anchors_owed(weekly, CALENDAR.parse("2026-09"), Terms(Measure.FLOW, {}, CALENDAR))
    assert held is not None
    assert held.target == pytest.approx(300)


def test_a_range_adds_up_at_both_ends() -> None:
    within = {"start": date(2026, 1, 1), "target": (10, 20), "red_line": (5, 40)}
    plain = kpi().model_dump() | {"better": "within", "targets": [within]}
    held = anchors_owed(Kpi.model_validate(plain), CALENDAR.parse("2026-Q1"), Terms(Measure.FLOW, {}, CALENDAR))
    assert held == Anchors((30.0, 60.0), (15.0, 120.0))


def test_without_a_target_or_before_the_first_day_is_over_nothing_is_held() -> None:
    assert held_to("2025-12", Measure.FLOW) is None
    assert held_to("2026-09", Measure.FLOW, 0.0) is None
    assert held_to("2026-Q1", Measure.DISTINCT) is None
