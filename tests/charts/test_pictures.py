"""A chart as a file: everything is in it, and any program can read it."""

import re

import pytest

from bsc.charts.pictures import file_of, grid_of
from bsc.charts.trend import LATE, TABLES, pattern, trend_chart
from bsc.charts.waterfall import WATERFALL, waterfall
from bsc.model.words import Status, Unit

Tables = dict[str, list[dict[str, object]]]
PERIOD: dict[str, object] = {
    "label": "Aug 2026",
    "index": 0,
    "settled": 0.05,
    "solid": 0.05,
    "status": "On track",
    "partial": True,
}
BAND: dict[str, object] = {"label": "Aug 2026", "until": "Aug 2026", "index": LATE, "low": 0.0, "high": 0.04}


@pytest.fixture(scope="module")
def svg() -> str:
    tables: Tables = {name: [] for name in TABLES} | {
        "periods": [PERIOD],
        "bands": [BAND | {"zone": str(Status.AT_RISK), "pattern": pattern(Status.AT_RISK)}],
        "marks": [
            {
                "label": "Aug 2026",
                "until": "Aug 2026",
                "index": LATE,
                "letter": "I",
                "lasts": True,
                "lane": 1,
                "name": "New ads",
            }
        ],
    }
    return file_of(trend_chart(Unit.PERCENT, "EUR").to_dict(), tables, "Click-through rate", "svg").decode()


def test_a_pattern_is_a_fill_and_no_picture_within_the_picture(svg: str) -> None:
    assert "<image" not in svg
    named = set(re.findall(r'<pattern id="(\w+)"', svg))
    assert len(named) == 2  # at risk, and not over
    assert set(re.findall(r"url\(#(tile\d+)\)", svg)) == named


def test_no_colour_is_left_that_only_the_page_knows(svg: str) -> None:
    assert "#00796B" in svg
    assert not re.search(r'(fill|stroke)="(primary|violet|green|red|orange|gray|blue)"', svg)


def test_title_statuses_and_what_happened_are_written_in_it(svg: str) -> None:
    for text in ("Click-through rate", "▼ Off track", "New ads", "Aug 2026"):
        assert text in svg


def test_a_png_is_one() -> None:
    tables: Tables = {name: [] for name in TABLES} | {"periods": [PERIOD]}
    png = file_of(trend_chart(Unit.NUMBER, "EUR").to_dict(), tables, "Leads", "png")
    assert png.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(png[16:20], "big") > 1500  # sharp on a screen of two pixels to a point


def waterfall_of(name: str, effect: float) -> Tables:
    row: dict[str, object] = {
        column: {int: 0, float: effect, str: name, bool: False}[kind] for column, kind in WATERFALL.items()
    }
    return {"waterfall": [row]}


def test_a_picture_says_under_its_title_what_it_is_of() -> None:
    lines = ("Acme · Aug 2026", "data until 3 May <2026>")
    svg = file_of(waterfall(Unit.POINTS, "").to_dict(), waterfall_of("Ads", 2.0), "Why", "svg", lines).decode()
    assert "Acme · Aug 2026" in svg
    assert "data until 3 May &lt;2026&gt;" in svg
    assert str(Status.OFF_TRACK) not in svg  # it is no chart of statuses


def test_several_charts_are_one_picture_each_with_its_own_rows() -> None:
    panels = [("Search", waterfall_of("Found by search", 2.0)), ("Social", waterfall_of("Found by a friend", 3.0))]
    svg = grid_of(waterfall(Unit.POINTS, "").to_dict(), panels, "By channel", "svg").decode()
    assert [words for words in ("By channel", "Search", "Social", "On track") if words not in svg] == []
    assert svg.count("Found by search") == svg.count("Found by a friend") > 0


def test_several_charts_are_a_png_as_well() -> None:
    panels = [("Search", waterfall_of("Found by search", 2.0))]
    assert grid_of(waterfall(Unit.POINTS, "").to_dict(), panels, "By channel", "png").startswith(b"\x89PNG")
