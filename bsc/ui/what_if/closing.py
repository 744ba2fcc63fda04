"""What becomes of a scenario: its changes kept or undone, and all of it published with a reason, after its diff."""

from datetime import date

import streamlit as st

from bsc import actions
from bsc.errors import BscError, Refused
from bsc.model.scenario import Scenario
from bsc.ui import failures, notices, session
from bsc.ui.failures import escaped
from bsc.ui.tables import texts
from bsc.ui.what_if import picker, working
from bsc.views.scenario_drafts import restarted
from bsc.views.scenarios import Comparison, draft_lines, sentences
from bsc.views.workspace import Workspace

_COLUMNS = ("What", "Name", "From", "Published", "Scenario")


def about(workspace: Workspace, kept: Scenario) -> None:
    """Draw what the scenario is called, what it is about, and from when on it would be in force."""
    now = working.standing(kept)
    offered = picker.starts(workspace.calendar, workspace.today)
    offered.setdefault(now.start, str(now.start))
    with st.popover("Name, note and start", icon=":material/edit:", width="content"):
        _text(kept, "name", "Name", now.name, 120)
        _text(kept, "note", "Note", now.note, 500)
        key = f"what_if.{kept.id}.start"
        if st.session_state.get(key) != now.start:
            st.session_state[key] = now.start
        st.selectbox(
            "In force from",
            sorted(offered),
            format_func=offered.__getitem__,
            key=key,
            on_change=_started,
            args=(kept, key),
        )


def keeping(kept: Scenario) -> None:
    """Draw how the changes of this session are kept or undone; nothing where there are none."""
    if not working.is_changed(kept):
        return
    if working.is_overtaken(kept):
        st.warning(
            "Somebody else has kept this scenario otherwise while you changed it. Keeping yours takes its place; "
            "undoing yours shows theirs.",
            icon=":material/group:",
        )
    with st.container(horizontal=True):
        if st.button("Keep the scenario", icon=":material/save:", type="primary", key="what_if.keep") and _kept(kept):
            notices.say(f"Scenario {working.standing(kept).name} kept")
            working.undo(kept)
            st.rerun()
        st.button("Undo the changes", icon=":material/undo:", key="what_if.undo", on_click=working.undo, args=(kept,))


def publishing(workspace: Workspace, kept: Scenario, compared: Comparison) -> None:
    """Draw what publishing would change, and the reason that it needs."""
    now = compared.outcomes[0].scenario
    lines = list(draft_lines(workspace, now))
    if not lines:
        return
    with st.expander("Publish this scenario", icon=":material/publish:", key="what_if.publishing"):
        st.dataframe(
            texts({name: [line[at] for line in lines] for at, name in enumerate(_COLUMNS)}),
            hide_index=True,
            key="what_if_drafts",
        )
        st.markdown("\n".join(f"- {escaped(said)}" for said in sentences(compared)))
        with st.form("what_if.publish", border=False):
            reason = st.text_input(
                "Reason", key=f"what_if.{kept.id}.reason", placeholder="Why, and who agreed", max_chars=500
            )
            asked = st.form_submit_button("Publish all of it", icon=":material/publish:", type="primary")
        if asked:
            _publish(kept, (reason or "").strip())


def _publish(kept: Scenario, reason: str) -> None:
    if not reason:
        st.error("A reason is missing: say in a few words why, so that the next review understands the change.")
        return
    if working.is_changed(kept) and not _kept(kept):
        return
    try:
        actions.publish_scenario(session.store(), kept.id, session.who(), reason, known=[working.standing(kept)])
    except Refused as error:
        notices.refuse(error)
        st.rerun()
    except BscError as error:
        failures.sentence(error)
        return
    notices.say(f"Published: {working.standing(kept).name}")
    working.undo(kept)
    st.rerun()


def _kept(kept: Scenario) -> bool:
    """Keep what the session has made of *kept*; return whether it was taken, and show why not.

    A fragment sees the *kept* of the page's last run: what somebody else has made of it since is shown first.
    """
    try:
        actions.keep_scenario(session.store(), working.standing(kept), session.who(), known=[kept])
    except Refused as error:
        notices.refuse(error)
        st.rerun()
    except BscError as error:
        failures.sentence(error)
        return False
    return True


def _text(kept: Scenario, field: str, label: str, value: str, longest: int) -> None:
    key = f"what_if.{kept.id}.{field}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    st.text_input(label, key=key, max_chars=longest, on_change=_told, args=(kept, field, key))


def _told(kept: Scenario, field: str, key: str) -> None:
    said = (st.session_state[key] or "").strip()
    if said or field != "name":
        working.change(kept, lambda now: now.model_copy(update={field: said}))


def _started(kept: Scenario, key: str) -> None:
    start: date = st.session_state[key]
    working.change(kept, lambda now: restarted(now, start))
