"""What the forms of a digest and of a notification ask alike, with what stands before a change."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st

from bsc.actions.destinations import MAIL, Destinations
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.subscription import Addressed
from bsc.model.view import View

_ZONES: Final = ("UTC", "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Tokyo")
Key = Callable[[str], str]


def name_and_destinations(
    known: Destinations, key: Key, example: str, before: Addressed | None = None
) -> dict[str, Any]:
    """Draw what it is called and where it goes to, with what it is *before* a change; return both as fields."""
    offered = [name for name in known.names if name != MAIL or not known.sends_mail]
    with st.container(horizontal=True, gap="medium"):
        name = st.text_input(
            "Name", before.name if before else "", key=key("name"), max_chars=120, placeholder=example, width=300
        )
        to = st.multiselect(
            "To", list(dict.fromkeys([*offered, *(before.to if before else ())])), before.to if before else None,
            key=key("to"), accept_new_options=known.sends_mail, width=420,
            placeholder="A destination, or an e-mail address" if known.sends_mail else "A destination",
        )  # fmt: skip
    return {"name": name, "to": tuple(to)}


def hour(key: Key, at: int = 8) -> int:
    """Draw the choice of a full hour, *at* first; return it."""
    chosen = st.selectbox(
        "At", range(24), index=at, format_func=lambda each: f"{each:02}:00", key=key("hour"), width=110
    )
    return int(chosen)


def zone(key: Key, before: Addressed | None = None) -> str:
    """Draw the choice of a time zone, that of *before* a change or the reader's own first; return it."""
    first = before.zone if before else st.context.timezone
    offered = list(dict.fromkeys(filter(None, (first, st.context.timezone, *_ZONES))))
    return str(st.selectbox("Time of", offered, key=key("zone"), width=200))


def seen(view: View) -> dict[str, Any]:
    """Return whose figures *view* shows as fields."""
    return {"persona": None if view.persona == ALL_PERSONAS else view.persona, "filters": dict(view.filters)}


def others(view: View, before: Addressed, key: Key, words: str) -> dict[str, Any]:
    """Draw whether it is to be about what is chosen above, in *words*; return that as fields, none where it stays."""
    asked = seen(view)
    if asked == {name: getattr(before, name) for name in asked}:
        return {}
    return asked if st.toggle(f"Show {words} from now on, as chosen above", key=key("others")) else {}


def changes(wanted: Mapping[str, Any], before: Addressed) -> dict[str, Any]:
    """Return those of the *wanted* fields that are other than *before*."""
    return {name: value for name, value in wanted.items() if getattr(before, name) != value}
