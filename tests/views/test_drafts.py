"""What a draft target would do, from memory."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.actuals import Actual
from bsc.errors import BscError
from bsc.model.definitions import Kpi, Scorecard
from bsc.model.periods import Grain, Period
from bsc.model.reading import scorecard_from
from bsc.model.words import Status
from bsc.scoring.judging import Anchors
from bsc.scoring.targets import Measure
from bsc.views.drafts import ScoreInputs, all_moves, draft_anchors, draft_scores
from bsc.views.readings import Lens

AUGUST = Period(date(2026, 8, 1), date(2026, 9, 1), Grain.MONTH)
QUARTER = Period(date(2026, 7, 1), date(2026, 10, 1), Grain.QUARTER)
MEASURES = {"leads": Measure.FLOW, "rate": Measure.RATE, "stay": Measure.RATE}
TARGETS = {
    "leads": {"start": date(2026, 1, 1), "target": 100, "red_line": 50},
    "rate": {"start": date(2026, 1, 1), "target": 0.1, "red_line": 0.05},
}


def company() -> Scorecard:
    kpi = {"dataset": "rows", "formula": "count(*)"}
    return scorecard_from(
        {
            "stages": [{"id": "interest", "name": "Interest"}, {"id": "buy", "name": "Buy"}],
            "datasets": [{"id": "rows"}],
            "objectives": [
                {"id": "more", "name": "More leads", "stage": "interest", "perspective": "customer"},
                {"id": "keep", "name": "Keep them", "stage": "buy", "perspective": "customer"},
            ],
            "kpis": [
                {**kpi, "id": "leads", "name": "Leads", "objective": "more", "targets": [TARGETS["leads"]]},
                {
                    **kpi,
                    "id": "rate",
                    "name": "Rate",
                    "objective": "more",
                    "unit": "percent",
                    "targets": [TARGETS["rate"]],
                },
                {**kpi, "id": "stay", "name": "Stay", "objective": "keep", "better": "lower"},
            ],
        }
    )


def inputs(values: Mapping[str, Actual], period: Period = AUGUST) -> ScoreInputs:
    definitions = company()
    lens = Lens(definitions, MEASURES, {})
    kpis = {kpi.id: kpi for kpi in definitions.kpis}
    return ScoreInputs(definitions, period, {each: lens.reading(kpis[each], period, values[each]) for each in kpis})


def kpi(name: str) -> Kpi:
    return next(each for each in company().kpis if each.id == name)


def values(leads: Actual, rate: float = 0.1, stay: float = 3) -> dict[str, Actual]:
    return {"leads": leads, "rate": Actual(value=rate, rows=9), "stay": Actual(value=stay, rows=9)}


def test_a_draft_moves_the_kpi_and_everything_above_it() -> None:
    moved = draft_scores(inputs(values(Actual(value=75))), {"leads": Anchors(75, 50)}).moved
    assert [(move.kind, move.id) for move in moved] == [
        ("kpi", "leads"),
        ("objective", "more"),
        ("cell", "customer"),
        ("stage", "interest"),
        ("perspective", "customer"),
        ("journey", "journey"),
    ]
    assert [(move.before, move.after) for move in moved] == [(75, 100)] + [(87.5, 100)] * 5
    assert (moved[0].status_before, moved[0].status_after) == (Status.AT_RISK, Status.ON_TRACK)


def test_a_first_target_brings_a_kpi_into_the_score() -> None:
    drafted = draft_scores(inputs(values(Actual(value=100))), {"stay": Anchors(2, 4)})
    assert drafted.readings["stay"].points == 75
    assert drafted.tree.score == 87.5  # interest 100, buy 75
    assert (drafted.tree.coverage, drafted.moved[0].before) == (1, None)


def test_two_drafts_move_what_stands_above_both_once() -> None:
    drafts = {"leads": Anchors(50, 25), "rate": Anchors(0.2, 0.1)}
    moved = draft_scores(inputs(values(Actual(value=50))), drafts).moved
    assert [(move.kind, move.id) for move in moved].count(("journey", "journey")) == 1
    assert [move.id for move in moved if move.kind == "kpi"] == ["leads", "rate"]


def test_a_draft_of_a_flow_is_for_one_period_of_its_frequency() -> None:
    quarter = inputs(values(Actual(value=150)), QUARTER)
    drafted = draft_scores(quarter, {"leads": Anchors(60, 30)})
    assert quarter.readings["leads"].anchors == Anchors(300, 150)
    assert drafted.readings["leads"].anchors == Anchors(180, 90)


def test_a_draft_in_a_running_period_owes_what_has_elapsed() -> None:
    running = inputs(values(Actual(value=50, partial=True, elapsed=0.5)))
    assert running.readings["leads"].anchors == Anchors(50, 25)
    assert draft_scores(running, {"leads": Anchors(120, 60)}).readings["leads"].anchors == Anchors(60, 30)


def test_a_past_period_that_lacks_its_last_days_owes_its_whole_target() -> None:
    late = inputs(values(Actual(value=50, partial=False, elapsed=0.5)))
    assert late.readings["leads"].anchors == Anchors(100, 50)


def test_a_share_of_few_cases_says_so() -> None:
    few = inputs({**values(Actual(value=100)), "rate": Actual(value=0.05, numerator=1, denominator=20, rows=20)})
    many = inputs(
        {**values(Actual(value=100)), "rate": Actual(value=0.05, numerator=500, denominator=10_000, rows=10_000)}
    )
    assert few.readings["rate"].too_few
    assert not many.readings["rate"].too_few


def test_only_a_percent_is_a_share_of_cases() -> None:
    priced = inputs(values(Actual(value=75, numerator=10, denominator=20)))
    assert not priced.readings["leads"].too_few


@pytest.mark.parametrize(
    ("name", "target", "red_line", "problem"),
    [
        ("leads", 50, 60, "higher is better, so the red line (60) stands below the target (50)"),
        ("stay", 4, 2, "lower is better, so the red line (2) stands above the target (4)"),
    ],
)
def test_a_draft_that_faces_the_wrong_way_is_refused(name: str, target: float, red_line: float, problem: str) -> None:
    with pytest.raises(BscError, match="stands") as refused:
        draft_anchors(kpi(name), target, red_line)
    assert problem in str(refused.value)


def test_a_range_wants_two_numbers_around_two_numbers() -> None:
    within = kpi("leads").model_copy(update={"better": "within", "targets": ()})
    assert draft_anchors(within, (10, 20), (5, 40)) == Anchors((10, 20), (5, 40))
    for target, red_line in (((10, 20), (12, 40)), (10, (5, 40))):
        with pytest.raises(BscError):
            draft_anchors(within, target, red_line)


@given(st.floats(0, 1000), st.floats(1, 500), st.floats(0, 1))
def test_a_draft_that_says_what_is_published_moves_nothing(value: float, target: float, part: float) -> None:
    same = draft_scores(inputs(values(Actual(value=value))), {"leads": Anchors(100, 50)})
    assert all(move.before == move.after and move.status_before == move.status_after for move in same.moved)
    other = draft_scores(inputs(values(Actual(value=value))), {"leads": Anchors(target, target * part)})
    assert other.readings["leads"].points == other.tree.kpis()[0].score


def test_all_that_moves_is_found_without_saying_which_kpi_was_drafted() -> None:
    drafted = draft_scores(inputs(values(Actual(value=75))), {"leads": Anchors(75, 50)})
    assert all_moves(drafted.before, drafted.tree) == drafted.moved


def test_what_keeps_its_score_and_its_status_is_not_among_the_moves() -> None:
    drafted = draft_scores(inputs(values(Actual(value=100))), {"stay": Anchors(2, 4)})
    assert {(move.kind, move.id) for move in all_moves(drafted.before, drafted.tree)} == {
        ("kpi", "stay"),
        ("objective", "keep"),
        ("cell", "customer"),
        ("stage", "buy"),
        ("perspective", "customer"),
        ("journey", "journey"),
    }
    assert [move.stage for move in all_moves(drafted.before, drafted.tree) if move.kind == "cell"] == ["buy"]
