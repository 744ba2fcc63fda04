"""Sending digests: what is due is put together, given a link of its own, and handed to those who want it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final
from urllib.parse import urlencode, urlsplit, urlunsplit

from bsc.actions.destinations import Destinations, Message, deliver
from bsc.actions.shares import NewShare, make_share
from bsc.actions.sharing_checks import WantedShare
from bsc.actions.subscriptions import Delivered, Due, due, send
from bsc.errors import BscError
from bsc.model.access import Role
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.sharing import Kind
from bsc.model.subscription import Subscription
from bsc.model.view import View
from bsc.reports.digest import message
from bsc.reports.sending_links import end_of, last_day, link_name, revoked_unless_sent, shown, today
from bsc.store import Store
from bsc.store.subscriptions import Sending, last_mark
from bsc.views.dates import day
from bsc.views.digest import Digest, Mark, digest
from bsc.views.sealed import sealed
from bsc.views.workspace import Workspace

BASE_URL: Final = "BSC_BASE_URL"


@dataclass(frozen=True)
class Post:
    """Where digests go, and the address at which the app is found from there."""

    known: Destinations
    base: str

    @classmethod
    def of(cls, known: Destinations, environment: Mapping[str, str]) -> "Post":
        """Return the post with the base address that *environment* names; raises BscError without one, or a bad one."""
        return cls(known, checked_base(environment.get(BASE_URL, "")))

    def link(self, token: str) -> str:
        """Return the address that opens the share link with *token*."""
        return self.address("", [("share", token)])

    def address(self, page: str, opened: Sequence[tuple[str, str]] = ()) -> str:
        """Return the address of *page* (empty: the first one) with what is *opened* there."""
        place = urlsplit(self.base)
        path = f"{place.path.rstrip('/')}/{page}" if page else place.path or "/"
        return urlunsplit(place._replace(path=path, query=urlencode(opened)))


def checked_base(base: str) -> str:
    """Return *base*, the address at which people find the app; raises BscError where it is none."""
    if not _is_address(base.strip()):
        seen = f'{BASE_URL} is "{base}"' if base else f"{BASE_URL} is not set"
        message_ = f"{seen} – messages link to the app: name its address, like https://scorecard.example.com"
        raise BscError(message_)
    return base.strip()


def _is_address(base: str) -> bool:
    try:
        place = urlsplit(base)
        place.port  # noqa: B018 -- it raises for what is no port
    except ValueError:
        return False
    plain = base.isprintable() and not set(base) & set(" \\?#@")
    return plain and place.scheme in {"http", "https"} and bool(place.hostname)


def send_due(
    store: Store, post: Post, now: datetime | None = None, *, going: Callable[[], bool] = lambda: True
) -> list[Sending]:
    """Return what became of every digest that is due at the moment *now* (UTC): sent, tried in vain, or nothing new.

    It is asked before each of them whether things are still *going*: what is not begun then stays due.
    """
    sendings = (send(store, each, partial(_delivered, store, each, post)) for each in due(store, now) if going())
    return [each for each in sendings if each is not None]


def send_now(store: Store, subscription: Subscription, post: Post) -> None:
    """Send the digest as it would be sent now, out of turn; raises BscError that names who did not get it, and why."""
    store.require(Role.EDITOR, "send digests")
    to_each(subscription.to, lambda to: _posted(store, subscription, to, compose(store, subscription, to), post))


def to_each(destinations: Iterable[str], deliver: Callable[[str], str]) -> None:
    """Let *deliver* send to each of *destinations*; raises BscError that names who did not get it, and why."""
    failed = []
    for to in destinations:
        try:
            note = deliver(to)
        except BscError as error:
            note = str(error)
        if note:
            failed.append(note)
    if failed:
        raise BscError("\n".join(failed))


def preview(store: Store, subscription: Subscription, base: str) -> Message:
    """Return the message that would be sent now to the first of those who get it, with a link that opens nothing."""
    found = compose(store, subscription, subscription.to[0])
    return message(found, base or "https://…", subscription.name, until=day(last_day(subscription)))


def compose(store: Store, subscription: Subscription, to: str | None = None) -> Digest:
    """Return the digest of *subscription* as things stand, beside what *to* was told last (None: nothing)."""
    workspace = Workspace(store, today(store, subscription), shown(subscription).fence)
    told = last_mark(store.read, subscription.id, to) if to else ""
    return digest(workspace, _view(subscription), Mark.read(told))


def _delivered(store: Store, what: Due, post: Post) -> Delivered:
    subscription = what.subscription
    found = compose(store, subscription, what.to)
    if subscription.only_when_changed and not found.first and not found.news:
        return Delivered("", "nothing is new since the last digest")
    note = _posted(store, subscription, what.to, found, post)
    return Delivered(found.mark.written(), note=note)


def _posted(store: Store, subscription: Subscription, to: str, found: Digest, post: Post) -> str:
    post.known.check([to])
    who = f"digest {subscription.name}"
    made = _linked(store, subscription, to, who)
    until = day(last_day(subscription))
    with revoked_unless_sent(store, made, who):
        return deliver(message(found, post.link(made.token), subscription.name, until=until), to, post.known)


def _linked(store: Store, subscription: Subscription, to: str, who: str) -> NewShare:
    """Return the link of one digest to one destination: locked to its segment, open for as many days as wanted."""
    here = today(store, subscription)
    workspace = Workspace(store, here, shown(subscription).fence)
    period = workspace.calendar.name(workspace.period(_view(subscription)))
    wanted = WantedShare(
        name=link_name(store, subscription, to),
        shown=shown(subscription, period=period if subscription.link is Kind.FROZEN else None),
        kind=subscription.link,
        note="Sent with the digest.",
        expires_at=end_of(subscription, last_day(subscription)),
    )
    return make_share(store, wanted, who, today=here, figures=sealed)


def _view(subscription: Subscription) -> View:
    return View(persona=subscription.persona or ALL_PERSONAS, filters=subscription.filters)
