"""How good forecasts are: each is made of a part of a series alone, then held against what came after that part.

What the back-test claims was measured on the part that chose the method; what is measured here was not. The distance
between the two is the price of choosing.
"""

import math
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.series import Collection, Numbers, public, simulated
from bsc.insight.forecasting import LEVELS, Forecast, NoForecast, foresee
from bsc.insight.forecasting_methods import LAST_SEASON, NAIVE

STEPS = {12: 6, 4: 4}
LENGTHS = {12: (24, 36, 60), 4: (20, 32, 60)}


@dataclass(frozen=True)
class Held:
    """One forecast against what came: the absolute errors of its steps and of the naive one's, in units of the scale.

    `claimed` are both errors in the back-test. Where none was offered, `inside` is empty and only `naive` is told.
    """

    offered: bool
    error: float
    naive: float
    claimed: tuple[float, float]
    inside: dict[float, float]
    seconds: float


def held(series: Numbers, known: int, season: int) -> Held:
    """Return how the forecast of what follows the first *known* values fared; the scale is their usual change."""
    past, came = series[:known], series[known : known + STEPS[season]]
    begun = time.process_time()
    outlook = foresee(past.tolist(), season=season, horizon=STEPS[season])
    seconds = time.process_time() - begun
    scale = float(np.abs(np.diff(past)).mean())
    if isinstance(outlook, NoForecast):
        name = next((name for name in outlook.tested if name in NAIVE), NAIVE[0])
        naive = _naive_error(past, came, name, season) / scale
        return Held(offered=False, error=naive, naive=naive, claimed=(0, 0), inside={}, seconds=seconds)
    came = came[: len(outlook.middle)]
    return Held(
        offered=True,
        error=float(np.abs(came - outlook.middle).mean()) / scale,
        naive=_naive_error(past, came, outlook.naive, season) / scale,
        claimed=(outlook.mase, outlook.naive_mase),
        inside={level: _inside(outlook, level, came) for level in LEVELS},
        seconds=seconds,
    )


def histories(collection: Collection) -> Iterator[Held]:
    """Return how every series of *collection* fared, from histories of several lengths that end at two moments."""
    ahead = STEPS[collection.season]
    for series in collection.series:
        for end in (len(series) - ahead, len(series) - ahead - 2 * collection.season):
            for length in LENGTHS[collection.season]:
                if length <= end and len(set(series[end - length : end])) > 1:
                    yield held(series[end - length : end + ahead], length, collection.season)


def run() -> None:
    """Print how forecasts fared on public series and on invented ones."""
    everything: list[Held] = []
    print("\nforecasts beside the naive one, on what came after the history (errors: MASE, median of the histories)")
    print(
        f"{'series':34}{'histories':>10}{'offered':>9}{'error':>8}{'naive':>8}{'beside naive':>14}{'claimed':>9}"
        f"{'50%':>7}{'80%':>6}{'95%':>6}{'s/KPI':>7}"
    )
    for collection in (*public(), *simulated()):
        fared = list(histories(collection))
        everything += fared
        print(_line(collection.name, fared))
    print(_line("all", everything))


def _line(name: str, fared: Sequence[Held]) -> str:
    offered = [each for each in fared if each.offered]
    seconds = statistics.median(each.seconds for each in fared)
    head = f"{name:34}{len(fared):>10}{len(offered) / len(fared):>9.0%}"
    if not offered:
        return f"{head}{'':58}{seconds:>7.2f}"
    error, naive = (statistics.median(errors) for errors in zip(*((e.error, e.naive) for e in offered), strict=True))
    beside = _ratio((each.error, each.naive) for each in offered)
    claimed = _ratio(each.claimed for each in offered)
    inside = [statistics.fmean(each.inside[level] for each in offered) for level in LEVELS]
    bands = f"{inside[0]:>7.0%}{inside[1]:>6.0%}{inside[2]:>6.0%}"
    return f"{head}{error:>8.2f}{naive:>8.2f}{beside:>14.2f}{claimed:>9.2f}{bands}{seconds:>7.2f}"


def _ratio(errors: Iterable[tuple[float, float]]) -> float:
    mine, naive = (math.fsum(each) for each in zip(*errors, strict=True))
    return mine / naive


def _inside(outlook: Forecast, level: float, came: Numbers) -> float:
    return statistics.fmean(low <= value <= high for (low, high), value in zip(outlook.bands[level], came, strict=True))


def _naive_error(past: Numbers, came: Numbers, name: str, season: int) -> float:
    steps = np.arange(len(came))
    foreseen = past[len(past) - season + steps % season] if name == LAST_SEASON else past[-1]
    return float(np.abs(came - foreseen).mean())
