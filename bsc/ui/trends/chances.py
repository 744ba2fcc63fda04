"""The chance to meet a target by its date. The forecast behind it is computed beside the page, which does not wait."""

from datetime import date

from bsc.actions.jobs import Job
from bsc.model.view import View
from bsc.scoring.judging import Anchors
from bsc.ui.failures import escaped
from bsc.ui.trends import foreseeing
from bsc.views.chances import chance_sentence
from bsc.views.targets import segment_view
from bsc.views.trend import Trend
from bsc.views.workspace import Workspace


def said(subject: Trend, workspace: Workspace, view: View, anchors: Anchors, due: date) -> list[str]:
    """Return how likely *anchors* are met in the period of the day *due*, by those whom *subject* shows.

    As long as it is computed nothing is returned, and drawn that it is.
    """
    seen = view if subject.filters == workspace.filters(view) else segment_view(view, subject.segment or {})
    found = foreseeing.foreseen(workspace, seen, subject.kpi.id)
    if isinstance(found, Job):
        foreseeing.wait(found)
        return []
    return [escaped(chance_sentence(subject, found, anchors, due))]
