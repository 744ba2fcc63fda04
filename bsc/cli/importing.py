"""`bsc import`: files, folders, archives or standard input into a dataset, here or into a running app."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TextIO

import click

from bsc.actions.batches import Report, import_parts
from bsc.actions.handing import Handed, about, handed_over
from bsc.actions.jobs import Job, Jobs
from bsc.actions.waiting import Waiting
from bsc.cli.company import Company, pass_company
from bsc.cli.printing import say, say_json
from bsc.cli.progress import ProgressLine
from bsc.cli.saying import Said, as_json, said_options
from bsc.cli.sending import STANDARD_INPUT, Outcome, Wanted, nothing, send, server_at
from bsc.errors import BscError, Cancelled, QuestionsOpen
from bsc.intake.parts import Part
from bsc.intake.progress import Watch
from bsc.store import Store

LISTED = 10  # of the files that were passed over
SOME_REFUSED = 1  # exit statuses
STOPPED = 130
LOOK_EVERY_S = 0.05

_FILES = click.Path(path_type=Path, exists=True, allow_dash=True)


class Stopped(click.ClickException):
    """An import that was stopped by Ctrl-C, with the exit status that shells know for it."""

    exit_code = STOPPED

    def show(self, file: Any = None) -> None:  # noqa: ANN401 -- click's own signature
        """Write the sentence."""
        click.echo(f"bsc: {self.message}", file=file, err=file is None)


@click.command("import")
@click.argument("files", type=_FILES, nargs=-1, required=True)
@click.option("--dataset", metavar="ID", required=True, help="The dataset that the rows belong to.")
@click.option("--name", metavar="NAME", default="standard input", help="What the file that comes in as - is called.")
@click.option("--skip-refused", is_flag=True, help="Import what can be read and list the rest; the exit status is 1.")
@click.option("--server", "address", metavar="URL", help="A running app that takes the files in, not --database.")
@click.option("--token-file", type=click.File(), help="Where the token for --server stands; else in BSC_TOKEN.")
@as_json
@pass_company
@said_options
def import_files(  # noqa: PLR0913 -- what a person can say about an import, each with a default
    company: Company,
    files: tuple[Path, ...],
    *,
    dataset: str,
    name: str,
    skip_refused: bool,
    said: Said,
    address: str | None,
    token_file: TextIO | None,
    form: str | None,
) -> None:
    """Bring FILES into a dataset: files, folders, archives, workbooks, or - for standard input.

    All of them are one action with one undo. Days or keys that it holds already are replaced, never added up.
    """
    wanted = Wanted(files=files, dataset=dataset, name=name, said=said, skip_refused=skip_refused)
    with _stoppable(", ".join(map(str, files)) if len(files) == 1 else f"{len(files):,} files"):
        outcome = send(server_at(address, token_file), wanted) if address else _here(company, wanted)
    if form == "json":
        say_json(outcome.document_for_programs)
    else:
        say(outcome.said)
        _list("passed over", [f"{each.name}: {each.reason}" for each in outcome.left])
        _list("refused", [f"{each['file']}: {each['why']}" for each in outcome.refused])
    if outcome.refused:
        raise click.exceptions.Exit(SOME_REFUSED)


def _here(company: Company, wanted: Wanted) -> Outcome:
    with company.store() as store, _opened(store, wanted) as handed:
        refused = handed.refused if wanted.skip_refused else handed.refuse().refused
        orders = [wanted.order(part) for part in handed.parts]
        if not orders:
            raise nothing(refused, handed.leftovers)

        def work(watch: Watch) -> Report:
            with about(handed.parts):
                return import_parts(store, orders, who=company.who, watch=watch, skip_refused=wanted.skip_refused)

        report = _ended(Jobs.beside(store).start(f"import into {wanted.dataset}", work))
    return Outcome.of(report, refused, handed.leftovers)


@contextmanager
def _opened(store: Store, wanted: Wanted) -> Iterator[Handed]:
    """Give what the files hold; standard input waits sealed meanwhile, as an upload does."""
    waiting, uploads = Waiting.beside(store), []
    wholes: list[Path | Part] = []
    try:
        for file in wanted.files:
            if file == STANDARD_INPUT:
                upload = waiting.add(wanted.name, sys.stdin.buffer)
                uploads.append(upload.id)
                wholes.append(waiting.part(upload.id))
            else:
                wholes.append(file)
        yield handed_over(wholes)
    finally:
        for upload_id in uploads:
            waiting.discard(upload_id)


def _ended(job: Job) -> Report:
    """Return what *job* came to, its progress shown meanwhile; Ctrl-C stops it, and it leaves nothing."""
    shown = ProgressLine()
    try:
        while not job.wait(LOOK_EVERY_S):
            shown(job.progress)
    except KeyboardInterrupt:
        job.cancel()
        job.wait()
    finally:
        shown.clear()
    if job.error is not None:
        raise job.error
    result: Report = job.result
    return result


@contextmanager
def _stoppable(what: str) -> Iterator[None]:
    """Say in a sentence that an import was stopped, and how open questions are answered."""
    try:
        yield
    except (Cancelled, KeyboardInterrupt) as error:
        _stop(error)
    except QuestionsOpen as error:
        message = f'{what}: {error}\nanswer with --answer "COLUMN=CHOICE"; nothing was imported'
        raise BscError(message) from error


def _stop(error: BaseException) -> NoReturn:
    raise Stopped("stopped – nothing was imported") from error


def _list(what: str, lines: Sequence[str]) -> None:
    for line in lines[:LISTED]:
        click.echo(f"{what}: {line}", err=True)
    if len(lines) > LISTED:
        click.echo(f"{what}: {len(lines) - LISTED:,} more", err=True)
