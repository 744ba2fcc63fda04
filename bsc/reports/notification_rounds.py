"""Telling of what has come about: looked at, noted, and what is new sent to those who want it, each event once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

from bsc.actions import addressed
from bsc.actions.destinations import Destinations, Message, deliver
from bsc.actions.notifications import begin_anew, note_events, tell, to_tell
from bsc.actions.shares import make_share
from bsc.actions.sharing_checks import WantedShare
from bsc.errors import BscError, NotFound
from bsc.model.access import Role
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.notification import Notification, Opens
from bsc.model.sharing import PAGES, Kind
from bsc.model.subject import Subject, SubjectKind
from bsc.model.view import View
from bsc.reports.notification import Line, message
from bsc.reports.rounds import each_by_itself
from bsc.reports.sending import Post, to_each
from bsc.reports.sending_links import end_of, last_day, link_name, revoked_unless_sent, shown, today
from bsc.store import Store
from bsc.store.told import Told
from bsc.views.dates import day
from bsc.views.events import events, wanted
from bsc.views.events_item import Event
from bsc.views.workspace import Workspace

Opened = list[tuple[str, str]]
_PAGES: Final[Mapping[SubjectKind, tuple[str, tuple[str, ...]]]] = {  # the page, and what of the subject it opens
    SubjectKind.KPI: ("trends", ("kpi",)),
    SubjectKind.STAGE: ("stage", ("stage",)),
    SubjectKind.CELL: ("stage", ("stage", "perspective")),
    SubjectKind.OBJECTIVE: ("strategy-map", ("objective",)),
    SubjectKind.ARROW: ("strategy-map", ()),
    SubjectKind.JOURNEY: ("map", ()),
    SubjectKind.PERSONA: ("map", ("persona",)),
    SubjectKind.TOUCHPOINT: ("map", ("touchpoint",)),
    SubjectKind.DATASET: ("data", ()),
    SubjectKind.INITIATIVE: ("initiative", ("initiative",)),
    SubjectKind.REVIEW: ("review", ("review",)),
}
_SHARED: Final = frozenset({"map", "stage", "strategy-map", "trends"})  # pages that open without signing in
_FIRST: Final = "map"  # the page at the app's own address


def tell_due(
    store: Store, post: Callable[[], Post], now: datetime | None = None, *, going: Callable[[], bool] = lambda: True
) -> list[Told]:
    """Return what became of every event that is to be told at the moment *now* (UTC).

    Every notification that is not paused is looked at, so that what is over is forgotten. It is asked before each of
    them whether things are still *going*. A view that is not there any more tells nothing; the page says so.
    What goes wrong unexpectedly with one of them stops no other, and is raised at the end.
    """
    at = now or _now()
    known = (line.notification for line in store.notifications() if going() and not line.notification.paused)
    return [told for done in each_by_itself(known, lambda each: _told(store, each, post, at)) for told in done]


def look(store: Store, notification: Notification, now: datetime | None = None) -> tuple[Event, ...]:
    """Return the events that hold for *notification*, after keeping that they do; raises NotFound for its view."""
    found = holding(store, notification)
    note_events(store, notification, [each.key for each in found], now or _now())
    return found


def holding(store: Store, notification: Notification) -> tuple[Event, ...]:
    """Return the events that hold for *notification* as things stand; nothing is kept. Raises NotFound for its view."""
    addressed.check_seen(store, notification)
    workspace = Workspace(store, today(store, notification), shown(notification).fence)
    view = View(persona=notification.persona or ALL_PERSONAS, filters=notification.filters, grain=notification.grain)
    return wanted(events(workspace, view), notification.kinds, notification.owner)


def try_out(store: Store, notification: Notification, post: Post) -> None:
    """Send what holds now, as if all of it were new, out of turn; raises BscError that names who did not get it."""
    store.require(Role.EDITOR, "send notifications")
    found = holding(store, notification)
    to_each(notification.to, lambda to: _posted(store, notification, to, found, post))


def preview(store: Store, notification: Notification, base: str) -> Message:
    """Return the message that would tell of all that holds now, with links that open nothing."""
    post = Post(Destinations(), base or "https://…")
    return _message(store, notification, holding(store, notification), post, "…")


def _told(store: Store, notification: Notification, post: Callable[[], Post], now: datetime) -> list[Told]:
    try:
        found = look(store, notification, now)
    except NotFound:
        begin_anew(store, notification)
        return []
    except BscError:
        return []
    done: list[Told] = []
    for attempts in to_tell(store, notification, now).values():
        done += tell(store, attempts, partial(_send, store, notification, found, post))
    return done


def _send(
    store: Store,
    notification: Notification,
    found: Sequence[Event],
    post: Callable[[], Post],
    claimed: Sequence[Told],
) -> str:
    """Send those of *found* that were *claimed*, all for one destination."""
    keys = {each.event for each in claimed}
    return _posted(store, notification, claimed[0].destination, [each for each in found if each.key in keys], post())


def _posted(store: Store, notification: Notification, to: str, found: Sequence[Event], post: Post) -> str:
    """Send *found* to one destination; return what is to be said of it. Its link is revoked where that fails."""
    post.known.check([to])
    if notification.opens is Opens.SIGNED_IN or not any(_page(each.about) in _SHARED for each in found):
        return deliver(_message(store, notification, found, post, ""), to, post.known)
    who = f"notification {notification.name}"
    made = make_share(store, _link(store, notification, to), who, today=today(store, notification))
    with revoked_unless_sent(store, made, who):
        return deliver(_message(store, notification, found, post, made.token), to, post.known)


def _link(store: Store, notification: Notification, to: str) -> WantedShare:
    return WantedShare(
        name=link_name(store, notification, to),
        shown=shown(notification, grain=notification.grain, pages=tuple(page for page in PAGES if page in _SHARED)),
        kind=Kind.LIVE,
        note="Sent with the notification.",
        expires_at=end_of(notification, last_day(notification)),
    )


def _message(store: Store, notification: Notification, found: Sequence[Event], post: Post, token: str) -> Message:
    until = day(last_day(notification)) if token and notification.opens is Opens.ANYBODY else ""
    lines = [_line(notification, each, post, token if until else "") for each in found]
    journey = store.scorecard().journey.name
    return message(lines, journey, notification.name, owner=notification.owner, until=until)


def _line(notification: Notification, event: Event, post: Post, token: str) -> Line:
    page, names = _PAGES[event.about.kind]
    shared = bool(token) and page in _SHARED
    opened = [("share", token)] if shared else _seen(notification)
    opened += zip(names, event.about.ids, strict=bool(names))
    return Line(event, post.address("" if page == _FIRST else page, opened), not shared)


def _seen(notification: Notification) -> Opened:
    """Return the notification's view as an address of the app has it."""
    persona = [("persona", notification.persona)] if notification.persona else []
    filters = [(f"where_{name}", value) for name, values in sorted(notification.filters.items()) for value in values]
    return [*persona, ("grain", notification.grain.value), *filters]


def _page(about: Subject) -> str:
    return _PAGES[about.kind][0]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
