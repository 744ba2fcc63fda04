"""The tab "By segment": one small chart for each value of a dimension, on one scale, and the same as a table."""

from typing import Final

import streamlit as st

from bsc.charts.figures import figure
from bsc.charts.multiples import SEGMENT, multiple_chart
from bsc.model.editing import number_of
from bsc.model.view import View
from bsc.ui import computing, controls, files, links, vega
from bsc.ui.failures import escaped
from bsc.ui.tables import table
from bsc.ui.trends.studio import badge
from bsc.views.csv_text import csv_text
from bsc.views.trend import Trend
from bsc.views.trend_segments import (
    COLUMNS,
    HEADER,
    Segment,
    Segments,
    dimensions,
    segment_rows,
    segments,
    segments_numbers,
    segments_table,
)
from bsc.views.workspace import Workspace

WIDE: Final = 260  # pixels that a small chart needs


def draw(workspace: Workspace, view: View, trend: Trend) -> None:
    """Draw *trend* by the values of a dimension of one's choice, or that there is none to choose."""
    names = dimensions(workspace, view, trend)
    if not names:
        st.caption("Its dataset has no dimension that is left to split by.")
        return
    name = _dimension(names)
    question = f"trend segments {trend.kpi.id} {len(trend.window)} {name}"
    try:
        found = computing.answer(workspace, question, view, lambda asked: segments(asked, view, trend, name))
    except computing.Computing as waiting:
        computing.draw(waiting)
        return
    _multiples(trend, found)
    _numbers(trend, found)


def _dimension(names: tuple[str, ...]) -> str:
    offered = {name: name.replace("_", " ").capitalize() for name in names}
    controls.seat("by", "dimension", offered)
    chosen = st.segmented_control(
        "By",
        list(offered),
        default=controls.first("by", offered),
        required=True,
        format_func=offered.__getitem__,
        key="by",
        bind="query-params",
        label_visibility="collapsed",
    )
    links.pin("by", chosen)
    return chosen or names[0]


def _multiples(trend: Trend, found: Segments) -> None:
    with st.grid(3, min_column_width=WIDE):
        for at, segment in enumerate(found.segments):
            with st.container(border=True):
                _multiple(trend, found, segment, at)
    vega.grid(
        multiple_chart,
        trend.kpi.unit,
        trend.currency,
        panels=[(segment.name, _rows(trend, found, segment)) for segment in found.segments],
        key="segments",
        title=f"{trend.kpi.name} by {found.dimension.replace('_', ' ')}",
    )
    more = f" {number_of(found.left_out, 'segment')} with fewer rows are in no chart." if found.left_out else ""
    st.caption(
        f"One scale for all. :green[—] target, :red[- -] red line, where the segment has one of its own or may be "
        f"held to the one of all.{more}"
    )


def _multiple(trend: Trend, found: Segments, segment: Segment, at: int) -> None:
    value = figure(segment.shown.value, trend.kpi.unit, trend.currency)
    st.markdown(f"**{escaped(segment.name)}** · {escaped(value)} · {badge(segment.shown.status)}")
    vega.draw(
        multiple_chart,
        trend.kpi.unit,
        trend.currency,
        tables=_rows(trend, found, segment),
        key=f"segment_{at}",
        alt=f"{trend.kpi.name}, {segment.name}: {value}, {segment.shown.status}",
    )


def _rows(trend: Trend, found: Segments, segment: Segment) -> vega.Tables:
    return {"segment": table(SEGMENT, segment_rows(trend, found, segment))}


def _numbers(trend: Trend, found: Segments) -> None:
    st.dataframe(
        table(dict.fromkeys(COLUMNS, str), segments_table(trend, found)), hide_index=True, key="segments_numbers"
    )
    files.download(
        "Download as CSV",
        csv_text(HEADER, segments_numbers(trend, found)),
        f"{trend.kpi.id}_by_{found.dimension}.csv",
        "text/csv",
        key="segments_csv",
    )
