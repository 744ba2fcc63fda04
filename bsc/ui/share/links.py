"""Links for others: make one of the view that is looked at, and see to those that there are."""

import streamlit as st

from bsc.model.view import View
from bsc.ui.share import listing, making
from bsc.views.workspace import Workspace


def draw(workspace: Workspace, view: View) -> None:
    """Draw the link that was just made, the form for another, and all that there are."""
    listing.made()
    if workspace.scorecard.stages:
        making.draw(workspace, view)
    else:
        st.caption("Nothing is defined yet: there is no view that a link could show.")
    st.subheader("Links")
    listing.draw(workspace)
