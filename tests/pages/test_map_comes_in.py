"""A map as a table or in the OpenJourney Format, put into what is defined on the page Definitions."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bsc import actions
from bsc.store import Store
from tests.pages.conftest import Visit

CSV = b"stage,touchpoints,pains,mood\nInterest,Fair,Too loud,x\n"


@pytest.fixture
def page(visit: Visit, sample_database: Path) -> AppTest:
    return visit(sample_database, "definitions.py", section="YAML")


def uploaded(page: AppTest, name: str, content: bytes) -> AppTest:
    return page.file_uploader[0].set_value([(name, content, "text/plain")]).run()


def test_a_table_is_shown_as_what_it_changes_and_applied(page: AppTest, sample_database: Path) -> None:
    uploaded(page, "map.csv", CSV)
    assert any("mood" in caption.value for caption in page.caption)
    page.button(key="definitions.apply_yaml").click().run()
    assert not page.exception
    met = [each for each in Store.open(sample_database).scorecard().touchpoints if each.stage == "interest"]
    assert [(each.name, [entry.text for entry in each.pains]) for each in met] == [("Fair", ["Too loud"])]


def test_a_table_that_cannot_be_taken_is_refused_with_its_row(page: AppTest, sample_database: Path) -> None:
    version = Store.open(sample_database).definitions_version()
    uploaded(page, "map.csv", b"stage,touchpoints,emotions\nInterest,Fair,loud\n")
    told = " ".join(each.value.replace("\\", "") for each in (*page.error, *page.markdown))
    assert "row 2, emotions" in told
    assert Store.open(sample_database).definitions_version() == version


def test_a_table_takes_nothing_back_that_another_editor_saves_before_it_is_applied(
    page: AppTest, sample_database: Path
) -> None:
    uploaded(page, "map.csv", CSV)
    store = Store.open(sample_database)
    actions.edit_definitions(store, lambda it: {**it, "journey": {"name": "Bob's way"}}, "Bob")
    page.button(key="definitions.apply_yaml").click().run()
    assert not page.exception
    assert "Fair" in [each.name for each in store.scorecard().touchpoints]
    assert store.scorecard().journey.name == "Bob's way"
