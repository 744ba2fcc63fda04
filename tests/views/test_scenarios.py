"""Scenarios beside the published scorecard: numbers by hand, in a real database."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bsc import actions
from bsc.errors import BscError
from bsc.model.definitions import Target
from bsc.model.periods import Grain
from bsc.model.reading import scorecard_from
from bsc.model.scenario import DraftTarget, DraftWeight, Scenario, WeightedKind
from bsc.model.view import View
from bsc.model.words import Status
from bsc.scoring.judging import Anchors
from bsc.store import Store
from bsc.views.scenario_drafts import (
    as_if_from,
    begun,
    copied,
    fitted,
    restarted,
    with_target,
    with_weight,
    without_targets,
    without_weight,
)
from bsc.views.scenarios import Comparison, Line, comparison, draft_lines, sentences, trends
from bsc.views.workspace import Workspace
from tests.views.small_company import SCORECARD, TODAY, opened

AUGUST = View(period="2026-08")
DAY = date(2026, 8, 1)
NEXT_YEAR = date(2027, 1, 1)
PLAIN = Scenario(id="bold", name="Bold", start=NEXT_YEAR)

# In August: ctr 40 of 2000 = 2 % (target 5, red 3: 25 points), clicks 40 (target 60, red 30: 66.7),
# cost 150 (target 100, red 200: 75), order value 60 (target 50: 100).


def target(wanted: float, red_line: float, start: date = NEXT_YEAR, **where: str) -> Target:
    return Target(start=start, target=wanted, red_line=red_line, where=where)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = opened(tmp_path)
    yield made
    made.close()


@pytest.fixture
def workspace(store: Store) -> Workspace:
    return Workspace(store, TODAY)


def line(compared: Comparison, kind: str, name: str) -> Line:
    return next(each for each in compared.lines if (each.kind, each.id) == (kind, name))


def points(compared: Comparison, kind: str, name: str) -> tuple[float | None, ...]:
    found = line(compared, kind, name)
    return (found.published.points, *(standing.points for standing in found.standings))


def test_a_target_of_a_scenario_moves_the_kpi_and_all_above_it(workspace: Workspace) -> None:
    compared = comparison(workspace, AUGUST, [with_target(PLAIN, "cost", target(180, 280))])
    assert points(compared, "kpi", "cost") == (75, 100)
    # interest: customer (25 + 66.7) / 2 = 45.8, financial 75 → 60.4; with 100 → 72.9. The journey: buy weighs twice.
    assert points(compared, "stage", "interest") == pytest.approx((60.416667, 72.916667))
    assert points(compared, "journey", "journey") == pytest.approx((86.805556, 90.972222))
    assert points(compared, "perspective", "financial") == pytest.approx((275 / 3, 100))
    assert compared.outcomes[0].begins_later  # shown as if it held already


def test_a_weight_moves_shares_and_scores_but_no_kpi(workspace: Workspace) -> None:
    compared = comparison(workspace, AUGUST, [with_weight(PLAIN, "stage", "buy", 0.5)])
    buy = line(compared, "stage", "buy")
    assert (buy.published.share, buy.standings[0].share) == pytest.approx((2 / 3, 1 / 3))
    assert points(compared, "journey", "journey") == pytest.approx((86.805556, (2 * 60.416667 + 100) / 3))
    assert not [each for each in compared.told if each.kind == "kpi"]


def test_several_scenarios_stand_side_by_side(workspace: Workspace) -> None:
    hard, soft = (with_target(PLAIN, "ctr", target(wanted, 0.01)) for wanted in (0.1, 0.02))
    compared = comparison(workspace, AUGUST, [hard, soft])
    assert points(compared, "kpi", "ctr") == pytest.approx((25, 50 + 50 / 9, 100))
    assert [standing.status for standing in line(compared, "kpi", "ctr").standings] == [
        Status.AT_RISK,
        Status.ON_TRACK,
    ]


def test_a_scenario_of_nothing_changes_nothing(workspace: Workspace) -> None:
    compared = comparison(workspace, AUGUST, [PLAIN])
    assert not [each for each in compared.lines if each.moved]
    assert {each.kind for each in compared.told} == {"journey", "stage", "perspective"}
    assert sentences(compared) == ("No score of Aug 2026 would change.",)


def test_the_sentences_say_the_journey_first_then_what_turns_then_how_much_else_moves(workspace: Workspace) -> None:
    compared = comparison(workspace, AUGUST, [with_target(PLAIN, "cost", target(180, 280))])
    assert sentences(compared) == (
        "The journey's score of Aug 2026: 86.8 → 91.0 points (+4.2), At risk → On track.",
        "At risk → On track: Cost.",
        "4 other scores would move.",  # the stage, the perspective, the cell and the objective
    )


def test_a_target_of_one_segment_holds_where_the_view_is_that_segment(workspace: Workspace) -> None:
    search = with_target(PLAIN, "clicks", target(30, 10, channel="search"))
    everybody = comparison(workspace, AUGUST, [search])
    assert not line(everybody, "kpi", "clicks").moved
    only = comparison(workspace, View(period="2026-08", filters={"channel": ("search",)}), [search])
    assert points(only, "kpi", "clicks") == (75, 100)  # 30 of 40, red line 20


@pytest.mark.parametrize("start", [date(2026, 8, 1), NEXT_YEAR])
def test_a_quarter_is_held_to_a_draft_as_if_it_held_all_of_it(tmp_path: Path, start: date) -> None:
    """Three times 40 clicks are 120, whatever was published from August on."""
    step = "               {start: 2026-08-01, target: 60, red_line: 30},\n"
    segment = "               {start: 2026-01-01, where: {channel: search}, target: 40, red_line: 20}]}"
    store = opened(tmp_path, SCORECARD.replace(segment, step + segment))
    draft = with_target(PLAIN, "clicks", target(40, 20, start))
    seen = comparison(Workspace(store, date(2026, 10, 5)), View(period="2026-Q2", grain=Grain.QUARTER), [draft])
    found = comparison(Workspace(store, date(2026, 10, 5)), View(period="2026-Q3", grain=Grain.QUARTER), [draft])
    store.close()
    assert seen.outcomes[0].readings["clicks"].anchors == Anchors(120, 60)
    assert found.outcomes[0].readings["clicks"].anchors == Anchors(120, 60)


@pytest.mark.parametrize("weights", [{}, {"kpi": ("clicks", 3.0), "stage": ("buy", 0.5)}])
def test_the_tree_of_a_scenario_is_the_tree_after_publishing_it(
    store: Store, weights: dict[WeightedKind, tuple[str, float]]
) -> None:
    scenario = with_target(Scenario(id="bold", name="Bold", start=DAY), "ctr", target(0.04, 0.01, DAY))
    for kind, (part, weight) in weights.items():
        scenario = with_weight(scenario, kind, part, weight)
    foreseen = comparison(Workspace(store, TODAY), AUGUST, [scenario]).outcomes[0].tree
    actions.keep_scenario(store, scenario, "test")
    actions.publish_scenario(store, "bold", "test", "Agreed")
    published = Workspace(store, TODAY).tree(AUGUST, Workspace(store, TODAY).period(AUGUST))
    assert [(node.id, node.score, node.status) for node in foreseen.walk()] == [
        (node.id, node.score, node.status) for node in published.walk()
    ]


def test_comparing_asks_the_database_nothing(workspace: Workspace, store: Store) -> None:
    workspace.tree(AUGUST, workspace.period(AUGUST))
    before = store.queries
    for wanted in (40, 60, 80):
        assert comparison(workspace, AUGUST, [with_target(PLAIN, "clicks", target(wanted, 10))]).told
    assert store.queries == before


def test_the_trends_of_many_kpis_are_asked_of_the_database_at_once(tmp_path: Path) -> None:
    asked = []
    for number, kpis in enumerate((["ctr"], ["ctr", "clicks", "cost"])):
        (tmp_path / str(number)).mkdir()
        store = opened(tmp_path / str(number))
        before = store.queries
        found = trends(Workspace(store, TODAY), AUGUST, kpis)
        asked.append(store.queries - before)
        assert list(found) == kpis
        assert [each.kpi.id for each in found.values()] == kpis
        store.close()
    assert asked[1] <= asked[0]


def test_each_draft_is_told_before_and_after(workspace: Workspace) -> None:
    scenario = with_target(with_target(PLAIN, "cost", target(180, 280)), "clicks", target(30, 10, channel="social"))
    scenario = with_weight(scenario, "stage", "buy", 3)
    assert list(draft_lines(workspace, scenario)) == [
        ("Target", "Cost", "2027-01-01", "€100, red line €200", "€180, red line €280"),
        ("Target", "Clicks", "2027-01-01 · channel = social", "none", "30, red line 10"),
        ("Stage weight", "Buy", "2027-01-01", "2", "3"),
    ]


def test_a_draft_of_what_is_defined_no_more_counts_for_nothing_and_is_named() -> None:
    drafts = (DraftTarget(kpi="gone", target=target(1, 0)), DraftTarget(kpi="cost", target=target(200, 100)))
    scenario = PLAIN.model_copy(
        update={"targets": drafts, "weights": (DraftWeight(kind="stage", id="gone", weight=1),)}
    )
    found = fitted(scorecard_from(_document()), scenario)
    assert (found.scenario.targets, found.scenario.weights) == ((), ())
    assert [said.partition(":")[0] for said in found.left_out] == [
        "the KPI `gone` is not defined any more",
        "Cost.targets[1]",
        "the stage `gone` is not defined any more",
    ]


def test_a_draft_takes_the_place_of_the_one_of_the_same_start_and_segment() -> None:
    first = with_target(with_target(PLAIN, "cost", target(90, 150)), "clicks", target(30, 10))
    second = with_target(with_target(first, "cost", target(80, 140)), "cost", target(70, 140, channel="search"))
    assert [(draft.kpi, draft.target.target) for draft in second.targets] == [
        ("cost", 80),
        ("clicks", 30),
        ("cost", 70),
    ]
    assert without_targets(second, second.targets[:1]).targets == second.targets[1:]
    weighed = with_weight(with_weight(PLAIN, "stage", "buy", 1), "stage", "buy", 4)
    assert [draft.weight for draft in weighed.weights] == [4]
    assert without_weight(weighed, "stage", "buy").weights == ()


def test_another_start_takes_along_what_began_with_the_scenario() -> None:
    later = date(2027, 4, 1)
    scenario = with_target(with_target(PLAIN, "cost", target(90, 150)), "cost", target(80, 150, date(2028, 1, 1)))
    moved = restarted(scenario, later)
    assert [draft.target.start for draft in moved.targets] == [later, date(2028, 1, 1)]
    assert moved.start == later


def test_of_a_ramp_that_has_not_begun_the_first_step_is_shown_as_if_it_held() -> None:
    ramp = PLAIN
    for month, wanted in ((1, 90), (2, 80), (3, 70)):
        ramp = with_target(ramp, "cost", target(wanted, 150, date(2027, month, 1)))
    seen = as_if_from(ramp, DAY)
    assert [(draft.target.start, draft.target.target) for draft in seen.targets] == [
        (DAY, 90),
        (date(2027, 2, 1), 80),
        (date(2027, 3, 1), 70),
    ]
    assert as_if_from(ramp, date(2027, 2, 1)) == ramp  # it has begun: every step at its own time


def test_a_copy_has_its_own_name_and_id_and_the_same_drafts() -> None:
    scenario = with_target(PLAIN, "cost", target(90, 150))
    twin = copied(scenario, "Bold", [scenario])
    assert (twin.id, twin.name, twin.targets) == ("bold_2", "Bold", scenario.targets)
    assert begun("2027: größer!", NEXT_YEAR, []).id == "n_2027_grosser"
    assert begun("计划", NEXT_YEAR, []).id == "scenario"


def test_a_scenario_needs_a_name() -> None:
    with pytest.raises(BscError, match="without a name"):
        begun("  ", NEXT_YEAR, [])


@given(st.lists(st.text(max_size=200).filter(str.strip), max_size=6))
def test_ids_are_valid_and_never_taken_twice(names: list[str]) -> None:
    made: list[Scenario] = []
    for name in names:
        made.append(begun(name[:120], NEXT_YEAR, made))
    assert len({scenario.id for scenario in made}) == len(made)


def _document() -> dict[str, object]:
    return dict(YAML(typ="safe").load(SCORECARD))
