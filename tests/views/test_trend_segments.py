"""A KPI by segment: each with its own target, all on one scale."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bsc.model.view import View
from bsc.model.words import Status
from bsc.store import Store
from bsc.views.trend import Trend, trend
from bsc.views.trend_segments import (
    COLUMNS,
    HEADER,
    dimensions,
    segment_rows,
    segments,
    segments_numbers,
    segments_table,
)
from bsc.views.workspace import Workspace
from tests.views import why_company
from tests.views.trend_company import TODAY, opened


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = opened(tmp_path_factory.mktemp("segments"))
    yield store
    store.close()


@pytest.fixture(scope="module")
def workspace(store: Store) -> Workspace:
    return Workspace(store, TODAY)


@pytest.fixture(scope="module")
def sign_ups(workspace: Workspace) -> Trend:
    return trend(workspace, View(), "sign_ups", 12)


def test_the_segments_of_a_sum_make_up_its_value(workspace: Workspace, sign_ups: Trend) -> None:
    found = segments(workspace, View(), sign_ups, "channel")
    assert {each.name: each.shown.value for each in found.segments} == {"search": 80, "social": 20}
    whole = [
        sum(values) for values in zip(*([r.value or 0 for r in each.window] for each in found.segments), strict=True)
    ]
    assert whole == [reading.value or 0 for reading in sign_ups.window]


def test_a_persona_is_one_segment_by_its_name_whatever_its_rows_call_it(tmp_path: Path) -> None:
    """In July its rows say newcomer, in August Newcomer: 90 of 900, then 60 of 500."""
    store = why_company.opened(tmp_path)
    workspace, view = Workspace(store, why_company.TODAY), View(period="2026-08")
    found = segments(workspace, view, trend(workspace, view, "ctr", 12), "persona")
    store.close()
    rates = {each.name: (each.previous.value, each.shown.value) for each in found.segments}
    assert rates == {"Newcomer": (0.1, 0.12), "Regular": (0.02, 0.03)}


def test_a_part_of_a_sum_owes_nothing_to_the_target_of_all(workspace: Workspace, sign_ups: Trend) -> None:
    found = segments(workspace, View(), sign_ups, "channel")
    assert {each.shown.status for each in found.segments} == {Status.NO_TARGET}
    assert [row["Target"] for row in segments_table(sign_ups, found)] == ["–", "–"]


def test_a_rate_is_held_to_the_target_of_all_in_every_segment(workspace: Workspace) -> None:
    ctr = trend(workspace, View(), "ctr", 12)
    found = segments(workspace, View(), ctr, "channel")
    status = {row["Segment"]: row["Status"] for row in segments_table(ctr, found)}
    assert status == {"search": "● On track", "social": "▼ Off track"}  # 50 of 900 and 0 of 100 against 4 %


def test_all_segments_share_one_scale_that_holds_their_values_and_targets(workspace: Workspace) -> None:
    ctr = trend(workspace, View(), "ctr", 12)
    found = segments(workspace, View(), ctr, "channel")
    rows = [row for each in found.segments for row in segment_rows(ctr, found, each)]
    assert {(row["low"], row["high"]) for row in rows} == {(found.low, found.high)}
    assert found.low <= 0
    assert found.high > 60 / 900


def test_a_filter_leaves_its_own_values_only(workspace: Workspace, sign_ups: Trend) -> None:
    one = View(filters={"channel": ("search",)})
    assert dimensions(workspace, View(), sign_ups) == ("channel",)
    assert dimensions(workspace, one, replace(sign_ups, filters={"channel": ("search",)})) == ()


def test_the_file_has_a_row_for_each_segment_and_period(workspace: Workspace, sign_ups: Trend) -> None:
    found = segments(workspace, View(), sign_ups, "channel")
    lines = segments_numbers(sign_ups, found)
    assert len(lines) == 2 * len(sign_ups.window)
    assert all(len(line) == len(HEADER) for line in lines)
    assert set(segments_table(sign_ups, found)[0]) == set(COLUMNS)
