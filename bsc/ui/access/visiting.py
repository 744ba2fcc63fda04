"""What the viewer of a share link always sees: what this is, as of when, how complete, and how old."""

from bsc.ui.access.visit import Visit
from bsc.views.workspace import Workspace


def banner(visit: Visit, workspace: Workspace) -> None:
    """Draw what the link shows, the day of its data, coverage and what is stale."""
    del visit, workspace
