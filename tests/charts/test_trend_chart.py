"""The trend chart's specification: constant, its numbers in the data."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import altair as alt
import pytest
import vl_convert

from bsc.charts import axes
from bsc.charts.theme import LOOKS
from bsc.charts.trend import LATE, LINES, TABLES, pattern, trend_chart
from bsc.model.words import Status, Unit


@pytest.fixture(scope="module")
def specification() -> dict[str, Any]:
    return trend_chart(Unit.PERCENT, "EUR").to_dict()


def parts(node: object) -> Iterator[Mapping[str, Any]]:
    """Yield every object of a specification, outermost first."""
    if isinstance(node, Mapping):
        yield node
        for child in node.values():
            yield from parts(child)
    elif isinstance(node, list):
        for child in node:
            yield from parts(child)


def test_the_specification_holds_no_data(specification: dict[str, Any]) -> None:
    assert "datasets" not in specification
    assert {part["data"]["name"] for part in parts(specification) if "data" in part} == set(TABLES)


def test_every_field_that_is_drawn_is_a_column_of_its_table(specification: dict[str, Any]) -> None:
    for layer in specification["layer"]:
        drawn = {part["field"] for part in parts(layer["encoding"]) if "field" in part}
        assert drawn <= set(TABLES[layer["data"]["name"]])


def test_the_same_unit_makes_the_same_specification(specification: dict[str, Any]) -> None:
    assert json.dumps(trend_chart(Unit.PERCENT, "EUR").to_dict()) == json.dumps(specification)


def test_two_units_differ_in_the_axis_labels_only() -> None:
    def without_ticks(unit: Unit) -> str:
        text = json.dumps(trend_chart(unit, "EUR").to_dict())
        for part in parts(json.loads(text)):
            if "labelExpr" in part:
                text = text.replace(json.dumps(part["labelExpr"]), "…")
        return text

    assert without_ticks(Unit.PERCENT) == without_ticks(Unit.DAYS)


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_has_its_chart(unit: Unit) -> None:
    assert trend_chart(unit, "GBP").to_dict()["layer"]


def test_a_currency_stands_on_the_axis() -> None:
    assert "'£'" in json.dumps(trend_chart(Unit.CURRENCY, "GBP").to_dict(), ensure_ascii=False)


def test_colours_are_named_after_the_theme_so_that_light_and_dark_share_a_chart(specification: dict[str, Any]) -> None:
    scales = [part["scale"] for part in parts(specification) if part.get("scale", {}).get("domain")]
    colors = [scale["range"] for scale in scales if scale["domain"][-1] == LINES[-1] and "green" in scale["range"]]
    assert colors
    assert all(set(named) <= {"green", "orange", "red", "gray", "violet"} for named in colors)


def test_statuses_differ_by_shape_and_not_by_colour_alone() -> None:
    judged = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)
    assert len({LOOKS[status].shape for status in judged}) == len(judged)


def test_zones_differ_by_pattern_and_not_by_colour_alone() -> None:
    assert pattern(Status.ON_TRACK) == ""
    assert pattern(Status.AT_RISK).startswith("data:image/svg+xml,")
    assert pattern(Status.AT_RISK) != pattern(Status.OFF_TRACK)


def test_stretches_have_no_say_in_the_order_of_periods() -> None:
    assert LATE > 36_525  # days in a century


@pytest.mark.parametrize(("unit", "written"), [(Unit.CURRENCY, "−€50"), (Unit.DAYS, "−50 d")])
def test_a_minus_stands_before_the_sign_of_a_currency_on_an_axis(unit: Unit, written: str) -> None:
    rows = [{"label": "May", "index": 0, "value": -50}, {"label": "June", "index": 1, "value": 0}]
    chart = alt.Chart(alt.InlineData(rows)).mark_line().encode(x=axes.x(), y=axes.y("value", unit, "EUR"))

    assert f">{written}<" in vl_convert.vegalite_to_svg(chart.to_dict())
