"""The tab Touchpoints: every contact with the customer, and what they want, do, ask and feel there."""

import streamlit as st

from bsc.model.definitions import ALL_PERSONAS, Touchpoint
from bsc.model.editing import Document
from bsc.model.words import Evidence
from bsc.ui import failures
from bsc.ui.editors import comments, drawer, entries, ordering, whose
from bsc.ui.editors.draft import Draft, names, whole
from bsc.views.workspace import Workspace

_CHANNELS = ("website", "e-mail", "social", "in person", "phone", "app", "search", "ads", "events", "community")


def draw(workspace: Workspace) -> None:
    """Draw the touchpoints of every stage."""
    st.caption("Contacts with the customer, in one stage and one channel. They stand on the journey map.")
    if not workspace.scorecard.stages:
        st.info("A touchpoint stands in a stage: add a stage first.")
        return
    for stage in workspace.scorecard.stages:
        with st.container(border=True):
            st.markdown(f"**{failures.escaped(stage.name)}**")
            for touchpoint in workspace.scorecard.touchpoints:
                if touchpoint.stage == stage.id:
                    _line(workspace, touchpoint)
            drawer.add_control("touchpoints", workspace, stage=stage.id)


def _line(workspace: Workspace, touchpoint: Touchpoint) -> None:
    personas = {ALL_PERSONAS: "everybody", **names(workspace.scorecard.personas)}
    said = [
        touchpoint.channel or "no channel",
        personas[touchpoint.persona],
        touchpoint.evidence.value,
        *(["moment of truth"] if touchpoint.moment_of_truth else []),
        *([f"emotion {touchpoint.emotion:+g}".replace("+0", "0")] if touchpoint.emotion is not None else []),
        *(each.text for each in touchpoint.pains[:1]),
    ]
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            drawer.edit_control("touchpoints", touchpoint.id, touchpoint.name, workspace)
            ordering.control(workspace, "touchpoints", touchpoint.id, touchpoint.name)
        st.caption(failures.escaped(" · ".join(said)))


def form(draft: Draft, workspace: Workspace) -> Document:
    """Draw the form of a touchpoint; return the touchpoint that is written in it."""
    name = draft.text("name", "Name", required=True, placeholder="Contact form")
    identity = draft.identity(name)
    top = st.container()
    left, right = st.columns(2)
    with left:
        stage = draft.choice("stage", "Stage", names(workspace.scorecard.stages))
        persona = draft.choice(
            "persona", "Persona", {ALL_PERSONAS: "Everybody", **names(workspace.scorecard.personas)}, empty=ALL_PERSONAS
        )
    with right:
        channel = draft.choice("channel", "Channel", _channels(draft), accept_new_options=True)
    owned = whose.fields(draft, workspace)
    feeling = _feeling(draft, workspace)
    with top if draft.first in entries.KINDS else st.container():
        said = entries.lists(draft)
    return whole(
        draft,
        {
            "id": identity,
            "name": name,
            "stage": stage,
            "persona": None if persona == ALL_PERSONAS else persona,
            "channel": channel,
            **owned,
            **said,
            **feeling,
            comments.FIELD: comments.fields(draft, workspace),
        },
    )


def _channels(draft: Draft) -> dict[str, str]:
    return {name: name for name in dict.fromkeys([*_CHANNELS, str(draft.base.get("channel") or _CHANNELS[0])])}


def _feeling(draft: Draft, workspace: Workspace) -> Document:
    left, right = st.columns(2)
    kpis = names(workspace.scorecard.kpis)
    with left:
        emotion = draft.number(
            "emotion",
            "Emotion",
            min_value=-2.0,
            max_value=2.0,
            step=0.5,
            help="−2 angry … +2 delighted",
            placeholder="Unknown",
        )
        moment = draft.flag("moment_of_truth", "Moment of truth")
    with right:
        by_kpi = draft.choice("emotion_kpi", "Emotion from a KPI", {"": "None", **kpis}, empty="")
        evidence = draft.choice(
            "evidence", "Evidence", {each.value: each.value for each in Evidence}, empty=Evidence.ASSUMED.value
        )
        looked_at = draft.day("evidence_on", "Evidence looked at on")
    return {
        "emotion": emotion,
        "emotion_kpi": by_kpi,
        "moment_of_truth": moment or None,
        "evidence": None if evidence == Evidence.ASSUMED.value else evidence,
        "evidence_on": looked_at,
        "kpis": draft.many("kpis", "KPIs that watch it", kpis),
    }
