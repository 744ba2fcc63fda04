"""The formulas of the funnel are added up once, as KPIs are."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bsc import actions
from bsc.actuals import compute
from bsc.formula import flow_formulas
from bsc.model.periods import Calendar, Grain
from bsc.store import Store
from tests.views.small_company import SCORECARD, TODAY, opened

FUNNEL = (
    "funnel: [{stage: interest, kpi: clicks, spend: sum(cost)}, {stage: buy, kpi: order_count, spend: sum(ads.cost)}]\n"
)
COUNT = "  - {id: order_count, name: Orders, objective: sell, dataset: orders, formula: count(*)}\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with_funnel = opened(tmp_path, SCORECARD + COUNT + FUNNEL)
    yield with_funnel
    with_funnel.close()


def _spends(store: Store) -> dict[str, tuple[float | None, str]]:
    scorecard, (august,) = store.scorecard(), Calendar().last(Calendar().parse("2026-08", Grain.MONTH), 1)
    formulas = flow_formulas(scorecard)
    found = compute(store, scorecard, formulas, [august], filters={}, today=TODAY, shapes=store.shapes())
    return {name: (actual.value, actual.served) for (name, _), actual in found.items()}


def test_a_formula_of_the_flow_is_answered_by_a_rollup_with_the_number_of_the_rows(store: Store) -> None:
    """In August search costs 60 and social 90, by the rows and by their sums by day."""
    by_rows = _spends(store)
    actions.refresh_rollups(store, few_rows=0, shrink=0)
    by_rollup = _spends(store)
    assert {name: served for name, (_, served) in by_rows.items()} == {"interest.spend": "rows", "buy.spend": "rows"}
    assert {name: served for name, (_, served) in by_rollup.items()} == {
        "interest.spend": "rollup",
        "buy.spend": "rollup",
    }
    assert {value for value, _ in (*by_rows.values(), *by_rollup.values())} == {150}
