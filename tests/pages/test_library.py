"""The KPI library on the page: looked at beside the data, added in one click, suggested where a cell is empty."""

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from bsc import actions, templates
from bsc.model.definitions import Scorecard
from bsc.store import Store
from bsc.ui.editors import in_place
from bsc.ui.editors.draft import Draft
from bsc.ui.editors.library_choice import Opened
from tests.pages.conftest import WHO, Visit

DOCUMENT: dict[str, Any] = {
    "version": 1,
    "stages": [{"id": "awareness", "name": "Awareness"}, {"id": "purchase", "name": "Purchase", "weight": 3}],
    "datasets": [{"id": "ads", "name": "Ads", "time": "day"}, {"id": "deals", "name": "Deals", "time": "create_date"}],
    "objectives": [{"id": "reach", "name": "Reach", "stage": "awareness", "perspective": "financial", "weight": 2}],
    "kpis": [
        {"id": "cpc", "name": "Cost per click", "objective": "reach", "dataset": "ads", "formula": "sum(cost)"},
        {"id": "spend", "name": "Spend", "objective": "reach", "dataset": "ads", "formula": "sum(cost)", "weight": 3},
    ],
}
ADS = "Day,Impr.,Clicks,Cost\n2026-07-01,1000,20,40\n2026-08-01,1000,10,30\n"
DEALS = """Create date,Close date,Phase,Amount
2026-07-01,2026-08-02,signed,5
2026-07-02,2026-08-03,gone,9
"""


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Path:
    store = Store.open(empty_database)
    actions.apply_definitions(store, DOCUMENT, WHO)
    for name, rows in (("ads", ADS), ("deals", DEALS)):
        file = tmp_path / f"{name}.csv"
        file.write_text(rows)
        actions.import_file(store, file, name, who=WHO)
    store.close()
    return empty_database


def tab(visit: Visit, database: Path, name: str) -> AppTest:
    return visit(database, "definitions.py", section=name)


def words(page: AppTest) -> str:
    said = (*page.markdown, *page.caption, *page.error, *page.warning, *page.info)
    return re.sub(r"\\(.)", r"\1", "\n".join(str(each.value) for each in said))


def scorecard(database: Path) -> Scorecard:
    return Store.open(database).scorecard()


def test_what_the_data_can_answer_is_one_click_away_with_its_value(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "Library")
    assert "68 KPIs that customer journeys are run by" in words(page)
    assert "6.7% · search ads, all industries · 2025 · WordStream by LocaliQ" in words(page)
    page.button(key="library.add.search_click_rate").click().run()
    assert not page.exception
    added = {kpi.id: kpi for kpi in scorecard(database).kpis}["search_click_rate"]
    assert (added.formula, added.pinned) == ("sum(clicks) / sum(impr)", True)
    assert Store.open(database).journal(1)[0].action == "library"


def test_what_is_there_is_said_and_not_offered_again(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "Library")
    assert "1 is defined already" in words(page)
    assert "Cost per click" not in words(page)
    page.toggle(key="library_missing").set_value(False).run()
    assert ":material/check: defined already" in words(page)
    with pytest.raises(KeyError):
        page.button(key="library.add.cost_per_click")


def test_the_library_is_searched_by_words_systems_and_what_the_data_can_answer(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "Library")
    page.text_input(key="library_search").input("zendesk reply").run()
    assert "First reply time" in words(page)
    assert "Cost per click" not in words(page)
    page.toggle(key="library_answerable").set_value(True).run()
    assert "No KPI of the library is like that" in words(page)


def test_columns_that_are_called_otherwise_are_chosen_and_what_they_give_is_shown(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "Library")
    page.selectbox(key="library_stage").select("purchase").run()
    page.button(key="library.look.win_rate").click().run()
    assert not page.exception
    assert page.button(key="library.add").disabled
    page.selectbox(key="library.win_rate.dataset").select("deals").run()
    page.selectbox(key="library.win_rate.deals.deal_stage").select("phase").run()
    page.selectbox(key="library.win_rate.deals.phase.is.won").select("signed").run()
    page.selectbox(key="library.win_rate.deals.phase.is.lost").select("gone").run()
    assert not page.exception
    assert page.metric[0].value == "50.0%"
    page.button(key="library.add").click().run()
    assert not page.exception
    added = {kpi.id: kpi for kpi in scorecard(database).kpis}["win_rate"]
    assert (
        added.formula
        == "count(*) filter (where phase = 'signed') / count(*) filter (where phase in ('signed', 'gone'))"
    )
    assert {each.id: each.stage for each in scorecard(database).objectives}[added.objective] == "purchase"
    assert "library.cancel" not in {button.key for button in page.button}


def test_an_addition_is_taken_back_by_undo(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "Library")
    page.button(key="library.add.search_click_rate").click().run()
    page.button(key="definitions.undo").click().run()
    assert not page.exception
    assert {kpi.id for kpi in scorecard(database).kpis} == {"cpc", "spend"}


def test_an_empty_cell_suggests_kpis_that_open_with_its_stage(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "KPIs")
    assert "○ No objective yet" in words(page)
    page.button(key="suggested.awareness.customer.search_click_rate").click().run()
    assert not page.exception
    page.button(key="library.add").click().run()
    assert not page.exception
    assert "search_click_rate" in {kpi.id for kpi in scorecard(database).kpis}


def test_a_new_kpi_can_be_taken_from_the_library_instead(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "KPIs")
    page.button(key="add.kpis.reach").click().run()
    page.button(key="instead.cost_per_thousand_impressions").click().run()
    assert not page.exception
    page.button(key="library.add").click().run()
    assert not page.exception
    added = {kpi.id: kpi for kpi in scorecard(database).kpis}["cost_per_thousand_impressions"]
    assert added.objective == "reach"


def test_weights_are_said_in_percent_where_they_are_listed_and_edited(visit: Visit, database: Path) -> None:
    stages = words(tab(visit, database, "Stages"))
    assert "100 % of the journey's score" in stages
    assert "75 %" not in stages  # no objective is in the stage of weight 3 yet: it has no score
    assert "100 % of its cell" in words(tab(visit, database, "Objectives"))
    page = tab(visit, database, "KPIs")
    assert "75 % of its objective" in words(page)
    page.button(key="edit.kpis.spend").click().run()
    assert "75 % of its objective, beside 1 other" in words(page)
    page.number_input(key="kpis.spend.weight").set_value(1.0).run()
    assert "50 % of its objective, beside 1 other" in words(page)


def test_a_template_is_taken_with_the_samples_rows_where_there_are_none(visit: Visit, empty_database: Path) -> None:
    page = visit(empty_database)
    page.selectbox(key="template").set_value(templates.template("onboarding")).run()
    page.toggle(key="template_rows").set_value(True).run()
    page.button(key="use_template").click().run()
    assert not page.exception
    assert page.title[0].value == "Journey map"
    assert len(scorecard(empty_database).stages) == 4
    assert "No data yet" not in words(page)


def test_the_templates_tab_says_how_much_of_a_template_the_rows_feed(visit: Visit, sample_database: Path) -> None:
    page = tab(visit, sample_database, "Templates")
    assert "hold rows already; the others wait for an export" in words(page)


def test_a_kpi_of_the_library_is_looked_at_in_place_of_an_item_that_is_open(visit: Visit, database: Path) -> None:
    page = visit(database, "definitions.py", section="Objectives")
    page.button(key="edit.objectives.reach").click().run()
    page.query_params["section"] = "Library"
    page.run()
    next(each for each in page.button if str(each.key).startswith("library.look.")).click().run()
    assert not page.exception
    keys = {button.key for button in page.button}
    assert "library.cancel" in keys
    assert "drawer.save" not in keys


def test_over_a_map_only_one_of_item_and_kpi_is_open(visit: Visit, database: Path) -> None:
    page = visit(database, edit="true")
    page.session_state["library.opened"] = Opened("win_rate")
    page.session_state["editing"] = Draft("personas", None, {}, 1, home=in_place.HOME)
    page.run()
    assert not page.exception
    assert "drawer.save" in {button.key for button in page.button}


def test_the_way_to_the_upload_leads_out_of_the_dialog(visit: Visit, empty_database: Path) -> None:
    visit(empty_database)
    page = AppTest.from_file(str(Path(__file__).with_name("library_alone.py")), default_timeout=120)
    page.session_state["library.opened"] = Opened("win_rate")
    page.run()
    page.button(key="to_data_").click().run()
    assert [title.value for title in page.title] == ["Data"]
