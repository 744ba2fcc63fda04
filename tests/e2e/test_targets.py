"""The dialogue of a target in a real browser: a ramp for one channel, saved, told in the tab, and taken back."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Browse, Serve, press, settled

pytestmark = pytest.mark.browser


def for_one_channel(page: Page) -> None:
    press(page, "When and for whom")
    page.locator(".st-key-draft_for").get_by_role("combobox").click()
    page.get_by_role("option", name="one channel", exact=True).click()
    settled(page)
    page.keyboard.press("Escape")


def target(page: Page) -> Locator:
    return page.locator(".st-key-draft_target").get_by_role("slider")


def test_a_ramp_for_one_channel_is_saved_told_and_taken_back(
    browse: Browse, serve: Serve, sample_database: Path
) -> None:
    address = f"{serve(sample_database)}/trends?kpi=leads&period=2026-09"
    page = browse(address)
    for_one_channel(page)
    target(page).focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    press(page, "When and for whom")
    page.get_by_role("radio", name="Step by step").or_(page.get_by_role("button", name="Step by step")).first.click()
    settled(page)
    page.keyboard.press("Escape")
    press(page, "What it changes: 6 scores")
    expect(page.get_by_test_id("stPopoverBody").get_by_test_id("stCode")).to_contain_text("in 7 steps from Sep 2026")
    page.keyboard.press("Escape")
    page.get_by_label("Reason").fill("A campaign of its own")
    press(page, "Save target")
    expect(page.locator("[data-testid=stToast]")).to_contain_text("Saved")
    page.get_by_role("tab", name="Targets").click()
    settled(page)
    page.get_by_text("Take a change back").click()
    expect(page.get_by_text("The targets become what they were before it:")).to_be_visible()
    press(page, "Take it back")
    expect(page.locator("[data-testid=stToast]").last).to_contain_text("Taken back")
    settled(page)
    other = browse(address)
    for_one_channel(other)
    expect(other.get_by_text("No target is in force here.")).to_be_visible()
