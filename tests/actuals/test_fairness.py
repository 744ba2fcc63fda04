"""What a filter, a gap, a lookup or a wrong definition may change, and what it may not."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsc import actuals
from bsc.model.periods import Grain
from tests.actuals.company import Company, shop


@pytest.fixture(scope="module")
def company() -> Company:
    return shop()


CTR = "sum(clicks) / sum(impressions)"


def test_a_filter_changes_the_rows_not_the_arithmetic(company: Company) -> None:
    assert company.value(CTR, "2026-Q1", filters={"channel": "search"}) == pytest.approx(18 / 300)
    assert company.value(CTR, "2026", filters={"channel": "search", "persona": "expert"}) == pytest.approx(0.1)


def test_a_filter_reaches_a_dimension_through_a_lookup(company: Company) -> None:
    on_payments = {"dataset": "payments", "where": "orders.status = 'won'"}
    assert company.value("sum(amount)", "2026", filters={"channel": "social"}, **on_payments) == 200
    assert company.value("count(*)", "2026", filters={"country": "DE"}, dataset="orders") == 2


def test_a_filter_that_a_dataset_cannot_answer_gives_no_number_and_says_so(company: Company) -> None:
    actual = company.actual("last(headcount)", "2026-01", filters={"channel": "search"}, dataset="staff")
    assert (actual.value, actual.available) == (None, False)
    assert '"Staff" has no dimension `channel`' in actual.note


def test_a_period_without_rows_under_the_filter_has_no_value(company: Company) -> None:
    assert company.value("sum(clicks)", "2026-02", filters={"channel": "social"}) is None


def test_a_filters_value_is_bound_and_never_becomes_sql(company: Company) -> None:
    assert company.value("sum(clicks)", "2026", filters={"channel": "x') or ('1'='1"}) is None


def test_a_persona_is_known_to_the_rows_by_its_id_or_its_name() -> None:
    datasets = [{"id": "ads", "time": "day", "dimensions": {"persona": "audience"}}]
    company = Company(datasets, personas=[{"id": "newcomer", "name": "New customer"}])
    rows = [("2026-01-01", "newcomer", 1), ("2026-01-02", "New customer", 10), ("2026-01-03", "expert", 100)]
    company.table("ads", "day date, audience varchar, clicks bigint", rows)
    assert company.value("sum(clicks)", "2026", filters={"persona": "newcomer"}) == 11


def test_the_values_of_a_dimension_are_those_of_every_dataset_that_has_it(company: Company) -> None:
    found = actuals.dimensions(company, company.scorecard(), company.shapes)
    assert found == {"channel": ("search", "social"), "country": ("DE", "FR"), "persona": ("expert", "newcomer")}


def test_a_dimension_offers_two_hundred_values_at_most() -> None:
    company = Company([{"id": "ads", "time": "day", "dimensions": {"campaign": "campaign"}}])
    company.table("ads", "day date, campaign varchar", [("2026-01-01", f"c{number:03}") for number in range(250)])
    assert len(actuals.dimensions(company, company.scorecard(), company.shapes)["campaign"]) == 200


def test_a_lookup_that_finds_two_rows_is_refused_and_doubles_nothing(company: Company) -> None:
    doubled = shop()
    doubled.connection.execute("insert into dataset.customers values (1, 9, 'c1', 'AT')")
    actual = doubled.actual("count(*) filter (where customers.country = 'DE')", "2026", dataset="orders")
    assert actual.value is None
    assert "the lookup `customers` of `orders` finds more than one row for 'c1'" in actual.note
    assert doubled.value("count(*)", "2026", dataset="orders") == 5
    assert company.value("count(*) filter (where customers.country = 'DE')", "2026", dataset="orders") == 2


def test_a_lookup_that_finds_two_rows_is_said_with_its_place(company: Company) -> None:
    assert actuals.check_lookups(company, company.scorecard(), company.shapes) == []
    doubled = shop()
    doubled.connection.execute("insert into dataset.customers values (1, 9, 'c1', 'AT')")
    (problem,) = actuals.check_lookups(doubled, doubled.scorecard(), doubled.shapes)
    assert problem.place == "datasets[1].lookups.customers"
    assert "more than one row for 'c1'" in problem.seen


def test_a_dimension_through_a_lookup_without_rows_is_not_available() -> None:
    orders = {
        "id": "orders",
        "time": "day",
        "lookups": {"customers": "customer"},
        "dimensions": {"land": "customers.land"},
    }
    company = Company([orders, {"id": "customers", "key": ["id"]}])
    company.table("orders", "day date, customer varchar", [("2026-01-01", "7")])
    actual = company.actual("count(*)", "2026-01", filters={"land": "DE"})
    assert (actual.value, actual.available) == (None, False)
    assert "`customers`, which has no rows yet" in actual.note
    assert company.value("count(*)", "2026-01") == 1
    assert actuals.dimensions(company, company.scorecard(), company.shapes) == {"land": ()}


def test_no_periods_ask_nothing(company: Company) -> None:
    assert company.actuals(company.scorecard({"formula": "sum(clicks)"}), []) == {}


def test_a_key_that_is_missing_twice_is_not_doubled() -> None:
    company = shop()
    company.connection.execute("insert into dataset.customers values (1, 8, null, 'AT'), (1, 9, null, 'CH')")
    assert company.value("count(*) filter (where customers.country is null)", "2026-02", dataset="orders") == 1


def test_a_lookup_by_a_key_of_another_type_finds_its_row() -> None:
    company = Company(
        [{"id": "orders", "time": "day", "lookups": {"customers": "customer"}}, {"id": "customers", "key": ["id"]}]
    )
    company.table("orders", "day date, customer varchar", [("2026-01-01", "7"), ("2026-01-01", "x")])
    company.table("customers", "id bigint, country varchar", [(7, "DE")])
    assert company.value("count(*) filter (where customers.country = 'DE')", "2026-01") == 1


def test_a_lookup_may_go_by_two_columns() -> None:
    company = Company(
        [
            {"id": "orders", "time": "day", "lookups": {"rates": ["day", "currency"]}},
            {"id": "rates", "key": ["on_day", "code"]},
        ]
    )
    company.table(
        "orders", "day date, currency varchar, amount double", [("2026-01-01", "USD", 10), ("2026-01-02", "USD", 10)]
    )
    company.table(
        "rates", "on_day date, code varchar, rate double", [("2026-01-01", "USD", 2), ("2026-01-02", "USD", 3)]
    )
    assert company.value("sum(amount * rates.rate)", "2026-01") == 50


@pytest.mark.parametrize(
    ("formula", "kpi", "words"),
    [
        ("sum(clickz)", {}, "did you mean `clicks`?"),
        ("sum(", {}, "a parenthesis is opened"),
        ("sum(channel)", {}, "needs a number"),
        ("count(*)", {"dataset": "leads"}, '"Leads" has no rows yet'),
        ("count(*)", {"dataset": "customers"}, '"Customers" has no time column'),
        ("count(*)", {"time": "channel"}, "the time column `channel` is a text"),
        ("count(*)", {"time": "dai"}, "did you mean `day`?"),
        ("count(*)", {"where": "clicks"}, "where needs a condition"),
        ("count(*)", {"dataset": "first_orders", "where": "nothing = 1"}, "`first_orders` has no column `nothing`"),
    ],
)
def test_a_kpi_that_cannot_be_computed_says_why_and_the_others_stand(
    company: Company, formula: str, kpi: dict[str, str], words: str
) -> None:
    scorecard = company.scorecard({"formula": formula, **kpi}, {"formula": "sum(clicks)"})
    year = scorecard.journey.calendar.parse("2026")
    found = company.actuals(scorecard, [year])
    assert found["kpi_0", year].value is None
    assert words in found["kpi_0", year].note
    assert found["kpi_1", year].value == 923


def test_rows_that_defeat_one_formula_leave_the_others_standing() -> None:
    company = Company([{"id": "ads", "time": "day"}])
    company.table("ads", "day date, until varchar", [("2026-01-01", "5881580-07-10")])
    far = "count(*) filter (where add_days(cast(until as date), 1000) > day)"
    scorecard = company.scorecard({"formula": far}, {"formula": "count(*)"})
    january = scorecard.journey.calendar.parse("2026-01")
    found = company.actuals(scorecard, [january])
    assert found["kpi_0", january].value is None
    assert "out of range" in found["kpi_0", january].note.casefold()
    assert found["kpi_1", january].value == 1


def test_a_derived_dataset_over_one_without_rows_has_no_rows_either() -> None:
    company = Company(
        [{"id": "firsts", "time": "at", "query": "select min(day) as at from ads"}, {"id": "ads", "time": "day"}]
    )
    assert "has no rows yet" in company.actual("count(*)", "2026").note


def test_a_derived_dataset_may_read_derived_ones_and_be_looked_up() -> None:
    company = shop()
    company.datasets += [
        {"id": "regulars", "key": ["customer_id"], "query": "select customer_id from first_orders where orders > 1"},
        {"id": "repeat", "time": "ordered_at", "query": "select * from orders", "lookups": {"regulars": "customer_id"}},
    ]
    by_regulars = "count(*) filter (where regulars.customer_id is not null)"
    assert company.value(by_regulars, "2026", dataset="repeat") == 4


def test_a_value_is_carried_as_far_as_the_kpi_says_and_marked(company: Company) -> None:
    scorecard = company.scorecard({"formula": "last(headcount)", "dataset": "staff", "missing": "carry 2"})
    calendar = scorecard.journey.calendar
    periods = calendar.last(calendar.parse("2026-06"), 4)
    found = company.actuals(scorecard, periods)
    assert [(found["kpi_0", p].value, found["kpi_0", p].stale) for p in periods] == [
        (13, 0),
        (13, 1),
        (13, 2),
        (None, 0),
    ]
    assert found["kpi_0", periods[1]].note == "carried on from Mar 2026"


def test_a_value_is_carried_into_the_only_period_that_is_asked(company: Company) -> None:
    actual = company.actual("last(headcount)", "2026-04", dataset="staff", missing="carry 1")
    assert (actual.value, actual.stale) == (13, 1)


def test_nothing_is_carried_into_a_period_that_has_not_begun() -> None:
    company = shop()
    company.today = date(2026, 3, 20)
    assert company.value("last(headcount)", "2026-04", dataset="staff", missing="carry 2") is None


def test_a_period_that_is_not_over_is_partial_and_says_how_much_of_it_is_covered() -> None:
    company = shop()
    company.today = date(2026, 4, 16)
    april = company.actual("sum(clicks)", "2026-04")
    assert april.partial
    assert april.elapsed == pytest.approx(11 / 30)  # rows until 11 April
    company.today = date(2026, 4, 6)
    assert company.actual("sum(clicks)", "2026-04").elapsed == pytest.approx(5 / 30)  # the 6th is not over
    assert not company.actual("sum(clicks)", "2026-03").partial
    assert company.actual("sum(clicks)", "2026-03").elapsed == 1


def test_the_last_covered_day_is_known_through_lookups_and_derived_datasets_too(company: Company) -> None:
    assert company.actual("sum(amount)", "2026-02", dataset="payments").elapsed == pytest.approx(10 / 28)
    assert company.actual("count(*)", "2026-02", dataset="first_orders").elapsed == pytest.approx(10 / 28)


def test_every_kpi_has_an_actual_in_every_period(company: Company) -> None:
    scorecard = company.scorecard({"formula": "sum(clicks)"}, {"formula": "nonsense("}, {"formula": "median(clicks)"})
    calendar = scorecard.journey.calendar
    periods = [*calendar.last(calendar.parse("2026-04"), 5), calendar.parse("2026"), calendar.parse("2026-W04")]
    found = company.actuals(scorecard, periods)
    assert set(found) == {(kpi.id, period) for kpi in scorecard.kpis for period in periods}


@pytest.mark.parametrize(("rows", "queries"), [(5, 2), (1_000_000, 3)])
def test_forty_kpis_are_one_query_medians_another_and_different_values_of_many_rows_a_third(
    rows: int, queries: int
) -> None:
    company = shop()
    company.shapes["ads"] = replace(company.shapes["ads"], rows=rows)
    formulas = [f"sum(clicks * {n}) filter (where impressions > {n})" for n in range(40)]
    formulas += ["median(clicks)", "median(impressions)", "count(distinct channel)"]
    scorecard = company.scorecard(*({"formula": formula} for formula in formulas))
    calendar = scorecard.journey.calendar
    found = company.actuals(scorecard, calendar.last(calendar.parse("2026-12"), 36))
    assert len(company.queries) == queries
    assert found["kpi_40", calendar.parse("2026-01")].value == 455


def test_kpis_by_two_time_columns_are_one_query_for_each(company: Company) -> None:
    kpis = [
        {"formula": f"sum(amount * {n})", "dataset": "orders", "time": time}
        for n in (1, 2)
        for time in ("ordered_at", "shipped_at")
    ]
    scorecard = company.scorecard(*kpis)
    calendar = scorecard.journey.calendar
    company.queries.clear()
    company.actuals(scorecard, calendar.last(calendar.parse("2026-12"), 12))
    assert sum("gathered" in sql for sql in company.queries) == 2


days = st.dates(date(2025, 1, 1), date(2026, 12, 31))
rows_of_days = st.lists(st.tuples(days, st.sampled_from(["a", "b"]), st.integers(-1000, 1000)), min_size=1, max_size=30)


@given(rows_of_days, st.integers(1, 12))
@settings(max_examples=25, deadline=None)
def test_a_quarter_of_what_adds_up_is_the_sum_of_its_months(rows: list[tuple[date, str, int]], fiscal: int) -> None:
    company = Company(
        [{"id": "ads", "time": "day", "dimensions": {"channel": "channel"}}], journey={"fiscal_year_starts": fiscal}
    )
    company.table("ads", "day date, channel varchar, amount bigint", rows)
    scorecard = company.scorecard({"formula": "sum(amount)"}, {"formula": "count(*) filter (where amount > 0)"})
    calendar = scorecard.journey.calendar
    coarse = calendar.periods(date(2025, 1, 1), date(2027, 1, 1), Grain.QUARTER)
    fine = calendar.periods(coarse[0].start, coarse[-1].end, Grain.MONTH)
    found = company.actuals(scorecard, [*coarse, *fine])
    for kpi in scorecard.kpis:
        for quarter in coarse:
            months = [found[kpi.id, month].value for month in fine if month.start in quarter]
            known = [value for value in months if value is not None]
            assert found[kpi.id, quarter].value == (sum(known) if known else None)


@given(rows_of_days)
@settings(max_examples=25, deadline=None)
def test_the_segments_of_what_adds_up_make_the_whole(rows: list[tuple[date, str, int]]) -> None:
    company = Company([{"id": "ads", "time": "day", "dimensions": {"channel": "channel"}}])
    company.table("ads", "day date, channel varchar, amount bigint", rows)
    for year in ("2025", "2026"):
        parts = [company.value("sum(amount)", year, filters={"channel": channel}) for channel in ("a", "b")]
        known = [part for part in parts if part is not None]
        assert company.value("sum(amount)", year) == (sum(known) if known else None)
