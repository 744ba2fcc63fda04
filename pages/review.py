"""Review: one dated reading of the scorecard – its agenda while it goes on, its minutes afterwards."""

import streamlit as st

from bsc.ui import bound, labels, links, session
from bsc.ui.failures import escaped
from bsc.ui.reviewing import fields, passing_on, showing, working
from bsc.views.minutes import minutes

workspace = session.workspace()
share = session.visit().share
only = share.shown.minutes if share else None  # whoever came with a link to minutes reads those, whatever is asked
reviews = {each.id: each for each in reversed(workspace.reviews()) if only in (None, each.id)}

if not reviews:
    st.title("Review")
    fields.left()
    st.info("There is no review yet." if share is None else "These minutes are no longer there.")
    links.to(links.ACTIONS, "Actions & reviews", icon=links.ACTIONS.icon)
else:
    names = labels.unlike({each.id: each.name for each in reviews.values()})
    chosen = reviews[only or bound.picked("review", "review", names)]
    said = minutes(workspace, chosen)
    st.title(escaped(chosen.name), anchor=False)
    st.caption(escaped(" · ".join(filter(None, (said.kind, said.held, said.period, said.seen)))))
    going_on = chosen.open and session.may_edit()
    fields.left(f"review.{chosen.id}." if going_on else None)
    passing_on.draw(chosen, said)
    if going_on:
        working.draw(workspace, chosen)
    else:
        showing.draw(workspace, chosen, said)
