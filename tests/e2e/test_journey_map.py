"""The journey map in a real browser: a German company's is read whole at every width, and all of it by keyboard."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import german_company
from tests.e2e.conftest import HERE, Browse, Serve, settled

pytestmark = pytest.mark.browser

UNREADABLE = (HERE / "overflow.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def german_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return german_company.write(tmp_path_factory.mktemp("german") / "german.duckdb")


def test_a_map_of_forty_touchpoints_with_long_german_words_is_read_whole_at_every_width(
    serve: Serve, browse: Browse, german_database: Path
) -> None:
    address = serve(german_database) + "/?edit=on&folded="
    for width in (1440, 1280, 390):
        page = browse(address, width=width)
        expect(_map(page).get_by_role("button", name="Open stage Weiterempfehlungsbereitschaft")).to_be_visible()
        expect(_map(page).get_by_role("list", name="Curves").get_by_role("listitem")).to_have_count(3)
        assert _map(page).evaluate(UNREADABLE) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_map_is_one_stop_for_tab_and_arrows_go_through_its_cells(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    page = browse(serve(sample_database))
    drawn = _map(page)
    expect(drawn.locator('[tabindex="0"]')).to_have_count(1)
    drawn.locator('[tabindex="0"]').focus()
    for key, reached in (
        ("ArrowRight", "Open stage Awareness"),
        ("End", "Open stage Advocacy"),
        ("Control+Home", None),
    ):
        page.keyboard.press(key)
        if reached:
            expect(drawn.get_by_role("button", name=reached)).to_be_focused()
    pains = drawn.get_by_role("button", name="Pains", exact=True)
    pains.press("Enter")
    expect(pains).to_have_attribute("aria-expanded", "false")
    settled(page)
    assert "Pains" in parse_qs(urlsplit(page.url).query)["folded"]
    expect(pains).to_be_focused()
    cell = drawn.locator('tr[data-row="touchpoints"] td').first
    cell.focus()
    page.keyboard.press("Enter")
    expect(cell.get_by_role("button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()


def _map(page: Page) -> Locator:
    return page.get_by_role("region", name="Journey map")
