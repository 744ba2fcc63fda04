"""The KPI library in a browser: found, looked at beside the data, added, taken back."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Browse, Serve, press, settled


def test_a_kpi_of_the_library_is_looked_at_added_and_taken_back(
    browse: Browse, serve: Serve, sample_database: Path
) -> None:
    page = browse(serve(sample_database) + "/definitions?section=Library")
    search = page.get_by_label("Search the library")
    search.fill("average deal value")
    search.press("Enter")
    expect(page.get_by_text("Oct 2026: €", exact=False)).to_have_count(1)
    settled(page)
    press(page, "Look …")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("The last 12 periods, nothing filtered")).to_be_visible()
    expect(dialog.get_by_text("avg(amount)", exact=True)).to_be_visible()
    press(dialog, "Add this KPI")
    expect(dialog).to_have_count(0)
    expect(page.get_by_text("No KPI of the library is like that", exact=False)).to_be_visible()
    press(page, re.compile("Undo"))
    expect(page.get_by_text("Oct 2026: €", exact=False)).to_have_count(1)
