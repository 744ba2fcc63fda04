"""Long work in the background: its progress, its cancel, and the page that goes on when it is done."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from bsc.actions.jobs import Job, Jobs, State
from bsc.intake.progress import Progress, Watch
from bsc.model.editing import number_of
from bsc.ui import failures, parts, session

PATIENCE_S = 1.0  # work that is done by then needs no progress bar; tests wait longer
_LOOKED_EVERY_S: Final = 0.5
_MEGABYTE: Final = 1_000_000


class StillRunning(Exception):  # noqa: N818 -- no error: what is wanted is not there yet
    """The work goes on: what it is to give is not there yet."""

    def __init__(self, job: Job) -> None:
        """Keep the *job*."""
        self.job = job
        super().__init__(job.title)


def start(title: str, work: Callable[[Watch], object]) -> Job:
    """Start *work* in the background; return its job when it is done, or when patience ends."""
    return waited(Jobs.beside(session.store()).start(title, work))


def waited(job: Job, patience: float = 1.0) -> Job:
    """Return *job* when it is done, or when so much of the *patience* (a share of it) ends."""
    job.wait(PATIENCE_S * patience)
    return job


def is_running(job: Job) -> bool:
    """Return whether *job* still works."""
    return job.state is State.RUNNING


def bar(job: Job, key: str) -> None:
    """Draw the progress of *job* with its cancel, alive until it is done; the page runs again then."""
    parts.fragment(_bar, run_every=_LOOKED_EVERY_S)(job, key)


def _bar(job: Job, key: str) -> None:
    if not is_running(job):
        st.rerun(scope="app")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(_share(job.progress), text=failures.escaped(_said(job)))
        st.button("Cancel", key=f"cancel.{key}", icon=":material/close:", type="tertiary", on_click=job.cancel)


def _share(progress: Progress) -> float:
    return min(progress.done / progress.total if progress.total else progress.share, 1.0)


def _said(job: Job) -> str:
    """Return how far the work is: its step, the bytes, the rows."""
    progress = job.progress
    step = progress.step or job.title
    said = [step[:1].upper() + step[1:]]
    if progress.total:
        said.append(f"{progress.done / _MEGABYTE:,.1f} of {progress.total / _MEGABYTE:,.1f} MB")
    if progress.rows:
        said.append(number_of(progress.rows, "row"))
    return " · ".join(said)
