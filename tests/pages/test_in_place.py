"""Editing where the thing stands: what a map's controls ask for, and Undo."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bsc import actions
from bsc.model.definitions import Scorecard
from bsc.model.editing import with_item
from bsc.store import Store

HERE = Path(__file__).parent
FORM = {"id": "form", "name": "Contact form", "stage": "interest", "channel": "website", "pains": ["too long", "ugly"]}
CHAT = {"id": "chat", "name": "Chat", "stage": "interest", "channel": "website"}
CALL = {"id": "call", "name": "Call", "stage": "purchase", "channel": "phone"}
DOCUMENT: dict[str, Any] = {
    "version": 1,
    "stages": [{"id": "interest", "name": "Interest"}, {"id": "purchase", "name": "Purchase"}],
    "personas": [{"id": "ann", "name": "Ann"}, {"id": "ben", "name": "Ben"}],
    "datasets": [{"id": "ads", "time": "day"}],
    "objectives": [{"id": "grow", "name": "Grow reach", "stage": "interest", "perspective": "customer"}],
    "kpis": [{"id": "clicks", "name": "Clicks", "objective": "grow", "dataset": "ads", "formula": "sum(clicks)"}],
    "touchpoints": [FORM, CHAT, CALL],
}

Ask = Callable[..., AppTest]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "place.duckdb")
    actions.apply_definitions(opened, DOCUMENT, "ada", note="first")
    yield opened
    st.cache_resource.clear()
    opened.close()


@pytest.fixture
def ask(store: Store, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask for one change, as the map would that was drawn from the first version."""
    monkeypatch.setenv("BSC_DATABASE", str(store.path))
    page = AppTest.from_file(str(HERE / "edited_in_place.py"), default_timeout=60).run()

    def asked(**said: object) -> AppTest:
        monkeypatch.setenv("ASKED", json.dumps({"version": 1, **said}))
        return click(page, "Ask")

    return asked


def click(page: AppTest, label: str) -> AppTest:
    button = next(each for each in page.button if re.sub(r"\\(.)", r"\1", each.label).startswith(label))
    button.click().run()
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    said = (*page.markdown, *page.caption, *page.error, *page.warning, *page.toast)
    return re.sub(r"\\(.)", r"\1", "\n".join(str(each.value) for each in said))


def labelled(elements: Any, label: str) -> Any:  # noqa: ANN401 -- the testing framework's own elements
    return next(each for each in elements if re.sub(r"\\(.)", r"\1", each.label).startswith(label))


def now(store: Store) -> Scorecard:
    return store.scorecard()


def ids(items: Any) -> list[str]:  # noqa: ANN401 -- definitions of one kind
    return [each.id for each in items]


def test_a_touchpoint_is_added_in_the_stage_and_channel_of_its_cell(ask: Ask, store: Store) -> None:
    page = ask(do="add", section="touchpoints", base={"stage": "purchase", "channel": "phone", "persona": "ben"})
    labelled(page.text_input, "Name").set_value("Invoice").run()
    click(page, "Save")
    invoice = now(store).touchpoints[-1]
    assert (invoice.stage, invoice.channel, invoice.persona) == ("purchase", "phone", "ben")


def test_a_stage_is_added_after_the_one_it_was_asked_at(ask: Ask, store: Store) -> None:
    page = ask(do="add", section="stages", base={"stage": "interest"})
    labelled(page.text_input, "Name").set_value("Trial")
    click(page, "Save")
    assert ids(now(store).stages) == ["interest", "trial", "purchase"]


def test_a_pain_is_added_to_the_touchpoint_that_is_chosen(ask: Ask, store: Store) -> None:
    page = ask(do="add", section="touchpoints", field="pains", base={"stage": "interest"})
    labelled(page.selectbox, "Touchpoint").set_value("chat")
    labelled(page.text_input, "What hurts").set_value("nobody there")
    labelled(page.selectbox, "Evidence").set_value("observed")
    click(page, "Save")
    (pain,) = now(store).touchpoints[1].pains
    assert (pain.text, pain.evidence) == ("nobody there", "observed")
    assert store.journal(1)[0].note == 'Pain "nobody there" added; 1 changed'


def test_a_pain_of_no_touchpoint_is_refused_with_what_would_do(ask: Ask, store: Store) -> None:
    page = ask(do="add", section="touchpoints", field="pains", base={"stage": "interest"})
    labelled(page.text_input, "What hurts").set_value("nobody there")
    click(page, "Save")
    assert "this is said of no touchpoint yet – choose one under Touchpoint" in words(page)
    assert store.definitions_version() == 1


def test_a_pain_of_a_stage_with_one_touchpoint_needs_no_choice(ask: Ask, store: Store) -> None:
    page = ask(do="add", section="touchpoints", field="pains", base={"stage": "purchase"})
    labelled(page.text_input, "What hurts").set_value("on hold")
    click(page, "Save")
    assert [each.text for each in now(store).touchpoints[2].pains] == ["on hold"]


def test_on_a_personas_map_only_touchpoints_of_that_persona_are_offered(ask: Ask, store: Store) -> None:
    bens = {**CHAT, "persona": "ben"}
    actions.edit_definitions(store, lambda it: with_item(it, "touchpoints", bens), "ada")
    page = ask(do="add", section="touchpoints", field="questions", base={"stage": "interest", "persona": "ann"})
    assert labelled(page.selectbox, "Touchpoint").options == ["Contact form · website"]
    labelled(page.text_input, "What they ask").set_value("how long?")
    click(page, "Save")
    assert [each.text for each in now(store).touchpoints[0].asks] == ["how long?"]


def test_a_kpi_is_added_to_the_objective_of_its_cell(ask: Ask, store: Store) -> None:
    page = ask(do="add", section="kpis", base={"stage": "interest", "perspective": "customer"})
    assert labelled(page.selectbox, "Objective").value == "grow"
    labelled(page.text_input, "Name").set_value("Days").run()
    labelled(page.selectbox, "Dataset").set_value("ads").run()
    labelled(page.text_input, "Formula").set_value("count(*)").run()
    click(page, "Save")
    assert ids(now(store).kpis) == ["clicks", "days"]


def test_in_a_cell_without_an_objective_that_comes_first_and_its_kpi_follows(ask: Ask, store: Store) -> None:
    page = ask(do="add", section="kpis", base={"stage": "purchase", "perspective": "financial"})
    labelled(page.text_input, "Name").set_value("Sell more")
    click(page, "Save")
    sell = now(store).objectives[-1]
    assert (sell.id, sell.stage, sell.perspective) == ("sell_more", "purchase", "financial")
    assert labelled(page.selectbox, "Objective").value == "sell_more"


def test_what_is_edited_opens_with_the_row_it_was_asked_in_on_top(ask: Ask, store: Store) -> None:
    page = ask(do="edit", section="touchpoints", id="form", field="pains")
    headings = [each.value for each in page.markdown if each.value.startswith("**What")]
    assert headings[0] == "**What hurts**"
    labelled(page.text_input, "What hurts, 1").set_value("far too long").run()
    click(page, "Save")
    assert [each.text for each in now(store).touchpoints[0].pains] == ["far too long", "ugly"]


def test_a_touchpoint_moves_within_its_channel_at_once_and_undo_moves_it_back(ask: Ask, store: Store) -> None:
    page = ask(do="move", section="touchpoints", id="chat", steps=-1)
    assert ids(now(store).touchpoints) == ["chat", "form", "call"]
    assert store.journal(1)[0].note == "Touchpoint Chat moved earlier; 1 moved"
    click(page, "Undo")
    assert ids(now(store).touchpoints) == ["form", "chat", "call"]
    click(page, "Redo")
    assert ids(now(store).touchpoints) == ["chat", "form", "call"]


@pytest.mark.parametrize(
    ("section", "identity", "order"),
    [("stages", "interest", ["purchase", "interest"]), ("personas", "ann", ["ben", "ann"])],
)
def test_stages_and_personas_move(ask: Ask, store: Store, section: str, identity: str, order: list[str]) -> None:
    ask(do="move", section=section, id=identity, steps=1)
    assert ids(getattr(now(store), section)) == order


def test_what_is_first_already_stays_and_says_so(ask: Ask, store: Store) -> None:
    page = ask(do="move", section="touchpoints", id="form", steps=-1)
    assert "Contact form is first already" in words(page)
    assert store.definitions_version() == 1


def test_one_thing_that_is_said_of_a_touchpoint_is_moved_and_removed(ask: Ask, store: Store) -> None:
    ask(do="move", section="touchpoints", id="form", field="pains", entry="ugly", steps=-1)
    assert [each.text for each in now(store).touchpoints[0].pains] == ["ugly", "too long"]
    ask(do="remove", section="touchpoints", id="form", field="pains", entry="too long")
    assert [each.text for each in now(store).touchpoints[0].pains] == ["ugly"]


def test_what_nothing_hangs_on_is_removed_at_once_and_undo_brings_it_back_where_it_stood(
    ask: Ask, store: Store
) -> None:
    page = ask(do="remove", section="touchpoints", id="form")
    assert ids(now(store).touchpoints) == ["chat", "call"]
    click(page, "Undo")
    assert ids(now(store).touchpoints) == ["form", "chat", "call"]


def test_what_something_hangs_on_is_removed_after_that_was_said(ask: Ask, store: Store) -> None:
    page = ask(do="remove", section="stages", id="interest")
    assert "With it go 1 objective (Grow reach), 1 KPI (Clicks) and 2 touchpoints (Contact form, Chat)" in words(page)
    assert len(now(store).stages) == 2
    click(page, "Remove the stage")
    assert ids(now(store).stages) == ["purchase"]
    click(page, "Undo")
    assert now(store) == store.scorecard(1)


def test_a_map_that_is_older_than_another_order_moves_nothing(ask: Ask, store: Store) -> None:
    theirs = {**DOCUMENT, "touchpoints": [CHAT, FORM, CALL]}
    actions.apply_definitions(store, theirs, "Bob", note="other order")
    page = ask(do="move", section="touchpoints", id="chat", steps=-1)
    assert "Bob saved version 2 while this was open: Chat (moved)" in words(page)
    assert store.definitions_version() == 2


def test_a_map_that_is_older_than_somebody_elses_change_removes_nothing(ask: Ask, store: Store) -> None:
    actions.edit_definitions(store, lambda it: with_item(it, "touchpoints", {**CHAT, "owner": "Bob"}), "Bob")
    page = ask(do="remove", section="touchpoints", id="chat")
    assert "nothing was removed: Bob saved version 2" in words(page)
    assert ids(now(store).touchpoints) == ["form", "chat", "call"]


def test_undo_leaves_what_somebody_else_has_made_of_it_since(ask: Ask, store: Store) -> None:
    page = ask(do="remove", section="touchpoints", id="form", field="pains", entry="ugly")
    theirs = {**FORM, "pains": ["too long", "in grey"]}
    actions.edit_definitions(store, lambda it: with_item(it, "touchpoints", theirs), "Bob", note="grey")
    click(page, "Undo")
    assert 'touchpoint "Contact form" (pains) was changed since by Bob (version 3, grey)' in words(page)
    assert [each.text for each in now(store).touchpoints[0].pains] == ["too long", "in grey"]


@pytest.mark.parametrize(
    "said",
    [
        {"do": "burn", "section": "stages"},
        {"do": "edit", "section": "datasets", "id": "ads"},
        {"do": "edit", "section": "stages", "id": "gone"},
        {"do": "move", "section": "touchpoints", "id": "form", "field": "pains", "entry": "gone", "steps": 1},
        {"do": "remove", "section": "touchpoints", "id": "form", "field": "name", "entry": "x"},
    ],
)
def test_what_cannot_be_done_is_a_sentence(ask: Ask, store: Store, said: dict[str, Any]) -> None:
    page = ask(**said)
    assert words(page)
    assert page.error
    assert store.definitions_version() == 1
