"""The tab Objectives: what is wanted, stage by stage, and what drives what."""

import streamlit as st

from bsc.model.definitions import Objective
from bsc.model.editing import Document
from bsc.model.words import Perspective
from bsc.ui import failures
from bsc.ui.editors import drawer, ordering, whose
from bsc.ui.editors.draft import Draft, names, whole
from bsc.views import weights
from bsc.views.workspace import Workspace


def draw(workspace: Workspace) -> None:
    """Draw the objectives of every stage."""
    st.caption(
        "What is wanted, verb + noun, in one stage and one perspective. Arrows say which objective drives which."
    )
    if not workspace.scorecard.stages:
        st.info("An objective stands in a stage: add a stage first.")
        return
    for stage in workspace.scorecard.stages:
        with st.container(border=True):
            st.markdown(f"**{failures.escaped(stage.name)}**")
            for objective in _of_stage(workspace, stage.id):
                _line(workspace, objective)
            drawer.add_control("objectives", workspace, stage=stage.id)


def _of_stage(workspace: Workspace, stage: str) -> list[Objective]:
    order = list(Perspective)
    wanted = [each for each in workspace.scorecard.objectives if each.stage == stage]
    return sorted(wanted, key=lambda each: order.index(each.perspective))


def _line(workspace: Workspace, objective: Objective) -> None:
    kpis = sum(each.objective == objective.id for each in workspace.scorecard.kpis)
    known = names(workspace.scorecard.objectives)
    share = weights.objective_share(workspace.scorecard, objective, workspace.today)
    driven = ", ".join(known[each] for each in objective.drives)
    said = [
        objective.perspective.label,
        objective.owner or "no owner",
        f"{kpis} KPI{'' if kpis == 1 else 's'}" if kpis else "no KPI yet",
        *([f"{weights.percent(share)} of its cell"] if share is not None else []),
        *([f"drives {driven}"] if driven else []),
    ]
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            drawer.edit_control("objectives", objective.id, objective.name, workspace)
            ordering.control(workspace, "objectives", objective.id, objective.name)
        st.caption(failures.escaped(" · ".join(said)))


def form(draft: Draft, workspace: Workspace) -> Document:
    """Draw the form of an objective; return the objective that is written in it."""
    name = draft.text("name", "Name", required=True, placeholder="Shorten onboarding")
    identity = draft.identity(name)
    stage = draft.choice("stage", "Stage", names(workspace.scorecard.stages))
    perspective = draft.choice("perspective", "Perspective", {each.value: each.label for each in Perspective})
    others = {key: label for key, label in names(workspace.scorecard.objectives).items() if key != draft.id}
    return whole(
        draft,
        {
            "id": identity,
            "name": name,
            "stage": stage,
            "perspective": perspective,
            **whose.fields(draft, workspace),
            "weight": draft.weight(
                weights.of_objective(workspace.scorecard, draft.id, stage, perspective, workspace.today)
            ),
            "drives": draft.many("drives", "Drives", others, help="The arrows of the strategy map."),
        },
    )
