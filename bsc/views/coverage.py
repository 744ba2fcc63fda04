"""How fresh the datasets are, what came in, which KPIs use it: worked out once for all sessions until it changes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bsc.model.definitions import Kpi
from bsc.model.periods import Grain, Period
from bsc.views import history, lineage
from bsc.views.freshness import Covered, DatasetLine, dataset_lines
from bsc.views.history import ImportAction
from bsc.views.keeping import kept
from bsc.views.lineage import UsedImport
from bsc.views.strip import Strip, strip
from bsc.views.workspace import Workspace


@dataclass(frozen=True)
class Coverage:
    """A dataset with its calendar strip; None for one without days."""

    line: DatasetLine
    strip: Strip | None


def coverage(workspace: Workspace, grain: Grain) -> tuple[Coverage, ...]:
    """Return every dataset with its strip, a bar for each period of *grain*: those that wait for a file first."""
    return kept(workspace, ("coverage", grain), lambda: _coverage(workspace, grain))


def lines(workspace: Workspace) -> tuple[DatasetLine, ...]:
    """Return every dataset without its strip: those that wait for a file first."""
    return kept(workspace, ("lines",), lambda: _lines(workspace))


def users(workspace: Workspace) -> Mapping[str, tuple[Kpi, ...]]:
    """Return the KPIs that each dataset's rows go into, by the dataset's id."""
    return kept(workspace, ("users",), lambda: _users(workspace))


def import_actions(workspace: Workspace) -> tuple[ImportAction, ...]:
    """Return the imports so far by the action that made them, the newest first."""
    return kept(workspace, ("imports",), lambda: history.import_actions(workspace.store.imports()))


def imports_behind(workspace: Workspace, kpi: Kpi, period: Period) -> tuple[UsedImport, ...]:
    """Return the imports that the value of *kpi* in *period* rests on."""
    return kept(workspace, ("behind", kpi.id, period), lambda: lineage.imports_behind(workspace, kpi, period))


def _users(workspace: Workspace) -> Mapping[str, tuple[Kpi, ...]]:
    found = lineage.users(workspace.defined, workspace.shapes)
    return {dataset: tuple(workspace.kpi(kpi.id) for kpi in kpis) for dataset, kpis in found.items()}


def _coverage(workspace: Workspace, grain: Grain) -> tuple[Coverage, ...]:
    days = _days(workspace) if workspace.fence.open else {}  # a strip counts everybody's rows
    return tuple(
        Coverage(
            line, strip(line, days[line.id], grain, workspace.today, workspace.calendar) if line.id in days else None
        )
        for line in lines(workspace)
    )


def _lines(workspace: Workspace) -> tuple[DatasetLine, ...]:
    imports = workspace.store.whole.imports()  # when files came in is told; what is in them is not
    found = dataset_lines(workspace.scorecard, workspace.shapes, imports, workspace.today, _days(workspace))
    return found if workspace.fence.open else tuple(replace(line, rows=None) for line in found)


def _days(workspace: Workspace) -> dict[str, Covered]:
    return kept(workspace, ("covered days",), lambda: _covered(workspace))


def _covered(workspace: Workspace) -> dict[str, Covered]:
    return {
        each.id: workspace.store.whole.covered_days(each.id, each.first_day, each.last_day)
        for each in workspace.shapes.values()
        if each.first_day and each.last_day
    }
