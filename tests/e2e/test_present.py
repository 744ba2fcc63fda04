"""The presentation in a real browser: turned by keys, left to where it was begun, read whole with long German words."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import german_company
from tests.e2e.conftest import HERE, Browse, Serve, press, settled

pytestmark = pytest.mark.browser

UNREADABLE = (HERE / "overflow.js").read_text(encoding="utf-8")
SIZES = ((1280, 720), (390, 844))


def test_a_presentation_is_turned_by_keys_stands_in_the_address_and_is_left_to_where_it_was_begun(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    page = browse(serve(sample_database) + "/stage?stage=retention&persona=owner_manager")
    press(page, "Present")
    expect(_heading(page, "Customer journey")).to_be_visible()
    for _ in range(3):  # faster than any server: three presses are three slides on
        page.keyboard.press("ArrowRight")
    expect(_heading(page, "Awareness")).to_be_visible()
    expect(page).to_have_url(re.compile(r"slide=Awareness"))
    expect(page).to_have_url(re.compile(r"persona=Owner-manager"))
    page.reload()
    expect(_heading(settled(page), "Awareness")).to_be_visible()
    for key, title in (
        ("End", "How to read this"),
        ("ArrowLeft", "What was noted"),
        ("ArrowLeft", "What is done about it"),
        ("Home", "Customer journey"),
    ):
        page.keyboard.press(key)
        expect(_heading(page, title)).to_be_visible()
    expect(_deck(page).get_by_role("button", name="Previous slide")).to_be_disabled()
    page.keyboard.press(" ")
    expect(_heading(page, "What needs attention")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open].deck")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"persona=Owner-manager"))


def test_no_slide_of_a_german_company_is_clipped_at_any_size(
    serve: Serve, browse: Browse, tmp_path_factory: pytest.TempPathFactory
) -> None:
    address = serve(german_company.write(tmp_path_factory.mktemp("german") / "german.duckdb")) + "/present"
    for width, height in SIZES:
        page = browse(address, width=width, height=height)
        choice = _deck(page).get_by_role("combobox", name="Slide")
        for at in range(choice.locator("option").count()):
            choice.select_option(index=at)
            title = choice.locator("option").nth(at).inner_text().split(" · ", 1)[1]
            expect(_heading(page, title)).to_be_visible()
            slide = _deck(page).locator(".slide")
            assert slide.evaluate(UNREADABLE) == [], (title, width)
            assert slide.evaluate("(slide) => slide.scrollWidth - slide.clientWidth") <= 1, (title, width)
            expect(slide).not_to_contain_text(re.compile(r"\b(null|undefined|NaN)\b"))


def _deck(page: Page) -> Locator:
    return page.locator("dialog.deck")


def _heading(page: Page, title: str) -> Locator:
    return _deck(page).get_by_role("heading", level=1, name=title.replace("\u00ad", ""))
