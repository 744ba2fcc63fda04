"""Series to try forecasts on: public ones that come with libraries, and invented ones whose nature is known."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MONTHS = 12
QUARTERS = 4
TEN_YEARS = 120
LONG = 66  # months of an invented series
SEED = 7

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Collection:
    """Several series of one kind, oldest value first; `season` is how many values make a year."""

    name: str
    season: int
    series: tuple[Numbers, ...]


def public() -> list[Collection]:
    """Return the monthly and quarterly series that come with vega_datasets and statsmodels."""
    return [employment(), climate_and_orders(), stocks(), economy()]


def employment() -> Collection:
    """Return employment in the United States by industry, 22 series of 120 months (Bureau of Labor Statistics)."""
    from vega_datasets import local_data  # noqa: PLC0415 -- only where asked for

    months = local_data.us_employment()
    industries = [name for name in months.columns if name not in {"month", "nonfarm_change"}]
    return Collection("US employment by industry", MONTHS, tuple(months[name].to_numpy(float) for name in industries))


def stocks() -> Collection:
    """Return five share prices, which nobody foresees: 2000 to 2010, by month."""
    from vega_datasets import local_data  # noqa: PLC0415 -- only where asked for

    prices = local_data.stocks().sort_values("date")
    return Collection("share prices", MONTHS, tuple(each.price.to_numpy(float) for _, each in prices.groupby("symbol")))


def climate_and_orders() -> Collection:
    """Return stretches of ten years: the Pacific's temperature, carbon dioxide, orders of electrical equipment."""
    from statsmodels.datasets import co2, elnino  # noqa: PLC0415 -- only where asked for
    from statsmodels.datasets.elec_equip import data as elec_equip  # noqa: PLC0415

    temperature = elnino.load_pandas().data.drop(columns="YEAR").to_numpy(float).ravel()
    carbon = co2.load_pandas().data.resample("MS").mean().interpolate().co2.to_numpy(float)
    orders = elec_equip.load_pandas().data.iloc[:, -1].to_numpy(float)
    parts = [series[at : at + TEN_YEARS] for series in (temperature, carbon, orders) for at in _decades(series)]
    return Collection("climate and orders, by decade", MONTHS, tuple(parts))


def economy() -> Collection:
    """Return the quarterly series of the economy of the United States, 1959 to 2009."""
    from statsmodels.datasets import macrodata  # noqa: PLC0415 -- only where asked for

    quarters = macrodata.load_pandas().data.drop(columns=["year", "quarter"])
    return Collection("US economy, by quarter", QUARTERS, tuple(quarters[name].to_numpy(float) for name in quarters))


def simulated(count: int = 10) -> list[Collection]:
    """Return *count* invented series of each kind, the same in every run."""
    draw = np.random.default_rng(SEED)
    kinds: dict[str, Callable[[], Numbers]] = {
        "random walk: nothing to foresee": lambda: 100 + np.cumsum(draw.normal(size=LONG)),
        "noise around a level": lambda: 100 + 5 * draw.normal(size=LONG),
        "noise around a trend": lambda: 100 + np.arange(LONG) * draw.normal() + 4 * draw.normal(size=LONG),
        "season and noise": lambda: 100 + 8 * _season(draw) + 4 * draw.normal(size=LONG),
        "season and random walk": lambda: 100 + 8 * _season(draw) + 1.5 * np.cumsum(draw.normal(size=LONG)),
        "a shift of the level": lambda: 100 + 4 * draw.normal(size=LONG) + _shift(draw),
        "counts on slow waves": lambda: draw.poisson(12 + 6 * np.sin(np.arange(LONG) / 9)).astype(float),
    }
    return [Collection(name, MONTHS, tuple(make() for _ in range(count))) for name, make in kinds.items()]


def _decades(series: Numbers) -> range:
    return range(0, len(series) - TEN_YEARS + 1, TEN_YEARS)


def _season(draw: np.random.Generator) -> Numbers:
    return np.resize(draw.normal(size=MONTHS), LONG)


def _shift(draw: np.random.Generator) -> Numbers:
    return np.where(np.arange(LONG) >= draw.integers(15, 50), 20.0, 0.0)
