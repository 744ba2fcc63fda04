"""Fields that several people write into at once: each is kept when it is left, and loses nobody's words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from bsc.errors import BscError, Refused
from bsc.ui import failures
from bsc.ui.failures import escaped

_KNOWN: Final = ".known"  # behind a field's key: what it was when it was looked at
_UNKEPT: Final = "fields.unkept"
Save = Callable[[Any, Any], Any]  # of what is wanted and what was known, it returns what is kept


@dataclass(frozen=True)
class _Unkept:
    """What a field could not keep: what the reader knows it as, what was wanted, and why it was refused."""

    called: str
    wanted: Any
    error: BscError


def seat(key: str, kept: Any) -> None:  # noqa: ANN401 -- a field holds whatever its widget holds
    """Let the widget *key* show what is *kept*, unless it holds words that could not be kept. Call it before that."""
    known = key + _KNOWN
    if key not in st.session_state and key in _unkept():
        st.session_state[key] = _unkept()[key].wanted
    elif key not in st.session_state or st.session_state[key] == st.session_state.get(known, kept):
        st.session_state[key] = st.session_state[known] = kept


def look(key: str, now: Any) -> None:  # noqa: ANN401 -- like seat
    """Note that the field *key* was looked at as it is *now*; its widget keeps what was written there, if anything was.

    What another has said is told then; who repeats what they want knows of it. A callback's part.
    """
    if st.session_state.get(key) == known(key):
        st.session_state[key] = now
    st.session_state[key + _KNOWN] = now


def known(key: str) -> Any:  # noqa: ANN401 -- like seat
    """Return what the field *key* was when its widget was seated."""
    return st.session_state.get(key + _KNOWN)


def forget(key: str) -> None:
    """Let go of what the field *key* holds and of what it could not keep. A callback's part."""
    for each in (key, key + _KNOWN):
        st.session_state.pop(each, None)
    _unkept().pop(key, None)


def save(key: str, keep: Save, called: str) -> None:
    """Keep what the widget *key* holds now; *called* names it where it cannot be. A callback."""
    wanted = st.session_state[key]
    try:
        kept = keep(wanted, known(key))
    except BscError as error:
        _unkept()[key] = _Unkept(called, wanted, error)
        return
    _unkept().pop(key, None)
    st.session_state[key] = st.session_state[key + _KNOWN] = kept


def hold(key: str, may: Callable[[], object], called: str) -> None:
    """Hold on to what the widget *key* has, which a button keeps later, where *may* says that it cannot be any more.

    A callback.
    """
    try:
        may()
    except BscError as error:
        _unkept()[key] = _Unkept(called, st.session_state[key], error)


def told(key: str, kept: Any, keep: Save) -> None:  # noqa: ANN401 -- like seat
    """Draw why the words in *key* were not kept, if they were not, and what to do. Call it behind the widget."""
    if (unkept := _unkept().get(key)) is None:
        return
    failures.sentence(unkept.error)
    if isinstance(unkept.error, Refused):
        with st.container(horizontal=True):
            st.button("Keep mine instead", key=f"{key}.mine", on_click=_mine, args=(key, kept, keep, unkept.called))
            st.button("Take theirs", key=f"{key}.theirs", on_click=_theirs, args=(key, kept))


def left(here: str | None = None) -> None:
    """Draw what could not be kept and has no field any more: why, the words to be copied, and what lets them go.

    Fields whose keys begin with *here* are drawn, and tell it themselves.
    """
    for key, unkept in list(_unkept().items()):
        if here is not None and key.startswith(here):
            continue
        with st.container(border=True):
            failures.sentence(unkept.error)
            st.markdown(f"**What you wrote was not kept** ({escaped(unkept.called)}). It is here to be copied:")
            st.code(_words(unkept.wanted), language=None, wrap_lines=True)
            st.button("Let it go", icon=":material/close:", key=f"{key}.gone", on_click=forget, args=(key,))


def _mine(key: str, kept: Any, keep: Save, called: str) -> None:  # noqa: ANN401 -- like seat
    st.session_state[key + _KNOWN] = kept
    save(key, keep, called)


def _theirs(key: str, kept: Any) -> None:  # noqa: ANN401 -- like seat
    _unkept().pop(key, None)
    st.session_state[key] = st.session_state[key + _KNOWN] = kept


def _unkept() -> dict[str, _Unkept]:
    """Return what could not be kept in this session, by the keys of the fields."""
    held: dict[str, _Unkept] = st.session_state.setdefault(_UNKEPT, {})
    return held


def _words(wanted: object) -> str:
    """Return what a field held as text that can be copied."""
    match wanted:
        case bool():
            return "ticked" if wanted else "not ticked"
        case list() | tuple():
            return ", ".join(map(str, wanted))
    return str(wanted)
