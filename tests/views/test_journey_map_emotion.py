"""How customers feel on the map: a curve for each persona, by opinion or measured, and where the two do not agree."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.actions.definitions import apply_definitions
from bsc.model.periods import Grain
from bsc.model.view import View
from bsc.model.words import Better, Unit
from bsc.store import Store
from bsc.views.emotion import Curve, Part, Point
from bsc.views.emotion_scale import EMOTION_REACH, emotion_word, natural_scale, of_points, of_scale, signed
from bsc.views.journey_map import JourneyMap, journey_map
from bsc.views.workspace import Workspace
from tests.views.felt_company import SCORECARD, TODAY, opened

TRY_IT, KEEP_IT = range(2)
SCALES = [(0.0, 1.0), (1.0, 5.0), (0.0, 10.0), (0.0, 100.0), (-100.0, 100.0)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = opened(tmp_path_factory.mktemp("felt"))
    yield store
    store.close()


@pytest.fixture
def drawn(store: Store) -> JourneyMap:
    return journey_map(Workspace(store, TODAY), View())


def _curve(drawn: JourneyMap, persona: str) -> Curve:
    return next(curve for curve in drawn.curves if curve.id == persona)


def _part(point: Point, touchpoint: str) -> Part:
    return next(part for part in point.parts if part.touchpoint_id == touchpoint)


def test_all_customers_are_a_curve_for_each_persona_that_has_touchpoints(drawn: JourneyMap) -> None:
    """Newcomers hate the call (−1), experts like it (+1.5); with the website's +0.5 beside it: −0.25 and +1."""
    assert [(curve.id, curve.name) for curve in drawn.curves] == [("newcomer", "Newcomer"), ("expert", "Expert")]
    points = [curve.points[TRY_IT] for curve in drawn.curves]
    assert [point.value for point in points] == [pytest.approx(-0.25), pytest.approx(1)]
    assert [point.word for point in points] == ["Neutral", "Positive"]
    assert drawn.personas_shown == 2


@pytest.mark.parametrize("persona", ["newcomer", "expert"])
@pytest.mark.parametrize("month", ["2026-07", "2026-08"])
def test_a_persona_feels_the_same_on_its_own_map_and_compared(store: Store, persona: str, month: str) -> None:
    compared = journey_map(Workspace(store, TODAY), View(period=month))
    alone = journey_map(Workspace(store, TODAY), View(persona=persona, period=month))
    assert [curve.id for curve in alone.curves] == [persona]
    assert [point.value for point in alone.curves[0].points] == [
        point.value for point in _curve(compared, persona).points
    ]


def test_where_no_persona_has_touchpoints_there_is_one_curve_of_all(tmp_path_factory: pytest.TempPathFactory) -> None:
    alone = SCORECARD.split("touchpoints:")[0] + "touchpoints:\n  - {id: a, name: A, stage: try_it, emotion: -1}\n"
    store = opened(tmp_path_factory.mktemp("all"), alone)
    (curve,) = journey_map(Workspace(store, TODAY), View()).curves
    store.close()
    assert (curve.name, [point.value for point in curve.points]) == ("All customers", [-1, None])


def test_a_rating_without_a_target_is_read_on_its_own_scale_and_says_so(drawn: JourneyMap) -> None:
    part = _part(_curve(drawn, "newcomer").points[TRY_IT], "call")
    assert (part.value, part.source, part.evidence) == (-1, "measured", "measured")
    assert part.said == "−1, measured: Rating 2 (on a scale from 1 to 5, few cases)"


def test_a_kpi_with_a_target_feels_as_its_points_say(drawn: JourneyMap) -> None:
    """Experts wait 2 days where 4 are wanted: 100 points are +2."""
    part = _part(_curve(drawn, "expert").points[KEEP_IT], "gift")
    assert (part.value, part.said) == (2, "+2, measured: Days to answer 2.0 d (few cases)")


def test_a_month_without_answers_is_a_gap_in_the_curve(store: Store) -> None:
    july = journey_map(Workspace(store, TODAY), View(period="2026-07"))
    point = _curve(july, "expert").points[KEEP_IT]
    assert (point.value, point.word) == (None, "Not known")
    assert [part.said for part in point.parts] == ["not known: Days to answer has no value in Jul 2026"]
    assert _curve(july, "newcomer").points[KEEP_IT].value == 1


def test_an_opinion_does_not_fill_a_gap_in_what_is_measured(store: Store) -> None:
    july = journey_map(Workspace(store, TODAY), View(period="2026-07"))
    call = _part(_curve(july, "expert").points[TRY_IT], "call_expert")
    assert (call.value, call.said) == (None, "not known: Rating has no value in Jul 2026")


def test_where_the_rows_know_no_persona_the_opinion_stands_and_says_why(drawn: JourneyMap) -> None:
    part = _part(_curve(drawn, "newcomer").points[TRY_IT], "site")
    assert (part.value, part.source, part.evidence) == (0.5, "opinion", "inferred")
    assert part.said == "+0.5, opinion (inferred); Visits is not available (no persona in Website)"


def test_a_moment_of_truth_is_marked_on_its_own_personas_curve(drawn: JourneyMap) -> None:
    marks = {curve.id: [point.moment_of_truth for point in curve.points] for curve in drawn.curves}
    assert marks == {"newcomer": [True, False], "expert": [False, False]}


def test_a_positive_opinion_and_a_negative_measurement_are_told(drawn: JourneyMap) -> None:
    """Ratings of 4.6 (ten times), 4.8 (nine times) and 2 have a mean of 91.2 / 20 = 4.56; 2 is 2.6 below it."""
    (sentence,) = drawn.columns[TRY_IT].disagreements
    assert sentence.startswith("Call (Newcomer): opinion says +1, the measurement −1. ")
    assert sentence.endswith(". Rating is 2.6 pts below its mean of 4.6 and has no target.")


def test_a_kpi_beside_a_touchpoint_that_became_worse_speaks_against_a_positive_opinion(drawn: JourneyMap) -> None:
    """3 days ten times, 3.2 nine times and 7 have a mean of 65.8 / 20 = 3.29 days; 7 is 112.8 % above it."""
    (sentence,) = drawn.columns[KEEP_IT].disagreements
    assert sentence.startswith("Letter (Newcomer): the curve says +1 by opinion. ")
    assert sentence.endswith(". Days to answer is 112.8% above its mean of 3.3 d and off track.")


def test_opinion_and_measurement_that_agree_say_nothing(store: Store) -> None:
    june = journey_map(Workspace(store, TODAY), View(period="2026-06"))
    assert [column.disagreements for column in june.columns] == [(), ()]


def test_a_single_answer_does_not_speak_against_an_opinion_but_a_year_of_them_does(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Experts rate 4.5 every month, +1.5: one answer in August, twelve in 2025. Here the map believes −1."""
    store = opened(tmp_path_factory.mktemp("single"), SCORECARD.replace("emotion: 1.5,", "emotion: -1,"))
    august, year = (
        journey_map(Workspace(store, TODAY), View(persona="expert", period=period, grain=grain))
        for period, grain in (("2026-08", Grain.MONTH), ("2025", Grain.YEAR))
    )
    store.close()
    assert august.columns[TRY_IT].disagreements == ()
    assert year.columns[TRY_IT].disagreements == ("Call: opinion says −1, the measurement +1.5. Rating has no target.",)


def test_an_opinion_that_nobody_measures_is_not_contradicted(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = opened(tmp_path_factory.mktemp("unmeasured"))
    apply_definitions(store, SCORECARD.replace("emotion: 1, kpis: [days]", "emotion: 1, kpis: [seen]"), "a test")
    drawn = journey_map(Workspace(store, TODAY), View())
    store.close()
    assert drawn.columns[KEEP_IT].disagreements == ()


@pytest.mark.parametrize(
    ("value", "word"), [(None, "Not known"), (0.25, "Neutral"), (-0.3, "Negative"), (2, "Positive")]
)
def test_an_emotion_has_a_word(value: float | None, word: str) -> None:
    assert emotion_word(value) == word


@pytest.mark.parametrize(
    ("value", "words"), [(1, "+1"), (-1.5, "−1.5"), (0, "0"), (0.04, "0"), (-0.04, "0"), (1.96, "+2")]
)
def test_an_emotion_is_written_with_its_sign(value: float, words: str) -> None:
    assert signed(value) == words


@pytest.mark.parametrize(
    ("unit", "values", "scale"),
    [
        (Unit.PERCENT, [0.4], (0, 1)),
        (Unit.POINTS, [1, 4.8], (1, 5)),
        (Unit.POINTS, [4, 7.5], (0, 10)),
        (Unit.POINTS, [0.5, 4], (0, 10)),
        (Unit.POINTS, [8, 71], (0, 100)),
        (Unit.POINTS, [-12, 40], (-100, 100)),
        (Unit.POINTS, [120], None),
        (Unit.POINTS, [], None),
        (Unit.DAYS, [3], None),
        (Unit.CURRENCY, [3], None),
    ],
)
def test_a_scale_is_the_narrowest_that_holds_all_values(
    unit: Unit, values: list[float], scale: tuple[float, float] | None
) -> None:
    assert natural_scale(unit, values) == scale


@given(st.floats(0, 100))
def test_points_stay_on_the_scale_of_emotions_and_keep_their_order(points: float) -> None:
    assert -EMOTION_REACH <= of_points(points) <= EMOTION_REACH
    assert of_points(points) <= of_points(min(points + 1, 100))


@given(st.floats(-1000, 1000), st.sampled_from(SCALES))
def test_lower_is_better_turns_a_scale_over_and_never_leaves_it(value: float, scale: tuple[float, float]) -> None:
    higher, lower = (of_scale(value, scale, better) for better in (Better.HIGHER, Better.LOWER))
    assert higher is not None
    assert lower == -higher
    assert abs(higher) <= EMOTION_REACH
    assert of_scale(value, scale, Better.WITHIN) is None
