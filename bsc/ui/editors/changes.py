"""What a whole new scorecard would change, shown before it is taken: from YAML, a template or an older version."""

from collections.abc import Sequence

import streamlit as st

from bsc.model.comparison import Difference, differences, summary
from bsc.model.definitions import Scorecard
from bsc.model.editing import noun
from bsc.views.workspace import Workspace


def show(workspace: Workspace, wanted: Scorecard) -> tuple[Difference, ...]:
    """Draw how *wanted* differs from what is defined now; return the differences."""
    found = differences(workspace.scorecard, wanted)
    st.markdown(f"**{summary(found).capitalize()}**")
    if found:
        table(found)
    _targets_lost(workspace.scorecard, wanted)
    return found


def table(found: Sequence[Difference]) -> None:
    """Draw *found*, one line each."""
    st.dataframe(
        {
            "What": [noun(each.section) if each.section != "journey" else "journey" for each in found],
            "Name": [each.name for each in found],
            "Happens": [each.happening.value for each in found],
            "Before → after": [each.note for each in found],
        },
        hide_index=True,
        height="auto",
    )


def _targets_lost(now: Scorecard, wanted: Scorecard) -> None:
    kept = {kpi.id for kpi in wanted.kpis if kpi.targets}
    lost = [kpi.name for kpi in now.kpis if kpi.targets and kpi.id not in kept]
    if lost:
        st.caption(f"{len(lost)} KPI{'' if len(lost) == 1 else 's'} lose their targets. History keeps them.")
