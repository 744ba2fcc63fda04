from datetime import date

import pytest
from pydantic import ValidationError

from bsc.errors import DefinitionProblems
from bsc.model.definitions import Experiment, Initiative, Kpi, Variant
from bsc.model.editing import removal
from bsc.model.reading import document_of, scorecard_from
from bsc.model.words import InitiativeState

DOCUMENT = {
    "stages": [{"id": "interest", "name": "Interest"}],
    "datasets": [{"id": "ads", "time": "day"}],
    "objectives": [{"id": "reach", "name": "Grow reach", "stage": "interest", "perspective": "customer"}],
    "kpis": [{"id": "clicks", "name": "Clicks", "objective": "reach", "dataset": "ads", "formula": "sum(clicks)"}],
    "initiatives": [
        {"id": "pages", "name": "New landing pages", "objective": "reach", "kpis": ["clicks"], "start": "2026-05-01"}
    ],
}
CLICKS = Kpi(id="clicks", name="Clicks", objective="reach", dataset="ads", formula="sum(clicks)")


def initiative(**said: object) -> Initiative:
    return Initiative.model_validate({"id": "pages", "name": "New landing pages", "start": "2026-05-01", **said})


def test_an_initiative_is_carried_out_and_in() -> None:
    scorecard = scorecard_from(DOCUMENT)
    assert scorecard.initiatives[0].start == date(2026, 5, 1)
    assert scorecard_from(document_of(scorecard)) == scorecard


def test_an_initiative_that_names_what_is_not_there_is_a_problem() -> None:
    wrong = {**DOCUMENT, "initiatives": [{"id": "pages", "name": "P", "start": "2026-05-01", "kpis": ["click"]}]}
    with pytest.raises(DefinitionProblems, match=r"initiatives\[0\].kpis\[0\]: there is no kpi `click` – did you mean"):
        scorecard_from(wrong)


def test_an_initiative_is_not_due_before_it_starts() -> None:
    with pytest.raises(ValidationError, match="lies before start"):
        initiative(due="2026-04-30")


def test_an_initiative_moves_the_kpis_that_it_names_and_else_those_of_its_objective() -> None:
    assert initiative(kpis=("clicks",)).moves(CLICKS)
    assert initiative(objective="reach").moves(CLICKS)
    assert not initiative(objective="reach", kpis=("visits",)).moves(CLICKS)
    assert not initiative().moves(CLICKS)


def test_only_planned_and_running_work_is_open() -> None:
    assert [state for state in InitiativeState if state.open] == [InitiativeState.PLANNED, InitiativeState.RUNNING]


def test_a_removed_kpi_leaves_its_initiative_without_that_name() -> None:
    removed = removal(DOCUMENT, "kpis", "clicks")
    assert removed.document["initiatives"][0]["kpis"] == []
    assert "1 initiative (New landing pages)" in str(removed)


@pytest.mark.parametrize(
    ("field", "value"),
    [("confidence", 1 - 1e-17), ("confidence", 0.4), ("power", 0.99999), ("deviation", 1e200), ("baseline", 1e300)],
)
def test_the_plan_of_an_experiment_keeps_to_numbers_that_can_be_counted_with(field: str, value: float) -> None:
    with pytest.raises(ValidationError):
        Experiment.model_validate({field: value})


def test_a_variant_has_no_more_cases_than_there_can_be() -> None:
    with pytest.raises(ValidationError):
        Variant.model_validate({"name": "New", "cases": 10**13})
