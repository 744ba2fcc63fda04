"""The way from a note to what it is about."""

from bsc.model.subject import Subject, SubjectKind
from bsc.ui import links
from bsc.ui.links import Place


def place_of(about: Subject) -> tuple[Place, dict[str, str]]:
    """Return the page that shows what *about* names, and what is to be opened there, by ids."""
    kind = about.kind
    if kind is SubjectKind.CELL:
        stage, perspective = about.ids
        return links.STAGE, {"stage": stage, "perspective": perspective}
    if kind is SubjectKind.ARROW:
        return links.STRATEGY, {}
    named = {
        SubjectKind.KPI: links.TRENDS,
        SubjectKind.STAGE: links.STAGE,
        SubjectKind.OBJECTIVE: links.STRATEGY,
        SubjectKind.TOUCHPOINT: links.MAP,
        SubjectKind.INITIATIVE: links.INITIATIVE,
        SubjectKind.REVIEW: links.REVIEW,
    }
    if kind in named:
        return named[kind], {kind.value: about.id}
    return (links.DATA if kind is SubjectKind.DATASET else links.MAP), {}
