"""Journey map: the stages as columns, each judged from four perspectives; on top, what needs attention first."""

import streamlit as st

from bsc.ui import attention as needed
from bsc.ui import computing, controls, links, panels, session
from bsc.ui.components.map_table import map_table, written
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

if opened := map_table(kept(workspace, ("written map",), lambda: written(drawn), view)):
    links.go(links.named(opened.pop("page")), **opened)
