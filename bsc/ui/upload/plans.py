"""Sums by day: which datasets keep them, how small they are, and their preparation while it goes on."""

from typing import Final

import streamlit as st

from bsc.actions.jobs import Jobs
from bsc.actions.upkeep import TITLE
from bsc.ui.tables import table
from bsc.ui.upload import running
from bsc.views.dates import moment
from bsc.views.plans import Plan, plans
from bsc.views.workspace import Workspace

_COLUMNS: Final = {
    **dict.fromkeys(("Dataset", "By the day of", "Told apart"), str),
    **dict.fromkeys(("Rows", "Sums"), int),
    "Smaller by": float,
    "Days to renew": int,
    **dict.fromkeys(("Made (UTC)", "Instead"), str),
}


def draw(workspace: Workspace) -> None:
    """Draw the sums by day of every dataset, or why it keeps none."""
    st.caption(
        "Rows are added up by day beforehand, so that pages stay quick however many there are. "
        "Days that an import has touched are asked of the rows until their sums are renewed; the values are the same."
    )
    for job in Jobs.beside(workspace.store).recent():
        if job.title == TITLE and running.is_running(job):
            running.bar(job, "sums")
    shown = plans(workspace)
    if not shown:
        st.caption("No KPI is defined yet.")
        return
    st.dataframe(
        table(_COLUMNS, [_row(each) for each in shown]),
        hide_index=True,
        height="auto",
        column_config={
            "Rows": st.column_config.NumberColumn(format="localized"),
            "Sums": st.column_config.NumberColumn(format="localized"),
            "Smaller by": st.column_config.NumberColumn(format="%.0f ×"),
            "Instead": st.column_config.TextColumn(width="large"),
        },
        placeholder="–",
    )


def _row(plan: Plan) -> dict[str, object]:
    kept = not plan.why_not
    return {
        "Dataset": plan.dataset,
        "By the day of": plan.time,
        "Told apart": ", ".join(each.replace("_", " ") for each in plan.dimensions) if kept else None,
        "Rows": plan.rows or None,
        "Sums": plan.cells if kept else None,
        "Smaller by": plan.shrinks,
        "Days to renew": plan.touched if kept else None,
        "Made (UTC)": moment(plan.made_at) if plan.made_at and kept else None,
        "Instead": plan.why_not or None,
    }
