"""The page Definitions: everything edited on screen, saved whole or not at all."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from bsc import actions
from bsc.model.editing import with_item
from bsc.store import Store
from tests.pages.conftest import WHO, Visit

DOCUMENT: dict[str, Any] = {
    "version": 1,
    "stages": [{"id": "interest", "name": "Interest"}, {"id": "purchase", "name": "Purchase"}],
    "personas": [{"id": "newcomer", "name": "Newcomer", "traits": ["curious"]}],
    "datasets": [{"id": "ads", "name": "Ads", "time": "day", "dimensions": {"channel": "channel"}}],
    "objectives": [
        {"id": "grow", "name": "Grow reach", "stage": "interest", "perspective": "customer"},
        {"id": "sell", "name": "Sell more", "stage": "purchase", "perspective": "financial"},
    ],
    "kpis": [
        {
            "id": "clicks",
            "name": "Clicks",
            "objective": "grow",
            "dataset": "ads",
            "formula": "sum(clicks)",
            "pinned": True,
            "targets": [{"start": "2026-01-01", "target": 100, "red_line": 50}],
        }
    ],
    "touchpoints": [{"id": "form", "name": "Contact form", "stage": "interest", "kpis": ["clicks"]}],
    "funnel": [{"stage": "interest", "kpi": "clicks"}],
}


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Path:
    """Return a small scorecard with 3 clicks a day over the last hundred days."""
    store = Store.open(empty_database)
    actions.apply_definitions(store, DOCUMENT, WHO, note="the beginning")
    days = [date.today() - timedelta(days=back) for back in range(1, 101)]  # noqa: DTZ011 -- as the app's today
    export = tmp_path / "ads.csv"
    export.write_text("Day,Channel,Clicks\n" + "".join(f"{day},{'Search'},3\n" for day in days))
    actions.import_file(store, export, "ads", who=WHO)
    store.close()
    return empty_database


def tab(visit: Visit, database: Path, name: str) -> AppTest:
    return visit(database, "definitions.py", section=name)


def words(page: AppTest) -> str:
    said = (*page.markdown, *page.caption, *page.error, *page.warning, *page.info, *page.success)
    return re.sub(r"\\(.)", r"\1", "\n".join(str(each.value) for each in said))


def labelled(elements: Any, label: str) -> Any:  # noqa: ANN401 -- the testing framework's own elements
    return next(each for each in elements if re.sub(r"\\(.)", r"\1", each.label).startswith(label))


def click(page: AppTest, label: str) -> AppTest:
    labelled(page.button, label).click().run()
    assert not page.exception
    return page


def defined(database: Path) -> Mapping[str, Any]:
    scorecard = Store.open(database).scorecard()
    return {
        section: {each.id: each for each in getattr(scorecard, section)} for section in DOCUMENT if section[-1] == "s"
    }


@pytest.mark.parametrize(
    "name", ["Stages", "Objectives", "KPIs", "Touchpoints", "Personas", "Datasets", "Templates", "YAML", "History"]
)
def test_every_tab_opens_by_its_address(visit: Visit, database: Path, name: str) -> None:
    page = tab(visit, database, name)
    assert not page.exception
    assert not page.error


def test_a_stage_is_renamed(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Stages"), "Interest")
    labelled(page.text_input, "Name").set_value("Curiosity")
    click(page, "Save")
    assert defined(database)["stages"]["interest"].name == "Curiosity"
    assert Store.open(database).definition_versions()[0].note == "Stage Curiosity saved"


def test_a_stage_is_added_with_an_id_made_from_its_name(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Stages"), "Add a stage")
    labelled(page.text_input, "Name").set_value("After-sales & care")
    click(page, "Save")
    assert list(defined(database)["stages"]) == ["interest", "purchase", "after_sales_care"]


def test_an_id_that_is_taken_is_not_taken_twice(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Stages"), "Add a stage")
    labelled(page.text_input, "Name").set_value("Another")
    labelled(page.text_input, "Id").set_value("interest")
    click(page, "Save")
    assert "the id `interest` is taken" in words(page)
    assert defined(database)["stages"]["interest"].name == "Interest"
    assert labelled(page.text_input, "Name").value == "Another"


def test_stages_change_their_order(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "Stages")
    next(each for each in page.button if each.key == "move.purchase.-1").click().run()
    assert list(defined(database)["stages"]) == ["purchase", "interest"]


def test_a_stage_is_removed_only_after_it_was_said_what_goes_with_it(visit: Visit, database: Path) -> None:
    page = click(click(tab(visit, database, "Stages"), "Interest"), "Remove …")
    assert "With it go 1 objective (Grow reach), 1 KPI (Clicks), 1 touchpoint (Contact form)" in words(page)
    assert "interest" in defined(database)["stages"]
    click(page, "Remove the stage")
    left = defined(database)
    assert (list(left["stages"]), list(left["kpis"]), list(left["touchpoints"])) == (["purchase"], [], [])


def test_the_journeys_calendar_weights_and_funnel_are_edited(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Stages"), "Journey, calendar, funnel")
    labelled(page.text_input, "Currency").set_value("gbp")
    labelled(page.selectbox, "Fiscal year starts in").set_value("4")
    labelled(page.number_input, "Customer").set_value(2.0)
    labelled(page.selectbox, "Purchase").set_value("clicks")
    labelled(page.text_input, "Spend in Purchase").set_value("sum(clicks) / 10")
    click(page, "Save")
    scorecard = Store.open(database).scorecard()
    assert (scorecard.journey.currency, scorecard.journey.fiscal_year_starts) == ("GBP", 4)
    assert dict(scorecard.journey.perspective_weights) == {"customer": 2}
    steps = [(step.stage, step.kpi, step.spend) for step in scorecard.funnel]
    assert steps == [("interest", "clicks", ""), ("purchase", "clicks", "sum(clicks) / 10")]


def test_a_formula_of_the_funnel_that_names_no_column_is_refused_with_its_place(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Stages"), "Journey, calendar, funnel")
    labelled(page.text_input, "Spend in Interest").set_value("sum(clcks)")
    click(page, "Save")
    assert "funnel[0].spend" in words(page)
    assert Store.open(database).scorecard().funnel[0].spend == ""


def test_a_currency_that_is_none_is_refused_with_its_place(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Stages"), "Journey, calendar, funnel")
    labelled(page.text_input, "Currency").set_value("€")
    click(page, "Save")
    assert "journey.currency" in words(page)
    assert Store.open(database).scorecard().journey.currency == "EUR"


def test_a_dataset_that_kpis_count_on_is_not_removed(visit: Visit, database: Path) -> None:
    page = click(click(tab(visit, database, "Datasets"), "Ads"), "Remove …")
    assert "counted on by 1 KPI (Clicks)" in words(page)


def test_a_dataset_is_edited_as_lines(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Datasets"), "Ads")
    labelled(page.text_area, "Types").set_value("clicks: integer\nday: date")
    labelled(page.text_area, "Dimensions").set_value("channel")
    click(page, "Save")
    ads = defined(database)["datasets"]["ads"]
    assert (dict(ads.columns), dict(ads.dimensions)) == ({"clicks": "integer", "day": "date"}, {"channel": "channel"})


def test_a_type_that_is_none_is_said_with_its_place(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Datasets"), "Ads")
    labelled(page.text_area, "Types").set_value("clicks: whole")
    click(page, "Save")
    assert "datasets[0].columns" in words(page)
    assert "'whole'" in words(page)


def test_an_objective_drives_another(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Objectives"), "Grow reach")
    labelled(page.multiselect, "Drives").set_value(["sell"])
    labelled(page.text_input, "Owner").set_value("Ann")
    click(page, "Save")
    grow = defined(database)["objectives"]["grow"]
    assert (grow.drives, grow.owner) == (("sell",), "Ann")
    assert "drives Sell more" in words(page)


def test_a_touchpoint_keeps_what_was_written_of_it_with_the_evidence_behind_each_thing(
    visit: Visit, database: Path
) -> None:
    page = click(tab(visit, database, "Touchpoints"), "Contact form")
    labelled(page.text_area, "Add pains").set_value("too many fields\n\n no phone number ").run()
    assert labelled(page.text_area, "Add pains").value == ""
    next(each for each in page.menu_button if each.key == "touchpoints.form.pains.0.menu").set_value("observed").run()
    labelled(page.number_input, "Emotion").set_value(-1.5)
    next(each for each in page.selectbox if each.key == "touchpoints.form.persona").set_value("newcomer")
    click(page, "Save")
    form = defined(database)["touchpoints"]["form"]
    assert [(each.text, each.evidence) for each in form.pains] == [
        ("too many fields", "observed"),
        ("no phone number", None),
    ]
    assert (form.emotion, form.persona, form.kpis) == (-1.5, "newcomer", ("clicks",))


def test_what_is_said_of_a_touchpoint_is_moved_emptied_and_taken_out(visit: Visit, database: Path) -> None:
    store = Store.open(database)
    pains = ["slow", {"text": "long", "evidence": "inferred"}, "dull", "dark"]
    touchpoint = {**DOCUMENT["touchpoints"][0], "pains": pains}
    actions.edit_definitions(store, lambda it: with_item(it, "touchpoints", touchpoint), WHO)
    page = click(tab(visit, database, "Touchpoints"), "Contact form")
    for key, said in (("pains.1.menu", "Up"), ("pains.2.menu", "Remove")):
        next(each for each in page.menu_button if each.key == f"touchpoints.form.{key}").set_value(said).run()
    labelled(page.text_input, "What hurts, 2").set_value("slow to load").run()
    labelled(page.text_input, "What hurts, 3").set_value(" ").run()
    click(page, "Save")
    found = defined(database)["touchpoints"]["form"].pains
    assert [(each.text, each.evidence) for each in found] == [("long", "inferred"), ("slow to load", None)]


def test_empty_cells_of_the_map_say_what_they_lack(visit: Visit, database: Path) -> None:
    said = words(tab(visit, database, "KPIs"))
    assert "7 cells of the map without one" in said
    assert "○ No KPI yet" in said
    assert "○ No objective yet" in said


def test_a_formula_shows_its_last_values(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "KPIs"), "Clicks")
    values = page.dataframe[0].value
    assert len(values) == 12
    last = date.today().replace(day=1) - timedelta(days=1)  # noqa: DTZ011 -- the last day of last month
    assert f"{3 * last.day:,}" in list(values["Value"])


def test_a_formula_that_is_wrong_says_where_and_what_would_do(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "KPIs"), "Clicks")
    labelled(page.text_input, "Formula").set_value("sum(clcks)").run()
    assert next(each.value for each in page.code if "▲" in each.value) == "sum(clcks)\n    ▲"
    assert "Formula, character 5:" in words(page)
    assert "did you mean `clicks`?" in words(page)
    click(page, "Save")
    assert defined(database)["kpis"]["clicks"].formula == "sum(clicks)"


def test_a_column_is_put_into_the_empty_place_of_a_function(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "KPIs"), "Clicks")
    labelled(page.text_input, "Formula").set_value("").run()
    labelled(page.selectbox, "Insert a function").set_value("avg( )").run()
    labelled(page.selectbox, "Insert a column").set_value("clicks").run()
    assert labelled(page.text_input, "Formula").value == "avg(clicks)"
    assert not page.exception


def test_a_kpi_is_added_to_its_cell(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "KPIs")
    next(each for each in page.button if each.key == "add.kpis.sell").click().run()
    labelled(page.text_input, "Name").set_value("Days with clicks")
    labelled(page.selectbox, "Dataset").set_value("ads")
    labelled(page.text_input, "Formula").set_value("count(*)").run()
    labelled(page.text_input, "Only rows where").set_value("channel = 'Search'").run()
    click(page, "Save")
    made = defined(database)["kpis"]["days_with_clicks"]
    assert (made.objective, made.formula, made.where) == ("sell", "count(*)", "channel = 'Search'")


def test_a_kpi_that_is_edited_keeps_its_targets(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "KPIs"), "Clicks")
    labelled(page.number_input, "Weight").set_value(3.0).run()
    labelled(page.number_input, "Benchmark").set_value(120.0).run()
    click(page, "Save")
    clicks = defined(database)["kpis"]["clicks"]
    assert (clicks.weight, clicks.benchmark.value, len(clicks.targets), clicks.pinned) == (3, 120, 1, True)


def test_a_direction_that_its_targets_do_not_face_is_refused_until_they_are_given_up(
    visit: Visit, database: Path
) -> None:
    page = click(tab(visit, database, "KPIs"), "Clicks")
    labelled(page.selectbox, "Better").set_value("lower").run()
    click(page, "Save")
    assert "red line" in words(page)
    labelled(page.checkbox, "Give up its 1 target").set_value(True).run()
    click(page, "Save")
    clicks = defined(database)["kpis"]["clicks"]
    assert (clicks.better, clicks.targets) == ("lower", ())


def test_a_kpi_is_removed_after_it_was_said_what_hangs_on_it(visit: Visit, database: Path) -> None:
    page = click(click(tab(visit, database, "KPIs"), "Clicks"), "Remove …")
    assert "1 target of it would go as well." in words(page)
    assert "taken out of 1 touchpoint (Contact form)" in words(page)
    click(page, "Remove the KPI")
    assert defined(database)["kpis"] == {}
    assert defined(database)["touchpoints"]["form"].kpis == ()


def test_somebody_elses_save_in_between_is_said_and_nothing_typed_is_lost(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "KPIs"), "Clicks")
    labelled(page.text_input, "Owner").set_value("Ann").run()
    theirs = {**DOCUMENT["kpis"][0], "weight": 5}
    actions.edit_definitions(Store.open(database), lambda it: with_item(it, "kpis", theirs), "Bob")
    click(page, "Save")
    assert "Bob saved version 2 while this was open: Clicks (changed)" in words(page)
    assert labelled(page.text_input, "Owner").value == "Ann"
    assert defined(database)["kpis"]["clicks"].owner == ""
    click(page, "Save")
    clicks = defined(database)["kpis"]["clicks"]
    assert (clicks.owner, clicks.weight) == ("Ann", 5)


def test_a_removal_after_somebody_elses_save_waits_for_a_second_look(visit: Visit, database: Path) -> None:
    page = click(click(tab(visit, database, "KPIs"), "Clicks"), "Remove …")
    theirs = {**DOCUMENT["kpis"][0], "weight": 5}
    actions.edit_definitions(Store.open(database), lambda it: with_item(it, "kpis", theirs), "Bob")
    click(page, "Remove the KPI")
    assert "Nothing was removed" in words(page)
    assert defined(database)["kpis"]["clicks"].weight == 5
    click(page, "Remove the KPI")
    assert defined(database)["kpis"] == {}


def test_yaml_lists_every_problem_with_its_place(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "YAML")
    text = "version: 1\nstages:\n  - {id: a, nam: A}\nkpi: []\n"
    labelled(page.text_area, "Or paste it").set_value(text).run()
    assert "3 problems; nothing was changed." in words(page)
    assert "stages[0].name" in words(page)
    assert "did you mean `kpis`?" in words(page)


@pytest.mark.parametrize("text", ["a: [1", "- 1", "just words", "a: 1\na: 2", "\t", "version: 7"])
def test_what_is_no_scorecard_is_said_in_a_sentence(visit: Visit, database: Path, text: str) -> None:
    page = tab(visit, database, "YAML")
    labelled(page.text_area, "Or paste it").set_value(text).run()
    assert not page.exception
    assert bool(page.error) == bool(text.strip())


def test_yaml_shows_what_it_changes_and_then_applies_it(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "YAML")
    labelled(page.text_area, "Or paste it").set_value("version: 1\nstages:\n  - {id: use, name: Use}\n").run()
    assert "1 added, 9 removed" in words(page)  # 2 stages, persona, dataset, 2 objectives, KPI, touchpoint, funnel step
    assert "interest" in defined(database)["stages"]
    click(page, "Apply")
    assert list(defined(database)["stages"]) == ["use"]


def test_the_export_applied_changes_nothing(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "YAML")
    labelled(page.text_area, "Or paste it").set_value(
        next(each.value for each in page.code if each.language == "yaml")
    ).run()
    assert "Nothing changes" in words(page)
    assert not any(each.label == "Apply" for each in page.button)


def test_a_template_says_what_it_would_replace_and_waits_for_a_yes(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "Templates")
    assert "removed" in words(page)
    assert labelled(page.button, "Replace everything").disabled


def test_a_template_is_taken_into_an_empty_scorecard_at_once(visit: Visit, empty_database: Path) -> None:
    page = click(tab(visit, empty_database, "Templates"), "Use this template")
    assert len(Store.open(empty_database).scorecard().stages) == 7
    assert not page.error


def test_an_older_version_is_restored_as_a_new_one(visit: Visit, database: Path) -> None:
    store = Store.open(database)
    actions.edit_definitions(store, lambda it: {**it, "personas": []}, "Bob", note="personas out")
    page = tab(visit, database, "History")
    assert list(page.dataframe[0].value["Version"]) == [2, 1]
    labelled(page.selectbox, "Look at").set_value("1").run()
    click(page, "Restore version 1")
    assert store.definitions_version() == 3
    assert "newcomer" in defined(database)["personas"]
    assert store.definition_versions()[0].note == "Version 1 restored"


def test_names_are_never_markup(visit: Visit, database: Path) -> None:
    store = Store.open(database)
    nasty = {"id": "interest", "name": "**x** <b>y</b> :red[z] $q$"}
    actions.edit_definitions(store, lambda it: with_item(it, "stages", nasty), WHO)
    for name in ("Stages", "Objectives", "KPIs", "Touchpoints"):
        page = tab(visit, database, name)
        shown = "\n".join([*(str(each.value) for each in page.markdown), *(each.label for each in page.button)])
        assert r"\*\*x\*\* \<b\>y\</b\> \:red\[z\] \$q\$" in shown


def test_where_customers_words_about_a_touchpoint_stand_is_chosen_from_the_columns(
    visit: Visit, database: Path
) -> None:
    page = click(tab(visit, database, "Touchpoints"), "Contact form")
    click(page, "Add a source of comments")
    labelled(page.selectbox, "Dataset").set_value("ads").run()
    labelled(page.selectbox, "Column with the comment").set_value("channel").run()
    labelled(page.selectbox, "Column with the rating").set_value("clicks").run()
    labelled(page.text_area, "Only rows where").set_value("channel: Search").run()
    click(page, "Save")
    (found,) = defined(database)["touchpoints"]["form"].comments
    assert (found.dataset, found.text, found.rating, dict(found.where)) == (
        "ads",
        "channel",
        "clicks",
        {"channel": "Search"},
    )


def test_touchpoints_of_one_channel_change_their_order(visit: Visit, database: Path) -> None:
    chat = {"id": "chat", "name": "Chat", "stage": "interest"}
    actions.edit_definitions(Store.open(database), lambda it: with_item(it, "touchpoints", chat), WHO)
    page = tab(visit, database, "Touchpoints")
    next(each for each in page.menu_button if each.key == "order.touchpoints.chat").set_value("Earlier").run()
    assert list(defined(database)["touchpoints"]) == ["chat", "form"]
    assert Store.open(database).journal(1)[0].note == "Touchpoint Chat moved earlier; 1 moved"


def _with(section: str, item: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    return with_item(document, section, item)


def test_personas_objectives_and_kpis_change_their_order(visit: Visit, database: Path) -> None:
    reach = {"id": "reach", "name": "Earn trust", "stage": "interest", "perspective": "customer"}
    days = {"id": "days", "name": "Days", "objective": "grow", "dataset": "ads", "formula": "count(*)"}
    more = {"personas": {"id": "old", "name": "Old hand"}, "objectives": reach, "kpis": days}
    for section, item in more.items():
        actions.edit_definitions(Store.open(database), partial(_with, section, item), WHO)
    for section, name in (("personas", "Personas"), ("objectives", "Objectives"), ("kpis", "KPIs")):
        page = tab(visit, database, name)
        if section == "kpis":
            click(page, "Days")
        key = f"order.{section}.{more[section]['id']}"
        next(each for each in page.menu_button if each.key == key).set_value("Earlier").run()
        assert next(iter(defined(database)[section])) == more[section]["id"]
