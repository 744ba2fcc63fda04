"""`/api/jobs`: how far an import is, what came of it, and stopping it. Who began a job may ask about it."""

import asyncio
import math
import time
from collections.abc import Callable, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bsc.actions.batches import Report
from bsc.actions.jobs import Job, Jobs, State
from bsc.api.answers import ACCEPTED, NOT_FOUND, OK, Denied, answering, said
from bsc.api.callers import Caller, Callers
from bsc.errors import BscError, Cancelled, QuestionsOpen
from bsc.intake.progress import Watch

ASK_EVERY_S = 0.05
REMEMBERED = 1000  # jobs
SERVER_FAULT = 500


class ImportJobs:
    """The imports that were begun over HTTP: who began each, and which uploads it imports."""

    def __init__(self) -> None:
        """Know of none yet."""
        self._begun: dict[str, tuple[str, tuple[str, ...]]] = {}

    def start(self, caller: Caller, title: str, uploads: Sequence[str], work: Callable[[Watch], Report]) -> Job:
        """Return the job that now does *work* for *caller*."""
        job = Jobs.beside(caller.store).start(title, work)
        self._begun[job.id] = (caller.owner, tuple(uploads))
        for oldest in list(self._begun)[:-REMEMBERED]:
            del self._begun[oldest]
        return job

    def of(self, caller: Caller, job_id: str) -> Job:
        """Return a job; raises Denied unless *caller* began it."""
        owner, _ = self._begun.get(job_id, ("", ()))
        job = Jobs.beside(caller.store).get(job_id) if owner == caller.owner else None
        if job is None:
            message = f'there is no job "{job_id}" that you began – after a restart, look at the imports instead'
            raise Denied(NOT_FOUND, message)
        return job

    async def answered(self, job: Job, wait_s: float | None) -> Response:
        """Return what came of *job*; 202 and how far it is when it is not done after *wait_s* seconds (None: ever)."""
        if not await _ended(job, wait_s):
            return JSONResponse(self.document(job), ACCEPTED, {"Location": f"/api/jobs/{job.id}"})
        if isinstance(job.error, BscError):
            return said(job.error, **self._kept(job))
        if not isinstance(job.result, Report):
            return JSONResponse(self.document(job), SERVER_FAULT)
        return JSONResponse(job.result.document(), OK, _location(job.result))

    def document(self, job: Job) -> dict[str, object]:
        """Return how far *job* is, and what came of it."""
        found: dict[str, object] = {
            "job": job.id,
            "title": job.title,
            "state": str(job.state),
            "step": job.progress.step,
            "done": job.progress.done,
            "total": job.progress.total,
            "rows": job.progress.rows,
        }
        if isinstance(job.result, Report):
            found |= {"report": job.result.document(), "said": str(job.result)}
        if job.error is not None:
            found |= {"why": _why(job.error), **self._kept(job)}
        if isinstance(job.error, QuestionsOpen):
            found["questions"] = [
                {"column": each.column, "ask": each.ask, "choices": list(each.choices)} for each in job.error.questions
            ]
        return found

    def forget_uploads(self, caller: Caller, job: Job) -> None:
        """Remove what a stopped *job* was to import, in case that its turn had not come."""
        for upload in self._begun.get(job.id, ("", ()))[1]:
            caller.waiting.discard(upload)

    def _kept(self, job: Job) -> dict[str, object]:
        """Return the uploads that go on waiting for the answers to what was asked."""
        return {"uploads": list(self._begun.get(job.id, ("", ()))[1])} if isinstance(job.error, QuestionsOpen) else {}


def job_routes(callers: Callers, jobs: ImportJobs) -> list[Route]:
    """Return the routes: how far a job is, and stopping it."""

    async def far(request: Request) -> Response:
        return JSONResponse(jobs.document(jobs.of(await callers.of(request), request.path_params["id"])))

    async def stop(request: Request) -> Response:
        caller = await callers.of(request)
        job = jobs.of(caller, request.path_params["id"])
        job.cancel()
        await _ended(job, None)
        await run_in_threadpool(jobs.forget_uploads, caller, job)
        return JSONResponse(jobs.document(job))

    return [
        Route("/jobs/{id}", answering(far), methods=["GET"]),
        Route("/jobs/{id}", answering(stop), methods=["DELETE"]),
    ]


async def _ended(job: Job, wait_s: float | None) -> bool:
    """Return whether *job* has ended within *wait_s* seconds (None: however long it takes)."""
    until = time.monotonic() + wait_s if wait_s is not None else math.inf
    while job.state is State.RUNNING:
        if time.monotonic() >= until:
            return False
        await asyncio.sleep(ASK_EVERY_S)
    return True


def _location(report: Report) -> dict[str, str]:
    return {"Location": f"/api/imports/{report.receipts[0].id}"} if len(report.receipts) == 1 else {}


def _why(error: BaseException) -> str:
    if isinstance(error, Cancelled):
        return "it was stopped – nothing was imported"
    if isinstance(error, BscError):
        return str(error)
    return "something went wrong that nobody foresaw – the server's log says what; nothing was imported"
