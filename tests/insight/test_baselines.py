"""Where a level begins: a published example, and what is no level."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.datasets import nile

from bsc.insight.baselines import STAY, baseline_starts
from bsc.insight.variation import Baseline, Rule, variation

LOW, HIGH = (4.0, 6.0) * 5, (14.0, 16.0) * 5


def test_the_nile_has_flowed_lower_since_1899() -> None:
    """The first dam at Aswan, between two means: a breakpoint after 1898 as in Zeileis et al., strucchange (2003)."""
    flows = nile.load_pandas().data
    found = variation([float(volume) for volume in flows["volume"]])
    assert [int(flows["year"][each.first]) for each in found.baselines] == [1871, 1899]
    assert found.mean[0] == pytest.approx(1097.75)
    assert found.mean[-1] == pytest.approx(849.97, abs=0.005)


def test_a_step_that_stays_begins_a_level() -> None:
    assert baseline_starts((*LOW, *HIGH)) == (0, 10)
    assert baseline_starts((*LOW, *HIGH, *LOW)) == (0, 10, 20)


def test_a_step_is_a_level_when_eight_values_have_confirmed_it() -> None:
    assert baseline_starts((*LOW, *HIGH[:STAY])) == (0, 10)
    assert baseline_starts((*LOW, *HIGH[: STAY - 1])) == (0,)


def test_one_high_value_is_no_level() -> None:
    assert baseline_starts((*LOW, 40.0, *LOW)) == (0,)


def test_what_never_varies_has_one_level_and_a_step_in_it_begins_another() -> None:
    assert baseline_starts((5.0,) * 20) == (0,)
    assert baseline_starts((*(5.0,) * 10, *(6.0,) * 10)) == (0, 10)


def test_a_season_taken_out_asks_for_a_higher_step() -> None:
    """Moving ranges of 1, ten values and ten: 2 / (1 / 1.128 × √0.2) = 5.04 is above 3.5 and below 3.5 × √(20 / 9)."""
    values = (4.0, 5.0) * 5 + (6.0, 7.0) * 5
    assert baseline_starts(values) == (0, 10)
    assert baseline_starts(values, estimated=11) == (0,)


def test_each_level_has_limits_of_its_own() -> None:
    found = variation((*LOW, *HIGH))
    assert found.baselines == (Baseline(0, 9, shifted=False), Baseline(10, 19, shifted=True))
    assert (found.mean[9], found.mean[10]) == (5.0, 15.0)
    assert found.high[9] == pytest.approx(5 + 2.66 * 2)
    assert found.low[10] == pytest.approx(15 - 2.66 * 2)
    assert [(each.first, each.rule, each.side) for each in found.signals] == [(10, Rule.SHIFT, "high")]


def test_a_gap_before_a_new_level_belongs_to_the_old_one() -> None:
    found = variation((*LOW, None, None, *HIGH))
    assert found.baselines == (Baseline(0, 11, shifted=False), Baseline(12, 21, shifted=True))


@given(st.lists(st.floats(-1e6, 1e6), max_size=60))
def test_levels_are_at_least_eight_values_long(values: list[float]) -> None:
    ends = (*baseline_starts(values), len(values))
    assert ends[0] == 0
    assert all(end - first >= STAY for first, end in pairwise(ends) if len(ends) > 2)
