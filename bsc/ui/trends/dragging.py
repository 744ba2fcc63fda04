"""What was dragged in the chart becomes the draft; the browser is believed in nothing but one number."""

import math
from collections.abc import Mapping
from typing import Any

from bsc.model.definitions import Level
from bsc.scoring.judging import Anchors
from bsc.ui.components import trend_chart
from bsc.ui.trends import drafting
from bsc.views.reach import numbers, pushed
from bsc.views.trend import Trend


def released(trend: Trend) -> None:
    """Make a draft of what was released in the chart, if it is about this KPI. A callback."""
    said = trend_chart.proposed()
    if said and said.get("about") == trend.kpi.id and (anchors := moved(trend, drafting.standing(trend), said)):
        drafting.propose(anchors)


def moved(trend: Trend, anchors: Anchors, said: Mapping[str, Any]) -> Anchors | None:
    """Return *anchors* with the end of the line that was *said* to move, and what it pushes; None for nonsense."""
    line, end, value = said.get("line"), said.get("end"), said.get("value")
    if (
        line not in drafting.WHICH
        or end not in (0, 1)
        or not isinstance(value, int | float)
        or not math.isfinite(value)
    ):
        return None
    before = numbers(anchors.target if line == "target" else anchors.red_line)
    if end >= len(before):
        return None
    level = _with_end(before, end, float(value))
    if line == "target":
        return Anchors(level, pushed(trend.kpi.better, level, anchors.red_line, target_moved=True))
    return Anchors(pushed(trend.kpi.better, level, anchors.target, target_moved=False), level)


def _with_end(before: tuple[float, ...], end: int, value: float) -> Level:
    if len(before) == 1:
        return value
    return (value, max(before[1], value)) if end == 0 else (min(before[0], value), value)
