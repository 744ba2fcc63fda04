"""Whatever answers – a rollup, rows added up by day, whole formulas over the rows – the numbers are the same."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.actuals.asked_twice import Company, Filters, differing
from tests.actuals.drawn_company import DAYS, FILTERS, FIRST, Drawn
from tests.actuals.visits import company_of, document, visit

# a drawn company is not made smaller by another seed: what fails is shown as it is
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
QUIETLY = settings(
    deadline=None, max_examples=4, phases=PHASES, suppress_health_check=list(HealthCheck), print_blob=True
)
SEEDS = st.integers(min_value=0, max_value=2**32)
STEPS = st.lists(
    st.sampled_from(["bring_events", "bring_events", "undo", "define", "refresh", "refresh", "reopen",
                     "bring_customers"]),
    min_size=3,
    max_size=5,
)  # fmt: skip


def wrong_numbers(company: Company, filters: Sequence[Filters]) -> list[object]:
    """Return where the product's answers are not those of whole formulas over the rows, at any grain."""
    periods = company.periods(FIRST - timedelta(5), FIRST + timedelta(DAYS + 5))
    return [
        (some, *each)
        for some in filters
        for each in differing(company.of_rows(periods, some), company.ask(periods, some))
    ]


@QUIETLY
@given(SEEDS)
def test_rows_added_up_by_day_and_rollups_give_what_whole_formulas_give(seed: int) -> None:
    random = Random(seed)  # noqa: S311 -- drawn again for the same seed
    with TemporaryDirectory() as folder:
        drawn = Drawn(Path(folder), random)
        filters = [{}, random.choice(FILTERS[1:])]
        by_day = wrong_numbers(drawn.company, filters)
        drawn.refresh()
        by_rollup = wrong_numbers(drawn.company, filters)
        drawn.company.store.close()
    assert (by_day, by_rollup) == ([], [])


@QUIETLY
@given(SEEDS, STEPS)
def test_they_do_after_any_changes_of_rows_and_definitions(seed: int, steps: list[str]) -> None:
    random = Random(seed)  # noqa: S311 -- drawn again for the same seed
    found: list[object] = []
    with TemporaryDirectory() as folder:
        drawn = Drawn(Path(folder), random)
        drawn.refresh()
        for step in steps:
            getattr(drawn, step)()
            found += [(step, each) for each in wrong_numbers(drawn.company, [random.choice(FILTERS)])]
        drawn.company.store.close()
    assert found == []


# clicks and cost of two visits on each of 1 January, 2 January and 9 February 2026
BY_HAND = [(1, 1, 2.0), (1, 1, 4.0), (2, 1, None), (2, 2, 6.0), (40, 10, 1.0), (40, 10, None)]


IN_JANUARY_AND_IN_THE_QUARTER: dict[str, tuple[float, float]] = {
    "count(*)": (4, 6),
    "count(cost)": (3, 4),
    "sum(clicks)": (5, 25),
    "sum(cost)": (12, 13),
    "sum(clicks) filter (where cost > 3)": (3, 3),
    "avg(cost)": (4, 3.25),
    "min(cost)": (2, 1),
    "max(cost)": (6, 6),
    "last(cost)": (6, 1),
    "stddev(cost)": (2, (14.75 / 3) ** 0.5),
    "sum(clicks) / count(cost)": (5 / 3, 25 / 4),
    "100 * (count(*) - count(cost)) / count(*)": (25, 100 / 3),
    "count(distinct clicks)": (2, 3),
    "median(clicks)": (1, 1.5),  # 1 1 1 2 | 10 10
    "quantile(clicks, 0)": (1, 1),
    "quantile(clicks, 0.75)": (1.25, 8),  # at 0.75 · (4 - 1) = 2.25 and 0.75 · (6 - 1) = 3.75, the first is 0
    "quantile(clicks, 0.9)": (1.7, 10),  # at 2.7 and 4.5
    "quantile(clicks, 1)": (2, 10),
    "median(cost * 2) filter (where clicks = 1)": (6, 6),
}


def test_numbers_by_hand_from_rows_from_a_rollup_and_after_a_restart(tmp_path: Path) -> None:
    rows = [(*visit(day, 0)[:5], clicks, cost, visit(day, 0)[7]) for day, clicks, cost in BY_HAND]
    said = document()
    kpi = said["kpis"][0]
    kpis = [{**kpi, "id": f"kpi_{n}", "formula": each} for n, each in enumerate(IN_JANUARY_AND_IN_THE_QUARTER)]
    company = company_of(tmp_path, {**said, "kpis": kpis}, rows)
    january, quarter = (company.period(name) for name in ("2026-01", "2026-Q1"))

    def found(served: str) -> dict[str, tuple[float | None, float | None]]:
        asked = company.ask([january, quarter])
        assert {each.served for each in asked.values()} == {served}
        return {kpi["formula"]: (asked[kpi["id"], january].value, asked[kpi["id"], quarter].value) for kpi in kpis}

    expected = {formula: pytest.approx(each, rel=1e-12) for formula, each in IN_JANUARY_AND_IN_THE_QUARTER.items()}
    assert found("rows") == expected
    company.refresh()
    assert found("rollup") == expected
    company.reopen()
    assert found("rollup") == expected
    company.store.close()
