"""Why a KPI has no figure under a filter: its dataset does not tell what is filtered by."""

from collections.abc import Sequence
from typing import Final

from bsc.model.view import View
from bsc.views.cards import NOT_AVAILABLE
from bsc.views.dates import day
from bsc.views.readings import Reading
from bsc.views.workspace import Workspace

_NAMED: Final = 3  # datasets in a sentence


def why_unavailable(workspace: Workspace, view: View, reading: Reading) -> str:
    """Return why the KPI's dataset cannot answer the filters of *view*, like `no persona in Costs`.

    Empty where it can, whether there is a value or not.
    """
    if reading.actual.available:
        return ""
    dataset = next(each for each in workspace.scorecard.datasets if each.id == reading.kpi.dataset)
    lacking = [_noun(name) for name in workspace.filters(view) if name not in dataset.dimensions]
    return f"no {' and no '.join(lacking)} in {dataset.label}" if lacking else NOT_AVAILABLE


def why_over(workspace: Workspace, reading: Reading) -> str:
    """Return that the KPI's rows end before the period does, like `rows of Reviews end on 22 Sep 2026`.

    Empty where there is a value, where its rows reach further, and as long as the period goes on.
    """
    shape = workspace.shapes.get(reading.kpi.dataset)
    if reading.value is not None or reading.partial or not reading.actual.available:
        return ""
    if shape is None or shape.last_day is None or shape.last_day >= reading.period.last_day:
        return ""
    dataset = next(each for each in workspace.scorecard.datasets if each.id == reading.kpi.dataset)
    return f"rows of {dataset.label} end on {day(shape.last_day)}"


def unavailable_sentence(workspace: Workspace, view: View, shown: Sequence[Reading]) -> str:
    """Return how many of the *shown* readings have no figure under *view*, and why; empty when all can have one."""
    without = [reading for reading in shown if not reading.actual.available]
    if not without:
        return ""
    labels = {each.id: each.label for each in workspace.scorecard.datasets}
    datasets = list(dict.fromkeys(labels[reading.kpi.dataset] for reading in without))
    filtered = " and ".join(_noun(name) for name in workspace.filters(view))
    named = ", ".join(datasets[:_NAMED])
    more = f" and {len(datasets) - _NAMED} more" if len(datasets) > _NAMED else ""
    rest = "has no figure" if len(without) == 1 else "have no figure"
    return f"{len(without)} of {len(shown)} cards {rest} here: not told by {filtered} in {named}{more}."


def _noun(dimension: str) -> str:
    return dimension.replace("_", " ")
