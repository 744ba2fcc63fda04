"""The tab Initiatives: the work that is meant to move objectives, whose it is, until when, and how far it is."""

from typing import Final

import streamlit as st

from bsc.model.definitions import Initiative
from bsc.model.editing import Document
from bsc.model.words import InitiativeState
from bsc.ui import failures
from bsc.ui.acting import experiment_form
from bsc.ui.editors import drawer, initiative_parts
from bsc.ui.editors.draft import Draft, names, whole
from bsc.views.attention_words import is_overdue
from bsc.views.dates import day
from bsc.views.mentions import people
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
    scorecard = workspace.scorecard
    name = draft.text("name", "Name", required=True, placeholder="Shorter contact form")
    objective = draft.choice(
        "objective", "Objective", {"": "None", **names(scorecard.objectives)}, empty="", help=_OBJECTIVE
    )
    kpis = draft.many("kpis", "KPIs", names(scorecard.kpis), help="Only these of the objective; none for all.")
    written: Document = {"name": name, "objective": objective, "kpis": kpis}
    written |= _people(draft, workspace) | _days(draft)
    written["note"] = draft.area("note", "Note", height=80)
    with st.expander(
        "Expected effect and cost", icon=":material/trending_up:", expanded=bool(draft.base.get("expected"))
    ):
        moved = [kpi for kpi in scorecard.kpis if kpi.id in kpis or (not kpis and kpi.objective == objective)]
        written["expected"] = initiative_parts.expected(draft, workspace, moved)
        written["cost"] = draft.number("cost", f"Cost ({workspace.currency})", min_value=0.0, format="%g")
    with st.expander("For whom, links, practice", icon=":material/link:"):
        written["where"] = initiative_parts.where(draft, workspace)
        written["links"] = initiative_parts.links(draft)
        written["practice"] = draft.area("practice", "Practice: what others can take over from it", height=80)
        written["adopts"] = draft.choice("adopts", "Takes over the practice of", _others(draft, workspace), empty="")
    with st.expander("Experiment", icon=":material/science:", expanded=bool(draft.base.get("experiment"))):
        written["experiment"] = experiment_form.fields(draft, workspace)
    return whole(draft, {"id": draft.identity(name), **written})


def _people(draft: Draft, workspace: Workspace) -> Document:
    """Draw who answers for it, and who helps: one of those who are known, or a new name."""
    known = sorted({*people(workspace), draft.base.get("owner") or "", *draft.base.get("helpers", ())} - {""})
    left, right = st.columns(2)
    with left:
        offered = {"": "Nobody yet"} | {name: name for name in known}
        owner = draft.choice("owner", "Owner", offered, empty="", accept_new_options=True)
    with right:
        offered = {name: name for name in known}
        helpers = draft.many("helpers", "Helpers", offered, accept_new_options=True, placeholder="Nobody")
    return {"owner": (owner or "").strip(), "helpers": [each.strip() for each in helpers if each.strip()]}


def _days(draft: Draft) -> Document:
    """Draw how far it is, and its days."""
    first, second, third, fourth = st.columns(4)
    with first:
        states = {each.value: each.capitalize() for each in InitiativeState}
        state = draft.choice("state", "State", states, empty="planned")
    with second:
        start = draft.day("start", "Starts")
    with third:
        due = draft.day("due", "Due")
    with fourth:
        effective = draft.day("effective", "Effective from")
    st.caption(
        "Effective from: the day on which customers first meet it. What the KPIs did before that day is compared "
        "with what they did since. Left empty, the start counts."
    )
    return {"state": state, "start": start, "due": due, "effective": effective}


def _others(draft: Draft, workspace: Workspace) -> dict[str, str]:
    return {"": "None"} | {
        each: name for each, name in names(workspace.scorecard.initiatives).items() if each != draft.id
    }


_OBJECTIVE: Final = "What it is meant to move: all KPIs of the objective, or those chosen below."
