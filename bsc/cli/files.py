"""`bsc inspect`, `bsc imports`, `bsc undo`: exported files and what became of them."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bsc import actions
from bsc.actions.handing import handed_over
from bsc.cli.company import Company, pass_company
from bsc.cli.inspecting import inspection_lines
from bsc.cli.printing import say, say_json, table
from bsc.cli.saying import Said, as_json, said_options
from bsc.errors import BscError, IntakeRefused, Refused
from bsc.intake import Hints, Inspection, inspect
from bsc.intake.parts import Part
from bsc.store import ImportLine

_FILE = click.Path(path_type=Path, exists=True)


@click.command("inspect")
@click.argument("file", type=_FILE)
@click.option("--dataset", metavar="ID", help="The dataset that it would go to.")
@as_json
@pass_company
@said_options
def inspect_file(company: Company, file: Path, *, dataset: str | None, said: Said, form: str | None) -> None:
    """Say what an import of FILE would see: tables, header, types, period, dropped rows and why.

    FILE may be an archive, a workbook or a folder: each text in it is looked at.
    """
    with _about(file):
        handed = handed_over([file]).refuse()
        found = {part.name: _inspection(company, part, dataset, said) for part in handed.parts}
    if form == "json":
        documents = [{"name": name, **each.document()} for name, each in found.items()]
        say_json(documents[0] if len(documents) == 1 else documents)
        return
    for number, (name, each) in enumerate(found.items()):
        if len(found) > 1:
            say(f"{'' if number == 0 else chr(10)}{name}")
        say("\n".join(inspection_lines(each)))
    for leftover in handed.leftovers:
        say(f"\nPassed over: {leftover.name}: {leftover.reason}")


@contextmanager
def _about(file: Path) -> Iterator[None]:
    """Put the name of *file* before what is wrong with it."""
    try:
        yield
    except (IntakeRefused, Refused) as error:
        raise BscError(str(error) if file.name in str(error) else f"{file}: {error}") from error


def _inspection(company: Company, part: Part, dataset: str | None, said: Said) -> Inspection:
    if dataset:
        with company.store() as store:
            return actions.inspect_file(
                store,
                part,
                dataset,
                answers=said.answers,
                rename=said.rename,
                keep_personal=said.keep,
                table=said.table,
            ).inspection
    with tempfile.TemporaryDirectory() as spool:
        hints = Hints(rename=said.rename, keep_personal=frozenset(said.keep))
        return inspect(part, hints=hints, answers=said.answers, spool=Path(spool))


@click.command()
@as_json
@pass_company
def imports(company: Company, form: str | None) -> None:
    """List every import, newest first."""
    with company.store() as store:
        lines = store.imports()
    if form == "json":
        say_json([line.document() for line in lines])
    elif not lines:
        say("Nothing has been imported yet.")
    else:
        header = ("Import", "Action", "Dataset", "File", "At", "Rows", "Replaced", "Dropped", "Rejects", "")
        say(table(header, map(_import_cells, lines), right=(0, 1, 5, 6, 7, 8)))


@click.command()
@click.argument("import_id", type=int, required=False)
@click.option(
    "--action", type=int, metavar="N", help="Take back every import of one action, as `bsc imports` lists it."
)
@pass_company
def undo(company: Company, import_id: int | None, action: int | None) -> None:
    """Take an import back, or all imports of an action: what was there before is there again."""
    if (import_id is None) == (action is None):
        raise click.UsageError("name an import, or an action with --action")
    with company.store() as store:
        if import_id is not None:
            actions.undo_import(store, import_id, company.who)
            say(f"Import {import_id} is undone.")
        elif action is not None:
            undone = actions.undo_action(store, action, company.who)
            say(f"Action {action} is undone: {len(undone):,} {'import' if len(undone) == 1 else 'imports'}.")


def _import_cells(line: ImportLine) -> tuple[str, ...]:
    counts = (f"{count:,}" for count in (line.rows, line.replaced, line.dropped, line.rejects))
    return (
        str(line.id),
        str(line.action),
        line.dataset,
        line.file,
        f"{line.at:%Y-%m-%d %H:%M}",
        *counts,
        "undone" if line.undone_at else "",
    )
