"""The tab YAML: the whole scorecard out as one readable file, and in again."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from bsc import actions
from bsc.errors import BscError
from bsc.exchange import formats
from bsc.model.definitions import Scorecard
from bsc.model.reading import document_of, scorecard_from
from bsc.store.yaml_text import document_from_yaml, yaml_from_document
from bsc.ui import failures, files, notices, session
from bsc.ui.editors import changes, saving
from bsc.views.workspace import Workspace

_PASTED: Final = "definitions.yaml"
_NOTES: Final = "definitions.brought_notes"
_MAP: Final = "definitions.brought_map"
_SEEN: Final = "definitions.yaml_seen"  # the text that is looked at, and the version beside which it was shown first
_LARGEST_MB: Final = 5
_APPLY_AGAIN = "Nothing was applied: look at what it would change now, and apply again if it shall all the same."


@dataclass(frozen=True)
class _Map:
    """A map that was uploaded, and the definitions with it in them, as YAML, made of the definitions of *version*."""

    name: str
    content: bytes
    text: str
    version: int


def draw(workspace: Workspace) -> None:
    """Draw the download of what is defined, and the way in with all problems or all changes."""
    text = yaml_from_document(document_of(workspace.scorecard))
    st.markdown("**Out**")
    st.caption(
        "Everything that is defined in one file, to be reviewed, kept in git or copied. Applying it changes nothing."
    )
    files.download("Download scorecard.yaml", text, "scorecard.yaml", "application/yaml")
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
    _made_anew(workspace)
    for note in st.session_state.get(_NOTES, ()):
        st.caption(f":material/info: {failures.escaped(note)}")
    written = st.text_area("Or paste it", key=_PASTED, height=160, placeholder="version: 1\nstages:\n  - …")
    if written and written.strip():
        _check(workspace, written)


def _text_of(workspace: Workspace, name: str, content: bytes) -> str | None:
    """Return what an uploaded file makes of the definitions, as YAML; None when it cannot be read, which is said."""
    st.session_state.pop(_NOTES, None)
    st.session_state.pop(_MAP, None)
    if formats.ending_of(name) not in formats.COMES_IN:
        return content.decode("utf-8-sig", errors="replace")
    version = workspace.store.definitions_version()
    try:
        brought = formats.brought(name, content, document_of(workspace.store.scorecard(version)))
    except BscError as error:
        saving.refused(error)
        return None
    st.session_state[_NOTES] = brought.notes
    text = yaml_from_document(brought.document)
    st.session_state[_MAP] = _Map(name, content, text, version)
    return text


def _made_anew(workspace: Workspace) -> None:
    """Put an uploaded map into the definitions once more, where they were saved since; text that was edited stays."""
    brought: _Map | None = st.session_state.get(_MAP)
    if brought is None or brought.version == workspace.store.definitions_version():
        return
    if st.session_state.get(_PASTED) == brought.text:
        text = _text_of(workspace, brought.name, brought.content)
        if text is not None:
            st.session_state[_PASTED] = text


def _check(workspace: Workspace, text: str) -> None:
    try:
        wanted = scorecard_from(document_from_yaml(text))
    except BscError as error:
        saving.refused(error)
        return
    version = _shown_at(workspace, text)
    if changes.show(workspace, wanted) and st.button("Apply", type="primary", key="definitions.apply_yaml"):
        _apply(text, wanted, version)


def _shown_at(workspace: Workspace, text: str) -> int:
    """Return the version of the definitions beside which *text* was shown first."""
    seen: tuple[str, int] | None = st.session_state.get(_SEEN)
    if seen is None or seen[0] != text:
        seen = st.session_state[_SEEN] = (text, workspace.store.definitions_version())
    return seen[1]


def _apply(text: str, wanted: Scorecard, version: int) -> None:
    if newest := saving.told_of_others(version, _APPLY_AGAIN):
        st.session_state[_SEEN] = (text, newest)
        return
    try:
        actions.apply_definitions(session.store(), text, session.who(), note="YAML applied", version=version)
    except BscError as error:  # among it what only the check against the rows finds: no such column
        saving.refused(error)
        return
    notices.say(f"{wanted.journey.name} applied")
    del st.session_state[_PASTED]
    for key in (_NOTES, _MAP, _SEEN):
        st.session_state.pop(key, None)
    st.rerun()
