"""Why it changed in a real browser: from the journey down to a KPI by clicks, with an address for each step."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Browse, Serve, press, settled

pytestmark = pytest.mark.browser


def test_the_way_down_stands_in_the_address_and_the_numbers_come_as_a_file(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    page = browse(serve(sample_database) + "/why?period=2026-10&why_against=year_before")
    settled(page)
    charts = page.locator("[data-testid=stVegaLiteChart] svg.marks")
    expect(charts.first).to_contain_text("Onboarding")
    expect(charts.first).to_contain_text("Oct 2025")
    links = page.get_by_test_id("stBaseButton-tertiary")
    links.filter(has_text=re.compile("Interest [+−]")).click()
    expect(page).to_have_url(re.compile("part=Interest"))
    settled(page)
    expect(charts.first).to_contain_text("Turn visitors into leads")
    links.filter(has_text=re.compile("Turn visitors into leads [+−]")).click()
    settled(page)
    links.filter(has_text=re.compile("Leads [+−0]")).click()
    expect(page.get_by_role("heading", name="Its value, by segment")).to_be_visible()
    settled(page)
    expect(charts.filter(has_text="Organic Search")).to_have_count(1)
    with page.expect_download() as taken:
        press(page, "Download as CSV")
    header, *rows = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert header == "Segment,Before,After,Share before,Share after,Together"
    assert any(row.startswith("Organic Search,") for row in rows)
    page.reload()
    settled(page)
    expect(page.get_by_role("heading", name="Its value, by segment")).to_be_visible()
