"""The forecast of the KPI on the page: computed in the background, and the page drawn again when it is there."""

from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Final

import streamlit as st

from bsc.actions.jobs import Job
from bsc.intake.progress import Progress, Watch
from bsc.model.view import View
from bsc.ui import parts
from bsc.ui.computing import Questions
from bsc.ui.upload import running
from bsc.views import forecast as forecasts
from bsc.views.forecast import KpiForecast
from bsc.views.workspace import Workspace

PATIENCE: Final = 0.2  # of a page's patience: chart and numbers do not wait for what comes next
_LOOKED_EVERY_S: Final = 0.5
_TITLE: Final = "Computing the forecast"


def foreseen(workspace: Workspace, view: View, kpi_id: str) -> KpiForecast | Job:
    """Return the forecast of the KPI called *kpi_id*, or the job that computes it when that takes longer than a moment.

    It is computed once for all sessions. Raises what the job has failed with, once.
    """
    if (known := forecasts.ready(workspace, view, kpi_id)) is not None:
        return known
    work = partial(_computed, workspace, view, kpi_id)
    key = forecasts.key(workspace, view, kpi_id)
    job = Questions.beside(workspace.store).unanswered(key, _TITLE, work, PATIENCE)
    return job or forecasts.forecast(workspace, view, kpi_id)


def wait(job: Job) -> None:
    """Draw that *job* computes the forecast; when it has ended the page runs again."""
    parts.fragment(_waiting, run_every=_LOOKED_EVERY_S)(job, count())


def _waiting(job: Job, turns: Iterator[int]) -> None:
    # The first turn is a part of the page's own run: broken off, it would leave sliders without what was put into them.
    if next(turns) and not running.is_running(job):
        st.rerun(scope="app")
    st.caption(f":material/hourglass_top: {_TITLE} …")


def _computed(asking: Workspace, view: View, kpi_id: str, watch: Watch) -> None:
    workspace = asking.again().watched(partial(watch, Progress(step=_TITLE)))
    forecasts.forecast(workspace, view, kpi_id)
