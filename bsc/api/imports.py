"""`/api/imports`: a file brought into a dataset by a program, in one request or from what it has sent before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bsc.actions.batches import Order, Report, import_parts
from bsc.actions.handing import about, handed_over
from bsc.actions.reading import dataset_of
from bsc.actions.tokens import note_use
from bsc.actions.waiting import WaitingUpload
from bsc.api.answers import MALFORMED, NOT_FOUND, OTHER_FORM, Denied, answering
from bsc.api.asked import Asked, asked, number_in, wait_of
from bsc.api.bodies import FORM, FormSink, UploadSink, drained
from bsc.api.callers import Caller, Callers
from bsc.api.jobs import ImportJobs
from bsc.errors import QuestionsOpen
from bsc.intake.progress import Watch
from bsc.store import ImportLine


def import_routes(callers: Callers, jobs: ImportJobs) -> list[Route]:
    """Return the routes: bring files in, and see what one import did."""

    async def bring_in(request: Request) -> Response:
        caller = await callers.of(request)
        wanted = asked(request.query_params.multi_items())
        caller.token_for(filter(None, [wanted.dataset]))
        uploads, wanted = await _handed_over(request, caller, wanted)
        try:
            work = await run_in_threadpool(_Work.of, caller, wanted, uploads)
            job = jobs.start(caller, work.title, [upload.id for upload in uploads], work)
        except BaseException:
            _discard(caller, [] if wanted.uploads else uploads)
            raise
        return await jobs.answered(job, wait_of(request))

    async def one(request: Request) -> Response:
        caller = await callers.of(request)
        line = await run_in_threadpool(_line, caller, request.path_params["id"])
        return JSONResponse(line.document())

    return [
        Route("/imports", answering(bring_in), methods=["POST", "PUT"]),
        Route("/imports/{id:int}", answering(one), methods=["GET"]),
    ]


@dataclass(frozen=True)
class _Work:
    """The import of what waits, as a job runs it; a call returns its report."""

    caller: Caller
    asked: Asked
    uploads: Sequence[WaitingUpload]

    @classmethod
    def of(cls, caller: Caller, wanted: Asked, uploads: Sequence[WaitingUpload]) -> "_Work":
        """Return the work, looked at before it begins: the token reaches the dataset, and there is one."""
        if not wanted.dataset:
            raise Denied(MALFORMED, "say which dataset: POST /api/imports?dataset=ID")
        caller.token_for([wanted.dataset])
        dataset_of(caller.store, wanted.dataset)
        return cls(caller, wanted, uploads)

    @property
    def title(self) -> str:
        """Return what is imported, for those who look at the jobs."""
        first = self.uploads[0].name
        return (
            f"{first} into {self.asked.dataset}"
            if len(self.uploads) == 1
            else (f"{first} and {len(self.uploads) - 1} more into {self.asked.dataset}")
        )

    def __call__(self, watch: Watch) -> Report:
        """Return the report of the import; what was imported waits no longer."""
        try:
            report = self._report(watch)
        except QuestionsOpen:
            raise  # the uploads wait for the answers
        except BaseException:
            _discard(self.caller, [] if self.asked.uploads else self.uploads)
            raise
        _discard(self.caller, self.uploads)
        return report

    def _report(self, watch: Watch) -> Report:
        store, token = self.caller.store, self.caller.token_for([self.asked.dataset])
        note_use(store, token)
        handed = handed_over([self.caller.waiting.part(upload.id) for upload in self.uploads])
        refused = handed.refused if self.asked.skip_refused else handed.refuse().refused
        orders = [
            Order(
                part=part,
                dataset=self.asked.dataset,
                answers=self.asked.answers,
                rename=self.asked.rename,
                keep_personal=self.asked.keep,
                table=self.asked.table,
            )
            for part in handed.parts
        ]
        with about(handed.parts):
            report = import_parts(
                store,
                orders,
                who=f"token {token.name}",
                watch=watch,
                skip_refused=self.asked.skip_refused,
                remember_personal=False,
            )
        return replace(report, refused=(*refused, *report.refused))


async def _handed_over(request: Request, caller: Caller, wanted: Asked) -> tuple[list[WaitingUpload], Asked]:
    """Return the uploads that are to be imported, and what is asked about them; a form may ask as well."""
    if wanted.uploads:
        return [caller.upload(each) for each in wanted.uploads], wanted
    if request.headers.get("Content-Encoding", "identity") not in ("identity", "gzip"):
        raise Denied(OTHER_FORM, "send the file as it is, or packed by gzip")
    content_type = request.headers.get("Content-Type", "")
    if content_type.partition(";")[0].strip().lower() != FORM:
        return [await _body(request, caller, wanted)], wanted
    form = FormSink(caller.waiting, caller.owner, content_type)
    try:
        await drained(request, form)
        return form.whole(), _asked_by_form([*request.query_params.multi_items(), *form.fields])
    except BaseException:
        _discard(caller, form.uploads)
        raise


def _asked_by_form(pairs: Sequence[tuple[str, str]]) -> Asked:
    wanted = asked(pairs)
    if wanted.uploads:
        raise Denied(MALFORMED, "a form brings its files itself – name an `upload` in the address, without a form")
    return wanted


async def _body(request: Request, caller: Caller, wanted: Asked) -> WaitingUpload:
    length = request.headers.get("Content-Length", "")
    begun = await run_in_threadpool(
        caller.waiting.begin,
        wanted.name,
        length=number_in(length),
        owner=caller.owner,
    )
    try:
        await drained(request, UploadSink(caller.waiting, begun))
        return caller.waiting.finish(begun.id)
    except BaseException:
        caller.waiting.discard(begun.id)
        raise


def _discard(caller: Caller, uploads: Sequence[WaitingUpload]) -> None:
    for upload in uploads:
        caller.waiting.discard(upload.id)


def _line(caller: Caller, import_id: int) -> ImportLine:
    line = caller.store.import_line(import_id)
    if caller.token is None or not caller.token.reaches(line.dataset):
        raise Denied(NOT_FOUND, f"there is no import {import_id} that this token may see")
    return line
