"""How often unrelated series are called related, and how often a planted relation is found: on seeded random series.

The rates are those of `python -m benchmarks lags`, which runs more kinds, lengths and pairs: 1 to 3 % of each
sort, so that 5 % of 200 pairs leave room for bad luck.
"""

import pytest

from benchmarks.lags import related, share, unrelated
from bsc.insight.lags import Relation, Verdict

SEED = "tests"
LENGTH = 32
PAIRS = 200
FALSE = 0.05


@pytest.mark.parametrize("length", [24, 36])
def test_of_independent_random_walks_at_most_five_in_a_hundred_are_called_supported(length: int) -> None:
    found = unrelated("random walks", length, 300, SEED)
    assert share(found, Verdict.SUPPORTED) <= FALSE
    assert share(found, Verdict.CONTRADICTED) <= FALSE
    assert share(found, Verdict.NOT_VISIBLE) >= 0.85  # they are told, not put off


@pytest.mark.parametrize(
    "kind",
    [
        "noise",
        "AR(0.5)",
        "the same season",
        "the same high December",
        "growth of 2 %, season of ± 40 %",
        "a few very large values",
    ],
)
def test_neither_do_a_past_a_season_growth_or_rare_values_make_a_relation(kind: str) -> None:
    found = unrelated(kind, LENGTH, PAIRS, SEED)
    assert share(found, Verdict.SUPPORTED) <= FALSE
    assert share(found, Verdict.CONTRADICTED) <= FALSE


@pytest.mark.parametrize(
    ("kind", "at_least"),
    [("noise after noise", 0.7), ("random walk after random walk", 0.7), ("with the same season", 0.6)],
)
def test_a_planted_relation_is_found_at_its_lag_with_its_sign_and_seldom_turned_round(
    kind: str, at_least: float
) -> None:
    found = related(kind, LENGTH, PAIRS // 2, 1.0, SEED)
    seen = [(lag, each) for lag, each in found if each.verdict is Verdict.SUPPORTED]
    assert len(seen) / len(found) >= at_least
    assert sum(isinstance(each, Relation) and each.lag == lag for lag, each in seen) / len(seen) >= 0.95
    assert share([each for _, each in found], Verdict.CONTRADICTED) <= 0.02


def test_what_is_found_is_overstated_and_more_so_where_little_can_be_seen() -> None:
    found = related("noise after noise", 24, PAIRS // 2, 0.5, SEED)  # a correlation of 0.45
    sizes = [abs(each.r) for _, each in found if isinstance(each, Relation) and each.verdict is Verdict.SUPPORTED]
    assert sizes
    assert min(sizes) > 0.45
