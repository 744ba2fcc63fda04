"""The frame, the map and the stage in a real browser, on a server that nobody has visited yet."""

import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from bsc import actions
from bsc.store import Store
from tests.e2e.conftest import PLAIN, STREAMLIT, Browse, Serve, press, settled

pytestmark = pytest.mark.browser

COMMANDS = (STREAMLIT, PLAIN, "-m uvicorn app:app --port {port}")


def _asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def _choose(page: Page, control: str, option: str) -> None:
    page.get_by_role("combobox", name=control).click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def _copied(page: Page) -> str:
    press(page, "Copy link")
    address = page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").inner_text().strip()
    page.keyboard.press("Escape")
    return address


@pytest.mark.parametrize("command", COMMANDS)
def test_a_cold_deep_link_finds_its_frame(serve: Serve, browse: Browse, sample_database: Path, command: str) -> None:
    page = browse(serve(sample_database, command) + "/stage?stage=onboarding")
    expect(page.get_by_role("combobox", name="Persona")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(11)
    expect(page.get_by_role("radio", name="Onboarding")).to_be_checked()


def test_a_cold_deep_link_meets_the_gate(serve: Serve, browse: Browse, empty_database: Path) -> None:
    page = browse(serve(empty_database) + "/trends?kpi=anything")
    expect(page.get_by_role("button", name="Load the sample company")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(11)


def test_a_click_on_the_map_opens_the_stage_or_the_trend_and_takes_the_filters_along(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    address = serve(sample_database)
    page = browse(address + "/?grain=quarter")
    press(page, "Open stage Onboarding")
    page.wait_for_url("**/stage?**")
    settled(page)
    expect(page.get_by_role("radio", name="Onboarding")).to_be_checked()
    assert _asked(page)["grain"] == ["Quarter"]
    page.go_back()
    settled(page)
    if "/stage" in page.url:  # a slow server's address of the stage is written twice, first without its parameters
        page.go_back()
        settled(page)
    expect(page.get_by_role("heading", name="Journey map")).to_be_visible()
    expect(page).to_have_url(re.compile("grain=Quarter"))  # an address of the page before may stand for a moment
    page.get_by_role("button", name="Contact form completion:").press("Enter")
    page.wait_for_url("**/trends?**")
    settled(page)
    expect(page.get_by_role("combobox", name="KPI")).to_have_value(re.compile("^Contact form completion · Interest"))


def test_a_copied_link_shows_the_same_view_in_a_clean_browser(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    page = browse(serve(sample_database) + "/stage")
    _choose(page, "Grain", "Quarter")
    _choose(page, "Period", "Q2 2026")
    page.get_by_text("Interest", exact=True).click()
    settled(page)
    _choose(page, "Perspective", "Internal process")
    link = _copied(page)
    assert parse_qs(urlsplit(link).query) == {
        "persona": ["all"],
        "grain": ["quarter"],
        "period": ["2026-Q2"],
        "stage": ["interest"],
        "perspective": ["process"],
    }
    other = browse(link)
    for control, shown in (("Grain", "Quarter"), ("Period", "Q2 2026"), ("Perspective", "Internal process")):
        expect(other.get_by_role("combobox", name=control)).to_have_value(shown)
    expect(other.get_by_role("radio", name="Interest")).to_be_checked()
    assert _copied(other) == link
    assert other.get_by_test_id("stMetric").all_inner_texts() == page.get_by_test_id("stMetric").all_inner_texts()


def test_a_copied_link_carries_every_control_to_a_server_that_nobody_visited(
    serve: Serve, browse: Browse, sample_database: Path, tmp_path: Path
) -> None:
    other_database = Path(shutil.copy(sample_database, tmp_path / "other.duckdb"))
    asked = "persona=owner_manager&grain=quarter&period=2026-Q2&where_channel=Email&where_channel=Paid+Search"
    opened = "kpi=leads&window=36&layers=Notes&tab=Targets"
    page = browse(f"{serve(sample_database)}/trends?{opened}&{asked}")
    expect(page).to_have_title("Trends & targets – Journey Scorecard")
    link = _copied(page)
    assert parse_qs(urlsplit(link).query) == {**parse_qs(asked), **parse_qs(opened)}
    other = browse(urlsplit(link)._replace(netloc=urlsplit(serve(other_database)).netloc).geturl())
    for control, shown in (("Persona", "Owner-manager"), ("Grain", "Quarter"), ("Period", "Q2 2026")):
        expect(other.get_by_role("combobox", name=control, exact=True)).to_have_value(shown)
    expect(other.get_by_role("radio", name="36 periods")).to_be_checked()
    expect(other.get_by_role("tab", name="Targets")).to_have_attribute("aria-selected", "true")
    expect(other.get_by_text("channel: Email, Paid Search")).to_be_visible()
    assert other.get_by_test_id("stMetric").all_inner_texts() == page.get_by_test_id("stMetric").all_inner_texts()


def test_browser_back_brings_the_last_choice_back(serve: Serve, browse: Browse, sample_database: Path) -> None:
    page = browse(serve(sample_database) + "/stage?stage=interest")
    page.get_by_text("Purchase", exact=True).click()
    settled(page)
    expect(page.get_by_role("radio", name="Purchase")).to_be_checked()
    page.go_back()
    settled(page)
    expect(page.get_by_role("radio", name="Interest")).to_be_checked()


def test_filters_travel_between_pages_and_in_the_link(serve: Serve, browse: Browse, sample_database: Path) -> None:
    page = browse(serve(sample_database) + "/?where_channel=Paid+Search")
    expect(page.get_by_text("channel: Paid Search")).to_be_visible()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Stage").click()
    page.wait_for_url("**/stage**")
    settled(page)
    expect(page.get_by_text("channel: Paid Search")).to_be_visible()
    assert parse_qs(urlsplit(_copied(page)).query)["where_channel"] == ["Paid Search"]


def test_changing_the_grain_keeps_the_time_that_is_looked_at(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    page = browse(serve(sample_database) + "/?period=2026-05")
    _choose(page, "Grain", "Quarter")
    expect(page.get_by_role("combobox", name="Period")).to_have_value("Q2 2026")
    _choose(page, "Grain", "Week")
    expect(page.get_by_role("combobox", name="Period")).to_have_value("Week 14, 2026")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


def test_at_phone_width_the_page_stands_still_and_the_map_is_swiped(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    page = browse(serve(sample_database), width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    frame = page.get_by_role("region", name="Journey map")
    names = frame.get_by_role("rowheader", name="Customer’s goal")
    before = names.bounding_box()
    frame.evaluate("frame => { frame.scrollLeft = 400 }")
    assert frame.evaluate("frame => frame.scrollLeft") > 300
    assert names.bounding_box() == before


def test_the_stages_stay_in_sight_when_the_map_is_scrolled(serve: Serve, browse: Browse, sample_database: Path) -> None:
    page = browse(serve(sample_database))
    page.get_by_role("button", name="Customers who recommend").or_(
        page.get_by_text("Customers who recommend")
    ).first.scroll_into_view_if_needed()
    page.mouse.move(800, 500)
    page.mouse.wheel(0, 600)
    page.wait_for_timeout(300)
    expect(page.get_by_role("button", name="Open stage Onboarding")).to_be_in_viewport()


def test_what_somebody_wrote_is_shown_and_never_run(serve: Serve, browse: Browse, empty_database: Path) -> None:
    hostile = "<img src=x onerror=document.title='taken'>"
    store = Store.open(empty_database)
    actions.apply_definitions(store, _definitions(hostile), "a test")
    store.close()
    page = browse(serve(empty_database))
    expect(page.get_by_role("button", name=f"Open stage {hostile}")).to_be_visible()
    assert page.title() != "taken"
    press(page, f"Open stage {hostile}")
    page.wait_for_url("**/stage**")
    settled(page)
    expect(page.get_by_text(hostile).first).to_be_visible()
    assert page.title() != "taken"


def test_an_embedded_page_has_no_navigation(serve: Serve, browse: Browse, sample_database: Path) -> None:
    page = browse(serve(sample_database) + "/?embed=true")
    expect(page.get_by_role("region", name="Journey map")).to_be_visible()
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)


def _definitions(name: str) -> dict[str, object]:
    return {
        "journey": {"name": name},
        "stages": [{"id": "first", "name": name, "goal": name}, {"id": "second", "name": "Second"}],
        "datasets": [{"id": "ads", "time": "day", "columns": {"day": "date", "clicks": "integer"}}],
        "objectives": [{"id": "aim", "name": name, "stage": "first", "perspective": "customer", "owner": name}],
        "kpis": [{"id": "clicks", "name": name, "objective": "aim", "dataset": "ads", "formula": "sum(clicks)"}],
        "touchpoints": [{"id": "ad", "name": name, "stage": "first", "channel": name, "pains": [name]}],
    }


def test_a_filter_is_chosen_where_the_filters_open_and_holds_when_they_are_closed(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    page = browse(serve(sample_database) + "/stage")
    press(page, "Filters")
    page.get_by_role("combobox", name="Channel").click()
    page.get_by_role("option", name="Paid Search").click()
    expect(page.get_by_text("channel: Paid Search")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("heading", name="Stage", exact=True).click()
    settled(page)
    expect(page.get_by_role("combobox", name="Channel")).to_have_count(0)
    expect(page.get_by_text("channel: Paid Search")).to_be_visible()
    assert "where_channel=Paid" in page.url
