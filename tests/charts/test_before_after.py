"""The chart before and since: a constant specification over named tables, told apart by dashes and not colour alone."""

from collections.abc import Iterator
from typing import Any

from bsc.charts.before_after import LINES, TABLES, before_after_chart
from bsc.charts.pictures import file_of
from bsc.charts.theme import VERDICTS
from bsc.insight.effects import Verdict
from bsc.model.words import Unit


def _fields(part: Any) -> Iterator[str]:  # noqa: ANN401 -- a part of a specification is anything that JSON holds
    if isinstance(part, dict):
        yield from ([part["field"]] if "field" in part else [])
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from _fields(each)


def test_every_field_that_is_drawn_is_a_column_of_its_table() -> None:
    whole = before_after_chart(Unit.PERCENT, "EUR").to_dict()
    assert "datasets" not in whole
    for layer in whole["layer"]:
        table = layer.get("data", whole.get("data"))["name"]
        assert set(_fields(layer["encoding"])) - {"index"} <= set(TABLES[table])


def test_no_two_levels_that_stand_over_the_same_periods_have_the_same_dashes() -> None:
    layers = before_after_chart(Unit.NUMBER, "EUR").to_dict()["layer"]
    scales = [layer["encoding"]["strokeDash"]["scale"] for layer in layers if "strokeDash" in layer["encoding"]]
    assert len(scales) == 1
    dashes = dict(zip(scales[0]["domain"], map(tuple, scales[0]["range"]), strict=True))
    assert len({dashes[line] for line in LINES[1:]}) == 3  # mean since, without it, expected


def test_every_verdict_has_a_sign_of_its_own() -> None:
    assert set(VERDICTS) == {str(each) for each in Verdict}
    assert len(set(VERDICTS.values())) == len(VERDICTS)


def test_it_can_be_taken_away_as_a_picture() -> None:
    rows = [
        {"label": "Jan 2026", "index": 0, "value": 1.0, "begins": False, "letters": ""},
        {"label": "Feb 2026", "index": 1, "value": 2.0, "begins": True, "letters": "1"},
    ]
    level = {"label": "Feb 2026", "until": "Feb 2026", "index": 9, "level": 2.0, "line": "Mean since"}
    band = {"label": "Jan 2026", "until": "Jan 2026", "index": 9, "low": 0.5, "high": 1.5, "own": True}
    tables: dict[str, list[dict[str, object]]] = {"values": [*rows], "levels": [level], "bands": [band]}
    drawn = file_of(before_after_chart(Unit.NUMBER, "EUR").to_dict(), tables, "Leads", "svg", ())
    assert b"took effect" in drawn
