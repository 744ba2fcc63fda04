"""The formulas of the funnel's steps: over which rows they are computed, and what is wrong with them."""

import pytest

from bsc.formula import check_step, step_formulas
from bsc.model.definitions import FunnelStep, Kpi
from bsc.model.words import ColumnType, Unit
from tests.formula.company import scorecard, shape, shapes

COUNTED = {"where": "status = 'paid'", "time": "shipped_at", "missing": "carry 2", "unit": "number"}
KNOWN = {
    **shapes(),
    "leads": shape("leads", created_at=ColumnType.DATE, closed_at=ColumnType.DATE, cost=ColumnType.NUMBER),
}


def computed(**formulas: str) -> dict[str, Kpi]:
    return step_formulas(FunnelStep(stage="purchase", kpi="kpi", **formulas), scorecard(**COUNTED))


def said(**formulas: str) -> list[tuple[str, str]]:
    step = FunnelStep(stage="purchase", kpi="kpi", **formulas)
    return [(problem.key, str(problem)) for problem in check_step(step, scorecard(**COUNTED), KNOWN)]


def test_a_formula_counts_over_the_rows_that_the_steps_kpi_counts() -> None:
    days = computed(days="median(days_between(ordered_at, shipped_at))")["days"]
    assert (days.dataset, days.where, days.time) == ("orders", "status = 'paid'", "shipped_at")
    assert (days.unit, days.carried_periods) == (Unit.DAYS, 0)


def test_what_is_left_out_is_not_there() -> None:
    assert computed() == {}
    assert list(computed(spend="sum(cost)")) == ["spend"]


def test_a_formula_that_names_another_dataset_throughout_counts_over_that_one() -> None:
    spend = computed(spend="sum(leads.cost) filter (where leads.created_at is not null)")["spend"]
    assert (spend.dataset, spend.where, spend.time, spend.unit) == ("leads", None, None, Unit.CURRENCY)


def test_a_time_between_two_dates_of_another_dataset_stands_in_the_period_of_the_later_one() -> None:
    days = computed(days="median(days_between(leads.created_at, leads.closed_at))")["days"]
    assert (days.dataset, days.time) == ("leads", "leads.closed_at")


def test_a_lookup_is_reached_from_the_steps_own_rows() -> None:
    days = computed(days="median(days_between(customers.signed_up_at, customers.signed_up_at))")["days"]
    assert days.dataset == "orders"


def test_a_step_whose_kpi_is_gone_computes_nothing() -> None:
    step = FunnelStep(stage="purchase", kpi="gone", days="median(x)")
    assert step_formulas(step, scorecard()) == {}
    assert check_step(step, scorecard(), shapes()) == []


def test_good_formulas_are_let_pass() -> None:
    assert said(days="median(days_between(leads.created_at, leads.closed_at))", spend="sum(cost) + sum(amount)") == []


@pytest.mark.parametrize(
    ("formulas", "key", "words"),
    [
        ({"days": "median(ordered_on)"}, "days", "needs a number and has a date"),
        ({"days": "shipped_at"}, "days", "does not aggregate"),
        ({"spend": "sum(costs)"}, "spend", "did you mean `cost`?"),
        ({"spend": "sum(leads.price)"}, "spend", "`leads` has no column `price`"),
        ({"spend": "sum(leads.cost) / count(order_id)"}, "spend", "has no lookup `leads`"),
        ({"spend": "sum(pays.cost)"}, "spend", "has no lookup `pays`"),
    ],
)
def test_what_is_wrong_is_told_under_its_field(formulas: dict[str, str], key: str, words: str) -> None:
    (problem,) = said(**formulas)
    assert problem[0] == key
    assert words in problem[1]


def test_what_is_wrong_with_the_kpi_itself_is_told_there_alone() -> None:
    company = scorecard(where="stat = 'paid'")
    step = FunnelStep(stage="purchase", kpi="kpi", days="median(days_between(ordered_at, shipped_at))")
    assert check_step(step, company, shapes()) == []
