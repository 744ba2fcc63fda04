"""Where an item of the agenda is looked into."""

from typing import Final

from bsc.model.review import AgendaItem, ItemKind
from bsc.model.subject import SubjectKind
from bsc.ui import links
from bsc.ui.links import Place
from bsc.views.workspace import Workspace

_PLACES: Final[dict[SubjectKind, tuple[Place, str, str]]] = {  # where, under which parameter, what the link says
    SubjectKind.KPI: (links.TRENDS, "kpi", "Look at its trend"),
    SubjectKind.STAGE: (links.STAGE, "stage", "Look at the stage"),
    SubjectKind.OBJECTIVE: (links.STRATEGY, "objective", "Look at the strategy map"),
    SubjectKind.INITIATIVE: (links.INITIATIVE, "initiative", "Look at the action"),
    SubjectKind.TOUCHPOINT: (links.MAP, "touchpoint", "Look at the touchpoint"),
    SubjectKind.REVIEW: (links.REVIEW, "review", "Look at that review"),
}


def link(workspace: Workspace, item: AgendaItem, key: str) -> None:
    """Draw the link that leads to what *item* is about; nothing where there is none, or that is gone."""
    about = item.about
    if item.kind is ItemKind.STALE:
        links.to(links.DATA, "Look at the data", icon=links.DATA.icon, key=f"{key}.look")
    elif about is not None and about.kind in _PLACES and about.id in _known(workspace, about.kind):
        place, parameter, label = _PLACES[about.kind]
        links.to(place, label, icon=place.icon, key=f"{key}.look", **{parameter: about.id})


def _known(workspace: Workspace, kind: SubjectKind) -> set[str]:
    if kind is SubjectKind.REVIEW:
        return {each.id for each in workspace.reviews()}
    return {each.id for each in getattr(workspace.scorecard, f"{kind.value}s")}
