"""The back-test's chart: a constant specification, its numbers in the data, told apart by more than colour."""

from bsc.charts.backtest import TRIALS, backtest_chart
from bsc.model.words import Unit


def test_every_field_that_is_drawn_is_a_column_of_the_trials() -> None:
    specification = backtest_chart(Unit.PERCENT, "EUR").to_dict()
    assert "datasets" not in specification
    assert specification["data"] == {"name": "trials"}
    for layer in specification["layer"]:
        drawn = [part for part in layer["encoding"].values() if isinstance(part, dict) and "field" in part]
        tips = layer["encoding"].get("tooltip", [])
        assert {part["field"] for part in [*drawn, *tips]} <= set(TRIALS)


def test_what_came_what_was_foreseen_and_the_naive_forecast_have_shapes_of_their_own() -> None:
    layers = backtest_chart(Unit.NUMBER, "EUR").to_dict()["layer"]
    shapes = {
        layer["encoding"]["y"]["field"]: layer["mark"]["shape"] for layer in layers if layer["mark"]["type"] == "point"
    }
    assert shapes == {"came": "circle", "foreseen": "diamond", "naive": "cross"}
