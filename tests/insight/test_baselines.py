"""Where a level begins: a published example, and what is no level."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.datasets import nile

from bsc.insight.baselines import STAY, Levels, levels_of
from bsc.insight.rules import Rule, natural_limits
from bsc.insight.variation import Baseline, variation

LOW, HIGH = (4.0, 6.0) * 5, (14.0, 16.0) * 5


def test_the_nile_has_flowed_lower_since_1899() -> None:
    """The first dam at Aswan, between two means: a breakpoint after 1898 as in Zeileis et al., strucchange (2003)."""
    flows = nile.load_pandas().data
    found = variation([float(volume) for volume in flows["volume"]])
    assert [int(flows["year"][each.first]) for each in found.baselines] == [1871, 1899]
    assert found.mean[0] == pytest.approx(1097.75)
    assert found.mean[-1] == pytest.approx(849.97, abs=0.005)


def test_a_step_that_stays_begins_a_level() -> None:
    assert levels_of((*LOW, *HIGH)).starts == (0, 10)
    assert levels_of((*LOW, *HIGH, *LOW)).starts == (0, 10, 20)


def test_a_step_is_a_level_when_eight_values_have_confirmed_it() -> None:
    assert levels_of((*LOW, *HIGH[:STAY])).starts == (0, 10)
    assert levels_of((*LOW, *HIGH[: STAY - 1])) == Levels((0,), 10)


def test_two_values_and_more_that_lie_elsewhere_have_departed_and_one_has_not() -> None:
    assert levels_of((*LOW, *HIGH[:2])) == Levels((0,), 10)
    assert levels_of((*LOW, *HIGH[:1])) == Levels((0,), 11)


def test_what_departs_widens_no_limits_and_moves_no_mean() -> None:
    """The fall of a completion rate from 63 to 35 %: the six months after it once made a level of the ones before."""
    before = (0.63, 0.64, 0.58, 0.63, 0.64, 0.60, 0.61, 0.58, 0.61, 0.64, 0.64, 0.62, 0.61, 0.62, 0.63, 0.645, 0.63)
    after = (0.34, 0.364, 0.339, 0.346, 0.424, 0.386)
    found = variation((*before, *after))
    assert found.baselines == (Baseline(0, 22, shifted=False),)
    assert found.mean[-1] == pytest.approx(sum(before) / 17)
    assert found.low[-1] == pytest.approx(natural_limits(before).low)
    assert [(each.at, each.rule) for each in found.signals if each.rule is Rule.OUTSIDE] == [
        (at, Rule.OUTSIDE) for at in range(17, 23)
    ]
    assert not any(found.at(place) for place in range(17))


def test_one_high_value_is_no_level() -> None:
    assert levels_of((*LOW, 40.0, *LOW)).starts == (0,)


def test_what_never_varies_has_one_level_and_a_step_in_it_begins_another() -> None:
    assert levels_of((5.0,) * 20).starts == (0,)
    assert levels_of((*(5.0,) * 10, *(6.0,) * 10)).starts == (0, 10)


def test_a_season_taken_out_asks_for_a_higher_step() -> None:
    """Moving ranges of 1, ten values and ten: 2 / (1 / 1.128 × √0.2) = 5.04 is above 3.5 and below 3.5 × √(20 / 9)."""
    values = (4.0, 5.0) * 5 + (6.0, 7.0) * 5
    assert levels_of(values).starts == (0, 10)
    assert levels_of(values, estimated=11).starts == (0,)


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
    ends = (*levels_of(values).starts, len(values))
    assert ends[0] == 0
    assert all(end - first >= STAY for first, end in pairwise(ends) if len(ends) > 2)
