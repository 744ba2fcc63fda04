"""The tab Red without an action: every red KPI that nobody acts on, with the button that does; and what is overdue."""

import streamlit as st

from bsc.charts.theme import LOOKS, OVERDUE
from bsc.model.editing import number_of
from bsc.model.view import View
from bsc.model.words import Perspective
from bsc.ui import computing, links, session
from bsc.ui.acting import changing, making, offering, seeds
from bsc.ui.failures import escaped
from bsc.views.attention import attention
from bsc.views.initiatives import Undertaking, undertakings
from bsc.views.unattended import Cell, cells
from bsc.views.workspace import Workspace


def draw(workspace: Workspace, view: View) -> None:
    """Draw the red KPIs by their cells, what costs the journey most first, then the overdue initiatives."""
    period = workspace.period(view)
    found = computing.answer(workspace, "attention", view, lambda asked: attention(asked, view, period))
    known = computing.answer(workspace, "undertakings", view, lambda asked: undertakings(asked, view))
    when = workspace.calendar.label(period)
    red = cells(workspace, found.items)
    st.subheader(f"Red without an action in {escaped(when)}", anchor=False)
    if not red:
        st.caption("Every KPI that is off track has an open action that is to move it.")
    for cell in red:
        with st.container(border=True, gap="xsmall"):
            _cell(workspace, cell, when)
    _overdue(workspace, [each for each in known if each.late])


def _cell(workspace: Workspace, cell: Cell, when: str) -> None:
    stage = workspace.stage(cell.stage)
    perspective = Perspective(cell.perspective)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{escaped(stage.name)} · {perspective.label}**", width="content")
        if len(cell.items) > 1:
            ids = tuple(item.kpi for item in cell.items if item.kpi)
            note = f"Off track: {', '.join(item.name for item in cell.items)}"
            seed = seeds.of_red_cell(workspace, cell.stage, perspective, ids, note=note, when=when)
            label = f"One action for all {len(ids)}"
            making.offer(workspace, seed, f"cell.{cell.stage}.{cell.perspective}", home=links.ACTIONS, label=label)
    for item in cell.items:
        look = LOOKS[item.status]
        text, opens = st.columns((9, 3), vertical_alignment="center")
        said = " ".join(reason.sentence for reason in item.reasons)
        text.markdown(
            f":{look.theme_color}[{look.glyph} {item.status}] **{escaped(item.name)}**: {escaped(item.lead)}  \n"
            f":small[{escaped(said)}]"
        )
        with opens, st.container(horizontal=True, gap="xsmall"):
            offering.for_line(workspace, item, when, links.ACTIONS)
            links.to(links.TRENDS, "Trend", icon=links.TRENDS.icon, key=f"red.trend.{item.kpi}", kpi=item.kpi or "")


def _overdue(workspace: Workspace, late: list[Undertaking]) -> None:
    st.subheader("Overdue", anchor=False)
    if not late:
        st.caption("No open action is past its due day.")
        return
    st.caption(f"{number_of(len(late), 'action')} should have been done by now: finish, put off, or drop.")
    for each in sorted(late, key=lambda one: -one.late):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", border=True):
            name = escaped(each.initiative.name)
            links.to(links.INITIATIVE, name, key=f"late.{each.initiative.id}", initiative=each.initiative.id)
            st.markdown(f":red[{OVERDUE} {escaped(each.due)}] · {escaped(each.whose)}", width="content")
            if session.may_edit():
                changing.menu(workspace, each.initiative, links.ACTIONS)
