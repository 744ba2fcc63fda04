"""That a value has changed is marked on the map and on a stage, beside its status and apart from it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Browse, Serve

pytestmark = pytest.mark.browser


def _card(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{re.escape(name)}:"))


def test_a_card_says_that_its_value_changed_whatever_its_status(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    page = browse(serve(sample_database) + "/?period=2026-10")
    red, green, steady = (_card(page, name) for name in ("Contact form completion", "New visitors", "Win rate"))
    expect(red).to_contain_text("Off track")
    expect(red).to_contain_text("↓changed")
    expect(red).to_have_accessible_name(re.compile("Off track, Changed for the worse: .+ below its natural limits"))
    expect(green).to_contain_text("On track")
    expect(green).to_contain_text("↑changed")
    expect(green).to_have_accessible_name(re.compile("On track, Changed for the better: .+ for this time of the year"))
    expect(steady).to_be_visible()
    expect(steady).not_to_contain_text("changed")
    expect(page.get_by_role("list", name="Statuses")).to_contain_text("More than it usually varies")


def test_a_stage_says_what_changed_in_a_sentence(serve: Serve, browse: Browse, sample_database: Path) -> None:
    page = browse(serve(sample_database) + "/stage?stage=interest&period=2026-10", width=390)
    expect(page.get_by_text("↓ changed, for the worse").first).to_be_visible()
    expect(page.get_by_text(re.compile("is below its natural limits")).first).to_be_visible()
