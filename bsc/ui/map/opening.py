"""What is opened from the map: a stage, a KPI's trend, everything about a touchpoint, or notes."""

from collections.abc import Mapping

from bsc.model.view import View
from bsc.ui import links, touchpoint
from bsc.ui.noting import over
from bsc.views.workspace import Workspace


def go(workspace: Workspace, view: View, opened: Mapping[str, str]) -> None:
    """Leave for the page that *opened* names with the rest of it, or show the touchpoint that it names over the map."""
    if identity := opened.get("touchpoint"):
        touchpoint.show(workspace, view, identity, links.MAP)
        return
    if kind := opened.get("notes"):
        over.opened(workspace, kind, opened.get("id", ""))
        return
    named = {name: value for name, value in opened.items() if name != "page"}
    links.go(links.named(opened["page"]), **named)
