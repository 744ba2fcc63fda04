"""One whole turn of the improvement loop, as a new user makes it: from a red cell to minutes that others can read."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bsc import actions
from bsc.store import Store
from bsc.store.history import AS_OF
from bsc.store.ledger import write_setting
from tests.e2e.conftest import Browse, Serve, press, settled

pytestmark = pytest.mark.browser

TODAY = "2026-09-10"
SCORECARD = """
version: 1
journey: {name: Inquiries, currency: EUR}
stages:
  - {id: interest, name: Interest}
datasets:
  - {id: form, name: Contact form, time: day, key: [day], columns: {started: integer, sent: integer}}
objectives:
  - {id: ease, name: Make asking easy, stage: interest, perspective: customer, owner: Web team}
  - {id: answer, name: Answer at once, stage: interest, perspective: process}
kpis:
  - {id: completion, name: Form completion, objective: ease, dataset: form, formula: sum(sent) / sum(started),
     unit: percent, pinned: true, targets: [{start: 2025-01-01, target: 0.6, red_line: 0.5}]}
  - {id: begun, name: Forms begun, objective: answer, dataset: form, formula: sum(started), pinned: true,
     targets: [{start: 2025-01-01, target: 200, red_line: 150}]}
"""
USUAL = (62, 63, 61, 64, 62, 60, 63, 62, 64, 61, 63, 62)  # inquiries of 100 begun forms, July 2025 to June 2026


def months(*sent: int, first: int = 0) -> str:
    """Return an export with a hundred forms begun on the 10th of each month from July 2025 on, and so many sent."""
    lines = ["day,started,sent"]
    for number, each in enumerate(sent, first):
        lines.append(f"{2025 + (6 + number) // 12}-{(6 + number) % 12 + 1:02d}-10,100,{each}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def company(empty_database: Path, tmp_path: Path) -> Path:
    """Return a company whose form has lost its readers in July 2026, looked at on 10 September 2026."""
    export = tmp_path / "until_july.csv"
    export.write_text(months(*USUAL, 40), encoding="utf-8")
    store = Store.open(empty_database)
    actions.apply_definitions(store, SCORECARD, "a test")
    actions.import_file(store, export, "form", who="a test")
    with store.change() as cursor:
        write_setting(cursor, AS_OF, TODAY)
    store.close()
    return empty_database


def go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()
    settled(page)


def acted_on_what_is_red(page: Page) -> None:
    go(page, "Stage")
    expect(page.get_by_text("40.0%").first).to_be_visible()
    page.get_by_role("button", name="Add an action").first.click()
    form = page.get_by_role("dialog")
    expect(form.get_by_label("Name", exact=True)).to_have_value("Bring Form completion back on track")
    form.get_by_label("Name", exact=True).fill("Four fields instead of ten")
    press(form, "Save")
    expect(form).to_have_count(0)
    expect(page.get_by_text("Four fields instead of ten is on the board.")).to_be_visible()


def next_month_came_in(page: Page, folder: Path) -> None:
    export = folder / "august.csv"
    export.write_text(months(45, first=13), encoding="utf-8")
    go(page, "Data")
    page.locator("input[type=file]").set_input_files(export)
    expect(page.get_by_text("Adds 1 row and replaces nothing.")).to_be_visible()
    press(page, "Import 1 row")
    expect(page.get_by_text("august.csv into Contact form: 1 row, 0 replaced")).to_be_visible()
    settled(page)


def reviewed(page: Page) -> None:
    go(page, "Actions & reviews")
    expect(page.get_by_text("Four fields instead of ten").first).to_be_visible()
    page.get_by_role("tab", name="Reviews").click()
    settled(page)
    press(page, "Start a review")
    press(page, "Start it")
    settled(page)
    expect(page.get_by_text(re.compile(r"^Signals since last time \(1\)"))).to_be_visible()
    page.get_by_text(re.compile(r"^Red without an action \(1\)")).click()
    expect(page.get_by_role("checkbox", name="Forms begun")).to_be_attached()
    said = page.get_by_placeholder("What was said of it").first
    said.fill("The six new fields cost us a third of the inquiries.")
    said.blur()
    settled(page)
    page.get_by_role("tab", name="Decisions").click()
    press(page, "Add a decision")
    page.get_by_label("What is decided").fill("Sales reads four fields, the rest goes")
    page.get_by_label("What is decided").blur()
    press(page, "Keep the decision")
    settled(page)
    press(page, "Close the review")
    press(page, "Close it")
    settled(page)
    expect(page.get_by_text("Nobody changes what is said here.")).to_be_visible()


def test_from_a_red_cell_through_the_next_month_to_minutes_that_a_colleague_reads(
    browse: Browse, serve: Serve, company: Path, tmp_path: Path
) -> None:
    page = browse(serve(company))
    acted_on_what_is_red(page)
    next_month_came_in(page, tmp_path)
    reviewed(page)
    press(page, "Share the minutes")
    address = page.get_by_test_id("stCode").inner_text().strip()

    colleague = browse(address)
    settled(colleague)
    for words in (
        "Sales reads four fields, the rest goes",
        "The six new fields cost us a third of the inquiries.",
        "Nobody changes what is said here.",
    ):
        expect(colleague.get_by_text(words).first).to_be_visible()
    expect(colleague.get_by_role("button", name="Make it an action")).to_have_count(0)
    expect(colleague.get_by_role("link", name="Journey map")).to_have_count(0)
    colleague.get_by_text(re.compile("2 KPIs as they were seen")).click()
    settled(colleague)
    table = colleague.get_by_test_id("stDataFrame")
    for cell in ("Form completion", "45.0%"):
        expect(table.locator("td").filter(has_text=re.compile(f"^{cell}$"))).to_be_attached()
