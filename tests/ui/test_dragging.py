"""What a browser says was dragged: one number is believed, and nothing else."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bsc.model.view import View
from bsc.scoring.judging import Anchors
from bsc.store import Store
from bsc.ui.trends.dragging import moved
from bsc.views.trend import Trend, trend
from bsc.views.workspace import Workspace
from tests.views.trend_company import TODAY, opened

HIGHER = Anchors(0.04, 0.02)
RANGE = Anchors((4.0, 6.0), (3.0, 8.0))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    store: Store = opened(tmp_path_factory.mktemp("dragging"))
    yield Workspace(store, TODAY)
    store.close()


@pytest.fixture(scope="module")
def ctr(workspace: Workspace) -> Trend:
    return trend(workspace, View(), "ctr", 12)


def said(line: object, end: object, value: object) -> Mapping[str, Any]:
    return {"line": line, "end": end, "value": value}


def test_a_dragged_target_moves_and_leaves_the_red_line(ctr: Trend) -> None:
    assert moved(ctr, HIGHER, said("target", 0, 0.05)) == Anchors(0.05, 0.02)


def test_a_target_dragged_below_its_red_line_takes_it_along(ctr: Trend) -> None:
    assert moved(ctr, HIGHER, said("target", 0, 0.01)) == Anchors(0.01, 0.01)
    assert moved(ctr, HIGHER, said("red_line", 0, 0.05)) == Anchors(0.05, 0.05)


def test_the_ends_of_a_range_do_not_cross(workspace: Workspace) -> None:
    spend = trend(workspace, View(), "spend", 12)
    assert moved(spend, RANGE, said("target", 0, 7.0)) == Anchors((7.0, 7.0), (3.0, 8.0))
    assert moved(spend, RANGE, said("target", 1, 9.0)) == Anchors((4.0, 9.0), (3.0, 9.0))
    assert moved(spend, RANGE, said("red_line", 0, 5.0)) == Anchors((5.0, 6.0), (5.0, 8.0))


@pytest.mark.parametrize(
    "nonsense",
    [
        said("weight", 0, 1.0),
        said("target", 1, 1.0),  # one number has one end
        said("target", 2, 1.0),
        said("target", 0, "1"),
        said("target", 0, float("nan")),
        said("target", 0, None),
        {},
    ],
)
def test_nonsense_moves_nothing(ctr: Trend, nonsense: Mapping[str, Any]) -> None:
    assert moved(ctr, HIGHER, nonsense) is None
