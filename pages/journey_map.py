"""Journey map: what customers do and feel from stage to stage, each judged from four perspectives, edited in place."""

import streamlit as st

from bsc.ui import attention as needed
from bsc.ui import computing, controls, links, panels, session, touchpoint
from bsc.ui.components.map_table import map_table, written
from bsc.ui.editors import in_place
from bsc.ui.map import editing, notes, opening, rows, taking
from bsc.views.attention import attention
from bsc.views.journey_map import journey_map
from bsc.views.keeping import kept

view = controls.view()

workspace = session.workspace()
drawn = computing.answer(workspace, "journey map", view, lambda asked: journey_map(asked, view))
found = computing.answer(workspace, "attention", view, lambda asked: attention(asked, view, asked.period(view)))

st.title("Journey map")
with st.container(horizontal=True, vertical_alignment="center"):
    panels.score_line(drawn.score)
    links.to(links.WHY, "Why it changed", icon=links.WHY.icon, key="map_why")
needed.draw(found)
with st.container(horizontal=True, vertical_alignment="center"):
    chosen = rows.rows(drawn)
    edited = editing.editing()
    taking.downloads(workspace, view)
    notes.above(drawn)
bar = st.container()

said = map_table(
    kept(workspace, ("written map",), lambda: written(drawn), view),
    editing.settings(workspace, view, chosen, edited=edited),
    rows.fold,
)
notes.below(drawn)

if said.opened:
    opening.go(workspace, view, said.opened)
elif not edited:
    touchpoint.show_opened(workspace, view)
if said.changed:
    in_place.act(workspace, said.changed)
if edited:
    with bar:
        in_place.draw(workspace)
