"""`bsc apply` and `bsc export`: definitions and records as a file, and the map in the formats that others read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import click

from bsc import actions
from bsc.cli.company import Company, pass_company
from bsc.cli.printing import say
from bsc.errors import BscError, NotFound
from bsc.exchange import formats
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.periods import Grain
from bsc.model.reading import document_of
from bsc.model.view import View
from bsc.store.yaml_text import json_from_document, yaml_from_document


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--note", default="", help="Why, for the history of changes.")
@pass_company
def apply(company: Company, file: Path, note: str) -> None:
    """Take FILE, whole or not at all: its definitions take the place of those that are there.

    Its records (notes, reviews, tags, subscriptions) are put to those that are there, and nothing of them is deleted. A
    map (.csv, .ojf) is put into the definitions.
    """
    with company.store(new=True) as store:
        wanted: str | Mapping[str, Any]
        if formats.ending_of(file.name) in formats.COMES_IN:
            brought = formats.brought(file.name, _bytes(file), document_of(store.scorecard()))
            wanted = brought.document
            for each in brought.notes:
                say(each)
        else:
            wanted = _text(file)
        say(f"{file}: {actions.apply_definitions(store, wanted, company.who, note=note)}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--persona", default=ALL_PERSONAS, metavar="ID", help="Whose map a map is. Default: everybody's.")
@click.option(
    "--period", metavar="PERIOD", help="The month of a map's numbers, like 2026-08. Default: the last whole one."
)
@click.option("--definitions-only", is_flag=True, help="Without notes, reviews, tags and subscriptions: for git.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "json"]),
    help="How the definitions are written. Default: as FILE ends, else yaml.",
)
@pass_company
def export(  # noqa: PLR0913 -- one parameter for each option
    company: Company,
    file: Path | None,
    *,
    persona: str,
    period: str | None,
    definitions_only: bool,
    form: str | None,
) -> None:
    """Write the definitions, and the notes, reviews, tags and subscriptions beside them, to FILE or standard output.

    The ending decides: .yaml or .json; the map as .pdf, .png, .svg, .csv, .ojf or .mmd.
    """
    ending = formats.ending_of(file.name) if file else ""
    if file is None or ending not in formats.TYPES:
        with company.store() as store:
            document = actions.file_document(store, records=not definitions_only)
        written = json_from_document if (form or ending) == "json" else yaml_from_document
        if file is None:
            click.echo(written(document), nl=False)
            return
        what = "the definitions" if definitions_only else "the definitions and what is kept beside them"
        content, said = written(document).encode(), f"{file} holds {what}. `bsc apply {file}` takes them again."
    else:
        content = _map(company, cast("formats.Ending", ending), persona, period)
        again = f" `bsc apply {file}` takes it again." if ending in formats.COMES_IN else ""
        said = f"{file} holds the map.{again}"
    try:
        file.write_bytes(content)
    except OSError as error:
        raise BscError(f"{file} cannot be written: {error.strerror}") from error
    say(said)


def _map(company: Company, ending: formats.Ending, persona: str, period: str | None) -> bytes:
    with company.workspace() as workspace:
        known = [ALL_PERSONAS, *(each.id for each in workspace.scorecard.personas)]
        if persona not in known:
            raise NotFound("persona", persona, known)
        if period is not None:
            workspace.calendar.parse(period, Grain.MONTH)
        return formats.out(workspace, View(persona=persona, period=period), ending)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BscError(f"{file} cannot be read: {error.strerror}") from error


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BscError(f"{file} is not UTF-8 text (byte {error.start}) – save it as UTF-8") from error
    except OSError as error:
        raise BscError(f"{file} cannot be read: {error.strerror}") from error
