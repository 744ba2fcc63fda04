"""Scores roll up by one rule, unknown is never zero, and no mean hides a red."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.model.periods import Grain, Period
from bsc.model.words import Better, Perspective, Status
from bsc.scoring.judging import judge
from bsc.scoring.rollup import Node, perspectives, rescored, score_tree
from tests.scoring.company import AUGUST, TO_100, journey, node, one_objective, pointed, scorecard, scored_objective

SCORES = st.floats(0, 100)
WEIGHTS = st.floats(0.001, 1e6)


def test_three_weights_of_33_33_are_the_whole() -> None:
    tree = journey(one_objective([33.33, 33.33, 33.33]), k0=100, k1=100, k2=100)
    assert (tree.score, tree.coverage, tree.status) == (100, 1, Status.ON_TRACK)


def test_weights_are_relative() -> None:
    tree = journey(one_objective([3, 1]), k0=100, k1=60)
    assert tree.score == pytest.approx(90)  # (3 · 100 + 1 · 60) / 4


def test_a_missing_kpi_lowers_coverage_not_points() -> None:
    tree = journey(one_objective([3, 1]), k0=80, k1=None)
    assert (tree.score, tree.coverage) == (80, 0.75)
    assert [missing.id for missing in tree.missing()] == ["k1"]


def test_a_kpi_that_was_never_read_is_missing_too() -> None:
    tree = journey(one_objective([1, 1]), k0=80)
    assert (tree.score, tree.coverage) == (80, 0.5)


def test_a_kpi_without_a_target_is_in_no_weight() -> None:
    judgements = {**pointed(k0=80), "k1": judge(5, None, Better.HIGHER)}
    tree = score_tree(one_objective([1, 1]), judgements, AUGUST)
    assert (tree.score, tree.coverage) == (80, 0.5)


def test_no_scored_child_is_no_score() -> None:
    tree = journey(one_objective([1, 1]), k0=None, k1=None)
    assert (tree.score, tree.coverage, tree.status, tree.worst) == (None, 0, Status.NO_DATA, None)


def test_values_without_any_target_wait_for_targets_not_for_data() -> None:
    tree = score_tree(one_objective([1, 1]), {"k0": judge(5, None, Better.HIGHER)}, AUGUST)
    assert (tree.score, tree.status) == (None, Status.NO_TARGET)


def test_a_score_of_which_less_than_half_is_known_is_partial() -> None:
    assert journey(one_objective([1, 1, 1]), k0=80).partial
    assert not journey(one_objective([1, 1]), k0=80).partial
    assert not journey(one_objective([1, 1])).partial  # there is no score to be partial


@pytest.mark.parametrize(
    ("score", "status"),
    [
        (100, Status.ON_TRACK),
        (90, Status.ON_TRACK),
        (89.9, Status.AT_RISK),
        (50, Status.AT_RISK),
        (49.9, Status.OFF_TRACK),
        (0, Status.OFF_TRACK),
    ],
)
def test_a_parent_is_on_track_from_90_and_at_risk_from_50(score: float, status: Status) -> None:
    assert journey(one_objective([1]), k0=score).status is status


def test_a_parent_with_an_off_track_child_is_never_on_track() -> None:
    tree = journey(one_objective([99, 1]), k0=100, k1=0)
    objective = node(tree, "objective", "interest_customer")
    assert objective.score == pytest.approx(99)
    assert objective.status is Status.AT_RISK


def test_the_worst_child_and_the_counts_stand_beside_the_score() -> None:
    tree = journey(one_objective([1, 1, 1, 1]), k0=100, k1=70, k2=20, k3=None)
    objective = node(tree, "objective", "interest_customer")
    assert objective.worst is not None
    assert objective.worst.id == "k2"
    assert [tree.counts[status] for status in Status] == [1, 1, 1, 0, 1]


def test_an_off_track_child_is_worse_than_a_lower_score_that_is_none() -> None:
    definitions = scorecard({"a": ("buy", "customer", 1), "b": ("buy", "process", 99), "c": ("buy", "process", 1)})
    together = [
        objective.model_copy(update={"perspective": Perspective.CUSTOMER}) for objective in definitions.objectives
    ]
    one_cell = definitions.model_copy(update={"objectives": tuple(together)})
    worst = node(journey(one_cell, a=91, b=95, c=0), "cell", "customer").worst
    assert worst is not None
    assert (worst.id, worst.status) == ("buy_process", Status.AT_RISK)


def test_weight_zero_counts_in_nothing() -> None:
    tree = journey(one_objective([1, 0]), k0=80, k1=20)
    assert (tree.score, tree.coverage) == (80, 1)


def test_only_weightless_kpis_make_no_score() -> None:
    tree = journey(one_objective([0, 0]), k0=80, k1=20)
    assert (tree.score, tree.coverage) == (None, 0)


TWO_STAGES = scorecard(
    {
        "reach": ("aware", "customer", 1),
        "cost": ("aware", "financial", 1),
        "sales": ("buy", "financial", 1),
        "speed": ("buy", "process", 1),
    },
    stage_weights={"aware": 1, "buy": 3},
)


def test_kpis_roll_up_through_cells_and_stages_to_the_journey() -> None:
    tree = journey(TWO_STAGES, reach=100, cost=60, sales=40, speed=80)
    assert node(tree, "cell", "financial", "aware").score == 60
    assert node(tree, "stage", "aware").score == 80
    assert node(tree, "stage", "buy").score == 60
    assert tree.score == 65  # (1 · 80 + 3 · 60) / 4


def test_a_perspective_is_its_cells_across_the_stages_weighted_as_they_are() -> None:
    across = perspectives(journey(TWO_STAGES, reach=100, cost=60, sales=40, speed=80))
    assert across[Perspective.FINANCIAL].score == 45  # (1 · 60 + 3 · 40) / 4
    assert [child.name for child in across[Perspective.FINANCIAL].children] == ["aware", "buy"]
    assert Perspective.LEARNING not in across


def test_an_empty_cell_is_no_child() -> None:
    stage = node(journey(TWO_STAGES, reach=100, cost=60), "stage", "aware")
    assert [cell.id for cell in stage.children] == ["financial", "customer"]
    assert stage.coverage == 1


def test_a_stage_where_nothing_is_wanted_is_no_child() -> None:
    empty = one_objective([1]).model_copy(update={"stages": (*one_objective([1]).stages, TWO_STAGES.stages[1])})
    tree = journey(empty, k0=80)
    assert ([stage.id for stage in tree.children], tree.coverage) == (["interest"], 1)


def test_an_objective_without_a_kpi_is_wanted_and_unknown() -> None:
    unmeasured = TWO_STAGES.model_copy(update={"kpis": TWO_STAGES.kpis[:1]})
    stage = node(journey(unmeasured, reach=80), "stage", "aware")
    assert (stage.score, stage.coverage) == (80, 0.5)


def test_perspectives_may_weigh_differently() -> None:
    weighted = scorecard(
        {"a": ("buy", "customer", 1), "b": ("buy", "process", 1)}, perspective_weights={"customer": 3, "process": 1}
    )
    assert journey(weighted, a=100, b=60).score == 90


def test_the_past_keeps_its_weights() -> None:
    steps = [{"start": date(2026, 1, 1), "weight": 1}, {"start": date(2026, 8, 1), "weight": 3}]
    definitions = one_objective([steps, 1])
    july = Period(date(2026, 7, 1), date(2026, 8, 1), Grain.MONTH)
    assert journey(definitions, july, k0=100, k1=60).score == 80
    assert journey(definitions, AUGUST, k0=100, k1=60).score == 90


def test_a_running_period_is_never_scored_silently() -> None:
    judgements = {**pointed(k0=80), "k1": judge(70, TO_100, Better.HIGHER, partial=True)}
    tree = score_tree(one_objective([1, 1]), judgements, AUGUST)
    assert tree.running
    assert not journey(one_objective([1]), k0=80).running


def test_the_way_from_a_kpi_up_can_be_named() -> None:
    path = journey(TWO_STAGES, sales=40).path("kpi", "sales")
    assert [step.kind for step in path] == ["journey", "stage", "cell", "objective", "kpi"]
    assert journey(TWO_STAGES).path("kpi", "unknown") == ()


@given(st.lists(st.tuples(WEIGHTS, SCORES), min_size=1, max_size=6))
def test_a_score_lies_between_its_children(parts: list[tuple[float, float]]) -> None:
    tree = grown([*parts])
    reached = [kpi.score for kpi in tree.kpis() if kpi.score is not None]
    assert tree.score is not None
    assert min(reached) <= tree.score <= max(reached)


@given(st.lists(WEIGHTS, min_size=1, max_size=6), SCORES)
def test_a_rollup_of_equals_is_that_value(weights: list[float], score: float) -> None:
    reached = pointed(k=score)["k"].points
    assert grown([(weight, score) for weight in weights]).score == reached


@given(st.lists(st.tuples(WEIGHTS, st.none() | SCORES), min_size=1, max_size=6), st.floats(0.001, 1000))
def test_scaling_all_weights_changes_nothing(parts: list[tuple[float, float | None]], factor: float) -> None:
    one, other = grown(parts), grown([(weight * factor, score) for weight, score in parts])
    assert other.coverage == pytest.approx(one.coverage)
    assert other.score == (None if one.score is None else pytest.approx(one.score))


@given(st.lists(st.tuples(st.floats(0, 1e6), st.none() | SCORES), min_size=1, max_size=6))
def test_coverage_stays_between_0_and_1_and_a_score_needs_some(parts: list[tuple[float, float | None]]) -> None:
    for part in grown(parts).walk():
        assert 0 <= part.coverage <= 1
        assert part.score is None or 0 <= part.score <= 100


@given(st.lists(st.tuples(st.floats(0, 1e6), st.none() | SCORES), min_size=1, max_size=6))
def test_no_parent_of_an_off_track_child_is_on_track(parts: list[tuple[float, float | None]]) -> None:
    for part in grown(parts).walk():
        if any(child.status is Status.OFF_TRACK for child in part.children):
            assert part.status is not Status.ON_TRACK


SPREAD = {
    "k0": ("interest", "customer", 2),
    "k1": ("interest", "customer", 1),
    "k2": ("interest", "financial", 1),
    "k3": ("buy", "customer", 3),
}


@given(st.lists(st.none() | SCORES, min_size=4, max_size=4), st.none() | SCORES)
def test_scoring_what_changed_is_scoring_all_anew(reached: list[float | None], changed: float | None) -> None:
    definitions, points = scorecard(SPREAD), dict(zip(SPREAD, reached, strict=True))
    before = score_tree(definitions, pointed(**points), AUGUST)
    anew = score_tree(definitions, pointed(**{**points, "k1": changed}), AUGUST)
    assert rescored(before, pointed(k1=changed)) == anew


def test_a_stage_without_a_changed_kpi_is_not_scored_again() -> None:
    before = journey(scorecard(SPREAD), k0=80, k1=70, k2=60, k3=50)
    after = rescored(before, pointed(k3=90))
    assert after.find("stage", "interest") is before.find("stage", "interest")
    assert node(after, "stage", "buy").score == 90
    assert rescored(before, {}) is before


def grown(parts: list[tuple[float, float | None]]) -> Node:
    return scored_objective([weight for weight, _ in parts], [score for _, score in parts])
