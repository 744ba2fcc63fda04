"""Definitions: stages, objectives, KPIs and their formulas; YAML in and out; history of changes."""

import streamlit as st

from bsc.ui import controls, links, session
from bsc.ui.editors import (
    carrying,
    datasets,
    drawer,
    history,
    journey,
    kpis,
    objectives,
    stages,
    templates,
    touchpoints,
)

TABS = {
    "Stages": stages.draw,
    "Objectives": objectives.draw,
    "KPIs": kpis.draw,
    "Touchpoints": touchpoints.draw,
    "Personas": stages.draw_personas,
    "Datasets": datasets.draw,
    "Templates": templates.draw,
    "YAML": carrying.draw,
    "History": history.draw,
}
FORMS = {
    journey.SECTION: journey.form,
    "stages": stages.stage_form,
    "personas": stages.persona_form,
    "objectives": objectives.form,
    "touchpoints": touchpoints.form,
    "datasets": datasets.form,
}

workspace = session.workspace()

st.title("Definitions")
written = st.query_params.get("section", "Stages")
if written not in TABS:
    controls.say_unknown("section", written, TABS)
tabs = st.tabs(list(TABS), key="section", bind="query-params")
for name, tab in zip(TABS, tabs, strict=True):
    if tab.open:
        links.pin("section", name)
        with tab:
            TABS[name](workspace)
drawer.draw(workspace, FORMS)
