"""Whatever answers – a rollup, rows added up by day, whole formulas over the rows – the numbers are the same."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.actuals.asked_twice import Company, Filters, differing
from tests.actuals.drawn_company import DAYS, FILTERS, FIRST, Drawn

# a drawn company is not made smaller by another seed: what fails is shown as it is
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
QUIETLY = settings(
    deadline=None, max_examples=5, phases=PHASES, suppress_health_check=list(HealthCheck), print_blob=True
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
    random = Random(seed)
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
    random = Random(seed)
    found: list[object] = []
    with TemporaryDirectory() as folder:
        drawn = Drawn(Path(folder), random)
        drawn.refresh()
        for step in steps:
            getattr(drawn, step)()
            found += [(step, each) for each in wrong_numbers(drawn.company, [random.choice(FILTERS)])]
        drawn.company.store.close()
    assert found == []
