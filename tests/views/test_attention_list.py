"""The list of what needs attention: which reasons are found, with which words, in which order."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc import actions
from bsc.model.periods import Calendar, Period
from bsc.model.view import View
from bsc.model.words import Status
from bsc.store import Store
from bsc.views.attention import Attention, attention
from bsc.views.attention_items import Item, Place, in_order
from bsc.views.attention_reasons import Kind, Reason
from bsc.views.workspace import Workspace
from tests.views.watched_company import AUGUST, COLUMNS, MONTHS, TODAY, definitions, opened

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = opened(tmp_path_factory.mktemp("watched"))
    yield store
    store.close()


@pytest.fixture
def august(company: Store) -> Attention:
    return attention(Workspace(company, TODAY), View(), AUGUST)


def _with(tmp_path: Path, scorecard: str, today: date = TODAY) -> Attention:
    store = opened(tmp_path, scorecard)
    found = attention(Workspace(store, today), View(), AUGUST)
    store.close()
    return found


def _of(found: Attention, name: str) -> Item:
    (item,) = [each for each in found.items if name in {each.kpi, each.dataset if not each.kpi else None}]
    return item


def _kinds(item: Item) -> list[Kind]:
    return [reason.kind for reason in item.reasons]


def test_what_is_off_track_and_changed_comes_first_and_a_missing_target_last(august: Attention) -> None:
    assert [(each.kpi, each.kind) for each in august.items] == [
        ("dropped", Kind.OFF_TRACK_CHANGED),
        ("red", Kind.OFF_TRACK),
        ("sinking", Kind.WORSENING),
        ("weakened", Kind.CHANGED),
        ("lucky", Kind.LUCK),
        ("gone", Kind.NO_DATA),
        ("easy", Kind.TOO_EASY),
        ("untargeted", Kind.NO_TARGET),
    ]


def test_the_headline_is_the_head_of_the_list(august: Attention) -> None:
    assert august.sentence == august.items[0].headline
    assert (august.kpi, august.stage, august.status) == ("dropped", "first", Status.OFF_TRACK)


def test_a_red_that_changed_says_how_much_since_when_what_it_costs_and_what_to_look_at(august: Attention) -> None:
    """60 is below the red line, so 0 points: a seventh of the journey's score, for 7 of 9 KPIs are scored."""
    item = _of(august, "dropped")
    assert item.headline == (
        "Dropped (First): 60 against a target of 100 and a red line of 80, off track in Aug 2026, and not before."
    )
    assert item.reasons[0].sentence.startswith("It costs the journey 14.3 points. 60 is below its natural limits")
    assert item.sentence.endswith("No initiative is to move it. Look at why it changed.")
    assert item.costs == pytest.approx(100 / 7)
    assert item.why == "Off track and changed; among these by what it costs the journey: 14.3 points"


def test_a_red_that_is_as_ever_has_not_changed_and_its_target_was_never_met(august: Attention) -> None:
    """71 lies at 27.5 points: 50 + 50 × (71 − 80) / (100 − 80)."""
    item = _of(august, "red")
    assert _kinds(item) == [Kind.OFF_TRACK, Kind.NEVER_MET, Kind.NO_ACTION]
    assert "off track for 12 months or longer" in item.lead
    assert item.reasons[1].sentence == "The target was met in none of the last 12 months."
    assert item.costs == pytest.approx(72.5 / 7)


def test_at_risk_is_listed_when_it_gets_worse_with_the_way_down(august: Attention) -> None:
    assert "It got worse 2 times in a row: 94 → 91 → 88." in _of(august, "sinking").sentence


def test_what_is_met_and_missed_in_turn_is_on_track_by_luck_and_says_how_often(august: Attention) -> None:
    """Mean 100; 18 of 23 moving ranges are 10, the others 0: 2.66 × 180 / 23 = 20.8 to either side."""
    assert _of(august, "lucky").reasons[0].sentence == (
        "The target was missed in 6 of the last 12 months, and nothing says that it has changed: "
        "it usually lies between 79.2 and 120.8."
    )


def test_on_track_and_changed_for_the_worse_is_told_before_it_is_red(august: Attention) -> None:
    item = _of(august, "weakened")
    assert (item.status, _kinds(item)) == (Status.ON_TRACK, [Kind.CHANGED])


def test_no_value_says_when_there_last_was_one(august: Attention) -> None:
    assert _of(august, "gone").sentence.endswith("Last: 110 in Jul 2026. Look at its data.")
    assert _of(august, "gone").place is Place.DATA


def test_a_target_met_in_all_of_12_months_may_be_too_easy(august: Attention) -> None:
    assert "The target was met in 12 of the last 12 months: it may be too easy." in _of(august, "easy").sentence


def test_what_changed_for_the_better_is_a_gain_and_needs_no_attention(august: Attention) -> None:
    assert [each.kpi for each in august.gains] == ["risen"]
    assert "risen" not in {each.kpi for each in august.items}


def test_one_kpi_stands_in_the_list_once(august: Attention) -> None:
    named = [each.kpi for each in august.items]
    assert len(named) == len(set(named))


def test_the_list_is_made_once_for_all_sessions(company: Store, august: Attention) -> None:
    queries = company.queries
    assert attention(Workspace(company, TODAY), View(), AUGUST) is august
    assert company.queries == queries


@pytest.mark.parametrize("period", MONTHS[8:], ids=Calendar().name)
def test_in_every_month_every_red_is_listed_and_nothing_twice(company: Store, period: Period) -> None:
    workspace = Workspace(company, TODAY)
    found = attention(workspace, View(), period)
    named = [each.kpi for each in found.items]
    red = {kpi for kpi, seen in workspace.readings(View(), period).items() if seen.status is Status.OFF_TRACK}
    assert red <= set(named)
    assert len(named) == len(set(named))


def test_a_red_on_which_somebody_works_says_who_and_until_when(tmp_path: Path) -> None:
    running = (
        "{id: repair, name: Repair it, kpis: [red], owner: Ada, start: 2026-08-01, due: 2026-12-01, state: running}"
    )
    item = _of(_with(tmp_path, definitions(running)), "red")
    assert "“Repair it” (Ada, due 1 Dec 2026) is to move it." in item.reasons[0].sentence
    assert Kind.NO_ACTION not in _kinds(item)


def test_an_initiative_for_the_objective_is_one_for_all_of_its_kpis(tmp_path: Path) -> None:
    planned = "{id: lift, name: Lift all, objective: aim, start: 2026-10-01}"
    found = _with(tmp_path, definitions(planned))
    assert all(Kind.NO_ACTION not in _kinds(each) for each in found.items)
    assert "“Lift all” is to move it." in _of(found, "dropped").sentence


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_an_initiative_that_is_over_moves_nothing_any_more(tmp_path: Path, state: str) -> None:
    over = f"{{id: repair, name: Repair it, kpis: [red], start: 2026-01-01, due: 2026-02-01, state: {state}}}"
    found = _with(tmp_path, definitions(over))
    assert Kind.NO_ACTION in _kinds(_of(found, "red"))
    assert all(Kind.OVERDUE not in _kinds(each) for each in found.items)


def test_an_overdue_initiative_is_told_with_the_kpi_that_it_is_to_move(tmp_path: Path) -> None:
    late = (
        f"{{id: repair, name: Repair it, kpis: [red], owner: Ada, start: 2026-01-01, due: {YESTERDAY}, state: running}}"
    )
    item = _of(_with(tmp_path, definitions(late)), "red")
    assert _kinds(item) == [Kind.OFF_TRACK, Kind.OVERDUE, Kind.NEVER_MET]
    assert "“Repair it” (Ada) was due on 9 Sep 2026 and is still running." in item.sentence
    assert "is to move it" not in item.sentence


def test_an_overdue_initiative_for_what_is_not_listed_has_a_line_of_its_own(tmp_path: Path) -> None:
    late = f"{{id: more, name: Rise on, kpis: [risen], objective: aim, start: 2026-01-01, due: {YESTERDAY}}}"
    (item,) = [each for each in _with(tmp_path, definitions(late)).items if each.initiative]
    assert item.sentence == (
        "Rise on (First): was due on 9 Sep 2026 and is still planned. It has no owner. It is to move: Aim high. "
        "Look at the initiative."
    )
    assert (item.kind, item.place) == (Kind.OVERDUE, Place.INITIATIVE)
    assert item.rests == pytest.approx(1 / 9)


def test_an_initiative_that_is_due_today_is_not_late(tmp_path: Path) -> None:
    today = f"{{id: repair, name: Repair it, kpis: [red], start: 2026-01-01, due: {TODAY}, state: running}}"
    assert Kind.OVERDUE not in _kinds(_of(_with(tmp_path, definitions(today)), "red"))


def test_late_data_is_one_line_for_the_dataset_and_its_kpis_without_a_value(company: Store) -> None:
    found = attention(Workspace(company, date(2026, 12, 10)), View(), AUGUST)
    item = _of(found, "facts")
    assert item.sentence == (
        "Facts: its rows end on 15 Aug 2026, 91 days late. Red, Dropped, Sinking, Lucky and 5 others wait for it. "
        "Upload its next export."
    )
    assert "gone" not in {each.kpi for each in found.items}
    assert _of(found, "red").reasons[-1].sentence.startswith("No initiative")
    assert Reason(Kind.LATE, "Its data (Facts): 91 days late.") in _of(found, "red").reasons


def test_in_an_earlier_month_todays_late_data_and_initiatives_are_not_spoken_of(tmp_path: Path) -> None:
    late = "{id: more, name: Rise on, kpis: [risen], start: 2026-01-01, due: 2026-02-01}"
    store = opened(tmp_path, definitions(late))
    found = attention(Workspace(store, date(2026, 12, 10)), View(), MONTHS[-2])
    store.close()
    assert all(each.kpi for each in found.items)


def test_what_was_red_in_an_earlier_month_is_not_told_of_an_initiative_that_is_overdue_today(tmp_path: Path) -> None:
    late = "{id: repair, name: Repair it, kpis: [red], start: 2026-01-01, due: 2026-09-01, state: running}"
    store = opened(tmp_path, definitions(late))
    now, earlier = (attention(Workspace(store, TODAY), View(), month) for month in (AUGUST, MONTHS[-2]))
    store.close()
    assert Kind.OVERDUE in _kinds(_of(now, "red"))
    assert Kind.OVERDUE not in _kinds(_of(earlier, "red"))


def test_a_dataset_without_a_file_is_asked_for_once(tmp_path: Path) -> None:
    more = "\n".join(
        f"  - {{id: {name}, name: {name}, objective: aim, dataset: later, formula: count(*)}}"
        for name in ("one", "two")
    )
    found = _with(tmp_path, definitions(more=more))
    item = _of(found, "later")
    assert item.sentence == "Later: no data yet. one and two wait for it. Upload its first export."
    assert not {"one", "two"} & {each.kpi for each in found.items}


def test_what_cannot_be_answered_under_a_filter_is_not_missing_data(company: Store) -> None:
    found = attention(Workspace(company, TODAY), View(filters={"channel": ("Email",)}), AUGUST)
    assert [each.kpi for each in found.items] == []


def test_a_change_of_an_initiative_is_seen_at_once(tmp_path: Path) -> None:
    store = opened(tmp_path)
    before = attention(Workspace(store, TODAY), View(), AUGUST)
    running = "{id: repair, name: Repair it, kpis: [red], start: 2026-08-01, state: running}"
    actions.apply_definitions(store, definitions(running), "test")
    after = attention(Workspace(store, TODAY), View(), AUGUST)
    store.close()
    assert Kind.NO_ACTION in _kinds(_of(before, "red"))
    assert Kind.NO_ACTION not in _kinds(_of(after, "red"))


@given(
    st.lists(
        st.tuples(st.sampled_from(Kind), st.floats(0, 100), st.floats(0, 1)),
        max_size=12,
    )
)
def test_no_line_stands_behind_one_of_a_later_kind_or_of_the_same_kind_that_costs_less(
    drawn: list[tuple[Kind, float, float]],
) -> None:
    lines = [
        Item(name="x", lead="", reasons=(Reason(kind, ""),), status=Status.NO_DATA, costs=costs, rests=rests)
        for kind, costs, rests in drawn
    ]
    ordered = in_order(lines)
    assert len(ordered) == len(lines)
    for before, after in pairwise(ordered):
        assert before.kind.rank <= after.kind.rank
        if before.kind is after.kind:
            assert (before.costs, before.rests) >= (after.costs, after.rests)


def test_the_companys_columns_are_the_kpis_that_are_watched(company: Store) -> None:
    assert {kpi.id for kpi in company.scorecard().kpis} == set(COLUMNS)
