"""The tab Scenarios: choose one, move its drafts, and see every score beside the published one."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from bsc.model.scenario import Scenario
from bsc.model.view import View
from bsc.ui import computing, parts
from bsc.ui.what_if import adding, closing, comparing, picker, target_drafts, weight_drafts, working
from bsc.views.scenarios import comparison, trends
from bsc.views.trend import Trend
from bsc.views.workspace import Workspace

WIDE: Final = 400  # pixels that a draft's two sliders need


def draw(workspace: Workspace, view: View) -> None:
    """Draw the tab: its choices, then the bench, which runs again alone when something is moved."""
    kept = workspace.store.scenarios()
    if not kept:
        picker.first(workspace)
        return
    chosen = picker.scenario(workspace, kept)
    beside = picker.beside(kept, chosen)
    _add(workspace, view, chosen)
    computing.answer(workspace, "scores", view, lambda asked: asked.tree(view, asked.period(view)))
    drafted = _drafted(workspace, working.standing(chosen))
    bench(workspace, view, chosen, beside, _trends(workspace, view, drafted))


@parts.fragment
def bench(
    workspace: Workspace, view: View, kept: Scenario, beside: Sequence[Scenario], of_kpis: Mapping[str, Trend]
) -> None:
    """Draw the drafts, what they come to, and what becomes of them. A moved slider asks the database nothing."""
    compared = comparison(workspace, view, [working.standing(kept), *beside])
    with st.container():  # what comes and goes has a place of its own, or the sliders after it would lose the focus
        closing.keeping(kept)
    with st.container():
        comparing.headline(compared)
        _hint(compared.outcomes[0].scenario)
    places = st.grid(2, min_column_width=WIDE, border=True)
    target_drafts.draw(workspace, kept, compared, of_kpis, places.cell)
    weight_drafts.draw(workspace, kept, compared, places.cell)
    st.subheader(f"Scores of {compared.label}")
    comparing.table(compared)
    closing.publishing(workspace, kept, compared)


def _hint(now: Scenario) -> None:
    if not now.targets and not now.weights:
        st.info("Nothing is drafted yet: add a target or a weight above.", icon=":material/add:")


def _add(workspace: Workspace, view: View, chosen: Scenario) -> None:
    now = working.standing(chosen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kpi, weighed = adding.target(workspace, now), adding.weight(workspace, now)
        closing.about(workspace, chosen)
    if kpi:
        adding.add_target(chosen, _trends(workspace, view, [kpi])[kpi])
    if weighed:
        adding.add_weight(workspace, chosen, *weighed)
    if kpi or weighed:
        st.rerun()


def _drafted(workspace: Workspace, now: Scenario) -> list[str]:
    """Return the KPIs that have drafts of targets and are defined, by id."""
    known = {kpi.id for kpi in workspace.scorecard.kpis}
    return list(dict.fromkeys(draft.kpi for draft in now.targets if draft.kpi in known))


def _trends(workspace: Workspace, view: View, kpis: Sequence[str]) -> Mapping[str, Trend]:
    name = f"trends {' '.join(kpis)}"
    return computing.answer(workspace, name, view, lambda asked: trends(asked, view, kpis))
