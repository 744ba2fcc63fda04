"""Why a KPI's value changed, by segment: mix and rate as waterfalls, a table and a file."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from bsc.model.view import View
from bsc.model.words import Unit
from bsc.ui import computing, files, prose
from bsc.ui.failures import escaped
from bsc.ui.tables import table
from bsc.ui.why import choices, waterfalls
from bsc.views.csv_text import csv_text
from bsc.views.segments_of_change import NotSplit, Segments, dimensions_of, segments
from bsc.views.why import Against
from bsc.views.why_rows import (
    RATIO_HEADER,
    SUM_HEADER,
    component_rows,
    segment_rows,
    segments_sentence,
    segments_table,
)
from bsc.views.workspace import Workspace

_HIDDEN: Final = ("Numerator before", "Denominator before", "Numerator after", "Denominator after")
_SHARES: Final = ("Share before", "Share after")


def draw(workspace: Workspace, view: View, kpi_id: str, against: Against) -> None:
    """Draw the KPI's change by the segments of a dimension of one's choice, or why it is not split."""
    names = dimensions_of(workspace, view, kpi_id)
    if not names:
        st.caption("Its dataset has no dimension that is left to split by.")
        return
    name = choices.dimension(names)
    question = f"segments of change {kpi_id} {against} {name}"
    found = computing.answer(workspace, question, view, lambda asked: segments(asked, view, kpi_id, against, name))
    if isinstance(found, NotSplit):
        st.caption(prose.coded(found.reason))
        return
    _split(found)


def _split(found: Segments) -> None:
    st.markdown(escaped(segments_sentence(found)))
    waterfalls.pair(
        segment_rows(found),
        component_rows(found),
        found.kpi.unit,
        found.currency,
        key="why_segments",
        of=("segments", "mix and the rate"),
        about=f"{found.kpi.name} by {found.dimension.replace('_', ' ')}, {found.before} to {found.after}",
    )
    waterfalls.legend()
    st.caption(prose.coded(_meaning(found)))
    _numbers(found)


def _meaning(found: Segments) -> str:
    """Return what the effects are of, with `code`."""
    if not found.is_ratio:
        return f"A segment's effect is how much more or less it has of `{found.numerator}`."
    alone = any(effect.amount for effect in found.split.effects)
    amount = f" Amount: what a segment has of `{found.numerator}` without any `{found.denominator}`." if alone else ""
    return (
        f"Rate: the segment's own `{found.numerator}` / `{found.denominator}` moved. Mix: its share of "
        f"`{found.denominator}` moved, and its rate differs from the whole.{amount}"
    )


def _numbers(found: Segments) -> None:
    header, rows = RATIO_HEADER if found.is_ratio else SUM_HEADER, segments_table(found)
    shown = [name for name in header if name not in _HIDDEN]
    if found.is_ratio and not any(effect.amount for effect in found.split.effects):
        shown.remove("Amount")
    st.dataframe(
        table(
            {name: str if name == "Segment" else float for name in shown},
            [_shown(found, dict(zip(header, row, strict=True))) for row in rows],
        ),
        hide_index=True,
        column_config={name: _column(found, name) for name in shown[1:]},
        placeholder="–",
        key="why_segments_table",
    )
    files.download(
        "Download as CSV",
        csv_text(header, rows),
        f"why_{found.kpi.id}_by_{found.dimension}.csv",
        "text/csv",
        key="why_segments_csv",
    )


def _shown(found: Segments, row: Mapping[str, Any]) -> Mapping[str, object]:
    """Return *row* with shares as percents, as the table shows them."""
    percents = [name for name in row if name in _SHARES or (name != "Segment" and found.kpi.unit is Unit.PERCENT)]
    return {**row, **{name: None if row[name] is None else 100 * row[name] for name in percents}}


def _column(found: Segments, name: str) -> Any:  # noqa: ANN401 -- Streamlit's own type
    if name in _SHARES:
        whole = found.denominator or found.numerator
        return st.column_config.NumberColumn(format="%.1f%%", help=f"Its part of {whole}")
    percent = found.kpi.unit is Unit.PERCENT
    if name in {"Rate before", "Rate after", "Before", "After"}:
        return st.column_config.NumberColumn(format="%.2f%%" if percent else "%.6g")
    return st.column_config.NumberColumn(format="%+.2f pp" if percent else "%+.4g")
