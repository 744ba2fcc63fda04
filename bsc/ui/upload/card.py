"""One waiting file: looked at, corrected where needed, imported by one click."""

from typing import Final

import streamlit as st

from bsc import actions
from bsc.actions import Preview
from bsc.errors import BscError
from bsc.intake import Table
from bsc.ui import failures, session
from bsc.ui.upload import choices, new_dataset, preview
from bsc.ui.upload.choices import NEW_DATASET, Choices
from bsc.ui.upload.files import WaitingFile, discard
from bsc.views.data import suggestions
from bsc.views.workspace import Workspace

_RECEIPTS: Final = "upload.receipts"
_MEGABYTE: Final = 1_000_000


def draw(file: WaitingFile, workspace: Workspace) -> None:
    """Draw the card of *file*; a file that cannot be read says why and can only be discarded."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/description: **{failures.escaped(file.name)}** :gray[{_size(file.size)}]", width="stretch")
            st.button("Discard", key=file.key("discard"), type="tertiary", on_click=discard, args=(file,))
        try:
            _contents(file, workspace)
        except BscError as error:
            failures.sentence(error)


def _contents(file: WaitingFile, workspace: Workspace) -> None:
    first = _look(file, workspace, Choices())
    table = choices.table(file, first.inspection.tables)
    chosen = _dataset(file, table, workspace)
    if chosen is None:
        preview.facts(table)
        return
    if chosen == NEW_DATASET:
        preview.facts(table)
        new_dataset.form(file, table, workspace)
        preview.details(file, table)
        return
    _import(file, workspace, chosen, first)
