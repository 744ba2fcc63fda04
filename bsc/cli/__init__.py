"""`bsc …`: the same actions without a browser. What can be fixed is a sentence on standard error and exit status 2."""

from pathlib import Path
from typing import Any, NoReturn

import click

import bsc
from bsc.cli.company import Company
from bsc.cli.definitions import apply, export
from bsc.cli.digests import digests
from bsc.cli.files import imports, inspect_file, undo
from bsc.cli.importing import import_files
from bsc.cli.notifications import notifications
from bsc.cli.numbers import actuals, check, scores
from bsc.cli.report import report_file
from bsc.cli.reviews import reviews
from bsc.cli.running import backup, demo, restore, serve
from bsc.cli.shares import shares
from bsc.cli.tokens import tokens
from bsc.errors import BscError

DEFAULT_DATABASE = "var/bsc.duckdb"
COMMANDS = (
    serve,
    demo,
    apply,
    export,
    inspect_file,
    import_files,
    imports,
    undo,
    tokens,
    shares,
    actuals,
    scores,
    check,
    report_file,
    reviews,
    digests,
    notifications,
    backup,
    restore,
)


class Sentence(click.ClickException):
    """What the reader can fix, as it is written to standard error."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ANN401 -- click's own signature
        """Write the sentences, one a line."""
        click.echo(f"bsc: {self.message}", file=file, err=file is None)


class Sentences(click.Group):
    """A group whose commands answer with sentences, and which lists its commands in the order of work."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- click's own signature
        """Run the command; a BscError becomes its sentence."""
        try:
            return super().invoke(ctx)
        except BscError as error:
            _say(error)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of work, not of the alphabet."""
        del ctx
        return list(self.commands)


def _say(error: BscError) -> NoReturn:
    raise Sentence(str(error)) from error


@click.group(cls=Sentences)
@click.option(
    "--database",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="BSC_DATABASE",
    default=DEFAULT_DATABASE,
    show_default=True,
    help="The company's database file (or the environment's BSC_DATABASE).",
)
@click.option("--who", envvar="BSC_WHO", default="command line", help="The name in the journal of changes.")
@click.version_option(bsc.__version__, prog_name="bsc")
@click.pass_context
def main(ctx: click.Context, database: Path, who: str) -> None:
    """Run a company's customer journey by a Balanced Scorecard."""
    ctx.obj = Company(database, who)


for command in COMMANDS:
    main.add_command(command)
