"""`bsc import --server`: files sent to a running app, which imports them as a job that is asked about."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import click

from bsc.actions.batches import Order, Report
from bsc.actions.handing import whole_files
from bsc.actions.jobs import State
from bsc.cli.progress import ProgressLine
from bsc.cli.remote import ASK_EVERY_S, Server
from bsc.cli.saying import Said
from bsc.errors import BscError, Cancelled, Question, QuestionsOpen
from bsc.intake.parts import Leftover, Part
from bsc.intake.progress import Progress

STANDARD_INPUT = Path("-")
LISTED = 10


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """An import as it is wanted: which files, into which dataset, read how; `name` is that of standard input."""

    files: Sequence[Path]
    dataset: str
    name: str
    said: Said
    skip_refused: bool

    def order(self, part: Part) -> Order:
        """Return the order to import *part*."""
        return Order(
            part=part,
            dataset=self.dataset,
            answers=self.said.answers,
            rename=self.said.rename,
            keep_personal=self.said.keep,
            table=self.said.table,
        )


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What an import came to: its report in words and for programs, and what was passed over."""

    said: str
    document: dict[str, Any]
    left: Sequence[Leftover] = ()

    @classmethod
    def of(cls, report: Report, refused: Sequence[tuple[str, str]], left: Sequence[Leftover]) -> "Outcome":
        """Return what *report* says; some files had been *refused* before it began."""
        document = report.document()
        document["refused"] = [*({"file": file, "why": why} for file, why in refused), *document["refused"]]
        return cls(said=str(report), document=document, left=left)

    @property
    def refused(self) -> list[dict[str, str]]:
        """Return the files that were refused, each with the reason."""
        found: list[dict[str, str]] = self.document["refused"]
        return found

    @property
    def document_for_programs(self) -> dict[str, Any]:
        """Return the receipt of a single file, else the report."""
        receipts = self.document["receipts"]
        return receipts[0] if len(receipts) == 1 and not self.refused else self.document


def nothing(refused: Sequence[tuple[str, str]], left: Sequence[Leftover]) -> BscError:
    """Return what says that no file is there to import, and why."""
    seen = [why for _, why in refused] + [f"{each.name} is {each.reason}" for each in left]
    return BscError("\n".join(["nothing to import – name a file that holds a table", *seen[:LISTED]]))


def server_at(address: str, token_file: TextIO | None) -> Server:
    """Return the server at *address*; the token is in *token_file*, else in the environment's BSC_TOKEN."""
    token = (token_file.read() if token_file else os.environ.get("BSC_TOKEN", "")).strip()
    if not token:
        raise BscError("--server needs a token: in the file --token-file, or in BSC_TOKEN")
    server = Server(address, token)
    if not server.is_private:
        click.echo("bsc: the token and the files travel unencrypted – use https", err=True)
    return server


def send(server: Server, wanted: Wanted) -> Outcome:
    """Return what the import of the files by *server* came to; stopped, it leaves nothing there."""
    shown = ProgressLine()
    uploads: list[str] = []
    try:
        with _readable():
            left = _sent(server, wanted, uploads, shown)
        job = _followed(server, server.start_import(_asked(wanted, uploads, left)), shown)
    except BaseException:
        server.take_back(uploads)
        raise
    finally:
        shown.clear()
    if job["state"] != State.DONE:
        server.take_back(uploads)
        raise _error(job)
    return Outcome(said=job["said"], document=job["report"], left=left)


@contextmanager
def _readable() -> Iterator[None]:
    """Say in a sentence that a file cannot be read."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            raise
        raise BscError(f"{error.filename} cannot be read: {error.strerror}") from error


def _asked(wanted: Wanted, uploads: Sequence[str], left: Sequence[Leftover]) -> list[tuple[str, str]]:
    if not uploads:
        raise nothing((), left)
    return [
        ("dataset", wanted.dataset),
        *(("upload", each) for each in uploads),
        *wanted.said.parameters(),
        *([("skip_refused", "true")] if wanted.skip_refused else []),
    ]


def _sent(server: Server, wanted: Wanted, uploads: list[str], shown: ProgressLine) -> list[Leftover]:
    named = [each for each in wanted.files if each != STANDARD_INPUT]
    files, left = whole_files(named)
    total = sum(path.stat().st_size for path, _ in files if isinstance(path, Path))
    done = 0
    for path, name in files:
        if isinstance(path, Path):
            with path.open("rb") as stream:
                uploads.append(
                    server.send(name, stream, shown, Progress(step=f"sending {name}", done=done, total=total))
                )
            done += path.stat().st_size
    if STANDARD_INPUT in wanted.files:
        step = f"sending {wanted.name}"
        uploads.append(server.send(wanted.name, sys.stdin.buffer, shown, Progress(step=step)))
    return left


def _followed(server: Server, job: dict[str, Any], shown: ProgressLine) -> dict[str, Any]:
    """Return *job* when it has ended; Ctrl-C stops it there."""
    try:
        while job["state"] == State.RUNNING:
            shown(Progress(step=job["step"], done=job["done"], total=job["total"], rows=job["rows"]))
            time.sleep(ASK_EVERY_S)
            job = server.job(job["job"])
    except KeyboardInterrupt:
        job = server.cancel(job["job"])
    return job


def _error(job: dict[str, Any]) -> BscError:
    if job.get("questions"):
        return QuestionsOpen(
            [Question(each["column"], each["ask"], tuple(each["choices"])) for each in job["questions"]]
        )
    return BscError(job["why"]) if job["state"] == State.FAILED else Cancelled(job["why"])
