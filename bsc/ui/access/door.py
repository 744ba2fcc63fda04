"""The door: what stands where somebody may not come in, with the way in where there is one."""

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx

from bsc.ui.access import gate, oidc, passphrase, signing_in
from bsc.ui.access.visit import Closed
from bsc.ui.failures import escaped


def draw(closed: Closed) -> None:
    """Draw why nobody comes in, and the way in where there is one."""
    _, middle, _ = st.columns([1, 2, 1])
    with middle, st.container(border=True):
        st.subheader(escaped(closed.title))
        st.write(escaped(closed.why))
        if closed.way in _WAYS:
            _WAYS[closed.way]()


def _to_the_key() -> None:
    if st.context.is_embedded:
        st.caption("Open the app in a window of its own to sign in: a frame on another site's page keeps no session.")
        return
    path = urlsplit(st.context.url or "").path or "/"
    pairs = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    if st.button("Sign in", type="primary", icon=":material/login:", key="sign_in"):
        _leave_for(signing_in.address(path, urlencode(pairs)))


def _leave_for(address: str) -> None:
    """Send the browser to *address* of this app, in the same tab, as `st.login` does."""
    run = get_script_run_ctx()
    if run is not None:
        leaving = ForwardMsg()
        leaving.auth_redirect.url = address
        run.enqueue(leaving)


def _to_the_provider() -> None:
    for name in oidc.providers():
        label = "Sign in" if name == "default" else f"Sign in with {name}"
        if st.button(label, type="primary", icon=":material/login:", key=f"sign_in_{name}"):
            st.login(None if name == "default" else name)


def _out_again() -> None:
    st.button("Sign out", icon=":material/logout:", key="door_sign_out", on_click=gate.leave)


_WAYS: Final[Mapping[str, Callable[[], None]]] = {
    "key": _to_the_key,
    "oidc": _to_the_provider,
    "leave": _out_again,
    "passphrase": passphrase.ask,
}
