"""The tabs Stages and Personas: the journey's steps in their order, and who walks them."""

from functools import partial

import streamlit as st

from bsc.model.editing import Document, moved
from bsc.ui import failures
from bsc.ui.editors import drawer, journey, ordering, saving, whose
from bsc.ui.editors.draft import Draft, whole
from bsc.views import weights
from bsc.views.workspace import Workspace


def draw(workspace: Workspace) -> None:
    """Draw the stages in their order, each with its goal and what hangs on it."""
    stages = workspace.scorecard.stages
    st.caption("The steps of the customer's path, in their order. Their weights are relative to each other.")
    for number, stage in enumerate(stages):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.badge(str(number + 1), color="gray")
            with st.container(gap=None):
                drawer.edit_control("stages", stage.id, stage.name, workspace)
                share = weights.stage_share(workspace.scorecard, stage, workspace.today)
                counts = "" if share is None else f" · {weights.percent(share)} of the journey's score"
                st.caption(failures.escaped((stage.goal or "No goal written yet") + counts))
            _order(workspace, stage.id, first=number == 0, last=number == len(stages) - 1)
    with st.container(horizontal=True):
        drawer.add_control("stages", workspace)
        journey.control(workspace)


def _order(workspace: Workspace, stage: str, *, first: bool, last: bool) -> None:
    for label, icon, steps, at_end in (
        ("Earlier", ":material/arrow_upward:", -1, first),
        ("Later", ":material/arrow_downward:", 1, last),
    ):
        clicked = st.button(label, icon=icon, key=f"move.{stage}.{steps}", disabled=at_end, type="tertiary")
        version = workspace.store.definitions_version()
        if clicked and saving.edited(partial(_moved, stage, steps), version, "Stages reordered"):
            st.rerun()


def _moved(stage: str, steps: int, document: Document) -> Document:
    return moved(document, "stages", stage, steps)


def stage_form(draft: Draft, workspace: Workspace) -> Document:
    """Draw the form of a stage; return the stage that is written in it."""
    name = draft.text("name", "Name", required=True)
    identity = draft.identity(name)
    goal = draft.text("goal", "The customer's goal", placeholder="Find out whether this is for me")
    owned = whose.fields(draft, workspace, help="Who answers for the stage as a whole.")
    weight = draft.weight(weights.of_stage(workspace.scorecard, draft.id, workspace.today))
    return whole(draft, {"id": identity, "name": name, "goal": goal, **owned, "weight": weight})


def draw_personas(workspace: Workspace) -> None:
    """Draw the personas, each with its traits."""
    st.caption("Kinds of customers that the map is drawn for. Data may carry them as the dimension `persona`.")
    for persona in workspace.scorecard.personas:
        with st.container(border=True, gap=None):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                drawer.edit_control("personas", persona.id, persona.name, workspace)
                ordering.control(workspace, "personas", persona.id, persona.name)
            st.caption(failures.escaped(" · ".join(persona.traits) or "No traits written yet"))
    drawer.add_control("personas", workspace)


def persona_form(draft: Draft, _: Workspace) -> Document:
    """Draw the form of a persona; return the persona that is written in it."""
    name = draft.text("name", "Name", required=True)
    identity = draft.identity(name)
    return whole(draft, {"id": identity, "name": name, "traits": draft.lines("traits", "Traits, one a line")})
