"""The evidence on arrows as rows: of the scatter, of the lag plot, of the table that lists every arrow."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from bsc.charts.figures import figure
from bsc.charts.theme import ARROWS
from bsc.insight.lags import Pair, Relation
from bsc.model.definitions import Kpi
from bsc.model.editing import number_of
from bsc.model.periods import Calendar
from bsc.model.words import Unit
from bsc.views.strategy_evidence import Evidence
from bsc.views.strategy_map import Arrow

Row = Mapping[str, object]
_Write = tuple[Callable[[float], str], Callable[[float], str]]
TABLE: Final[Mapping[str, type]] = {
    "Cause": str,
    "Effect": str,
    "In the data": str,
    "Lag": str,
    "r": float,
    "n": int,
    "p": float,
    "Cause's KPI": str,
    "Effect's KPI": str,
}


def table_rows(arrows: Sequence[Arrow]) -> list[Row]:
    """Return a row of the table for each of *arrows*; where nothing could be compared, lag, r and p stay empty."""
    return [
        {
            "Cause": each.cause_name,
            "Effect": each.effect_name,
            "In the data": f"{ARROWS[each.verdict].glyph} {each.verdict}",
            "Lag": "" if each.lag is None else number_of(each.lag, each.grain),
            "r": each.r,
            "n": each.count,
            "p": each.p,
            "Cause's KPI": each.cause_kpi,
            "Effect's KPI": each.effect_kpi,
        }
        for each in arrows
    ]


def units(kpis: tuple[Kpi, Kpi], relation: Relation) -> tuple[Unit, Unit]:
    """Return the units of the pairs of *relation*: the KPIs' own, or percent where logarithms were compared."""
    relative = relation.cause_relative, relation.effect_relative
    cause, effect = (Unit.PERCENT if percent else kpi.unit for kpi, percent in zip(kpis, relative, strict=True))
    return cause, effect


def titles(kpis: tuple[Kpi, Kpi], relation: Relation) -> tuple[str, str]:
    """Return what the axes of the scatter show: by how much each KPI changed, or how far it was from its trend."""
    what = "change" if relation.differenced else "distance from its trend"
    cause, effect = (f"{kpi.name}: {what}" for kpi in kpis)
    return cause, effect


def pair_rows(found: Evidence, relation: Relation, calendar: Calendar, currency: str) -> list[Row]:
    """Return the points of the scatter, each with the periods of cause and effect."""
    kpis = _both(found)
    one, other = (partial(figure, unit=unit, currency=currency, signed=True) for unit in units(kpis, relation))
    return [_pair_row(found, pair, calendar, relation.lag, (one, other)) for pair in relation.pairs]


def line_rows(relation: Relation) -> list[Row]:
    """Return both ends of the line through the pairs: as steep as the median slope, through the medians."""
    causes, effects = sorted(each.cause for each in relation.pairs), sorted(each.effect for each in relation.pairs)
    x, y = _median(causes), _median(effects)
    return [{"cause": end, "effect": y + relation.slope * (end - x)} for end in (causes[0], causes[-1])]


def lag_rows(relation: Relation) -> list[Row]:
    """Return r at every lag that was tried, beside the band that chance seldom leaves."""
    return [
        {
            "lag": each.lag,
            "r": each.r,
            "low": -each.threshold,
            "high": each.threshold,
            "beyond": abs(each.r) > each.threshold,
            "best": each.lag == relation.lag,
            "r_text": f"{each.r:+.2f}".replace("-", "−"),
            "band_text": f"within ±{each.threshold:.2f}",
            "count_text": str(each.count),
        }
        for each in relation.lags
    ]


def _pair_row(found: Evidence, pair: Pair, calendar: Calendar, lag: int, write: _Write) -> Row:
    return {
        "cause": pair.cause,
        "effect": pair.effect,
        "cause_period": calendar.label(found.periods[pair.at - lag]),
        "effect_period": calendar.label(found.periods[pair.at]),
        "cause_text": write[0](pair.cause),
        "effect_text": write[1](pair.effect),
    }


def _both(found: Evidence) -> tuple[Kpi, Kpi]:
    cause, effect = found.kpis
    if cause is None or effect is None:
        message = "an arrow whose ends have no KPI has no relation"
        raise TypeError(message)
    return cause, effect


def _median(values: Sequence[float]) -> float:
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2
