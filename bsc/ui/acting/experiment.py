"""What an experiment needs and what came of it, on the page of its initiative."""

from typing import Final

import streamlit as st

from bsc.charts.difference import DIFFERENCES, difference_chart
from bsc.model.definitions import Initiative
from bsc.ui import tables, vega
from bsc.ui.failures import escaped
from bsc.views.experiments import ExperimentResult, Outcome, experiment_result
from bsc.views.keeping import kept
from bsc.views.workspace import Workspace

_SIGNS: Final = {
    Outcome.PLANNED: ":material/hourglass_empty:",
    Outcome.TOO_EARLY: ":material/hourglass_top:",
    Outcome.BETTER: ":material/check_circle:",
    Outcome.NO_DIFFERENCE: ":material/drag_handle:",
    Outcome.WORSE: ":material/cancel:",
    Outcome.CANNOT_BE_TOLD: ":material/help:",
}


def draw(workspace: Workspace, initiative: Initiative) -> None:
    """Draw the experiment of *initiative*; nothing where it is none."""
    found = kept(workspace, ("experiment", initiative.id), lambda: experiment_result(workspace, initiative))
    if found is None:
        return
    st.subheader("Experiment", anchor=False)
    st.markdown(f"{_SIGNS[found.outcome]} **{found.outcome.capitalize()}.** {escaped(found.sentence)}")
    st.dataframe(
        tables.texts(
            {
                "Variant": [each.name for each in found.sides],
                "Cases": [each.cases for each in found.sides],
                "Result": [each.result for each in found.sides],
            }
        ),
        hide_index=True,
        width="content",
        key=f"experiment_sides_{initiative.id}",
    )
    _interval(workspace, initiative, found)
    for note in found.notes:
        st.markdown(f":material/info: {escaped(note)}")
    st.caption(f"Plan: {escaped(found.plan)}")


def _interval(workspace: Workspace, initiative: Initiative, found: ExperimentResult) -> None:
    """Draw the difference with its interval; nothing as long as there are no numbers of both sides."""
    if found.difference is None or not found.texts:
        return
    middle, low, high = found.texts
    row = {
        **vars(found.difference),
        "hoped": found.smallest_effect,
        "estimate_text": middle,
        "interval_text": f"{low} to {high}",
        "hoped_text": f"worth finding: {found.smallest_effect_text}" if found.smallest_effect_text else "",
    }
    vega.draw(
        difference_chart,
        found.unit,
        workspace.currency,
        tables={"differences": tables.table(DIFFERENCES, [row])},
        key=f"experiment_{initiative.id}",
        alt=f"The variant's difference and its interval: {found.sentence}",
        title=f"{initiative.name}: difference between the variants",
    )
