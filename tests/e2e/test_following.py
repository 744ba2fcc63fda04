"""A slider is followed by chart and scores before the server has answered, and the answer says the same."""

import random
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from bsc.charts.figures import figure
from bsc.model.words import Better, Unit
from bsc.scoring.judging import Anchors, judge
from bsc.scoring.rollup import rescored, score_tree
from bsc.ui.components import source
from bsc.ui.trends import drafting
from bsc.views.reach import numbers
from bsc.views.rungs import rungs
from tests.e2e.conftest import Browse, Serve, press, settled
from tests.e2e.test_trends import handle, target
from tests.scoring.company import AUGUST, pointed, scorecard

CASES = 400
PLACES = {
    "k0": ("interest", "customer"),
    "k1": ("interest", "customer"),
    "k2": ("interest", "financial"),
    "k3": ("buy", "customer"),
}
SCORED = """(cases) => {
  %s
  return cases.map(({ given, rungs, value, anchors, owed, better }) => {
    const held = heldBy(anchors, owed);
    const now = rescored([given], rungs, pointsOf(value, held, better), statusOf(value, held, better), {});
    return [now[0].points.at(-1), now[0].statuses.at(-1).status];
  });
}"""


def levels(better: Better, chance: random.Random) -> Anchors:
    """Return anchors that face the right way; some have no tolerance, some are below zero."""
    low, middle, high, highest = sorted(chance.choice([round(chance.uniform(-5, 20), 1), 10.0]) for _ in range(4))
    if better is Better.WITHIN:
        return Anchors((middle, high), (low, highest))
    return Anchors(high, middle) if better is Better.HIGHER else Anchors(middle, high)


def a_case(chance: random.Random) -> tuple[dict[str, Any], list[str]]:
    """Return what the browser is asked, and what the server would say: the journey's points as text, and its status."""
    places = {name: (*place, chance.choice([1, 1, 2, 5])) for name, place in PLACES.items()}
    reached = {name: chance.choice([None, 0.0, 50.0, 100.0, round(chance.uniform(0, 100), 1)]) for name in places}
    before = score_tree(scorecard(places, {"interest": 1, "buy": 3}), pointed(**reached), AUGUST)
    better = chance.choice(list(Better))
    anchors, owed = levels(better, chance), chance.choice([1.0, 0.5, 3.0])
    value = chance.choice([round(chance.uniform(-5, 60), 2), *(at * owed for at in numbers(anchors.target))])
    after = rescored(before, {"k1": judge(value, anchors.scaled(owed), better)})
    given = {
        "points": [figure(before.score, Unit.POINTS)],
        "statuses": [{"status": before.status}],
        "score": before.score,
        "rungs": 4,
    }
    asked = {
        "given": given,
        "rungs": [asdict(rung) for rung in rungs(before, "k1") or ()],
        "value": value,
        "anchors": {"target": numbers(anchors.target), "red_line": numbers(anchors.red_line)},
        "owed": owed,
        "better": better,
    }
    return asked, [figure(after.score, Unit.POINTS), str(after.status)]


def test_the_browser_scores_as_the_server_does(browser: Browser) -> None:
    chance = random.Random(20261122)  # noqa: S311 -- chosen cases, no secret
    asked, said = zip(*(a_case(chance) for _ in range(CASES)), strict=True)
    page = browser.new_page()
    found = page.evaluate(SCORED % (source("trend_scales.js") + source("trend_scores.js")), asked)
    page.close()
    assert found == list(said)
    assert len({status for _, status in said}) == 3


def scores(page: Page) -> list[str]:
    """Return what the four scores beneath the chart say."""
    return page.locator(".trend .score").all_inner_texts()


class Line:
    """The connection of a page; what the server answers can be held back for a while."""

    def __init__(self) -> None:
        """Let everything through."""
        self.is_held = False
        self._waiting: list[Callable[[], None]] = []

    def joined(self, page: WebSocketRoute) -> None:
        server = page.connect_to_server()

        def answered(message: str | bytes) -> None:
            if self.is_held:
                self._waiting.append(lambda: page.send(message))
            else:
                page.send(message)

        server.on_message(answered)

    def let_go(self) -> None:
        self.is_held = False
        while self._waiting:
            self._waiting.pop(0)()


@pytest.mark.parametrize("kpi", ["form_completion", "average_discount", "cost_per_click"])
def test_chart_and_scores_follow_a_slider_before_the_server_answers_and_its_answer_changes_nothing(
    browse: Browse, serve: Serve, sample_database: Path, kpi: str
) -> None:
    address = f"{serve(sample_database)}/trends?kpi={kpi}&period=2026-09"
    page, line = browse(address), Line()
    page.route_web_socket("**/_stcore/stream", line.joined)
    page.reload()
    settled(page)
    before = scores(page)
    slider = page.locator(f".st-key-{drafting.slider_key('target')} input[type=range]").last
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Drop the draft")).to_have_count(1)
    settled(page)
    page.keyboard.press("ArrowLeft")
    settled(page)
    assert scores(page) == before
    line.is_held = True
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    moved = page.locator(".trend .record")
    expect(moved).to_contain_text("Draft: met in")
    said = slider.get_attribute("aria-valuetext")
    expect(page.locator(".trend .handle").filter(has_text=str(said))).not_to_have_count(0)
    drawn = (scores(page), moved.inner_text(), [each.inner_text() for each in page.locator(".trend .handle").all()])
    line.let_go()
    settled(page)
    expect(page.get_by_role("button", name="Drop the draft")).to_have_count(1)
    after = (scores(page), moved.inner_text(), [each.inner_text() for each in page.locator(".trend .handle").all()])
    assert after == drawn
    assert any("→" in score for score in drawn[0])
    assert handle(page, "Target" if kpi != "average_discount" else "Target to").count() == 1


def test_what_a_slider_has_only_passed_pushes_nothing_for_good(
    browse: Browse, serve: Serve, sample_database: Path
) -> None:
    """Dragged under the red line and back, it once left that line where the server had never heard of it."""
    page = browse(f"{serve(sample_database)}/trends?kpi=form_completion&period=2026-09")
    box = target(page).locator("xpath=..").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in (-20, -45, -70, -45, -20, 12):
        page.mouse.move(x + step, y)
        page.wait_for_timeout(16)
    page.mouse.up()
    expect(page.get_by_role("button", name="Drop the draft")).to_have_count(1)
    settled(page)
    red = page.locator(f".st-key-{drafting.slider_key('red_line')} input[type=range]")
    expect(handle(page, "Red line")).to_have_attribute("aria-valuetext", str(red.get_attribute("aria-valuetext")))
    expect(handle(page)).to_have_attribute("aria-valuetext", str(target(page).get_attribute("aria-valuetext")))


def test_a_draft_that_is_dropped_at_once_after_a_step_is_not_drawn_any_more(
    browse: Browse, serve: Serve, sample_database: Path
) -> None:
    page = browse(f"{serve(sample_database)}/trends?kpi=form_completion&period=2026-09")
    expect(page.get_by_text("Computing the forecast")).to_have_count(0)
    target(page).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Drop the draft")).to_have_count(1)
    settled(page)
    page.keyboard.press("ArrowRight")
    press(page, "Drop the draft")
    expect(handle(page)).not_to_contain_text("Draft", timeout=2000)
