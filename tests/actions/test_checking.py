"""A scorecard is checked with the formulas of its funnel."""

import pytest

from bsc import actions
from bsc.errors import DefinitionProblems
from bsc.store import Store
from tests.actions.test_definitions import SCORECARD

WRONG = SCORECARD + "funnel:\n  - {stage: interest, kpi: clicks, days: median(day, spend: cost}\n"


def test_a_formula_of_the_funnel_that_cannot_be_read_is_told_with_its_place(store: Store) -> None:
    with pytest.raises(DefinitionProblems) as raised:
        actions.apply_definitions(store, WRONG, "ada")
    places = [problem.place for problem in raised.value.problems]
    assert places == ["funnel[0].days", "funnel[0].spend"]
    assert "does not aggregate" in str(raised.value)
