"""The dialogue of a target: segments, ramps, what saving changes, in numbers worked out on paper in trend_company."""

from collections.abc import Iterator
from datetime import date

import pytest

from bsc.model.periods import Grain, Period
from bsc.model.view import View
from bsc.model.words import Status
from bsc.scoring.history import TrackRecord
from bsc.scoring.judging import Anchors
from bsc.store import Store
from bsc.views.targets import (
    caution,
    difference,
    draft_sentence,
    glide,
    record_sentence,
    segment_dimensions,
    segment_text,
    segment_view,
    summary,
    target_at,
    value_now,
)
from bsc.views.trend import Draft, Trend, trend
from bsc.views.workspace import Workspace
from tests.views.trend_company import TODAY, opened

AUGUST, OCTOBER = date(2026, 8, 1), date(2026, 10, 1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = opened(tmp_path_factory.mktemp("targets"))
    yield store
    store.close()


@pytest.fixture(scope="module")
def workspace(store: Store) -> Workspace:
    return Workspace(store, TODAY)


@pytest.fixture(scope="module")
def ctr(workspace: Workspace) -> Trend:
    return trend(workspace, View(), "ctr", 12)


def months(seen: Trend, first: date, count: int) -> list[Period]:
    begin = seen.calendar.period(first, Grain.MONTH)
    return [seen.calendar.shifted(begin, step) for step in range(count)]


def draft(target: float, red_line: float, start: date = AUGUST, **where: str) -> Draft:
    return Draft(anchors=Anchors(target, red_line), start=start, where=where)


def test_every_score_that_changes_is_named_from_the_kpi_up_to_the_journey(ctr: Trend) -> None:
    wanted = draft(0.06, 0.04)
    changes = difference(ctr, wanted, ctr.drafted(wanted))
    assert [move.kind for move in changes.moves] == ["kpi", "objective", "cell", "stage", "perspective", "journey"]
    # the KPI: 50 + 50 · (5 − 4) / (6 − 4); the journey: (75 + 100) / 2
    assert [move.after for move in changes.moves] == pytest.approx([75.0, 75.0, 75.0, 75.0, 75.0, 87.5])
    assert {move.status_after for move in changes.moves} == {Status.AT_RISK}
    assert changes.saved == changes.moves


def test_the_steps_that_are_saved_stand_beside_those_that_they_replace(ctr: Trend) -> None:
    new = draft(0.06, 0.04)
    (added,) = difference(ctr, new, ctr.drafted(new)).steps
    assert (added.start, added.before) == (AUGUST, None)
    instead = draft(0.06, 0.04, date(2025, 1, 1))
    (replaced,) = difference(ctr, instead, ctr.drafted(instead)).steps
    assert replaced.before is not None
    assert replaced.after is not None
    assert (replaced.before.target, replaced.after.target) == (0.04, 0.06)


def test_a_target_of_october_leaves_august_as_it_is(ctr: Trend) -> None:
    later = draft(0.06, 0.04, OCTOBER)
    changes = difference(ctr, later, ctr.drafted(later))
    assert changes.moves
    assert changes.saved == ()
    assert changes.periods == ()
    assert "Once saved, Aug 2026 itself stays as it is." in summary(ctr, later, ctr.drafted(later), changes)


def test_a_target_that_begins_in_the_past_names_the_periods_that_it_judges_anew(ctr: Trend) -> None:
    past = draft(0.045, 0.02, date(2026, 6, 1))  # June 3.5 %, July 4 %, August 4.5 or 5 %
    moved = difference(ctr, past, ctr.drafted(past)).periods
    before = {reading.period: reading.status for reading in ctr.window}
    assert moved
    assert all(each.before is before[each.period] and each.after is not each.before for each in moved)
    assert min(each.period.start for each in moved) >= date(2026, 6, 1)


def test_a_ramp_begins_with_the_target_in_force_and_ends_with_the_one_wanted(ctr: Trend) -> None:
    ramped = glide(ctr, Anchors(0.06, 0.04), months(ctr, AUGUST, 5), {}, today=False)
    assert [step.target for step in ramped.glide] == pytest.approx([0.04, 0.045, 0.05, 0.055, 0.06])
    assert [step.red_line for step in ramped.glide] == pytest.approx([0.02, 0.025, 0.03, 0.035, 0.04])


def test_a_ramp_from_the_value_is_met_at_its_beginning(ctr: Trend) -> None:
    ramped = glide(ctr, Anchors(0.06, 0.04), months(ctr, AUGUST, 6), {}, today=True)
    assert value_now(ctr) == ramped.glide[0].target == pytest.approx(0.05)
    effect = ctr.drafted(ramped)
    assert next(each for each in effect.window if each.period == ctr.shown.period).status is Status.ON_TRACK
    changes = difference(ctr, ramped, effect)
    assert changes.saved == ()  # August is on track with either
    assert changes.moves  # at the ramp's end it would not be


def test_a_ramp_is_shown_for_the_periods_to_come(ctr: Trend) -> None:
    ramped = glide(ctr, Anchors(0.06, 0.04), months(ctr, AUGUST, 5), {}, today=False)
    effect = ctr.drafted(ramped)
    assert [reading.anchors for reading in effect.window[-2:]] == [Anchors(0.04, 0.02), Anchors(0.045, 0.025)]
    assert [period.start.month for period, _ in effect.path] == [10, 11, 12]
    assert [anchors.target for _, anchors in effect.path] == pytest.approx([0.05, 0.055, 0.06])


def test_without_a_target_a_ramp_begins_with_the_value(workspace: Workspace) -> None:
    cost = trend(workspace, View(), "cost", 12)
    assert target_at(cost, cost.shown.period) is None
    ramped = glide(cost, Anchors(400, 450), months(cost, AUGUST, 3), {}, today=False)
    assert [(step.target, step.red_line) for step in ramped.glide] == [(500, 550), (450, 500), (400, 450)]


def test_a_range_has_a_ramp_from_its_target(workspace: Workspace) -> None:
    spend = trend(workspace, View(), "spend", 12)
    ramped = glide(spend, Anchors((4.5, 5.5), (3.5, 7.0)), months(spend, AUGUST, 3), {}, today=True)
    assert [step.target for step in ramped.glide] == [(4, 6), (4.25, 5.75), (4.5, 5.5)]


def test_the_target_of_a_segment_is_looked_at_with_nothing_but_that_segment(workspace: Workspace) -> None:
    seen = segment_view(View(period="2026-08", filters={"channel": ("search", "social")}), {"channel": "search"})
    assert (seen.filters, seen.period) == ({"channel": ("search",)}, "2026-08")
    search = trend(workspace, seen, "sign_ups", 12)
    assert search.shown.value == 80
    assert segment_view(seen, {}).filters == {}
    assert segment_view(View(), {"persona": "newcomer"}).persona == "newcomer"


def test_a_kpi_can_have_targets_by_what_its_dataset_knows(workspace: Workspace) -> None:
    assert segment_dimensions(workspace.scorecard, workspace.kpi("ctr")) == ("channel",)
    assert segment_text({}) == "everybody"
    assert segment_text({"persona": "a", "channel": "search"}) == "channel = search, persona = a"


def test_the_summary_says_target_record_and_scores_in_words(ctr: Trend) -> None:
    wanted = draft(0.06, 0.04)
    effect = ctr.drafted(wanted)
    lines = summary(ctr, wanted, effect, difference(ctr, wanted, effect)).splitlines()
    assert lines[0] == "Click-through rate: target 4.0% → 6.0%, red line 2.0% → 4.0%, for everybody, from Aug 2026 on."
    # of 1 2 3 4 5 6 3 3.5 4 4.5 5 percent one is 6 or more, and six are 4 or more
    assert lines[1] == (
        "It would have been met in 1 of the last 11 periods with a value (now 6). "
        "91% of its own history fell short of it (now 45%)."
    )
    assert "– Interest · Customer: 100 → 75.0 (−25.0 pts), On track → At risk" in lines
    assert lines[-2] == "– Journey: 100 → 87.5 (−12.5 pts), On track → At risk"
    assert lines[-1].startswith("Aug 2026 (On track → At risk)")


def test_a_first_target_has_nothing_before_it(workspace: Workspace) -> None:
    cost = trend(workspace, View(), "cost", 12)
    said = draft_sentence(cost, draft(450, 600, OCTOBER))
    assert said == "Cost: target €450, red line €600, for everybody, from Oct 2026 on."


def test_a_target_met_in_twelve_of_twelve_is_called_too_easy_and_in_none_too_hard() -> None:
    assert "too easy" in caution(TrackRecord(12, 12, 0.0))
    assert "too hard" in caution(TrackRecord(0, 12, 1.0))
    assert caution(TrackRecord(5, 12, 0.4)) == ""


def test_without_a_complete_period_there_is_no_record() -> None:
    assert "No complete period" in record_sentence(TrackRecord(0, 0, None), None, "It was met in")


def test_saying_what_a_draft_changes_asks_the_database_nothing(store: Store, ctr: Trend) -> None:
    before = store.queries
    for target in range(5, 15):
        ramped = glide(ctr, Anchors(target / 100, 0.02), months(ctr, AUGUST, 6), {}, today=True)
        effect = ctr.drafted(ramped)
        summary(ctr, ramped, effect, difference(ctr, ramped, effect))
    assert store.queries == before
