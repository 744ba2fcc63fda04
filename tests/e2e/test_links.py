"""Addresses in a real browser: Back and reload bring the same view; what means nothing is taken out."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Browse, Serve, press, settled

pytestmark = pytest.mark.browser


def test_back_and_reload_bring_the_view_back_and_a_copied_link_opens_it_elsewhere(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    address = serve(sample_database)
    page = browse(address + "/trends?kpi=form_completion&window=12&period=2026-08&unheard=1")
    expect(page).to_have_url(re.compile(r"kpi=Contact\+form"))
    expect(page).not_to_have_url(re.compile("unheard"))
    page.get_by_role("radio", name="36 periods").click()
    expect(page).to_have_url(re.compile(r"window=36"))
    settled(page)
    page.get_by_role("link", name="Why it changed").click()
    expect(page.get_by_role("heading", name="Why it changed", level=1)).to_be_visible()
    expect(settled(page)).to_have_url(re.compile(r"/why\?.*period=Aug"))
    page.go_back()
    expect(page.get_by_role("heading", name="Trends & targets", level=1)).to_be_visible()
    expect(settled(page)).to_have_url(re.compile(r"period=Aug"))
    page.get_by_role("radio", name="36 periods").click()
    expect(page).to_have_url(re.compile(r"window=36"))
    settled(page).reload()
    expect(settled(page).get_by_role("radio", name="36 periods")).to_be_checked()
    press(page, "Copy link")
    link = page.get_by_test_id("stPopoverBody").locator("code").inner_text()
    other = browse(link)
    expect(other.get_by_role("radio", name="36 periods")).to_be_checked()
    expect(other).to_have_url(re.compile(r"period=Aug"))


def test_a_touchpoint_with_what_was_looked_for_in_its_comments_is_opened_by_a_link_and_gone_when_closed(
    serve: Serve, browse: Browse, sample_database: Path
) -> None:
    address = serve(sample_database)
    page = browse(address + "/?touchpoint=contact_form&voice_search=form&voice_earlier=true")
    told = page.get_by_role("dialog")
    expect(told.get_by_role("searchbox", name="Search the comments")).to_have_value("form")
    page.reload()
    expect(settled(page).get_by_role("dialog").get_by_role("switch", name=re.compile("Also before"))).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("touchpoint|voice"))
