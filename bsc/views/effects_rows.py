"""The rows that the chart before and since draws, and the same as a table and a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bsc.charts.figures import NO_VALUE, figure
from bsc.insight.effects import counting
from bsc.insight.rules import natural_limits
from bsc.views.effects import KpiEffect
from bsc.views.effects_compared import mean

Row = dict[str, object]
COLUMNS: Final = ("Period", "Counts as", "Value", "The others")
HEADER: Final = ("Period", "First day", "Counts as", "Value", "The others")
BEFORE, SINCE, NEITHER = "before", "since", "neither"


@dataclass(frozen=True)
class EffectRows:
    """The chart's named tables; their columns are described in `bsc.charts.before_after`."""

    values: list[Row]
    levels: list[Row]
    bands: list[Row]


def effect_rows(effect: KpiEffect) -> EffectRows:
    """Return the rows of *effect*; without a change the values alone."""
    return EffectRows(_values(effect), list(_levels(effect)), list(_bands(effect)))


def figures_table(effect: KpiEffect) -> list[dict[str, str]]:
    """Return every period for people under COLUMNS, newest first."""
    return [
        {
            "Period": str(row["label"]),
            "Counts as": str(row["stretch"]),
            "Value": str(row["value_text"]),
            "The others": str(row["rest_text"]),
        }
        for row in reversed(_values(effect))
    ]


def numbers_table(effect: KpiEffect) -> list[tuple[object, ...]]:
    """Return every period under HEADER, oldest first; numbers unrounded, what is unknown as None."""
    stretches, rest = _stretches(effect), _rest(effect)
    return [
        (label, period.start.isoformat(), stretches[at], _shown(effect, at), rest.get(label))
        for at, (label, period) in enumerate(zip(effect.series.labels, effect.series.periods, strict=True))
    ]


def _stretches(effect: KpiEffect) -> list[str]:
    """Return what each period counts as; what has no value counts as nothing."""
    series, counted = effect.series, counting(effect.series.values, effect.series.begin)
    return [(BEFORE if at < series.begin else SINCE) if at in counted else NEITHER for at in range(len(series.periods))]


def _shown(effect: KpiEffect, at: int) -> float | None:
    """Return the value at a place, also where it counts to neither side."""
    series = effect.series
    own = series.values[at]
    return series.between if own is None and at == series.begin - 1 else own


def _rest(effect: KpiEffect) -> Mapping[str, float | None]:
    series = effect.comparison.series if effect.comparison else None
    return dict(zip(series.labels, series.values, strict=True)) if series else {}


def _values(effect: KpiEffect) -> list[Row]:
    series, rest, scale, stretches = effect.series, _rest(effect), _scale(effect), _stretches(effect)
    begun: dict[int, list[int]] = {}
    for number, other in enumerate(effect.others):
        place = next((at for at, each in enumerate(series.periods) if other.since in each), None)
        if place is not None:
            begun.setdefault(place, []).append(number)
    found: list[Row] = []
    for at, label in enumerate(series.labels):
        own, its = _shown(effect, at), rest.get(label)
        counts = stretches[at] != NEITHER
        found.append(
            {
                "label": label,
                "index": at,
                "value": own if counts else None,
                "aside": None if counts else own,
                "rest": None if its is None else its * scale,
                "begins": at == series.begin,
                "letters": " ".join(str(number + 1) for number in begun.get(at, [])),
                "stretch": stretches[at],
                "value_text": _text(effect, own),
                "rest_text": _text(effect, its),
                "others": ", ".join(effect.others[number].name for number in begun.get(at, [])) or NO_VALUE,
            }
        )
    return found


def _scale(effect: KpiEffect) -> float:
    """Return by what the others' values are drawn: where sizes differ, so that both begin at the same height."""
    if effect.comparison is None or not effect.comparison.ratio:
        return 1.0
    own, its = mean(effect.series.values[: effect.series.begin]), effect.comparison.means[0]
    return own / its if own and its else 1.0


def _levels(effect: KpiEffect) -> Iterator[Row]:
    told = effect.told
    if told is None:
        return
    yield _level(effect, "Mean before", told.before, since=False)
    yield _level(effect, "Mean since", told.after, since=True)
    yield _level(effect, "Without it", told.without, since=True)
    if effect.expected:
        yield _level(effect, "Expected", told.without + effect.expected.change, since=True)


def _level(effect: KpiEffect, line: str, level: float, *, since: bool) -> Row:
    return {**_span(effect, since=since), "level": level, "line": line}


def _bands(effect: KpiEffect) -> Iterator[Row]:
    told, series = effect.told, effect.series
    if told is None:
        return
    counted = counting(series.values, series.begin)
    usual = natural_limits([value for at, value in counted.items() if at < series.begin])
    yield {**_span(effect, since=False), "low": usual.low, "high": usual.high, "own": True}
    yield {**_span(effect, since=True), "low": told.after - told.high, "high": told.after - told.low, "own": False}


def _span(effect: KpiEffect, *, since: bool) -> Row:
    places = [at for at, each in enumerate(_stretches(effect)) if each == (SINCE if since else BEFORE)]
    return {"label": effect.series.labels[places[0]], "until": effect.series.labels[places[-1]], "index": 1_000_000}


def _text(effect: KpiEffect, value: float | None) -> str:
    return figure(value, effect.kpi.unit, effect.currency)
