"""The days that have rows, dataset by dataset."""

from collections.abc import Mapping

from bsc.views.freshness import Covered
from bsc.views.memory import memory_of
from bsc.views.workspace import Workspace


def covered(workspace: Workspace) -> Mapping[str, Covered]:
    """Return the days with rows that count, and how many, of every dataset that has any; shared by all sessions."""
    store = workspace.store
    return memory_of(store).kept(
        ("covered days", store.data_version(), store.definitions_version()),
        lambda: {
            each.id: dict(store.covered_days(each.id, each.first_day, each.last_day))
            for each in workspace.shapes.values()
            if each.first_day and each.last_day
        },
    )
