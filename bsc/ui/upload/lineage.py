"""Lineage: from a KPI's value to the imports that it rests on."""

import streamlit as st

from bsc.charts.figures import figure
from bsc.model.definitions import Kpi
from bsc.model.editing import number_of
from bsc.model.periods import Period
from bsc.ui import bound, controls, failures, labels, links
from bsc.ui.tables import texts
from bsc.views.coverage import imports_behind
from bsc.views.dates import days, moment
from bsc.views.lineage import UsedImport
from bsc.views.workspace import Workspace


def draw(workspace: Workspace) -> None:
    """Draw the choice of a KPI, its value in the period of the view, and the imports behind it."""
    if not workspace.scorecard.kpis:
        st.caption("No KPI is defined yet.")
        return
    offered = labels.kpis(workspace.scorecard)
    view = controls.view()
    period = workspace.period(view)
    st.caption("Which files a number was read from. Period, persona and filters are those on top of the page.")
    kpi = workspace.kpi(bound.picked("lineage", "KPI", offered, label="KPI"))
    used = imports_behind(workspace, kpi, period)
    (reading,) = workspace.series(view, [kpi], [period])[kpi.id]
    value = figure(reading.value, kpi.unit, workspace.currency)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(failures.escaped(_sentence(workspace, kpi, period, value, used)), width="stretch")
        links.to(links.TRENDS, "Open its trend", icon=":material/show_chart:", key="upload.lineage.trend", kpi=kpi.id)
    if used:
        _table(used)
    elif reading.actual.note:
        st.caption(failures.escaped(reading.actual.note))


def _sentence(workspace: Workspace, kpi: Kpi, period: Period, value: str, used: tuple[UsedImport, ...]) -> str:
    files = number_of(len({each.line.id for each in used}), "import")
    return f"{kpi.name} in {workspace.calendar.label(period)}: {value}, from {files if used else 'no import'}"


def _table(used: tuple[UsedImport, ...]) -> None:
    shown = {
        "File": [each.line.file for each in used],
        "Dataset": [_way(each) for each in used],
        "Rows used": [f"{each.rows:,}" for each in used],
        "Days": [days(each.line.period) for each in used],
        "Imported (UTC)": [moment(each.line.at) for each in used],
        "By": [each.line.who for each in used],
        "Import": [str(each.line.id) for each in used],
    }
    st.dataframe(texts(shown), hide_index=True, height="auto")


def _way(used: UsedImport) -> str:
    return f"{used.reach.label} ({used.reach.way})" if used.reach.way else used.reach.label
