"""Strategy map: what drives what, from learning up to the money, and whether the data agrees."""

from functools import partial

import streamlit as st

from bsc.exchange.strategy_picture import picture
from bsc.ui import computing, controls, links, panels, pictures, session
from bsc.ui.acting import making
from bsc.ui.components import strategy_map as component
from bsc.ui.editors import in_place
from bsc.ui.map import editing
from bsc.ui.strategy import arrows, choices, panel
from bsc.views.keeping import kept
from bsc.views.strategy_evidence import evidence
from bsc.views.strategy_map import narrowed, strategy_map

view = controls.view()

workspace = session.workspace()
whole = computing.answer(workspace, "strategy map", view, lambda asked: strategy_map(asked, view))

st.title("Strategy map")
panels.score_line(whole.score)
with st.container(horizontal=True, vertical_alignment="center"):
    stages = choices.stages(workspace.scorecard)
    edited = editing.editing()
    drawn = narrowed(whole, stages)
    pictures.control("strategy", "strategy-map", partial(picture, drawn, "Strategy map"), statuses=True)
    adding = st.container(width="content")
panel.summary(drawn)
bar, place = st.container(), st.container()
arrow, objective = choices.looked_at(drawn)

with place:
    said = component.strategy_map(
        kept(workspace, ("written strategy map",), lambda: component.written(whole), view),
        component.Settings(
            stages=stages,
            chosen=arrow or objective,
            editing=edited,
            version=workspace.store.definitions_version(),
        ),
        choices.choose,
    )
with adding:
    arrows.adding(whole)
if found := next((each for each in evidence(workspace, view) if f"{each.cause}~{each.effect}" == arrow), None):
    panel.arrow(workspace, whole, found)
elif box := drawn.box(objective):
    panel.objective(workspace, drawn, box)
panel.listed(drawn)

if said.opened and "stage" in said.opened:
    links.go(links.STAGE, stage=said.opened["stage"])
with bar:
    making.draw(workspace, links.STRATEGY)
    if said.connected:
        arrows.connect(whole, said.connected)
    if said.changed:
        in_place.act(workspace, said.changed)
    in_place.draw(workspace)
