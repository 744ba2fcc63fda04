"""A page as a viewer's browser would drive it by hand: what the maps' messages ask for."""

import streamlit as st

from bsc.model.access import Person, Role
from bsc.model.view import View
from bsc.ui import session
from bsc.ui.access.visit import Visit
from bsc.ui.editors import in_place
from bsc.ui.strategy import arrows
from bsc.views.strategy_map import strategy_map

session.begin(Visit(Person(st.session_state["who"], Role.VIEWER)))
workspace = session.workspace()
match st.session_state["does"]:
    case "connect":
        arrows.connect(strategy_map(workspace, View()), {"cause": "sell", "effect": "reach"})
    case said:
        in_place.act(workspace, said)
        in_place.draw(workspace)
