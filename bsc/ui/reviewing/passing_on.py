"""The minutes for others: as files, and by a link that shows them and nothing else."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

import streamlit as st

from bsc import actions
from bsc.errors import BscError
from bsc.model.review import Review
from bsc.model.sharing import MINUTES, SharedView
from bsc.reports.minutes import Ending, minutes_file, minutes_name
from bsc.ui import files, links, notices, session
from bsc.views.dates import day
from bsc.views.minutes import Minutes

_DAYS: Final = 90  # until the link expires
_MADE: Final = "review.shared"  # the link that was just made, until another page is opened
_LONGEST_NAME: Final = 120


def draw(review: Review, minutes: Minutes) -> None:
    """Draw the files and, for editors, the link; of a review that goes on there is neither."""
    if minutes.is_draft:
        return
    with st.container(horizontal=True, gap="small"):
        for ending, (label, mime) in _FILES.items():
            files.download(
                label,
                partial(minutes_file, minutes, ending),
                minutes_name(minutes, ending),
                mime,
                key=f"minutes.{ending}",
                kind="tertiary",
            )
        if session.may_edit():
            st.button("Share the minutes", icon=links.SHARE.icon, key="minutes.share", on_click=_share, args=(review,))
    _shared(review)


_FILES: Final[dict[Ending, tuple[str, str]]] = {
    "pdf": ("PDF", "application/pdf"),
    "html": ("HTML", "text/html"),
    "md": ("Markdown", "text/markdown"),
}


def _share(review: Review) -> None:
    """Make the link. A callback."""
    end = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=_DAYS)
    shown = SharedView(start=MINUTES, opened={MINUTES: review.id}, pages=(MINUTES,))
    try:
        wanted = actions.WantedShare(name=_free_name(review), shown=shown, expires_at=end)
        made = actions.make_share(session.store(), wanted, session.who(), today=session.workspace().today)
    except BscError as error:
        notices.refuse(error)
        return
    st.session_state[_MADE] = (review.id, made)


def _free_name(review: Review) -> str:
    """Return a name for the link that no active one has."""
    now = datetime.now(UTC).replace(tzinfo=None)
    taken = {link.name.casefold() for link in actions.share_links(session.store()) if link.state(now) == "active"}
    name = f"Minutes: {review.name}"[: _LONGEST_NAME - 5]
    numbered = (f"{name} ({number})" for number in range(2, len(taken) + 3))
    return next(each for each in (name, *numbered) if each.casefold() not in taken)


def _shared(review: Review) -> None:
    """Draw the address of the link that was just made: it is said only now."""
    of, made = st.session_state.get(_MADE, (None, None))
    if of != review.id or made is None:
        return
    with st.container(border=True):
        st.markdown("**Whoever has this address can read these minutes, and nothing else.**")
        st.code(links.shared_address(st.context.url or "", made.token), language=None, wrap_lines=True)
        until = f"It works until {day(made.link.expires_at)}. " if made.link.expires_at else ""
        st.caption(f"{until}It is shown only now: copy it. Under Share & export it can be revoked.")
        links.to(links.SHARE, "All links", icon=links.SHARE.icon, key="minutes.links")
