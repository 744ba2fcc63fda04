"""A timeline of work: a bar from start to due for each piece, grouped, with today, and what is late beyond its due day.

How far the work is shows in sign and word and in the bar itself: an outline while it is planned, full while it runs,
pale when it is done, a dotted outline where it was dropped. What is late goes on hatched by dashes up to today. The
name stands over its bar, so that a telephone shows both. All that can change is a column of the data.
"""

from collections.abc import Mapping
from typing import Any, Final

import altair as alt

from bsc.charts.theme import LOOKS
from bsc.model.words import InitiativeState, Status

ROW: Final = 40  # pixels: a line of words, and the bar beneath it
BAR: Final = 11
GROUP: Final = "group"
STATES: Final = tuple(state.value for state in InitiativeState)

TIMELINE: Mapping[str, type] = {
    "index": int,  # 0 for the top row
    "kind": str,  # GROUP for a heading, else the state
    "text": str,  # what stands over the bar
    "start": float,  # milliseconds since 1970, UTC, as all moments here
    "end": float,  # where the bar ends: due, or as far as it is known
    "late": float,  # up to when it is overdue; none where it is not
    "effective": float,  # from when customers met it; none where that is not known
    "days": str,  # what the tooltip says of its days
    "note": str,  # and else
}
TODAY: Mapping[str, type] = {"today": float, "word": str}

_QUIET: Final[dict[str, Any]] = {"tooltip": False, "aria": False}
_LATE: Final = alt.value(LOOKS[Status.OFF_TRACK].theme_color)
_INK, _GRAY, _MARK = (alt.value(tone) for tone in ("primary", "gray", "violet"))  # in a mark they are not known
_LOOKS: Final[Mapping[str, dict[str, Any]]] = {
    InitiativeState.PLANNED.value: {"filled": False, "strokeWidth": 1.6},
    InitiativeState.RUNNING.value: {"opacity": 0.9},
    InitiativeState.DONE.value: {"opacity": 0.4},
    InitiativeState.DROPPED.value: {"filled": False, "strokeWidth": 1.4, "strokeDash": [2, 3]},
}


def timeline() -> alt.LayerChart:
    """Return the timeline of the named data `timeline` and `today` (columns above)."""
    rows = alt.Chart(alt.NamedData("timeline"))
    layers = [
        _today(),
        *(_bar(rows, kind, look) for kind, look in _LOOKS.items()),
        _late(rows),
        _effective(rows),
        _words(rows, f"datum.kind === '{GROUP}'", _INK, fontWeight=700, fontSize=13, yOffset=6),
        _words(rows, f"datum.kind !== '{GROUP}'", _GRAY, fontSize=12, yOffset=-8),
        _tooltips(rows),
    ]
    return alt.LayerChart(layer=layers).properties(
        height=alt.Step(ROW), padding={"left": 2, "top": 4, "right": 8, "bottom": 4}
    )


def _bar(rows: alt.Chart, kind: str, look: Mapping[str, Any]) -> alt.Chart:
    drawn: alt.Chart = (
        rows.transform_filter(f"datum.kind === '{kind}'")
        .mark_bar(height=BAR, yOffset=9, cornerRadius=2, **look, **_QUIET)
        .encode(x=_x("start"), x2=alt.X2("end"), y=_y(), color=_GRAY if kind == InitiativeState.DROPPED else _INK)
    )
    return drawn


def _late(rows: alt.Chart) -> alt.Chart:
    drawn: alt.Chart = (
        rows.transform_filter("isValid(datum.late)")
        .mark_bar(height=BAR, yOffset=9, filled=False, strokeWidth=1.8, strokeDash=[5, 3], **_QUIET)
        .encode(x=_x("end"), x2=alt.X2("late"), y=_y(), color=_LATE)
    )
    return drawn


def _effective(rows: alt.Chart) -> alt.Chart:
    drawn: alt.Chart = (
        rows.transform_filter("isValid(datum.effective)")
        .mark_point(shape="diamond", size=70, filled=True, opacity=1, yOffset=9, **_QUIET)
        .encode(x=_x("effective"), y=_y(), color=_MARK)
    )
    return drawn


def _today() -> alt.LayerChart:
    day = alt.Chart(alt.NamedData("today"))
    line = day.mark_rule(strokeWidth=1.2, strokeDash=[3, 3], **_QUIET).encode(x=_x("today"), color=_GRAY)
    word = day.mark_text(align="right", dx=-4, dy=3, baseline="top", **_QUIET).encode(
        x=_x("today"), y=alt.value(0), text="word:N", color=_GRAY
    )
    return alt.LayerChart(layer=[line, word])


def _words(rows: alt.Chart, which: str, color: Any, **look: Any) -> alt.Chart:  # noqa: ANN401 -- Altair's own options
    drawn: alt.Chart = (
        rows.transform_filter(which)
        .mark_text(align="left", baseline="middle", limit=alt.ExprRef("width"), **look, **_QUIET)
        .encode(x=alt.value(0), y=_y(bandPosition=0.5), text="text:N", color=color)
    )
    return drawn


def _tooltips(rows: alt.Chart) -> alt.Chart:
    """Return the invisible rows that answer the pointer anywhere on them."""
    lines = {"text": "Action", "days": "Days", "note": "Note"}
    answering: alt.Chart = (
        rows.transform_filter(f"datum.kind !== '{GROUP}'")
        .mark_rect(opacity=0, aria=False)
        .encode(
            y=_y(),
            x=alt.value(0),
            x2=alt.value("width"),
            tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in lines.items()],
        )
    )
    return answering


def _x(field: str) -> alt.X:
    axis = alt.Axis(
        title=None, orient="top", format="%b %Y", tickCount=6, labelOverlap="greedy", labelFlush=True, gridOpacity=0.5
    )
    return alt.X(f"{field}:T", scale=alt.Scale(type="utc", nice=False, padding=6), axis=axis)


def _y(**options: Any) -> alt.Y:  # noqa: ANN401
    return alt.Y("index:O", scale=alt.Scale(paddingInner=0, paddingOuter=0), axis=None, **options)
