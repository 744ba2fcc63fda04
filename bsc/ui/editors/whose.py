"""The fields that say whose something is: who answers for it, and who helps."""

import streamlit as st

from bsc.model.editing import Document
from bsc.ui import session
from bsc.ui.editors.draft import Draft
from bsc.views.mentions import people
from bsc.views.workspace import Workspace


def fields(draft: Draft, workspace: Workspace, *, help: str | None = None) -> Document:  # noqa: A002 -- Streamlit's own word
    """Draw owner and helpers side by side; return what is written. Who is known already can be chosen to help."""
    left, right = st.columns(2)
    with left:
        owner = draft.text("owner", "Owner", help=help, placeholder="A person or a team")
    with right:
        helpers = draft.many(
            "helpers",
            "Helpers",
            {name: name for name in known(draft, workspace)},
            accept_new_options=True,
            help="Who works on it as well. The owner answers for it.",
        )
    return {"owner": owner, "helpers": [name.strip() for name in helpers if name.strip()]}


def known(draft: Draft, workspace: Workspace) -> tuple[str, ...]:
    """Return who can be chosen: everybody who is known, and who helps already."""
    here = dict.fromkeys(draft.base.get("helpers", ()))
    return tuple(dict.fromkeys([*here, *(name for name in people(workspace) if name != session.SOMEBODY.name)]))
