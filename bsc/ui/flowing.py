"""The flow of one stage in words: its count, who goes on and who leaves, what must be known beside it."""

import streamlit as st

from bsc.ui.failures import escaped
from bsc.views.flow import Flows


def draw(found: Flows, stage: str) -> None:
    """Draw what flows into *stage* and on from it; nothing where the stage counts nothing."""
    flow = found.of.get(stage)
    if flow is None:
        return
    st.subheader(f"Flow to {escaped(flow.to)}" if flow.to else "Flow")
    if flow.sentence:
        st.markdown(escaped(flow.sentence))
    for each in dict.fromkeys((*filter(None, [flow.apart]), *flow.notes, *flow.why.values())):
        st.caption(escaped(f"{each.rstrip('.')}."))
    with st.expander("How this is counted", type="compact"):
        for each in filter(None, (found.rule, found.worth, found.loss)):
            st.caption(escaped(each))
