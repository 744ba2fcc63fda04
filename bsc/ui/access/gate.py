"""The gate: who stands before the app, and whether they come in. It draws nothing, so that it can come first.

It is asked in every run, and again in each run that is a part of a page only: who has lost their right is out with
their next click, whatever the browser still shows or sends.
"""

from collections.abc import Callable
from typing import Final

import streamlit as st

from bsc.model.access import Person, Role
from bsc.model.entrance import Access
from bsc.ui.access import keys, oidc, shared
from bsc.ui.access.settings import settings
from bsc.ui.access.signing_in import SHARE
from bsc.ui.access.visit import Closed, Visit

SOMEBODY: Final = Person("local user", Role.ADMIN)
_TOKEN: Final = "_share_token"  # noqa: S105 -- where a session's token is remembered, on the server


def arriving() -> Visit | Closed:
    """Return who comes in with this run, or why nobody does.

    Who came with a share link stays its viewer for the whole session, also where the address no longer names it.
    """
    if token := _share_token():
        return shared.arriving(token)
    access = settings().access
    if access is Access.LOCAL:
        return Visit(SOMEBODY)
    return _with_key() if access is Access.KEY else oidc.arriving(settings())


def standing() -> Callable[[], bool]:
    """Return what tells whether who asks in this run may still come in; to be asked also outside of a run."""
    if token := _share_token():
        return shared.standing(token)
    access = settings().access
    if access is Access.LOCAL:
        return lambda: True
    if access is Access.OIDC:
        return oidc.standing(settings())
    cookie = _cookie()
    return lambda: keys.session_by(cookie) is not None


def leave() -> None:
    """End the session of who asks, in every tab; the next run meets the door."""
    if settings().access is Access.OIDC:
        oidc.leave()
    elif (session := _session()) is not None:
        keys.end(session)


def _with_key() -> Visit | Closed:
    session = _session()
    if session is not None:
        return Visit(session.person)
    said = "Your session has ended." if keys.COOKIE in st.context.cookies else "This company's scorecard is not public."
    return Closed("Please sign in", f"{said} Sign in with the key, or ask whoever runs it for a share link.", "key")


def _session() -> keys.Session | None:
    return keys.session_by(_cookie())


def _cookie() -> str | None:
    return st.context.cookies.get(keys.COOKIE)


def _share_token() -> str:
    """Return the token that this session came with: the address's, else the one that it came with before."""
    shown = st.query_params.get(SHARE, "")
    if shown:
        st.session_state[_TOKEN] = shown
    remembered: str = st.session_state.get(_TOKEN, "")
    return remembered
