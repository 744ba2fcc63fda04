"""Every kind of formula at every grain, against numbers worked out on paper."""

import pytest

from tests.actuals.company import Company, shop


@pytest.fixture(scope="module")
def company() -> Company:
    return shop()


WON = "count(*) filter (where status = 'won')"
BEYOND = " * 1e18" * 18  # beyond the largest double
CTR = "sum(clicks) / sum(impressions)"
DAYS = "avg(days_between(ordered_at, shipped_at))"
ON_ORDERS = {"dataset": "orders"}
ON_STAFF = {"dataset": "staff"}
FIRSTS = {"dataset": "first_orders"}
PAID = {"dataset": "payments", "where": "orders.status = 'won'"}

CASES = [
    # a ratio: 10/100 and 900/30,000 make 910/30,100, not the mean of 10 % and 3 %
    (CTR, {}, {"2026-01-05": 0.1, "2026-W04": 0.03, "2026-01": 910 / 30100}),
    (CTR, {}, {"2026-Q1": 918 / 30300, "2026": 923 / 30350}),
    ("sum(clicks)", {}, {"2026-01-20": 900, "2026-W02": 10, "2026-02": 8, "2026-Q2": 5, "2026": 923}),
    ("1000 * sum(clicks)", {}, {"2026-02": 8000}),
    ("sum(clicks) - 2 * count(*)", {}, {"2026-Q1": 912}),
    # holistic ones
    ("median(amount)", ON_ORDERS, {"2026-01": 200, "2026-02": 50, "2026-Q1": 150, "2026": 100, "2026-01-06": 300}),
    ("quantile(amount, 0.5)", ON_ORDERS, {"2026-Q1": 150}),
    ("quantile(amount, 0)", ON_ORDERS, {"2026": 50}),
    ("count(distinct customer_id)", ON_ORDERS, {"2026-01": 2, "2026-W02": 1, "2026-Q1": 3, "2026": 3, "2026-01-05": 1}),
    ("count(distinct customer_id) / count(*)", ON_ORDERS, {"2026-01": 2 / 3, "2026": 3 / 5}),
    ("count(distinct customer_id) filter (where status = 'won')", ON_ORDERS, {"2026-Q1": 3, "2026-Q2": 0}),
    # filters within
    (WON, ON_ORDERS, {"2026-01": 2, "2026-01-06": 0, "2026-05": 0, "2026-Q1": 3, "2026": 3}),
    (f"{WON} / count(*)", ON_ORDERS, {"2026-01": 2 / 3, "2026": 0.6, "2026-05": 0}),
    ("sum(amount) filter (where status = 'won')", ON_ORDERS, {"2026-01": 300, "2026-05": 0}),
    ("sum(case when status = 'won' then amount end)", ON_ORDERS, {"2026-01": 300, "2026-05": 0}),
    ("avg(amount) filter (where status = 'won')", ON_ORDERS, {"2026-01": 150, "2026-05": None}),
    ("max(amount) - min(amount)", ON_ORDERS, {"2026-01": 200, "2026": 250}),
    ("stddev(amount)", ON_ORDERS, {"2026-01": 100, "2026-02": None}),
    # elapsed time and calendar boundaries
    (DAYS, ON_ORDERS, {"2026-01": (0.5 + 2 / 24) / 2, "2026-02": 3, "2026-05": None}),
    (DAYS, ON_ORDERS, {"2026-Q1": (0.5 + 2 / 24 + 3) / 3}),
    ("sum(hours_between(ordered_at, shipped_at))", ON_ORDERS, {"2026-01": 14, "2026-Q1": 86, "2026-05": 0}),
    ("sum(date_diff('day', ordered_at, shipped_at))", ON_ORDERS, {"2026-01": 2, "2026-02": 3, "2026-05": 0}),
    ("sum(date_diff('week', ordered_at, shipped_at))", ON_ORDERS, {"2026-01": 0, "2026-02": 0}),
    ("sum(date_diff('month', ordered_at, shipped_at))", ON_ORDERS, {"2026-01": 1, "2026-02": 0}),
    ("max(date_diff('year', date '2024-12-31', ordered_at))", ON_ORDERS, {"2026": 2}),
    ("max(date_diff('week', date '2026-01-04', ordered_at))", ON_ORDERS, {"2026-01-05": 1, "2026-01-31": 4}),
    ("max(date_diff('quarter', date '2025-12-31', ordered_at))", ON_ORDERS, {"2026-01": 1, "2026": 2}),
    ("count(*) filter (where dayofweek(ordered_at) = 1)", ON_ORDERS, {"2026": 1}),
    ("count(*) filter (where shipped_at <= add_days(ordered_at, 1))", ON_ORDERS, {"2026-01": 1}),
    # the latest, and of two rows of one day the later line
    ("last(headcount)", ON_STAFF, {"2026-01": 12, "2026-02": 11, "2026-01-01": 10, "2026-03": 13}),
    ("last(headcount)", ON_STAFF, {"2026-Q1": 13, "2026": 13}),
    # lookups
    ("sum(amount)", PAID, {"2026-01": 300, "2026-02": 50, "2026": 350}),
    ("sum(amount)", {"dataset": "payments"}, {"2026-01": 600, "2026": 650}),
    ("count(*) filter (where customers.country = 'DE')", ON_ORDERS, {"2026-01": 2, "2026": 2}),
    ("count(*) filter (where customers.country is null)", ON_ORDERS, {"2026-02": 1, "2026-01": 0}),
    # derived datasets
    ("count(*)", FIRSTS, {"2026-01": 2, "2026-02": 1, "2026-Q1": 3, "2026-05": None}),
    ("sum(orders)", FIRSTS, {"2026-01": 4, "2026-02": 1}),
    ("last(orders)", FIRSTS, {"2026-01": 2, "2026": 1}),
    # another time column than the dataset's
    ("count(*)", {"dataset": "orders", "time": "shipped_at"}, {"2026-01": 1, "2026-02": 2, "2026-05": None}),
    # no value, never infinity
    (CTR, {}, {"2026-04-10": None}),
    ("1 / sum(clicks)", {}, {"2026-04-10": None}),
    ("sum(clicks / impressions)", {}, {"2026-04-10": 0, "2026-01-05": 0.1}),
    ("sum(clicks) % sum(impressions)", {}, {"2026-04-10": None}),
    ("ln(sum(clicks))", {}, {"2026-04-10": None}),
    ("sqrt(0 - sum(clicks))", {}, {"2026-01-05": None}),
    ("exp(sum(clicks))", {}, {"2026-01-20": None}),
    (f"sum(clicks){BEYOND}", {}, {"2026-01-05": None}),
    ("coalesce(sum(clicks) / sum(impressions), 0)", {}, {"2026-04-10": 0, "2026-03": None}),
    ("greatest(sum(clicks), 20)", {}, {"2026-01-05": 20}),
    ("round(sum(clicks) / sum(impressions), 3)", {}, {"2026-01": 0.03}),
    ("sum(clicks = 10)", {}, {"2026-01": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "kpi", "expected"), CASES, ids=lambda part: part if isinstance(part, str) else "")
def test_a_formula_gives_what_was_worked_out_on_paper(
    company: Company, formula: str, kpi: dict[str, str], expected: dict[str, float | None]
) -> None:
    for period, value in expected.items():
        assert company.value(formula, period, **kpi) == (None if value is None else pytest.approx(value, rel=1e-12))


def test_a_gap_stays_a_gap(company: Company) -> None:
    gap = company.actual("sum(clicks)", "2026-03")
    assert (gap.value, gap.rows, gap.note) == (None, 0, "no rows in this period")


def test_nothing_won_among_orders_is_zero_and_no_orders_at_all_is_no_value(company: Company) -> None:
    won = "count(*) filter (where status = 'won')"
    assert company.value(won, "2026-05", dataset="orders") == 0
    assert company.value(won, "2026-06", dataset="orders") is None


def test_a_condition_that_matches_no_row_of_a_period_with_rows_gives_a_count_of_zero(company: Company) -> None:
    actual = company.actual("count(*)", "2026-05", dataset="orders", where="status = 'won'")
    assert (actual.value, actual.rows) == (0, 0)


def test_a_rate_carries_its_numerator_and_denominator_and_how_many_rows_counted(company: Company) -> None:
    actual = company.actual(CTR, "2026-01")
    assert (actual.numerator, actual.denominator, actual.rows) == (910, 30100, 2)


def test_a_rate_without_a_denominator_says_so_and_keeps_its_parts(company: Company) -> None:
    actual = company.actual(CTR, "2026-04-10")
    assert (actual.value, actual.numerator, actual.denominator) == (None, 0, 0)
    assert "nothing to divide by" in actual.note


def test_rows_are_those_that_count_after_the_condition(company: Company) -> None:
    assert company.actual("avg(amount)", "2026", dataset="orders", where="status = 'won'").rows == 3


def test_long_ids_keep_every_digit() -> None:
    company = Company([{"id": "ads", "time": "day"}])
    rows = [("2026-01-01", 120208745123456788), ("2026-01-01", 120208745123456789)]
    company.table("ads", "day date, campaign_id bigint", rows)
    assert company.value("count(distinct campaign_id)", "2026-01") == 2
    assert company.value("count(*) filter (where campaign_id = 120208745123456789)", "2026-01") == 1


def test_weeks_begin_when_the_company_says() -> None:
    sunday, monday = ("2026-01-04", 1), ("2026-01-05", 10)
    for week_starts, expected in (
        ("monday", {"2026-W01": 1.0, "2026-W02": 10.0}),
        ("sunday", {"2026-W01": None, "2026-W02": 11.0}),
    ):
        company = Company([{"id": "ads", "time": "day"}], journey={"week_starts": week_starts})
        company.table("ads", "day date, clicks bigint", [sunday, monday])
        assert {week: company.value("sum(clicks)", week) for week in expected} == expected


def test_quarters_and_years_begin_with_the_fiscal_year() -> None:
    company = Company([{"id": "ads", "time": "day"}], journey={"fiscal_year_starts": 4})
    company.table("ads", "day date, clicks bigint", [("2026-03-31", 1), ("2026-04-01", 10), ("2027-03-31", 100)])
    assert company.value("sum(clicks)", "2026") == 110
    assert company.value("sum(clicks)", "2026-Q1") == 10
    assert company.value("sum(clicks)", "2026-Q4") == 100
    assert company.value("sum(clicks)", "2025-Q4") == 1
