"""Whoever comes with a share link: from its token to what they may see, or to the door."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import streamlit as st

from bsc.actions.freezing import frozen_store
from bsc.actions.shares import note_opened, share_links, share_shown, unlocks
from bsc.actions.tries import TRIES
from bsc.errors import NotAllowed
from bsc.model.access import Person, Role
from bsc.model.sharing import Kind, ShareLink
from bsc.ui import session
from bsc.ui.access.visit import Closed, Visit
from bsc.views.dates import moment

LINKS: Final = "share link"  # the kinds of secrets by which wrong tries are counted
PASSPHRASES: Final = "passphrase of"
_OPENED: Final = "_share_opened"  # the ids of the links that this session has opened, and so counted
_UNLOCKED: Final = "_share_unlocked"  # … of those whose passphrase it knew
_BEFORE: Final = "_share_before"  # … of the one that it stands before, with the right token

_ASK: Final = "Ask whoever sent it to you for a new one."
UNKNOWN: Final = Closed("This link does not open anything", f"It may be incomplete, or replaced by another. {_ASK}")
REVOKED: Final = Closed("This link was withdrawn", f"Whoever made it has ended it. {_ASK}")


def arriving(token: str) -> Visit | Closed:
    """Return the visit that *token* opens in this run, or why it opens nothing.

    It is asked in every run: what is revoked or has expired meanwhile is closed at the next click.
    """
    link = share_shown(session.opened(), token)
    if link is None or link.id not in _ids(_OPENED):
        try:
            TRIES.refuse(LINKS, where())
        except NotAllowed as error:
            return Closed("Please wait", f"{str(error)[0].upper()}{str(error)[1:]}.")
    if link is None:
        TRIES.failed(LINKS, where())
        return UNKNOWN
    return _closed(link) or _visit(link, token)


def standing(token: str) -> Callable[[], bool]:
    """Return what tells whether *token* still opens its link for this session; to be asked also outside of a run."""
    store, unlocked = session.opened(), _ids(_UNLOCKED)

    def stands() -> bool:
        link = share_shown(store, token)
        return link is not None and link.state(now()) == "active" and not (link.guarded and link.id not in unlocked)

    return stands


def open_with(passphrase: str) -> bool:
    """Return whether *passphrase* opens the link that this session stands before; raises NotAllowed after many tries.

    From then on the session is let in.
    """
    store = session.opened()
    link = next(link for link in share_links(store) if link.id == st.session_state[_BEFORE])
    TRIES.attempt(f"{PASSPHRASES} {link.id}", where())
    if not unlocks(store, link, passphrase):
        return False
    TRIES.passed(f"{PASSPHRASES} {link.id}", where())
    _ids(_UNLOCKED).add(link.id)
    return True


def now() -> datetime:
    """Return this moment as links are dated: UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def where() -> str:
    """Return the address that asks; Streamlit has none for a browser on the machine itself."""
    return st.context.ip_address or "this machine"


def _closed(link: ShareLink) -> Closed | None:
    state = link.state(now())
    if state == "revoked":
        return REVOKED
    if state == "expired" and link.expires_at:
        return Closed("This link has expired", f"It showed its view until {moment(link.expires_at)} UTC. {_ASK}")
    if link.guarded and link.id not in _ids(_UNLOCKED):
        st.session_state[_BEFORE] = link.id
        return Closed("This link asks for a passphrase", "Whoever sent it to you knows it.", "passphrase")
    return None


def _visit(link: ShareLink, token: str) -> Visit:
    store = session.opened()
    if link.id not in _ids(_OPENED):
        note_opened(store, link)
        _ids(_OPENED).add(link.id)
    frozen = frozen_store(store, link) if link.kind is Kind.FROZEN else None
    return Visit(Person(f"share link {link.name}", Role.VIEWER), link, frozen, token)


def _ids(name: str) -> set[str]:
    found: set[str] = st.session_state.setdefault(name, set())
    return found
