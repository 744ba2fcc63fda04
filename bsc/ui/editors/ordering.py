"""The place of an item among those that stand beside it on the map, and the control that moves it."""

from functools import partial
from typing import Final

import streamlit as st

from bsc.model.editing import Document, companions, moved_beside, noun
from bsc.model.reading import document_of
from bsc.ui import failures
from bsc.ui.editors import saving
from bsc.ui.editors.draft import opened, rebase
from bsc.views.keeping import kept
from bsc.views.workspace import Workspace

_STEPS: Final = {"Earlier": -1, "Later": 1, "First": -1000, "Last": 1000}


def control(workspace: Workspace, section: str, identity: str, name: str) -> None:
    """Draw the menu that moves the item; nothing where it stands alone."""
    document = kept(workspace, ("document",), lambda: document_of(workspace.scorecard))
    if len(companions(document, section, identity)) == 1:
        return
    said = st.menu_button(
        "Move",
        tuple(_STEPS),
        icon=":material/swap_vert:",
        type="tertiary",
        key=f"order.{section}.{identity}",
        help=f"Move {failures.escaped(name)} among those beside it on the map",
    )
    if said is None:
        return
    change, version = partial(_moved, section, identity, _STEPS[said]), workspace.store.definitions_version()
    sentence = f"{noun(section)} {name} moved {said.lower()}"
    if not saving.edited(change, version, sentence[:1].upper() + sentence[1:]):
        return
    if (draft := opened()) and draft.version == version:
        rebase(min(version + 1, workspace.store.definitions_version()))  # moving an item that is open changed no field
    st.rerun()


def _moved(section: str, identity: str, steps: int, document: Document) -> Document:
    return moved_beside(document, section, identity, steps)
