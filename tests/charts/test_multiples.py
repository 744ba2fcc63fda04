"""The small charts of segments: one specification for all, its numbers in the data."""

import json

import pytest

from bsc.charts.multiples import SEGMENT, multiple_chart
from bsc.model.words import Unit


def test_every_field_that_is_drawn_is_a_column() -> None:
    drawn = json.dumps(multiple_chart(Unit.PERCENT, "EUR").to_dict())
    fields = {part.split('"')[0] for part in drawn.split('"field": "')[1:]}
    assert fields <= set(SEGMENT)


def test_the_scale_that_all_share_comes_with_the_data() -> None:
    first = multiple_chart(Unit.PERCENT, "EUR").to_dict()["layer"][0]["encoding"]
    assert (first["y"]["field"], first["y2"]["field"]) == ("low", "high")


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_has_its_chart(unit: Unit) -> None:
    specification = multiple_chart(unit, "GBP").to_dict()
    assert "datasets" not in specification
