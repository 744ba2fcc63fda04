"""The product's main job, as a new user does it: from an empty start to a link that shows the same view elsewhere."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bsc import templates
from tests.e2e.conftest import Browse, Serve, press, settled

pytestmark = pytest.mark.browser

EXPORTS = ("ga4_traffic_daily.csv", "hubspot_contacts.csv", "google_ads_campaigns.csv")


def begun_with_a_template(page: Page) -> None:
    expect(page.get_by_role("heading", name="Run your customer journey by a scorecard")).to_be_visible()
    press(page, "Use this template")
    settled(page)
    expect(page.get_by_role("heading", name="Journey map")).to_be_visible()


def uploaded(page: Page) -> None:
    page.get_by_role("link", name="Data", exact=True).click()
    settled(page)
    page.locator("input[type=file]").set_input_files([templates.sample_exports() / name for name in EXPORTS])
    for name in EXPORTS:
        expect(page.get_by_text(name).first).to_be_visible(timeout=60_000)
    settled(page)
    for imported in range(len(EXPORTS)):
        waiting = page.get_by_role("button", name=re.compile(r"^Import [\d,]+ rows$"))
        expect(waiting).to_have_count(len(EXPORTS) - imported, timeout=60_000)
        waiting.first.click()
        settled(page)


def test_from_an_empty_start_to_a_link_that_shows_the_same_view(
    browse: Browse, serve: Serve, empty_database: Path
) -> None:
    address = serve(empty_database)
    page = browse(address)
    begun_with_a_template(page)
    uploaded(page)

    page.get_by_role("link", name="Journey map").click()
    settled(page)
    visitors = page.get_by_role("button", name=re.compile("New visitors"))
    expect(visitors.first).to_contain_text("18,522")

    page.get_by_role("link", name="Stage", exact=True).click()
    settled(page)
    page.get_by_role("radio", name="Interest").click()
    settled(page)
    expect(page.get_by_text("Leads", exact=True).first).to_be_visible()

    page.goto(f"{address}/trends?kpi=leads&period=2026-10")
    settled(page)
    target = page.locator("input[type=range][aria-label=Target]")
    target.focus()
    page.keyboard.press("End")
    settled(page)
    wanted = target.get_attribute("aria-valuetext") or ""
    page.get_by_label("Reason").fill("Agreed in the first review")
    press(page, "Save target")
    expect(page.locator("[data-testid=stToast]")).to_contain_text("Saved")
    settled(page)

    press(page, re.compile("Copy link"))
    link = page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").inner_text().strip()
    assert link.startswith(address)
    assert {"kpi=leads", "period=2026-10", "grain=month", "persona=all"} <= set(link.split("?")[1].split("&"))

    elsewhere = browse(link)
    for other in (page, elsewhere):
        expect(other.get_by_role("heading", name="Trends & targets")).to_be_visible()
        expect(other.locator("input[type=range][aria-label=Target]")).to_have_attribute("aria-valuetext", wanted)
    headline = "[data-testid=stMetric], .trend .score"
    assert elsewhere.locator(headline).all_inner_texts() == page.locator(headline).all_inner_texts()


def test_a_link_shows_the_same_view_on_a_freshly_started_server(
    browse: Browse, serve: Serve, sample_database: Path
) -> None:
    view = "/stage?stage=onboarding&period=2026-Q3&grain=quarter&persona=operations_lead"
    first = browse(serve(sample_database) + view)
    seen = first.locator("[data-testid=stMetric]").all_inner_texts()
    press(first, re.compile("Copy link"))
    link = first.get_by_test_id("stPopoverBody").get_by_test_id("stCode").inner_text().strip()
    copy = sample_database.with_name("copy.duckdb")
    copy.write_bytes(sample_database.read_bytes())
    second = browse(serve(copy) + "/" + link.split("/", 3)[3])
    assert seen
    assert second.locator("[data-testid=stMetric]").all_inner_texts() == seen
