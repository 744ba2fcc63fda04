"""To which touchpoints a customer's comment was put; editors put it to more, or take it away."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from bsc.actions.tags import tag_comment, untag_comment
from bsc.errors import BscError
from bsc.model.tag import Tag
from bsc.ui import failures, labels, session
from bsc.ui.failures import escaped
from bsc.views.voice import Said
from bsc.views.workspace import Workspace

_OPEN: Final = "_tagging"  # the place of the comment that is being tagged
_REFUSED: Final = "_tagging_refused"


def tags_of(tags: Sequence[str], names: Mapping[str, str]) -> None:
    """Draw to which touchpoints a comment was put: *tags* are their ids, by whose *names* they go."""
    if tags:
        put = ", ".join(escaped(names[each]) for each in tags)
        st.caption(f":material/label: Tagged: {put}")


def control(workspace: Workspace, said: Said, tags: Sequence[str], *, place: str, at: str) -> None:
    """Draw, for editors, what tags the comment at *place*; *at* is the touchpoint that it is read at."""
    if not session.may_edit():
        return
    if st.session_state.get(_OPEN) != place:
        st.button("Tag", icon=":material/label:", type="tertiary", key=f"tag.{place}", on_click=_open, args=(place,))
        return
    known = labels.unlike({each.id: each.name for each in workspace.scorecard.touchpoints})
    _refusal()
    key = f"tagged.{place}.{'.'.join(tags)}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.multiselect(
            "Tagged to",
            sorted(known, key=lambda each: (each != at, known[each].casefold())),
            default=[each for each in tags if each in known],
            format_func=lambda each: known.get(each, each),
            key=key,
            placeholder="Touchpoints that it speaks of",
            select_all=False,
            wrap=True,
            on_change=_put,
            args=(key, said, tuple(tags)),
        )
        st.button("Done", key=f"tag.done.{place}", on_click=_open, args=(None,))


def _open(place: str | None) -> None:
    """Let the comment at *place* be the one that is tagged. A callback."""
    st.session_state[_OPEN] = place


def _put(key: str, said: Said, before: tuple[str, ...]) -> None:
    """Put the comment to what was chosen, and take it from what was not. A callback."""
    chosen = tuple(st.session_state.get(key, ()))
    dataset, comment = said.which
    try:
        for each in chosen:
            if each not in before:
                tag = Tag(dataset=dataset, comment=comment, day=said.day, touchpoint=each)
                tag_comment(session.store(), tag, session.who())
        for each in before:
            if each not in chosen:
                tag = Tag(dataset=dataset, comment=comment, day=said.day, touchpoint=each)
                untag_comment(session.store(), tag, session.who())
    except BscError as error:
        st.session_state[_REFUSED] = error


def _refusal() -> None:
    if (error := st.session_state.pop(_REFUSED, None)) is not None:
        failures.sentence(error)
