"""The history of a KPI's targets, and what going back would do."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.errors import NotFound
from bsc.model.definitions import Target
from bsc.store import Store
from bsc.views.target_history import going_back, step_changes, target_history
from bsc.views.workspace import Workspace
from tests.views.trend_company import SCORECARD, TODAY

ANA, BEN = "ana", "ben"
FIRST, OCTOBER = date(2025, 1, 1), date(2026, 10, 1)
STEEP = Target(start=OCTOBER, target=0.06, red_line=0.04)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "company.duckdb")
    actions.apply_definitions(store, SCORECARD, ANA, note="The beginning")
    yield store
    store.close()


def workspace(store: Store) -> Workspace:
    return Workspace(store, TODAY)


def test_the_first_definitions_are_the_first_change_and_nothing_lies_before_them(store: Store) -> None:
    (first,) = target_history(workspace(store), "ctr")
    assert (first.who, first.reason, first.back_to) == (ANA, "The beginning", None)
    assert [(step.start, step.before, step.after and step.after.target) for step in first.steps] == [
        (FIRST, None, 0.04)
    ]


def test_a_published_target_is_told_with_who_why_and_what_it_took_the_place_of(store: Store) -> None:
    actions.publish_target(store, "ctr", STEEP, BEN, "the review of September")
    actions.publish_target(store, "ctr", STEEP.model_copy(update={"target": 0.05}), ANA, "too steep")
    newest, before, _ = target_history(workspace(store), "ctr")
    assert (newest.who, newest.reason) == (ANA, "too steep")
    assert [(step.before and step.before.target, step.after and step.after.target) for step in newest.steps] == [
        (0.06, 0.05)
    ]
    assert (before.who, before.reason, before.steps[0].before) == (BEN, "the review of September", None)


def test_a_change_of_another_kpi_is_none_of_this_one(store: Store) -> None:
    actions.publish_target(store, "sign_ups", Target(start=OCTOBER, target=120, red_line=80), BEN, "more")
    assert len(target_history(workspace(store), "ctr")) == 1
    assert len(target_history(workspace(store), "sign_ups")) == 2


def test_going_back_says_what_later_changes_it_takes_along(store: Store) -> None:
    actions.publish_target(store, "ctr", STEEP, BEN, "up")
    actions.publish_target(store, "ctr", Target(start=date(2027, 1, 1), target=0.07), BEN, "further up")
    first_raise = target_history(workspace(store), "ctr")[1]
    assert first_raise.back_to is not None
    gone = going_back(workspace(store), "ctr", first_raise.back_to)
    assert [(step.start, step.after) for step in gone] == [(OCTOBER, None), (date(2027, 1, 1), None)]


def test_a_change_that_was_taken_back_can_be_taken_back_itself(store: Store) -> None:
    actions.publish_target(store, "ctr", STEEP, BEN, "up")
    raised = target_history(workspace(store), "ctr")[0]
    assert raised.back_to is not None
    actions.restore_targets(store, "ctr", raised.back_to, ANA, "not yet")
    undone = target_history(workspace(store), "ctr")[0]
    assert [(step.before and step.before.target, step.after) for step in undone.steps] == [(0.06, None)]
    assert undone.back_to is not None
    actions.restore_targets(store, "ctr", undone.back_to, BEN, "now")
    assert [step.target for step in workspace(store).kpi("ctr").targets] == [0.04, 0.06]


def test_a_version_that_was_never_made_is_named(store: Store) -> None:
    with pytest.raises(NotFound, match="99"):
        going_back(workspace(store), "ctr", 99)


def test_the_history_is_asked_once(store: Store) -> None:
    seen = workspace(store)
    before = target_history(seen, "ctr")
    assert target_history(workspace(store), "ctr") is before


def test_steps_for_different_segments_are_different_steps() -> None:
    ads = Target(start=FIRST, target=2.0, where={"channel": "ads"})
    everybody = Target(start=FIRST, target=1.0)
    (only,) = step_changes([everybody], [everybody, ads])
    assert (only.where, only.before, only.after) == ({"channel": "ads"}, None, ads)
