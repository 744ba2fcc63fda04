"""Who is signed in, in the sidebar, and the way out."""

import streamlit as st

from bsc.model.entrance import Access
from bsc.ui.access import gate
from bsc.ui.access.settings import settings
from bsc.ui.access.visit import Visit
from bsc.ui.failures import escaped


def draw(visit: Visit) -> None:
    """Draw who is signed in, with their role; nothing on one's own machine and for who came with a share link."""
    access = settings().access
    if access is Access.LOCAL or visit.share is not None or st.context.is_embedded:
        return
    with st.sidebar.container(gap="xsmall", key="signed_in"):
        role = "" if access is Access.KEY else f" · {visit.person.role}"  # the name of who has a key says whose
        st.caption(f":material/person: {escaped(visit.person.name)}{role}")
        st.button("Sign out", icon=":material/logout:", type="tertiary", key="sign_out", on_click=gate.leave)
