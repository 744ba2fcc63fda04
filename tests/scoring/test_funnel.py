"""Through the funnel: numbers by hand, and the laws of a chain of rates."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bsc.errors import BscError
from bsc.scoring.funnel import carried, cumulative, leaving, loss_shares, rates, shares, with_rate, worth_of_one

COUNTS = (1000.0, 100.0, 20.0, 5.0)  # rates 10 %, 20 %, 25 %

counts = st.lists(st.floats(1, 1e6), min_size=2, max_size=7)
rate = st.floats(0.001, 1)


def test_a_rate_is_the_share_of_the_count_before() -> None:
    assert rates(COUNTS) == (None, 0.1, 0.2, 0.25)


def test_there_is_no_rate_without_both_counts_or_where_nothing_came_in() -> None:
    assert rates((1000, None, 20, 0, 5)) == (None, None, None, 0, None)


def test_one_point_more_moves_every_later_count_by_the_same_factor() -> None:
    # 11 % of 1000 are 110; of these 20 % are 22, of which 25 % are 5.5
    assert with_rate(COUNTS, 1, 0.11) == pytest.approx((1000, 110, 22, 5.5))


def test_the_last_step_moves_nothing_but_itself() -> None:
    assert with_rate(COUNTS, 3, 0.5) == pytest.approx((1000, 100, 20, 10))


def test_a_count_that_is_not_known_stays_unknown_and_later_ones_are_carried_over_it() -> None:
    assert with_rate((1000, 100, None, 5), 1, 0.2) == pytest.approx((1000, 200, None, 10))


def test_after_a_count_of_nothing_nobody_knows_how_many_would_go_on() -> None:
    assert with_rate((1000, 0, 0, 3), 1, 0.1) == (1000, 100, None, None)


def test_nobody_left_in_a_step_means_nobody_in_later_ones() -> None:
    assert with_rate(COUNTS, 2, 0) == (1000, 100, 0, 0)


def test_a_step_without_a_count_before_it_has_no_rate_to_move() -> None:
    for step, seen in ((0, COUNTS), (1, (None, 100.0))):
        with pytest.raises(BscError, match="no count comes before it"):
            with_rate(seen, step, 0.1)


def test_a_rate_below_nothing_is_refused() -> None:
    with pytest.raises(BscError, match="0 or more"):
        with_rate(COUNTS, 1, -0.01)


def test_money_goes_with_the_units_that_bring_it() -> None:
    assert carried(4000, 20, 22) == pytest.approx(4400)  # 200 each
    assert carried(4000, 0, 3) is None
    assert carried(None, 20, 22) is None


@given(counts, st.data())
def test_a_step_at_its_own_rate_changes_nothing(seen: list[float], drawn: st.DataObject) -> None:
    step = drawn.draw(st.integers(1, len(seen) - 1))
    own = rates(seen)[step]
    assert own is not None
    assert with_rate(seen, step, own) == tuple(seen)


@given(counts, rate, st.data())
def test_all_other_steps_keep_their_rates(seen: list[float], new: float, drawn: st.DataObject) -> None:
    step = drawn.draw(st.integers(1, len(seen) - 1))
    after = rates(with_rate(seen, step, new))
    assert after[step] == pytest.approx(new)
    others = [place for place in range(1, len(seen)) if place != step]
    assert [after[place] for place in others] == pytest.approx([rates(seen)[place] for place in others])


@given(st.lists(st.floats(1, 1e6), min_size=3, max_size=7), rate, rate, st.data())
def test_two_steps_may_be_moved_in_either_order(
    seen: list[float], first: float, second: float, drawn: st.DataObject
) -> None:
    one, other = drawn.draw(st.lists(st.integers(1, len(seen) - 1), min_size=2, max_size=2, unique=True))
    there = with_rate(with_rate(seen, one, first), other, second)
    assert there == pytest.approx(with_rate(with_rate(seen, other, second), one, first))


@given(counts, rate, rate, st.data())
def test_a_higher_rate_never_lowers_a_count(seen: list[float], low: float, high: float, drawn: st.DataObject) -> None:
    assume(low < high)
    step = drawn.draw(st.integers(1, len(seen) - 1))
    less, more = with_rate(seen, step, low), with_rate(seen, step, high)
    assert all(
        few is not None and many is not None and few <= many * (1 + 1e-9) for few, many in zip(less, more, strict=True)
    )


def test_the_share_of_the_first_count_is_the_product_of_the_rates() -> None:
    assert cumulative(COUNTS) == (1, 0.1, 0.02, 0.005)
    assert cumulative((None, 100, None, 5)) == (None, 1, None, 0.05)  # of the first count that is known
    assert cumulative((0, 5)) == (None, None)


def test_who_leaves_is_who_is_not_counted_in_the_next_step() -> None:
    assert leaving((1000, 100, 120, None)) == (900, 0, None, None)


def test_one_more_is_worth_what_it_brings_at_the_rates_after_it() -> None:
    # 5 customers bring 400, 80 each; of the 20 before them a quarter become one: 20 each; of the 100 a fifth: 4; 0.40
    assert worth_of_one(COUNTS, 400, 3) == (0.4, 4, 20, 80)


def test_after_the_step_that_money_is_counted_per_one_more_brings_no_more() -> None:
    assert worth_of_one(COUNTS, 400, 2) == (0.4, 4, 20, None)
    assert worth_of_one(COUNTS, None, 2) == worth_of_one(COUNTS, 400, None) == (None,) * 4
    assert worth_of_one((1000, 0, 20), 400, 2) == (0.4, None, 20)


def test_two_steps_that_lose_half_share_the_loss_although_one_loses_more_heads() -> None:
    assert loss_shares((1000, 500, 250)) == (0.5, 0.5, None)
    # three quarters lost are two halvings, half is one
    assert loss_shares((1000, 250, 125))[:2] == pytest.approx((2 / 3, 1 / 3))


def test_more_than_came_in_is_no_loss_and_an_unknown_rate_has_no_share() -> None:
    assert loss_shares((100, 50, 80, None, 9)) == (1, 0, None, None, None)


def test_where_nobody_went_on_or_nobody_left_the_loss_has_no_shares() -> None:
    assert loss_shares((100, 50, 0)) == (None, None, None)
    assert loss_shares((100, 100)) == (None, None)


def test_shares_are_of_what_is_known() -> None:
    assert shares((30, None, 10)) == (0.75, None, 0.25)
    assert shares((0, None)) == (None, None)


@given(counts, st.floats(1, 1e6))
def test_all_who_left_and_one_more_each_are_worth_what_another_rate_would_bring(
    seen: list[float], money: float
) -> None:
    """With a rate of 100 % at the last step, money grows by what is said to leave before it."""
    left, last = leaving(seen)[-2], len(seen) - 1
    each = worth_of_one(seen, money, last)[last]
    assume(left)
    grown = carried(money, seen[last], with_rate(seen, last, 1)[last])
    assert left is not None
    assert each is not None
    assert grown == pytest.approx(money + left * each)


@given(st.lists(st.floats(0.01, 1e6), min_size=2, max_size=7))
def test_shares_of_the_loss_make_one_whole(seen: list[float]) -> None:
    found = [share for share in loss_shares(seen) if share is not None]
    assert not found or sum(found) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in found)
