"""The map edited where it stands, by one and by two, in a real browser."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bsc import actions
from bsc.store import Store
from tests.e2e.conftest import Browse, Serve, press, settled

DOCUMENT: dict[str, Any] = {
    "version": 1,
    "stages": [{"id": "interest", "name": "Interest"}, {"id": "purchase", "name": "Purchase"}],
    "datasets": [{"id": "ads", "time": "day"}],
    "objectives": [{"id": "grow", "name": "Grow reach", "stage": "interest", "perspective": "customer"}],
    "kpis": [{"id": "clicks", "name": "Clicks", "objective": "grow", "dataset": "ads", "formula": "sum(clicks)"}],
    "touchpoints": [
        {"id": "form", "name": "Contact form", "stage": "interest", "channel": "website"},
        {"id": "chat", "name": "Chat", "stage": "interest", "channel": "website"},
    ],
}


@pytest.fixture
def database(empty_database: Path) -> Path:
    store = Store.open(empty_database)
    actions.apply_definitions(store, DOCUMENT, "a test", note="the beginning")
    store.close()
    return empty_database


def drawer(page: Page) -> Any:  # noqa: ANN401 -- a locator
    opened = page.get_by_role("dialog")
    expect(opened).to_be_visible()
    return opened


def order(page: Page) -> list[str]:
    """Return the touchpoints as the map's controls name them, from left to right and top to bottom."""
    labels = [each.get_attribute("aria-label") or "" for each in page.get_by_role("button", name="Remove C").all()]
    return [label.removeprefix("Remove ") for label in labels]


def test_a_touchpoint_is_moved_removed_and_brought_back_on_the_map(
    serve: Serve, browse: Browse, database: Path
) -> None:
    page = browse(f"{serve(database)}/?edit=on")
    press(page, "Move Chat back")
    expect(page.get_by_text("Last: Touchpoint Chat moved earlier")).to_be_visible()
    settled(page)
    assert order(page) == ["Chat", "Contact form"]
    press(page, "Remove Contact form")
    expect(page.get_by_text("Last: Touchpoint Contact form removed")).to_be_visible()
    settled(page)
    assert order(page) == ["Chat"]
    for _ in range(2):
        press(page, "Undo")
        settled(page)
    expect(page.get_by_text("Undone: Touchpoint Chat moved earlier").first).to_be_visible()
    assert order(page) == ["Contact form", "Chat"]


def test_the_second_of_two_editors_is_told_what_changed_and_chooses(
    serve: Serve, browse: Browse, database: Path
) -> None:
    address = f"{serve(database)}/?edit=on"
    first, second = browse(address), browse(address)
    for page, owner in ((first, "Ann"), (second, "Ben")):
        press(page, "Edit Contact form")
        drawer(page).get_by_label("Owner", exact=True).fill(owner)
        drawer(page).get_by_label("Add pains, one a line").fill(f"{owner} waits")
        settled(page)
    press(drawer(first), "Save")
    expect(first.get_by_role("dialog")).to_have_count(0)
    settled(second)
    press(drawer(second), "Save")
    told = drawer(second)
    expect(told.get_by_text("saved version 2 while this was open: Contact form (changed)")).to_be_visible()
    told.get_by_text("Both: theirs, and what you added").click()
    told.get_by_text("local user: Ann", exact=True).click()
    settled(second)
    press(drawer(second), "Save")
    expect(second.get_by_role("dialog")).to_have_count(0)
    settled(second)
    press(second, "Edit Contact form")
    expect(drawer(second).get_by_label("Owner", exact=True)).to_have_value("Ann")
    for place, pain in enumerate(("Ann waits", "Ben waits"), start=1):
        expect(drawer(second).get_by_label(f"What hurts, {place}", exact=True)).to_have_value(pain)


def test_escape_leads_from_the_choice_of_a_feeling_back_to_its_cell(
    serve: Serve, browse: Browse, database: Path
) -> None:
    page = browse(f"{serve(database)}/?edit=on")
    choice = page.locator("select.addition").first
    cell = page.locator("td:has(select.addition), th:has(select.addition)").first
    choice.focus()
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(cell).not_to_be_focused()
    expect(choice).not_to_be_focused()
