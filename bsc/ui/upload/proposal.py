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
    wanted = _pills(f"Brings {number_of(len(found.kpis), 'KPI')}; those chosen are added", file, found, every=True)
    with st.expander("What they count, and where they go", type="compact", key=file.key("places")):
        return [_place(file, each, found, workspace) for each in found.kpis if each.id in wanted]


def further(file: WaitingFile, found: Proposal, workspace: Workspace) -> list[Choice]:
    """Draw the KPIs that a dataset which is there does not have yet, none of them chosen; return what was chosen."""
    if not found.kpis:
        return []
    with st.expander(f"Add {number_of(len(found.kpis), 'KPI')} that this export can bring", type="compact",
                     key=file.key("further")):  # fmt: skip
        wanted = _pills("Those chosen are added with the import", file, found, every=False)
        return [_place(file, each, found, workspace) for each in found.kpis if each.id in wanted]


def _pills(label: str, file: WaitingFile, found: Proposal, *, every: bool) -> list[str]:
    names = {each.id: failures.escaped(each.kpi.name) for each in found.kpis}
    return st.pills(
        label,
        list(names),
        selection_mode="multi",
        default=list(names) if every else None,
        format_func=lambda identity: names.get(identity, identity),
        key=file.key("kpis"),
    )


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
