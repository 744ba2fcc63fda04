"""The datasets: what each holds, how far it reaches, which days are missing, and the next step where one is due."""

from collections.abc import Sequence
from typing import Final, Literal

import streamlit as st

from bsc.model.editing import number_of
from bsc.model.periods import Grain
from bsc.ui import bound, failures, links, prose
from bsc.ui.components.calendar_strip import calendar_strip, written
from bsc.views.coverage import Coverage, coverage
from bsc.views.dates import day, days
from bsc.views.freshness import DatasetLine, Freshness
from bsc.views.keeping import kept
from bsc.views.strip import gaps_sentence
from bsc.views.workspace import Workspace

_LOOKS: Final[dict[Freshness, tuple[str, Literal["green", "orange", "gray"]]]] = {
    Freshness.UP_TO_DATE: ("●", "green"),
    Freshness.LATE: ("◆", "orange"),
    Freshness.NO_ROWS: ("○", "gray"),
    Freshness.TIMELESS: ("●", "gray"),
    Freshness.DERIVED: ("●", "gray"),
}
_SPANS: Final = {"13 weeks": Grain.DAY, "1 year": Grain.WEEK, "3 years": Grain.MONTH}


def draw(workspace: Workspace) -> None:
    """Draw a card for every dataset, those that wait for a file first."""
    if not workspace.scorecard.datasets:
        st.caption("No dataset is defined yet. Upload an export: a dataset is proposed from it. Or choose a template.")
        links.to(links.DEFINITIONS, "Choose a template", icon=":material/library_books:")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        summary = st.container()
        span = _span() if workspace.last_day() else Grain.DAY
    found = coverage(workspace, span)
    strips = kept(workspace, ("strips", span), lambda: _strips(found))
    summary.markdown(_sum([each.line for each in found]))
    with st.grid(2, min_column_width=330, gap="small"):
        for each in found:
            with st.container(border=True, gap="xsmall", height="stretch"):
                _card(each.line)
                if each.line.id in strips:
                    calendar_strip(strips[each.line.id], each.line.id)


def _strips(found: Sequence[Coverage]) -> dict[str, bytes]:
    return {each.line.id: written(each.strip) for each in found if each.strip}


def _span() -> Grain:
    offered = {grain.value: label for label, grain in _SPANS.items()}
    return Grain(bound.segmented("span", "span", offered))


def _sum(lines: Sequence[DatasetLine]) -> str:
    """Return how many datasets are how fresh, each word with its glyph."""
    counted = {each: sum(line.freshness is each for line in lines) for each in Freshness}
    said = [
        f":{_LOOKS[each][1]}[{_LOOKS[each][0]}] {count} {each.value.lower()}"
        for each, count in counted.items()
        if count
    ]
    return " · ".join(said)


def _card(line: DatasetLine) -> None:
    glyph, color = _LOOKS[line.freshness]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{failures.escaped(line.label)}**", width="stretch")
        st.badge(f"{glyph} {line.word}", color=color)
    st.caption(failures.escaped(_said(line)))
    if line.pace:
        st.caption(failures.escaped(_expected(line)), help=f"{line.pace.why.capitalize()}." if line.pace.why else None)
    if line.gaps:
        said = gaps_sentence(line)
        st.markdown(f":small[:orange[◆] {failures.escaped(said[:1].upper() + said[1:])}]")
    if line.next_step:
        st.markdown(f":small[{prose.coded(line.next_step)}]")


def _said(line: DatasetLine) -> str:
    said = [
        *([number_of(line.rows, "row")] if line.rows else []),
        *([days((line.first_day, line.last_day))] if line.first_day and line.last_day else []),
        number_of(line.kpis, "KPI"),
        *([f"last import {day(line.last_import)}"] if line.last_import else []),
    ]
    return " · ".join(said)


def _expected(line: DatasetLine) -> str:
    rows = "Rows of no fixed rhythm" if line.rhythm.grain is None else f"Rows {line.rhythm}"
    due = f" · next due {day(line.due)}" if line.due else ""
    return f"{rows} · {line.pace}{due}"
