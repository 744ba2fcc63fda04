"""What the strategy map shows: stages, and the arrow or objective that is looked at. All of it is in the address."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from bsc.model.definitions import Scorecard
from bsc.ui import controls, labels, links
from bsc.ui.components.strategy_map import KEY
from bsc.views.strategy_map import StrategyMap

STAGES: Final = "stages"
ARROW: Final = "arrow"
OBJECTIVE: Final = "objective"
NONE: Final = "none"
LATER: Final = "arrow.later"  # what is looked at in the next run: a control that is drawn cannot be changed


def stages(scorecard: Scorecard) -> list[str]:
    """Draw the choice of stages; return their ids, none for all."""
    offered = labels.stages(scorecard)
    written = [each for each in st.query_params.get_all(STAGES) if each]
    labelled = set(offered.values())
    named = [each if each in labelled else offered.get(each, each) for each in written]
    if named != written:  # a stage can be named like an id: what is a label already stays
        st.query_params[STAGES] = named
        st.rerun()
    for unknown in sorted(set(written) - labelled):
        controls.say_unknown("stage", unknown, offered.values())
    with st.popover("Stages", icon=":material/view_column:", width="content"):
        chosen = st.pills(
            "Stages that are shown; none chosen: all",
            list(offered),
            selection_mode="multi",
            default=(first := [stage for stage in offered if stage in links.opening(STAGES)]),
            format_func=lambda stage: offered.get(stage, stage),
            key=STAGES,
            bind="query-params",
        )
    links.pin(STAGES, chosen or ([] if first else None))
    return list(chosen)


def looked_at(drawn: StrategyMap) -> tuple[str, str]:
    """Draw the choice of an arrow and of an objective; return their ids, empty for none. Only one is looked at."""
    if later := st.session_state.pop(LATER, None):
        look_at(ARROW, OBJECTIVE, later)
    arrows = labels.unlike({each.id: f"{each.cause_name} → {each.effect_name}" for each in drawn.arrows})
    boxes = labels.unlike({each.id: each.name for each in drawn.boxes})
    with st.container(horizontal=True):
        arrow = _choice(ARROW, "Arrow", {NONE: "No arrow chosen"} | arrows, OBJECTIVE)
        box = _choice(OBJECTIVE, "Objective", {NONE: "No objective chosen"} | boxes, ARROW)
    return arrow, "" if arrow else box


def choose() -> None:
    """Look at what was pressed in the map. A callback: the controls that show it come after."""
    pressed = st.session_state[KEY].get("opened") or {}
    for name, other in ((ARROW, OBJECTIVE), (OBJECTIVE, ARROW)):
        if name in pressed:
            look_at(name, other, str(pressed[name]))


def look_at(name: str, other: str, identity: str) -> None:
    """Look at the arrow or objective (*name*) called *identity*, and at no *other*. A callback."""
    st.session_state[name] = identity
    st.session_state[other] = NONE


def _choice(key: str, label: str, offered: Mapping[str, str], other: str) -> str:
    if st.session_state.get(key, NONE) not in offered:
        st.session_state[key] = NONE  # it was removed, or its stage is not shown
    controls.seat(key, key, offered)
    chosen = st.selectbox(
        label,
        list(offered),
        index=list(offered).index(controls.first(key, offered)),
        format_func=lambda each: offered.get(each, each),
        key=key,
        bind="query-params",
        on_change=_only,
        args=(key, other),
    )
    links.pin(key, None if chosen in (None, NONE) and not links.opening(key) else chosen or NONE)
    return "" if chosen in (None, NONE) else str(chosen)


def _only(key: str, other: str) -> None:
    if st.session_state.get(key) != NONE:
        st.session_state[other] = NONE
