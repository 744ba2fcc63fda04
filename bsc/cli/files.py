"""`bsc inspect`, `bsc import`, `bsc imports`, `bsc undo`: exported files and what became of them."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from bsc import actions
from bsc.cli.company import Company, pairs, pass_company
from bsc.cli.printing import say, say_json, table
from bsc.errors import QuestionsOpen
from bsc.intake import Hints, Inspection, inspect
from bsc.store import ImportLine

SHOWN = 10  # of dropped rows and rejects; `--format json` has them all

Command = TypeVar("Command", bound=Callable[..., Any])
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_as_json = click.option("--format", "form", type=click.Choice(["json"]), help="For programs.")


def _reading(command: Command) -> Command:
    """Return *command* with the options that say how a file is read."""
    command = click.option(
        "--answer",
        "answers",
        multiple=True,
        metavar="COLUMN=CHOICE",
        callback=pairs,
        help="The answer to a question about a column; repeat it for more.",
    )(command)
    return click.option(
        "--column",
        "rename",
        multiple=True,
        metavar="HEADER=COLUMN",
        callback=pairs,
        help="The dataset's column that a header means; repeat it for more.",
    )(command)


@click.command("inspect")
@click.argument("file", type=_FILE)
@click.option("--dataset", "dataset_id", metavar="ID", help="The dataset that it would go to.")
@_reading
@_as_json
@pass_company
def inspect_file(  # noqa: PLR0913, PLR0917 -- one argument for each option
    company: Company,
    file: Path,
    dataset_id: str | None,
    answers: dict[str, str],
    rename: dict[str, str],
    form: str | None,
) -> None:
    """Say what an import of FILE would see: tables, header, types, period, dropped rows and why."""
    if dataset_id:
        with company.store() as store:
            inspection = actions.inspect_file(store, file, dataset_id, answers=answers, rename=rename).inspection
    else:
        with tempfile.TemporaryDirectory() as spool:
            inspection = inspect(file, hints=Hints(rename=rename), answers=answers, spool=Path(spool))
    if form == "json":
        say_json(inspection.document())
    else:
        say("\n".join(_inspected(inspection)))


@click.command("import")
@click.argument("files", type=_FILE, nargs=-1, required=True)
@click.option("--dataset", "dataset_id", metavar="ID", required=True, help="The dataset that the rows belong to.")
@click.option("--table", metavar="NAME", help="Which table, where a file holds several.")
@_reading
@_as_json
@pass_company
def import_files(  # noqa: PLR0913, PLR0917 -- one argument for each option
    company: Company,
    files: tuple[Path, ...],
    dataset_id: str,
    table: str | None,
    answers: dict[str, str],
    rename: dict[str, str],
    form: str | None,
) -> None:
    """Bring FILES into a dataset. Days or keys that it holds already are replaced, never added up."""
    with company.store() as store:
        for file in (
            files if len(files) > 1 else ()
        ):  # nothing half done: every file is looked at before the first goes in
            questions = actions.inspect_file(store, file, dataset_id, answers=answers, rename=rename).questions
            if questions:
                raise QuestionsOpen(questions)
        receipts = [
            actions.import_file(
                store, file, dataset_id, name=file.name, answers=answers, rename=rename, table=table, who=company.who
            )
            for file in files
        ]
    documents = [receipt.document() for receipt in receipts]
    if form == "json":
        say_json(documents[0] if len(documents) == 1 else documents)
    else:
        for file, receipt in zip(files, receipts, strict=True):
            say(f"{file.name}: {receipt}")


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


def _inspected(inspection: Inspection) -> Iterator[str]:
    delimiter = {"\t": "tab", ",": "comma", ";": "semicolon"}.get(inspection.delimiter, inspection.delimiter)
    yield f"{inspection.system or 'An export'}, {inspection.encoding}, {delimiter}-separated"
    for found in inspection.tables:
        period = f", {found.period[0]} to {found.period[1]}" if found.period else ""
        yield f"\n{found.name}: {found.rows:,} rows{period}"
        yield table(
            ("Column", "Type", "", "Sum"),
            (
                (
                    column.name,
                    str(column.type),
                    "personal, left out" if column.personal and not column.kept else column.note,
                    f"{found.sums[column.name]:,.10g}" if column.addable and column.name in found.sums else "",
                )
                for column in found.columns
            ),
            right=(3,),
        )
        yield from _some("dropped: not data", [f"line {row.line}: {row.reason}: {row.text}" for row in found.dropped])
        cells = [f'line {cell.line}, column "{cell.column}": "{cell.text}" {cell.reason}' for cell in found.rejects]
        yield from _some("rejected", cells)
    for question in inspection.questions:
        yield f'\nAsked: column "{question.column}": {question.ask}'
        for choice in question.choices:
            yield f'  --answer "{question.column}={choice}"'


def _some(what: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{len(lines):,} {what}"
        yield from (f"  {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"  … and {len(lines) - SHOWN:,} more (--format json has all)"
