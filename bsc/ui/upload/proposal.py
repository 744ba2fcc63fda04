"""A recognised export: what its system is, and the dataset and KPIs that one click makes of it."""

from typing import Final

import streamlit as st

from bsc.actions.adopting import Choice
from bsc.actions.proposing import Proposal, ProposedKpi
from bsc.model.editing import number_of
from bsc.ui import failures
from bsc.ui.upload.files import WaitingFile
from bsc.views.workspace import Workspace

_WHY_SHOWN: Final = 2


def recognised(found: Proposal) -> None:
    """Draw what the file was recognised as, how sure that is, and why."""
    seen = found.recognition
    why = "; ".join(seen.why[:_WHY_SHOWN])
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(f"{failures.escaped(seen.title)} · {seen.confidence:.0%}", icon=":material/verified:", color="blue")
        st.caption(failures.escaped(why), width="stretch")


def chosen(file: WaitingFile, found: Proposal, workspace: Workspace) -> list[Choice]:
    """Draw the KPIs that the export brings, all of them chosen, and where each goes; return what was chosen."""
    if not found.kpis:
        return []
    by_id = {each.id: each for each in found.kpis}
    wanted = st.pills(
        f"Brings {number_of(len(by_id), 'KPI')}; those chosen are added",
        list(by_id),
        selection_mode="multi",
        default=list(by_id),
        format_func=lambda identity: failures.escaped(by_id[identity].kpi.name) if identity in by_id else identity,
        key=file.key("kpis"),
    )
    with st.expander("What they count, and where they go", type="compact", key=file.key("places")):
        return [_place(file, by_id[identity], found, workspace) for identity in wanted if identity in by_id]


def notes(found: Proposal) -> None:
    """Draw what is to be known about the export, and which of its KPIs are there already."""
    if found.there:
        st.caption(
            f"{number_of(len(found.there), 'KPI')} of it {'is' if len(found.there) == 1 else 'are'} there already."
        )
    for note in found.notes:
        st.caption(failures.escaped(note))


def _place(file: WaitingFile, proposed: ProposedKpi, found: Proposal, workspace: Workspace) -> Choice:
    kpi, suggested = proposed.kpi, proposed.place.objective
    places = _places(proposed, found, workspace)
    what, where = st.columns([3, 2], vertical_alignment="center")
    with what:
        only = f", where `{kpi.where}`" if kpi.where else ""
        st.markdown(f"**{failures.escaped(kpi.name)}**  \n`{kpi.formula}`{only}")
    with where:
        objective = st.selectbox(
            f"Objective of {kpi.name}",
            list(places),
            index=list(places).index(suggested),
            format_func=lambda identity: places.get(identity, identity),
            key=file.key(f"place.{kpi.id}"),
            label_visibility="collapsed",
        )
    return Choice(kpi.id) if objective == suggested else Choice(kpi.id, objective=objective)


def _places(proposed: ProposedKpi, found: Proposal, workspace: Workspace) -> dict[str, str]:
    """Return the label of every objective that the KPI can go to, a new one that is suggested first."""
    stages = {each.id: each.name for each in (*workspace.scorecard.stages, *found.stages)}
    place = proposed.place
    new = f"New: {place.name} · {stages[place.stage]}, {place.perspective.label}"
    return ({place.objective: new} if place.is_new else {}) | {
        each.id: f"{each.name} · {stages[each.stage]}, {each.perspective.label}"
        for each in workspace.scorecard.objectives
    }
