"""Journey map: what customers do and feel from stage to stage, each judged from four perspectives, edited in place."""

from functools import partial

import streamlit as st

from bsc.model.subject import Subject, SubjectKind
from bsc.ui import attention as needed
from bsc.ui import computing, controls, links, panels, session, touchpoint
from bsc.ui.acting import making, offering
from bsc.ui.components.map_table import map_table, written
from bsc.ui.editors import in_place
from bsc.ui.map import editing, notes, opening, rows, taking
from bsc.ui.noting import over
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
    over.control(workspace, Subject.of(SubjectKind.JOURNEY), key="map")
making_one = making.draw(workspace, links.MAP)
needed.draw(found, partial(offering.for_line, workspace, when=drawn.period, home=links.MAP))
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

if said.opened and not making_one:
    opening.go(workspace, view, said.opened)
elif not edited and not making_one:
    touchpoint.show_opened(workspace, view, links.MAP)
if said.changed:
    in_place.act(workspace, said.changed)
if edited:
    with bar:
        in_place.draw(workspace)
