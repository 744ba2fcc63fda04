"""What a person says about how files are read, as options of a command."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

import click

from bsc.cli.company import pairs

as_json = click.option("--format", "form", type=click.Choice(["json"]), help="For programs.")


@dataclass(frozen=True)
class Said:
    """What is said about how a file is read."""

    answers: dict[str, str]
    rename: dict[str, str]
    keep: tuple[str, ...]
    table: str | None

    def parameters(self) -> list[tuple[str, str]]:
        """Return the same as parameters of `POST /api/imports`."""
        return [
            *(("answer", f"{column}={choice}") for column, choice in self.answers.items()),
            *(("column", f"{header}={column}") for header, column in self.rename.items()),
            *(("keep", column) for column in self.keep),
            *([("table", self.table)] if self.table else []),
        ]


def said_options(command: Callable[..., None]) -> Callable[..., None]:
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
