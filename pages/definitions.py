"""Definitions: stages, objectives, KPIs and their formulas, initiatives; YAML in and out; history of changes."""

from functools import partial

import streamlit as st

from bsc.ui import session, tabs
from bsc.ui.editors import (
    carrying,
    datasets,
    drawer,
    forms,
    history,
    initiatives,
    kpis,
    library,
    objectives,
    stages,
    templates,
    touchpoints,
    undoing,
)

TABS = {
    "Stages": stages.draw,
    "Objectives": objectives.draw,
    "KPIs": kpis.draw,
    "Library": library.draw,
    "Initiatives": initiatives.draw,
    "Touchpoints": touchpoints.draw,
    "Personas": stages.draw_personas,
    "Datasets": datasets.draw,
    "Templates": templates.draw,
    "YAML": carrying.draw,
    "History": history.draw,
}
workspace = session.workspace()

st.title("Definitions")
undoing.bar()
tabs.draw("section", {name: partial(draw, workspace) for name, draw in TABS.items()}, noun="section")
drawer.draw(workspace, forms.FORMS)
