"""Weights are relative: what each comes to is its share of the whole that it is weighed in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.model.definitions import Scorecard, Stage
from bsc.model.periods import Calendar, Grain
from bsc.scoring.rollup import score_tree
from bsc.views import weights
from bsc.views.weights import Whole

DAY = date(2026, 9, 1)
SCORECARD = Scorecard.model_validate(
    {
        "stages": [{"id": "look", "name": "Look"}, {"id": "buy", "name": "Buy", "weight": 3}],
        "datasets": [{"id": "ads"}],
        "objectives": [
            {"id": "reach", "name": "Reach", "stage": "look", "perspective": "customer"},
            {"id": "spend", "name": "Spend", "stage": "look", "perspective": "financial", "weight": 0},
            {"id": "sell", "name": "Sell", "stage": "buy", "perspective": "financial"},
        ],
        "kpis": [
            {"id": "a", "name": "A", "objective": "reach", "dataset": "ads", "formula": "sum(x)", "weight": 2},
            {
                "id": "b",
                "name": "B",
                "objective": "reach",
                "dataset": "ads",
                "formula": "sum(y)",
                "weight": [{"start": "2026-01-01", "weight": 1}, {"start": "2026-08-01", "weight": 6}],
            },
        ],
    }
)


def test_three_of_four_parts_are_75_percent() -> None:
    assert [weights.stage_share(SCORECARD, each, DAY) for each in SCORECARD.stages] == [0.25, 0.75]


def test_a_stage_without_objectives_takes_nothing_from_the_others_as_in_the_score() -> None:
    later = Stage(id="stay", name="Stay", weight=4)
    scorecard = SCORECARD.model_copy(update={"stages": (*SCORECARD.stages, later)})
    assert [weights.stage_share(scorecard, each, DAY) for each in scorecard.stages] == [0.25, 0.75, None]
    assert weights.of_stage(scorecard, "stay", DAY).share(4) == 0.5  # once it has an objective
    assert weights.of_stage(scorecard, "look", DAY).words(1) == "25 % of the journey, beside 1 other"
    month = Calendar().period(DAY, Grain.MONTH)
    assert [each.id for each in score_tree(scorecard, {}, month).children] == ["look", "buy"]


def test_a_weight_counts_as_it_is_in_force_on_the_day() -> None:
    a = SCORECARD.kpis[0]
    assert weights.kpi_share(SCORECARD, a, date(2026, 7, 1)) == pytest.approx(2 / 3)
    assert weights.kpi_share(SCORECARD, a, DAY) == 0.25


def test_an_objective_is_weighed_in_its_own_cell_only() -> None:
    reach, spend, _ = SCORECARD.objectives
    assert weights.objective_share(SCORECARD, reach, DAY) == 1
    assert weights.objective_share(SCORECARD, spend, DAY) is None  # alone in its cell, and of no weight


def test_a_new_kpi_is_weighed_beside_all_that_are_there() -> None:
    whole = weights.of_kpi(SCORECARD, None, "reach", DAY)
    assert whole.words(2) == "20 % of its objective, beside 2 others"
    assert weights.of_kpi(SCORECARD, None, "spend", DAY).words(1) == "100 % of its objective, alone in it"
    assert Whole("the journey", (0.0,)).words(0) == "nothing of the journey: every weight is 0"


def test_perspectives_without_a_stated_weight_weigh_one() -> None:
    assert weights.perspective_shares({"financial": 2}) == {
        "financial": 0.4,
        "customer": 0.2,
        "process": 0.2,
        "learning": 0.2,
    }
    assert set(
        weights.perspective_shares(dict.fromkeys(("financial", "customer", "process", "learning"), 0)).values()
    ) == {None}


@pytest.mark.parametrize(
    ("share", "said"), [(1 / 3, "33 %"), (0.015, "1.5 %"), (1, "100 %"), (0, "0 %"), (0.996, "99.6 %")]
)
def test_a_share_is_said_in_percent(share: float, said: str) -> None:
    assert weights.percent(share) == said


@given(st.lists(st.floats(0.01, 1000), min_size=1, max_size=12))
def test_the_shares_of_a_whole_make_one(parts: list[float]) -> None:
    shares = [Whole("it", tuple(parts[:place] + parts[place + 1 :])).share(part) for place, part in enumerate(parts)]
    assert sum(share or 0 for share in shares) == pytest.approx(1)
