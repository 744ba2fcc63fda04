"""What needs attention, in a browser: the list opens on the map, and a line opens what to look at."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Browse, Serve, settled


def test_the_list_opens_on_the_map_and_its_first_line_opens_why_it_changed(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    page = browse(serve(sample_database))
    page.get_by_text(re.compile(r"^\d+ need attention")).click()
    settled(page)
    expect(
        page.get_by_text("Off track and changed; among these by what it costs the journey: 1.9 points")
    ).to_be_visible()
    page.get_by_role("button", name="Look at why it changed").first.click()
    page.wait_for_url("**/why?**")
    settled(page)
    expect(page.get_by_role("combobox", name="Part of the scorecard")).to_have_value(
        re.compile("^Contact form completion · Interest")
    )


def test_at_phone_width_the_list_fits_the_page(serve: Serve, browse: Browse, sample_database: Path) -> None:
    page = browse(serve(sample_database), width=390, height=844)
    page.get_by_text(re.compile(r"^\d+ need attention")).click()
    settled(page)
    expect(page.get_by_role("button", name="Look at why it changed").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
