"""The share links that there are: what each shows, until when, how often it was opened; how one is ended."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, Literal

import streamlit as st

from bsc.actions.shares import NewShare, revoke_share, rotate_share, share_links
from bsc.errors import BscError
from bsc.model.definitions import Scorecard
from bsc.model.editing import number_of
from bsc.model.sharing import Kind, ShareLink
from bsc.ui import bound, failures, links, notices, session
from bsc.ui.access import shared
from bsc.ui.failures import escaped
from bsc.ui.share import wording
from bsc.ui.share.making import MADE
from bsc.views.dates import day, moment
from bsc.views.workspace import Workspace

_LOOKS: Final[dict[str, tuple[str, Literal["green", "orange", "gray"], str]]] = {
    "active": ("Active", "green", ":material/check_circle:"),
    "expired": ("Expired", "orange", ":material/timer_off:"),
    "revoked": ("Revoked", "gray", ":material/block:"),
}
_KINDS: Final = {Kind.LIVE: ("Live", ":material/sensors:"), Kind.FROZEN: ("Frozen", ":material/ac_unit:")}
_ASKED: Final = "share.asked"  # what is to be done with which link, until it is confirmed
_ACTIVE: Final = "active"
_LISTS: Final = {_ACTIVE: "Active", "all": "All"}
_FIRST: Final = 30  # links that are drawn at first
_ALL: Final = "share.all"
_IF_REVOKED: Final = "Its address opens nothing any more, also where it is open now. A revoked link does not come back."
_IF_ROTATED: Final = "The old address opens nothing any more, at once; everything else of the link stays as it is."


def made() -> None:
    """Draw the link that was just made with its address, until whoever made it has copied it: it is kept nowhere."""
    new: NewShare | None = st.session_state.get(MADE)
    if new is None:
        return
    address = links.shared_address(st.context.url or "", new.token)
    with st.container(border=True, gap="xsmall", key="share_made"):
        st.markdown(f":material/link: **{escaped(new.link.name)}**: copy the address now, it is shown only this once.")
        st.code(address, language=None, wrap_lines=True)
        with st.expander("Show it inside another page", icon=":material/code:"):
            frame = (
                f'<iframe src="{address}&embed=true" width="100%" height="800" referrerpolicy="no-referrer"></iframe>'
            )
            st.code(frame, language="html", wrap_lines=True)
            st.caption("Works where the operator allows the page's host: `bsc serve --embed-in https://host`.")
        if st.button("I have copied it", key="share.copied", icon=":material/check:"):
            del st.session_state[MADE]
            st.rerun()


def draw(workspace: Workspace) -> None:
    """Draw the links, the newest first: those that open something, or all."""
    found, now = share_links(session.store()), shared.now()
    if not found:
        st.caption("No link was made yet. Nobody sees anything of the company without one, or without signing in.")
        return
    active = [link for link in found if link.state(now) == "active"]
    listed = active if bound.segmented("listed", "list", _LISTS) == _ACTIVE else found
    st.caption(f"{len(active)} of {number_of(len(found), 'link')} active")
    shown = listed if st.session_state.get(_ALL) else listed[:_FIRST]
    for link in shown:
        _card(workspace.scorecard, link, now)
    if len(listed) > len(shown) and st.button(f"Show all {len(listed)}", key="share.show_all", type="tertiary"):
        st.session_state[_ALL] = True
        st.rerun()


def _card(scorecard: Scorecard, link: ShareLink, now: datetime) -> None:
    state = link.state(now)
    word, color, icon = _LOOKS[state]
    kind, picture = _KINDS[link.kind]
    with st.container(border=True, gap="xsmall", key=f"share_{link.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{escaped(link.name)}**", width="content")
            st.badge(word, color=color, icon=icon)
            st.badge(f"{kind} · {day(link.as_of)}" if link.as_of else kind, color="blue", icon=picture)
            if link.guarded:
                st.badge("Passphrase", color="gray", icon=":material/password:")
            st.space("stretch")
            if state == "active":
                _ask("New address …", "rotate", link, ":material/autorenew:")
            if state != "revoked":
                _ask("Revoke …", "revoke", link, ":material/block:")
        st.markdown(f":small[Opens with {escaped(wording.opens(scorecard, link.shown))}]")
        st.caption(escaped(_about(scorecard, link)))
        if link.note:
            st.caption(f":material/sticky_note_2: {escaped(link.note)}")
        if st.session_state.get(_ASKED) == ("revoke", link.id):
            _confirm(link, _IF_REVOKED, "Revoke this link", _revoke)
        if st.session_state.get(_ASKED) == ("rotate", link.id):
            _confirm(link, _IF_ROTATED, "Give it a new address", _rotate)


def _about(scorecard: Scorecard, link: ShareLink) -> str:
    locked = [wording.segment(scorecard, link.shown, name) for name in link.shown.locked]
    times = f"opened {link.opened} time{'' if link.opened == 1 else 's'}"
    ended = f"revoked {moment(link.revoked_at)}" if link.revoked_at else ""
    until = f"expires {moment(link.expires_at)}" if link.expires_at else "never expires"
    said = [
        f"locked: {'; '.join(locked)}" if locked else "nothing locked",
        f"shows {wording.pages(link.shown)}",
        f"made {day(link.made_at)} by {link.made_by}",
        ended or until,
        f"{times}, last {moment(link.last_opened)}" if link.last_opened else "never opened",
    ]
    return " · ".join([said[0][:1].upper() + said[0][1:], *said[1:]])


def _ask(label: str, deed: str, link: ShareLink, icon: str) -> None:
    st.button(
        label, key=f"share.{deed}.{link.id}", icon=icon, type="tertiary", on_click=_asked, args=(deed, link.id),
    )  # fmt: skip


def _asked(deed: str, link: str) -> None:
    st.session_state[_ASKED] = (deed, link)


def _confirm(link: ShareLink, said: str, label: str, deed: Callable[[ShareLink], None]) -> None:
    st.warning(said, icon=":material/warning:")
    with st.container(horizontal=True):
        really = st.button(label, type="primary", key=f"share.really.{link.id}")
        keep = st.button("Leave it", key=f"share.keep.{link.id}")
    if not (really or keep):
        return
    st.session_state.pop(_ASKED, None)
    if really:
        try:
            deed(link)
        except BscError as error:
            failures.sentence(error)
            return
    st.rerun()


def _revoke(link: ShareLink) -> None:
    revoke_share(session.store(), link.id, session.who())
    notices.say(f"Link {link.name} revoked")


def _rotate(link: ShareLink) -> None:
    st.session_state[MADE] = rotate_share(session.store(), link.id, session.who())
