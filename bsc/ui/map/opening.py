"""What is opened from the map: a stage, a KPI's trend, or the stage of a touchpoint."""

from collections.abc import Mapping

from bsc.model.view import View
from bsc.ui import links
from bsc.views.workspace import Workspace


def go(workspace: Workspace, _view: View, opened: Mapping[str, str]) -> None:
    """Leave for the page that *opened* names with the rest of it, or for the stage of the touchpoint that it names."""
    if identity := opened.get("touchpoint"):
        stage = next(each.stage for each in workspace.scorecard.touchpoints if each.id == identity)
        links.go(links.STAGE, stage=stage)
    named = {name: value for name, value in opened.items() if name != "page"}
    links.go(links.named(opened["page"]), **named)
