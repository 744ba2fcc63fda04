"""How often a draft target would have been met."""

from hypothesis import given
from hypothesis import strategies as st

from bsc.model.words import Better
from bsc.scoring.history import TrackRecord, met_in_last
from bsc.scoring.judging import Anchors


def test_it_counts_the_last_twelve_periods() -> None:
    values = [100.0] * 5 + [float(month) for month in range(1, 13)]
    assert met_in_last(values, Anchors(9, 5), Better.HIGHER) == TrackRecord(4, 12, 8 / 17)


def test_a_gap_is_no_period_and_no_miss() -> None:
    assert met_in_last([1.0, None, 3.0, None], Anchors(2, 1), Better.HIGHER) == TrackRecord(1, 2, 0.5)


def test_lower_is_better() -> None:
    assert met_in_last([0.08, 0.05, 0.04], Anchors(0.05, 0.1), Better.LOWER) == TrackRecord(2, 3, 1 / 3)


def test_within_a_range() -> None:
    record = met_in_last([9.0, 12.0, 21.0], Anchors((10.0, 20.0), (5.0, 40.0)), Better.WITHIN)
    assert record == TrackRecord(1, 3, 2 / 3)


def test_each_period_may_owe_its_own_part() -> None:
    owed = [Anchors(31, 20), Anchors(28, 18)]
    assert met_in_last([30.0, 30.0], owed, Better.HIGHER) == TrackRecord(1, 2, 0.5)


def test_without_a_history_there_is_no_percentile() -> None:
    assert met_in_last([None, None], Anchors(1, 0), Better.HIGHER) == TrackRecord(0, 0, None)


@given(st.lists(st.none() | st.floats(-100, 100), max_size=40), st.floats(-100, 100), st.floats(0, 50))
def test_a_harder_target_is_never_met_more_often(values: list[float | None], target: float, harder: float) -> None:
    easy = met_in_last(values, Anchors(target, target - 1), Better.HIGHER)
    hard = met_in_last(values, Anchors(target + harder, target - 1), Better.HIGHER)
    assert hard.met <= easy.met
    assert (hard.percentile or 0) >= (easy.percentile or 0)


def test_met_in_twelve_of_twelve_is_too_easy_and_in_none_of_twelve_too_hard() -> None:
    assert TrackRecord(12, 12, 0.0).too_easy
    assert TrackRecord(0, 12, 1.0).too_hard
    assert not TrackRecord(11, 12, 0.1).too_easy
    assert not TrackRecord(1, 12, 0.9).too_hard


def test_a_short_record_is_neither_too_easy_nor_too_hard() -> None:
    for record in (TrackRecord(11, 11, 0.0), TrackRecord(0, 11, 1.0), TrackRecord(0, 0, None)):
        assert not record.too_easy
        assert not record.too_hard
