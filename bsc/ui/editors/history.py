"""The tab History: every version of the definitions, and the way back to one."""

from typing import Final

import streamlit as st

from bsc import actions
from bsc.errors import BscError
from bsc.model.comparison import differences, summary
from bsc.model.reading import document_of
from bsc.ui import bound, failures, notices, session
from bsc.ui.editors import changes, saving, undoing
from bsc.views.dates import moment
from bsc.views.workspace import Workspace

_PREVIEWED: Final = "definitions.previewed"
_RESTORE_AGAIN = "Nothing was restored: look at what it would change now, and restore again if it shall all the same."


def draw(workspace: Workspace) -> None:
    """Draw the versions, newest first, and what one of them changed."""
    store = session.store()
    versions = store.definition_versions()
    if not versions:
        st.caption("Nothing was ever saved.")
        return
    st.caption("Every save makes a version. Times are UTC.")
    st.dataframe(
        {
            "Version": [each.version for each in versions],
            "When": [moment(each.at) for each in versions],
            "Who": [each.who for each in versions],
            "What": [each.note for each in versions],
        },
        hide_index=True,
        height="auto",
        column_config={"Version": st.column_config.NumberColumn(width=70)},
    )
    labels = {str(each.version): f"Version {each.version} · {moment(each.at)} · {each.who}" for each in versions}
    _version(workspace, int(bound.picked("version", "version", labels, label="Look at")), newest=versions[0].version)


def _version(workspace: Workspace, version: int, *, newest: int) -> None:
    store = session.store()
    then = store.scorecard(version)
    if version > 1:
        made = differences(store.scorecard(version - 1), then)
        st.markdown(f"**What version {version} changed:** {summary(made)}")
        if made:
            changes.table(made)
    if version > 1 and st.button(
        f"Take back version {version} only",
        key="definitions.take_back",
        help="What was saved later stays. It is refused where the same was changed once more since.",
    ):
        _take_back(version)
    if version == newest:
        return
    with st.container(border=True):
        st.markdown(f"**Restoring version {version}** would, as version {newest + 1}, make of what is defined now:")
        found = changes.show(workspace, then)
        seen = st.session_state.get(_PREVIEWED)
        st.session_state[_PREVIEWED] = (version, newest)
        if found and st.button(f"Restore version {version}", type="primary", key="definitions.restore"):
            said = f"Version {version} restored"
            previewed = seen[1] if seen and seen[0] == version else newest  # beside what the button was drawn
            if saving.edited(lambda _: document_of(then), previewed, said, _RESTORE_AGAIN):
                st.rerun()


def _take_back(version: int) -> None:
    try:
        made = actions.take_back(session.store(), version, session.who())
    except BscError as error:
        failures.sentence(error)
        return
    said = f"Version {version} taken back"
    if not made.nothing:
        undoing.remember(made.version, said)
    notices.say(said)
    st.rerun()
