"""Digests: who is sent how the period stands and what needs attention, how often, and what became of the last one."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import streamlit as st

from bsc.actions.destinations import Destinations
from bsc.actions.subscriptions import (
    change_subscription,
    last_sent,
    subscribe,
    subscriptions,
    tried_again,
    unsubscribe,
)
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.sharing import Kind
from bsc.model.subscription import DAYS, LAST_DAY, Rhythm, Subscription
from bsc.model.view import View
from bsc.reports.sending import preview, send_now
from bsc.store.subscriptions import Sending, SubscriptionLine
from bsc.ui import session
from bsc.ui.failures import escaped
from bsc.ui.share import addressed, asking
from bsc.views.workspace import Workspace

_WORDS: Final = {Rhythm.DAILY: "Every day", Rhythm.WEEKLY: "Every week", Rhythm.MONTHLY: "Every month"}
_SORT: Final = addressed.Sort(
    noun="digest",
    end="End this digest",
    ended="Nothing is sent any more; links that were sent stay open as long as they would have.",
)


def draw(workspace: Workspace, view: View) -> None:
    """Draw the form for a digest of the view that is looked at, and all that there are."""
    known = addressed.known_destinations()
    if known is None:
        return
    st.caption(
        "A digest says how the period stands, what needs attention first and what is new since the last one, with a "
        "link of its own to the view."
    )
    addressed.missing(known)
    if known.names:
        _form(workspace, view, known)
    st.subheader("Digests")
    lines, sent = subscriptions(session.store()), last_sent(session.store())
    if not lines:
        st.caption("Nobody is sent a digest yet.")
    for line in lines:
        addressed.card(_SORT, _card(workspace, line, sent, partial(_edit, workspace, view, known)))


def _form(workspace: Workspace, view: View, known: Destinations) -> None:
    key = _SORT.form()
    with st.container(border=True):
        st.markdown("**A new digest**")
        whose = addressed.whose(workspace, view)
        st.caption(f":material/visibility: {escaped(whose)}. Choose persona and filters above.")
        wanted = {**_fields(known, key), **asking.seen(view)}
        if st.button("Send it from now on", type="primary", icon=":material/schedule_send:", key=key("save")):
            addressed.save(_SORT, wanted, known, partial(_made, wanted))


def _fields(known: Destinations, key: asking.Key, before: Subscription | None = None) -> dict[str, Any]:
    """Draw all that is asked about a digest but whose figures it shows, as it is *before* a change; return it."""
    shown = before or Subscription(id="new", name="A new digest", to=("nobody",), rhythm=Rhythm.WEEKLY)
    found = asking.name_and_destinations(known, key, "Board, Monday morning", before)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        rhythm = st.segmented_control(
            "How often", list(Rhythm), default=shown.rhythm, required=True, format_func=_WORDS.__getitem__,
            key=key("rhythm"),
        ) or shown.rhythm  # fmt: skip
        found |= {"rhythm": rhythm, "day": _day(rhythm, key("day"), shown.day if rhythm is shown.rhythm else None)}
        found |= {"hour": asking.hour(key, shown.hour), "zone": asking.zone(key, before)}
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        found["link"] = st.segmented_control(
            "Its link is", list(Kind), default=shown.link, required=True, key=key("link"),
            format_func=lambda each: str(each).capitalize(),
        ) or shown.link  # fmt: skip
        found["link_days"] = st.number_input("Open for days", 1, 365, shown.link_days, key=key("days"), width=140)
        found["only_when_changed"] = st.toggle(
            "Only when something is new", shown.only_when_changed, key=key("changed")
        )
    return found


def _made(wanted: Mapping[str, Any]) -> str:
    made = subscribe(session.store(), wanted, session.who())
    return f"{made.name} is sent {made.said()}"


def _edit(workspace: Workspace, view: View, known: Destinations, before: Subscription) -> None:
    key = _SORT.form_of(before.id)
    wanted = _fields(known, key, before) | asking.others(view, before, key, addressed.whose(workspace, view))
    if st.button("Save", type="primary", key=key("save")):
        addressed.save(_SORT, wanted, known, partial(_changed, before, wanted))


def _changed(before: Subscription, wanted: Mapping[str, Any]) -> str:
    changes = asking.changes(wanted, before)
    now = change_subscription(session.store(), before.id, changes, session.who()) if changes else before
    return f"{now.name} is sent {now.said()}"


def _card(
    workspace: Workspace,
    line: SubscriptionLine,
    sent: Mapping[tuple[str, str], Sending],
    edit: Callable[[Subscription], None],
) -> addressed.Card:
    each = line.subscription
    whose = addressed.whose(workspace, View(persona=each.persona or ALL_PERSONAS, filters=each.filters))
    changed = ", only when something is new" if each.only_when_changed else ""
    said = each.said()
    return addressed.Card(
        each=each,
        said=f"{said[:1].upper()}{said[1:]}{changed} · {whose} · by {line.who}",
        became=lambda to: _became(to, sent.get((each.id, to))),
        preview=partial(preview, session.store(), each),
        send=partial(send_now, session.store(), each),
        edit=partial(edit, each),
        pause=partial(_paused, each),
        end=lambda: f"{unsubscribe(session.store(), each.id, session.who()).name} has ended",
    )


def _became(to: str, sending: Sending | None) -> str:
    return addressed.became(to, sending, tried_again(sending) if sending else None)


def _paused(each: Subscription) -> str:
    changed = change_subscription(session.store(), each.id, {"paused": not each.paused}, session.who())
    return f"{changed.name} was changed"


def _day(rhythm: Rhythm, key: str, first: int | None) -> int:
    if rhythm is Rhythm.WEEKLY:
        return int(
            st.selectbox(
                "On", range(7), index=first or 0, format_func=DAYS.__getitem__, key=f"{key}.week", width=150
            )
        )  # fmt: skip
    if rhythm is Rhythm.MONTHLY:
        return int(
            st.selectbox(
                "On day", range(1, LAST_DAY + 1), index=(first or 1) - 1, key=f"{key}.month", width=150,
                format_func=lambda each: "the last" if each == LAST_DAY else str(each),
            )
        )  # fmt: skip
    return 0
