"""The scenario while it is moved: what the session has changed of it, until that is kept or undone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import streamlit as st

from bsc.model.scenario import Scenario

_COPIES: Final = "what_if_copies"


@dataclass(frozen=True)
class _Copy:
    base: Scenario
    now: Scenario


def standing(kept: Scenario) -> Scenario:
    """Return *kept* as this session has changed it."""
    copy = _copies().get(kept.id)
    return copy.now if copy else kept


def is_changed(kept: Scenario) -> bool:
    """Return whether this session has changes of *kept* that are not kept yet."""
    return standing(kept) != kept


def is_overtaken(kept: Scenario) -> bool:
    """Return whether somebody else has kept *kept* otherwise since it was first changed here."""
    copy = _copies().get(kept.id)
    return copy is not None and kept not in (copy.base, copy.now)


def change(kept: Scenario, how: Callable[[Scenario], Scenario]) -> None:
    """Change the session's copy of *kept*."""
    copies = _copies()
    base = copies[kept.id].base if kept.id in copies else kept
    now = how(standing(kept))
    if now == base:  # moved back: nothing to keep
        undo(kept)
    else:
        copies[kept.id] = _Copy(base, now)


def undo(kept: Scenario) -> None:
    """Forget what this session has changed of *kept*."""
    _copies().pop(kept.id, None)


def _copies() -> dict[str, _Copy]:
    found: dict[str, _Copy] = st.session_state.setdefault(_COPIES, {})
    return found
