"""The strategy map in a real browser: an arrow drawn by keyboard and by hand, taken back, and its evidence opened."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Browse, Serve, press, settled

pytestmark = pytest.mark.browser

VIEW = "/strategy-map?period=2026-10"


def _box(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name="Strategy map").get_by_role("button", name=f"{name}:")


def _arrows(page: Page) -> Locator:
    return page.get_by_role("region", name="Strategy map").locator("[data-arrow]")


def test_an_arrow_is_drawn_by_keyboard_and_by_hand_and_taken_back(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    page = browse(serve(sample_database) + VIEW + "&edit=on", height=1500)
    expect(_arrows(page)).to_have_count(37)
    _box(page, "Train the people who help").focus()
    page.keyboard.press("d")
    _box(page, "Keep the customers we win").press("Enter")
    settled(page)
    expect(_arrows(page)).to_have_count(38)
    expect(page.get_by_role("heading", name="Train the people who help → Keep the customers we win")).to_be_visible()
    press(page, "Undo")
    settled(page)
    expect(_arrows(page)).to_have_count(37)
    cause, effect = (
        _box(page, name).bounding_box() for name in ("Hear critics and act", "Solve it at the first contact")
    )
    assert cause is not None
    assert effect is not None
    page.mouse.move(cause["x"] + 20, cause["y"] + 20)
    page.mouse.down()
    page.mouse.move(effect["x"] + 40, effect["y"] + 60, steps=5)
    page.mouse.move(effect["x"] + 20, effect["y"] + 20, steps=5)
    page.mouse.up()
    expect(_arrows(page)).to_have_count(38)


def test_an_arrow_opens_its_evidence_and_no_circle_can_be_closed(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    page = browse(serve(sample_database) + VIEW + "&edit=on&arrow=keep_customers~grow_customer_value", height=1500)
    expect(page.get_by_text(re.compile("Supported: when .Customer retention. rose"))).to_be_visible()
    expect(page.get_by_text("Going together is not causing")).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").locator("svg.marks, canvas")).to_have_count(2)
    _box(page, "Grow the value of customers").focus()
    page.keyboard.press("d")
    _box(page, "Keep the customers we win").press("Enter")
    settled(page)
    expect(page.get_by_text(re.compile("would close a circle"))).to_be_visible()
    expect(_arrows(page)).to_have_count(37)
