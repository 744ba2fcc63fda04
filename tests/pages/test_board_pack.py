"""The tab "Board pack" of the Share page."""

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from bsc.ui.share.board_pack import _ASKED
from tests.pages.conftest import Visit

TAB = "Board pack"


def opened(visit: Visit, database: Path, **address: str) -> AppTest:
    page = visit(database, "share.py", tab=TAB, **address)
    assert not page.exception
    return page


def only(page: AppTest, *sections: str) -> AppTest:
    page.toggle(key="board_pack.forecasts").set_value(False)
    pills: Any = page.button_group(key="board_pack.sections")
    pills.set_value(list(sections))
    return page.run()


def made(page: AppTest) -> AppTest:
    return page.button(key="board_pack.make").click().run()


def file_of(page: AppTest) -> Any:  # noqa: ANN401 -- what the session keeps of its own
    return page.session_state[_ASKED].file


def choose(page: AppTest, ending: str) -> AppTest:
    formats: Any = page.button_group(key="board_pack.format")
    formats.set_value(ending)
    return page.run()


def test_the_pack_is_of_the_view_above_it(visit: Visit, sample_database: Path) -> None:
    page = opened(visit, sample_database, period="2026-Q2", grain="Quarter", persona="owner_manager")
    assert any("Q2 2026 · Owner" in caption.value.replace("\\", "") for caption in page.caption)


def test_what_was_asked_for_is_made_and_can_be_taken(visit: Visit, sample_database: Path) -> None:
    page = made(choose(only(opened(visit, sample_database), "notes"), "html"))
    assert not page.exception
    found = file_of(page)
    assert found.name == "customer-journey-oct-2026.html"
    assert b'<h2 id="notes">Data notes</h2>' in found.content
    assert [each.key for each in page.get("download_button") if each.key == "board_pack.download"]


def test_another_choice_offers_to_make_it_anew_not_the_file_of_before(visit: Visit, sample_database: Path) -> None:
    page = made(choose(only(opened(visit, sample_database), "notes"), "html"))
    page = choose(page, "pdf")
    assert page.button(key="board_pack.make").label == "Make the board pack"
    assert not [each for each in page.get("download_button") if each.key == "board_pack.download"]


def test_without_a_section_there_is_nothing_to_make(visit: Visit, sample_database: Path) -> None:
    page = only(opened(visit, sample_database))
    assert "Choose at least one section." in [caption.value for caption in page.caption]
    assert not [button for button in page.button if button.key == "board_pack.make"]
