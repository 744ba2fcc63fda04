"""What is foreseen of a KPI: the periods, the history that it rests on, and the chance to meet a target."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from bsc.actions.definitions import apply_definitions
from bsc.errors import NotFound
from bsc.insight.forecasting import Forecast, NoForecast
from bsc.model.periods import Grain
from bsc.model.view import View
from bsc.model.words import Better
from bsc.scoring.judging import Anchors
from bsc.store import Store
from bsc.views.forecast import KpiForecast, forecast, ready
from bsc.views.forecast_rows import AHEAD_COLUMNS, CSV_HEADER, METHOD_COLUMNS, Told, chance_text
from bsc.views.workspace import Workspace
from tests.views.trend_company import SCORECARD, TODAY, WHO, Row, brought_in

MONTHS = [date(year, month, 5) for year in (2024, 2025, 2026) for month in range(1, 13) if (year, month) <= (2026, 9)]
GAP = date(2024, 6, 5)


def rows(left_out: date | None = None) -> list[Row]:
    """Return two rows a month from January 2024 on: sign-ups rise by four a month with some noise, costs stay."""
    noise = np.random.default_rng(2).integers(-3, 4, size=len(MONTHS))
    found: list[Row] = []
    for at, day in enumerate(MONTHS):
        if day != left_out:
            sign_ups = int(100 + 4 * at + noise[at])
            found += [
                {"day": day, "channel": "search", "impressions": 900, "clicks": 9, "sign_ups": sign_ups, "cost": 400.0},
                {"day": day, "channel": "social", "impressions": 100, "clicks": 1, "sign_ups": 20, "cost": 100.0},
            ]
    return found


def opened(folder: Path, brought: list[Row]) -> Store:
    store = Store.open(folder / "company.duckdb")
    apply_definitions(store, SCORECARD, WHO)
    brought_in(store, "ads", brought)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened_store = opened(tmp_path, rows())
    yield opened_store
    opened_store.close()


@pytest.fixture
def seen(store: Store) -> KpiForecast:
    return forecast(Workspace(store, TODAY), View(), "sign_ups")


def outlook(seen: KpiForecast) -> Forecast:
    assert isinstance(seen.outlook, Forecast)
    return seen.outlook


def names(seen: KpiForecast) -> list[str]:
    return [seen.calendar.name(period) for period in seen.periods]


def test_the_running_period_is_the_first_to_be_foreseen(seen: KpiForecast) -> None:
    assert names(seen) == ["2026-09", "2026-10", "2026-11", "2026-12", "2027-01", "2027-02"]
    assert len(outlook(seen).middle) == 6


def test_the_history_is_what_is_over(seen: KpiForecast) -> None:
    assert [seen.calendar.name(period) for period in seen.history][::31] == ["2024-01", "2026-08"]
    assert len(seen.history) == 32


def test_sign_ups_that_rise_by_four_a_month_go_on_doing_so(seen: KpiForecast) -> None:
    assert outlook(seen).middle[0] == pytest.approx(120 + 4 * 32, abs=4)
    assert outlook(seen).middle[5] == pytest.approx(120 + 4 * 37, abs=12)


def test_a_warm_forecast_is_the_same_object_whichever_period_is_shown(store: Store, seen: KpiForecast) -> None:
    workspace = Workspace(store, TODAY)
    assert forecast(workspace, View(period="2026-03"), "sign_ups") is seen
    assert ready(workspace, View(period="2025-01"), "sign_ups") is seen


def test_nothing_is_ready_that_was_not_computed(store: Store) -> None:
    workspace = Workspace(store, TODAY)
    assert ready(workspace, View(), "sign_ups") is None
    forecast(workspace, View(), "sign_ups")
    assert ready(workspace, View(filters={"channel": ("search",)}), "sign_ups") is None


def test_a_kpi_that_is_not_there_has_no_forecast(store: Store) -> None:
    with pytest.raises(NotFound):
        forecast(Workspace(store, TODAY), View(), "sign_up")


def test_a_filter_is_foreseen_by_its_own_values(store: Store, seen: KpiForecast) -> None:
    search = forecast(Workspace(store, TODAY), View(filters={"channel": ("search",)}), "sign_ups")
    assert outlook(seen).middle[0] - outlook(search).middle[0] == pytest.approx(20, abs=1)


def test_after_a_gap_the_history_begins_anew(tmp_path: Path) -> None:
    store = opened(tmp_path, rows(left_out=GAP))
    seen = forecast(Workspace(store, TODAY), View(), "sign_ups")
    store.close()
    assert seen.calendar.name(min(seen.history)) == "2024-07"


def test_a_short_history_says_in_its_own_periods_how_long_it_must_be(store: Store) -> None:
    seen = forecast(Workspace(store, TODAY), View(grain=Grain.QUARTER), "sign_ups")
    assert seen.outlook == NoForecast(reason="18 quarters in a row with a value are needed, not 10")
    assert (seen.periods, seen.chance(Anchors(100, 60), Better.HIGHER, max(seen.history))) == ((), None)


def test_a_cost_that_never_changed_has_no_forecast(store: Store) -> None:
    seen = forecast(Workspace(store, TODAY), View(), "cost")
    assert isinstance(seen.outlook, NoForecast)
    assert seen.outlook.reason == "the value has never changed"


def test_values_that_ended_long_ago_are_not_continued(store: Store) -> None:
    seen = forecast(Workspace(store, TODAY + timedelta(days=365)), View(), "sign_ups")
    assert isinstance(seen.outlook, NoForecast)
    assert seen.outlook.reason == "the last 11 months have no value"


def test_the_chance_falls_with_the_height_of_the_target_and_turns_with_the_direction(seen: KpiForecast) -> None:
    first = seen.periods[0]
    chances = [seen.chance(Anchors(target, 60), Better.HIGHER, first) for target in (200, 248, 300)]
    assert [chance is not None for chance in chances] == [True] * 3
    high, even, low = (chance or 0 for chance in chances)
    assert high > 0.99
    assert 0.2 < even < 0.9
    assert low < 0.01
    assert seen.chance(Anchors(247, 300), Better.LOWER, first) == pytest.approx(1 - even)
    assert seen.chance(Anchors((200, 300), (100, 400)), Better.WITHIN, first) == pytest.approx(high - low, abs=1e-3)


def test_a_period_beyond_the_forecast_has_no_chance(seen: KpiForecast) -> None:
    later = seen.calendar.shifted(seen.periods[-1], 1)
    assert seen.chance(Anchors(200, 60), Better.HIGHER, later) is None


def test_the_months_target_is_asked_of_a_month_as_the_month_owes_it(seen: KpiForecast) -> None:
    told = Told(seen, "EUR", {})
    assert told.chance(seen.periods[0]) == seen.chance(Anchors(100, 60), Better.HIGHER, seen.periods[0])


def test_every_period_to_come_has_a_row_with_its_target_and_chance(seen: KpiForecast) -> None:
    told = Told(seen, "EUR", {})
    table = told.ahead(outlook(seen))
    assert [tuple(row) for row in table] == [AHEAD_COLUMNS] * 6
    assert (table[0]["Period"], table[0]["Target"], table[0]["Chance to meet it"]) == ("Sep 2026", "100", "above 99%")
    assert [len(row) for row in told.numbers(outlook(seen))] == [len(CSV_HEADER)] * 6


def test_the_methods_stand_beside_the_naive_one_best_first(seen: KpiForecast) -> None:
    table = Told(seen, "EUR", {}).methods(outlook(seen))
    assert all(tuple(row) == METHOD_COLUMNS for row in table)
    assert [row["Used"] for row in table if row["Used"]] == ["✓ used"]
    assert table[0]["Beside the naive one"].startswith("−")
    assert {row["Method"]: row["Beside the naive one"] for row in table}["last value (naive)"] == "0%"


def test_the_back_test_stands_in_the_history_at_the_place_of_what_came(seen: KpiForecast) -> None:
    told = Told(seen, "EUR", {})
    for step in (1, 6):
        table = told.trials(outlook(seen), step)
        assert [row["came"] for row in table] == list(seen.history.values())
        assert [row["index"] for row in table if "foreseen" in row] == list(
            range(outlook(seen).trials[0].at + step - 1, 32)
        )


def test_the_sentence_tells_how_much_nearer_the_method_came(seen: KpiForecast) -> None:
    sentence = Told(seen, "EUR", {}).summary(outlook(seen))
    nearer = round(100 * (1 - outlook(seen).mase / outlook(seen).naive_mase))
    assert f"{nearer}% nearer than the naive forecast" in sentence
    assert f"from {outlook(seen).origins} starting points, up to 6 months ahead" in sentence


@pytest.mark.parametrize(
    ("chance", "text"), [(0.0, "below 1%"), (0.004, "below 1%"), (0.42, "42%"), (0.999, "above 99%")]
)
def test_nothing_is_called_sure(chance: float, text: str) -> None:
    assert chance_text(chance) == text
