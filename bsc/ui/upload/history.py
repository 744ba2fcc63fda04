"""The imports so far: who, when, which days, what was kept; undone with one click, their rejects at hand."""

from typing import Final

import streamlit as st

from bsc import actions
from bsc.errors import BscError
from bsc.store import ImportLine
from bsc.ui import failures, notices, session
from bsc.ui.upload import preview
from bsc.views.dates import days, moment
from bsc.views.workspace import Workspace

_UNDOING: Final = "upload.undoing"
PAGE: Final = 10


def draw(workspace: Workspace) -> None:
    """Draw the imports, newest first, a page at a time."""
    lines = workspace.store.imports()
    if not lines:
        st.caption("Nothing was imported yet.")
        return
    st.caption("Newest first. Times are UTC. Undoing an import brings back exactly the rows that it replaced.")
    pages = -(-len(lines) // PAGE)
    page = st.pagination(pages, key="upload.history_page") if pages > 1 else 1
    for line in lines[(page - 1) * PAGE : page * PAGE]:
        _line(workspace, line)


def _line(workspace: Workspace, line: ImportLine) -> None:
    names = {each.id: each.label for each in workspace.scorecard.datasets}
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = f"**{failures.escaped(line.file)}** into {failures.escaped(names.get(line.dataset, line.dataset))}"
            st.markdown(title, width="stretch")
            if line.active:
                st.button(
                    "Undo …",
                    key=f"undo.{line.id}",
                    icon=":material/undo:",
                    type="tertiary",
                    on_click=_ask,
                    args=(line.id,),
                )
            else:
                st.badge("Undone", color="gray", icon=":material/undo:")
        st.caption(failures.escaped(_said(line)))
        if line.dropped or line.rejects:
            _set_apart(workspace, line)
        if line.active and st.session_state.get(_UNDOING) == line.id:
            _confirm(workspace, line)


def _said(line: ImportLine) -> str:
    said = [
        f"{moment(line.at)} by {line.who}",
        f"{line.rows:,} rows",
        *([days(line.period)] if line.period else []),
        *([f"replaced {line.replaced:,}"] if line.replaced else []),
        f"{line.dropped:,} set apart",
        f"{line.rejects:,} rejected",
        *([f"undone {moment(line.undone_at)}"] if line.undone_at else []),
    ]
    return " · ".join(said)


def _set_apart(workspace: Workspace, line: ImportLine) -> None:
    shown = st.expander("What was set apart or rejected", key=f"apart.{line.id}", on_change="rerun", type="compact")
    if not shown.open:
        return
    with shown:
        if line.dropped:
            preview.dropped(workspace.store.dropped(line.id))
        if line.rejects:
            preview.rejects(workspace.store.rejects(line.id), line.file, f"rejects.{line.id}")


def _ask(import_id: int) -> None:
    st.session_state[_UNDOING] = import_id


def _confirm(workspace: Workspace, line: ImportLine) -> None:
    st.warning(
        f"This takes its {line.rows:,} rows out again and brings back what they replaced.", icon=":material/undo:"
    )
    with st.container(horizontal=True):
        undo = st.button("Undo this import", type="primary", key=f"undo.really.{line.id}")
        keep = st.button("Keep it", key=f"undo.keep.{line.id}")
    if keep or undo:
        st.session_state.pop(_UNDOING, None)
    if undo:
        _undo(workspace, line)
    if keep:
        st.rerun()


def _undo(workspace: Workspace, line: ImportLine) -> None:
    try:
        actions.undo_import(workspace.store, line.id, who=session.who())
    except BscError as error:
        failures.sentence(error)
        return
    notices.say(f"Import of {line.file} undone")
    st.rerun()
