"""Long work in the background of the process: how far it is, what came of it, and stopping it."""

import logging
import secrets
import threading
import time
import weakref
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillRunning
from enum import StrEnum
from typing import Any, ClassVar, Final

from bsc.errors import BscError, Cancelled
from bsc.intake.progress import Progress, Watch
from bsc.store import Store

AT_ONCE: Final = 4  # jobs; more wait their turn, so that memory stays bounded
REMEMBERED: Final = 100  # jobs
STOPPED: Final = "stopped on request – nothing of it was kept"

_log = logging.getLogger(__name__)


class State(StrEnum):
    """What has become of a job."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job:
    """One piece of work; every session sees the same. It is made by `Jobs.start`."""

    def __init__(self, title: str) -> None:
        """Name it, before it is started."""
        self.id = secrets.token_hex(8)
        self.title = title
        self.progress = Progress(step="")
        self.future: Future[Any] = Future()
        self._stop = threading.Event()

    def __repr__(self) -> str:
        """Return its title and its state."""
        return f"<Job {self.title!r}: {self.state}>"

    @property
    def state(self) -> State:
        """Return what has become of it; a job that waits its turn counts as running."""
        if not self.future.done():
            return State.RUNNING
        error = self.error
        return State.DONE if error is None else State.CANCELLED if isinstance(error, Cancelled) else State.FAILED

    @property
    def result(self) -> Any:  # noqa: ANN401 -- what its work returns
        """Return what the work has returned; None while it runs, and when it failed."""
        return self.future.result() if self.state is State.DONE else None

    @property
    def error(self) -> BaseException | None:
        """Return what the work has raised: a BscError is for its reader, anything else is a bug and in the log."""
        if not self.future.done():
            return None
        return Cancelled(STOPPED) if self.future.cancelled() else self.future.exception()

    def cancel(self) -> None:
        """Ask the work to stop: it does so the next time that it tells how far it is, and leaves nothing."""
        self._stop.set()
        self.future.cancel()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Return whether it has ended within *timeout_s* seconds (None: however long it takes)."""
        try:
            self.future.exception(timeout_s)
        except CancelledError:
            return True
        except StillRunning:
            return self.future.done()
        return True

    def watch(self, progress: Progress) -> None:
        """Take note of how far the work is; raises Cancelled when it is to stop."""
        if self._stop.is_set():
            raise Cancelled(STOPPED)
        self.progress = progress


class Jobs:
    """The work that goes on beside one store: `Jobs.beside(store)`. Closing the store stops all of it."""

    _of_store: ClassVar["weakref.WeakKeyDictionary[Store, Jobs]"] = weakref.WeakKeyDictionary()
    _making: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self) -> None:
        """Begin without any job."""
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._ends: list[Callable[[], None]] = []
        self._workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="bsc job")

    @classmethod
    def beside(cls, store: Store) -> "Jobs":
        """Return the jobs beside *store*: the same for all who ask in this process."""
        store = store.whole
        with cls._making:
            if store not in cls._of_store:
                cls._of_store[store] = jobs = cls()
                store.before_closing(jobs.close)
            return cls._of_store[store]

    def start(self, title: str, work: Callable[[Watch], object]) -> Job:
        """Return the job that now does *work*, which is given a watcher to tell how far it is."""
        job = Job(title)
        with self._lock:
            self._jobs[job.id] = job
            ended = [each.id for each in self._jobs.values() if each.state is not State.RUNNING]
            for oldest in ended[: max(len(self._jobs) - REMEMBERED, 0)]:
                del self._jobs[oldest]
            job.future = self._workers.submit(_done, work, job)
        return job

    def get(self, job_id: str) -> Job | None:
        """Return a job, or None when there is none (any more)."""
        return self._jobs.get(job_id)

    def recent(self) -> list[Job]:
        """Return the jobs that run or have ended lately, newest first."""
        with self._lock:
            return list(reversed(self._jobs.values()))

    def before_closing(self, end: Callable[[], None]) -> None:
        """Let *end* be called when the jobs are stopped: it stops what goes on elsewhere beside the same store."""
        self._ends.append(end)

    def close(self) -> None:
        """Stop every job and wait until each has ended."""
        while self._ends:
            self._ends.pop()()
        for job in self.recent():
            job.cancel()
        self._workers.shutdown(wait=True)


def _done(work: Callable[[Watch], object], job: Job) -> object:
    """Return what *work* returns; what it raises is the job's error, and in the log when it is a bug."""
    begun = time.monotonic()
    try:
        job.watch(Progress(step=""))
        return work(job.watch)
    except BscError:
        raise
    except BaseException:
        _log.exception("%s failed after %.1f s", job.title, time.monotonic() - begun)
        raise
