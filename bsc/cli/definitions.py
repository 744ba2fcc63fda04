"""`bsc apply` and `bsc export`: the definitions as a file."""

from pathlib import Path

import click

from bsc import actions
from bsc.cli.company import Company, pass_company
from bsc.cli.printing import say
from bsc.errors import BscError
from bsc.model.reading import document_of
from bsc.store.yaml_text import yaml_from_document


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--note", default="", help="Why, for the history of changes.")
@pass_company
def apply(company: Company, file: Path, note: str) -> None:
    """Take the definitions of FILE, whole or not at all."""
    with company.store(new=True) as store:
        say(f"{file}: {actions.apply_definitions(store, _text(file), company.who, note=note)}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@pass_company
def export(company: Company, file: Path | None) -> None:
    """Write the definitions to FILE, or to standard output."""
    with company.store() as store:
        text = yaml_from_document(document_of(store.scorecard()))
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BscError(f"{file} cannot be written: {error.strerror}") from error
    say(f"{file} holds the definitions. `bsc apply {file}` takes them again.")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BscError(f"{file} is not UTF-8 text (byte {error.start}) – save it as UTF-8") from error
    except OSError as error:
        raise BscError(f"{file} cannot be read: {error.strerror}") from error
