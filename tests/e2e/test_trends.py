"""Trends & targets in a real browser: what keys and pointers do, and what the chart looks like in both themes."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bsc.charts.theme import LOOKS
from tests.e2e.conftest import Browse, Serve, press, settled

pytestmark = pytest.mark.browser

VIEW = "/trends?kpi=form_completion&period=2026-09"
CHART = "[data-testid=stVegaLiteChart] svg.marks"
DRAFT = "Draft "


@pytest.fixture
def address(serve: Serve, sample_database: Path) -> str:
    return serve(sample_database) + VIEW


def target(page: Page) -> Locator:
    return page.get_by_role("slider", name="Target")


def moved(page: Page, key: str = "ArrowRight", times: int = 3) -> None:
    target(page).focus()
    for _ in range(times):
        page.keyboard.press(key)
        settled(page)


def test_arrow_keys_change_chart_and_scores_in_place_and_do_not_reload_the_page(browse: Browse, address: str) -> None:
    page = browse(address)
    chart = page.locator(CHART)
    journey = page.locator(".st-key-scores [data-testid=stMetric]").filter(has_text="Journey")
    expect(chart).to_be_visible()
    expect(journey).not_to_contain_text("→")
    chart.evaluate("chart => { chart.dataset.still = 'the same'; document.title = 'the same page' }")
    moved(page)
    moved(page, "End", 1)
    expect(chart).to_contain_text(DRAFT)
    expect(chart).to_have_attribute("data-still", "the same")
    expect(journey).to_contain_text(" → ")
    assert page.title() == "the same page"
    expect(target(page)).to_be_focused()
    press(page, "Drop the draft")
    expect(journey).not_to_contain_text("→")
    expect(chart).not_to_contain_text(DRAFT)


@pytest.mark.parametrize("dark", [False, True])
def test_glyphs_take_the_colours_of_the_theme_and_zones_carry_patterns_beside_theirs(
    browse: Browse, address: str, *, dark: bool
) -> None:
    page = browse(address, dark=dark)
    expect(page.locator(CHART)).to_be_visible()
    fills = page.locator(f"{CHART} .mark-symbol path").evaluate_all(
        "paths => paths.map(path => path.getAttribute('fill')).filter(Boolean)"
    )
    allowed = {(look.dark if dark else look.light).lower() for look in LOOKS.values()}
    drawn = {fill.lower() for fill in fills} - {"transparent", "none"}
    assert drawn & allowed
    assert not drawn & {(look.light if dark else look.dark).lower() for look in LOOKS.values()}
    images = page.locator(f"{CHART} image")
    sources = images.evaluate_all("found => found.map(image => image.getAttribute('href') || '')")
    assert sources
    assert all(source.startswith("data:image/svg+xml,") for source in sources)


def test_the_chart_is_told_to_the_pointer_in_words_and_as_a_file(browse: Browse, address: str) -> None:
    page = browse(address)
    box = page.locator(CHART).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    tip = page.locator("#vg-tooltip-element")
    for name in ("Value", "Target", "Rows"):
        expect(tip).to_contain_text(name)
    described = page.locator(f"{CHART}[aria-label], {CHART} [aria-label], [data-testid=stVegaLiteChart][aria-label]")
    assert "Contact form completion" in (described.first.get_attribute("aria-label") or "")
    with page.expect_download() as taken:
        press(page, "Download as CSV")
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].startswith("Period,First day,Value,Target")
    assert "2026-09-01" in text


def test_the_window_stands_in_the_address_and_in_the_copied_link(browse: Browse, address: str) -> None:
    page = browse(address)
    page.get_by_role("radio", name="12 periods").or_(page.get_by_role("button", name="12 periods")).first.click()
    settled(page)
    assert "window=12" in page.url
    press(page, re.compile("Copy link"))
    expect(page.get_by_test_id("stPopoverBody").get_by_test_id("stCode")).to_contain_text("window=12")


def test_a_saved_target_is_there_for_the_next_visitor(browse: Browse, address: str) -> None:
    page = browse(address)
    moved(page, "End", 1)
    wanted = target(page).get_attribute("aria-valuetext") or ""
    page.get_by_label("Reason").fill("Agreed in the review")
    press(page, "Save target")
    expect(page.locator("[data-testid=stToast]")).to_contain_text("Saved")
    other = browse(address)
    expect(target(other)).to_have_attribute("aria-valuetext", wanted)
    other.get_by_role("tab", name="Targets so far").click()
    expect(other.get_by_role("button", name="Drop the draft")).to_have_count(0)


def test_a_telephone_shows_everything_without_scrolling_sideways(browse: Browse, address: str) -> None:
    page = browse(address, width=390, height=844)
    expect(page.locator(CHART)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator(CHART).bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
