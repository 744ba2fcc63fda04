from datetime import date

import pytest

from bsc.errors import DefinitionProblems
from bsc.model.definitions import Scorecard, Target, WeightStep
from bsc.model.reading import document_of, scorecard_from
from bsc.model.scenario import DraftTarget, DraftWeight, Scenario, applied

JANUARY, APRIL, JULY = date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)


def scorecard(weight: object = 1) -> Scorecard:
    return scorecard_from(
        {
            "stages": [{"id": "interest", "name": "Interest", "weight": weight}],
            "datasets": [{"id": "ads", "time": "day", "dimensions": {"channel": "channel"}}],
            "objectives": [{"id": "reach", "name": "Grow reach", "stage": "interest", "perspective": "customer"}],
            "kpis": [
                {
                    "id": "clicks",
                    "name": "Clicks",
                    "objective": "reach",
                    "dataset": "ads",
                    "formula": "sum(clicks)",
                    "targets": [{"start": JANUARY, "target": 100, "red_line": 50}],
                }
            ],
        }
    )


def scenario(*targets: Target, weights: tuple[DraftWeight, ...] = (), start: date = APRIL) -> Scenario:
    drafts = tuple(DraftTarget(kpi="clicks", target=target) for target in targets)
    return Scenario(id="bold", name="Bold", start=start, targets=drafts, weights=weights)


def weight(value: float) -> tuple[DraftWeight, ...]:
    return (DraftWeight(kind="stage", id="interest", weight=value),)


def test_a_drafted_target_stands_behind_the_ones_before_it() -> None:
    drafted = applied(scorecard(), scenario(Target(start=APRIL, target=200, red_line=100))).kpis[0].targets
    assert [(step.start, step.target) for step in drafted] == [(JANUARY, 100), (APRIL, 200)]


def test_a_drafted_target_takes_the_place_of_the_step_of_the_same_day_and_segment_only() -> None:
    general = Target(start=JANUARY, target=120, red_line=60)
    email = Target(start=JANUARY, target=20, red_line=10, where={"channel": "Email"})
    steps = applied(scorecard(), scenario(general, email)).kpis[0].targets
    assert [(step.target, dict(step.where)) for step in steps] == [(120, {}), (20, {"channel": "Email"})]


def test_a_target_that_the_kpi_cannot_have_is_refused_with_its_name() -> None:
    backwards = Target(start=APRIL, target=50, red_line=100)
    with pytest.raises(DefinitionProblems, match=r"Clicks.*red line"):
        applied(scorecard(), scenario(backwards))


def test_a_drafted_weight_leaves_the_past_its_own() -> None:
    stage = applied(scorecard(weight=2), scenario(weights=weight(5))).stages[0]
    assert [stage.weight_on(day) for day in (date(2020, 1, 1), date(2026, 3, 31), APRIL)] == [2, 2, 5]


def test_a_drafted_weight_stands_between_the_steps_that_there_are() -> None:
    steps = [{"start": JANUARY, "weight": 2}, {"start": JULY, "weight": 3}]
    stage = applied(scorecard(weight=steps), scenario(weights=weight(5))).stages[0]
    assert [stage.weight_on(day) for day in (JANUARY, APRIL, JULY)] == [2, 5, 3]


def test_a_drafted_weight_before_the_first_step_leaves_what_held_until_then() -> None:
    stage = applied(scorecard(weight=[{"start": JULY, "weight": 3}]), scenario(weights=weight(5))).stages[0]
    assert [stage.weight_on(day) for day in (JANUARY, APRIL, JULY)] == [3, 5, 3]


def test_a_drafted_weight_takes_the_place_of_the_step_of_the_same_day() -> None:
    steps = [{"start": JANUARY, "weight": 2}, {"start": APRIL, "weight": 3}]
    assert applied(scorecard(weight=steps), scenario(weights=weight(5))).stages[0].weight == (
        WeightStep(start=JANUARY, weight=2),
        WeightStep(start=APRIL, weight=5),
    )


def test_a_draft_of_what_is_gone_changes_nothing() -> None:
    gone = Scenario(
        id="bold",
        name="Bold",
        start=APRIL,
        targets=(DraftTarget(kpi="gone", target=Target(start=APRIL, target=1)),),
        weights=(DraftWeight(kind="objective", id="gone", weight=2),),
    )
    assert applied(scorecard(), gone) == scorecard()


def test_what_a_scenario_makes_is_a_scorecard() -> None:
    drafted = applied(scorecard(), scenario(Target(start=APRIL, target=200, red_line=100), weights=weight(5)))
    assert scorecard_from(document_of(drafted)) == drafted
