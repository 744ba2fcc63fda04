"""The templates as definitions: complete, in the formula language, and fit for the same exports."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from bsc import formula, templates
from bsc.errors import NotFound
from bsc.model.definitions import ALL_PERSONAS, Scorecard
from bsc.model.reading import scorecard_from
from bsc.model.words import Evidence, Perspective
from bsc.store.yaml_text import document_from_yaml

FULL = "full_journey"


@cache
def _scorecard(name: str) -> Scorecard:
    return scorecard_from(document_from_yaml(templates.text(name)))


def _cells(scorecard: Scorecard, *, pinned: bool) -> Counter[tuple[str, str]]:
    cell = {each.id: (each.stage, str(each.perspective)) for each in scorecard.objectives}
    return Counter(cell[kpi.objective] for kpi in scorecard.kpis if kpi.pinned is pinned)


def test_there_are_three_templates_for_people_to_choose_from() -> None:
    assert templates.names() == (FULL, "interest_phase", "onboarding")
    assert all(each.title and each.description for each in templates.templates())


def test_an_unknown_template_names_the_nearest_one() -> None:
    with pytest.raises(NotFound, match="did you mean `onboarding`"):
        templates.text("onboardin")


def test_the_full_journey_has_seven_stages_in_the_order_of_the_journey() -> None:
    names = [stage.name for stage in _scorecard(FULL).stages]
    assert names == ["Awareness", "Interest", "Consideration", "Purchase", "Onboarding", "Retention", "Advocacy"]


def test_every_cell_of_the_full_journey_has_one_kpi_on_the_map_and_one_beside_it() -> None:
    scorecard = _scorecard(FULL)
    cells = {(stage.id, str(perspective)) for stage in scorecard.stages for perspective in Perspective}
    assert len(cells) == 28
    assert _cells(scorecard, pinned=True) == dict.fromkeys(cells, 1)
    assert _cells(scorecard, pinned=False) == dict.fromkeys(cells, 1)


@pytest.mark.parametrize("name", templates.names())
def test_no_cell_pins_two_kpis(name: str) -> None:
    assert set(_cells(_scorecard(name), pinned=True).values()) == {1}


@pytest.mark.parametrize("name", ["interest_phase", "onboarding"])
def test_the_smaller_templates_fill_every_cell_as_well(name: str) -> None:
    scorecard = _scorecard(name)
    assert len(_cells(scorecard, pinned=True)) == 4 * len(scorecard.stages)


def test_the_interest_phase_has_the_objectives_and_kpis_that_belong_to_it() -> None:
    scorecard = _scorecard("interest_phase")
    assert {
        "Grow newsletter sign-ups",
        "Raise the quality and relevance of content",
        "Improve the website experience",
    } <= {objective.name for objective in scorecard.objectives}
    assert {
        "website_traffic", "click_through_rate", "social_engagement", "inquiries", "leads", "newsletter_signups",
        "cost_per_lead", "return_on_ad_spend", "content_on_time", "page_load_time", "hours_to_answer_inquiry",
        "marketing_trained", "experiments_run",
    } <= {kpi.id for kpi in scorecard.kpis}  # fmt: skip


def test_onboarding_has_the_kpis_and_touchpoints_that_belong_to_it() -> None:
    scorecard = _scorecard("onboarding")
    assert {
        "customer_acquisition_cost", "customer_lifetime_value", "customer_satisfaction", "retention_rate", "referrals",
        "onboarding_cycle_time", "error_rate", "training_hours", "certified_staff", "team_trained",
    } <= {kpi.id for kpi in scorecard.kpis}  # fmt: skip
    assert {"website_visit", "reviews_read", "contact_form", "newsletter", "webinar_owner", "purchase"} <= {
        touchpoint.id for touchpoint in scorecard.touchpoints
    }


@pytest.mark.parametrize("name", templates.names())
def test_every_formula_condition_and_query_is_in_the_formula_language(name: str) -> None:
    scorecard = _scorecard(name)
    problems = [problem for each in scorecard.datasets for problem in formula.check_dataset(each, scorecard, {})]
    problems += [problem for kpi in scorecard.kpis for problem in formula.check_kpi(kpi, scorecard, {})]
    assert problems == []


@pytest.mark.parametrize("name", templates.names())
def test_every_kpi_says_who_owns_it_what_it_means_and_where_it_comes_from(name: str) -> None:
    assert [kpi.id for kpi in _scorecard(name).kpis if not (kpi.owner and kpi.description and kpi.source)] == []


@pytest.mark.parametrize("name", templates.names())
def test_every_benchmark_has_a_source_and_a_segment(name: str) -> None:
    benchmarks = [kpi.benchmark for kpi in _scorecard(name).kpis if kpi.benchmark]
    assert benchmarks
    assert all(each.source and each.segment for each in benchmarks)


@pytest.mark.parametrize("name", templates.names())
def test_targets_come_in_the_order_of_time_and_leave_a_tolerance(name: str) -> None:
    for kpi in _scorecard(name).kpis:
        general = [target.start for target in kpi.targets if not target.where]
        assert general == sorted(set(general)), kpi.id
        assert all(target.target != target.red_line for target in kpi.targets), kpi.id


@pytest.mark.parametrize("name", templates.names())
def test_segment_targets_name_dimensions_that_their_dataset_has(name: str) -> None:
    scorecard = _scorecard(name)
    dimensions = {dataset.id: set(dataset.dimensions) for dataset in scorecard.datasets}
    for kpi in scorecard.kpis:
        for target in kpi.targets:
            assert set(target.where) <= dimensions[kpi.dataset], kpi.id


@pytest.mark.parametrize("name", templates.names())
def test_one_counting_kpi_flows_through_every_stage(name: str) -> None:
    scorecard = _scorecard(name)
    assert [step.stage for step in scorecard.funnel] == [stage.id for stage in scorecard.stages]
    counting = {kpi.id: kpi.formula.startswith(("count(", "sum(")) and "/" not in kpi.formula for kpi in scorecard.kpis}
    assert all(counting[step.kpi] for step in scorecard.funnel)


@pytest.mark.parametrize("name", templates.names())
def test_the_strategy_map_has_arrows_from_every_perspective_but_no_circle_of_two(name: str) -> None:
    objectives = {objective.id: objective for objective in _scorecard(name).objectives}
    assert {objective.perspective for objective in objectives.values() if objective.drives} == set(Perspective)
    for objective in objectives.values():
        assert objective.id not in objective.drives
        assert all(objective.id not in objectives[driven].drives for driven in objective.drives)


NOBODYS = {"customer_story"}  # so that the page of gaps has something to show


@pytest.mark.parametrize("name", templates.names())
def test_every_stage_has_touchpoints_that_tell_what_customers_want_do_ask_and_feel(name: str) -> None:
    scorecard = _scorecard(name)
    assert {touchpoint.stage for touchpoint in scorecard.touchpoints} == {stage.id for stage in scorecard.stages}
    for each in scorecard.touchpoints:
        told = (each.wants, each.does, each.asks, each.pains, each.delights, each.personalization)
        assert all(told), each.id
        assert all((each.channel, each.emotion is not None)), each.id
    assert {each.id for each in scorecard.touchpoints if not each.owner} <= NOBODYS


def test_the_full_journey_meets_customers_through_many_channels_and_per_persona() -> None:
    touchpoints = _scorecard(FULL).touchpoints
    assert len(touchpoints) >= 14
    assert len({touchpoint.channel for touchpoint in touchpoints}) >= 6
    assert {touchpoint.persona for touchpoint in touchpoints} > {ALL_PERSONAS, "owner_manager", "operations_lead"}
    assert {touchpoint.evidence for touchpoint in touchpoints} == set(Evidence)
    assert any(touchpoint.moment_of_truth for touchpoint in touchpoints)


def test_the_same_export_feeds_every_template() -> None:
    defined = {dataset.id: dataset for dataset in _scorecard(FULL).datasets}
    for name in ("interest_phase", "onboarding"):
        for dataset in _scorecard(name).datasets:
            if dataset.id in templates.sample_files().values():
                assert dataset == defined[dataset.id], (name, dataset.id)


@pytest.mark.parametrize("name", templates.names())
def test_no_dataset_is_asked_for_in_vain(name: str) -> None:
    scorecard = _scorecard(name)
    queries = " ".join(dataset.query or "" for dataset in scorecard.datasets)
    looked_up = {lookup for dataset in scorecard.datasets for lookup in dataset.lookups}
    told = {comments.dataset for touchpoint in scorecard.touchpoints for comments in touchpoint.comments}
    used = {kpi.dataset for kpi in scorecard.kpis} | looked_up | told
    unused = [each.id for each in scorecard.datasets if each.id not in used and f"from {each.id} " not in queries]
    assert unused == []


def test_every_export_of_the_sample_has_a_dataset_in_the_full_journey() -> None:
    datasets = {dataset.id for dataset in _scorecard(FULL).datasets if dataset.query is None}
    assert set(templates.sample_files().values()) == datasets


def test_the_samples_exports_lie_where_they_are_looked_for() -> None:
    folder = templates.sample_exports()
    assert folder.is_dir()
    assert all(isinstance(path, Path) and path.is_file() for path in templates.sample_files())
