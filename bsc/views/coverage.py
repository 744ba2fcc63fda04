"""How fresh the datasets are, and which KPIs use them: worked out once for all sessions until something changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bsc.model.definitions import Kpi
from bsc.model.periods import Grain
from bsc.views import lineage
from bsc.views.freshness import Covered, DatasetLine, dataset_lines
from bsc.views.memory import memory_of
from bsc.views.strip import Strip, strip
from bsc.views.workspace import Workspace

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Coverage:
    """A dataset with its calendar strip; None for one without days."""

    line: DatasetLine
    strip: Strip | None


def coverage(workspace: Workspace, grain: Grain) -> tuple[Coverage, ...]:
    """Return every dataset with its strip, a bar for each period of *grain*: those that wait for a file first."""
    return _kept(workspace, ("coverage", grain), lambda: _coverage(workspace, grain))


def users(workspace: Workspace) -> Mapping[str, tuple[Kpi, ...]]:
    """Return the KPIs that each dataset's rows go into, by the dataset's id."""
    return _kept(workspace, ("users",), lambda: lineage.users(workspace.scorecard, workspace.shapes))


def _coverage(workspace: Workspace, grain: Grain) -> tuple[Coverage, ...]:
    days = _kept(workspace, ("covered days",), lambda: _covered(workspace))
    lines = dataset_lines(workspace.scorecard, workspace.shapes, workspace.store.imports(), workspace.today, days)
    return tuple(
        Coverage(
            line, strip(line, days[line.id], grain, workspace.today, workspace.calendar) if line.id in days else None
        )
        for line in lines
    )


def _covered(workspace: Workspace) -> dict[str, Covered]:
    return {
        each.id: workspace.store.covered_days(each.id, each.first_day, each.last_day)
        for each in workspace.shapes.values()
        if each.first_day and each.last_day
    }


def _kept(workspace: Workspace, name: tuple[object, ...], make: Callable[[], Kept]) -> Kept:
    store = workspace.store
    key = (*name, store.data_version(), store.definitions_version(), workspace.today)
    return memory_of(store).kept(key, make)
