"""`bsc reviews`: the reviews that there were, and the minutes of one."""

from pathlib import Path

import click

from bsc.actions.reviews import review as found
from bsc.cli.company import Company, pass_company
from bsc.cli.printing import say, say_json, table
from bsc.cli.saying import as_json
from bsc.errors import BscError
from bsc.model.review import Review
from bsc.reports.minutes import ENDINGS, markdown, minutes_file
from bsc.views.minutes import minutes
from bsc.views.reviews import next_review, owed


@click.group()
def reviews() -> None:
    """List the reviews of the scorecard, and read or write down the minutes of one."""


@reviews.command("list")
@as_json
@pass_company
def list_reviews(company: Company, form: str | None) -> None:
    """List every review, newest first: its day, its period, how many of its decisions are open."""
    with company.workspace() as workspace:
        known, due = tuple(reversed(workspace.reviews())), next_review(workspace)
    if form == "json":
        say_json([each.model_dump(mode="json", exclude={"agenda", "seen"}) for each in known])
    elif not known:
        say("There was no review yet: one is started on the page Actions & reviews.")
    else:
        say(table(("Review", "Name", "Day", "Period", "Decisions", ""), map(_cells, known)))
        if due:
            say(f"The next one {'was' if due.overdue else 'is'} due on {due.due}: {due.why}.")


@reviews.command()
@click.argument("review")
@click.option(
    "-o", "--output", "file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help=f"Write a file, whose ending says which: {', '.join(f'.{each}' for each in ENDINGS)}.",
)  # fmt: skip
@as_json
@pass_company
def show(company: Company, review: str, file: Path | None, form: str | None) -> None:
    """Write the minutes of REVIEW (its id, or its name) to standard output as Markdown, or to a file."""
    ending = next((each for each in ENDINGS if file and file.suffix.casefold() == f".{each}"), None)
    if file is not None and ending is None:
        raise BscError(f"{file} says by its ending no format – end it on {', '.join(f'.{each}' for each in ENDINGS)}")
    with company.workspace() as workspace:
        named = {each.name: each.id for each in workspace.reviews()}
        asked = found(workspace.store, named.get(review, review))
        said = minutes(workspace, asked)
    if file is not None and ending is not None:
        _write(file, minutes_file(said, ending))
    elif form == "json":
        say_json(asked.model_dump(mode="json"))
    else:
        say(markdown(said).rstrip())


def _cells(review: Review) -> tuple[str, ...]:
    count = len(review.decisions)
    decided = f"{count}, {owed(review)} open" if count else "none"
    return review.id, review.name, str(review.held), review.period, decided, "goes on" if review.open else "closed"


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise BscError(f"{file} cannot be written: {error.strerror}") from error
    say(f"{file}: {len(content) / 1000:,.0f} kB")
