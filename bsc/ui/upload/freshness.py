"""The datasets: what each holds, how far it reaches, and the next step where one is due."""

from typing import Final, Literal

import streamlit as st

from bsc.ui import failures, links, prose
from bsc.views.data import DatasetLine, Freshness, dataset_lines
from bsc.views.dates import day, days
from bsc.views.workspace import Workspace

_LOOKS: Final[dict[Freshness, tuple[str, Literal["green", "orange", "gray"]]]] = {
    Freshness.UP_TO_DATE: ("●", "green"),
    Freshness.BEHIND: ("◆", "orange"),
    Freshness.NO_ROWS: ("○", "gray"),
    Freshness.TIMELESS: ("●", "gray"),
    Freshness.DERIVED: ("●", "gray"),
}


def draw(workspace: Workspace) -> None:
    """Draw a card for every dataset, those that wait for a file first."""
    lines = dataset_lines(workspace.scorecard, workspace.shapes, workspace.store.imports(), workspace.today)
    if not lines:
        st.caption("No dataset is defined yet. Upload an export: a dataset is proposed from it. Or choose a template.")
        links.to(links.DEFINITIONS, "Choose a template", icon=":material/library_books:")
        return
    with st.grid(3, min_column_width=280, gap="small"):
        for line in lines:
            with st.container(border=True, gap="xsmall", height="stretch"):
                _card(line)


def _card(line: DatasetLine) -> None:
    glyph, color = _LOOKS[line.freshness]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{failures.escaped(line.label)}**", width="stretch")
        st.badge(f"{glyph} {line.freshness.value}", color=color)
    st.caption(failures.escaped(_said(line)))
    if line.next_step:
        st.markdown(f":small[{prose.coded(line.next_step)}]")


def _said(line: DatasetLine) -> str:
    said = [
        *([f"{line.rows:,} rows"] if line.rows else []),
        *([days((line.first_day, line.last_day))] if line.first_day and line.last_day else []),
        f"{line.kpis} KPI{'' if line.kpis == 1 else 's'}",
        *([f"last import {day(line.last_import)}"] if line.last_import else []),
    ]
    return " · ".join(said)
