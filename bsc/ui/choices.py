"""What a page is about: the choice of a stage, a perspective, a KPI, each bound to the address as the controls are."""

import streamlit as st

from bsc.model.definitions import Scorecard
from bsc.model.words import Perspective
from bsc.ui import controls, labels, links


def stage(scorecard: Scorecard) -> str:
    """Draw the choice of a stage; return its id. The first stage is the default."""
    offered = labels.stages(scorecard)
    controls.seat("stage", "stage", offered)
    chosen = st.segmented_control(
        "Stage",
        list(offered),
        default=controls.first("stage", offered),
        required=True,
        format_func=offered.__getitem__,
        key="stage",
        bind="query-params",
        label_visibility="collapsed",
    )
    links.pin("stage", chosen)
    return chosen or next(iter(offered))


def perspective() -> Perspective | None:
    """Draw the choice of a perspective; return it, or None for all four."""
    offered = labels.perspectives()
    controls.seat("perspective", "perspective", offered)
    chosen = st.selectbox(
        "Perspective",
        list(offered),
        index=list(offered).index(controls.first("perspective", offered)),
        format_func=offered.__getitem__,
        key="perspective",
        bind="query-params",
        label_visibility="collapsed",
        width=200,
    )
    links.pin(
        "perspective", None if controls.first("perspective", offered) == chosen == labels.ALL_PERSPECTIVES else chosen
    )
    return None if chosen in (None, labels.ALL_PERSPECTIVES) else Perspective(chosen)


def kpi(scorecard: Scorecard) -> str:
    """Draw the choice of a KPI, in the journey's order; return its id. Ask only where there is a KPI."""
    offered = labels.kpis(scorecard)
    controls.seat("kpi", "KPI", offered)
    chosen = st.selectbox(
        "KPI",
        list(offered),
        index=list(offered).index(controls.first("kpi", offered)),
        format_func=offered.__getitem__,
        key="kpi",
        bind="query-params",
        label_visibility="collapsed",
    )
    links.pin("kpi", chosen)
    return chosen or next(iter(offered))
