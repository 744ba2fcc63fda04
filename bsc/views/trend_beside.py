"""Where the layers beside a KPI line come from: natural variation, forecast, earlier periods, what happened."""

from collections.abc import Sequence
from functools import partial

from bsc.insight.forecasting import NoForecast
from bsc.insight.variation import ENOUGH, Signal, Variation
from bsc.model.periods import Grain, Period
from bsc.model.view import View
from bsc.views.forecast import KpiForecast
from bsc.views.keeping import kept
from bsc.views.noting import beside
from bsc.views.signals import KpiVariation, kpi_variation
from bsc.views.trend import Trend, a_year_before
from bsc.views.trend_layers import Comparison, Fan, Layer, Layers, Limits, Remark
from bsc.views.trend_marks import marks
from bsc.views.workspace import Workspace


def layers(
    workspace: Workspace, view: View, trend: Trend, asked: Sequence[Layer], foreseen: KpiForecast | None = None
) -> Layers:
    """Return the layers of *trend* that are *asked* for; *foreseen* is its forecast, once that is known."""
    window = [reading.period for reading in trend.window]
    fan, ahead = _fan(trend, foreseen, window) if foreseen and Layer.FORECAST in asked else (None, ())
    axis = [*window, *ahead]
    return Layers(
        ahead=ahead,
        limits=_limits(kpi_variation(workspace, view, trend.kpi.id), window) if Layer.LIMITS in asked else None,
        fan=fan,
        comparisons=comparisons(workspace, view, trend, asked),
        marks=marks(trend, workspace.scorecard.initiatives, beside(workspace, trend.kpi), axis)
        if Layer.NOTES in asked
        else (),
    )


def _limits(usual: KpiVariation, window: Sequence[Period]) -> Limits:
    variation, label = usual.variation, usual.calendar.label
    place = {period: at for at, period in enumerate(window)}
    found = {period: at for at, period in enumerate(usual.periods)}

    def drawn(line: Sequence[float | None]) -> tuple[float | None, ...]:
        return tuple(line[found[period]] if period in found else None for period in window)

    signals = [
        Remark(at=place[usual.periods[each.at]], said=_signal(each, label(usual.periods[each.first])))
        for each in variation.signals
        if usual.periods[each.at] in place
    ]
    shifts = [usual.periods[each.first] for each in variation.baselines if each.shifted]
    return Limits(
        mean=drawn(variation.mean),
        low=drawn(variation.low),
        high=drawn(variation.high),
        signals=tuple(dict.fromkeys(signals)),
        baselines=tuple(
            Remark(at=place[period], said="worked out anew: it has moved to another level")
            for period in shifts
            if period in place
        ),
        said=_said(variation, usual.shown.grain),
    )


def _signal(signal: Signal, since: str) -> str:
    side = "above" if signal.side == "high" else "below"
    return f"{signal.rule}, {side}" + ("" if signal.at == signal.first else f", since {since}")


def _said(variation: Variation, grain: Grain) -> str:
    if not variation.enough:
        return f"No natural limits: fewer than {ENOUGH} complete periods with a value."
    if variation.low[-1] is None:
        return "No natural limits: its values mostly stay as they are."
    again = "week" if grain is Grain.DAY else "year"
    return f"It comes back every {again}: mean and natural limits follow the season." if variation.seasonal else ""


def _fan(trend: Trend, foreseen: KpiForecast, window: Sequence[Period]) -> tuple[Fan | None, tuple[Period, ...]]:
    """Return the fan and the periods behind the window that it needs; none where it does not follow on the window.

    Data that has been late for longer than the window is foreseen from before it: the fan begins with the window.
    """
    outlook = foreseen.outlook
    if isinstance(outlook, NoForecast) or not foreseen.periods:
        return None, ()
    seen = [step for step, period in enumerate(foreseen.periods) if period.start >= window[0].start]
    if not seen or foreseen.periods[seen[0]].start > window[-1].end:
        return None, ()
    axis = trend.calendar.periods(window[0].start, foreseen.periods[-1].end, window[0].grain)
    first = axis.index(foreseen.periods[seen[0]])
    bands = tuple((level, tuple(outlook.bands[level][seen[0] :])) for level in sorted(outlook.bands))
    return Fan(first=first, middle=tuple(outlook.middle[seen[0] :]), bands=bands), tuple(axis[len(window) :])


def comparisons(workspace: Workspace, view: View, trend: Trend, asked: Sequence[Layer]) -> tuple[Comparison, ...]:
    """Return the lines of earlier periods that are *asked* for; they are kept."""
    wanted = [layer for layer in (Layer.YEAR_BEFORE, Layer.PERIODS_BEFORE) if layer in asked]
    found = [
        kept(
            workspace,
            ("comparison", trend.kpi.id, len(trend.window), str(layer)),
            partial(_comparison, workspace, view, trend, layer),
            view,
        )
        for layer in wanted
    ]
    return tuple({line.labels: line for line in reversed(found)}.values())[::-1]  # a year before may be both


def _comparison(workspace: Workspace, view: View, trend: Trend, layer: Layer) -> Comparison:
    calendar, count = trend.calendar, len(trend.window)
    shown = [reading.period for reading in trend.window]
    if layer is Layer.YEAR_BEFORE:
        name, periods = "A year before", [a_year_before(calendar, period) for period in shown]
    else:
        name, periods = f"The {count} periods before", [calendar.shifted(period, -count) for period in shown]
    readings = workspace.series(view, [trend.kpi], periods)[trend.kpi.id]
    return Comparison(
        layer=layer,
        name=name,
        values=tuple(reading.value for reading in readings),
        labels=tuple(calendar.label(period) for period in periods),
    )
