"""The imports so far: who, when, which days, what was kept; undone with one click, their rejects at hand."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from bsc import actions
from bsc.errors import BscError
from bsc.model.definitions import Kpi
from bsc.model.editing import number_of
from bsc.ui import bound, failures, notices, session
from bsc.ui.upload import preview
from bsc.views.coverage import import_actions, users
from bsc.views.dates import days, moment
from bsc.views.history import ImportAction, dropped_of, rejects_of
from bsc.views.workspace import Workspace

_UNDOING: Final = "upload.undoing"
_KPIS_NAMED: Final = 6
PAGE: Final = 10


def draw(workspace: Workspace) -> None:
    """Draw the imports, newest first, a page at a time; what came in together is one line and one undo."""
    done = import_actions(workspace)
    if not done:
        st.caption("Nothing was imported yet.")
        return
    st.caption("Newest first. Times are UTC. Undoing an import brings back exactly the rows that it replaced.")
    pages = -(-len(done) // PAGE)
    page = bound.page_of("imports_page", pages)
    used = users(workspace)
    for each in done[(page - 1) * PAGE : page * PAGE]:
        _action(workspace, each, used)


def _action(workspace: Workspace, done: ImportAction, used: Mapping[str, tuple[Kpi, ...]]) -> None:
    names = {each.id: each.label for each in workspace.scorecard.datasets}
    into = ", ".join(names.get(dataset, dataset) for dataset in done.datasets)
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{failures.escaped(done.files)}** into {failures.escaped(into)}", width="stretch")
            _undo_control(done)
        st.caption(failures.escaped(_said(done)))
        _details(workspace, done, used)
        if done.active and st.session_state.get(_UNDOING) == done.number:
            _confirm(workspace, done)


def _undo_control(done: ImportAction) -> None:
    if not done.active:
        st.badge("Undone", color="gray", icon=":material/undo:")
        return
    several = f" {len(done.active)} files" if len(done.active) > 1 else ""
    st.button(
        f"Undo{several} …",
        key=f"undo.{done.number}",
        icon=":material/undo:",
        type="tertiary",
        on_click=_ask,
        args=(done.number,),
    )


def _said(done: ImportAction) -> str:
    replaced = done.total("replaced")
    said = [
        f"{moment(done.at)} by {done.who}",
        number_of(done.total("rows"), "row"),
        *([days(done.period)] if done.period else []),
        *([f"replaced {replaced:,}"] if replaced else []),
        f"{done.total('dropped'):,} set apart",
        f"{done.total('rejects'):,} rejected",
        *([f"undone {moment(done.undone_at)}"] if done.undone_at else []),
    ]
    return " · ".join(said)


def _details(workspace: Workspace, done: ImportAction, used: Mapping[str, tuple[Kpi, ...]]) -> None:
    shown = st.expander("Details", key=f"apart.{done.number}", on_change="rerun", type="compact")
    if not shown.open:
        return
    with shown:
        if done.active:
            st.caption(failures.escaped(_feeds(done, used)))
        if len(done.lines) > 1:
            _files(done)
        if done.total("dropped"):
            preview.dropped([line for _, line in dropped_of(workspace.store, done.lines)])
        if done.total("rejects"):
            cells = [cell for _, cell in rejects_of(workspace.store, done.lines)]
            preview.rejects(cells, done.files, f"rejects.{done.number}")


def _feeds(done: ImportAction, used: Mapping[str, tuple[Kpi, ...]]) -> str:
    """Return which KPIs use the rows of the import."""
    kpis = list({kpi.id: kpi.name for dataset in done.datasets for kpi in used.get(dataset, ())}.values())
    if not kpis:
        return "No KPI uses its rows yet."
    more = len(kpis) - _KPIS_NAMED
    named = ", ".join(kpis[:_KPIS_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"Feeds {number_of(len(kpis), 'KPI')}: {named}"


def _files(done: ImportAction) -> None:
    st.dataframe(
        {
            "File": [line.file for line in done.lines],
            "Rows": [f"{line.rows:,}" for line in done.lines],
            "Days": [days(line.period) for line in done.lines],
            "Replaced": [f"{line.replaced:,}" for line in done.lines],
            "Set apart": [f"{line.dropped:,}" for line in done.lines],
            "Rejected": [f"{line.rejects:,}" for line in done.lines],
            "Import": [str(line.id) + ("" if line.active else " (undone)") for line in done.lines],
        },
        hide_index=True,
        height="auto",
    )


def _ask(action: int) -> None:
    st.session_state[_UNDOING] = action


def _confirm(workspace: Workspace, done: ImportAction) -> None:
    rows = sum(line.rows for line in done.active)
    st.warning(f"This takes its {rows:,} rows out again and brings back what they replaced.", icon=":material/undo:")
    with st.container(horizontal=True):
        undo = st.button(
            "Undo this import" if len(done.active) == 1 else f"Undo all {len(done.active)} imports",
            type="primary",
            key=f"undo.really.{done.number}",
        )
        keep = st.button("Keep it", key=f"undo.keep.{done.number}")
    if keep or undo:
        st.session_state.pop(_UNDOING, None)
    if undo:
        _undo(workspace, done)
    if keep:
        st.rerun()


def _undo(workspace: Workspace, done: ImportAction) -> None:
    try:
        actions.undo_action(workspace.store, done.number, who=session.who())
    except BscError as error:
        failures.sentence(error)
        return
    notices.say(f"Import of {done.files} undone")
    st.rerun()
