"""`bsc shares`: links that show a view of the scorecard to whoever has them, without an account."""

import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from bsc.actions import shares as links
from bsc.actions.sharing_checks import WantedShare
from bsc.cli.company import Company, conditions, pass_company
from bsc.cli.printing import say, say_json, table
from bsc.cli.saying import as_json
from bsc.model.periods import Grain
from bsc.model.sharing import PAGES, Kind, SharedView, ShareLink
from bsc.views.sealed import sealed

ADDRESS = "/?share="
_GRAINS = click.Choice([grain.value for grain in Grain])


@click.group()
def shares() -> None:
    """Make, list, revoke and rotate the links that show a view without an account."""


@shares.command()
@click.argument("name")
@click.option("--frozen", is_flag=True, help="It shows for ever what there is now; without, what there is when opened.")
@click.option("--page", "pages", multiple=True, type=click.Choice(PAGES), help="A page that it opens; the first opens.")
@click.option("--persona", metavar="ID", help="The persona that it shows.")
@click.option("--where", multiple=True, metavar="DIMENSION=VALUE", callback=conditions, help="A filter; repeat it.")
@click.option("--lock", "locked", multiple=True, metavar="DIMENSION", help="A filter, or persona, that stays.")
@click.option("--period", help="The period that it shows, like 2026-08; the latest without.")
@click.option("--grain", type=_GRAINS, default=Grain.MONTH.value, show_default=True, help="How long a period is.")
@click.option("--days", type=click.IntRange(1, 3650), help="It expires after so many days.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="It expires at the end of this day (UTC).")
@click.option("--passphrase", "guarded", is_flag=True, help="Ask for a passphrase that opening it asks for as well.")
@click.option("--note", default="", help="What it is for: whoever opens it reads this.")
@pass_company
def make(  # noqa: PLR0913 -- what can be said about a link, each with a default
    company: Company,
    /,
    name: str,
    *,
    frozen: bool,
    guarded: bool,
    note: str,
    days: int | None,
    until: datetime | None,
    **view: Any,  # noqa: ANN401 -- as click hands it over
) -> None:
    """Make a link called NAME and write the end of its address to standard output: it is said only this once.

    It is put behind the address of the app: https://scorecard.example.com/?share=…
    """
    wanted = WantedShare(
        name=name,
        note=note,
        kind=Kind.FROZEN if frozen else Kind.LIVE,
        shown=_shown(**view),
        expires_at=_end(days, until),
        passphrase=_phrase() if guarded else "",
    )
    with company.workspace() as workspace:
        store, today = workspace.store, workspace.today
        made = links.make_share(store, wanted, company.who, today=today, figures=sealed)
    click.echo(f"{_title(made.link)} shows {', '.join(made.link.shown.pages)}. Its address is said only now:", err=True)
    say(f"{ADDRESS}{made.token}")


@shares.command("list")
@as_json
@pass_company
def list_shares(company: Company, form: str | None) -> None:
    """List every link, newest first: what it shows, until when, how often it was opened."""
    with company.store() as store:
        found = links.share_links(store)
    if form == "json":
        say_json([_document(link) for link in found])
    elif not found:
        say("There is no share link yet: `bsc shares make NAME` makes one.")
    else:
        say(table(("Link", "Name", "Kind", "Shows", "Made", "Until", "Opened", ""), map(_cells, found)))


@shares.command()
@click.argument("link")
@pass_company
def revoke(company: Company, link: str) -> None:
    """Revoke LINK, by its name or number: it opens nothing any more."""
    with company.store() as store:
        revoked = links.revoke_share(store, link, company.who)
    say(f"Link {revoked.name} is revoked.")


@shares.command()
@click.argument("link")
@pass_company
def rotate(company: Company, link: str) -> None:
    """Give LINK a new address and write its end to standard output: the old one opens nothing any more."""
    with company.store() as store:
        new = links.rotate_share(store, link, company.who)
    click.echo(f"{_title(new.link)} has a new address, which is said only now:", err=True)
    say(f"{ADDRESS}{new.token}")


def _shown(
    pages: tuple[str, ...],
    persona: str | None,
    where: dict[str, tuple[str, ...]],
    locked: tuple[str, ...],
    **period: Any,  # noqa: ANN401 -- as click hands it over
) -> SharedView:
    start = {"start": pages[0], "pages": pages} if pages else {}
    return SharedView(persona=persona, filters=where, locked=locked, **period, **start)


def _end(days: int | None, until: datetime | None) -> datetime | None:
    if days and until:
        raise click.UsageError("name the end with --days or with --until, not with both")
    if until:
        return until.replace(tzinfo=UTC) + timedelta(days=1)
    return datetime.now(UTC) + timedelta(days=days) if days else None


def _phrase() -> str:
    """Return the passphrase, from whoever sits there or from the standard input: an option would stay in a history."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True))


def _state(link: ShareLink) -> str:
    return link.state(datetime.now(UTC).replace(tzinfo=None))


def _title(link: ShareLink) -> str:
    frozen = f", frozen on {link.as_of}," if link.kind is Kind.FROZEN else ""
    return f"Link {link.name}{frozen}"


def _cells(link: ShareLink) -> tuple[str, ...]:
    kind = f"frozen {link.as_of}" if link.kind is Kind.FROZEN else "live"
    until = f"{link.expires_at:%Y-%m-%d %H:%M}" if link.expires_at else "for ever"
    opened = f"{link.opened:,} times, last {link.last_opened:%Y-%m-%d %H:%M}" if link.last_opened else "never"
    state = _state(link)
    return link.id, link.name, kind, _view(link.shown), f"{link.made_at:%Y-%m-%d}", until, opened, state


def _view(shown: SharedView) -> str:
    """Return what is shown in a few words, what is locked marked as such."""
    parts = [*([("persona", (shown.persona,))] if shown.persona else []), *sorted(shown.filters.items())]
    said = [f"{name} {', '.join(values)}{' (locked)' * (name in shown.locked)}" for name, values in parts]
    return "; ".join([shown.start, shown.period or "latest", *said])


def _document(link: ShareLink) -> dict[str, Any]:
    kept = link.model_dump(mode="json", exclude={"snapshot"})
    return {"link": kept.pop("id"), **kept, "state": _state(link)}
