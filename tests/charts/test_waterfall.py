"""The waterfall's specification: constant, its numbers in the data, no direction told by colour alone."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bsc.charts.theme import LOOKS
from bsc.charts.waterfall import KINDS, LEVEL, WATERFALL, waterfall
from bsc.model.words import Status, Unit


@pytest.fixture(scope="module")
def specification() -> dict[str, Any]:
    return waterfall(Unit.POINTS, "").to_dict()


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
    assert {part["data"]["name"] for part in parts(specification) if "data" in part} == {"waterfall"}


def test_every_field_that_is_drawn_is_a_column(specification: dict[str, Any]) -> None:
    assert {part["field"] for part in parts(specification) if "field" in part} <= set(WATERFALL)


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_has_its_axis(unit: Unit) -> None:
    assert waterfall(unit, "GBP").to_dict()["layer"]


def test_the_axis_writes_money_with_its_sign() -> None:
    assert "'£'" in json.dumps(waterfall(Unit.CURRENCY, "GBP").to_dict(), ensure_ascii=False)


def test_better_and_worse_take_the_colours_of_the_statuses(specification: dict[str, Any]) -> None:
    scales = [part["scale"] for part in parts(specification) if part.get("field") == "kind"]
    assert scales
    colors = {name: scales[0]["range"][place] for place, name in enumerate(scales[0]["domain"])}
    assert colors["better"] == LOOKS[Status.ON_TRACK].theme_color
    assert colors["worse"] == LOOKS[Status.OFF_TRACK].theme_color
    assert set(colors) == set(KINDS)


def test_what_is_for_the_worse_is_an_outline_and_every_bar_has_its_figure(specification: dict[str, Any]) -> None:
    def drawn(layer: Mapping[str, Any], kind: str) -> bool:
        conditions = [step["filter"] for step in layer.get("transform", [])]
        return not any(
            f"!== '{kind}'" in each or ("===" in each and f"=== '{kind}'" not in each) for each in conditions
        )

    bars = [layer for layer in specification["layer"] if layer["mark"]["type"] == "bar"]
    filled = {
        kind: [
            bar
            for bar in bars
            if drawn(bar, kind) and bar["mark"].get("opacity", 1) > 0.5 and bar["mark"].get("filled", True)
        ]
        for kind in KINDS
    }
    assert filled["better"]
    assert not filled["worse"]
    assert not filled[LEVEL]
    assert any(bar["mark"].get("filled") is False for bar in bars if drawn(bar, "worse"))
    figures = [layer for layer in specification["layer"] if layer["mark"]["type"] == "text"]
    assert [layer["encoding"]["text"]["field"] for layer in figures] == ["text"]
    assert all(drawn(layer, kind) for layer in figures for kind in KINDS)


def test_levels_are_marks_so_that_the_scale_need_not_begin_at_zero(specification: dict[str, Any]) -> None:
    ticks = [layer for layer in specification["layer"] if layer["mark"]["type"] == "tick"]
    assert len(ticks) == 1
    assert all(
        part["scale"]["zero"] is False
        for part in parts(specification)
        if part.get("field") in {"start", "end"} and "scale" in part
    )
