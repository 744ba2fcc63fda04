"""The charts of the evidence on an arrow: constant specifications, told apart by shape, and drawn as they are."""

from collections.abc import Iterator
from typing import Any

import altair as alt
import pytest

from bsc.charts.lags import LAGS, LINE, PAIRS, lag_chart, scatter_chart
from bsc.charts.pictures import file_of
from bsc.model.words import Unit

COLUMNS = {"pairs": set(PAIRS), "line": set(LINE), "lags": set(LAGS)}
PAIR: dict[str, object] = {"cause": 0.1, "effect": -2.0}
LAG: dict[str, object] = {
    "lag": 2,
    "r": -0.7,
    "low": -0.5,
    "high": 0.5,
    "beyond": True,
    "best": True,
    "r_text": "−0.70",
}


def _scatter() -> alt.LayerChart:
    return scatter_chart("Change of hours", "Change of days", Unit.HOURS, Unit.PERCENT, "EUR")


def _fields(part: Any) -> Iterator[str]:  # noqa: ANN401 -- a part of a specification is anything that JSON holds
    if isinstance(part, dict):
        yield from ([part["field"]] if "field" in part else [])
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from _fields(each)


@pytest.mark.parametrize("chart", [_scatter(), lag_chart("Months")])
def test_every_field_that_is_drawn_is_a_column_of_its_table(chart: alt.LayerChart) -> None:
    whole = chart.to_dict()
    assert "datasets" not in whole
    for layer in whole["layer"]:
        table = layer.get("data", whole.get("data"))["name"]
        assert set(_fields(layer["encoding"])) <= COLUMNS[table]


def test_what_leaves_the_band_of_chance_has_another_shape() -> None:
    layers = lag_chart("Months").to_dict()["layer"]
    points = [layer for layer in layers if layer["mark"]["type"] == "point"]
    assert {(layer["transform"][0]["filter"], layer["mark"]["shape"], layer["mark"]["filled"]) for layer in points} == {
        ("datum.beyond", "diamond", True),
        ("!datum.beyond", "circle", False),
    }


def test_the_lag_chart_always_shows_the_whole_range_of_a_correlation() -> None:
    layers = lag_chart("Months").to_dict()["layer"]
    domains = [layer["encoding"]["y"]["scale"]["domain"] for layer in layers if "scale" in layer["encoding"]["y"]]
    assert domains
    assert all(domain == [-1, 1] for domain in domains)


def test_titles_units_and_the_best_lag_are_written_in_the_pictures() -> None:
    scatter = file_of(_scatter().to_dict(), {"pairs": [PAIR], "line": [PAIR, PAIR]}, "Evidence", "svg").decode()
    for text in ("Change of hours", "Change of days", " h<", "%<"):
        assert text in scatter
    lags = file_of(lag_chart("Months from cause to effect").to_dict(), {"lags": [LAG]}, "Evidence", "svg").decode()
    for text in ("Months from cause to effect", "Correlation r", "−0.70"):
        assert text in lags
