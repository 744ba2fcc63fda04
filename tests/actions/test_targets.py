from datetime import date

import pytest

from bsc import actions
from bsc.errors import NotFound, Refused
from bsc.model.definitions import Target
from bsc.store import Store
from tests.actions.test_remarks import ANA, BEN, MAY, defined

__all__ = ["defined"]
STEPS = [Target(start=date(2026, month, 1), target=100 + 10 * month, red_line=50) for month in (6, 7, 8)]


def in_force(store: Store) -> list[tuple[date, object]]:
    return [(step.start, step.target) for step in store.scorecard().kpis[0].targets]


def test_a_ramp_is_published_in_one_change(defined: Store) -> None:
    version = defined.definitions_version()
    actions.publish_targets(defined, "clicks", STEPS, ANA, "up to the autumn")
    assert in_force(defined) == [
        (MAY, 100),
        (date(2026, 6, 1), 160),
        (date(2026, 7, 1), 170),
        (date(2026, 8, 1), 180),
    ]
    assert defined.definitions_version() == version + 1
    assert {step.note for step in defined.scorecard().kpis[0].targets[1:]} == {"up to the autumn"}


def test_targets_are_restored_as_they_were_and_that_can_be_taken_back_too(defined: Store) -> None:
    before = defined.definitions_version()
    actions.publish_targets(defined, "clicks", STEPS, ANA, "up to the autumn")
    ramped = defined.definitions_version()
    actions.restore_targets(defined, "clicks", before, BEN, "too steep")
    assert in_force(defined) == [(MAY, 100)]
    actions.restore_targets(defined, "clicks", ramped, ANA, "not too steep")
    assert len(in_force(defined)) == 4
    assert [(line.action, line.subject, line.who) for line in defined.journal(2)] == [
        ("restore targets", "clicks", ANA),
        ("restore targets", "clicks", BEN),
    ]


def test_what_else_has_changed_since_stays_when_targets_are_restored(defined: Store) -> None:
    before = defined.definitions_version()
    actions.publish_targets(defined, "clicks", STEPS, ANA, "up")
    actions.edit_definitions(
        defined, lambda document: {**document, "kpis": [{**document["kpis"][0], "name": "All clicks"}]}, BEN
    )
    actions.restore_targets(defined, "clicks", before, BEN, "too steep")
    assert defined.scorecard().kpis[0].name == "All clicks"
    assert in_force(defined) == [(MAY, 100)]


def test_a_version_that_is_not_there_is_named(defined: Store) -> None:
    with pytest.raises(NotFound, match='there is no version "99"'):
        actions.restore_targets(defined, "clicks", 99, BEN, "?")


def test_the_second_of_two_editors_does_not_overwrite_the_first_ones_target(defined: Store) -> None:
    seen, before = defined.scorecard().kpis[0].targets, defined.definitions_version()
    actions.publish_targets(defined, "clicks", STEPS[:1], ANA, "up", seen=seen)
    with pytest.raises(Refused, match='somebody else has changed the targets of "Clicks"'):
        actions.publish_targets(defined, "clicks", STEPS[:1], BEN, "up as well", seen=seen)
    with pytest.raises(Refused, match='somebody else has changed the targets of "Clicks"'):
        actions.restore_targets(defined, "clicks", before, BEN, "as it was", seen=seen)
    assert defined.scorecard().kpis[0].targets[-1].note == "up"
