"""The tab YAML: the whole scorecard out as one readable file, and in again."""

from typing import Final

import streamlit as st

from bsc import actions
from bsc.errors import BscError, DefinitionProblems
from bsc.exchange import formats
from bsc.model.definitions import Scorecard
from bsc.model.reading import document_of, scorecard_from
from bsc.store.yaml_text import document_from_yaml, yaml_from_document
from bsc.ui import failures, notices, session
from bsc.ui.editors import changes, saving
from bsc.views.workspace import Workspace

_PASTED: Final = "definitions.yaml"
_NOTES: Final = "definitions.brought_notes"
_LARGEST_MB: Final = 5


def draw(workspace: Workspace) -> None:
    """Draw the download of what is defined, and the way in with all problems or all changes."""
    text = yaml_from_document(document_of(workspace.scorecard))
    st.markdown("**Out**")
    st.caption(
        "Everything that is defined in one file, to be reviewed, kept in git or copied. Applying it changes nothing."
    )
    st.download_button(
        "Download scorecard.yaml", text, "scorecard.yaml", "application/yaml", icon=":material/download:"
    )
    with st.expander("Look at it"):
        st.code(text, language="yaml", height=400)
    st.markdown("**In**")
    st.caption(
        "A file is taken whole or not at all. What it would change is shown before it is applied. A journey map as CSV "
        "or in the OpenJourney Format is put into what is defined."
    )
    _way_in(workspace)


def _way_in(workspace: Workspace) -> None:
    count = st.session_state.setdefault("definitions.yaml_uploads", 0)
    uploaded = st.file_uploader(
        "Upload scorecard.yaml, or a map as .csv or .ojf",
        type=["yaml", "yml", *formats.COMES_IN],
        key=f"definitions.yaml_upload.{count}",
        max_upload_size=_LARGEST_MB,
        label_visibility="collapsed",
    )
    if uploaded is not None and (text := _text_of(workspace, uploaded.name, uploaded.getvalue())) is not None:
        st.session_state[_PASTED] = text
        st.session_state["definitions.yaml_uploads"] = count + 1
        st.rerun()
    for note in st.session_state.get(_NOTES, ()):
        st.caption(f":material/info: {failures.escaped(note)}")
    written = st.text_area("Or paste it", key=_PASTED, height=160, placeholder="version: 1\nstages:\n  - …")
    if written and written.strip():
        _check(workspace, written)


def _text_of(workspace: Workspace, name: str, content: bytes) -> str | None:
    """Return what an uploaded file makes of the definitions, as YAML; None when it cannot be read, which is said."""
    st.session_state.pop(_NOTES, None)
    if formats.ending_of(name) not in formats.COMES_IN:
        return content.decode("utf-8-sig", errors="replace")
    try:
        brought = formats.brought(name, content, document_of(workspace.scorecard))
    except DefinitionProblems as error:
        saving.problems(error)
        return None
    except BscError as error:
        failures.sentence(error)
        return None
    st.session_state[_NOTES] = brought.notes
    return yaml_from_document(brought.document)


def _check(workspace: Workspace, text: str) -> None:
    try:
        wanted = scorecard_from(document_from_yaml(text))
    except DefinitionProblems as error:
        saving.problems(error)
        return
    except BscError as error:
        failures.sentence(error)
        return
    if changes.show(workspace, wanted) and st.button("Apply", type="primary", key="definitions.apply_yaml"):
        _apply(text, wanted)


def _apply(text: str, wanted: Scorecard) -> None:
    try:
        actions.apply_definitions(session.store(), text, session.who(), note="YAML applied")
    except DefinitionProblems as error:  # what only the check against the rows finds: a column that is not there
        saving.problems(error)
        return
    notices.say(f"{wanted.journey.name} applied")
    del st.session_state[_PASTED]
    st.session_state.pop(_NOTES, None)
    st.rerun()
