"""Statuses are told apart by people who see colours otherwise, or none at all."""

import io
import re
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from bsc.charts.theme import LOOKS
from bsc.model.words import Status
from tests.e2e.conftest import Browse, Serve, settled

pytestmark = pytest.mark.browser

SCORED = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)
SIGHTS = ("achromatopsia", "deuteranopia", "protanopia", "tritanopia")
TREND = "/trends?kpi=form_completion&period=2026-09&layers=Notes"
SIZE = (24, 24)  # pixels to which marks are enlarged before they are compared
ALIKE = 0.9  # of two marks' pixels


@pytest.fixture
def trend(browse: Browse, serve: Serve, sample_database: Path) -> Page:
    return browse(serve(sample_database) + TREND)


def seen_with(page: Page, sight: str) -> None:
    """Let the browser show everything as somebody with *sight* sees it."""
    page.context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": sight})


def mark(page: Page, status: Status) -> list[bool]:
    """Return the pixels of one point of the chart: True where it is as dark or bright as in its middle."""
    drawn = page.locator(f".trend svg.drawing .point[data-status='{status}']").first.screenshot()
    grey = Image.open(io.BytesIO(drawn)).convert("L").resize(SIZE)
    pixels = list(grey.tobytes())
    middle = pixels[SIZE[0] * SIZE[1] // 2 + SIZE[0] // 2]
    return [abs(pixel - middle) <= 24 for pixel in pixels]


def test_points_of_two_statuses_never_look_alike(trend: Page) -> None:
    for sight in SIGHTS:
        seen_with(trend, sight)
        marks = {status: mark(trend, status) for status in SCORED}
        for one, other in combinations(SCORED, 2):
            same = sum(a is b for a, b in zip(marks[one], marks[other], strict=True)) / len(marks[one])
            assert same < ALIKE, f"{one} and {other} look alike with {sight}"


def test_zones_differ_by_their_pattern(trend: Page) -> None:
    found = trend.locator(".trend svg.drawing .zone").evaluate_all(
        "all => all.map((zone) => [zone.getAttribute('class'), zone.nextElementSibling?.getAttribute('fill') ?? ''])"
    )
    patterns = {tone.removeprefix("zone tone-"): fill for tone, fill in found}
    assert patterns == {"green": "", "orange": "url(#pattern-at-risk)", "red": "url(#pattern-off-track)"}
    drawn = trend.locator(".trend svg.drawing pattern").evaluate_all("all => all.map((one) => [one.id, one.innerHTML])")
    contents = dict(drawn)
    assert contents["pattern-at-risk"] != contents["pattern-off-track"]


@pytest.mark.parametrize("place", ["/", "/stage?stage=interest", TREND])
def test_every_status_is_written_out_where_it_is_coloured(
    browse: Browse, serve: Serve, sample_database: Path, place: str
) -> None:
    page = settled(browse(serve(sample_database) + place))
    for status in SCORED[1:]:
        expect(page.get_by_text(re.compile(rf"{LOOKS[status].glyph}\s*{status}")).first).to_be_visible()
