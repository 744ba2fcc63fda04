"""Undo and redo: one's own last saves taken back one by one, while what others have saved since stays.

A session knows what it has saved itself; every version, also those of others, can be taken back under History.
"""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from bsc import actions
from bsc.errors import BscError
from bsc.ui import failures, notices, session

_SAVED: Final = "definitions.saved"
_UNDONE: Final = "definitions.undone"
_KEPT: Final = 50


@dataclass(frozen=True)
class Saved:
    """A version that this session has made, and what was said of it."""

    version: int
    said: str


def remember(version: int, said: str) -> None:
    """Let the next Undo take back *version*; what was undone before cannot be redone any more."""
    st.session_state[_SAVED] = (*_steps(_SAVED), Saved(version, said))[-_KEPT:]
    st.session_state[_UNDONE] = ()


def bar() -> None:
    """Draw Undo and Redo for what this session has saved; nothing while there is nothing."""
    saved, undone = _steps(_SAVED), _steps(_UNDONE)
    if not (saved or undone):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="undo_bar"):
        if saved:
            _control("Undo", ":material/undo:", _SAVED, _UNDONE, saved[-1])
        if undone:
            _control("Redo", ":material/redo:", _UNDONE, _SAVED, undone[-1])
        st.caption(failures.escaped(f"Last: {saved[-1].said}" if saved else f"Undone: {undone[-1].said}"))


def _control(label: str, icon: str, taken_from: str, put_to: str, step: Saved) -> None:
    st.button(
        label,
        icon=icon,
        key=f"definitions.{label.lower()}",
        help=failures.escaped(step.said),
        type="tertiary",
        on_click=_take_back,
        args=(label, taken_from, put_to, step),
    )


def _take_back(label: str, taken_from: str, put_to: str, step: Saved) -> None:
    """Take *step* back. A callback: what it came to is shown in the run that follows."""
    st.session_state[taken_from] = tuple(each for each in _steps(taken_from) if each != step)
    try:
        made = actions.take_back(session.store(), step.version, session.who())
    except BscError as error:
        notices.refuse(error)
        return
    if not made.nothing:
        st.session_state[put_to] = (*_steps(put_to), Saved(made.version, step.said))
    notices.say(f"{'Undone' if label == 'Undo' else 'Redone'}: {step.said}")


def _steps(key: str) -> tuple[Saved, ...]:
    return tuple(st.session_state.get(key, ()))
