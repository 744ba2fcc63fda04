"""Who asks, in the runs that do not pass the gate: those of a click's own function, and of a fragment."""

import pytest
from streamlit.testing.v1 import AppTest

from bsc.errors import NotAllowed
from bsc.ui import session

# What stands at the gate is read from the environment, so that a test can close it between two clicks.
PAGE = """
import os
import streamlit as st
from bsc.model.access import Person, Role
from bsc.ui import session
from bsc.ui.access.visit import Closed, Visit

def gate():
    role = os.environ["TEST_ROLE"]
    return Visit(Person("Erika", Role(role))) if role else Closed("Please sign in", "…", "key")

def write():
    st.session_state["written"] = [*st.session_state.get("written", []), session.visit().person.role]

@st.fragment
def part():
    st.button("in a part", key="part")
    st.caption(f"part for {session.visit().person.role}")

arrived = gate()
if isinstance(arrived, Closed):
    session.nobody()
    st.subheader(arrived.title)
    st.stop()
session.begin(arrived, again=gate)
st.button("write", key="write", on_click=write)
part()
"""


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("TEST_ROLE", "editor")
    return AppTest.from_string(PAGE, default_timeout=20).run()


def test_a_click_is_made_by_who_asks_now(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    page.button("write").click().run()
    monkeypatch.setenv("TEST_ROLE", "viewer")
    page.button("write").click().run()
    assert page.session_state["written"] == ["editor", "viewer"]


def test_who_has_lost_their_right_writes_nothing_with_the_page_that_is_still_open(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_ROLE", "")
    page.button("write").click().run()
    assert "written" not in page.session_state
    assert [page.subheader[0].value, len(page.error)] == ["Please sign in", 0]  # the door, and nothing of the page
    assert not page.caption
    monkeypatch.setenv("TEST_ROLE", "editor")
    page.run()
    assert page.caption[0].value == "part for editor"  # and is somebody again when they come in again


def test_nobody_is_nobody_also_on_ones_own_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_ROLE", "")
    page = AppTest.from_string(PAGE + "\nsession.visit()", default_timeout=20).run()
    assert page.subheader[0].value == "Please sign in"
    assert page.session_state["_visit"] is None


def test_without_its_frame_no_page_runs_where_people_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BSC_ACCESS", "key")
    with pytest.raises(NotAllowed, match="not signed in"):
        session.visit()
    monkeypatch.setenv("BSC_ACCESS", "local")
    assert session.visit().person.name == "local user"
