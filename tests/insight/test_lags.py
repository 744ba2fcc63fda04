"""The relation of two series over time: what is found, what is not, and when nothing may be said."""

import math
import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsc.insight.lags import Relation, TooLittle, Verdict, lagged
from bsc.insight.lags_cleaning import Cleaned, cleaned
from bsc.insight.lags_correlation import at_lags, paired, pairs_per_independent

NOISE = 0.3


def _walk(seed: str, length: int) -> list[float]:
    chance, values = random.Random(seed), [100.0]  # noqa: S311 -- seeded on purpose
    for _ in range(length - 1):
        values.append(values[-1] + chance.gauss(0, 1))
    return values


def _followed(lag: int, times: float, length: int = 32) -> tuple[list[float], list[float]]:
    """Return a cause, and an effect that does *times* as much so many periods later, with a little noise."""
    chance, cause = random.Random("noise"), _walk("cause", length + lag)  # noqa: S311 -- seeded on purpose
    return cause[lag:], [500 + times * value + chance.gauss(0, NOISE) for value in cause[:length]]


def _relation(cause: Sequence[float | None], effect: Sequence[float | None], sign: int = 1) -> Relation:
    found = lagged(cause, effect, season=12, sign=sign)
    assert isinstance(found, Relation)
    return found


def _too_little(cause: Sequence[float | None], effect: Sequence[float | None], season: int | None = 12) -> TooLittle:
    found = lagged(cause, effect, season=season, sign=1)
    assert isinstance(found, TooLittle)
    return found


@pytest.mark.parametrize("lag", range(7))
@pytest.mark.parametrize("times", [2.0, -2.0])
def test_an_effect_that_follows_its_cause_is_found_at_its_lag_and_with_its_sign(lag: int, times: float) -> None:
    found = _relation(*_followed(lag, times), sign=int(math.copysign(1, times)))
    assert (found.lag, found.sign, found.verdict) == (lag, math.copysign(1, times), Verdict.SUPPORTED)
    assert found.p < 0.001
    assert found.strength == "strong"
    assert found.slope == pytest.approx(times, rel=0.2)


def test_what_follows_the_other_way_round_contradicts_the_arrow() -> None:
    cause, effect = _followed(3, -2)
    assert _relation(cause, effect, sign=1).verdict is Verdict.CONTRADICTED
    assert _relation(cause, effect, sign=-1).verdict is Verdict.SUPPORTED
    assert _relation(cause, effect, sign=0).verdict is Verdict.SUPPORTED


def test_an_effect_that_comes_before_its_cause_is_not_evidence() -> None:
    cause, effect = _followed(3, 2)
    assert _relation(effect, cause).verdict is Verdict.NOT_VISIBLE


def test_two_series_that_merely_grow_are_not_related() -> None:
    chance = random.Random("growth")  # noqa: S311 -- seeded on purpose
    one, other = ([100 * 1.05**at * chance.lognormvariate(0, 0.05) for at in range(32)] for _ in range(2))
    assert np.corrcoef(one, other)[0, 1] > 0.9
    found = _relation(one, other)
    assert found.verdict is Verdict.NOT_VISIBLE
    assert (found.cause_relative, found.effect_relative) == (True, True)


def test_two_series_that_share_only_a_season_are_not_related() -> None:
    chance = random.Random("season")  # noqa: S311 -- seeded on purpose
    one, other = ([10 * math.sin(math.tau * at / 12) + chance.gauss(0, 1) for at in range(32)] for _ in range(2))
    assert np.corrcoef(one, other)[0, 1] > 0.9
    found = _relation(one, other)
    assert (found.verdict, found.seasonal, found.differenced) == (Verdict.NOT_VISIBLE, True, False)


def test_a_december_of_their_own_is_taken_out_of_both() -> None:
    chance = random.Random("december")  # noqa: S311 -- seeded on purpose
    one, other = ([8 * (at % 12 == 11) + chance.gauss(0, 1) for at in range(36)] for _ in range(2))
    found = _relation(one, other)
    assert (found.verdict, found.seasonal) == (Verdict.NOT_VISIBLE, True)


def test_a_single_value_makes_no_relation() -> None:
    chance = random.Random("spike")  # noqa: S311 -- seeded on purpose
    one, other = ([chance.gauss(0, 1) + 50 * (at == 15) for at in range(32)] for _ in range(2))
    assert np.corrcoef(one, other)[0, 1] > 0.95
    assert _relation(one, other).verdict is Verdict.NOT_VISIBLE


def test_a_series_that_wanders_is_looked_at_by_its_changes_and_one_that_returns_by_its_distance_from_the_trend() -> (
    None
):
    cause, effect = _followed(1, 2)
    assert _relation(cause, effect).differenced
    chance = random.Random("level")  # noqa: S311 -- seeded on purpose
    one, other = ([chance.gauss(0, 1) for _ in range(32)] for _ in range(2))
    assert not _relation(one, other).differenced


def test_a_gap_costs_its_pairs_and_nothing_else() -> None:
    cause, effect = _followed(2, 2)
    gap: list[float | None] = [*cause]
    gap[10] = None
    whole, found = _relation(cause, effect), _relation(gap, effect)
    assert (found.lag, found.verdict) == (2, Verdict.SUPPORTED)
    assert whole.count - found.count == 2  # the changes to and from the gap
    assert {pair.at for pair in whole.pairs} - {pair.at for pair in found.pairs} == {12, 13}


def test_places_before_the_first_value_of_both_do_not_matter() -> None:
    cause, effect = _followed(2, 2)
    found, later = _relation(cause, effect), _relation([None, None, *cause], [None, None, *effect])
    assert later.r == pytest.approx(found.r)
    assert [pair.at - 2 for pair in later.pairs] == [pair.at for pair in found.pairs]


def test_too_few_values_are_too_little_and_told() -> None:
    found = _too_little(_walk("one", 17), _walk("other", 17), season=None)
    assert (found.verdict, found.count) == (Verdict.TOO_LITTLE, 17)
    assert found.reason == "18 values are needed, the cause has 17"
    assert _too_little([], []).count == 0


def test_less_than_two_seasons_are_too_little() -> None:
    found = _too_little(_walk("one", 23), _walk("other", 23))
    assert found.reason == "24 periods are needed to tell a season from a relation, not 23"


def test_a_series_that_hardly_moves_is_too_little() -> None:
    steps = [0.0] * 14 + [1.0] * 18
    assert _too_little(_walk("one", 32), steps).reason == "the effect stays the same in most periods"
    assert _too_little([5.0] * 32, _walk("other", 32)).reason == "the cause stays the same in most periods"


LINE = [float(at) for at in range(36)]
GROWTH = [100 * 1.02**at for at in range(36)]
SUMMERS = [100 + 10 * math.sin(math.tau * at / 12) for at in range(36)]


@pytest.mark.parametrize(
    ("cause", "effect"),
    [
        (LINE, [2 * value + 5 for value in LINE]),
        (LINE, [100 - 3 * value for value in LINE]),
        ([10 + 0.1 * value for value in LINE], [7 + 0.7 * value for value in LINE]),
        (GROWTH, [50 * 1.03**at for at in range(36)]),
        (LINE, _walk("other", 36)),
    ],
)
def test_a_series_that_is_nothing_but_its_trend_leaves_nothing_to_compare(
    cause: list[float], effect: list[float]
) -> None:
    assert "the cause follows its trend" in _too_little(cause, effect).reason
    assert _too_little(cause, effect, season=None).reason == (
        "the cause follows its trend exactly, so that nothing is left to compare"
    )


def test_a_series_that_is_nothing_but_its_season_leaves_nothing_to_compare() -> None:
    chance = random.Random("level")  # noqa: S311 -- seeded on purpose
    noise = [chance.gauss(0, 1) for _ in range(36)]
    assert _too_little(noise, SUMMERS).reason == (
        "the effect follows its trend and season exactly, so that nothing is left to compare"
    )


def test_a_small_distance_from_a_trend_is_not_taken_for_rounding() -> None:
    cause, effect = _followed(1, 2)
    assert _relation([1e6 + value for value in cause], effect).verdict is Verdict.SUPPORTED


def test_series_that_are_hardly_known_in_the_same_periods_are_too_little() -> None:
    cause: list[float | None] = [*_walk("one", 20), *[None] * 20]
    effect: list[float | None] = [*[None] * 20, *_walk("other", 20)]
    found = _too_little(cause, effect, season=None)
    assert found.count == 0
    assert found.reason == "even a strong relation (r = 0.8) would not stand out"


def test_the_chance_is_corrected_for_the_lags_that_were_tried() -> None:
    one, other = _walk("one", 32), _walk("other", 32)
    alone = lagged(one, other, season=None, sign=1, most=0)
    many = lagged(one, other, season=None, sign=1, most=6)
    assert isinstance(alone, Relation)
    assert isinstance(many, Relation)
    assert (len(alone.lags), len(many.lags)) == (1, 7)
    assert many.lags[0].p == pytest.approx(1 - (1 - alone.p) ** 7)
    assert many.lags[0].threshold > alone.threshold


def _plain(cause: Sequence[float], effect: Sequence[float]) -> Cleaned:
    return Cleaned(
        cause=np.array(cause, dtype=float),
        effect=np.array(effect, dtype=float),
        differenced=False,
        relative=(False, False),
        seasonal=False,
        columns=2,
        exact=(False, False),
    )


def test_a_pair_is_a_cause_and_the_effect_a_lag_later() -> None:
    cause, effect = paired(_plain([1, 2, math.nan, 4], [5, 6, 7, 8]), 1)
    assert (cause.tolist(), effect.tolist()) == ([1, 2], [6, 7])


def test_the_threshold_is_that_of_student_for_as_many_independent_pairs() -> None:
    chance = random.Random("white")  # noqa: S311 -- seeded on purpose
    found = at_lags(_plain(*([chance.gauss(0, 1) for _ in range(32)] for _ in range(2))), 0)[0]
    free = found.effective - 2
    needed = found.threshold * math.sqrt(free / (1 - found.threshold**2))
    table = {20: 2.086, 25: 2.060, 29: 2.045, 30: 2.042}  # Student's t, 5 % on both sides
    nearest = min(table, key=lambda each: abs(each - free))
    assert needed == pytest.approx(table[nearest], abs=0.02)


def test_pairs_of_series_that_lean_on_their_past_count_as_fewer() -> None:
    swinging = np.array([1.0, 1, -1, -1] * 8)
    # autocorrelations at lags 1-6 of 32 values: 0.03, -0.94, -0.03, 0.88, 0.03, -0.81
    assert pairs_per_independent(swinging, swinging) == pytest.approx(5.07, abs=0.01)
    alternating = np.array([1.0, -1] * 16)
    assert pairs_per_independent(swinging, alternating) == pytest.approx(1, abs=0.1)


def test_a_trend_a_season_and_growth_leave_nothing() -> None:
    values = np.array([100 * 1.02**at * (1 + 0.2 * math.sin(math.tau * at / 12)) for at in range(36)])
    noise = np.array([math.exp(0.01 * random.Random(at).gauss(0, 1)) for at in range(36)])  # noqa: S311 -- seeded
    left = cleaned(values * noise, values * noise[::-1], 12)
    assert left.relative == (True, True)
    assert left.seasonal
    assert float(np.nanstd(left.cause)) < 0.015


walks = st.lists(st.floats(-3, 3), min_size=24, max_size=40)


@settings(max_examples=40, deadline=None)
@given(walks, walks)
def test_any_two_series_have_an_answer_that_holds_together(one: list[float], other: list[float]) -> None:
    length = min(len(one), len(other))
    found = lagged(one[:length], other[:length], season=12, sign=1)
    if isinstance(found, TooLittle):
        assert found.reason
        return
    assert -1 <= found.low <= found.r + 1e-9
    assert found.r - 1e-9 <= found.high <= 1
    assert 0 <= found.p <= 1
    assert len(found.pairs) == found.count
    assert (found.verdict is not Verdict.NOT_VISIBLE) == (abs(found.r) > found.threshold)
    assert found.effective <= found.count


@settings(max_examples=25, deadline=None)
@given(walks, walks, st.floats(0.1, 50), st.floats(-20, 20))
def test_another_unit_of_the_effect_changes_no_verdict(
    one: list[float], other: list[float], times: float, plus: float
) -> None:
    length = min(len(one), len(other))
    negative = [value - 1000 for value in other[:length]]  # below zero there are no logarithms
    found = lagged(one[:length], negative, season=None, sign=1)
    scaled = lagged(one[:length], [times * value + plus - 2000 * times for value in negative], season=None, sign=1)
    assert found.verdict is scaled.verdict
