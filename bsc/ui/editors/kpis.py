"""The tab KPIs: every stage by the four perspectives, and the editor of one KPI with its live preview."""

from typing import Final

import streamlit as st
from pydantic import ValidationError

from bsc.model.definitions import Kpi
from bsc.model.editing import Document, number_of
from bsc.ui import controls, failures, parts
from bsc.ui.editors import conflicts, drawer, formula, kpi_fields, library, library_choice, ordering, saving
from bsc.ui.editors.draft import DEFINITIONS, Draft, opened, whole
from bsc.views import weights
from bsc.views.definitions import Cell, grid
from bsc.views.workspace import Workspace

SECTION: Final = "kpis"


def draw(workspace: Workspace) -> None:
    """Draw the editor of the KPI that is open, else the grid of all."""
    draft = opened()
    if draft and draft.section == SECTION and draft.home == DEFINITIONS:
        _editor(workspace)
    else:
        _grid(workspace)


def _grid(workspace: Workspace) -> None:
    scorecard = workspace.scorecard
    empty = sum(not cell.kpis for _, cells in grid(scorecard) for cell in cells)
    cells_said = f"{number_of(empty, 'cell')} of the map without one." if empty else "No cell of the map is empty."
    st.caption(
        f"{number_of(len(scorecard.kpis), 'KPI')}. {cells_said} :material/keep: is shown on the map. "
        ":material/add_circle: and :material/lightbulb: are suggestions from the library."
    )
    if not scorecard.stages:
        st.info("A KPI belongs to an objective in a stage: add a stage first, or take a KPI from the library.")
        return
    for stage, cells in grid(scorecard):
        with st.container(border=True):
            st.markdown(f"**{failures.escaped(stage.name)}**")
            for cell, column in zip(cells, st.columns(4), strict=True):
                with column:
                    _cell(cell, workspace)
    library_choice.draw(workspace)


def _cell(cell: Cell, workspace: Workspace) -> None:
    st.caption(cell.perspective.label)
    for kpi in cell.kpis:
        icon = ":material/keep:" if kpi.pinned else None
        with st.container(gap=None):
            drawer.edit_control(SECTION, kpi.id, kpi.name, workspace, icon=icon)
            _weighs(workspace, kpi)
    if cell.missing:
        st.markdown(f":gray[○ {cell.missing}]")
        library.suggest(workspace, cell)
    if cell.objectives:
        drawer.add_control(SECTION, workspace, label="Add", objective=cell.objectives[0].id)


def _weighs(workspace: Workspace, kpi: Kpi) -> None:
    """Draw what the KPI weighs in its objective, unless it is alone there."""
    share = weights.kpi_share(workspace.scorecard, kpi, workspace.today)
    if share not in (None, 1):
        st.caption(f"{weights.percent(share or 0)} of its objective")


@parts.fragment
def _editor(workspace: Workspace) -> None:
    draft = opened()
    if draft is None:
        return
    with st.container(horizontal=True, gap="small"):
        if st.button("All KPIs", icon=":material/arrow_back:", type="tertiary", key="kpi.back"):
            drawer.leave()
        if draft.id:
            ordering.control(workspace, SECTION, draft.id, str(draft.base.get("name")))
    st.subheader(failures.escaped(str(draft.base.get("name"))) if draft.id else "New KPI")
    conflicts.draw(draft)
    kpi = form(draft, workspace)
    _save_controls(draft, workspace, kpi)


def form(draft: Draft, workspace: Workspace) -> Document:
    """Draw the form of a KPI with its live preview; return the KPI that is written in it."""
    if draft.id is None:
        library.instead(workspace, draft.base.get("objective"))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        item = {**kpi_fields.meaning(draft, workspace), **kpi_fields.calculation(draft, workspace)}
    with right:
        st.markdown("**Preview**")
        shown = st.container()
    item |= kpi_fields.judging(draft, workspace, item["objective"])
    with st.expander("Owner, source, benchmark"):
        item |= kpi_fields.background(draft, workspace)
    kpi = whole(draft, item)
    with shown:
        in_order = _preview(workspace, kpi)
    if not in_order:
        st.caption("A KPI is saved when its formula is in order.")
    return kpi


def _preview(workspace: Workspace, item: dict[str, object]) -> bool:
    if not item.get("dataset") or not item.get("formula"):
        st.caption("Choose a dataset and write a formula: its last values appear here.")
        return False
    try:
        kpi = Kpi.model_validate({"objective": "none", **item, "id": "draft_kpi", "name": "Draft", "targets": []})
    except ValidationError:  # what is wrong beside the formula is said, with its place, when it is saved
        st.caption("Something beside the formula is not in order yet; saving says what.")
        return False
    return not formula.preview(workspace, kpi, workspace.filters(controls.view())).problems


def _save_controls(draft: Draft, workspace: Workspace, item: Document) -> None:
    with st.container(horizontal=True):
        wanted = st.button("Save", type="primary", key="kpi.save")
        dropped = st.button("Cancel", key="kpi.cancel")
        if draft.id and st.button("Remove …", key="kpi.remove", type="tertiary", icon=":material/delete:"):
            st.session_state["removing"] = True
    if dropped or (wanted and saving.put(draft, item)):
        drawer.leave()
    if st.session_state.get("removing") and draft.id:
        drawer.removing(draft, workspace)
