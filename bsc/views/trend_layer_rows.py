"""The rows of what stands beside a KPI's line in the chart that is drawn as a file."""

from collections.abc import Mapping, Sequence

from bsc.charts.trend import LATE
from bsc.views.trend_layers import Fan, Layers

Row = Mapping[str, object]


def limit_rows(values: Sequence[float | None], layers: Layers, labels: Sequence[str]) -> list[Row]:
    """Return the rows of the natural limits; *values* are those of the window."""
    found = layers.limits
    if found is None:
        return []
    changed, anew = {each.at for each in found.signals}, {each.at for each in found.baselines}
    return [
        {
            "label": labels[at],
            "index": at,
            "mean": found.mean[at],
            "low": found.low[at],
            "high": found.high[at],
            "changed": values[at] if at in changed else None,
            "anew": at in anew,
        }
        for at in range(len(found.mean))
    ]


def fan_rows(layers: Layers, labels: Sequence[str]) -> list[Row]:
    """Return the rows of the forecast: each band in each period, then its middle."""
    fan = layers.fan
    if fan is None:
        return []
    bands = [
        {"label": labels[fan.first + step], "index": fan.first + step, "share": share, "low": low, "high": high}
        for share, band in fan.bands
        for step, (low, high) in enumerate(band)
    ]
    middle = [
        {"label": labels[fan.first + step], "index": fan.first + step, "middle": value}
        for step, value in enumerate(fan.middle)
    ]
    return [*bands, *middle]


def compared_rows(layers: Layers, labels: Sequence[str]) -> list[Row]:
    """Return the rows of the earlier periods; the last value of each line carries its name."""
    return [
        {"label": labels[at], "index": at, "value": value, "rank": rank, "text": line.name * (at == _last(line.values))}
        for rank, line in enumerate(layers.comparisons)
        for at, value in enumerate(line.values)
        if value is not None
    ]


def _last(values: Sequence[float | None]) -> int:
    return max((at for at, value in enumerate(values) if value is not None), default=-1)


def mark_rows(layers: Layers, labels: Sequence[str]) -> list[Row]:
    """Return the rows of what happened: each mark under the label of its period, what lasts in a lane of its own."""
    lasting = [mark for mark in layers.marks if mark.until is not None]
    return [
        {
            "label": labels[int(mark.at)],
            "until": labels[min(int(mark.until or mark.at), len(labels) - 1)],
            "index": LATE,
            "letter": str(mark.kind)[0].upper(),
            "lasts": mark.until is not None,
            "lane": lasting.index(mark) + 1 if mark.until is not None else 0,
            "name": mark.name,
        }
        for mark in layers.marks
    ]


def reached(layers: Layers) -> list[float]:
    """Return every value that *layers* reach on the axis of values, but for a forecast."""
    lines = [each.values for each in layers.comparisons]
    lines += [layers.limits.low, layers.limits.high] if layers.limits else []
    return [value for line in lines for value in line if value is not None]


def with_fan(fan: Fan, low: float, high: float) -> tuple[float, float]:
    """Return the ends of the axis with *fan*, which may make it three times as high and no more."""
    most = high - low
    ends = [end for _, band in fan.bands for each in band for end in each]
    return max(min(low, *ends), low - most), min(max(high, *ends), high + most)
