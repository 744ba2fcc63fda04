"""The chance that a target is met by its date, in words."""

import math
import re
from collections.abc import Iterator
from datetime import date

import pytest

from bsc.insight.forecasting import Forecast, NoForecast, foresee
from bsc.model.view import View
from bsc.scoring.judging import Anchors
from bsc.scoring.targets import Measure
from bsc.store import Store
from bsc.views.chances import chance_sentence
from bsc.views.forecast import KpiForecast, forecast
from bsc.views.trend import Trend, trend
from bsc.views.workspace import Workspace
from tests.views.trend_company import TODAY, opened

AUGUST, OCTOBER = date(2026, 8, 1), date(2026, 10, 1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = opened(tmp_path_factory.mktemp("chances"))
    yield store
    store.close()


@pytest.fixture(scope="module")
def ctr(store: Store) -> Trend:
    return trend(Workspace(store, TODAY), View(), "ctr", 12)


@pytest.fixture(scope="module")
def rising(ctr: Trend) -> KpiForecast:
    """Return a forecast of a rate that went up by a tenth of a point a month for five years, to 8 % in August 2026."""
    values = [0.02 + 0.001 * month + 0.0004 * math.sin(month * month) for month in range(60)]
    outlook = foresee(values, season=12, horizon=6, bounds=(0.0, 1.0))
    assert isinstance(outlook, Forecast)
    months = [ctr.calendar.shifted(ctr.shown.period, step) for step in range(-59, 7)]
    return KpiForecast(
        kpi=ctr.kpi,
        calendar=ctr.calendar,
        measure=Measure.RATE,
        history=dict(zip(months[:60], values, strict=True)),
        periods=tuple(months[60:]),
        outlook=outlook,
    )


def percent(sentence: str) -> int:
    found = re.search(r"(\d+)%", sentence)
    assert found
    return int(found.group(1))


def test_an_easy_target_is_nearly_certain_and_a_hard_one_nearly_impossible(ctr: Trend, rising: KpiForecast) -> None:
    easy = chance_sentence(ctr, rising, Anchors(0.05, 0.01), OCTOBER)
    assert easy == "By the forecast, the chance to meet it in Oct 2026 is above 99%."
    assert "below 1%" in chance_sentence(ctr, rising, Anchors(0.20, 0.10), OCTOBER)


def test_a_target_at_the_forecasts_middle_is_a_matter_of_chance(ctr: Trend, rising: KpiForecast) -> None:
    assert isinstance(rising.outlook, Forecast)
    said = chance_sentence(ctr, rising, Anchors(rising.outlook.middle[1], 0.01), OCTOBER)
    assert 25 <= percent(said) <= 75


def test_a_date_that_is_over_stands_for_the_next_period(ctr: Trend, rising: KpiForecast) -> None:
    assert "Sep 2026" in chance_sentence(ctr, rising, Anchors(0.05, 0.01), date(2025, 1, 1))


def test_a_date_behind_the_forecast_is_told_of_its_last_period(ctr: Trend, rising: KpiForecast) -> None:
    said = chance_sentence(ctr, rising, Anchors(0.05, 0.01), date(2027, 12, 1))
    assert said.startswith("The forecast ends before Dec 2027; the chance to meet it in Feb 2027 is")


def test_without_a_forecast_the_reason_stands_in_its_place(store: Store, ctr: Trend) -> None:
    short = forecast(Workspace(store, TODAY), View(), "ctr")
    assert isinstance(short.outlook, NoForecast)
    said = chance_sentence(ctr, short, Anchors(0.05, 0.01), AUGUST)
    assert said == f"No forecast, so no chance to name: {short.outlook.reason}."
