"""Customers' own words in a browser: opened over the map, searched, masked, and taken along as a file."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Browse, Serve, press, settled


def test_what_customers_wrote_about_a_touchpoint_is_read_over_the_map(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    page = browse(serve(sample_database) + "/?period=2026-10")
    press(page.get_by_role("region", name="Journey map"), re.compile("^Reviews by others"))
    over = page.get_by_role("dialog")
    expect(over.get_by_text("the newest before is of 22 Sep 2026")).to_be_visible()
    over.get_by_text("Also before Oct 2026", exact=True).click()
    expect(over.get_by_text("533 comments", exact=False)).to_be_visible()
    over.get_by_placeholder("Search the comments").fill("FREE planner")
    over.get_by_placeholder("Search the comments").press("Enter")
    expect(over.get_by_text("10 comments found", exact=False)).to_be_visible()
    with page.expect_download() as taken:
        press(over, "Download as CSV")
    lines = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert (lines[0], len(lines)) == ("Day,Persona,Rating,Comment,Tagged to", 11)
    over.get_by_role("button", name="Reviews answered").click()
    settled(page)
    expect(page.get_by_role("heading", name="Trends & targets")).to_be_visible()
    expect(page).to_have_url(re.compile("kpi="))
