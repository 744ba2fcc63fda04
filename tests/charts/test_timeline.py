"""The timeline's specification: constant, its numbers in the data, no state told by colour alone."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bsc.charts.pictures import file_of
from bsc.charts.timeline import STATES, TIMELINE, TODAY, timeline

ROW = {
    "index": 1,
    "kind": "running",
    "text": "▶ Running: Form · ‼ 10 days overdue",
    "start": 1.78e12,
    "end": 1.785e12,
    "late": 1.79e12,
    "effective": 1.784e12,
    "days": "",
    "note": "",
}


@pytest.fixture(scope="module")
def specification() -> dict[str, Any]:
    return timeline().to_dict()


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
    assert {part["data"]["name"] for part in parts(specification) if "data" in part} == {"timeline", "today"}


def test_every_field_that_is_drawn_is_a_column(specification: dict[str, Any]) -> None:
    drawn = {part["field"] for part in parts(specification) if "field" in part}
    assert drawn <= {*TIMELINE, *TODAY}


def test_no_two_states_have_the_same_bar_beside_their_colour(specification: dict[str, Any]) -> None:
    looks = {
        part["transform"][0]["filter"]: tuple(
            str(part["mark"].get(name)) for name in ("filled", "opacity", "strokeDash", "strokeWidth")
        )
        for part in parts(specification)
        if isinstance(part.get("mark"), Mapping) and part["mark"]["type"] == "bar"
    }
    assert len(looks) == len(STATES) + 1  # and what is late
    assert len(set(looks.values())) == len(looks)


def test_it_is_drawn_as_a_picture_with_its_words() -> None:
    svg = file_of(timeline().to_dict(), {"timeline": [ROW], "today": [{"today": 1.79e12, "word": "today"}]}, "T", "svg")
    assert "▶ Running: Form · ‼ 10 days overdue".encode() in svg
    assert b">today<" in svg
