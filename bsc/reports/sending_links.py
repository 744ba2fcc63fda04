"""The share link of one message to one destination: what it opens with, how long, and under which name."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bsc.actions.shares import NewShare, revoke_share, share_links
from bsc.model.fence import PERSONA
from bsc.model.sharing import SharedView
from bsc.model.subscription import Addressed
from bsc.store import Store

_LONGEST: Final = (36, 50)  # characters of a digest's name, and of a destination's, in the name of its link


def shown(sent: Addressed, **opened: Any) -> SharedView:  # noqa: ANN401 -- fields of the view
    """Return what the link opens with: nobody who opens it looks beyond whose figures the message tells."""
    return SharedView(
        persona=sent.persona,
        filters=sent.filters,
        locked=(*sent.filters, *((PERSONA,) if sent.persona else ())),
        **opened,
    )


def link_name(store: Store, sent: Addressed, to: str) -> str:
    """Return a name for the link that no other one has: of two links with one name the second would be refused."""
    own, destination = _LONGEST
    name = f"{sent.name[:own]} to {to[:destination]}, {_now():%Y-%m-%d %H:%M:%S}"
    taken = {each.name.casefold() for each in share_links(store)}
    names = (name, *(f"{name} ({number})" for number in range(2, len(taken) + 3)))
    return next(each for each in names if each.casefold() not in taken)


def last_day(sent: Addressed) -> date:
    """Return the last day, in the time zone of who is sent to, on which the link of what is sent now opens."""
    return sent.local(_now()).date() + timedelta(days=sent.link_days)


def end_of(sent: Addressed, last: date) -> datetime:
    """Return the moment at which the day *last* is over where the message is read."""
    return datetime.combine(last + timedelta(days=1), time(), ZoneInfo(sent.zone))


def today(store: Store, sent: Addressed) -> date:
    """Return the day that it is where the message is read: on the first of a month, the month before is over there."""
    return store.as_of() or sent.local(_now()).date()


@contextmanager
def revoked_unless_sent(store: Store, made: NewShare, who: str) -> Iterator[None]:
    """Revoke the link *made* where the message that tells of it cannot be sent: nobody has it."""
    try:
        yield
    except BaseException:  # whatever it is that goes wrong: it goes on
        revoke_share(store, made.link.id, who)
        raise


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
