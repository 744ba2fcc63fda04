"""Notifications: who is told of what has come about, at once or gathered, and what became of the last message."""

from collections.abc import Callable, Mapping
from datetime import time
from functools import partial
from typing import Any, Final

import streamlit as st

from bsc.actions.destinations import Destinations
from bsc.actions.notifications import change_notification, due_at, end_notification, last_told, notifications, notify
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.notification import EventKind, Gathering, Notification, Opens
from bsc.model.view import View
from bsc.reports.notification_rounds import look, preview, try_out
from bsc.store.told import NotificationLine, Told
from bsc.ui import session
from bsc.ui.failures import escaped
from bsc.ui.share import addressed, asking
from bsc.views.mentions import people
from bsc.views.workspace import Workspace

_SORT: Final = addressed.Sort(
    noun="notification",
    end="End it",
    ended="Nobody is told any more; links that were sent stay open as long as they would have.",
)
_KINDS: Final[Mapping[EventKind, str]] = {
    EventKind.OFF_TRACK: "Off track",
    EventKind.SIGNAL: "Changed (signal)",
    EventKind.OVERDUE: "Overdue action or decision",
    EventKind.STALE: "Data is late",
    EventKind.ASSIGNED: "Given to somebody",
    EventKind.MENTION: "Mention in a note",
    EventKind.REVIEW: "Review due or closed",
}
_WHEN: Final = {Gathering.AT_ONCE: "At once", Gathering.HOURLY: "Every hour", Gathering.DAILY: "Every day"}
_OPENS: Final = {Opens.ANYBODY: "Anybody who has them", Opens.SIGNED_IN: "Who signs in"}
_HALF_HOURS: Final = tuple(time(hour, minute) for hour in range(24) for minute in (0, 30))
_FROM, _UNTIL = time(22), time(7)


def draw(workspace: Workspace, view: View) -> None:
    """Draw the form for a notification of the view that is looked at, and all that there are."""
    known = addressed.known_destinations()
    if known is None:
        return
    st.caption(
        "A notification tells of what comes about, each thing once: when it is over and comes back, it is told again. "
        "What holds already when it is made is not told."
    )
    addressed.missing(known)
    if known.names:
        _form(workspace, view, known)
    st.subheader("Notifications")
    lines, told = notifications(session.store()), last_told(session.store())
    if not lines:
        st.caption("Nobody is notified of anything yet.")
    for line in lines:
        addressed.card(_SORT, _card(workspace, line, told, partial(_edit, workspace, view, known)))


def _form(workspace: Workspace, view: View, known: Destinations) -> None:
    key = _SORT.form()
    with st.container(border=True):
        st.markdown("**A new notification**")
        seen = f"{escaped(addressed.whose(workspace, view))}, by {view.grain}"
        st.caption(f":material/visibility: {seen}. Choose persona and filters above.")
        wanted = {**_fields(workspace, known, key), **asking.seen(view), "grain": view.grain}
        if st.button("Tell from now on", type="primary", icon=":material/notifications_active:", key=key("save")):
            addressed.save(_SORT, wanted, known, partial(_made, wanted))


def _fields(
    workspace: Workspace, known: Destinations, key: asking.Key, before: Notification | None = None
) -> dict[str, Any]:
    """Draw all that is asked about a notification but whose figures it tells of, as *before* a change; return it."""
    shown = before or Notification(id="new", name="A new notification", to=("nobody",))
    found = asking.name_and_destinations(known, key, "Web team, at once", before)
    found |= _of_what(workspace, key, shown)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        found |= {**_when(key, shown), "zone": asking.zone(key, before)}
    found |= _quiet(key, shown)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        opens = st.segmented_control(
            "Its links open for", list(Opens), default=shown.opens, required=True, key=key("opens"),
            format_func=_OPENS.__getitem__, help="Actions, reviews and data open for who signs in, in any case.",
        ) or shown.opens  # fmt: skip
        found["opens"] = opens
        if opens is not Opens.SIGNED_IN:
            found["link_days"] = st.number_input("Open for days", 1, 365, shown.link_days, key=key("days"), width=140)
    return found


def _of_what(workspace: Workspace, key: asking.Key, shown: Notification) -> dict[str, Any]:
    kinds = st.pills(
        "Of", list(EventKind), selection_mode="multi", default=list(shown.kinds), format_func=_KINDS.__getitem__,
        key=key("kinds"),
    )  # fmt: skip
    offered = list(dict.fromkeys([*people(workspace), *([shown.owner] if shown.owner else [])]))
    owner = st.selectbox(
        "Only what somebody answers for", offered, index=offered.index(shown.owner) if shown.owner else None,
        placeholder="Everything", accept_new_options=True, key=key("owner"), width=420,
        help="Their KPIs, objectives, stages, data and actions, also those they help with; mentions of them.",
    )  # fmt: skip
    return {"kinds": tuple(kinds), "owner": owner or ""}


def _when(key: asking.Key, shown: Notification) -> dict[str, Any]:
    gathering = st.segmented_control(
        "When", list(Gathering), default=shown.gathering, required=True, format_func=_WHEN.__getitem__,
        key=key("gathering"),
    ) or shown.gathering  # fmt: skip
    found: dict[str, Any] = {"gathering": gathering}
    if gathering is Gathering.DAILY:
        found["hour"] = asking.hour(key, shown.hour)
    return found


def _quiet(key: asking.Key, shown: Notification) -> dict[str, Any]:
    found: dict[str, Any] = {"quiet_from": None, "quiet_until": None}
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        if st.toggle("Quiet hours", shown.quiet_from is not None, key=key("quiet")):
            for name, label, first in (("quiet_from", "From", _FROM), ("quiet_until", "Until", _UNTIL)):
                at = getattr(shown, name) or first
                offered = sorted({*_HALF_HOURS, at})
                found[name] = st.selectbox(
                    label, offered, index=offered.index(at), format_func=lambda each: f"{each:%H:%M}",
                    key=key(name), width=110,
                )  # fmt: skip
        found["quiet_weekends"] = st.toggle("Quiet at weekends", shown.quiet_weekends, key=key("weekends"))
    return found


def _edit(workspace: Workspace, view: View, known: Destinations, before: Notification) -> None:
    key = _SORT.form_of(before.id)
    wanted = _fields(workspace, known, key, before)
    wanted |= asking.others(view, before, key, addressed.whose(workspace, view))
    if st.button("Save", type="primary", key=key("save")):
        addressed.save(_SORT, wanted, known, partial(_changed, before, wanted))


def _changed(before: Notification, wanted: Mapping[str, Any]) -> str:
    changes = asking.changes(wanted, before)
    if not changes:
        return f"{before.name} stays as it is"
    now = change_notification(session.store(), before.id, changes, session.who())
    if not now.paused:
        look(session.store(), now)
    return f"{now.name} is changed"


def _made(wanted: Mapping[str, Any]) -> str:
    made = notify(session.store(), wanted, session.who())
    held = len(look(session.store(), made))
    return f"{made.name} tells of what comes about from now on; {held} that hold already are not told"


def _card(
    workspace: Workspace,
    line: NotificationLine,
    told: Mapping[tuple[str, str], Told],
    edit: Callable[[Notification], None],
) -> addressed.Card:
    each = line.notification
    return addressed.Card(
        each=each,
        said=_said(workspace, line),
        became=lambda to: _became(each, to, told.get((each.id, to))),
        preview=partial(preview, session.store(), each),
        of_preview="If all that holds now were new:",
        send=partial(try_out, session.store(), each),
        edit=partial(edit, each),
        pause=partial(_paused, each),
        end=lambda: f"{end_notification(session.store(), each.id, session.who()).name} has ended",
    )


def _said(workspace: Workspace, line: NotificationLine) -> str:
    each = line.notification
    kinds = (
        "everything" if len(each.kinds) == len(EventKind) else ", ".join(_KINDS[kind].lower() for kind in each.kinds)
    )
    of = f"Of {kinds}{f', what {each.owner} answers for' if each.owner else ''}"
    seen = View(persona=each.persona or ALL_PERSONAS, filters=each.filters)
    links = "links open without signing in" if each.opens is Opens.ANYBODY else "links for who signs in"
    return f"{of} · {each.said()} · {addressed.whose(workspace, seen)}, by {each.grain} · {links} · by {line.who}"


def _became(each: Notification, to: str, told: Told | None) -> str:
    return addressed.became(to, told, due_at(each, told) if told else None)


def _paused(each: Notification) -> str:
    changed = change_notification(session.store(), each.id, {"paused": not each.paused}, session.who())
    if changed.paused:
        return f"{changed.name} is paused"
    look(session.store(), changed)
    return f"{changed.name} tells of what comes about from now on"
