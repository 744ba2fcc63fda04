"""The pinned KPIs of a board pack over time: their numbers, what comes, and the sentences that stand for the chart."""

from collections.abc import Iterator
from typing import Final

from bsc.charts.figures import NO_VALUE, change, figure
from bsc.insight.forecasting import NoForecast
from bsc.model.definitions import Kpi
from bsc.model.editing import number_of
from bsc.model.view import View
from bsc.views.cards import SPARKLINE_PERIODS, Card, card, comparable
from bsc.views.forecast import KpiForecast, forecast
from bsc.views.forecast_rows import chance_text
from bsc.views.pack import Foreseen, Happened, PackTrend, TrendPoint, Wanted
from bsc.views.readings import Reading
from bsc.views.signals import kpi_variation
from bsc.views.trend import Trend, trend
from bsc.views.trend_beside import layers
from bsc.views.trend_layers import Layer, Layers, MarkKind
from bsc.views.trend_rows import anchors_ahead, level_text, notes, sample_text
from bsc.views.workspace import Workspace

BAND: Final = 0.8  # of the outcomes


def pack_trend(workspace: Workspace, view: View, kpi: Kpi, wanted: Wanted) -> PackTrend:
    """Return *kpi* over the window that is *wanted*, as its page shows it under *view*."""
    seen = trend(workspace, view, kpi.id, wanted.window)
    foreseen = forecast(workspace, view, kpi.id) if wanted.forecasts else None
    asked = (Layer.LIMITS, Layer.NOTES, *([Layer.FORECAST] if foreseen else []))
    beside = layers(workspace, view, seen, asked, foreseen)
    series = workspace.series(view, [kpi], workspace.calendar.last(seen.shown.period, SPARKLINE_PERIODS))[kpi.id]
    changed = kpi_variation(workspace, view, kpi.id).changed
    shown = card(series, workspace.currency, changed=changed)
    drawn = foreseen if beside.fan else None
    return PackTrend(
        trend=seen,
        layers=beside,
        card=shown,
        stage=seen.stage.name,
        perspective=seen.shown.perspective,
        objective=seen.shown.objective.name,
        points=tuple(_point(seen, reading) for reading in seen.window),
        ahead=tuple(_ahead(seen, drawn)) if drawn else (),
        happened=tuple(_happened(beside, len(seen.window))),
        sentences=tuple(_sentences(seen, shown, drawn)),
    )


def _point(seen: Trend, reading: Reading) -> TrendPoint:
    unit, currency, anchors = seen.kpi.unit, seen.currency, reading.anchors
    return TrendPoint(
        label=seen.calendar.label(reading.period),
        start=reading.period.start,
        value=reading.value,
        figure=figure(reading.value, unit, currency),
        target=anchors.target if anchors else None,
        target_words=level_text(anchors.target, unit, currency) if anchors else NO_VALUE,
        red_line=anchors.red_line if anchors else None,
        red_line_words=level_text(anchors.red_line, unit, currency) if anchors else NO_VALUE,
        points=reading.points,
        status=reading.status,
        partial=reading.partial,
        carried=bool(reading.actual.stale),
        counted=sample_text(reading),
        note=notes(reading).replace("`", ""),
    )


def _ahead(seen: Trend, foreseen: KpiForecast) -> Iterator[Foreseen]:
    """Yield the periods that are foreseen, from the first one of the window on, where data has been late for long."""
    outlook = foreseen.outlook
    if isinstance(outlook, NoForecast):
        return
    for step, period in enumerate(foreseen.periods):
        low, high = outlook.bands[BAND][step]
        if period.start >= seen.window[0].period.start:
            words = [figure(each, seen.kpi.unit, seen.currency) for each in (outlook.middle[step], low, high)]
            owed = anchors_ahead(seen, period)
            yield Foreseen(
                label=seen.calendar.label(period),
                middle=outlook.middle[step],
                low=low,
                high=high,
                words=f"{words[0]}, {BAND * 100:.0f} of 100 between {words[1]} and {words[2]}",
                target=owed.target if owed else None,
                red_line=owed.red_line if owed else None,
            )


def _happened(beside: Layers, places: int) -> Iterator[Happened]:
    """Yield what happened within the window; of what began before it, that it was going on."""
    for mark in beside.marks:
        if mark.at < places:
            name = f"{mark.name}: " if mark.kind is MarkKind.INITIATIVE else ""
            letter = str(mark.kind)[0].upper()
            yield from (Happened(at=int(mark.at), letter=letter, sentence=f"{name}{said}") for said in mark.said)


def _sentences(seen: Trend, shown: Card, foreseen: KpiForecast | None) -> Iterator[str]:
    yield _stands(seen)
    if shown.changed:
        yield shown.changed
    if beside := _year_before(seen):
        yield beside
    if seen.published:
        fared = seen.record(seen.published)
        if fared.of:
            yield f"Its target would have been met in {fared.met} of the last {number_of(fared.of, _grain(seen))}."
    if foreseen:
        yield from _likely(seen, foreseen)
    if remark := notes(seen.shown).replace("`", ""):
        yield f"{remark[:1].upper()}{remark[1:]}."


def _stands(seen: Trend) -> str:
    """Return the shown value, and what it is held to: `Oct 2026: 38.6%, off track (target 60.0%, red line 48.0%).`."""
    label, value = seen.calendar.label(seen.shown.period), figure(seen.shown.value, seen.kpi.unit, seen.currency)
    anchors = seen.shown.anchors
    if seen.shown.value is None:
        return f"{label}: no value."
    if anchors is None:
        return f"{label}: {value}, no target."
    target, red_line = (level_text(each, seen.kpi.unit, seen.currency) for each in (anchors.target, anchors.red_line))
    return f"{label}: {value}, {seen.shown.status.lower()} (target {target}, red line {red_line})."


def _year_before(seen: Trend) -> str:
    then = seen.year_before
    if seen.shown.value is None or then.value is None or not comparable(seen.shown):
        return ""
    moved = change(seen.shown.value, then.value, seen.kpi.unit)
    if moved == NO_VALUE:
        return ""
    return f"{moved} against {seen.calendar.label(then.period)} ({figure(then.value, seen.kpi.unit, seen.currency)})."


def _likely(seen: Trend, foreseen: KpiForecast) -> Iterator[str]:
    """Yield what the last period that is foreseen is likely to come to, and whether it meets the target there."""
    for last in list(_ahead(seen, foreseen))[-1:]:
        period = foreseen.periods[-1]
        owed = anchors_ahead(seen, period)
        chance = foreseen.chance_owed(owed, seen.kpi.better, period) if owed else None
        met = "" if chance is None else f"; the chance to meet the target then is {chance_text(chance, about='about ')}"
        yield f"Foreseen for {last.label}: {last.words}{met}."


def _grain(seen: Trend) -> str:
    return str(seen.shown.period.grain)
