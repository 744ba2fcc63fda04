"""What is said of a forecast: its periods, the methods that were tried, the back-test, and all of it in sentences."""

from collections.abc import Mapping
from typing import Final

from bsc.charts.figures import NO_VALUE, figure
from bsc.insight.forecasting import Forecast, NoForecast, Tried
from bsc.insight.forecasting_methods import LAST_SEASON, NAIVE
from bsc.model.editing import number_of
from bsc.model.periods import Grain, Period
from bsc.scoring.targets import Terms, anchors_owed
from bsc.views.forecast import KpiForecast
from bsc.views.trend_rows import level_text

Row = dict[str, object]
AHEAD_COLUMNS: Final = ("Period", "Likely", "50% between", "80% between", "95% between", "Target", "Chance to meet it")
METHOD_COLUMNS: Final = ("Method", "Error (MASE)", "Beside the naive one", "Used")
CSV_HEADER: Final = (
    "Period",
    "First day",
    "Likely",
    "50% low",
    "50% high",
    "80% low",
    "80% high",
    "95% low",
    "95% high",
    "Chance of target",
)
_LEAST_SAID: Final = 0.01
_FEW: Final = 30  # values that the bands were held against: of fewer a share tells little
_BEFORE: Final[Mapping[Grain, str]] = {
    Grain.DAY: "same day of the week before",
    Grain.WEEK: "same week of the year before",
    Grain.MONTH: "same month of the year before",
    Grain.QUARTER: "same quarter of the year before",
}


class Told:
    """A forecast for people, with the KPI's unit and *currency*, under *filters*."""

    def __init__(self, seen: KpiForecast, currency: str, filters: Mapping[str, tuple[str, ...]]) -> None:
        """Tell of *seen*."""
        self.seen = seen
        self.currency = currency
        self._terms = Terms(seen.measure, filters, seen.calendar)

    @property
    def grain(self) -> Grain:
        """Return how long the periods are."""
        return next(iter(self.seen.history)).grain if self.seen.history else self.seen.kpi.frequency

    def summary(self, outlook: Forecast) -> str:
        """Return how much better the chosen method was than the naive one, in a sentence."""
        closer = 1 - outlook.mase / outlook.naive_mase
        return (
            f"Of {len(outlook.tested)} methods tried on this KPI's own history, {self.method(outlook.method)} came "
            f"closest: {closer:.0%} nearer than the naive forecast ({self.method(outlook.naive)}), from "
            f"{number_of(outlook.origins, 'starting point')}, up to {number_of(len(outlook.middle), self.grain)} ahead."
        )

    def held(self, outlook: Forecast) -> str:
        """Return how many of the values tried lay in each band, in a sentence."""
        shares = ", ".join(f"{share:.0%} lay in the {level:.0%} band" for level, share in outlook.coverage.items())
        few = " So few tell little of the bands." if outlook.checked < _FEW else ""
        return f"Of {number_of(outlook.checked, 'value')} in the back-test {shares}.{few}"

    def method(self, name: str) -> str:
        """Return the method called *name* in words that fit the grain."""
        return _BEFORE.get(self.grain, name) if name == LAST_SEASON else name

    def ahead(self, outlook: Forecast) -> list[dict[str, str]]:
        """Return one row for each period to come, as text under AHEAD_COLUMNS."""
        return [
            {
                "Period": self.seen.calendar.label(period),
                "Likely": self._figure(outlook.middle[step]),
                **{f"{level:.0%} between": self._range(*bands[step]) for level, bands in outlook.bands.items()},
                "Target": self._target(period),
                "Chance to meet it": self._chance_text(period),
            }
            for step, period in enumerate(self.seen.periods)
        ]

    def numbers(self, outlook: Forecast) -> list[tuple[object, ...]]:
        """Return the same under CSV_HEADER; numbers unrounded, shares and chances as 0–1, what is unknown None."""
        return [
            (
                self.seen.calendar.label(period),
                period.start.isoformat(),
                outlook.middle[step],
                *(end for bands in outlook.bands.values() for end in bands[step]),
                self.chance(period),
            )
            for step, period in enumerate(self.seen.periods)
        ]

    def methods(self, outlook: Forecast | NoForecast) -> list[dict[str, str]]:
        """Return one row for each method that was tried, best first, as text under METHOD_COLUMNS."""
        naive = min((error for name, error in outlook.tested.items() if name in NAIVE), default=0.0)
        used = outlook.method if isinstance(outlook, Forecast) else ""
        return [
            {
                "Method": f"{self.method(name)}{' (naive)' if name in NAIVE else ''}",
                "Error (MASE)": f"{error:.2f}",
                "Beside the naive one": _beside(error / naive - 1) if naive else NO_VALUE,
                "Used": "✓ used" if name == used else "",
            }
            for name, error in outlook.tested.items()
        ]

    def trials(self, outlook: Forecast, step: int) -> list[Row]:
        """Return the rows of the back-test chart: every period of the history, beside what was foreseen *step* before.

        Their columns are described in `bsc.charts.backtest`.
        """
        tried = {trial.at: trial for trial in outlook.trials if trial.step == step}
        rows: list[Row] = []
        for at, (period, came) in enumerate(self.seen.history.items()):
            row: Row = {"label": self.seen.calendar.label(period), "index": at, "came": came}
            row["came_text"] = self._figure(came)
            rows.append(row | self._trial(tried[at]) if at in tried else row)
        return rows

    def chance(self, period: Period) -> float | None:
        """Return the chance that the target in force is met in *period*; None without a target or forecast."""
        owed = anchors_owed(self.seen.kpi, period, self._terms)
        return self.seen.chance_owed(owed, self.seen.kpi.better, period) if owed else None

    def _trial(self, trial: Tried) -> Row:
        return {
            "foreseen": trial.foreseen,
            "naive": trial.naive,
            "low": trial.low,
            "high": trial.high,
            "foreseen_text": self._figure(trial.foreseen),
            "naive_text": self._figure(trial.naive),
            "band_text": self._range(trial.low, trial.high),
            "held": "yes" if trial.low <= trial.came <= trial.high else "no",
        }

    def _target(self, period: Period) -> str:
        owed = anchors_owed(self.seen.kpi, period, self._terms)
        return level_text(owed.target, self.seen.kpi.unit, self.currency) if owed else NO_VALUE

    def _chance_text(self, period: Period) -> str:
        chance = self.chance(period)
        return NO_VALUE if chance is None else chance_text(chance)

    def _range(self, low: float, high: float) -> str:
        return f"{self._figure(low)} – {self._figure(high)}"

    def _figure(self, value: float) -> str:
        return figure(value, self.seen.kpi.unit, self.currency)


def chance_text(chance: float, about: str = "") -> str:
    """Return *chance* (0–1) as a whole percent behind *about*; what is nearly sure is not called sure."""
    if chance < _LEAST_SAID:
        return f"below {_LEAST_SAID:.0%}"
    return f"above {1 - _LEAST_SAID:.0%}" if chance > 1 - _LEAST_SAID else f"{about}{chance:.0%}"


def _beside(share: float) -> str:
    """Return by how much an error is greater or smaller than another, as a whole percent with its sign."""
    percent = round(100 * share)
    return f"{'+' if percent > 0 else '−' if percent < 0 else ''}{abs(percent)}%"
