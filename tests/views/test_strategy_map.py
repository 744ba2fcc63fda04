"""The strategy map: which KPIs stand for an arrow's ends, what is said of the evidence, what some stages show."""

from dataclasses import replace
from datetime import date
from math import sin

import pytest

from bsc.insight.lags import Relation, TooLittle, Verdict, lagged
from bsc.model.definitions import Kpi, Scorecard
from bsc.model.periods import Calendar, Grain
from bsc.model.reading import scorecard_from
from bsc.model.words import Better, Status, Unit
from bsc.views import strategy_words as words
from bsc.views.cards import NOTHING_KNOWN
from bsc.views.strategy_evidence import Evidence, expected, stands_for_cause, stands_for_effect
from bsc.views.strategy_map import Arrow, Box, Column, StrategyMap, narrowed
from bsc.views.strategy_rows import lag_rows, line_rows, pair_rows, table_rows, titles, units

DATASET = {"id": "rows", "time": "day", "columns": {"day": "date", "value": "number"}}
STAGES = [{"id": "first", "name": "First"}, {"id": "second", "name": "Second"}]
CALENDAR = Calendar()


def _kpi(identity: str, objective: str, **more: object) -> dict[str, object]:
    return {
        "id": identity,
        "name": identity.replace("_", " ").capitalize(),
        "objective": objective,
        "dataset": "rows",
        "formula": "sum(value)",
        **more,
    }


@pytest.fixture(scope="module")
def scorecard() -> Scorecard:
    return scorecard_from(
        {
            "version": 1,
            "stages": STAGES,
            "datasets": [DATASET],
            "objectives": [
                {"id": "train", "name": "Train", "stage": "first", "perspective": "learning", "drives": ["sell"]},
                {"id": "sell", "name": "Sell", "stage": "second", "perspective": "financial"},
                {"id": "bare", "name": "Bare", "stage": "second", "perspective": "customer"},
            ],
            "kpis": [
                _kpi("share_trained", "train", pinned=True, unit="percent"),
                _kpi("training_hours", "train", kind="leading"),
                _kpi("offers", "sell", kind="leading"),
                _kpi("days_to_sign", "sell", better="lower", unit="days"),
                _kpi("revenue", "sell", pinned=True, unit="currency"),
            ],
        }
    )


def _by_id(scorecard: Scorecard, identity: str) -> Kpi:
    return next(each for each in scorecard.kpis if each.id == identity)


def _found(scorecard: Scorecard, relation: Relation | TooLittle, effect: str = "revenue") -> Evidence:
    last = CALENDAR.period(date(2026, 10, 1), Grain.MONTH)
    return Evidence(
        cause="train",
        effect="sell",
        kpis=(_by_id(scorecard, "training_hours"), _by_id(scorecard, effect)),
        grain=Grain.MONTH,
        periods=tuple(CALENDAR.last(last, 36)),
        relation=relation,
    )


def _noise(place: int) -> float:
    """Return a number in 0…1 that looks as if drawn: the same one for the same place."""
    return (sin(place * 12.9898) * 43758.5453) % 1


def _planted(lag: int, sign: int, *, claimed: int) -> Relation:
    cause = [100 + 20 * _noise(place) for place in range(36)]
    effect = [None] * lag + [200 + sign * cause[place] + _noise(place + 500) for place in range(36 - lag)]
    relation = lagged(cause, effect, season=None, sign=claimed)
    assert isinstance(relation, Relation)
    return relation


def test_a_cause_is_told_by_its_leading_kpi_although_another_is_pinned(scorecard: Scorecard) -> None:
    kpi = stands_for_cause(scorecard, "train")
    assert kpi is not None
    assert kpi.id == "training_hours"


def test_an_effect_is_told_by_its_pinned_kpi_although_another_tells_earlier(scorecard: Scorecard) -> None:
    kpi = stands_for_effect(scorecard, "sell")
    assert kpi is not None
    assert kpi.id == "revenue"


def test_an_objective_without_a_kpi_is_told_by_none(scorecard: Scorecard) -> None:
    assert stands_for_cause(scorecard, "bare") is None
    assert stands_for_effect(scorecard, "bare") is None


def test_more_training_claims_fewer_days_and_more_revenue(scorecard: Scorecard) -> None:
    hours = _by_id(scorecard, "training_hours")
    assert expected(hours, _by_id(scorecard, "days_to_sign")) == -1
    assert expected(hours, _by_id(scorecard, "revenue")) == 1


def test_a_planted_lag_of_two_months_is_said_with_direction_strength_and_count(scorecard: Scorecard) -> None:
    found = _found(scorecard, _planted(2, 1, claimed=1))
    assert found.verdict is Verdict.SUPPORTED
    said = words.headline(found)
    assert said.startswith("Supported: when “Training hours” rose, “Revenue” rose 2 months later (r = 0.9")
    assert said.endswith("strong, n = 34 months, p < 0.01).")


def test_the_opposite_of_what_an_arrow_claims_is_said_to_contradict_it(scorecard: Scorecard) -> None:
    found = _found(scorecard, _planted(1, -1, claimed=1))
    assert found.verdict is Verdict.CONTRADICTED
    assert "the opposite is seen – when “Training hours” rose, “Revenue” fell 1 month later" in words.headline(found)


def test_what_an_arrow_claims_follows_from_what_is_better_for_both(scorecard: Scorecard) -> None:
    found = _found(scorecard, TooLittle(reason="18 values are needed, the cause has 3", count=3), "days_to_sign")
    assert words.claim(found) == "When “Training hours” rises, “Days to sign” should fall."
    assert words.headline(found) == "Too little data: 18 values are needed, the cause has 3."
    assert words.method(found) == ""


@pytest.mark.parametrize("within", [("training_hours", "revenue"), ("training_hours",), ("revenue",)])
def test_a_kpi_that_is_to_stay_within_a_range_claims_no_direction(
    scorecard: Scorecard, within: tuple[str, ...]
) -> None:
    found = _found(scorecard, TooLittle(reason="18 values are needed, the cause has 3", count=3))
    kpis = [
        each.model_copy(update={"better": Better.WITHIN}) if each and each.id in within else each for each in found.kpis
    ]
    assert words.claim(replace(found, kpis=(kpis[0], kpis[1]))) == (
        "“Training hours” and “Revenue” should move together, in either direction."
    )


def test_why_a_kpi_tells_an_effect_is_said_as_it_was_chosen(scorecard: Scorecard) -> None:
    relation = TooLittle(reason="18 values are needed, the cause has 3", count=3)
    assert words.chosen(_found(scorecard, relation)).endswith("“Revenue” (its pinned KPI).")
    assert words.chosen(_found(scorecard, relation, "days_to_sign")).endswith("“Days to sign” (its first lagging KPI).")
    assert words.chosen(_found(scorecard, relation, "offers")).endswith("“Offers” (its first KPI).")


def test_the_months_compared_are_those_of_the_pairs_not_those_without_a_value(scorecard: Scorecard) -> None:
    """The cause is known from Feb 2024 to Sep 2026, the effect from Nov 2023: neither in October, which still runs."""
    cause = [None if place in {0, 1, 2, 35} else 100 + 20 * _noise(place) for place in range(36)]
    effect = [None if place == 35 else 50 + 3 * _noise(place - 2) + _noise(place + 500) / 5 for place in range(36)]
    relation = lagged(cause, effect, season=None, sign=1)
    assert isinstance(relation, Relation)
    assert (relation.lag, relation.differenced) == (2, False)
    found = _found(scorecard, relation)
    assert (found.periods[0].start, found.periods[-1].start) == (date(2023, 11, 1), date(2026, 10, 1))
    assert "over Feb 2024 to Sep 2026." in words.method(found)


def test_a_point_of_the_scatter_names_the_months_of_cause_and_effect(scorecard: Scorecard) -> None:
    relation = _planted(2, 1, claimed=1)
    rows = pair_rows(_found(scorecard, relation), relation, CALENDAR, "EUR")
    assert len(rows) == relation.count == 34
    assert (rows[-1]["cause_period"], rows[-1]["effect_period"]) == ("Aug 2026", "Oct 2026")


def test_the_line_through_the_points_goes_through_their_medians() -> None:
    relation = replace(_planted(0, 1, claimed=1), slope=2.0)
    left, right = line_rows(relation)
    rise = (float(str(right["effect"])) - float(str(left["effect"]))) / (
        float(str(right["cause"])) - float(str(left["cause"]))
    )
    assert rise == pytest.approx(2.0)


def test_what_leaves_the_band_of_chance_is_marked_and_the_best_lag_named() -> None:
    rows = lag_rows(_planted(2, 1, claimed=1))
    assert [row["lag"] for row in rows] == [0, 1, 2, 3, 4, 5, 6]
    assert [row["lag"] for row in rows if row["best"]] == [2]
    assert rows[2]["beyond"] is True


def test_logarithms_are_drawn_as_percent(scorecard: Scorecard) -> None:
    kpis = _by_id(scorecard, "training_hours"), _by_id(scorecard, "days_to_sign")
    relation = replace(_planted(0, 1, claimed=1), cause_relative=True, effect_relative=False, differenced=True)
    assert units(kpis, relation) == (Unit.PERCENT, Unit.DAYS)
    assert titles(kpis, relation) == ("Training hours: change", "Days to sign: change")


def _arrow(cause: str, effect: str, verdict: Verdict = Verdict.TOO_LITTLE) -> Arrow:
    return Arrow(
        cause=cause,
        effect=effect,
        cause_name=cause.capitalize(),
        effect_name=effect.capitalize(),
        verdict=verdict,
        said="",
        lag=None,
        grain="month",
        r=None,
        p=None,
        count=3,
        cause_kpi="",
        effect_kpi="",
    )


def test_a_row_of_the_table_has_the_verdict_with_its_sign_and_no_invented_number() -> None:
    (row,) = table_rows([_arrow("train", "sell", Verdict.CONTRADICTED)])
    assert row["In the data"] == "✕ contradicted"
    assert (row["Lag"], row["r"], row["p"], row["n"]) == ("", None, None, 3)


def _box(identity: str, stage: str) -> Box:
    return Box(
        id=identity,
        name=identity.capitalize(),
        stage=stage,
        perspective="learning",
        owner="",
        score=NOTHING_KNOWN,
        kpi="",
        kpi_name="",
        figure="",
        kpi_status=Status.NO_DATA,
    )


def test_a_choice_of_stages_leaves_the_arrows_within_them() -> None:
    drawn = StrategyMap(
        period="Oct 2026",
        score=NOTHING_KNOWN,
        columns=(Column(id="first", name="First"), Column(id="second", name="Second")),
        bands=(),
        boxes=(_box("train", "first"), _box("learn", "first"), _box("sell", "second")),
        arrows=(_arrow("learn", "train"), _arrow("train", "sell")),
    )
    assert narrowed(drawn, []) is drawn
    left = narrowed(drawn, ["first"])
    assert [each.id for each in left.columns] == ["first"]
    assert [each.id for each in left.boxes] == ["train", "learn"]
    assert [each.id for each in left.arrows] == ["learn~train"]
