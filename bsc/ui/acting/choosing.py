"""Which initiatives the board, the timeline and the table show: one choice for all three, kept in the address."""

from collections.abc import Iterable, Mapping
from typing import Final

import streamlit as st

from bsc.ui import bound, labels
from bsc.views.initiatives import NOBODY, Choice, Undertaking, chosen, owners
from bsc.views.workspace import Workspace

KEYS: Final = ("whose", "in_stage", "for_objective", "overdue")
_ALL: Final = "all"
_NOBODY: Final = "nobody"
_PERSON: Final = "person "  # before a name, so that somebody called `all` is not everybody
_WIDTH: Final = 210


def draw(workspace: Workspace, known: Iterable[Undertaking]) -> tuple[Undertaking, ...]:
    """Draw the choice; return those of *known* that are chosen."""
    everything = tuple(known)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        whose = _picked("whose", "owner", _people(everything))
        stage = _picked("in_stage", "stage", _named("All stages", workspace.scorecard.stages))
        objective = _picked("for_objective", "objective", _named("All objectives", workspace.scorecard.objectives))
        overdue = bound.switched("overdue", "Overdue only")
    choice = Choice(owner=_owner(whose), stage=_one(stage), objective=_one(objective), overdue=overdue)
    return chosen(everything, choice)


def _picked(key: str, noun: str, offered: Mapping[str, str]) -> str:
    return bound.picked(key, noun, offered, width=_WIDTH)


def _people(known: tuple[Undertaking, ...]) -> dict[str, str]:
    people = {f"{_PERSON}{name}": name for name in owners(known)}
    return labels.unlike({_ALL: "Whoever owns it", _NOBODY: "Without an owner", **people})


def _named(everything: str, items: Iterable[object]) -> dict[str, str]:
    return labels.unlike({_ALL: everything} | {getattr(each, "id", ""): getattr(each, "name", "") for each in items})


def _owner(whose: str) -> str | None:
    if whose == _NOBODY:
        return NOBODY
    return whose.removeprefix(_PERSON) if whose.startswith(_PERSON) else None


def _one(chosen_id: str) -> str | None:
    return None if chosen_id == _ALL else chosen_id
