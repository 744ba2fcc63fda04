"""The methods that a forecast is chosen from: two naive ones, exponential smoothing and Theta, seasonally adjusted too.

Every method answers for many origins at once: its parameters are estimated from the values before the first origin and
kept, while level and trend go on with each value (a rolling origin with occasional recalibration: Tashman,
Out-of-sample tests of forecasting accuracy, International Journal of Forecasting 16, 2000).
"""

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

LAST_VALUE = "last value"
LAST_SEASON = "same period last season"
NAIVE = (LAST_VALUE, LAST_SEASON)
SMOOTHING = "exponential smoothing"
DAMPED = "damped trend"
THETA = "Theta"
AVERAGE = "average of smoothing, trend and Theta"
ADJUSTED = "seasonally adjusted "  # before the name of a method
CYCLES = 2  # complete seasons that seasonal factors are calculated from, at least


def naive(values: Numbers, first: int, horizon: int, season: int | None) -> dict[str, Numbers]:
    """Return what the naive methods foresee: the last value, and the value of the same place in the last season.

    A row for every origin (the number of values known) from *first* to the last, a column for every step.
    Source: Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., 5.2.
    """
    origins, steps = _origins(values, first), np.arange(horizon)
    found = {LAST_VALUE: np.repeat(values[origins - 1][:, None], horizon, axis=1)}
    if season is not None and first >= season:
        found[LAST_SEASON] = values[origins[:, None] - season + steps % season]
    return found


def smoothing(values: Numbers, first: int, horizon: int) -> dict[str, Numbers]:
    """Return what exponential smoothing, a damped trend, Theta and their average foresee; rows and columns as `naive`.

    The values are standardized before: the optimizer stops at slopes below 1e-5, which a share like 0.031 never has.
    """
    known = values[:first]
    middle, spread = float(known.mean()), float(known.std()) or 1.0
    standard = (values - middle) / spread
    found = _simple_and_theta(standard, first, horizon) | _damped(standard, first, horizon)
    found[AVERAGE] = np.mean(list(found.values()), axis=0)
    return {name: middle + spread * foreseen for name, foreseen in found.items()}


def adjusted_smoothing(values: Numbers, first: int, horizon: int, season: int | None) -> dict[str, Numbers]:
    """Return the same of values without their season, which is added again; nothing before two seasons are known."""
    if season is None or first < CYCLES * season:
        return {}
    factors, whole = _factors(values[:first], season)
    places = np.arange(len(values) + horizon) % season
    past, ahead = factors[places[: len(values)]], factors[places[_origins(values, first)[:, None] + np.arange(horizon)]]
    found = smoothing(values / past if whole else values - past, first, horizon)
    return {ADJUSTED + name: each * ahead if whole else each + ahead for name, each in found.items()}


def _simple_and_theta(values: Numbers, first: int, horizon: int) -> dict[str, Numbers]:
    """Return what simple exponential smoothing and Theta foresee.

    Theta is simple exponential smoothing with half of the slope of the values so far as its drift.
    Source: Hyndman & Billah, Unmasking the Theta method, International Journal of Forecasting 19 (2003).
    """
    ran = _ran(values, first)
    origins, steps = _origins(values, first), np.arange(horizon)
    level = np.repeat(np.asarray(ran.level)[origins - 1][:, None], horizon, axis=1)
    alpha = float(ran.params["smoothing_level"])
    half = np.array([np.polyfit(np.arange(origin), values[:origin], 1)[0] / 2 for origin in origins])
    carried = (1 - (1 - alpha) ** origins) / alpha
    return {SMOOTHING: level, THETA: level + half[:, None] * (steps + carried[:, None])}


def _damped(values: Numbers, first: int, horizon: int) -> dict[str, Numbers]:
    """Return what Holt's method with a damped trend foresees.

    Source: Gardner & McKenzie, Forecasting trends in time series, Management Science 31 (1985).
    """
    ran = _ran(values, first, trend="add", damped_trend=True)
    at = _origins(values, first) - 1
    weights = np.cumsum(float(ran.params["damping_trend"]) ** np.arange(1, horizon + 1))
    return {DAMPED: np.asarray(ran.level)[at][:, None] + np.asarray(ran.trend)[at][:, None] * weights}


def _ran(values: Numbers, first: int, **shape: Any) -> Any:  # noqa: ANN401 -- statsmodels has no types
    """Return the model with parameters estimated from the first values, run over all of them."""
    from statsmodels.tools.sm_exceptions import ConvergenceWarning  # noqa: PLC0415 -- importing takes seconds
    from statsmodels.tsa.holtwinters import ExponentialSmoothing  # noqa: PLC0415

    with warnings.catch_warnings(), np.errstate(divide="ignore"):  # a perfect fit has no logarithm of its error
        warnings.simplefilter("ignore", ConvergenceWarning)  # its best parameters are tried like all others
        fitted = ExponentialSmoothing(values[:first], initialization_method="estimated", **shape).fit()
        return fitted if first == len(values) else _run_on(fitted, values, shape)


def _run_on(fitted: Any, values: Numbers, shape: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- as above
    """Return the model of *shape* run over all of *values* with the parameters of *fitted*."""
    from statsmodels.tsa.holtwinters import ExponentialSmoothing  # noqa: PLC0415 -- importing takes seconds

    kept: Mapping[str, Any] = fitted.params
    begun = {"initial_level": kept["initial_level"]} | ({"initial_trend": kept["initial_trend"]} if shape else {})
    weights = {"smoothing_level": kept["smoothing_level"]}
    if shape:
        weights |= {"smoothing_trend": kept["smoothing_trend"], "damping_trend": kept["damping_trend"]}
    model = ExponentialSmoothing(values, initialization_method="known", **begun, **shape)
    return model.fit(optimized=False, **weights)


def _factors(values: Numbers, season: int) -> tuple[Numbers, bool]:
    """Return one seasonal factor for each place in the season, and whether they are multiplied (else added).

    Multiplied where every value is above zero, by moving averages.
    Source: Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., 3.4.
    """
    from statsmodels.tsa.seasonal import seasonal_decompose  # noqa: PLC0415 -- importing takes seconds

    whole = bool(values.min() > 0)
    parts = seasonal_decompose(values, model="multiplicative" if whole else "additive", period=season)
    return np.asarray(parts.seasonal)[:season], whole


def _origins(values: Numbers, first: int) -> NDArray[np.int64]:
    return np.arange(first, len(values) + 1)
