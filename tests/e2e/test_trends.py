"""Trends & targets in a real browser: what keys and pointers do, and what the chart looks like in both themes."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bsc import actions
from bsc.charts.theme import LOOKS
from bsc.model.definitions import Target
from bsc.model.words import Better
from bsc.scoring.judging import Anchors, judge
from bsc.store import Store
from tests.e2e.conftest import Browse, Serve, press, settled

pytestmark = pytest.mark.browser

VIEW = "/trends?kpi=form_completion&period=2026-09"
CHART = ".trend svg.drawing"
BETTER = {"form_completion": Better.HIGHER, "average_discount": Better.WITHIN, "cost_per_click": Better.LOWER}


@pytest.fixture
def address(serve: Serve, sample_database: Path) -> str:
    return serve(sample_database) + VIEW


def target(page: Page) -> Locator:
    return page.locator("input[type=range][aria-label=Target]")


def handle(page: Page, line: str = "Target") -> Locator:
    return page.get_by_role("slider", name=f"{line} in the chart")


def dragged(page: Page, pixels: float, *, release: bool = True) -> None:
    box = handle(page).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - pixels, steps=6)
    if release:
        page.mouse.up()


def moved(page: Page, key: str = "ArrowRight", times: int = 3) -> None:
    target(page).focus()
    for _ in range(times):
        page.keyboard.press(key)
        settled(page)


def statuses(page: Page) -> list[str]:
    """Return the status of every point of the chart, oldest first."""
    found: list[str] = page.locator(f"{CHART} .point").evaluate_all("all => all.map((one) => one.dataset.status)")
    return found


def heard(page: Page) -> list[int]:
    """Return a list that grows by the size of each message that the page sends to the server from now on."""
    sizes: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sizes.append(len(frame))))
    page.reload()
    expect(page.get_by_text("Computing the forecast")).to_have_count(0)
    settled(page)
    sizes.clear()
    return sizes


def test_arrow_keys_change_chart_and_scores_in_place_and_do_not_reload_the_page(browse: Browse, address: str) -> None:
    page = browse(address)
    expect(page.get_by_text("Computing the forecast")).to_have_count(0)
    chart = page.locator(CHART)
    journey = page.locator(".trend .score").filter(has_text="Journey")
    expect(chart).to_be_visible()
    expect(journey).not_to_contain_text("→")
    chart.evaluate("chart => { chart.dataset.still = 'the same'; window.still = 'the same page' }")
    moved(page)
    moved(page, "End", 1)
    expect(handle(page)).to_contain_text("Draft")
    expect(chart).to_have_attribute("data-still", "the same")
    expect(journey).to_contain_text(" → ")
    assert page.evaluate("window.still") == "the same page"
    expect(target(page)).to_be_focused()
    press(page, "Drop the draft")
    expect(journey).not_to_contain_text("→")
    expect(handle(page)).not_to_contain_text("Draft")


def test_a_dragged_target_recolours_the_points_and_is_told_once_on_release(browse: Browse, address: str) -> None:
    page = browse(address)
    sent = heard(page)
    before = statuses(page)
    dragged(page, 40, release=False)
    expect(page.locator(".trend .record")).to_contain_text("Draft: met in")
    page.wait_for_timeout(300)
    assert not sent
    assert statuses(page) != before
    expect(page.get_by_role("button", name="Drop the draft")).to_have_count(0)
    page.mouse.up()
    expect(page.get_by_role("button", name="Drop the draft")).to_have_count(1)
    settled(page)
    assert len(sent) == 1
    expect(handle(page)).to_be_focused()
    assert handle(page).get_attribute("aria-valuetext") == target(page).get_attribute("aria-valuetext")


@pytest.mark.parametrize("kpi", ["form_completion", "average_discount", "cost_per_click"])
def test_while_dragging_the_browser_judges_as_the_server_does(
    browse: Browse, serve: Serve, sample_database: Path, kpi: str
) -> None:
    page = browse(f"{serve(sample_database)}/trends?kpi={kpi}&period=2026-09")
    names = ["Red line", "Target"]
    if page.get_by_role("slider", name="Target from in the chart").count():
        names = ["Red line from", "Red line to", "Target from", "Target to"]
    lifted = handle(page, names[-1])
    lifted.focus()
    for _ in range(7):
        page.keyboard.press("ArrowUp")
    with page.expect_download() as taken:
        press(page, "Download as CSV")
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    numbers = [row["Value"] for row in csv.DictReader(text.splitlines())]
    factor = 100 if "%" in (lifted.get_attribute("aria-valuetext") or "") else 1
    levels = [float(str(handle(page, name).get_attribute("aria-valuenow"))) / factor for name in names]
    red, wanted = levels[: len(levels) // 2], levels[len(levels) // 2 :]
    anchors = Anchors(wanted[0], red[0]) if len(levels) == 2 else Anchors((wanted[0], wanted[1]), (red[0], red[1]))
    better = BETTER[kpi]
    judged = [judge(float(number) if number else None, anchors, better).status for number in numbers]
    assert statuses(page) == [str(status) for status in judged]
    assert "Draft" in lifted.inner_text() or len(levels) == 4


@pytest.mark.parametrize("dark", [False, True])
def test_glyphs_take_the_colours_of_the_theme_and_zones_carry_patterns_beside_theirs(
    browse: Browse, address: str, *, dark: bool
) -> None:
    page = browse(address, dark=dark)
    expect(page.locator(CHART)).to_be_visible()
    fills = page.locator(f"{CHART} .point").evaluate_all("all => all.map((one) => getComputedStyle(one).fill)")
    allowed = {rgb(look.dark if dark else look.light) for look in LOOKS.values()}
    assert fills
    assert set(fills) <= allowed
    patterned = page.locator(f"{CHART} .zones rect[fill^='url(#pattern-']")
    assert patterned.count() >= 2
    shapes = page.locator(f"{CHART} .point").evaluate_all(
        "all => [...new Set(all.map((one) => one.dataset.status + one.getAttribute('d').replace(/[-0-9.]+/g, '')))]"
    )
    assert len({shape.split("M")[1] for shape in shapes}) == len(shapes)


def rgb(color: str) -> str:
    """Return `#rrggbb` as the browser writes it."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def test_the_chart_is_told_to_the_pointer_and_to_keys_in_words_and_as_a_file(browse: Browse, address: str) -> None:
    page = browse(address)
    plot = page.locator(".trend .plot")
    assert "Contact form completion" in (plot.get_attribute("aria-label") or "")
    box = plot.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    tip = page.locator(".trend .tip")
    for name in ("Value", "Target", "Rows"):
        expect(tip).to_contain_text(name)
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()
    plot.focus()
    page.keyboard.press("ArrowRight")
    expect(tip).to_contain_text("Sep 2026")
    page.keyboard.press("ArrowLeft")
    expect(tip).to_contain_text("Aug 2026")
    with page.expect_download() as taken:
        press(page, "Download as CSV")
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].startswith("Period,First day,Value,Target")
    assert "2026-09-01" in text


def test_the_window_stands_in_the_address_and_in_the_copied_link(browse: Browse, address: str) -> None:
    page = browse(address)
    page.get_by_role("radio", name="12 periods").or_(page.get_by_role("button", name="12 periods")).first.click()
    settled(page)
    assert "window=12" in page.url
    press(page, re.compile("Copy link"))
    expect(page.get_by_test_id("stPopoverBody").get_by_test_id("stCode")).to_contain_text("window=12")


def test_a_layer_that_is_switched_on_stands_in_the_address_and_in_the_chart(browse: Browse, address: str) -> None:
    page = browse(f"{address}&layers=")
    expect(page.locator(f"{CHART} .compared path")).to_have_count(0)
    expect(page.locator(f"{CHART} .usual path")).to_have_count(0)
    page.get_by_role("button", name="A year before").click()
    settled(page)
    expect(page.locator(f"{CHART} .compared path")).to_have_count(1)
    expect(page.locator(".trend .legend")).to_contain_text("A year before")
    page.get_by_role("button", name="Natural limits").click()
    settled(page)
    expect(page.locator(f"{CHART} .usual path.limit")).to_have_count(2)
    assert page.url.count("layers=") == 2
    other = browse(page.url)
    expect(other.locator(f"{CHART} .compared path")).to_have_count(1)


def test_a_forecast_appears_in_the_chart_when_it_is_there(browse: Browse, serve: Serve, sample_database: Path) -> None:
    page = browse(f"{serve(sample_database)}/trends?kpi=leads")
    expect(page.locator(f"{CHART} .fan .band")).to_have_count(3)
    expect(page.locator(f"{CHART} .fan .foreseen")).to_have_count(1)
    settled(page)
    expect(page.locator("input[type=range][aria-label=Target]")).to_have_value("230")


def test_a_note_stands_on_the_time_axis_as_it_was_written_until_it_is_withdrawn(
    browse: Browse, serve: Serve, sample_database: Path
) -> None:
    page = browse(f"{serve(sample_database)}/trends?kpi=win_rate&tab=Notes")
    marks = page.locator(".trend .marks .mark.note")
    settled(page)
    before = marks.all_inner_texts()  # those on what the KPI belongs to; notes of one period share a mark
    page.get_by_label("Note", exact=True).fill("Form <b>rebuilt</b>")
    press(page, "Add note")
    expect(page.get_by_test_id("stToast").get_by_text("The note is kept")).to_be_visible()
    expect(marks).not_to_have_text(before)
    marks.last.focus()
    expect(page.locator(".trend .tip")).to_contain_text("Form <b>rebuilt</b>")
    press(page, "Withdraw")
    expect(marks).to_have_text(before)


def test_a_note_and_a_target_of_one_period_stand_side_by_side_on_the_time_axis(
    browse: Browse, serve: Serve, sample_database: Path
) -> None:
    store = Store.open(sample_database)
    step = Target(start=date(2026, 9, 1), target=0.6, red_line=0.4)
    actions.publish_target(store, "form_completion", step, "a test", "agreed")
    for day in (2, 3):
        actions.write_note(store, "form_completion", date(2026, 9, day), "The form is rebuilt", "a test")
    store.close()
    page = browse(serve(sample_database) + VIEW)
    note, aim = (page.locator(f".trend .marks .mark.{kind}").last.bounding_box() for kind in ("note", "target"))
    assert note
    assert aim
    left, right = sorted((note, aim), key=lambda box: box["x"])
    assert left["x"] + left["width"] <= right["x"]


def test_segments_are_drawn_on_one_scale_with_their_status_in_words(browse: Browse, address: str) -> None:
    page = browse(f"{address}&tab=By+segment")
    charts = page.locator("[data-testid=stVegaLiteChart] svg.marks")
    expect(charts.first).to_be_visible()
    axes = charts.evaluate_all("all => all.map((one) => one.querySelector('.role-axis-label')?.textContent)")
    assert len(axes) > 1
    scales = charts.evaluate_all(
        "all => all.map((one) => [...one.querySelectorAll('.role-axis-label')].filter((each) => "
        "each.textContent.includes('%')).map((each) => each.textContent).join())"
    )
    assert len(set(scales)) == 1


def test_the_chart_is_taken_away_as_a_picture(browse: Browse, address: str) -> None:
    page = browse(address)
    press(page, "Picture")
    with page.expect_download() as taken:
        press(page, "Download as SVG")
    drawn = Path(taken.value.path()).read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    assert "Contact form completion" in drawn


def test_a_saved_target_is_there_for_the_next_visitor(browse: Browse, address: str) -> None:
    page = browse(address)
    moved(page, "End", 1)
    wanted = target(page).get_attribute("aria-valuetext") or ""
    page.get_by_label("Reason").fill("Agreed in the review")
    press(page, "Save target")
    expect(page.locator("[data-testid=stToast]")).to_contain_text("Saved")
    other = browse(address)
    expect(target(other)).to_have_attribute("aria-valuetext", wanted)
    other.get_by_role("tab", name="Targets", exact=True).click()
    expect(other.get_by_role("button", name="Drop the draft")).to_have_count(0)


def test_a_telephone_shows_everything_without_scrolling_sideways(browse: Browse, address: str) -> None:
    page = browse(address, width=390, height=844)
    expect(page.locator(CHART)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator(CHART).bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
