"""The funnel in the journey's form: for each stage the KPI that counts, the days since the step before, the spend."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from bsc.model.definitions import Stage
from bsc.model.editing import Document
from bsc.ui.editors.draft import Draft, names
from bsc.ui.failures import escaped
from bsc.views.workspace import Workspace

_HELP: Final = (
    "A formula over the rows that the KPI counts, or over those of another dataset whose name stands before each "
    "column, like `sum(costs.amount)`."
)


def by_stage(document: Document) -> dict[str, dict[str, Any]]:
    """Return the steps of the funnel in *document*, each without its stage, by the id of that."""
    return {step["stage"]: {key: each for key, each in step.items() if key != "stage"} for step in _steps(document)}


def in_order(document: Document, funnel: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return *funnel*, steps by stage, as the list of a document, in the order of its stages; others are left out."""
    stages = [stage["id"] for stage in document.get("stages", ())]
    return [{"stage": stage, **funnel[stage]} for stage in stages if stage in funnel]


def fields(draft: Draft, workspace: Workspace) -> dict[str, dict[str, Any]]:
    """Draw the fields of the funnel; return its steps by stage, without those that name no KPI."""
    st.caption("The funnel: the KPI that counts who has reached a stage, the days from the step before, and the spend")
    kpis = {"": "Not counted", **names(workspace.scorecard.kpis)}
    steps = draft.base.get("funnel", {})
    part = draft.part("funnel", {})
    written = {
        stage.id: _step(part.part(stage.id, steps.get(stage.id, {})), stage, kpis, first=not place)
        for place, stage in enumerate(workspace.scorecard.stages)
    }
    return {stage: step for stage, step in written.items() if step.get("kpi")}


def _step(draft: Draft, stage: Stage, kpis: Mapping[str, str], *, first: bool) -> dict[str, Any]:
    name = escaped(stage.name)
    counts, days, spend = st.columns(3)
    with counts:
        kpi = draft.choice("kpi", name, kpis, empty="")
    since = ""  # nothing comes before the first stage
    if not first:
        with days:
            since = draft.text("days", f"Days to {name}", placeholder="median(days_between(a, b))", help=_HELP)
    with spend:
        spent = draft.text("spend", f"Spend in {name}", placeholder="sum(costs.amount)", help=_HELP)
    step = {"kpi": kpi, "days": since.strip(), "spend": spent.strip()}
    return {field: each for field, each in step.items() if each}


def _steps(document: Document) -> list[dict[str, Any]]:
    return list(document.get("funnel", ()))
