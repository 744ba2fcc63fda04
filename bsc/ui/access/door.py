"""The door: what stands where somebody may not come in, with the way in where there is one."""

from html import escape
from urllib.parse import urlencode, urlsplit

import streamlit as st

from bsc.ui.access import gate, oidc, signing_in
from bsc.ui.access.visit import Closed
from bsc.ui.failures import escaped

_LINK = '<a href="{address}" target="_self" class="bsc-way">Sign in</a>'


def draw(closed: Closed) -> None:
    """Draw why nobody comes in, and the way in where there is one."""
    _, middle, _ = st.columns([1, 2, 1])
    with middle, st.container(border=True):
        st.subheader(escaped(closed.title))
        st.write(escaped(closed.why))
        if closed.way == "key":
            _to_the_key()
        elif closed.way == "oidc":
            for name in oidc.providers():
                label = "Sign in" if name == "default" else f"Sign in with {name}"
                if st.button(label, type="primary", icon=":material/login:", key=f"sign_in_{name}"):
                    st.login(name)
        elif closed.way == "leave" and st.button("Sign out", icon=":material/logout:", key="door_sign_out"):
            gate.leave()


def _to_the_key() -> None:
    if st.context.is_embedded:
        st.caption("Open the app in a window of its own to sign in: a frame on another site's page keeps no session.")
        return
    path = urlsplit(st.context.url or "").path or "/"
    pairs = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    address = signing_in.address(path, urlencode(pairs))
    st.html(_LINK.format(address=escape(address)))
