"""The page Trends & targets on the sample company, as a script: what the sliders do, what is saved, what is refused."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Slider

from bsc.model.definitions import Target
from bsc.store import Store
from bsc.ui.components import trend_chart
from bsc.ui.trends import drafting
from tests.pages.conftest import Visit

KPI = "form_completion"  # a share, higher is better
PERIOD = "2026-09"


@pytest.fixture
def page(visit: Visit, sample_database: Path) -> AppTest:
    return visit(sample_database, "trends.py", kpi=KPI).selectbox(key="period").set_value(PERIOD).run()


def slider(page: AppTest, which: drafting.Which = "target") -> Slider[float]:
    found: Slider[float] = page.slider(key=drafting.slider_key(which))
    return found


def scores(page: AppTest) -> dict[str, str]:
    """Return the four scores beneath the chart, by what stands above them."""
    return {score["name"]: " → ".join(score["points"]) for score in shown_scores(page)}


def shown_scores(page: AppTest) -> list[dict[str, Any]]:
    """Return the four scores as the chart's component is told them."""
    (chart,) = [each for each in page.get("bidi_component") if each.proto.component_name == trend_chart.KEY]
    found: list[dict[str, Any]] = json.loads(chart.proto.bytes.split(b"\n")[1])
    return found


def moved(page: AppTest, to: float = 50.0) -> AppTest:
    return slider(page).set_value(to).run()


def number_of(page: AppTest) -> float:
    """Return what the field of the target says."""
    return float(page.number_input(key=drafting.number_key("target", 0)).value or 0)


def opened(page: AppTest, popover: str) -> AppTest:
    """Return *page* with that *popover* open: what is in it is drawn only then."""
    page.session_state[popover] = True
    return page.run()


def test_the_page_opens_on_the_kpi_of_its_address(page: AppTest) -> None:
    assert not page.exception
    assert page.session_state["kpi"] == KPI
    assert "Contact form completion" in page.subheader[0].value


def test_a_moved_target_scores_kpi_stage_and_journey_again(page: AppTest) -> None:
    before = scores(page)
    after = scores(moved(page, slider(page).max))
    for name in ("This KPI", "Interest", "Journey"):
        assert after[name].startswith(before[name].split(" → ")[0])
        assert " → " in after[name]


def test_a_score_says_its_whole_name_its_statuses_and_by_how_much_the_draft_moves_it(page: AppTest) -> None:
    before = {score["name"]: score for score in shown_scores(page)}
    after = {score["name"]: score for score in shown_scores(moved(page, slider(page).min))}
    assert [score["whole"] for score in before.values()][::3] == ["Contact form completion", before["Journey"]["whole"]]
    assert [status["status"] for status in before["This KPI"]["statuses"]] == ["Off track"]
    assert not before["This KPI"]["moved"]
    assert [status["status"] for status in after["This KPI"]["statuses"]] == ["Off track", "On track"]
    points = [float(each) for each in after["This KPI"]["points"]]
    assert after["This KPI"]["moved"] == f"{points[1] - points[0]:+.1f} points"


def test_a_moved_slider_asks_the_database_nothing(page: AppTest, sample_database: Path) -> None:
    store = Store.open(sample_database)
    before = store.queries
    for step in range(5):
        moved(page, slider(page).min + 2.0 * step)
    assert not page.exception
    assert store.queries == before


def test_slider_and_number_field_are_equals(page: AppTest) -> None:
    moved(page, 50.0)
    assert page.number_input(key="draft_target_0").value == 50.0
    page.number_input(key="draft_target_0").set_value(52.0).run()
    assert slider(page).value == 52.0


def test_an_old_number_of_a_field_that_was_told_another_one_undoes_no_slider(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two quick steps of a slider once ended where they began: the second message still bore the old number."""
    old, once, twice = (number_of(page) + steps * 0.5 for steps in range(3))
    moved(page, once)
    page.number_input(key=drafting.number_key("target", 0)).set_value(old)
    moved(page, twice)
    assert (slider(page).value, number_of(page)) == (twice, twice)
    monkeypatch.setattr(drafting, "ECHO_S", 0)  # later it is a number that somebody has typed
    page.number_input(key=drafting.number_key("target", 0)).set_value(old).run()
    assert slider(page).value == old


def test_a_target_below_its_red_line_takes_the_red_line_along(page: AppTest) -> None:
    lowest = slider(page).min
    moved(page, lowest)
    assert slider(page, "red_line").value == lowest


def test_a_number_beyond_the_slider_is_kept_exactly(page: AppTest) -> None:
    page.number_input(key="draft_target_0").set_value(97.125).run()
    assert page.number_input(key="draft_target_0").value == 97.125
    assert slider(page).value == slider(page).max
    assert not page.exception


def test_dropping_the_draft_brings_the_target_back(page: AppTest) -> None:
    before = slider(page).value
    moved(page, slider(page).max).button(key="drop_draft").click().run()
    assert slider(page).value == before
    assert not [button for button in page.button if button.key == "drop_draft"]


def test_another_kpi_begins_without_a_draft(page: AppTest) -> None:
    moved(page, slider(page).max)
    page.selectbox(key="kpi").set_value("email_click_rate").run()
    assert not [button for button in page.button if button.key == "drop_draft"]
    page.selectbox(key="kpi").set_value(KPI).run()
    assert not [button for button in page.button if button.key == "drop_draft"]


def test_a_target_is_not_saved_without_a_reason(page: AppTest, sample_database: Path) -> None:
    before = Store.open(sample_database).definitions_version()
    moved(page, slider(page).max)
    save(page)
    assert "A reason is missing" in page.error[0].value
    assert Store.open(sample_database).definitions_version() == before


def test_a_saved_target_holds_from_its_period_on_and_the_past_keeps_its_own(
    page: AppTest, sample_database: Path
) -> None:
    store = Store.open(sample_database)
    before = next(kpi for kpi in store.scorecard().kpis if kpi.id == KPI).targets
    wanted = slider(page).max
    moved(page, wanted)
    page.text_input(key="draft_reason").set_value("Agreed in the review of September")
    save(page)
    assert not page.exception
    assert not page.error
    after = next(kpi for kpi in store.scorecard().kpis if kpi.id == KPI).targets
    assert [step for step in before if step.start < date(2026, 9, 1)] == [
        step for step in after if step.start < date(2026, 9, 1)
    ]
    saved = next(step for step in after if step.start == date(2026, 9, 1))
    assert saved.note == "Agreed in the review of September"
    assert saved.target == pytest.approx(wanted / 100)
    assert store.journal(1)[0].note.startswith("Agreed in the review")
    assert not [button for button in page.button if button.key == "drop_draft"]


def test_a_target_is_for_what_the_page_shows_unless_said_otherwise(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, "trends.py", kpi="leads")
    page.session_state["filters"] = True
    channel = page.run().multiselect(key="where_channel").options[0]
    page.multiselect(key="where_channel").set_value([channel]).run()
    assert opened(page, "draft_aims").selectbox(key="draft_for").options[:2] == [f"channel = {channel}", "everybody"]
    moved(page, slider(page).max)
    assert any(f"for channel = {channel}" in unescaped(caption.value) for caption in page.caption)


def test_one_channel_gets_a_target_without_a_filter_on_the_page(page: AppTest, sample_database: Path) -> None:
    page.selectbox(key="kpi").set_value("leads").run()
    everybody = slider(page).max
    opened(page, "draft_aims").selectbox(key="draft_for").select("one channel").run()
    channel = page.selectbox(key="draft_for_channel").options[0]
    assert slider(page).max < everybody  # leads add up: those of one channel are fewer
    moved(page, slider(page).max)
    page.text_input(key="draft_reason").set_value("A campaign of its own")
    save(page)
    assert not page.error
    saved = next(kpi for kpi in Store.open(sample_database).scorecard().kpis if kpi.id == "leads").targets
    assert [step.note for step in saved if step.where == {"channel": channel}] == ["A campaign of its own"]


def test_what_was_said_of_a_draft_stands_while_it_is_folded_away_and_goes_with_it(page: AppTest) -> None:
    opened(moved(page, slider(page).max), "draft_aims")
    page.segmented_control(key="draft_time_path").set_value("Step by step").run()
    page.session_state["draft_aims"] = False
    page.run()
    ramp = "From Sep 2026 to Mar 2027, in 7 steps"
    assert any(ramp in caption.value for caption in page.caption)
    page.button(key="drop_draft").click().run()
    moved(page, slider(page).max)
    assert any("From Sep 2026 on" in caption.value for caption in page.caption)


def test_a_ramp_saves_a_step_for_every_month_in_one_change(page: AppTest, sample_database: Path) -> None:
    store = Store.open(sample_database)
    version = store.definitions_version()
    opened(moved(page, slider(page).max), "draft_aims")
    page.segmented_control(key="draft_time_path").set_value("Step by step").run()
    assert any("From Sep 2026 to Mar 2027, in 7 steps" in caption.value for caption in page.caption)
    page.text_input(key="draft_reason").set_value("Step by step")
    save(page)
    steps = [step for step in target_steps(store) if step.note == "Step by step"]
    assert [step.start.month for step in steps] == [9, 10, 11, 12, 1, 2, 3]
    assert store.definitions_version() == version + 1


def test_everything_that_a_draft_changes_is_named_before_it_is_saved(page: AppTest) -> None:
    opened(moved(page, slider(page).max), "draft_changes")
    (words,) = [block.value for block in page.code if "Contact form completion: target" in block.value]
    assert "for everybody, from Sep 2026 on" in words
    assert "Journey" in words
    assert "It would have been met in" in words


def test_a_draft_is_kept_in_a_scenario_and_nothing_is_in_force(page: AppTest, sample_database: Path) -> None:
    store = Store.open(sample_database)
    version = store.definitions_version()
    opened(moved(page, slider(page).max), "draft_keep")
    page.text_input(key="draft_scenario_name").set_value("Autumn plan")
    next(button for button in page.button if button.label == "Keep").click().run()
    assert not page.error
    (scenario,) = [each for each in store.scenarios() if each.name == "Autumn plan"]
    assert [draft.kpi for draft in scenario.targets] == [KPI]
    assert store.definitions_version() == version
    assert not [button for button in page.button if button.key == "drop_draft"]


def test_a_scenario_without_a_name_is_not_kept(page: AppTest, sample_database: Path) -> None:
    before = Store.open(sample_database).scenarios()
    opened(moved(page, slider(page).max), "draft_keep")
    next(button for button in page.button if button.label == "Keep").click().run()
    assert "without a name" in unescaped(page.error[0].value)
    assert Store.open(sample_database).scenarios() == before


def test_the_chance_to_meet_a_target_is_told_or_why_there_is_none(page: AppTest) -> None:
    moved(page, slider(page).max)
    told = [caption.value for caption in page.caption if "chance to meet it in" in caption.value]
    assert told or any("No forecast" in caption.value for caption in page.caption)


def test_a_range_has_two_handles_and_two_fields_each(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, "trends.py", kpi="average_discount")
    low, high = slider(page).value  # type: ignore[misc]  # a range
    slider(page).set_value((low + 1, high)).run()
    assert page.number_input(key="draft_target_0").value == pytest.approx(low + 1)
    assert page.number_input(key="draft_target_1").value == pytest.approx(high)
    assert not page.exception


def test_a_kpi_without_a_target_says_so_and_offers_one(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, "trends.py", kpi="sales_confidence")
    assert any("No target is in force" in caption.value for caption in page.caption)
    moved(page, slider(page).max)
    assert not page.exception
    assert page.button(key="drop_draft")


def test_an_unknown_window_falls_back_to_two_years(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, "trends.py", kpi=KPI, window="99")
    assert not page.exception
    assert page.session_state["window"] == "24"


@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter", "year"])
def test_every_grain_is_drawn(visit: Visit, sample_database: Path, grain: str) -> None:
    page = visit(sample_database, "trends.py", kpi="leads").selectbox(key="grain").set_value(grain).run()
    assert not page.exception
    moved(page, slider(page).max)
    assert not page.exception


def test_every_kpi_of_the_sample_company_is_drawn(page: AppTest, sample_database: Path) -> None:
    for kpi in Store.open(sample_database).scorecard().kpis:
        page.selectbox(key="kpi").set_value(kpi.id).run()
        assert not page.exception, kpi.id
        assert not page.error, kpi.id


def test_without_rows_the_page_still_says_what_it_knows(visit: Visit, template_database: Path) -> None:
    page = visit(template_database, "trends.py", kpi=KPI)
    assert not page.exception
    moved(page, slider(page).max)
    assert not page.exception


def target_steps(store: Store) -> tuple[Target, ...]:
    return next(kpi for kpi in store.scorecard().kpis if kpi.id == KPI).targets


def unescaped(text: str) -> str:
    return text.replace("\\", "")


def save(page: AppTest) -> None:
    next(button for button in page.button if button.label == "Save target").click().run()


def test_half_a_month_of_leads_is_not_held_against_a_whole_month(visit: Visit, sample_database: Path) -> None:
    shown = visit(sample_database, "trends.py", kpi="leads", period="2026-11")
    assert [each.value for each in shown.metric if each.label.startswith("Against")] == ["–", "–"]
    whole = visit(sample_database, "trends.py", kpi="leads", period="2026-10")
    assert all(each.value != "–" for each in whole.metric if each.label.startswith("Against"))


@pytest.fixture
def targets_tab(page: AppTest) -> AppTest:
    """Return the page with its tab Targets open, after a target was saved there."""
    moved(page, slider(page).max).text_input(key="draft_reason").set_value("Agreed in the review")
    save(page)
    page.session_state["tab"] = "Targets"
    return page.run()


def test_the_tab_targets_tells_who_changed_what_and_why(targets_tab: AppTest) -> None:
    told = next(table.value for table in targets_tab.dataframe if "Who" in table.value.columns)
    assert told["Reason"].iloc[0] == "Agreed in the review"
    assert told["Change"].iloc[0].startswith("Sep 2026, everybody: none → ")


def test_a_change_is_taken_back_and_that_can_be_taken_back_as_well(targets_tab: AppTest, sample_database: Path) -> None:
    store = Store.open(sample_database)
    saved = target_steps(store)
    for times, steps in ((1, saved[:-1]), (2, saved)):
        next(button for button in targets_tab.button if button.label == "Take it back").click().run()
        assert not targets_tab.exception
        assert target_steps(store) == steps
        assert store.journal(1)[0].action == "restore targets", times


def test_a_draft_kept_in_a_scenario_is_named_in_the_tab_targets(targets_tab: AppTest) -> None:
    drafting = opened(moved(targets_tab, slider(targets_tab).min), "draft_keep")
    drafting.text_input(key="draft_scenario_name").set_value("Winter plan")
    next(button for button in targets_tab.button if button.label == "Keep").click().run()
    assert any("Draft in Winter plan" in unescaped(caption.value) for caption in targets_tab.caption)
