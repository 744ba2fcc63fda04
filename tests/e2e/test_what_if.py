"""What if in a real browser: a scenario moved by keys, kept for the next visitor; the funnel in the address."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Browse, Serve, press, settled

pytestmark = pytest.mark.browser

VIEW = "/what-if?period=2026-10"
FUNNEL = f"{VIEW}&what_if=Through+the+funnel&funnel_step=opportunities"


@pytest.fixture
def address(serve: Serve, sample_database: Path) -> str:
    return serve(sample_database)


def journey(page: Page) -> Locator:
    return page.locator(".st-key-what_if_scores [data-testid=stMetric]").first


def with_scenario(page: Page, name: str) -> None:
    page.get_by_label("Name", exact=True).fill(name)
    press(page, "Make the scenario")
    expect(journey(page)).to_contain_text("as published")
    settled(page)


def with_target(page: Page, kpi: str) -> Locator:
    box = page.get_by_role("combobox", name="Add a target")
    box.click()
    box.fill(kpi)
    page.get_by_role("option", name=re.compile(kpi)).first.click()
    slider = page.get_by_role("slider", name="Target")
    expect(slider).to_be_visible()
    settled(page)
    return slider


def test_a_scenario_is_moved_by_keys_without_a_reload_and_kept_for_the_next_visitor(
    browse: Browse, address: str
) -> None:
    page = browse(address + VIEW)
    with_scenario(page, "Bold 2027")
    slider = with_target(page, "New visitors")
    page.evaluate("document.title = 'the same page'")
    slider.focus()
    for _ in range(2):  # the first one brings "Keep the scenario", and must not take the focus away
        page.keyboard.press("ArrowRight")
        settled(page)
    expect(slider).to_be_focused()
    page.keyboard.press("End")
    expect(journey(page)).not_to_contain_text("as published")
    expect(page.get_by_text("On track → At risk: New visitors.").first).to_be_visible()
    assert page.title() == "the same page"
    settled(page)
    press(page, "Keep the scenario")
    expect(page.locator("[data-testid=stToast]")).to_contain_text("kept")
    score = (journey(page).inner_text()).split("\n")
    other = browse(address + VIEW + "&scenario=bold_2027")
    expect(journey(other)).to_contain_text("Bold 2027")
    assert (journey(other).inner_text()).split("\n") == score


def test_the_funnel_stands_in_the_address_and_in_the_copied_link(browse: Browse, address: str) -> None:
    page = browse(address + FUNNEL)
    points = page.get_by_label("Percentage points more or less")
    expect(points).to_have_value("1.00")
    points.fill("5")
    points.press("Enter")
    expect(page.get_by_text("+5.0 pp from Leads to Opportunities (30.4% → 35.4%)")).to_be_visible()
    settled(page)
    assert "funnel_points=5" in page.url
    press(page, re.compile("Copy link"))
    link = page.get_by_test_id("stPopoverBody").get_by_test_id("stCode")
    expect(link).to_contain_text("funnel_points=5")
    other = browse(link.inner_text().strip())
    expect(other.get_by_text("+5.0 pp from Leads to Opportunities (30.4% → 35.4%)")).to_be_visible()


def test_a_telephone_shows_a_scenario_without_scrolling_sideways(browse: Browse, address: str) -> None:
    page = browse(address + VIEW, width=390, height=844)
    with_scenario(page, "Bold 2027")
    with_target(page, "New visitors")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
