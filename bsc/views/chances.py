"""The chance that a target is met by its date, as a sentence: from the forecast, or why there is none."""

from datetime import date

from bsc.insight.forecasting import NoForecast
from bsc.model.periods import Period
from bsc.scoring.judging import Anchors
from bsc.views.forecast import KpiForecast
from bsc.views.forecast_rows import chance_text
from bsc.views.trend import Trend


def chance_sentence(trend: Trend, foreseen: KpiForecast, anchors: Anchors, due: date) -> str:
    """Return how likely *anchors* are met in the period of *trend*'s grain that holds the day *due*.

    A day that is over stands for the next period to come. What lies beyond the forecast is told of its last period.
    """
    if isinstance(foreseen.outlook, NoForecast) or not foreseen.periods:
        reason = foreseen.outlook.reason if isinstance(foreseen.outlook, NoForecast) else "nothing is foreseen"
        return f"No forecast, so no chance to name: {reason}."
    wanted = max(trend.calendar.period(due, trend.shown.period.grain), foreseen.periods[0])
    period = min(wanted, foreseen.periods[-1])
    chance = foreseen.chance(anchors, trend.kpi.better, period)
    if chance is None:
        return f"A target per {trend.kpi.frequency} does not compare with one {period.grain}, so no chance to name."
    when, told = trend.calendar.label(period), chance_text(chance, about="about ")
    return f"{_reach(trend, wanted, period)}the chance to meet it in {when} is {told}."


def _reach(trend: Trend, wanted: Period, period: Period) -> str:
    if wanted == period:
        return "By the forecast, "
    return f"The forecast ends before {trend.calendar.label(wanted)}; "
