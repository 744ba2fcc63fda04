"""`bsc inspect`, `bsc import`, `bsc imports`, `bsc undo`: exported files and what became of them."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from bsc import actions
from bsc.cli.company import Company, pairs, pass_company
from bsc.cli.inspecting import inspection_lines
from bsc.cli.printing import say, say_json, table
from bsc.errors import BscError, IntakeRefused, QuestionsOpen, Refused
from bsc.intake import Hints, Inspection, inspect
from bsc.store import ImportLine, Store

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_as_json = click.option("--format", "form", type=click.Choice(["json"]), help="For programs.")


@dataclass(frozen=True)
class Said:
    """What is said about how a file is read."""

    answers: dict[str, str]
    rename: dict[str, str]
    keep: tuple[str, ...]
    table: str | None

    def preview(self, store: Store, file: Path, dataset_id: str) -> actions.Preview:
        """Return what an import of *file* would see and do."""
        return actions.inspect_file(
            store,
            file,
            dataset_id,
            answers=self.answers,
            rename=self.rename,
            keep_personal=self.keep,
            table=self.table,
        )

    def brought_in(self, store: Store, file: Path, dataset_id: str, who: str) -> actions.Receipt:
        """Return what the import of *file* did."""
        return actions.import_file(
            store,
            file,
            dataset_id,
            who=who,
            answers=self.answers,
            rename=self.rename,
            keep_personal=self.keep,
            table=self.table,
        )


def _said(command: Callable[..., None]) -> Callable[..., None]:
    """Return *command* with the options that say how a file is read, given to it as `said`."""

    @wraps(command)
    def packed(
        *arguments: object,
        answers: dict[str, str],
        rename: dict[str, str],
        keep: tuple[str, ...],
        table: str | None,
        **others: object,
    ) -> None:
        command(*arguments, said=Said(answers, rename, keep, table), **others)

    for option in (
        click.option(
            "--answer",
            "answers",
            multiple=True,
            metavar="COLUMN=CHOICE",
            callback=pairs,
            help="The answer to a question about a column; repeat it for more.",
        ),
        click.option(
            "--column",
            "rename",
            multiple=True,
            metavar="HEADER=COLUMN",
            callback=pairs,
            help="The dataset's column that a header means; repeat it for more.",
        ),
        click.option("--keep", multiple=True, metavar="COLUMN", help="A personal column that is not to be left out."),
        click.option("--table", metavar="NAME", help="Which table, where a file holds several."),
    ):
        packed = option(packed)
    return packed


@contextmanager
def _about(file: Path) -> Iterator[None]:
    """Put the name of *file* before what is wrong with it, and say how its questions are answered."""
    try:
        yield
    except (IntakeRefused, Refused) as error:
        raise BscError(f"{file}: {error}") from error
    except QuestionsOpen as error:
        message = f'{file}: {error}\nanswer with --answer "COLUMN=CHOICE"; nothing was imported'
        raise BscError(message) from error


@click.command("inspect")
@click.argument("file", type=_FILE)
@click.option("--dataset", "dataset_id", metavar="ID", help="The dataset that it would go to.")
@_as_json
@pass_company
@_said
def inspect_file(company: Company, file: Path, dataset_id: str | None, said: Said, form: str | None) -> None:
    """Say what an import of FILE would see: tables, header, types, period, dropped rows and why."""
    with _about(file):
        inspection = _inspection(company, file, dataset_id, said)
    if form == "json":
        say_json(inspection.document())
    else:
        say("\n".join(inspection_lines(inspection)))


@click.command("import")
@click.argument("files", type=_FILE, nargs=-1, required=True)
@click.option("--dataset", "dataset_id", metavar="ID", required=True, help="The dataset that the rows belong to.")
@_as_json
@pass_company
@_said
def import_files(company: Company, files: tuple[Path, ...], dataset_id: str, said: Said, form: str | None) -> None:
    """Bring FILES into a dataset. Days or keys that it holds already are replaced, never added up."""
    with company.store() as store:
        for file in files if len(files) > 1 else ():  # each is looked at before the first goes in
            with _about(file):
                _refuse_open(said.preview(store, file, dataset_id))
        receipts = [_receipt(company, store, file, dataset_id, said) for file in files]
    documents = [receipt.document() for receipt in receipts]
    if form == "json":
        say_json(documents[0] if len(documents) == 1 else documents)
    else:
        say("\n".join(map(str, receipts)))


def _inspection(company: Company, file: Path, dataset_id: str | None, said: Said) -> Inspection:
    if dataset_id:
        with company.store() as store:
            return said.preview(store, file, dataset_id).inspection
    with tempfile.TemporaryDirectory() as spool:
        hints = Hints(rename=said.rename, keep_personal=frozenset(said.keep))
        return inspect(file, hints=hints, answers=said.answers, spool=Path(spool))


def _receipt(company: Company, store: Store, file: Path, dataset_id: str, said: Said) -> actions.Receipt:
    with _about(file):
        return said.brought_in(store, file, dataset_id, company.who)


def _refuse_open(preview: actions.Preview) -> None:
    if preview.questions:
        raise QuestionsOpen(preview.questions)
    if preview.refused:
        raise Refused(preview.refused)


@click.command()
@_as_json
@pass_company
def imports(company: Company, form: str | None) -> None:
    """List every import, newest first."""
    with company.store() as store:
        lines = store.imports()
    if form == "json":
        say_json([_import_document(line) for line in lines])
    elif not lines:
        say("Nothing has been imported yet.")
    else:
        header = ("Import", "Dataset", "File", "At", "Rows", "Replaced", "Dropped", "Rejects", "")
        say(table(header, map(_import_cells, lines), right=(0, 4, 5, 6, 7)))


@click.command()
@click.argument("import_id", type=int)
@pass_company
def undo(company: Company, import_id: int) -> None:
    """Take an import back: what was there before it is there again."""
    with company.store() as store:
        actions.undo_import(store, import_id, company.who)
    say(f"Import {import_id} is undone.")


def _import_document(line: ImportLine) -> dict[str, Any]:
    return {
        "import": line.id,
        "dataset": line.dataset,
        "file": line.file,
        "sha256": line.sha256,
        "at": line.at.isoformat(),
        "who": line.who,
        "period": [day.isoformat() for day in line.period] if line.period else None,
        "rows": line.rows,
        "replaced": line.replaced,
        "dropped": line.dropped,
        "rejects": line.rejects,
        "undone_at": line.undone_at.isoformat() if line.undone_at else None,
    }


def _import_cells(line: ImportLine) -> tuple[str, ...]:
    counts = (f"{count:,}" for count in (line.rows, line.replaced, line.dropped, line.rejects))
    return (
        str(line.id),
        line.dataset,
        line.file,
        f"{line.at:%Y-%m-%d %H:%M}",
        *counts,
        "undone" if line.undone_at else "",
    )
