"""How often a series without an effect is called supported, and how often an effect is found: on seeded random series.

The rates are those of `python -m benchmarks effects`, which runs more kinds, lengths and series; docs/did-it-work.md
has them.
"""

import pytest

from benchmarks.effects import KINDS, Share, after_the_worst, called, changes, compared
from bsc.insight.effects import Verdict

SEED = 20261122
FALSE = 5.0  # percent
LENGTHS = ((12, 3), (16, 4), (24, 6))


def _together(shares: list[Share]) -> Share:
    return Share(sum(each.hits for each in shares), sum(each.of for each in shares))


@pytest.mark.parametrize(
    "kind",
    [
        "white noise",
        "AR(0.3)",
        "AR(0.6)",
        "random walk",
        "trend",
        "trend, AR(0.5)",
        "season of 3 σ",
        "growing season of ± 40 %",
        "a high December",
        "counts around 3",
    ],
)
def test_of_series_without_an_effect_at_most_five_in_a_hundred_are_called_supported(kind: str) -> None:
    found = [changes(KINDS[kind], *length, 50, seed=SEED) for length in LENGTHS]
    assert _together([called(each) for each in found]).percent <= FALSE
    assert _together([called(each, Verdict.OTHER_WAY) for each in found]).percent <= FALSE
    told = [each for some in found for each in some]
    assert sum(each is None for each in told) <= 0.1 * len(told)  # they are told, not put off


@pytest.mark.parametrize("kind", ["white noise", "AR(0.6)", "random walk"])
def test_work_that_begins_after_the_worst_value_is_not_credited_with_what_returns_by_itself(kind: str) -> None:
    found = [called(after_the_worst(KINDS[kind], *length, 50, seed=SEED)) for length in LENGTHS]
    assert _together(found).percent <= FALSE


@pytest.mark.parametrize("kind", ["white noise", "AR(0.6)", "random walk"])
def test_neither_is_a_segment_that_moved_like_the_others(kind: str) -> None:
    found = [called(compared(KINDS[kind], *length, 50, seed=SEED)) for length in LENGTHS]
    assert _together(found).percent <= FALSE


@pytest.mark.parametrize(("effect", "at_least"), [(3.0, 60), (4.0, 85)])
def test_an_effect_of_several_deviations_is_mostly_found_half_a_year_later(effect: float, at_least: int) -> None:
    assert called(changes(KINDS["white noise"], 24, 6, 60, effect=effect, seed=SEED)).percent >= at_least
    found = changes(KINDS["white noise"], 24, 6, 60, effect=effect, seed=SEED)
    assert called(found, Verdict.OTHER_WAY).hits == 0
