"""What is said of an experiment: planned, too early, and what came of it, with numbers by hand."""

from datetime import date

import pytest

from bsc.model.definitions import Experiment, Initiative, Measured, Variant
from bsc.model.words import Unit
from bsc.views.experiments import Outcome, experiment_result, plan_sentence, planned
from bsc.views.workspace import Workspace
from tests.views import birds

TODAY = date(2026, 9, 10)
PLAN = {"baseline": 0.10, "smallest_effect": 0.02}  # needs 3,835 cases a side


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace(birds.opened(tmp_path_factory.mktemp("birds")), TODAY)


def tried(first: tuple[int, int] | None, second: tuple[int, int] | None, **plan: object) -> Initiative:
    """Return an initiative that is a test, with (converted, cases) of the control and the new variant."""
    sides = {
        name: Variant(name=called, **({"successes": counts[0], "cases": counts[1]} if counts else {}))
        for name, called, counts in (("control", "Long form", first), ("variant", "Short form", second))
    }
    experiment = Experiment.model_validate({**sides, **plan})
    return Initiative(id="short_form", name="Short form", start=date(2026, 8, 1), experiment=experiment)


def outcome(
    workspace: Workspace, first: tuple[int, int] | None, second: tuple[int, int] | None, **plan: object
) -> Outcome:
    found = experiment_result(workspace, tried(first, second, **plan))
    assert found is not None
    return found.outcome


def test_an_initiative_without_a_test_says_nothing(workspace: Workspace) -> None:
    assert experiment_result(workspace, Initiative(id="x", name="X", start=TODAY)) is None


def test_a_planned_test_says_how_many_cases_it_needs(workspace: Workspace) -> None:
    found = experiment_result(workspace, tried(None, None, **PLAN, start=date(2026, 10, 1)))
    assert found is not None
    assert (found.outcome, found.needed, found.difference) == (Outcome.PLANNED, 3835, None)
    assert found.sentence == "It starts on 1 Oct 2026."
    assert found.plan == (
        "To find a difference of +2.0 pp from 10.0%, 80% of the time at 95% confidence, each variant needs 3,835 cases."
    )


def test_a_test_that_found_more_says_by_how_much_and_how_sure(workspace: Workspace) -> None:
    found = experiment_result(workspace, tried((48, 80), (56, 70)))  # 60 % and 80 %; Newcombe: 5.2 to 33.4 points
    assert found is not None
    assert found.outcome is Outcome.BETTER
    assert found.sentence == "“Short form” did better than “Long form”: +20.0 pp (95% interval +5.2 pp to +33.4 pp)."
    assert [each.result for each in found.sides] == ["60.0% (48)", "80.0% (56)"]
    assert any("No number of cases was planned" in note for note in found.notes)


def test_where_lower_is_better_more_is_worse(workspace: Workspace) -> None:
    assert outcome(workspace, (48, 80), (56, 70), higher_is_better=False) is Outcome.WORSE
    assert outcome(workspace, (56, 70), (48, 80), higher_is_better=False) is Outcome.BETTER


def test_before_the_planned_cases_are_met_it_is_too_early_however_large_the_difference(workspace: Workspace) -> None:
    found = experiment_result(workspace, tried((48, 80), (56, 70), **PLAN))
    assert found is not None
    assert found.outcome is Outcome.TOO_EARLY
    assert found.sentence == "Too early to say: 70 of the 3,835 cases a variant that were planned."


def test_as_long_as_it_goes_on_it_is_too_early(workspace: Workspace) -> None:
    assert outcome(workspace, (4000, 40000), (4800, 40000), **PLAN, end=TODAY) is Outcome.TOO_EARLY
    assert outcome(workspace, (4000, 40000), (4800, 40000), **PLAN, end=date(2026, 9, 9)) is Outcome.BETTER


def test_a_test_that_ended_too_small_says_so_and_not_that_there_is_no_difference(workspace: Workspace) -> None:
    ended = {**PLAN, "end": date(2026, 9, 1)}
    assert outcome(workspace, (10, 100), (12, 100), **ended) is Outcome.CANNOT_BE_TOLD
    assert outcome(workspace, (400, 4000), (402, 4000), **ended) is Outcome.NO_DIFFERENCE
    assert outcome(workspace, None, (12, 100), **ended) is Outcome.CANNOT_BE_TOLD


def test_an_effect_that_the_interval_leaves_no_room_for_is_ruled_out(workspace: Workspace) -> None:
    # 10.0 % and 10.05 % of 40,000: the interval is about ± 0.42 points, so two points are out of reach
    found = experiment_result(workspace, tried((4000, 40000), (4020, 40000), **PLAN))
    assert found is not None
    assert found.outcome is Outcome.NO_DIFFERENCE
    assert found.notes == ("An effect of +2.0 pp or more is ruled out.",)


def test_a_split_that_chance_would_not_make_is_said(workspace: Workspace) -> None:
    found = experiment_result(workspace, tried((500, 5000), (420, 4200)))
    assert found is not None
    assert found.notes[0].startswith("5,000 and 4,200 cases: a fair draw splits them so unevenly less than once")


def test_values_are_judged_in_the_unit_of_their_kpi(workspace: Workspace) -> None:
    sides = {
        "control": Variant(name="As it is", cases=8, mean=20.0, deviation=4.0),
        "variant": Variant(name="New", cases=9, mean=26.0, deviation=3.0),
    }
    experiment = Experiment(measured=Measured.VALUES, **sides)
    found = experiment_result(workspace, Initiative(id="x", name="X", start=TODAY, experiment=experiment))
    assert found is not None
    assert (found.outcome, found.unit) == (Outcome.BETTER, Unit.NUMBER)
    assert found.texts == ("+6", "+2.3", "+9.7")  # 6 ± 2.1618 · √3
    assert [each.result for each in found.sides] == ["20 ± 4", "26 ± 3"]


@pytest.mark.parametrize(
    ("plan", "lacks"),
    [
        ({}, "No smallest effect worth finding is set: how many cases it needs cannot be said."),
        ({"smallest_effect": 0.02}, "set the baseline"),
        ({"smallest_effect": 0.02, "baseline": 12.0}, "the baseline of conversions is a share between 0 and 1"),
        ({"smallest_effect": 0.95, "baseline": 0.1}, "no share lies that far away"),
        ({"smallest_effect": 1e-6, "baseline": 0.1}, "no test could be large enough"),
        ({"smallest_effect": 2.0, "measured": "values"}, "set the standard deviation of the values"),
    ],
)
def test_what_a_plan_lacks_is_said(workspace: Workspace, plan: dict[str, object], lacks: str) -> None:
    experiment = Experiment.model_validate(plan)
    assert planned(experiment) is None
    assert lacks in plan_sentence(workspace, experiment)
