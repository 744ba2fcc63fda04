"""How far what is seen can be relied on: the last day of its data, how much of it is known, which datasets are late."""

from dataclasses import dataclass
from datetime import date

from bsc.model.view import View
from bsc.views import coverage
from bsc.views.freshness import Freshness
from bsc.views.workspace import Workspace


@dataclass(frozen=True)
class Standing:
    """`last_day` is the last day of any dataset, None without rows; `known` is the coverage of the journey's score.

    `late` names each dataset that lacks days, or has none, in words: `CRM deals (12 days late)`.
    """

    last_day: date | None
    known: float
    late: tuple[str, ...]


def standing(workspace: Workspace, view: View) -> Standing:
    """Return how far the figures of *view* can be relied on."""
    return workspace.kept("standing", view, lambda: _standing(workspace, view))


def _standing(workspace: Workspace, view: View) -> Standing:
    late = (
        f"{line.label} ({line.word})"
        for line in coverage.lines(workspace)
        if line.kpis and line.freshness in (Freshness.LATE, Freshness.NO_ROWS)
    )
    known = workspace.tree(view, workspace.period(view)).coverage
    return Standing(workspace.last_day(), known, tuple(late))
