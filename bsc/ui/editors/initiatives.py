"""The tab Initiatives: the work that is meant to move objectives, whose it is, until when, and how far it is."""

from typing import Final

import streamlit as st

from bsc.model.definitions import Initiative
from bsc.model.editing import Document
from bsc.model.words import InitiativeState
from bsc.ui import failures
from bsc.ui.editors import drawer
from bsc.ui.editors.draft import Draft, names, whole
from bsc.views.attention_words import is_overdue
from bsc.views.dates import day
from bsc.views.workspace import Workspace

SECTION: Final = "initiatives"


def draw(workspace: Workspace) -> None:
    """Draw the initiatives, those with work still to do first."""
    st.caption("Work that is meant to move an objective or KPIs of it. A red KPI that none is for is called so.")
    known = sorted(workspace.scorecard.initiatives, key=lambda each: (not each.state.open, each.due or each.start))
    for initiative in known:
        with st.container(border=True, gap=None):
            drawer.edit_control(SECTION, initiative.id, initiative.name, workspace)
            st.caption(failures.escaped(_line(workspace, initiative)))
    drawer.add_control(SECTION, workspace, start=workspace.today)


def _line(workspace: Workspace, initiative: Initiative) -> str:
    objectives, kpis = names(workspace.scorecard.objectives), names(workspace.scorecard.kpis)
    aims = [kpis[each] for each in initiative.kpis] or [objectives[each] for each in [initiative.objective] if each]
    late = "overdue: " if is_overdue(initiative, workspace.today) else ""
    due = f"due {day(initiative.due)}" if initiative.due else "no due date"
    said = [
        initiative.state.capitalize(),
        initiative.owner or "no owner",
        f"from {day(initiative.start)}, {late}{due}",
        f"is to move {', '.join(aims)}" if aims else "moves nothing yet",
        *([initiative.note] if initiative.note else []),
    ]
    return " · ".join(said)


def form(draft: Draft, workspace: Workspace) -> Document:
    """Draw the form of an initiative; return the initiative that is written in it."""
    name = draft.text("name", "Name", required=True, placeholder="Shorter contact form")
    identity = draft.identity(name)
    objective = draft.choice(
        "objective", "Objective", {"": "None", **names(workspace.scorecard.objectives)}, empty="", help=_OBJECTIVE
    )
    kpis = draft.many(
        "kpis", "KPIs", names(workspace.scorecard.kpis), help="Only these of the objective; none for all."
    )
    first, second, third = st.columns(3)
    with first:
        start = draft.day("start", "Starts")
    with second:
        due = draft.day("due", "Due")
    with third:
        state = draft.choice(
            "state", "State", {each.value: each.capitalize() for each in InitiativeState}, empty="planned"
        )
    return whole(
        draft,
        {
            "id": identity,
            "name": name,
            "objective": objective,
            "kpis": kpis,
            "owner": draft.text("owner", "Owner"),
            "start": start,
            "due": due,
            "state": state,
            "note": draft.area("note", "Note"),
        },
    )


_OBJECTIVE: Final = "What it is meant to move: all KPIs of the objective, or those chosen below."
