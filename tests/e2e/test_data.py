"""Data and Definitions in a real browser: files dropped in, formulas typed, and nothing cut off on a small screen."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bsc import actions
from bsc.store import Store
from tests.e2e.conftest import Browse, Serve, press, settled

pytestmark = pytest.mark.browser

ADS = {"id": "ads", "name": "Ads", "time": "day", "columns": {"clicks": "integer"}}
DRAWN = "[data-testid=stMain] :is(button, p, input, textarea):not([role=tab], [role=tab] *)"  # tabs scroll
_BEYOND = (
    "parts => parts.filter(each => each.getBoundingClientRect().right > innerWidth + 1).map(each => each.innerText)"
)
DATA_TABS = ("Datasets", "Imports", "Lineage", "Sums by day", "Automation", "Backup")
TABS = ("Stages", "Objectives", "KPIs", "Touchpoints", "Personas", "Datasets", "Templates", "YAML", "History")


@pytest.fixture
def database(empty_database: Path) -> Path:
    """Return a database with one dataset that waits for its first file."""
    store = Store.open(empty_database)
    actions.apply_definitions(store, {"version": 1, "datasets": [ADS]}, "a test")
    store.close()
    return empty_database


def upload(page: Page, *files: Path) -> None:
    page.locator("input[type=file]").set_input_files(list(files))
    for file in files:
        expect(page.get_by_text(file.name).first).to_be_visible()
    settled(page)


def export(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def is_wider_than_the_screen(page: Page) -> bool:
    return bool(page.locator("[data-testid=stMain]").evaluate("main => main.scrollWidth > main.clientWidth + 1"))


def cut_off(part: Locator) -> list[str]:
    """Return the texts of what reaches beyond the right edge of the screen."""
    return [str(text) for text in part.evaluate_all(_BEYOND)]


def test_two_files_are_dropped_in_looked_at_and_imported(
    browse: Browse, serve: Serve, database: Path, tmp_path: Path
) -> None:
    july = export(tmp_path, "july.csv", "Day,Clicks\n2026-07-01,10\n2026-07-02,20\n")
    web_page = export(tmp_path, "report.csv", "<!DOCTYPE html><html><body>Sign in</body></html>")
    page = browse(serve(database) + "/data")
    upload(page, july, web_page)
    expect(page.get_by_text("the file is a web page")).to_be_visible()
    expect(page.get_by_text("Adds 2 rows and replaces nothing.")).to_be_visible()
    press(page, "Import 2 rows")
    expect(page.get_by_text("july.csv into Ads: 2 rows, 0 replaced")).to_be_visible()
    press(page, "Discard")
    settled(page)
    expect(page.get_by_text("report.csv")).to_have_count(0)
    assert [path for path in (database.parent / "spool").rglob("*") if path.is_file()] == []


def test_the_rejects_are_downloaded_as_a_spreadsheet_that_runs_nothing(
    browse: Browse, serve: Serve, database: Path, tmp_path: Path
) -> None:
    nasty = '=HYPERLINK("http://example.test")'
    rows = [("2026-07-01", "1"), ("2026-07-02", nasty), ("2026-07-03", "@x"), ("2026-07-04", "-"), ("2026-07-05", "2")]
    file = tmp_path / "nasty.csv"
    with file.open("w", newline="") as written:
        csv.writer(written).writerows([("Day", "Clicks"), *rows])
    page = browse(serve(database) + "/data")
    upload(page, file)
    page.get_by_role("tab", name="Rejected (2)").click()
    with page.expect_download() as download:
        press(page, "Download the rejects")
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    line, first, second = list(csv.reader(text.splitlines()))
    assert line == ["line", "column", "text", "reason"]
    assert first[:3] == ["3", "Clicks", f"'{nasty}"]
    assert second[:3] == ["4", "Clicks", "'@x"]


def test_a_formula_is_checked_while_it_is_typed(browse: Browse, serve: Serve, sample_database: Path) -> None:
    page = browse(serve(sample_database) + "/definitions?section=KPIs")
    press(page, "Cost per lead")
    formula = page.get_by_label("Formula", exact=True)
    formula.fill("")
    formula.press_sequentially("summ(cost)", delay=5)
    expect(page.get_by_text(re.compile("did you mean"))).to_be_visible()
    expect(page.get_by_text("▲")).to_be_visible()
    expect(formula).to_be_focused()
    formula.fill("count(*)")
    expect(page.get_by_text(re.compile("did you mean"))).to_have_count(0)
    expect(page.get_by_text("The last 12 periods, nothing filtered")).to_be_visible()
    expect(formula).to_be_focused()


def test_what_was_typed_survives_a_look_at_another_tab_and_not_a_cancel(
    browse: Browse, serve: Serve, sample_database: Path
) -> None:
    page = browse(serve(sample_database) + "/definitions?section=KPIs")
    press(page, "Cost per lead")
    page.get_by_label("Formula", exact=True).fill("count(*) + 1")
    settled(page)
    page.get_by_role("tab", name="Datasets").click()
    expect(page.get_by_role("button", name="Propose one from a file")).to_be_visible()
    page.get_by_role("tab", name="KPIs").click()
    expect(page.get_by_label("Formula", exact=True)).to_have_value("count(*) + 1")
    press(page, "Cancel")
    press(page, "Cost per lead")
    expect(page.get_by_label("Formula", exact=True)).not_to_have_value("count(*) + 1")


def test_a_tab_is_opened_by_its_link_and_part_of_the_copied_one(
    browse: Browse, serve: Serve, sample_database: Path
) -> None:
    page = browse(serve(sample_database) + "/definitions?section=History")
    expect(page.get_by_role("tab", name="History")).to_have_attribute("aria-selected", "true")
    press(page, "Copy link")
    expect(page.get_by_text("section=History")).to_be_visible()


def test_the_calendar_strip_says_in_words_which_days_are_missing(
    browse: Browse, serve: Serve, sample_database: Path
) -> None:
    page = browse(serve(sample_database) + "/data")
    strip = page.get_by_role("img", name="Public reviews covers 6 Mar 2024 – 22 Sep 2026, 39 days late")
    strip.focus()
    page.keyboard.press("ArrowLeft")  # the newest bar first: the sample company's today
    expect(strip).to_contain_text("19 Nov 2026: no rows")
    page.keyboard.press("PageDown")
    page.keyboard.press("Home")
    expect(strip).to_contain_text("21 Aug 2026")
    for _ in range(33):
        page.keyboard.press("ArrowRight")
    expect(strip).to_contain_text("23 Sep 2026: missing")


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_cut_off(browse: Browse, serve: Serve, sample_database: Path, width: int) -> None:
    address = serve(sample_database)
    page = browse(f"{address}/data", width=width)
    for name in DATA_TABS:
        page.get_by_role("tab", name=name, exact=True).click()
        settled(page)
        assert not is_wider_than_the_screen(page), name
        assert cut_off(page.locator(DRAWN)) == [], name
    page.goto(f"{address}/definitions")
    for name in TABS:
        page.get_by_role("tab", name=name, exact=True).click()
        settled(page)
        assert not is_wider_than_the_screen(page), name
        assert cut_off(page.locator(DRAWN)) == [], name
