"""`bsc tokens`: what schedulers and other systems show when they bring files in over HTTP."""

from typing import Any

import click

from bsc import actions
from bsc.actions.tokens import tokens as every_token
from bsc.cli.company import Company, pass_company
from bsc.cli.printing import say, say_json, table
from bsc.store.tokens import EVERY_DATASET, TokenLine


@click.group()
def tokens() -> None:
    """Make, list and revoke the tokens of programs that bring files in over HTTP."""


@tokens.command()
@click.argument("name")
@click.option("--dataset", "datasets", multiple=True, metavar="ID", help="A dataset that it opens; repeat it for more.")
@click.option("--all-datasets", is_flag=True, help="It opens every dataset, those to come included.")
@pass_company
def make(company: Company, name: str, datasets: tuple[str, ...], *, all_datasets: bool) -> None:
    """Make a token called NAME and write it to standard output: it is said only this once."""
    with company.store() as store:
        made = actions.make_token(store, name, [*datasets, *([EVERY_DATASET] if all_datasets else [])], company.who)
    click.echo(f"Token {made.line.name} opens {_opens(made.line)}. It is shown only now:", err=True)
    say(made.text)


@tokens.command("list")
@click.option("--format", "form", type=click.Choice(["json"]), help="For programs.")
@pass_company
def list_tokens(company: Company, form: str | None) -> None:
    """List every token, newest first: what it opens, and when it was last used."""
    with company.store() as store:
        lines = every_token(store)
    if form == "json":
        say_json([_document(line) for line in lines])
    elif not lines:
        say("There is no token yet: `bsc tokens make NAME --dataset ID` makes one.")
    else:
        say(table(("Token", "Name", "Opens", "Made", "Last used", ""), map(_cells, lines)))


@tokens.command()
@click.argument("token")
@pass_company
def revoke(company: Company, token: str) -> None:
    """Revoke TOKEN, by its name or number: it opens nothing any more."""
    with company.store() as store:
        line = actions.revoke_token(store, token, company.who)
    say(f"Token {line.name} is revoked.")


def _opens(line: TokenLine) -> str:
    return "every dataset" if EVERY_DATASET in line.datasets else ", ".join(line.datasets)


def _cells(line: TokenLine) -> tuple[str, ...]:
    used = f"{line.last_used:%Y-%m-%d %H:%M}" if line.last_used else "never"
    return line.id, line.name, _opens(line), f"{line.made_at:%Y-%m-%d}", used, "" if line.active else "revoked"


def _document(line: TokenLine) -> dict[str, Any]:
    return {
        "token": line.id,
        "name": line.name,
        "datasets": list(line.datasets),
        "made_at": line.made_at.isoformat(),
        "made_by": line.made_by,
        "last_used": line.last_used.isoformat() if line.last_used else None,
        "revoked_at": line.revoked_at.isoformat() if line.revoked_at else None,
    }
