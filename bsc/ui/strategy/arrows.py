"""Arrows drawn and taken out: by hand in the map, or by the native controls; each can be undone."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import streamlit as st

from bsc.model.arrows import arrow, without_arrow
from bsc.model.editing import Document
from bsc.ui import labels, session
from bsc.ui.editors import saving
from bsc.ui.strategy import choices
from bsc.views.strategy_map import StrategyMap

_CAUSE: Final = "new_arrow.cause"
_EFFECT: Final = "new_arrow.effect"


def connect(drawn: StrategyMap, said: Mapping[str, Any]) -> None:
    """Draw the arrow that the map's hand has *said*, or tell why it cannot be."""
    _connect(drawn, str(said.get("cause")), str(said.get("effect")))


def adding(drawn: StrategyMap) -> None:
    """Draw the choice of cause and effect of a new arrow; nothing for who may change nothing."""
    if not session.may_edit():
        return
    offered = labels.unlike({each.id: each.name for each in drawn.boxes})
    with st.popover("Draw an arrow", icon=":material/arrow_right_alt:", width="content"):
        cause = _end(_CAUSE, "Cause", offered)
        effect = _end(_EFFECT, "Effect", offered)
        wanted = st.button("Draw the arrow", key="arrow.draw", type="primary", disabled=not (cause and effect))
        if wanted and cause and effect:
            _connect(drawn, cause, effect)


def removing(drawn: StrategyMap, identity: str) -> None:
    """Draw the button that takes the arrow called *identity* (`cause~effect`) out; none for who may change nothing."""
    if not session.may_edit() or not st.button(
        "Remove this arrow", icon=":material/delete:", key="arrow.remove", type="tertiary"
    ):
        return
    cause, effect = identity.split("~")
    _save(partial(_without, cause, effect), f"Arrow {_name(drawn, cause)} → {_name(drawn, effect)} removed")


def _end(key: str, label: str, offered: Mapping[str, str]) -> str | None:
    return st.selectbox(
        label,
        list(offered),
        index=None,
        format_func=lambda each: offered.get(each, each),
        key=key,
        placeholder="Choose an objective",
    )


def _connect(drawn: StrategyMap, cause: str, effect: str) -> None:
    said = f"Arrow {_name(drawn, cause)} → {_name(drawn, effect)} drawn"
    if _saved(partial(_with, cause, effect), said):
        st.session_state[choices.LATER] = f"{cause}~{effect}"
        st.rerun()


def _save(change: partial[Document], said: str) -> None:
    if _saved(change, said):
        st.rerun()


def _saved(change: partial[Document], said: str) -> bool:
    """Save on top of the newest definitions: whether an arrow can be there is looked at again in them."""
    return saving.edited(change, session.store().definitions_version(), said)


def _with(cause: str, effect: str, document: Document) -> Document:
    return arrow(document, cause, effect)


def _without(cause: str, effect: str, document: Document) -> Document:
    return without_arrow(document, cause, effect)


def _name(drawn: StrategyMap, identity: str) -> str:
    box = drawn.box(identity)
    return box.name if box else identity
