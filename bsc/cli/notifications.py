"""`bsc notifications`: who is told of what has come about; telling of what is due."""

import os
import re
from datetime import time
from typing import Any, Final

import click

from bsc.actions import notifications as actions
from bsc.actions.destinations import destinations
from bsc.cli import addressed
from bsc.cli.company import Company, pass_company
from bsc.cli.numbers import known_filters
from bsc.cli.printing import say
from bsc.errors import BscError
from bsc.model.notification import EventKind, Gathering, Notification, Opens
from bsc.model.periods import Grain
from bsc.reports.notification_rounds import look, preview, tell_due, try_out
from bsc.reports.sending import BASE_URL, Post
from bsc.store import Store
from bsc.store.told import Telling, Told
from bsc.views.dates import moment

_HOURS: Final = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)")


@click.group(invoke_without_command=True)
@click.option("--due", is_flag=True, help="Tell what is due: for cron, while the app is not running.")
@pass_company
@click.pass_context
def notifications(ctx: click.Context, company: Company, *, due: bool) -> None:
    """Notifications: what has come about (off track, changed, overdue, …), told by e-mail or to a webhook."""
    if ctx.invoked_subcommand and due:
        raise BscError("`--due` stands alone: `bsc notifications --due`")
    if due:
        with company.store() as store:
            _say_told(store, tell_due(store, lambda: Post.of(destinations(os.environ), os.environ)))
    elif not ctx.invoked_subcommand:
        say(ctx.get_help())


@notifications.command("list")
@addressed.AS_JSON
@pass_company
def list_notifications(company: Company, form: str | None) -> None:
    """List every notification: to whom, of what, when, and what became of the last message."""
    with company.store() as store:
        lines, told = actions.notifications(store), actions.last_told(store)
    documents = [addressed.document(line.notification, line.who, told, _event) for line in lines]
    cells = (_cells(line.notification, to, told) for line in lines for to in line.notification.to)
    addressed.say_list(form, documents, ("Name", "To", "Of", "When", "Last (UTC)"), cells, "notification")


@notifications.command("add")
@click.argument("name")
@addressed.TO
@click.option(
    "--of", "kinds", multiple=True, type=click.Choice([str(each) for each in EventKind]),
    help="A kind of event; repeat it for more. Default: all of them.",
)  # fmt: skip
@click.option("--owner", default="", metavar="NAME", help="Only what this person or team answers for.")
@click.option(
    "--when", "gathering", type=click.Choice([str(each) for each in Gathering]), default=str(Gathering.AT_ONCE),
    show_default=True, help="At once, or gathered.",
)  # fmt: skip
@click.option("--hour", type=click.IntRange(0, 23), default=8, show_default=True, help="Of a daily one.")
@click.option("--quiet", metavar="FROM-UNTIL", help="Nothing is sent then, like 22:00-07:00.")
@click.option("--quiet-weekends", is_flag=True, help="Nothing is sent on Saturdays and Sundays.")
@addressed.zone("Whose hours, like Europe/Berlin.")
@addressed.PERSONA
@addressed.WHERE
@click.option(
    "--grain", type=click.Choice([str(each) for each in Grain]), default=str(Grain.MONTH), show_default=True,
    help="Of the periods that KPIs are judged by.",
)  # fmt: skip
@click.option(
    "--opens", type=click.Choice([str(each) for each in Opens]), default=str(Opens.ANYBODY), show_default=True,
    help="Who can open its links: anybody who has them, or who signs in.",
)  # fmt: skip
@addressed.link_days(14, "How long its links open.")
@pass_company
def add(company: Company, /, quiet: str | None, **wanted: Any) -> None:  # noqa: ANN401
    """Add a notification called NAME. What holds by now is not told: it begins with what comes about from now on."""
    begins, ends = _quiet(quiet)
    wanted |= {"quiet_from": begins, "quiet_until": ends, "kinds": wanted["kinds"] or tuple(EventKind)}
    with company.workspace() as workspace:
        destinations(os.environ).check(wanted["to"])
        wanted["filters"] = known_filters(workspace, wanted["filters"])
        made = actions.notify(workspace.store, wanted, company.who)
        held = look(workspace.store, made)
    say(f"{made.name} tells {', '.join(made.to)} of what comes about from now on, {made.said()}.")
    say(f"{len(held)} of what it tells of hold already and {'is' if len(held) == 1 else 'are'} not told again.")


@notifications.command()
@click.argument("name")
@pass_company
def pause(company: Company, name: str) -> None:
    """Pause the notification NAME: nothing is sent until it is resumed."""
    with company.store() as store:
        changed = actions.change_notification(store, name, {"paused": True}, company.who)
    say(f"Notification {changed.name} is paused.")


@notifications.command()
@click.argument("name")
@pass_company
def resume(company: Company, name: str) -> None:
    """Go on with the notification NAME; what came about in the pause is not told."""
    with company.store() as store:
        changed = actions.change_notification(store, name, {"paused": False}, company.who)
        look(store, changed)
    say(f"Notification {changed.name} is sent {changed.said()}.")


@notifications.command()
@click.argument("name")
@pass_company
def remove(company: Company, name: str) -> None:
    """End the notification NAME. Links that it sent stay as long as they would have."""
    with company.store() as store:
        ended = actions.end_notification(store, name, company.who)
    say(f"Notification {ended.name} has ended.")


@notifications.command()
@click.argument("name")
@pass_company
def show(company: Company, name: str) -> None:
    """Write what the notification NAME would tell if all that holds now were new; its links open nothing."""
    with company.store() as store:
        told = preview(store, actions.notification(store, name), os.environ.get(BASE_URL, ""))
    say(f"{told.subject}\n\n{told.text}".rstrip())


@notifications.command()
@click.argument("name")
@pass_company
def send(company: Company, name: str) -> None:
    """Send the notification NAME now, as a test: all that holds, out of turn. It counts for nothing."""
    with company.store() as store:
        wanted = actions.notification(store, name)
        try_out(store, wanted, Post.of(destinations(os.environ), os.environ))
    say(f"Notification {wanted.name} was sent to {', '.join(wanted.to)}.")


def _say_told(store: Store, done: list[Told]) -> None:
    names = {line.notification.id: line.notification.name for line in actions.notifications(store)}
    if not done:
        say("Nothing is to be told.")
    for each in done:
        name = names.get(each.notification, each.notification)
        say(f"{name} to {each.destination}, {each.event}: {addressed.became(each)}")
    failed = [each for each in done if each.outcome is Telling.FAILED]
    addressed.refuse_failed(failed, done, "bsc notifications --due")


def _quiet(said: str | None) -> tuple[time | None, time | None]:
    if not said:
        return None, None
    found = _HOURS.fullmatch(said.replace(" ", ""))
    try:
        begins, begin, ends, end = map(int, found.groups()) if found else (24, 0, 24, 0)
        return time(begins, begin), time(ends, end)
    except ValueError as error:
        message = f'quiet hours "{said}" – write them like 22:00-07:00'
        raise BscError(message) from error


def _cells(each: Notification, to: str, told: dict[tuple[str, str], Told]) -> tuple[str, ...]:
    last = told.get((each.id, to))
    became = f"{moment(last.at)} {addressed.became(last)}" if last else "nothing yet"
    of = "everything" if len(each.kinds) == len(EventKind) else ", ".join(each.kinds)
    whose = f" of {each.owner}" if each.owner else ""
    return each.name, to, f"{of}{whose}", "paused" if each.paused else each.said(), became


def _event(told: Told) -> dict[str, str]:
    return {"event": told.event}
