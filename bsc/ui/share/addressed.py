"""What the tabs for digests and for notifications share: who can be sent something, and the cards of what is sent."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

import streamlit as st

from bsc.actions.addressed import Attempt
from bsc.actions.destinations import Destinations, Message, destinations
from bsc.errors import BscError
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.editing import joined
from bsc.model.sharing import SharedView
from bsc.model.subscription import Addressed
from bsc.model.view import View
from bsc.reports.sending import BASE_URL, Post
from bsc.store.subscriptions import Outcome
from bsc.ui import failures, notices
from bsc.ui.failures import escaped
from bsc.ui.share import wording
from bsc.ui.share.asking import Key
from bsc.views.dates import moment
from bsc.views.workspace import Workspace

_LOOKS: Final[Mapping[str, tuple[str, str]]] = {  # attempts to tell of an event end in the same words
    Outcome.SENT.value: (":material/check_circle:", "sent"),
    Outcome.QUIET.value: (":material/notifications_paused:", "not sent"),
    Outcome.FAILED.value: (":material/error:", "not taken"),
    Outcome.BEGUN.value: (":material/schedule_send:", "being sent"),
}


@dataclass(frozen=True, kw_only=True)
class Sort:
    """One sort of what is sent: the prefix of its controls' keys, and what people read of ending one."""

    noun: str
    ended: str
    end: str

    @property
    def prefix(self) -> str:
        """Return what the keys of its controls begin with."""
        return f"{self.noun}s"

    def form(self) -> Key:
        """Return what makes keys of the form's controls: others once something is saved, so that it is empty then."""
        count = st.session_state.setdefault(f"{self.prefix}.count", 0)
        return lambda name: f"{self.prefix}.{count}.{name}"

    def form_of(self, one: str) -> Key:
        """Return what makes keys of the controls of the form in which the one with this id is changed."""
        return lambda name: f"{self.prefix}.{one}.{name}"

    @property
    def edited(self) -> str:
        """Return the key under which the id of the one stands that is being changed."""
        return f"{self.prefix}.edited"

    def saved(self, said: str) -> None:
        """Let the page say what was saved, begin with an empty form, and close the one of what was changed."""
        st.session_state[f"{self.prefix}.count"] += 1
        st.session_state[self.edited] = None
        notices.say(said)
        st.rerun()


@dataclass(frozen=True, kw_only=True)
class Card:
    """One of them, *said* in a line, and what its buttons do; `pause` and `end` return what to say of it then.

    `edit` draws the form in which it is changed.
    """

    each: Addressed
    said: str
    became: Callable[[str], str]
    preview: Callable[[str], Message]
    of_preview: str = ""
    send: Callable[[Post], None]
    edit: Callable[[], None]
    pause: Callable[[], str]
    end: Callable[[], str]


def known_destinations() -> Destinations | None:
    """Return where something can be sent to; None where that cannot be read, which is said."""
    try:
        return destinations(os.environ)
    except BscError as error:
        failures.sentence(error)
        return None


def missing(known: Destinations) -> None:
    """Say what is missing before anything can be sent, and who can name it."""
    lacking = [
        *([] if known.names else ["where to send to (a mail server or a webhook)"]),
        *([] if os.environ.get(BASE_URL) else ["the app's own address, for the links in messages"]),
    ]
    if lacking:
        st.caption(
            f":material/outgoing_mail: Nothing can be sent yet. Whoever runs this app has to name {joined(lacking)}: "
            "“What has to be set” on the page Digests of the documentation (`docs/digests.md`) says how."
        )


def whose(workspace: Workspace, view: View) -> str:
    """Return whose figures *view* shows: the persona and the filters, in words."""
    persona = None if view.persona == ALL_PERSONAS else view.persona
    return " · ".join(wording.segments(workspace.scorecard, SharedView(persona=persona, filters=dict(view.filters))))


def save(sort: Sort, wanted: Mapping[str, Any], known: Destinations, make: Callable[[], str]) -> None:
    """Let *make* keep what is wanted, and the page say what it returns; or say in a sentence why that cannot be."""
    if not wanted["name"].strip() or not wanted["to"]:
        failures.sentence(BscError(f"a {sort.noun} needs a name, and somebody to go to – fill in both"))
        return
    try:
        known.check(wanted["to"])
        said = make()
    except BscError as error:
        failures.sentence(error)
        return
    sort.saved(said)


def card(sort: Sort, shown: Card) -> None:
    """Draw one: what it is, what became of the last message to each, and its buttons."""
    each = shown.each
    with st.container(border=True, gap="xsmall", key=f"{sort.noun}_{each.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{escaped(each.name)}**", width="content")
            if each.paused:
                st.badge("Paused", color="gray", icon=":material/pause_circle:")
        st.caption(escaped(shown.said))
        if st.session_state.get(now := f"{sort.prefix}.now") == each.id:
            del st.session_state[now]
            _send(shown)
        for to in each.to:
            st.caption(shown.became(to))
        _controls(sort, shown)
        if st.session_state.get(sort.edited) == each.id:
            shown.edit()
        if st.session_state.get(f"{sort.prefix}.seen") == each.id:
            _preview(shown)


def became(to: str, attempt: Attempt | None, again: datetime | None) -> str:
    """Return what became of the last *attempt* to send something *to* a destination, which is tried *again* then."""
    if attempt is None:
        return f":material/mail: {escaped(to)}: nothing was sent yet"
    icon, word = _LOOKS[str(attempt.outcome)]
    more = f", attempt {attempt.attempt}" if attempt.attempt > 1 else ""
    more += f", tried again after {again:%H:%M}" if again else ""
    reason = attempt.note.removeprefix(f"{to}: ")
    note = f" – {escaped(reason)}" if reason else ""
    return f"{icon} {escaped(to)}: {word} {moment(attempt.at)} UTC{more}{note}"


def _controls(sort: Sort, shown: Card) -> None:
    each = shown.each
    asked, now, looked_at = (f"{sort.prefix}.{name}" for name in ("asked", "now", "seen"))  # whose id is kept there
    with st.container(horizontal=True, gap="small"):
        st.button("Preview", icon=":material/preview:", type="tertiary", key=f"{sort.prefix}.see.{each.id}",
                  on_click=_toggle, args=(looked_at, each.id))  # fmt: skip
        st.button("Send a test now", icon=":material/send:", type="tertiary", key=f"{sort.prefix}.now.{each.id}",
                  on_click=_toggle, args=(now, each.id))  # fmt: skip
        st.button("Edit", icon=":material/edit:", type="tertiary", key=f"{sort.prefix}.edit.{each.id}",
                  on_click=_toggle, args=(sort.edited, each.id))  # fmt: skip
        word, icon = ("Resume", ":material/play_circle:") if each.paused else ("Pause", ":material/pause_circle:")
        st.button(word, icon=icon, type="tertiary", key=f"{sort.prefix}.pause.{each.id}",
                  on_click=partial(_tell, shown.pause))  # fmt: skip
        st.button("End …", icon=":material/delete:", type="tertiary", key=f"{sort.prefix}.end.{each.id}",
                  on_click=_toggle, args=(asked, each.id))  # fmt: skip
    if st.session_state.get(asked) == each.id:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(sort.ended)
            st.button(sort.end, type="primary", key=f"{sort.prefix}.ended.{each.id}",
                      on_click=partial(_tell, shown.end))  # fmt: skip
            st.button("Keep it", key=f"{sort.prefix}.kept.{each.id}", on_click=_toggle, args=(asked, each.id))


def _toggle(key: str, one: str) -> None:
    """Keep the id *one* under *key*, or forget it. A callback."""
    st.session_state[key] = None if st.session_state.get(key) == one else one


def _send(shown: Card) -> None:
    try:
        with st.spinner("Sending …"):
            shown.send(Post.of(destinations(os.environ), os.environ))
    except BscError as error:
        failures.sentence(error)
    else:
        st.success(f"Sent to {escaped(', '.join(shown.each.to))}.", icon=":material/mark_email_read:")


def _preview(shown: Card) -> None:
    try:
        told = shown.preview(os.environ.get(BASE_URL, ""))
    except BscError as error:
        failures.sentence(error)
        return
    if shown.of_preview:
        st.caption(shown.of_preview)
    st.markdown(f":material/mail: **{escaped(told.subject)}**")
    st.code(told.text, language=None, wrap_lines=True)


def _tell(act: Callable[[], str]) -> None:
    """Let the page say what came of *act*. A callback."""
    try:
        notices.say(act())
    except BscError as error:
        notices.refuse(error)
