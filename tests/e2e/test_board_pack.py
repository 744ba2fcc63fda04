"""The board pack in a browser: made on the Share page, taken, and opened as the file that it is."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Browse, Serve, press, settled

FIGURE = re.compile(r"Contact form completion\s*(\d+\.\d%)")


def test_a_pack_is_made_with_its_progress_and_opens_by_itself_with_the_figures_of_the_map(
    serve: Serve, browse: Browse, sample_database: Path, tmp_path: Path
) -> None:
    address = serve(sample_database)
    page = browse(address)
    cell = page.get_by_role("button", name=re.compile("^Contact form completion")).first
    shown = re.search(r"\d+\.\d%", cell.inner_text())
    assert shown
    page.goto(f"{address}/share?tab=Board+pack")
    settled(page)
    page.get_by_text("HTML", exact=True).click()
    settled(page)
    page.get_by_text("What is likely to come").click()  # forecasts take long, and are not what is looked at here
    settled(page)
    press(page, "Make the board pack")
    taking = page.get_by_role("button", name="Download HTML")
    expect(taking).to_be_visible(timeout=90_000)
    with page.expect_download() as download:
        taking.click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "customer-journey-oct-2026.html"

    opened, asked = page.context.new_page(), list[str]()
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: asked.append(message.text))
    opened.set_viewport_size({"width": 390, "height": 844})
    opened.goto(file.as_uri())
    expect(opened.get_by_role("heading", level=1)).to_have_text("Customer journey")
    found = FIGURE.search(opened.locator("#map + p + .scroll").inner_text())
    assert found
    assert found[1] == shown[0]
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    opened.get_by_role("link", name="Trends", exact=True).click()
    expect(opened.get_by_role("heading", name="Trends", level=2)).to_be_in_viewport()
    assert opened.get_by_role("img", name=re.compile("^Contact form completion, ")).count() == 1
    assert [each for each in asked if not each.startswith("data:")] == [file.as_uri()]  # nothing from elsewhere
