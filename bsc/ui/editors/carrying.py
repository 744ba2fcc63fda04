"""The tab YAML: the whole scorecard out as one readable file, with what is kept beside it, and in again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from bsc import actions
from bsc.errors import BscError, DefinitionProblems, Problem
from bsc.exchange import formats
from bsc.model.definitions import Scorecard
from bsc.model.reading import document_of, sound_part
from bsc.model.records import parted
from bsc.store import Store
from bsc.store.yaml_text import document_from_yaml, json_from_document, yaml_from_document
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
    """Draw the download of what is defined and kept beside it, and the way in with all problems or all changes."""
    st.markdown("**Out**")
    st.caption(
        "Everything in one file, to be reviewed, kept in git or copied. Applying it changes nothing. Beside the "
        "definitions it holds the notes, reviews, tags and subscriptions."
    )
    without = st.toggle("Definitions only", key="definitions.yaml_only", help="For git: without what is kept beside.")
    with st.container(horizontal=True):
        out = (("yaml", yaml_from_document, "application/yaml"), ("json", json_from_document, "application/json"))
        for ending, written, mime in out:
            made = _file(session.store(), written, records=not without)
            files.download(f"Download scorecard.{ending}", made, f"scorecard.{ending}", mime)
    with st.expander("Look at the definitions"):
        st.code(yaml_from_document(document_of(workspace.scorecard)), language="yaml", height=400)
    st.markdown("**In**")
    st.caption(
        "A file is taken whole or not at all. What it would change is shown before it is applied: its definitions take "
        "the place of those there are, its records are put to those there are. A journey map as CSV or in the "
        "OpenJourney Format is put into what is defined."
    )
    _way_in(workspace)


def _file(store: Store, written: Callable[[object], str], *, records: bool) -> Callable[[], str]:
    """Return what makes the file when it is asked for: then the records are read, not each time the page is drawn."""
    return lambda: written(actions.file_document(store, records=records))


def _way_in(workspace: Workspace) -> None:
    count = st.session_state.setdefault("definitions.yaml_uploads", 0)
    uploaded = st.file_uploader(
        "Upload scorecard.yaml or .json, or a map as .csv or .ojf",
        type=["yaml", "yml", "json", *formats.COMES_IN],
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
        document = document_from_yaml(text)
        wanted, problems = sound_part(parted(document)[0])
        beside = actions.foreseen(workspace.store, document)
        _refuse((*problems, *beside.problems))
    except BscError as error:
        saving.refused(error)
        return
    version = _shown_at(workspace, text)
    found = changes.show(workspace, wanted)
    for line in beside.said:
        st.markdown(f"- {failures.escaped(line)}")
    if (found or not beside.nothing) and st.button("Apply", type="primary", key="definitions.apply_yaml"):
        _apply(text, wanted, version)


def _refuse(problems: Sequence[Problem]) -> None:
    """Raise DefinitionProblems where there are any."""
    if problems:
        raise DefinitionProblems(problems)


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
