"""What the commands for digests and for notifications share: options, the list, and what became of messages."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

import click

from bsc.actions.addressed import Attempt
from bsc.cli.company import conditions
from bsc.cli.printing import say, say_json, table
from bsc.errors import BscError
from bsc.model.subscription import Addressed

TO: Final = click.option(
    "--to", "to", multiple=True, required=True, metavar="DESTINATION", help="A named one, or an e-mail address."
)
PERSONA: Final = click.option("--persona", metavar="ID", help="Whose figures it tells. Default: all customers.")
WHERE: Final = click.option("--where", "filters", multiple=True, metavar="DIMENSION=VALUE", callback=conditions)
AS_JSON: Final = click.option("--format", "form", type=click.Choice(["json"]), help="For programs.")
Option = Callable[[Any], Any]
Made = TypeVar("Made", bound=Attempt)


def zone(said: str) -> Option:
    """Return the option that names a time zone; *said* is what it is for."""
    return click.option("--zone", default="UTC", show_default=True, metavar="ZONE", help=said)


def link_days(default: int, said: str) -> Option:
    """Return the option that says for how many days links open, as *said*."""
    return click.option("--link-days", type=click.IntRange(1, 365), default=default, show_default=True, help=said)


def say_list(
    form: str | None, documents: Sequence[object], header: Sequence[str], cells: Iterable[Sequence[str]], noun: str
) -> None:
    """Write all that there are as people read them, or as JSON; where there is none, how one is made."""
    if form == "json":
        say_json(documents)
    elif not documents:
        say(f"There is no {noun} yet: `bsc {noun}s add NAME --to DESTINATION` makes one.")
    else:
        say(table(header, cells))


def document(
    each: Addressed, who: str, last: Mapping[tuple[str, str], Made], of: Callable[[Made], dict[str, str]]
) -> dict[str, Any]:
    """Return one as programs read it, with the *last* attempt at each destination, which is *of* something."""
    lasts = {to: last.get((each.id, to)) for to in each.to}
    return {
        **each.model_dump(mode="json"),
        "who": who,
        "last": {to: made and {**of(made), **_became(made)} for to, made in lasts.items()},
    }


def became(attempt: Attempt) -> str:
    """Return what became of *attempt*, with what is to be said of it."""
    return f"{attempt.outcome}: {attempt.note}" if attempt.note else str(attempt.outcome)


def refuse_failed(failed: Collection[Attempt], done: Collection[Attempt], command: str) -> None:
    """Raise BscError where some of what was *done* has *failed*; *command* tries it again."""
    if failed:
        again = f"`{command}` tries again when it runs next, not before five minutes have passed"
        message = f"{len(failed)} of {len(done)} could not be sent – {again}"
        raise BscError(message)


def _became(attempt: Attempt) -> dict[str, str]:
    return {"at": attempt.at.isoformat(), "outcome": str(attempt.outcome), "note": attempt.note}
