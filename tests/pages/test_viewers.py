"""What a viewer is offered: everything to look at, a target to move for oneself, and nothing that would be refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bsc.actions.shares import make_share
from bsc.actions.sharing_checks import WantedShare
from bsc.actions.tries import Tries
from bsc.model.access import Person, Role
from bsc.model.sharing import Kind, SharedView
from bsc.store import Store
from bsc.ui.access import gate, shared
from bsc.ui.access.visit import Visit as Visiting
from tests.pages.conftest import WHO, Visit
from tests.views import birds

WRITING = {
    "Edit the map", "Draw an arrow", "Draw the arrow", "Remove this arrow", "Edit the objective", "Edit the touchpoint",
    "Save target", "Keep as draft", "Keep", "Add note", "Note", "Day", "Withdraw", "Take a change back", "Take it back",
    "Undo", "Redo", "Share", "Upload an export", "Import an export", "Define an objective",
    "Add an action", "Adopt it elsewhere",
    "Load the sample company", "Use this template", "Upload your first export", "Upload its next export",
}  # fmt: skip
VISITS: list[tuple[str, dict[str, str]]] = [
    ("journey_map.py", {"edit": "on"}),
    ("journey_map.py", {"attention": "true"}),
    ("stage.py", {"stage": "look", "touchpoint": "page"}),
    ("strategy_map.py", {"edit": "on", "objective": "reach"}),
    ("strategy_map.py", {"arrow": "reach~sell"}),
    ("why.py", {"part": "kpi.ctr"}),
    ("trends.py", {"kpi": "ctr", "tab": "Targets"}),
    ("trends.py", {"kpi": "ctr", "tab": "Notes"}),
]
Came = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "TRIES", Tries())
    monkeypatch.setattr(shared, "where", lambda: "203.0.113.7")  # AppTest comes from no address


@pytest.fixture(scope="module")
def aviary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a company that all tests share: viewers change nothing in it."""
    store = birds.opened(tmp_path_factory.mktemp("birds"))
    with store.change() as cursor:
        cursor.execute("insert into ledger.settings values ('as_of', '2026-09-11')")
    path = store.path
    store.close()
    return path


@pytest.fixture(params=["signed in", "by a link"])
def viewer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, visit: Visit) -> Came:
    """Open a page as somebody who may only look: signed in as a viewer, or with a link that locks nothing."""

    def came(database: Path, script: str, **address: str) -> AppTest:
        if request.param == "signed in":
            monkeypatch.setattr(gate, "arriving", lambda: Visiting(Person("vera", Role.VIEWER)))
            return visit(database, script, **address)
        shown = WantedShare(name=f"Board {database}{script}{address}", kind=Kind.LIVE, shown=SharedView())
        return visit(
            database, script, share=make_share(Store.open(database), shown, WHO, today=birds.TODAY).token, **address
        )

    return came


def offered(page: AppTest) -> set[str]:
    kinds = (
        "button",
        "toggle",
        "text_input",
        "date_input",
        "selectbox",
        "expander",
        "multiselect",
        "form_submit_button",
    )
    labels = {str(each.label) for kind in kinds for each in page.get(kind) if hasattr(each, "label")}
    blocks = {str(each.proto.popover.label) for each in page.get("popover")} if page.get("popover") else set()
    return labels | blocks


@pytest.mark.parametrize(("script", "address"), VISITS, ids=[f"{name} {at}" for name, at in VISITS])
def test_nothing_that_would_be_refused_is_offered(
    viewer: Came, aviary: Path, script: str, address: dict[str, str]
) -> None:
    page = viewer(aviary, script, **address)
    assert not page.exception
    assert not page.error
    assert page.title
    assert offered(page) & WRITING == set()


def test_an_editor_is_offered_all_of_it(visit: Visit, aviary: Path) -> None:
    found = set[str]()
    for script, address in VISITS:
        found |= offered(visit(aviary, script, **address))
    assert found >= {"Edit the map", "Remove this arrow", "Add note", "Withdraw", "Take it back", "Share"}


def test_a_viewer_moves_a_target_for_themselves_and_drops_it(viewer: Came, aviary: Path) -> None:
    page = viewer(aviary, "trends.py", kpi="clicks")
    before = Store.open(aviary).definitions_version(), Store.open(aviary).scenarios()
    slider = next(each for each in page.slider if each.label == "Target")
    slider.set_value(slider.min).run()
    assert not page.exception
    assert not page.error
    assert "Drop the draft" in offered(page)
    assert offered(page) & WRITING == set()
    assert (Store.open(aviary).definitions_version(), Store.open(aviary).scenarios()) == before


def test_an_empty_company_offers_a_viewer_no_beginning(
    visit: Visit, empty_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "arriving", lambda: Visiting(Person("vera", Role.VIEWER)))
    page = visit(empty_database)
    assert not page.exception
    assert not page.button
    assert "Nothing is defined yet." in page.markdown[0].value


@pytest.mark.parametrize(
    "does",
    [
        "connect",
        {"do": "remove", "section": "stages", "id": "look"},
        {"do": "move", "section": "stages", "id": "look", "steps": 1},
        {"do": "add", "section": "touchpoints"},
        {"do": "edit", "section": "kpis", "id": "ctr"},
    ],
    ids=str,
)
def test_what_a_maps_message_asks_of_a_viewer_is_refused_and_noted(
    aviary: Path, monkeypatch: pytest.MonkeyPatch, does: object
) -> None:
    monkeypatch.setenv("BSC_DATABASE", str(aviary))
    store = Store.open(aviary)
    version = store.definitions_version()
    page = AppTest.from_file(str(Path(__file__).with_name("viewed_in_place.py")), default_timeout=60)
    page.session_state["does"], page.session_state["who"] = does, f"vera {does}"
    page.run()
    st.cache_resource.clear()
    assert not page.exception
    assert "viewers may not" in page.error[0].value
    assert store.definitions_version() == version
    refused = [line.subject for line in store.journal() if line.action == "refused" and line.who == f"vera {does}"]
    assert refused == ["viewer"]
    store.close()
