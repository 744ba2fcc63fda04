"""Actions & reviews, the board and the page of an initiative; initiatives made where their reason is seen."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from bsc import actions
from bsc.model.access import Person, Role
from bsc.model.definitions import Initiative
from bsc.model.initiatives import Origin
from bsc.model.subject import Subject, SubjectKind
from bsc.model.words import InitiativeState
from bsc.store import Store
from bsc.ui.access import gate
from bsc.ui.access.visit import Visit as Visiting
from tests.pages.conftest import WHO, Visit
from tests.pages.test_definitions import DOCUMENT, click, labelled, words

RED = {**DOCUMENT["kpis"][0], "targets": [{"start": "2024-01-01", "target": 1000, "red_line": 500}]}
FORM = {
    "id": "form",
    "name": "Shorter form",
    "owner": "Web team",
    "start": "2026-01-05",
    "due": "2026-02-01",
    "state": "running",
    "links": [{"address": "https://example.test/12", "name": "Ticket"}],
    "practice": "Ask only what is needed.",
}
CALL = {"id": "call", "name": "Call every lead", "objective": "sell", "start": "2026-01-05"}


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Path:
    """Return a small scorecard whose one KPI is red, with two initiatives that are not for it."""
    store = Store.open(empty_database)
    touchpoint = {**DOCUMENT["touchpoints"][0], "pains": ["too many fields"]}
    document = {**DOCUMENT, "kpis": [RED], "touchpoints": [touchpoint], "initiatives": [FORM, CALL]}
    actions.apply_definitions(store, document, WHO)
    export = tmp_path / "ads.csv"
    days = [f"2026-{month:02d}-{day:02d}" for month in range(1, 10) for day in range(1, 29)]
    export.write_text("Day,Channel,Clicks\n" + "".join(f"{day},Search,3\n" for day in days))
    actions.import_file(store, export, "ads", who=WHO)
    store.close()
    return empty_database


def _initiatives(database: Path) -> dict[str, Initiative]:
    store = Store.open(database)
    return {each.id: each for each in store.scorecard().initiatives}


def _menu(page: AppTest, initiative: str, wanted: str) -> AppTest:
    """Choose *wanted* in the menu of *initiative*."""
    found: Any = next(each for each in page.get("menu_button") if each.key == f"state.{initiative}")
    found.click(wanted).run()
    return page


def test_the_board_shows_each_initiative_once_in_its_column(visit: Visit, database: Path) -> None:
    page = visit(database, "actions.py")
    assert not page.exception
    titles = [each.value.replace("\\", "") for each in page.markdown]
    assert titles.count("**Shorter form**") == titles.count("**Call every lead**") == 1
    assert [each.label for each in page.button if str(each.key).startswith("open.")] == ["Open", "Open"]
    assert "2 actions · ‼ 1 overdue · 1 open without an owner" in words(page)


def test_the_board_is_narrowed_by_the_address(visit: Visit, database: Path) -> None:
    page = visit(database, "actions.py", whose="person Web team")
    assert "1 of 2 actions" in words(page)
    page = visit(database, "actions.py", overdue="true")
    assert "1 of 2 actions" in words(page)


def test_the_table_has_every_initiative(visit: Visit, database: Path) -> None:
    page = visit(database, "actions.py", board="table")
    assert list(page.dataframe[0].value["Action"]) == ["Shorter form", "Call every lead"]


def test_the_timeline_is_drawn_with_its_table(visit: Visit, database: Path) -> None:
    page = visit(database, "actions.py", tab="Timeline")
    assert not page.exception
    assert page.get("vega_lite_chart")
    assert list(page.dataframe[0].value["Action"]) == ["Shorter form", "Call every lead"]


def test_a_red_kpi_without_an_action_becomes_one_with_one_click_and_save(visit: Visit, database: Path) -> None:
    page = visit(database, "actions.py", tab="Red without an action", period="2026-09")
    assert "Clicks**: 84 against a target of 1,000" in words(page)
    page = click(page, "Add an action")
    assert labelled(page.text_input, "Name").value == "Bring Clicks back on track"
    page = click(page, "Save")
    made = _initiatives(database)["bring_clicks_back_on_track"]
    assert (made.kpis, made.objective, made.state) == (("clicks",), "grow", InitiativeState.PLANNED)
    assert made.made_from is not None
    assert (made.made_from.origin, made.made_from.when) == (Origin.RED, "Sep 2026")
    assert made.made_from.about == Subject.of(SubjectKind.KPI, "clicks")
    assert "Bring Clicks back on track** is on the board" in words(page)
    assert "Every KPI that is off track has an open action" in words(page)


@pytest.mark.parametrize(("script", "address"), [("stage.py", {"stage": "interest"}), ("trends.py", {"kpi": "clicks"})])
def test_a_red_card_and_its_trend_offer_an_action(
    visit: Visit, database: Path, script: str, address: dict[str, str]
) -> None:
    page = click(visit(database, script, period="2026-09", **address), "Add an action")
    assert labelled(page.multiselect, "KPIs").value == ["clicks"]
    page = click(page, "Save")
    assert "bring_clicks_back_on_track" in _initiatives(database)
    assert labelled(page.button, "Bring Clicks back on track")  # the way to it stands where it was offered


def test_a_second_action_of_that_name_has_an_id_of_its_own(visit: Visit, database: Path) -> None:
    store = Store.open(database)
    done = {"id": "bring_clicks_back_on_track", "name": "x", "start": "2025-01-01", "state": "done"}
    actions.edit_definitions(
        store,
        lambda it: {**it, "initiatives": [*it["initiatives"], done]},
        who=WHO,
        version=store.definitions_version(),
    )
    store.close()
    page = click(visit(database, "stage.py", stage="interest", period="2026-09"), "Add an action")
    click(page, "Save")
    assert "bring_clicks_back_on_track_2" in _initiatives(database)


def test_cancel_makes_nothing_and_says_nothing(visit: Visit, database: Path) -> None:
    page = click(visit(database, "stage.py", stage="interest", period="2026-09"), "Add an action")
    page = click(page, "Cancel")
    assert set(_initiatives(database)) == {"form", "call"}
    assert "is on the board" not in words(page)


def test_a_pain_of_a_touchpoint_becomes_an_action(visit: Visit, database: Path) -> None:
    page = visit(database, "stage.py", stage="interest", touchpoint="form")
    pains = [each for each in page.button if str(each.key).startswith("make.pain.")]
    pains[0].click().run()
    click(page, "Save")
    made = _initiatives(database)["ease_too_many_fields"]
    assert made.made_from is not None
    assert made.made_from.about == Subject.of(SubjectKind.TOUCHPOINT, "form")
    assert made.kpis == ("clicks",)


def test_what_is_expected_is_written_in_the_kpis_unit(visit: Visit, database: Path) -> None:
    page = click(visit(database, "stage.py", stage="interest", period="2026-09"), "Add an action")
    labelled(page.number_input, "Clicks").set_value(25.0)
    labelled(page.date_input, "By").set_value(date(2027, 6, 30))
    click(page, "Save")
    (expected,) = _initiatives(database)["bring_clicks_back_on_track"].expected
    assert (expected.kpi, expected.change, expected.by) == ("clicks", 25.0, date(2027, 6, 30))


def test_an_initiative_that_is_opened_and_saved_stays_as_it_is(visit: Visit, database: Path) -> None:
    before = _initiatives(database)["form"]
    page = click(visit(database, "initiative.py", initiative="form"), "Edit")
    click(page, "Save")
    assert _initiatives(database)["form"] == before


def test_the_page_of_an_initiative_says_all_of_it(visit: Visit, database: Path) -> None:
    page = visit(database, "initiative.py", initiative="form")
    assert not page.exception
    said = words(page)
    assert page.title[0].value == "Shorter form"
    assert "Web team · from 5 Jan 2026" in said
    assert "[Ticket](https://example.test/12)" in said
    assert "Ask only what is needed." in said
    assert labelled(page.button, "Adopt it elsewhere")


def test_an_initiative_that_nobody_knows_is_said_so(visit: Visit, database: Path) -> None:
    page = visit(database, "initiative.py", initiative="gone")
    assert not page.exception
    assert "gone" in words(page)


def test_done_asks_from_when_customers_met_it(visit: Visit, database: Path) -> None:
    page = _menu(visit(database, "actions.py"), "form", "✓ Done")
    assert _initiatives(database)["form"].state is InitiativeState.RUNNING
    labelled(page.date_input, "Effective from").set_value(date(2026, 3, 1))
    click(page, "It is done")
    made = _initiatives(database)["form"]
    assert (made.state, made.effective) == (InitiativeState.DONE, date(2026, 3, 1))


def test_another_state_takes_one_click(visit: Visit, database: Path) -> None:
    _menu(visit(database, "actions.py"), "call", "▶ Running")
    assert _initiatives(database)["call"].state is InitiativeState.RUNNING


@pytest.mark.parametrize(
    ("script", "address"),
    [
        ("actions.py", {}),
        ("actions.py", {"tab": "Red without an action"}),
        ("initiative.py", {"initiative": "form"}),
        ("stage.py", {"stage": "interest", "touchpoint": "form"}),
        ("trends.py", {"kpi": "clicks"}),
    ],
)
def test_a_viewer_sees_what_is_undertaken_and_is_offered_no_change_of_it(
    visit: Visit, database: Path, monkeypatch: pytest.MonkeyPatch, script: str, address: dict[str, str]
) -> None:
    monkeypatch.setattr(gate, "arriving", lambda: Visiting(Person("vera", Role.VIEWER)))
    page = visit(database, script, period="2026-09", **address)
    assert not page.exception
    assert not page.get("menu_button")
    assert {each.label for each in page.button} & {"Add an action", "Adopt it elsewhere", "Edit", "Undo"} == set()
