"""Digests: who is sent how the period stands and what needs attention, how often, and what became of the last one."""

import os
from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from bsc.actions.destinations import MAIL, Destinations, destinations
from bsc.actions.subscriptions import (
    change_subscription,
    last_sent,
    subscribe,
    subscriptions,
    tried_again,
    unsubscribe,
)
from bsc.errors import BscError
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.sharing import Kind, SharedView
from bsc.model.subscription import DAYS, LAST_DAY, Rhythm, Subscription
from bsc.model.view import View
from bsc.reports.sending import BASE_URL, Post, preview, send_now
from bsc.store.subscriptions import Outcome, Sending, SubscriptionLine
from bsc.ui import failures, notices, session
from bsc.ui.failures import escaped
from bsc.ui.share import wording
from bsc.views.dates import moment
from bsc.views.workspace import Workspace

_COUNT: Final = "digests.count"
_ASKED: Final = "digests.asked"  # the digest that is to end, until that is confirmed
_NOW: Final = "digests.now"  # the digest that is to be sent in this run
_SEEN: Final = "digests.seen"  # the digest whose preview is open
_WORDS: Final = {Rhythm.DAILY: "Every day", Rhythm.WEEKLY: "Every week", Rhythm.MONTHLY: "Every month"}
_ZONES: Final = ("UTC", "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Tokyo")
_LOOKS: Final = {
    Outcome.SENT: (":material/check_circle:", "sent"),
    Outcome.QUIET: (":material/notifications_paused:", "not sent"),
    Outcome.FAILED: (":material/error:", "not taken"),
    Outcome.BEGUN: (":material/schedule_send:", "being sent"),
}


def draw(workspace: Workspace, view: View) -> None:
    """Draw the form for a digest of the view that is looked at, and all that there are."""
    try:
        known = destinations(os.environ)
    except BscError as error:
        failures.sentence(error)
        return
    st.caption(
        "A digest says how the period stands, what needs attention first and what is new since the last one, with a "
        "link of its own to the view."
    )
    _missing(known)
    if known.names:
        _form(workspace, view, known)
    st.subheader("Digests")
    lines, sent = subscriptions(session.store()), last_sent(session.store())
    if not lines:
        st.caption("Nobody is sent a digest yet.")
    for line in lines:
        _card(workspace, line, sent)


def _missing(known: Destinations) -> None:
    """Say what the operator has to name before anything can be sent."""
    if not known.names:
        st.info(
            "Nothing can be sent yet: name a destination where the app is started, like "
            "`BSC_NOTIFY_BOARD=mailtos://user:password@mail.example.com?to=board@example.com`, or an address of a "
            "webhook. `BSC_NOTIFY_MAIL` sends to any e-mail address.",
            icon=":material/outgoing_mail:",
        )
    if not os.environ.get(BASE_URL):
        st.info(
            f"Digests link to the app: name its address where it is started, like `{BASE_URL}=https://…`, or with "
            "`bsc serve --base-url`. Until then none is sent.",
            icon=":material/link_off:",
        )


def _form(workspace: Workspace, view: View, known: Destinations) -> None:
    count = st.session_state.setdefault(_COUNT, 0)

    def key(name: str) -> str:
        return f"digests.{count}.{name}"

    with st.container(border=True):
        st.markdown("**A new digest**")
        st.caption(f":material/visibility: {escaped(_whose(workspace, view))}. Choose persona and filters above.")
        with st.container(horizontal=True, gap="medium"):
            name = st.text_input("Name", key=key("name"), max_chars=120, placeholder="Board, Monday morning", width=300)
            to = st.multiselect(
                "To", _offered(known), key=key("to"), accept_new_options=known.sends_mail, width=420,
                placeholder="A destination, or an e-mail address" if known.sends_mail else "A destination",
            )  # fmt: skip
        with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
            rhythm = st.segmented_control(
                "How often", list(Rhythm), default=Rhythm.WEEKLY, required=True, format_func=_WORDS.__getitem__,
                key=key("rhythm"),
            )  # fmt: skip
            day = _day(rhythm or Rhythm.WEEKLY, key("day"))
            hour = st.selectbox(
                "At", range(24), index=8, format_func=lambda each: f"{each:02}:00", key=key("hour"), width=110
            )
            zone = st.selectbox("Time of", _zones(), key=key("zone"), width=200)
        with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
            kind = st.segmented_control(
                "Its link is", list(Kind), default=Kind.FROZEN, required=True, key=key("link"),
                format_func=lambda each: str(each).capitalize(),
            )  # fmt: skip
            days = st.number_input("Open for days", 1, 365, 35, key=key("days"), width=140)
            changed = st.toggle("Only when something is new", key=key("changed"))
        wanted = {
            "name": name,
            "to": tuple(to),
            "rhythm": rhythm or Rhythm.WEEKLY,
            "day": day,
            "hour": hour,
            "zone": zone,
            "persona": None if view.persona == ALL_PERSONAS else view.persona,
            "filters": dict(view.filters),
            "link": kind or Kind.FROZEN,
            "link_days": days,
            "only_when_changed": changed,
        }
        if st.button("Send it from now on", type="primary", icon=":material/schedule_send:", key=key("save")):
            _save(wanted, known)


def _save(wanted: dict[str, Any], known: Destinations) -> None:
    if not wanted["name"].strip() or not wanted["to"]:
        failures.sentence(BscError("a digest needs a name, and somebody to go to – fill in both"))
        return
    try:
        known.check(wanted["to"])
        made = subscribe(session.store(), wanted, session.who())
    except BscError as error:
        failures.sentence(error)
        return
    st.session_state[_COUNT] += 1
    notices.say(f"{made.name} is sent {made.said()}")
    st.rerun()


def _card(workspace: Workspace, line: SubscriptionLine, sent: dict[tuple[str, str], Sending]) -> None:
    each = line.subscription
    with st.container(border=True, gap="xsmall", key=f"digest_{each.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{escaped(each.name)}**", width="content")
            if each.paused:
                st.badge("Paused", color="gray", icon=":material/pause_circle:")
        shown = View(persona=each.persona or ALL_PERSONAS, filters=each.filters)
        changed = ", only when something is new" if each.only_when_changed else ""
        said = each.said()
        st.caption(escaped(f"{said[:1].upper()}{said[1:]}{changed} · {_whose(workspace, shown)} · by {line.who}"))
        if st.session_state.get(_NOW) == each.id:
            del st.session_state[_NOW]
            _send_now(each)
        for to in each.to:
            st.caption(_became(to, sent.get((each.id, to))))
        with st.container(horizontal=True, gap="small"):
            st.button("Preview", icon=":material/preview:", type="tertiary", key=f"digests.see.{each.id}",
                      on_click=_toggle, args=(_SEEN, each.id))  # fmt: skip
            st.button("Send a test now", icon=":material/send:", type="tertiary", key=f"digests.now.{each.id}",
                      on_click=_toggle, args=(_NOW, each.id))  # fmt: skip
            word, icon = ("Resume", ":material/play_circle:") if each.paused else ("Pause", ":material/pause_circle:")
            st.button(word, icon=icon, type="tertiary", key=f"digests.pause.{each.id}",
                      on_click=_change, args=(each, {"paused": not each.paused}))  # fmt: skip
            st.button("End …", icon=":material/delete:", type="tertiary", key=f"digests.end.{each.id}",
                      on_click=_toggle, args=(_ASKED, each.id))  # fmt: skip
        if st.session_state.get(_ASKED) == each.id:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown("Nothing is sent any more; links that were sent stay open as long as they would have.")
                st.button(
                    "End this digest", type="primary", key=f"digests.ended.{each.id}", on_click=_end, args=(each,)
                )
                st.button("Keep it", key=f"digests.kept.{each.id}", on_click=_toggle, args=(_ASKED, each.id))
        if st.session_state.get(_SEEN) == each.id:
            _preview(each)


def _preview(each: Subscription) -> None:
    told = preview(session.store(), each, os.environ.get(BASE_URL, ""))
    st.markdown(f":material/mail: **{escaped(told.subject)}**")
    st.code(told.text, language=None, wrap_lines=True)


def _became(to: str, sending: Sending | None) -> str:
    if sending is None:
        return f":material/mail: {escaped(to)}: nothing was sent yet"
    icon, word = _LOOKS[sending.outcome]
    again = f", attempt {sending.attempt}" if sending.attempt > 1 else ""
    if following := tried_again(sending):
        again += f", tried again after {following:%H:%M}"
    reason = sending.note.removeprefix(f"{to}: ")
    note = f" – {escaped(reason)}" if reason else ""
    return f"{icon} {escaped(to)}: {word} {moment(sending.at)} UTC{again}{note}"


def _whose(workspace: Workspace, view: View) -> str:
    persona = None if view.persona == ALL_PERSONAS else view.persona
    return " · ".join(wording.segments(workspace.scorecard, SharedView(persona=persona, filters=dict(view.filters))))


def _offered(known: Destinations) -> list[str]:
    return [name for name in known.names if name != MAIL or not known.sends_mail]


def _day(rhythm: Rhythm, key: str) -> int:
    if rhythm is Rhythm.WEEKLY:
        return int(st.selectbox("On", range(7), format_func=DAYS.__getitem__, key=f"{key}.week", width=150))
    if rhythm is Rhythm.MONTHLY:
        return int(
            st.selectbox(
                "On day", range(1, LAST_DAY + 1), key=f"{key}.month", width=150,
                format_func=lambda each: "the last" if each == LAST_DAY else str(each),
            )
        )  # fmt: skip
    return 0


def _zones() -> list[str]:
    """Return the time zones that are offered, the reader's own first."""
    return list(dict.fromkeys([*([st.context.timezone] if st.context.timezone else []), *_ZONES]))


def _toggle(key: str, digest: str) -> None:
    st.session_state[key] = None if st.session_state.get(key) == digest else digest


def _send_now(each: Subscription) -> None:
    try:
        with st.spinner("Sending …"):
            send_now(session.store(), each, Post.of(destinations(os.environ), os.environ))
    except BscError as error:
        failures.sentence(error)
    else:
        st.success(f"Sent to {escaped(', '.join(each.to))}.", icon=":material/mark_email_read:")


def _change(each: Subscription, changes: dict[str, Any]) -> None:
    _told(lambda: f"{change_subscription(session.store(), each.id, changes, session.who()).name} was changed")


def _end(each: Subscription) -> None:
    _told(lambda: f"{unsubscribe(session.store(), each.id, session.who()).name} has ended")


def _told(act: Callable[[], str]) -> None:
    try:
        notices.say(act())
    except BscError as error:
        notices.refuse(error)
