"""The reasons of one KPI, from values alone: what is luck, what gets worse, since when it is red."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.actuals import Actual
from bsc.model.definitions import Kpi, Objective, Scorecard, Stage, Target
from bsc.model.periods import Calendar, Grain, Period
from bsc.model.words import Better, Perspective, Status, Unit
from bsc.scoring.portions import Portion
from bsc.scoring.targets import Measure
from bsc.views.attention_reasons import Kind, gain, reasons
from bsc.views.attention_words import Moved, Watched, held, in_a_row, lead, number_of_points
from bsc.views.readings import Lens, Reading

TODAY = date(2026, 9, 10)
AUGUST = Period(date(2026, 8, 1), date(2026, 9, 1), Grain.MONTH)
MET, MISSED, RED = 105.0, 95.0, 70.0
CALENDAR = Calendar()


def _kpi(better: Better = Better.HIGHER, unit: Unit = Unit.NUMBER, *, targets: bool = True) -> Kpi:
    target: dict[Better, Target] = {
        Better.HIGHER: Target(start=date(2020, 1, 1), target=100, red_line=80),
        Better.LOWER: Target(start=date(2020, 1, 1), target=80, red_line=100),
        Better.WITHIN: Target(start=date(2020, 1, 1), target=(90, 110), red_line=(80, 120)),
    }
    return Kpi(
        id="k",
        name="K",
        objective="o",
        dataset="d",
        formula="avg(x)",
        better=better,
        unit=unit,
        targets=(target[better],) if targets else (),
    )


def _readings(values: Sequence[float | None], kpi: Kpi, *, partial: bool = False) -> tuple[Reading, ...]:
    objective = Objective(id="o", name="O", stage="s", perspective=Perspective.CUSTOMER)
    scorecard = Scorecard(stages=(Stage(id="s", name="S"),), objectives=(objective,), kpis=(kpi,))
    lens = Lens(scorecard, {"k": Measure.RATE}, {})
    last = len(values) - 1
    return tuple(
        lens.reading(kpi, period, Actual(value=value, partial=partial and at == last, elapsed=0.5))
        for at, (period, value) in enumerate(zip(CALENDAR.last(AUGUST, len(values)), values, strict=True))
    )


def _watched(
    values: Sequence[float | None], kpi: Kpi | None = None, *, moved: Moved | None = None, partial: bool = False
) -> Watched:
    readings = _readings(values, kpi or _kpi(), partial=partial)
    shown = readings[-1]
    portion = Portion(
        kpi="k",
        name="K",
        objective="o",
        stage="s",
        perspective=Perspective.CUSTOMER,
        points=shown.points,
        status=shown.status,
        share=0.1,
        due=0.1,
    )
    return Watched(
        past=readings[-12:], steady=readings, portion=portion, calendar=CALENDAR, currency="EUR", moved=moved
    )


def _kinds(seen: Watched) -> list[Kind]:
    return [reason.kind for reason in reasons(seen, TODAY)]


HALF = [MET, MISSED] * 5  # then two more months


@pytest.mark.parametrize(
    ("values", "luck"),
    [
        ([*HALF, MISSED, MET], True),  # 6 of 12, one in a row: 0.5
        ([MISSED, *HALF[:-1], MET, MET], False),  # 7 of 12, three in a row: (7/12)³ = 0.198
        ([*HALF, MET, MET], True),  # 7 of 12, two in a row: (7/12)² = 0.34
        ([MISSED] * 11 + [MET], False),  # 1 of 12: 0.083, so rare that it is news
        ([MISSED] * 3 + [MET] * 9, False),  # missed in a quarter only
        ([MISSED] * 4 + [MET] * 8, False),  # a third, and 8 in a row: (8/12)⁸ = 0.04
        ([MET, MISSED, MET, MISSED, MET, MISSED, MET], False),  # 7 values say nothing yet
        ([MISSED, MET, MISSED, MET, MISSED, MET, MISSED, MET], True),  # 8 do
    ],
)
def test_a_target_is_met_by_luck_when_it_was_missed_often_and_not_met_for_long(values: list[float], luck: bool) -> None:
    assert (Kind.LUCK in _kinds(_watched(values))) is luck


def test_a_third_missed_is_often() -> None:
    """8 of 12 met, the last one in a row: 0.67."""
    values = [MET, MET, MISSED, MET, MET, MISSED, MET, MET, MISSED, MET, MISSED, MET]
    (luck,) = reasons(_watched(values), TODAY)
    assert luck.sentence.startswith("The target was missed in 4 of the last 12 months")


def test_no_luck_is_claimed_where_the_values_have_changed_or_the_period_runs() -> None:
    values = [*HALF, MISSED, MET]
    assert _kinds(_watched(values, moved=Moved("Higher.", better=True))) == []
    assert _kinds(_watched(values, partial=True)) == []


def test_how_many_in_a_row_have_met_the_target() -> None:
    assert in_a_row(_watched([MISSED, MET, MET, MET])) == 3
    assert in_a_row(_watched([MET, MISSED])) == 0


@pytest.mark.parametrize(
    ("values", "better", "kinds"),
    [
        ([99, 97, 95, 93], Better.HIGHER, [Kind.WORSENING]),
        ([93, 97, 95, 93], Better.HIGHER, [Kind.WORSENING]),
        ([99, 97, 97, 95], Better.HIGHER, []),  # no worse in between
        ([95, 93, 99], Better.HIGHER, []),
        ([97, 95], Better.HIGHER, []),  # two are no way down
        ([82, 85, 88], Better.LOWER, [Kind.WORSENING]),  # lower is better: up is worse
        ([88, 86, 82], Better.WITHIN, [Kind.WORSENING]),  # out of the range from below
        ([112, 114, 118], Better.WITHIN, [Kind.WORSENING]),  # and from above
        ([99, None, 97, 95], Better.HIGHER, []),  # a gap breaks the row
    ],
)
def test_at_risk_gets_worse_when_each_of_three_months_is_worse_than_the_one_before(
    values: list[float | None], better: Better, kinds: list[Kind]
) -> None:
    seen = _watched(values, _kpi(better))
    assert seen.reading.status is Status.AT_RISK
    assert _kinds(seen) == kinds


def test_values_that_rise_more_slowly_than_their_target_do_not_get_worse() -> None:
    """92, 94, 96 held to 100, then 105, then 110: fewer points each time, for better values."""
    months = CALENDAR.last(AUGUST, 3)
    steps = tuple(Target(start=month.start, target=100 + 5 * at, red_line=80) for at, month in enumerate(months))
    assert _kinds(_watched([92, 94, 96], _kpi().model_copy(update={"targets": steps}))) == []
    assert _kinds(_watched([96, 94, 92], _kpi().model_copy(update={"targets": steps}))) == [Kind.WORSENING]


def test_a_long_way_down_is_told_by_its_beginning_and_its_end() -> None:
    (found,) = reasons(_watched([99, 97, 95, 93, 91, 89]), TODAY)
    assert found.sentence.endswith("It got worse 5 times in a row: 99 → … → 91 → 89.")


@pytest.mark.parametrize(
    ("values", "since"),
    [
        ([MET, RED, RED, RED], "off track since Jun 2026."),
        ([MET, MET, MET, RED], "off track in Aug 2026, and not before."),
        ([RED] * 12, "off track for 12 months or longer."),
        ([MET, RED, None, RED], "off track now."),  # nobody knows what July was
    ],
)
def test_a_red_says_since_when_it_is_one(values: list[float | None], since: str) -> None:
    assert lead(_watched(values)).endswith(since)


def test_a_red_that_changed_for_the_better_is_off_track_and_not_yet_gained() -> None:
    seen = _watched([50, 50, 70], moved=Moved("70 is above its natural limits.", better=True))
    assert _kinds(seen)[0] is Kind.OFF_TRACK
    assert "For the better: 70 is above its natural limits." in reasons(seen, TODAY)[0].sentence


def test_a_kpi_within_a_range_that_moved_is_changed_only_where_it_is_off_track() -> None:
    moved = Moved("At another level.", better=None)
    assert _kinds(_watched([100, 100, 70], _kpi(Better.WITHIN), moved=moved))[0] is Kind.OFF_TRACK_CHANGED
    assert _kinds(_watched([100, 100, 105], _kpi(Better.WITHIN), moved=moved)) == []
    assert gain(_watched([100, 100, 105], _kpi(Better.WITHIN), moved=moved)) is None


def test_a_target_that_was_always_met_is_not_called_too_easy_while_the_values_get_worse() -> None:
    steady = [130.0] * 12
    assert _kinds(_watched(steady)) == [Kind.TOO_EASY]
    assert _kinds(_watched(steady, moved=Moved("Lower.", better=False))) == [Kind.CHANGED]


def test_a_gap_in_the_last_12_months_keeps_the_target_from_being_judged() -> None:
    assert _kinds(_watched([*([130.0] * 11), None, 130.0])) == []


def test_a_kpi_without_a_target_is_asked_for_one() -> None:
    seen = _watched([MET], _kpi(targets=False))
    assert (lead(seen), _kinds(seen)) == ("105 in Aug 2026.", [Kind.NO_TARGET])


def test_a_period_that_runs_is_told_by_what_there_is_so_far() -> None:
    assert lead(_watched([MET, RED], partial=True)).startswith("70 so far against a target of 100")


@pytest.mark.parametrize(("frequency", "kinds"), [(Grain.MONTH, [Kind.NO_DATA]), (Grain.QUARTER, [])])
def test_a_month_without_a_value_is_missing_data_unless_the_kpi_is_judged_by_the_quarter(
    frequency: Grain, kinds: list[Kind]
) -> None:
    kpi = _kpi().model_copy(update={"frequency": frequency})
    assert _kinds(_watched([MET, MET, None], kpi)) == kinds


def test_a_range_is_written_with_both_ends() -> None:
    assert held(_watched([70], _kpi(Better.WITHIN))) == "70 against a target of 90 to 110 and a red line of 80 to 120"


@pytest.mark.parametrize(
    ("points", "said"), [(1.0, "1.0 point"), (0.96, "1.0 point"), (2.04, "2.0 points"), (0.04, "less than 0.1 points")]
)
def test_points_are_said_with_one_decimal(points: float, said: str) -> None:
    assert number_of_points(points) == said


@given(st.lists(st.none() | st.floats(-1000, 1000), min_size=1, max_size=15), st.sampled_from(Better))
def test_whatever_the_values_a_red_has_a_reason_and_every_reason_fits_the_status(
    values: list[float | None], better: Better
) -> None:
    seen = _watched(values, _kpi(better))
    kinds = _kinds(seen)
    allowed = {
        Status.OFF_TRACK: {Kind.OFF_TRACK, Kind.NO_ACTION, Kind.NEVER_MET},
        Status.AT_RISK: {Kind.WORSENING, Kind.NEVER_MET},
        Status.ON_TRACK: {Kind.LUCK, Kind.TOO_EASY},
        Status.NO_DATA: {Kind.NO_DATA},
    }
    assert set(kinds) <= allowed[seen.reading.status]
    assert kinds or seen.reading.status not in {Status.OFF_TRACK, Status.NO_DATA}
    assert all(reason.sentence.endswith(".") for reason in reasons(seen, TODAY))
