"""`bsc digests`: who is sent a digest, of what, and when; sending what is due."""

import os
from typing import Any, Final

import click

from bsc.actions import subscriptions as actions
from bsc.actions.destinations import destinations
from bsc.cli import addressed
from bsc.cli.company import Company, pass_company
from bsc.cli.numbers import known_filters
from bsc.cli.printing import say
from bsc.errors import BscError
from bsc.model.sharing import Kind
from bsc.model.subscription import DAYS, Rhythm, Subscription
from bsc.reports.sending import Post, preview, send_due, send_now
from bsc.store import Store
from bsc.store.subscriptions import Outcome, Sending

_MONDAY: Final = "monday"


@click.group()
def digests() -> None:
    """Digests: a period's score and what needs attention, sent by e-mail or to a webhook again and again."""


@digests.command("list")
@addressed.AS_JSON
@pass_company
def list_digests(company: Company, form: str | None) -> None:
    """List every digest: to whom, when, and what became of the last one."""
    with company.store() as store:
        lines, sent = actions.subscriptions(store), actions.last_sent(store)
    documents = [addressed.document(line.subscription, line.who, sent, _due) for line in lines]
    cells = (_cells(line.subscription, to, sent) for line in lines for to in line.subscription.to)
    addressed.say_list(form, documents, ("Name", "To", "When", "Last (UTC)"), cells, "digest")


@digests.command("add")
@click.argument("name")
@addressed.TO
@click.option(
    "--rhythm", type=click.Choice([str(each) for each in Rhythm]), default=str(Rhythm.WEEKLY), show_default=True
)
@click.option("--day", default=_MONDAY, show_default=True, help="A day of the week, or 1 to 31 for a monthly one.")
@click.option("--hour", type=click.IntRange(0, 23), default=8, show_default=True)
@addressed.zone("Whose hour it is, like Europe/Berlin.")
@addressed.PERSONA
@addressed.WHERE
@click.option("--link", type=click.Choice([str(each) for each in Kind]), default=str(Kind.FROZEN), show_default=True)
@addressed.link_days(35, "How long its link opens.")
@click.option("--only-when-changed", is_flag=True, help="Send nothing where nothing is new.")
@pass_company
def add(company: Company, /, name: str, to: tuple[str, ...], rhythm: str, day: str, **wanted: Any) -> None:  # noqa: ANN401
    """Add a digest called NAME. Where destinations come from: docs/digests.md."""
    with company.workspace() as workspace:
        destinations(os.environ).check(to)
        wanted["filters"] = known_filters(workspace, wanted["filters"])
        asked = {"name": name, "to": to, "rhythm": rhythm, "day": _day(day, Rhythm(rhythm)), **wanted}
        made = actions.subscribe(workspace.store, asked, company.who)
    say(f"Digest {made.name} goes to {', '.join(made.to)} {made.said()}.")


@digests.command()
@click.argument("name")
@pass_company
def pause(company: Company, name: str) -> None:
    """Pause the digest NAME: nothing is sent until it is resumed."""
    with company.store() as store:
        changed = actions.change_subscription(store, name, {"paused": True}, company.who)
    say(f"Digest {changed.name} is paused.")


@digests.command()
@click.argument("name")
@pass_company
def resume(company: Company, name: str) -> None:
    """Go on sending the digest NAME."""
    with company.store() as store:
        changed = actions.change_subscription(store, name, {"paused": False}, company.who)
    say(f"Digest {changed.name} is sent {changed.said()}.")


@digests.command()
@click.argument("name")
@pass_company
def remove(company: Company, name: str) -> None:
    """End the digest NAME. Links that it sent stay as long as they would have."""
    with company.store() as store:
        ended = actions.unsubscribe(store, name, company.who)
    say(f"Digest {ended.name} has ended.")


@digests.command()
@click.argument("name")
@pass_company
def show(company: Company, name: str) -> None:
    """Write the digest NAME as it would be sent now; its link opens nothing."""
    with company.store() as store:
        told = preview(store, actions.subscription(store, name), os.environ.get("BSC_BASE_URL", ""))
    say(f"{told.subject}\n\n{told.text}".rstrip())


@digests.command()
@click.argument("name", required=False)
@click.option("--due", is_flag=True, help="Everything that is due: for cron, while the app is not running.")
@pass_company
def send(company: Company, name: str | None, *, due: bool) -> None:
    """Send the digest NAME now, out of turn; or with --due what is due. Exit status 2 where something was not taken."""
    if due == bool(name):
        raise BscError("say which digest, or --due for what is due")
    with company.store() as store:
        post = Post.of(destinations(os.environ), os.environ)
        if name:
            wanted = actions.subscription(store, name)
            send_now(store, wanted, post)
            say(f"Digest {wanted.name} was sent to {', '.join(wanted.to)}.")
        else:
            _say_sent(store, send_due(store, post))


def _say_sent(store: Store, done: list[Sending]) -> None:
    names = {line.subscription.id: line.subscription.name for line in actions.subscriptions(store)}
    if not done:
        say("Nothing is due.")
    for each in done:
        say(f"{names.get(each.subscription, each.subscription)} to {each.destination}: {addressed.became(each)}")
    failed = [each for each in done if each.outcome is Outcome.FAILED]
    addressed.refuse_failed(failed, done, "bsc digests send --due")


def _day(said: str, rhythm: Rhythm) -> int:
    if rhythm is Rhythm.MONTHLY:
        return int(said) if said.isdecimal() else 1 if said == _MONDAY else _no_day(said)
    if rhythm is Rhythm.DAILY:
        return 0 if said == _MONDAY else _no_day(said)
    names = [each.casefold() for each in DAYS]
    return names.index(said.casefold()) if said.casefold() in names else _no_day(said)


def _no_day(said: str) -> int:
    message = (
        f'"{said}" is no day of that rhythm – write one like monday, 1 to 31 with --rhythm monthly, none with daily'
    )
    raise BscError(message)


def _cells(each: Subscription, to: str, sent: dict[tuple[str, str], Sending]) -> tuple[str, ...]:
    last = sent.get((each.id, to))
    became = f"{last.at:%Y-%m-%d %H:%M} {addressed.became(last)}" if last else "not yet"
    return each.name, to, "paused" if each.paused else each.said(), became


def _due(sending: Sending) -> dict[str, str]:
    return {"due": sending.due.isoformat()}
