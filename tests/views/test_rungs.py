"""What a KPI's points make of the scores above it, told level by level, is what scoring all anew makes of them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.scoring.rollup import rescored, score_tree
from bsc.views.rungs import Rung, rungs
from tests.scoring.company import AUGUST, journey, pointed, scorecard

POINTS = st.none() | st.floats(0, 100)
WEIGHTS = st.sampled_from([0.001, 1, 2, 3, 1e6])
PLACES = {
    "k0": ("interest", "customer"),
    "k1": ("interest", "customer"),
    "k2": ("interest", "financial"),
    "k3": ("buy", "customer"),
}


def test_the_rungs_of_a_kpi_say_what_it_counts_and_what_its_others_reach() -> None:
    weighed = {name: (*place, 3 if name == "k0" else 1) for name, place in PLACES.items()}
    tree = journey(scorecard(weighed, {"interest": 1, "buy": 3}), k0=40, k1=80, k2=20, k3=100)
    assert rungs(tree, "k0") == (
        Rung(share=0.75, others=((0.25, 80),), red=False),
        Rung(share=1, others=(), red=False),
        Rung(share=0.5, others=((0.5, 20),), red=True),
        Rung(share=0.25, others=((0.75, 100),), red=False),
    )


def test_where_a_part_weighs_nothing_no_points_reach_above_it() -> None:
    places = {name: (*place, 1) for name, place in PLACES.items()}
    assert rungs(journey(scorecard(places, {"interest": 0, "buy": 1}), k0=40), "k0") is None
    assert rungs(journey(scorecard({**places, "k0": ("interest", "customer", 0)}), k0=40), "k0") is None
    assert rungs(journey(scorecard(places), k0=40), "nobody") is None


@given(st.lists(POINTS, min_size=4, max_size=4), st.lists(WEIGHTS, min_size=4, max_size=4), st.floats(0, 100))
def test_climbing_the_rungs_is_scoring_anew(reached: list[float | None], weights: list[float], now: float) -> None:
    definitions = scorecard(
        {name: (*place, weight) for (name, place), weight in zip(PLACES.items(), weights, strict=True)},
        {"interest": weights[0], "buy": weights[1]},
    )
    before = score_tree(definitions, pointed(**dict(zip(PLACES, reached, strict=True))), AUGUST)
    found = rungs(before, "k1")
    assert found is not None
    score = now
    for rung, node in zip(found, reversed(rescored(before, pointed(k1=now)).path("kpi", "k1")[:-1]), strict=True):
        score = math.fsum([rung.share * score, *(share * other for share, other in rung.others)])
        assert score == pytest.approx(node.score, abs=1e-9)
