"""Two who edit at once: the second is told what changed, field by field, and nothing is overwritten unseen."""

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from bsc import actions
from bsc.model.editing import removal, with_item
from bsc.store import Store
from tests.pages.conftest import WHO, Visit
from tests.pages.test_definitions import DOCUMENT, click, defined, labelled, tab, words

STAGE = {"id": "interest", "name": "Interest"}
FORM = {**DOCUMENT["touchpoints"][0], "pains": ["too long"]}


@pytest.fixture
def database(empty_database: Path) -> Path:
    store = Store.open(empty_database)
    actions.apply_definitions(store, {**DOCUMENT, "touchpoints": [FORM]}, WHO, note="the beginning")
    store.close()
    return empty_database


def elsewhere(page: AppTest, section: str) -> AppTest:
    page.query_params["section"] = section
    return page.run()


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def bob(database: Path, section: str, item: dict[str, Any]) -> None:
    actions.edit_definitions(Store.open(database), lambda it: with_item(it, section, item), "Bob")


def test_what_the_other_changed_alone_is_taken_over_with_before_and_after(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Stages"), "Interest")
    labelled(page.text_input, "Owner").set_value("Ann")
    bob(database, "stages", {**STAGE, "goal": "Look around"})
    click(page, "Save")
    assert "Bob saved version 2 while this was open: Interest (changed)." in words(page)
    assert "- goal: not set → Look around – taken over" in words(page)
    assert labelled(page.text_input, "The customer's goal").value == "Look around"
    assert labelled(page.text_input, "Owner").value == "Ann"
    click(page, "Save")
    stage = defined(database)["stages"]["interest"]
    assert (stage.owner, stage.goal) == ("Ann", "Look around")


@pytest.mark.parametrize(("keep", "owner"), [("mine", "Ann"), ("theirs", "Ben")])
def test_a_field_that_both_changed_waits_for_a_choice(visit: Visit, database: Path, keep: str, owner: str) -> None:
    page = click(tab(visit, database, "Stages"), "Interest")
    labelled(page.text_input, "Owner").set_value("Ann")
    bob(database, "stages", {**STAGE, "owner": "Ben"})
    click(page, "Save")
    choice = labelled(page.radio, "Both of you changed owner (was: not set)")
    assert [label.replace("\\", "") for label in choice.options] == ["Yours, as it stands below", "Bob: Ben"]
    click(page, "Save")
    assert "Choose whose to keep first: owner" in words(page)
    assert defined(database)["stages"]["interest"].owner == "Ben"
    labelled(page.radio, "Both of you").set_value(keep)
    click(page, "Save")
    assert defined(database)["stages"]["interest"].owner == owner


def test_of_a_list_both_can_be_kept(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Touchpoints"), "Contact form")
    labelled(page.text_area, "Add pains").set_value("ugly").run()
    bob(database, "touchpoints", {**FORM, "pains": ["too long", "slow"]})
    click(page, "Save")
    labelled(page.radio, "Both of you changed pains (was: too long)").set_value("both").run()
    click(page, "Save")
    assert [each.text for each in defined(database)["touchpoints"]["form"].pains] == ["too long", "slow", "ugly"]


def test_a_default_that_a_form_states_overwrites_nothing(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Objectives"), "Grow reach")
    labelled(page.text_input, "Owner").set_value("Ann")
    bob(database, "objectives", {**DOCUMENT["objectives"][0], "weight": 5})
    click(page, "Save")
    assert "weight: not set → 5" in words(page)
    click(page, "Save")
    grow = defined(database)["objectives"]["grow"]
    assert (grow.owner, grow.weight) == ("Ann", 5)


def test_what_was_saved_elsewhere_keeps_nobody_and_is_told(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Stages"), "Interest")
    labelled(page.text_input, "Owner").set_value("Ann")
    bob(database, "stages", {"id": "purchase", "name": "Purchase", "goal": "Buy"})
    click(page, "Save")
    stages = defined(database)["stages"]
    assert (stages["interest"].owner, stages["purchase"].goal) == ("Ann", "Buy")
    assert "Stage Interest saved. Meanwhile Bob saved: Purchase" in unescaped(page.toast[0].value)


def test_what_the_other_removed_is_put_back_only_by_a_second_save(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Touchpoints"), "Contact form")
    labelled(page.text_input, "Owner").set_value("Ann").run()
    actions.edit_definitions(
        Store.open(database), lambda it: removal(it, "touchpoints", "form").document, "Bob", note="form out"
    )
    click(page, "Save")
    assert "This touchpoint is gone: save again to put it back" in words(page)
    assert defined(database)["touchpoints"] == {}
    click(page, "Save")
    assert defined(database)["touchpoints"]["form"].owner == "Ann"


def test_undo_stands_on_the_page_and_takes_back_only_ones_own_save(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Stages"), "Interest")
    labelled(page.text_input, "Owner").set_value("Ann")
    click(page, "Save")
    bob(database, "stages", {"id": "purchase", "name": "Purchase", "goal": "Buy"})
    click(page, "Undo")
    stages = defined(database)["stages"]
    assert (stages["interest"].owner, stages["purchase"].goal) == ("", "Buy")
    assert Store.open(database).definition_versions()[0].note == "Undone: Stage Interest saved"


def test_history_takes_back_one_version_and_leaves_the_later_ones(visit: Visit, database: Path) -> None:
    bob(database, "stages", {**STAGE, "owner": "Bob"})
    bob(database, "stages", {"id": "purchase", "name": "Purchase", "goal": "Buy"})
    page = tab(visit, database, "History")
    labelled(page.selectbox, "Look at").set_value("2").run()
    click(page, "Take back version 2 only")
    stages = defined(database)["stages"]
    assert (stages["interest"].owner, stages["purchase"].goal) == ("", "Buy")


def test_a_new_order_alone_can_be_restored_from_history(visit: Visit, database: Path) -> None:
    store = Store.open(database)
    objectives = DOCUMENT["objectives"]
    actions.edit_definitions(store, lambda it: {**it, "objectives": objectives[::-1]}, "Bob", note="order")
    page = tab(visit, database, "History")
    labelled(page.selectbox, "Look at").set_value("1").run()
    click(page, "Restore version 1")
    assert [each.id for each in store.scorecard().objectives] == ["grow", "sell"]


def test_an_item_is_opened_as_it_is_now_and_not_as_the_page_was_drawn(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "Stages")
    bob(database, "stages", {**STAGE, "owner": "Bob", "goal": "Look around"})
    click(page, "Interest")
    assert labelled(page.text_input, "The customer's goal").value == "Look around"
    labelled(page.text_input, "Owner").set_value("Ann")
    click(page, "Save")
    stage = defined(database)["stages"]["interest"]
    assert (stage.owner, stage.goal) == ("Ann", "Look around")


def test_an_item_that_is_gone_since_the_page_was_drawn_is_not_opened(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "Touchpoints")
    actions.edit_definitions(Store.open(database), lambda it: removal(it, "touchpoints", "form").document, "Bob")
    click(page, "Contact form")
    assert "form" in words(page)
    assert "Save" not in [each.label for each in page.button]


def test_the_journey_is_opened_as_it_is_now(visit: Visit, database: Path) -> None:
    page = tab(visit, database, "Stages")
    actions.edit_definitions(Store.open(database), lambda it: {**it, "journey": {"name": "Bob's way"}}, "Bob")
    click(page, "Journey, calendar, funnel")
    assert labelled(page.text_input, "Name").value == "Bob's way"
    labelled(page.text_input, "Currency").set_value("CHF")
    click(page, "Save")
    journey = Store.open(database).scorecard().journey
    assert (journey.name, journey.currency) == ("Bob's way", "CHF")


def test_an_item_that_is_opened_again_shows_what_was_saved_meanwhile(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "KPIs"), "Clicks")
    labelled(page.text_input, "Owner").set_value("typed and left").run()
    click(elsewhere(page, "Objectives"), "Grow reach")
    click(page, "Cancel")
    bob(database, "kpis", {**DOCUMENT["kpis"][0], "description": "Bob's", "owner": "Bob"})
    click(elsewhere(page, "KPIs"), "Clicks")
    assert labelled(page.text_input, "Owner").value == "Bob"
    assert labelled(page.text_area, "Description").value == "Bob's"


def test_the_lists_of_an_item_begin_anew_when_it_is_opened_again(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "KPIs"), "Clicks")
    click(elsewhere(page, "Objectives"), "Grow reach")
    click(page, "Cancel")
    click(elsewhere(page, "Touchpoints"), "Contact form")
    click(elsewhere(page, "KPIs"), "Clicks")
    bob(database, "touchpoints", {**FORM, "pains": ["slow"]})
    click(page, "All KPIs")
    click(elsewhere(page, "Touchpoints"), "Contact form")
    assert [each.value for each in page.text_input if each.value in ("slow", "too long")] == ["slow"]


def test_a_removal_that_was_begun_is_not_asked_of_the_next_item(visit: Visit, database: Path) -> None:
    page = click(click(tab(visit, database, "KPIs"), "Clicks"), "Remove …")
    click(elsewhere(page, "Objectives"), "Sell more")
    assert "Remove the objective" not in [each.label for each in page.button]


def test_a_step_of_the_funnel_that_the_other_saved_is_taken_over_into_the_journeys_form(
    visit: Visit, database: Path
) -> None:
    page = click(tab(visit, database, "Stages"), "Journey, calendar, funnel")
    labelled(page.text_input, "Name").set_value("Our way")
    steps = [{"stage": "interest", "kpi": "clicks", "spend": "sum(cost)"}]
    actions.edit_definitions(Store.open(database), lambda it: {**it, "funnel": steps}, "Bob")
    click(page, "Save")
    assert "Bob saved version 2 while this was open" in words(page)
    assert labelled(page.text_input, "Spend in Interest").value == "sum(cost)"
    click(page, "Save")
    scorecard = Store.open(database).scorecard()
    assert (scorecard.journey.name, scorecard.funnel[0].spend) == ("Our way", "sum(cost)")


def test_a_funnel_that_both_changed_waits_for_a_choice(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Stages"), "Journey, calendar, funnel")
    labelled(page.text_input, "Spend in Interest").set_value("sum(price)")
    steps = [{"stage": "interest", "kpi": "clicks", "spend": "sum(cost)"}]
    actions.edit_definitions(Store.open(database), lambda it: {**it, "funnel": steps}, "Bob")
    click(page, "Save")
    labelled(page.radio, "Both of you changed funnel").set_value("theirs")
    click(page, "Save")
    assert Store.open(database).scorecard().funnel[0].spend == "sum(cost)"


def test_a_removal_that_was_refused_lets_no_save_overwrite_what_the_other_saved(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Stages"), "Interest")
    labelled(page.text_input, "Owner").set_value("Ann")
    bob(database, "stages", {**STAGE, "owner": "Ben"})
    click(click(page, "Remove …"), "Remove the stage")
    assert "Nothing was removed" in words(page)
    click(page, "Save")
    assert labelled(page.radio, "Both of you changed owner").value is None
    assert defined(database)["stages"]["interest"].owner == "Ben"


def test_a_removal_that_was_refused_once_can_be_repeated(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Touchpoints"), "Contact form")
    bob(database, "touchpoints", {**FORM, "owner": "Ben"})
    click(click(page, "Remove …"), "Remove the touchpoint")
    assert "form" in defined(database)["touchpoints"]
    click(page, "Remove the touchpoint")
    assert defined(database)["touchpoints"] == {}


def test_a_choice_that_is_open_stays_when_a_removal_is_refused(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Stages"), "Interest")
    labelled(page.text_input, "Owner").set_value("Ann")
    bob(database, "stages", {**STAGE, "owner": "Ben"})
    click(page, "Save")
    bob(database, "stages", {"id": "purchase", "name": "Purchase", "goal": "Buy"})
    click(click(page, "Remove …"), "Remove the stage")
    click(page, "Save")
    assert "Choose whose to keep first: owner" in words(page)
    assert defined(database)["stages"]["interest"].owner == "Ben"


@pytest.mark.parametrize(("keep", "owner"), [("mine", "Ann"), ("theirs", "Ben")])
def test_what_was_chosen_holds_when_the_other_saves_another_field(
    visit: Visit, database: Path, keep: str, owner: str
) -> None:
    page = click(tab(visit, database, "Stages"), "Interest")
    labelled(page.text_input, "Owner").set_value("Ann")
    bob(database, "stages", {**STAGE, "owner": "Ben"})
    click(page, "Save")
    labelled(page.radio, "Both of you changed owner").set_value(keep)
    bob(database, "stages", {**STAGE, "owner": "Ben", "goal": "Look around"})
    click(page, "Save")
    assert labelled(page.radio, "Both of you changed owner").value == keep
    click(page, "Save")
    stage = defined(database)["stages"]["interest"]
    assert (stage.owner, stage.goal) == (owner, "Look around")


def test_what_was_chosen_is_asked_again_when_the_other_saves_the_same_field(visit: Visit, database: Path) -> None:
    page = click(tab(visit, database, "Stages"), "Interest")
    labelled(page.text_input, "Owner").set_value("Ann")
    bob(database, "stages", {**STAGE, "owner": "Ben"})
    click(page, "Save")
    labelled(page.radio, "Both of you changed owner").set_value("theirs")
    bob(database, "stages", {**STAGE, "owner": "Bea"})
    click(page, "Save")
    assert labelled(page.radio, "Both of you changed owner").value is None
    assert defined(database)["stages"]["interest"].owner == "Bea"


def test_text_that_was_shown_beside_an_older_version_is_applied_only_when_it_is_asked_again(
    visit: Visit, database: Path
) -> None:
    page = tab(visit, database, "YAML")
    text = next(each.value for each in page.code if each.language == "yaml")
    labelled(page.text_area, "Or paste it").set_value(text.replace("Grow reach", "Grow further")).run()
    bob(database, "stages", {**STAGE, "owner": "Bob"})
    click(page, "Apply")
    assert "Bob saved version 2 while this was open: Interest (changed). Nothing was applied" in words(page)
    assert defined(database)["stages"]["interest"].owner == "Bob"
    click(page, "Apply")
    assert defined(database)["objectives"]["grow"].name == "Grow further"


def test_the_first_definitions_of_two_are_told_too(visit: Visit, empty_database: Path) -> None:
    page = tab(visit, empty_database, "YAML")
    labelled(page.text_area, "Or paste it").set_value("version: 1\nstages:\n  - {id: use, name: Use}\n").run()
    actions.apply_definitions(Store.open(empty_database), DOCUMENT, "Bob")
    click(page, "Apply")
    assert "Bob saved version 1 while this was open" in words(page)
    assert "interest" in defined(empty_database)["stages"]


def test_a_version_is_restored_over_what_was_saved_since_the_preview_only_when_asked_again(
    visit: Visit, database: Path
) -> None:
    bob(database, "stages", {**STAGE, "owner": "Bob"})
    page = tab(visit, database, "History")
    labelled(page.selectbox, "Look at").set_value("1").run()
    bob(database, "stages", {**STAGE, "owner": "Bob", "goal": "Look around"})
    click(page, "Restore version 1")
    assert "Nothing was restored" in words(page)
    assert defined(database)["stages"]["interest"].goal == "Look around"
    click(page, "Restore version 1")
    assert defined(database)["stages"]["interest"].goal == ""
