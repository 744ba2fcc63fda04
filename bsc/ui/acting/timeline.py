"""The tab Timeline: the same initiatives in time, from start to due, what is late, and when each took effect."""

import streamlit as st

from bsc.charts.theme import OVERDUE, STATES
from bsc.charts.timeline import TIMELINE, TODAY, timeline
from bsc.model.editing import number_of
from bsc.model.view import View
from bsc.ui import computing, tables, vega
from bsc.ui.acting import board, choosing
from bsc.views.initiative_timeline import timeline_rows, today_row
from bsc.views.initiatives import undertakings
from bsc.views.workspace import Workspace


def draw(workspace: Workspace, view: View) -> None:
    """Draw the chosen initiatives as bars over time, and the same as a table."""
    known = computing.answer(workspace, "undertakings", view, lambda asked: undertakings(asked, view))
    if not known:
        st.info("Nothing is undertaken yet: the first action appears here with its days.", icon=":material/flag:")
        return
    chosen = choosing.draw(workspace, known)
    if not chosen:
        st.caption("No action is chosen.")
        return
    drawn = {
        "timeline": tables.table(TIMELINE, timeline_rows(workspace, chosen)),
        "today": tables.table(TODAY, [today_row(workspace.today)]),
    }
    alt = f"Timeline of {number_of(len(chosen), 'action')}, the table beneath it has the same days"
    vega.draw(timeline, tables=drawn, key="actions.timeline", alt=alt, title="Actions over time")
    signs = [f"{sign} {state}" for state, sign in STATES.items()]
    st.caption(" · ".join([*signs, f"{OVERDUE} dashed: overdue up to today", "◆ effective: customers met it"]))
    with st.expander("The same as a table", icon=":material/table_rows:"):
        board.table(chosen, key="timeline")
