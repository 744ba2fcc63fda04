"""What the sample company's data says of the arrows of its strategy map, in October 2026."""

import pytest

from bsc import templates
from bsc.insight.lags import Verdict
from bsc.model.periods import Grain
from bsc.model.view import View
from bsc.store import Store
from bsc.views.strategy_map import StrategyMap, strategy_map
from bsc.views.workspace import Workspace


@pytest.fixture
def october(sample: Store) -> StrategyMap:
    return strategy_map(Workspace(sample, templates.AS_OF), View(period="2026-10"))


def test_customers_who_stay_are_seen_to_bring_the_value_of_customers(october: StrategyMap) -> None:
    (found,) = (each for each in october.arrows if each.id == "keep_customers~grow_customer_value")
    assert found.verdict is Verdict.SUPPORTED
    assert "when “Customer retention” rose, “Net revenue retention” rose in the same month" in found.said


def test_the_data_contradicts_no_arrow_and_does_not_pretend_to_see_many(october: StrategyMap) -> None:
    counts = dict(october.counted())
    assert sum(counts.values()) == len(october.arrows) == 37
    assert counts[Verdict.CONTRADICTED] == 0
    assert counts[Verdict.SUPPORTED] <= 3
    assert counts[Verdict.TOO_LITTLE] >= 1


def test_certified_staff_changes_too_seldom_to_be_told_by(october: StrategyMap) -> None:
    (found,) = (each for each in october.arrows if each.id == "certify_onboarders~shorten_onboarding")
    assert found.said == "Too little data: the cause stays the same in most periods."


def test_the_contact_form_and_the_webinar_stand_off_track_on_the_strategy_map(october: StrategyMap) -> None:
    worst = {each.id for each in october.boxes if each.score.status == "Off track"}
    assert {"ease_contact", "answer_doubts"} <= worst


def test_a_grain_of_quarters_leaves_the_evidence_as_it_is(sample: Store, october: StrategyMap) -> None:
    quarter = strategy_map(Workspace(sample, templates.AS_OF), View(period="2026-Q3", grain=Grain.QUARTER))
    assert {each.grain for each in quarter.arrows} == {"month"} == {each.grain for each in october.arrows}
