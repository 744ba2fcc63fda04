"""Why a score changed, by cause and KPI, adding up exactly."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.model.words import Better, Perspective
from bsc.scoring.attribution import FACTORS, Effect, change
from bsc.scoring.judging import Anchors, judge
from bsc.scoring.rollup import Node, perspectives, score_tree
from tests.scoring.company import AUGUST, scorecard, scored_objective


@dataclass(frozen=True)
class State:
    """What one KPI is at one time; a value or target of None is missing, a KPI of None is not defined."""

    value: float | None
    target: float | None = 100.0
    weight: float = 1.0


PLACES = {"a": ("aware", "customer"), "b": ("aware", "customer"), "c": ("aware", "process"), "d": ("buy", "financial")}


def tree(states: Mapping[str, State | None], stages: Mapping[str, float] | None = None) -> Node:
    there = {kpi: state for kpi, state in states.items() if state is not None}
    definitions = scorecard({kpi: (*PLACES[kpi], state.weight) for kpi, state in there.items()}, stages)
    return score_tree(
        definitions,
        {
            kpi: judge(
                state.value, None if state.target is None else Anchors(state.target, state.target / 2), Better.HIGHER
            )
            for kpi, state in there.items()
        },
        AUGUST,
    )


def effects(before: Node, after: Node) -> dict[str, Effect]:
    return {effect.kpi: effect for effect in change(before, after).effects}


def causes(effect: Effect) -> list[Any]:
    return [pytest.approx(getattr(effect, factor)) for factor in FACTORS]


def test_a_value_that_rose_is_a_value_effect_and_nothing_else() -> None:
    seen = effects(tree({"a": State(60), "b": State(80)}), tree({"a": State(80), "b": State(80)}))
    assert causes(seen["a"]) == [10, 0, 0, 0]
    assert causes(seen["b"]) == [0, 0, 0, 0]


def test_a_target_that_was_raised_is_a_target_effect() -> None:
    # 80 against 80 is 100 points, against 100 it is 80
    seen = effects(tree({"a": State(80, 80), "b": State(80)}), tree({"a": State(80), "b": State(80)}))
    assert causes(seen["a"]) == [0, -10, 0, 0]


def test_value_and_target_moved_at_once_share_what_they_did_together() -> None:
    # points: 60/100 → 60, 80/100 → 80, 60/80 → 75, 80/80 → 100; both orders: value 20 or 25, target 15 or 20
    seen = effects(tree({"a": State(60)}), tree({"a": State(80, 80)}))
    assert causes(seen["a"]) == [22.5, 17.5, 0, 0]


def test_more_weight_on_the_better_kpi_is_a_weight_effect() -> None:
    # score 70 → 75, middle 72.5; a: share 0.5 → 0.25 at 60, b: 0.5 → 0.75 at 80
    seen = effects(tree({"a": State(60), "b": State(80)}), tree({"a": State(60), "b": State(80, weight=3)}))
    assert causes(seen["a"]) == [0, 0, 3.125, 0]
    assert causes(seen["b"]) == [0, 0, 1.875, 0]


def test_a_heavier_stage_is_a_weight_effect_of_its_kpis() -> None:
    states = {"a": State(60), "d": State(80)}
    seen = change(tree(states, {"aware": 1, "buy": 1}), tree(states, {"aware": 1, "buy": 3}))
    assert seen.difference == pytest.approx(5)
    assert seen.of("weight") == pytest.approx(5)


def test_a_kpi_that_disappears_is_a_coverage_effect_not_a_fall_to_zero() -> None:
    seen = change(tree({"a": State(60), "b": State(80)}), tree({"a": State(60), "b": State(None)}))
    assert seen.difference == pytest.approx(-10)
    assert seen.of("coverage") == pytest.approx(-10)
    assert [effect.disappeared for effect in sorted(seen.effects, key=lambda effect: effect.kpi)] == [False, True]


@pytest.mark.parametrize("absent", [State(None), State(80, None), None])
def test_a_kpi_appears_with_its_first_value_its_first_target_or_its_definition(absent: State | None) -> None:
    seen = change(tree({"a": State(60), "b": absent}), tree({"a": State(60), "b": State(80)}))
    assert seen.difference == pytest.approx(10)
    assert seen.of("coverage") == pytest.approx(10)
    assert {effect.kpi for effect in seen.effects if effect.appeared} == {"b"}


def test_a_kpi_as_good_as_the_whole_comes_and_goes_without_an_effect() -> None:
    seen = effects(tree({"a": State(80), "b": State(80)}), tree({"a": State(80), "b": State(None)}))
    assert causes(seen["b"]) == [0, 0, 0, 0]


def test_from_nothing_to_a_score_is_no_difference() -> None:
    seen = change(tree({"a": State(None)}), tree({"a": State(60)}))
    assert (seen.before, seen.after, seen.difference, seen.effects) == (None, 60, None, ())


def test_the_greatest_effect_stands_first() -> None:
    before, after = tree({"a": State(60), "b": State(80)}), tree({"a": State(62), "b": State(20)})
    assert [effect.kpi for effect in change(before, after).effects] == ["b", "a"]


def test_a_stage_did_to_the_journey_what_its_kpis_did() -> None:
    # both stages weigh half, and so do the two cells of the first: a is a quarter of the journey, d a half
    before, after = (
        tree({"a": State(60), "c": State(60), "d": State(80)}),
        tree({"a": State(90), "c": State(60), "d": State(0)}),
    )
    seen = change(before, after)
    by_stage = seen.parts(lambda effect: effect.stage or "")
    assert {stage: part.total for stage, part in by_stage.items()} == pytest.approx({"aware": 7.5, "buy": -40})
    assert by_stage["aware"].value == pytest.approx(7.5)
    by_objective = seen.parts(lambda effect: effect.objective)
    assert set(by_objective) == {"aware_customer", "aware_process", "buy_financial"}
    assert by_objective["aware_process"].total == pytest.approx(0)


def test_a_perspective_explains_its_own_change_across_the_stages() -> None:
    # two cells of one perspective in two stages: their names are the same, and neither may hide the other
    places = {"a": ("aware", "customer", 1), "b": ("buy", "customer", 1)}

    def customer(a: float, b: float) -> Node:
        judged = {kpi: judge(value, Anchors(100, 50), Better.HIGHER) for kpi, value in {"a": a, "b": b}.items()}
        return perspectives(score_tree(scorecard(places), judged, AUGUST))[Perspective.CUSTOMER]

    seen = change(customer(60, 80), customer(70, 60))
    assert seen.difference == pytest.approx(-5)
    assert {effect.kpi: effect.total for effect in seen.effects} == pytest.approx({"a": 5, "b": -10})


def test_a_stage_explains_its_own_change() -> None:
    before, after = tree({"a": State(60), "d": State(80)}), tree({"a": State(90), "d": State(0)})
    stages = before.find("stage", "aware"), after.find("stage", "aware")
    assert stages[0] is not None
    assert stages[1] is not None
    assert change(stages[0], stages[1]).difference == pytest.approx(30)
    assert [effect.kpi for effect in change(stages[0], stages[1]).effects] == ["a"]


def test_the_effects_are_the_mean_over_all_orders() -> None:
    # everything moves: points of a by value and target, its share by weight, b disappears
    before = tree({"a": State(60), "b": State(20)})
    after = tree({"a": State(80, 80, 3), "b": State(None)})
    points = {(0, 0): 60, (1, 0): 80, (0, 1): 75, (1, 1): 100}
    share = {(0, 0): 0.5, (1, 0): 0.75, (0, 1): 1.0, (1, 1): 1.0}

    def worth(moved: set[str]) -> float:
        at = {factor: int(factor in moved) for factor in FACTORS}
        return share[at["weight"], at["coverage"]] * (points[at["value"], at["target"]] - 70)  # (40 + 100) / 2

    steps = dict.fromkeys(FACTORS, 0.0)
    for order in permutations(FACTORS):
        for place, factor in enumerate(order):
            steps[factor] += (worth({*order[: place + 1]}) - worth({*order[:place]})) / 24
    assert causes(effects(before, after)["a"]) == [pytest.approx(steps[factor]) for factor in FACTORS]


STATES = st.none() | st.builds(
    State,
    st.none() | st.floats(0, 200),
    st.none() | st.floats(1, 200),
    st.sampled_from([0.0, 1.0, 33.33, 1e4]),
)
COMPANIES = st.fixed_dictionaries(dict.fromkeys(PLACES, STATES))
STAGE_WEIGHTS = st.fixed_dictionaries({"aware": st.floats(0, 5), "buy": st.floats(0.1, 5)})


@given(COMPANIES, COMPANIES, STAGE_WEIGHTS, STAGE_WEIGHTS)
def test_effects_add_up_to_the_difference(
    old: dict[str, State | None],
    new: dict[str, State | None],
    old_stages: dict[str, float],
    new_stages: dict[str, float],
) -> None:
    seen = change(tree(old, old_stages), tree(new, new_stages))
    if seen.difference is None:
        assert seen.effects == ()
    else:
        assert sum(effect.total for effect in seen.effects) == pytest.approx(seen.difference, abs=1e-9)


LEVELS: tuple[Callable[[Effect], str], ...] = (
    lambda effect: effect.stage or "",
    lambda effect: str(effect.perspective),
    lambda effect: f"{effect.stage} {effect.perspective}",
    lambda effect: effect.objective,
    lambda effect: effect.kpi,
)


@given(COMPANIES, COMPANIES, STAGE_WEIGHTS, STAGE_WEIGHTS)
def test_every_level_adds_up_and_the_children_to_their_parent(
    old: dict[str, State | None],
    new: dict[str, State | None],
    old_stages: dict[str, float],
    new_stages: dict[str, float],
) -> None:
    seen = change(tree(old, old_stages), tree(new, new_stages))
    for level in LEVELS:
        parts = seen.parts(level)
        assert sum(part.total for part in parts.values()) == pytest.approx(seen.difference or 0, abs=1e-9)
        for factor in FACTORS:
            whole = sum(getattr(part, factor) for part in parts.values())
            assert whole == pytest.approx(seen.of(factor), abs=1e-9)
    stages = seen.parts(lambda effect: effect.stage or "")
    for stage, part in stages.items():
        children = [effect.total for effect in seen.effects if effect.stage == stage]
        assert sum(children) == pytest.approx(part.total, abs=1e-9)


@given(COMPANIES, COMPANIES, STAGE_WEIGHTS, STAGE_WEIGHTS)
def test_every_part_of_the_scorecard_explains_its_own_change(
    old: dict[str, State | None],
    new: dict[str, State | None],
    old_stages: dict[str, float],
    new_stages: dict[str, float],
) -> None:
    before, after = tree(old, old_stages), tree(new, new_stages)
    across = perspectives(before), perspectives(after)
    pairs = [(across[0][each], across[1][each]) for each in across[0] if each in across[1]]
    pairs += [(node, found) for node in before.walk() if (found := after.find(node.kind, node.id, stage=node.stage))]
    for was, now in pairs:
        seen = change(was, now)
        assert sum(effect.total for effect in seen.effects) == pytest.approx(seen.difference or 0, abs=1e-9)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_nothing_moved_is_no_effect(points: list[float]) -> None:
    still = scored_objective([1] * len(points), points)
    assert all(effect.total == 0 for effect in change(still, still).effects)
