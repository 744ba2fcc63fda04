"""Questions to many rows: what takes long goes on in the background, the page says so, and it can be stopped."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import partial
from typing import ClassVar, Final, TypeVar
from weakref import WeakKeyDictionary

import streamlit as st

from bsc.actions.jobs import Job, Jobs, State
from bsc.intake.progress import Progress, Watch
from bsc.model.editing import number_of
from bsc.model.view import View
from bsc.store import Store
from bsc.ui import parts
from bsc.ui.upload import running
from bsc.views.memory import seen
from bsc.views.workspace import Workspace

MANY_ROWS = 2_000_000  # of all datasets; a question to fewer is answered before anybody could stop it
REMEMBERED: Final = 256  # answers, as many as the memory keeps
_LOOKED_EVERY_S: Final = 0.5
_STOPPED: Final = "computing.stopped"

Answer = TypeVar("Answer")


class Computing(Exception):  # noqa: N818 -- no error: the answer is not there yet
    """A question is being answered in the background, or was stopped: its page cannot be drawn yet."""

    def __init__(self, key: Hashable, job: Job | None, rows: int) -> None:
        """Keep the question's *key*, its *job* (None: stopped in this session), and how many *rows* there are.

        No rows are told of within a fence: they are everybody's.
        """
        self.key = key
        self.job = job
        self.rows = rows
        super().__init__(str(key))


class Questions:
    """The questions that go on beside one store, by what is asked; sessions share them; they stop with its jobs."""

    _of_store: ClassVar["WeakKeyDictionary[Store, Questions]"] = WeakKeyDictionary()
    _making: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self) -> None:
        """Begin without a question."""
        self._jobs = Jobs()
        self._lock = threading.Lock()
        self._asked: dict[Hashable, Job] = {}
        self._answered: OrderedDict[Hashable, bool] = OrderedDict()

    @classmethod
    def beside(cls, store: Store) -> "Questions":
        """Return the questions beside *store*: the same for all who ask in this process."""
        store = store.whole
        with cls._making:
            if store not in cls._of_store:
                cls._of_store[store] = questions = cls()
                Jobs.beside(store).before_closing(questions._jobs.close)
            return cls._of_store[store]

    def unanswered(
        self, key: Hashable, title: str, work: Callable[[Watch], object], patience: float = 1.0
    ) -> Job | None:
        """Return the job that does *work* to answer *key*, or None when it is answered within a page's patience.

        *patience* is the share of it that this answer is worth. Raises what the work has failed with, once.
        """
        with self._lock:
            if self._answered.get(key):
                self._answered.move_to_end(key)
                return None
            job = self._asked.get(key)
            new = job is None or job.state is State.CANCELLED
            if job is None or new:
                job = self._asked[key] = self._jobs.start(title, work)
        if running.is_running(running.waited(job, patience) if new else job):
            return job
        with self._lock:
            self._asked.pop(key, None)
            if job.state is State.DONE:
                self._answered[key] = True
                while len(self._answered) > REMEMBERED:
                    self._answered.popitem(last=False)
        if job.error is not None:
            raise job.error
        return None

    def all(self) -> list[Job]:
        """Return the questions that go on or have ended lately, newest first."""
        return self._jobs.recent()


def answer(workspace: Workspace, name: str, view: View, question: Callable[[Workspace], Answer]) -> Answer:
    """Return what *question* makes of *workspace*; raises Computing when that takes longer than a page waits.

    *name* and *view* tell the question from others. Of many rows it is answered in the background, once for all
    sessions; it must keep its answer in memory.
    """
    rows = sum(shape.rows for shape in workspace.shapes.values())
    if rows < MANY_ROWS:
        return question(workspace)
    rows = rows if workspace.fence.open else 0
    key = (name, seen(view), workspace.state)
    if key in st.session_state.get(_STOPPED, ()):
        raise Computing(key, None, rows)
    work = partial(_asked, workspace, question, rows)
    if job := Questions.beside(workspace.store).unanswered(key, _title(rows), work):
        raise Computing(key, job, rows)
    return question(workspace)


def draw(waiting: Computing) -> None:
    """Draw that the question of *waiting* goes on, with a Stop, until it is answered; then the page runs again."""
    if waiting.job is None:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown("**Stopped.** Nothing was computed, and nothing was changed.", width="stretch")
            st.button("Compute it", icon=":material/refresh:", on_click=_again, args=(waiting.key,), key="answer.again")
        return
    parts.fragment(_going, run_every=_LOOKED_EVERY_S)(waiting, waiting.job, time.monotonic())


def _going(waiting: Computing, job: Job, begun: float) -> None:
    if not running.is_running(job):
        st.rerun(scope="app")
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/hourglass_top: **{_title(waiting.rows)} …**", width="content")
        st.caption(f"{time.monotonic() - begun:.0f} s. The first time only: the answer is kept.", width="stretch")
        st.button("Stop", icon=":material/stop_circle:", on_click=_stop, args=(waiting.key, job), key="answer.stop")


def _stop(key: Hashable, job: Job) -> None:
    st.session_state[_STOPPED] = {*st.session_state.get(_STOPPED, ()), key}
    job.cancel()


def _again(key: Hashable) -> None:
    st.session_state[_STOPPED] = {each for each in st.session_state.get(_STOPPED, ()) if each != key}


def _asked(asking: Workspace, question: Callable[[Workspace], object], rows: int, watch: Watch) -> None:
    question(asking.again().watched(partial(watch, Progress(step=_title(rows).lower()))))


def _title(rows: int) -> str:
    return f"Computing from {number_of(rows, 'row') if rows else 'many rows'}"
