"""The page What if on the sample company, as a script: scenarios made, moved, kept, compared, published; the funnel."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bsc import actions
from bsc.model.definitions import Target
from bsc.store import Store
from bsc.views.scenario_drafts import begun, with_target, with_weight
from tests.pages.conftest import WHO, Visit

START = date(2027, 1, 1)
FUNNEL = "Through the funnel"


@pytest.fixture
def kept(sample_database: Path) -> Path:
    """Return a database with two scenarios: one that asks more visitors and weighs purchase, one that is softer."""
    store = Store.open(sample_database)
    bold = with_target(begun("Bold", START, []), "visitors", Target(start=START, target=20_000, red_line=16_000))
    bold = with_weight(bold, "stage", "purchase", 3)
    soft = with_target(begun("Soft", START, [bold]), "visitors", Target(start=START, target=17_000, red_line=14_000))
    for scenario in (bold, soft):
        actions.keep_scenario(store, scenario, WHO)
    store.close()
    return sample_database


def shown(visit: Visit, database: Path, **address: str | list[str]) -> AppTest:
    return visit(database, "what_if.py", period="2026-10", **address)


def button(page: AppTest, label: str) -> AppTest:
    return next(each for each in page.button if each.label == label).click().run()


def target(page: AppTest) -> float:
    value = page.slider[0].value
    assert isinstance(value, float)
    return value


def scores(page: AppTest) -> dict[str, str]:
    return {each.label: each.value for each in page.metric}


def said(page: AppTest) -> str:
    return "\n".join(each.value for each in page.markdown).replace("\\", "")


def test_without_a_scenario_the_page_says_what_one_is_and_makes_it(visit: Visit, sample_database: Path) -> None:
    page = shown(visit, sample_database)
    assert "No scenario yet" in said(page)
    page.text_input(key="what_if.new.name").set_value("Bold 2027")
    button(page, "Make the scenario")
    assert not page.exception
    assert [scenario.name for scenario in Store.open(sample_database).scenarios()] == ["Bold 2027"]
    assert "No score of Oct 2026 would change" in said(page)


def test_a_scenario_without_a_name_is_refused_in_a_sentence(visit: Visit, sample_database: Path) -> None:
    page = button(shown(visit, sample_database), "Make the scenario")
    assert "without a name" in page.error[0].value
    assert Store.open(sample_database).scenarios() == ()


def test_a_target_that_is_added_begins_as_published_and_moves_with_its_slider(visit: Visit, kept: Path) -> None:
    page = shown(visit, kept, scenario="soft")
    page.selectbox(key="what_if.add.target").set_value("win_rate").run()
    slider = next(each for each in page.slider if each.label == "Target (%)")
    assert slider.value == 33
    slider.set_value(slider.max).run()
    assert not page.exception
    assert "On track → " in said(page)
    assert "Win rate" in said(page)
    assert page.selectbox(key="what_if.add.target").value is None


def test_what_is_moved_is_not_kept_until_it_is_said_and_can_be_undone(visit: Visit, kept: Path) -> None:
    page = shown(visit, kept, scenario="bold")
    before = scores(page)
    page.slider[0].set_value(10_000.0).run()
    assert scores(page) != before
    assert Store.open(kept).scenarios()[0].targets[0].target.target == 20_000
    button(page, "Undo the changes")
    assert (target(page), scores(page)) == (20_000, before)
    page.slider[0].set_value(10_000.0).run()
    button(page, "Keep the scenario")
    assert not page.exception
    draft = Store.open(kept).scenarios()[0].targets[0].target
    assert (draft.target, draft.red_line) == (10_000, 10_000)  # the red line is pushed along


def test_a_moved_slider_asks_the_database_nothing(visit: Visit, kept: Path) -> None:
    page = shown(visit, kept, scenario="bold")
    store = Store.open(kept)
    before = store.queries
    for wanted in (18_000.0, 15_000.0, 12_000.0):
        page.slider[0].set_value(wanted).run()
    assert not page.exception
    assert store.queries == before


def test_a_weight_is_typed_beyond_its_slider(visit: Visit, kept: Path) -> None:
    page = shown(visit, kept, scenario="bold")
    field = next(each for each in page.number_input if each.label == "Weight, exactly")
    assert field.value == 3
    field.set_value(40.0).run()
    assert not page.exception
    assert next(each for each in page.slider if each.label == "Weight").value == 10
    assert any("12.5% → " in each.value.replace("\\", "") for each in page.caption)


def test_several_scenarios_stand_beside_the_published_scorecard(visit: Visit, kept: Path) -> None:
    page = shown(visit, kept, scenario="bold", against="soft")
    assert list(scores(page)) == ["Bold", "Soft"]
    table = next(each.value for each in page.dataframe if "Published" in each.value)
    journey = table[table["Part"] == "Journey"].iloc[0]
    assert journey["Published"].startswith("◆ At risk 87.8")
    assert journey["Bold"] != "="
    assert journey["Soft"] == "="
    assert "New visitors" in set(table[table["Part"] == "KPI"]["Name"])


def test_a_scenario_is_published_with_a_reason_after_its_diff(visit: Visit, kept: Path) -> None:
    page = shown(visit, kept, scenario="bold")
    drafts = next(each.value for each in page.dataframe if "Scenario" in each.value)
    assert list(drafts["Scenario"]) == ["20,000, red line 16,000", "3"]
    button(page, "Publish all of it")
    assert "A reason is missing" in page.error[0].value
    page.text_input(key="what_if.bold.reason").set_value("Agreed in the review")
    button(page, "Publish all of it")
    assert not page.exception
    store = Store.open(kept)
    visitors = next(kpi for kpi in store.scorecard().kpis if kpi.id == "visitors")
    assert next(step for step in visitors.targets if step.start == START).note == "Agreed in the review"
    purchase = next(stage for stage in store.scorecard().stages if stage.id == "purchase")
    assert (purchase.weight_on(date(2026, 12, 31)), purchase.weight_on(START)) == (1, 3)
    assert [scenario.id for scenario in store.scenarios()] == ["soft"]


def test_a_scenario_is_copied_and_dropped(visit: Visit, kept: Path) -> None:
    page = shown(visit, kept, scenario="bold")
    page.text_input(key="what_if.bold.copy.name").set_value("Bolder")
    button(page, "Copy")
    assert not page.exception
    assert [scenario.name for scenario in Store.open(kept).scenarios()] == ["Bold", "Soft", "Bolder"]
    assert page.selectbox(key="scenario").value == "bolder"
    button(page, "Drop the scenario")
    assert [scenario.name for scenario in Store.open(kept).scenarios()] == ["Bold", "Soft"]
    assert not page.exception


def test_somebody_elses_changes_are_said_before_they_are_replaced(visit: Visit, kept: Path) -> None:
    page = shown(visit, kept, scenario="bold")
    page.slider[0].set_value(10_000.0).run()
    store = Store.open(kept)
    actions.keep_scenario(store, with_weight(store.scenarios()[0], "stage", "purchase", 5), "somebody else")
    page.run()
    assert "Somebody else has kept this scenario otherwise" in page.warning[0].value
    button(page, "Undo the changes")
    assert target(page) == 20_000
    assert next(each for each in page.slider if each.label == "Weight").value == 5


def test_a_draft_of_a_kpi_that_is_gone_is_named_and_left_out(visit: Visit, kept: Path) -> None:
    store = Store.open(kept)
    scenario = store.scenarios()[0]
    gone = scenario.model_copy(
        update={"targets": tuple(each.model_copy(update={"kpi": "gone"}) for each in scenario.targets)}
    )
    actions.keep_scenario(store, gone, WHO)
    page = shown(visit, kept, scenario="bold")
    assert not page.exception
    assert "is not defined any more" in page.warning[0].value


def test_a_scenario_without_rows_behind_it_is_drawn_all_the_same(visit: Visit, template_database: Path) -> None:
    store = Store.open(template_database)
    scenario = with_target(begun("Bold", START, []), "visitors", Target(start=START, target=20_000, red_line=16_000))
    actions.keep_scenario(store, with_weight(scenario, "stage", "purchase", 3), WHO)
    page = visit(template_database, "what_if.py")
    assert not page.exception
    assert "No score of" in said(page)
    page.slider[0].set_value(page.slider[0].max).run()
    assert not page.exception


def test_a_range_has_two_handles_and_two_fields(visit: Visit, kept: Path) -> None:
    page = shown(visit, kept, scenario="soft")
    page.selectbox(key="what_if.add.target").set_value("average_discount").run()
    slider = next(each for each in page.slider if each.label == "Target (%)")
    assert slider.value == (3, 8)
    slider.set_value((3.0, 4.0)).run()
    assert not page.exception
    assert "Average discount" in said(page)
    field = next(each for each in page.number_input if each.label == "Target (%) to")
    assert field.value == 4


def test_a_target_of_a_segment_and_a_ramp_are_told_and_can_be_removed(visit: Visit, kept: Path) -> None:
    store = Store.open(kept)
    scenario = store.scenarios()[1]
    for month, wanted in ((1, 240), (4, 260), (7, 280)):
        step = Target(start=date(2027, month, 1), target=wanted, red_line=200)
        scenario = with_target(scenario, "leads", step)
    step = Target(start=START, target=6500, red_line=5000, where={"channel": "Organic Search"})
    actions.keep_scenario(store, with_target(scenario, "visitors", step), WHO)
    page = shown(visit, kept, scenario="soft")
    assert not page.exception
    captions = "\n".join(each.value for each in page.caption).replace("\\", "")
    assert "3 steps up to 280, red line 200 in Jul 2027" in captions
    assert "Published: 6,200, red line 5,000 · from Jan 2027 on · channel = Organic Search" in captions
    assert captions.count("does not hold for what you look at") == 1  # one channel's, where all are looked at
    assert len([each for each in page.button if each.label == "Remove"]) == 3
    next(each for each in page.button if "leads" in str(each.key)).click().run()
    assert not page.exception
    assert "3 steps" not in "\n".join(each.value for each in page.caption)


def test_an_unknown_scenario_is_named_in_a_sentence(visit: Visit, kept: Path) -> None:
    page = shown(visit, kept, scenario="bald")
    assert not page.exception
    assert "There is no scenario" in page.warning[0].value


def test_one_point_more_is_shown_on_all_later_counts_and_on_money(visit: Visit, sample_database: Path) -> None:
    page = shown(visit, sample_database, what_if=FUNNEL, funnel_step="opportunities")
    assert not page.exception
    assert "+1.0 pp from Leads to Opportunities (30.4% → 31.4%) in Oct 2026: +2.7 Opportunities" in said(page)
    assert scores(page)["Opportunities"] == "83 → 85.7"
    assert scores(page)["New recurring revenue"] == "€4,022 → €4,154"
    assert any("New recurring revenue per New customers stays as it is" in each.value for each in page.caption)


def test_points_and_the_rates_slider_are_equals(visit: Visit, sample_database: Path) -> None:
    page = shown(visit, sample_database, what_if=FUNNEL, funnel_step="opportunities")
    page.number_input(key="funnel_points").set_value(5.0).run()
    assert page.slider[0].value == pytest.approx(35.4)
    page.slider[0].set_value(20.4).run()
    assert page.number_input(key="funnel_points").value == pytest.approx(-10)
    assert "−10.0 pp" in said(page)
    page.number_input(key="funnel_points").set_value(0.0).run()
    assert "everything stays as it is" in said(page)


def test_another_period_without_counts_says_so(visit: Visit, template_database: Path) -> None:
    page = visit(template_database, "what_if.py", what_if=FUNNEL)
    assert not page.exception
    assert "choose another period" in page.info[0].value


def test_what_an_address_names_in_vain_is_said_and_the_page_drawn(visit: Visit, kept: Path) -> None:
    page = shown(visit, kept, scenario="bold", against=["gone", "soft", "bold"])
    assert not page.exception
    (warning,) = [each.value for each in page.warning]
    assert 'no other scenario "gone"' in warning
    assert page.multiselect(key="against").value == ["soft"]


@pytest.mark.parametrize("written", ["abc", "nan", "1e400"])
def test_points_that_are_no_number_are_said_and_one_point_is_taken(visit: Visit, kept: Path, written: str) -> None:
    page = shown(visit, kept, what_if=FUNNEL, funnel_points=written)
    assert not page.exception
    assert page.number_input(key="funnel_points").value == 1
    assert any("write a number like 1" in each.value for each in page.warning)


def test_a_reason_that_is_half_written_stays_with_its_scenario(visit: Visit, kept: Path) -> None:
    page = shown(visit, kept, scenario="bold")
    page.text_input(key="what_if.bold.reason").set_value("Agreed for Bold").run()
    page.selectbox(key="scenario").set_value("soft").run()
    assert "Agreed for Bold" not in [each.value for each in page.text_input]


def test_two_who_make_a_scenario_of_one_name_get_two(visit: Visit, kept: Path) -> None:
    page = shown(visit, kept)
    store = Store.open(kept)
    actions.keep_scenario(store, begun("Bolder", START, store.scenarios()), "somebody else")
    page.text_input(key="what_if.new.name").set_value("Bolder")
    button(page, "Make the scenario")
    assert [scenario.id for scenario in Store.open(kept).scenarios()] == ["bold", "soft", "bolder", "bolder_2"]
